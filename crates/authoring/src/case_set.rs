//! Sets of a policy's cases, and an example of each that can be run.

use refund_policy::Policy;
use refund_policy::compiled::condition::compile;
use refund_policy::compiled::diagram::{Diagram, FALSE, Memo, NodeId, TRUE};
use refund_policy::compiled::policy::Outcome;
use refund_policy::document::{Condition, Rule};

use crate::domain::domain;
use crate::region::possible;
use crate::region::{Region, Witness, describe, each_region, witness};

/// The cases in which a diagram of truth values holds.
pub(crate) struct CaseSet<'a> {
    policy: &'a Policy,
    diagram: Diagram,
    root: NodeId,
}

/// A part of a set in which all cases are alike, and one of them.
pub(crate) struct Example {
    pub(crate) region: Region,
    pub(crate) witness: Witness,
}

/// What a search for an example came to.
pub(crate) enum Found {
    Example(Example),
    /// No case lies in the set.
    Nothing,
    /// There were too many parts of the set to try.
    GaveUp,
}

/// Parts of a set in which no case can lie are rare (windows in an impossible order, numbers beyond their limit).
const MAX_TRIES: usize = 500;

impl<'a> CaseSet<'a> {
    /// The cases that end up in outcomes of this kind.
    pub(crate) fn ending_in(policy: &'a Policy, wanted: impl Fn(&Outcome) -> bool) -> CaseSet<'a> {
        let truth = |leaf: usize| match policy.outcomes.get(leaf).is_some_and(&wanted) {
            true => TRUE,
            false => FALSE,
        };
        let (diagram, root) = policy.diagram.restrict(policy.root, &possible(policy), &truth);
        CaseSet { policy, diagram, root }
    }

    /// The cases that this clause decides.
    pub(crate) fn decided_by(policy: &'a Policy, clause: usize) -> CaseSet<'a> {
        CaseSet::ending_in(policy, |outcome| outcome.clause == Some(clause))
    }

    /// All cases.
    pub(crate) fn all(policy: &'a Policy) -> CaseSet<'a> {
        CaseSet::ending_in(policy, |_| true)
    }

    /// The cases in which a rule applies, as far as a diagram can tell; none where that is too complex.
    pub(crate) fn under(policy: &'a Policy, rule: &Rule) -> Option<CaseSet<'a>> {
        let (diagram, root) = domain(policy, rule).ok()?;
        Some(CaseSet { policy, diagram, root })
    }

    /// Those of them in which a condition holds; none where that is too complex.
    pub(crate) fn in_which(mut self, condition: &Condition) -> Option<CaseSet<'a>> {
        let mut memo = Memo::default();
        let condition = compile(condition, &self.policy.cells, &mut self.diagram, &mut memo).ok()?;
        let nothing = self.diagram.leaf(FALSE);
        self.root = self.diagram.choose(condition, self.root, nothing, &mut memo).ok()?;
        Some(self)
    }

    /// Whether certainly no case lies in it.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.find(Some), Found::Nothing)
    }

    /// A case in it.
    pub(crate) fn example(&self) -> Option<Example> {
        match self.find(Some) {
            Found::Example(example) => Some(example),
            Found::Nothing | Found::GaveUp => None,
        }
    }

    /// A case in it of which `pick` makes what is wanted.
    pub(crate) fn find(&self, pick: impl Fn(Example) -> Option<Example>) -> Found {
        let (mut found, mut tries) = (None, 0);
        each_region(&self.diagram, self.root, &mut |region| {
            if region.leaf == TRUE {
                tries += 1;
                let example =
                    witness(self.policy, region).map(|witness| Example { region: region.clone(), witness });
                found = example.and_then(&pick);
            }
            found.is_none() && tries < MAX_TRIES
        });
        match found {
            Some(example) => Found::Example(example),
            None if tries < MAX_TRIES => Found::Nothing,
            None => Found::GaveUp,
        }
    }
}

impl Example {
    /// `where …`, or `in any case`.
    pub(crate) fn cases(&self, policy: &Policy) -> String {
        cases(policy, &self.region)
    }
}

/// What a region says as the end of a sentence: `where …`, or `in any case`.
pub(crate) fn cases(policy: &Policy, region: &Region) -> String {
    match region.cells.is_empty() {
        true => "in any case".to_owned(),
        false => format!("where {}", describe(policy, region)),
    }
}
