//! The deadline: the earliest instant at which waiting costs something.
//!
//! Time changes a case at its turning points alone: the ends of the windows after the instants that are known. At one of
//! them a completion gets worse where it stands worse then than it stood at the request or at any turning point between
//! (in [`Standing::compare`]'s order: less of a promise, a remedy lost, less money, a step more; where something is
//! better as well, and the promise is the same, the two merely differ). So what is to be had only for a while, and not
//! yet, counts too.
//!
//! An unknown fact is the same at both instants, and an unknown instant lies in a cell in which it can lie at both: it has
//! no turning point of its own, since it could be at any time.

use std::cmp::Ordering;

use crate::compiled::cells::CellSet;
use crate::compiled::diagram::{Leaf, TooComplex};
use crate::compiled::policy::Policy;
use crate::document::{FactIndex, FactKind, in_document_order};
use crate::value::time::Instant;
use crate::verdict::decide::{facts_of_amounts, outcomes_left, possible_cells_at};
use crate::verdict::facts::Facts;
use crate::verdict::order::Standing;
use crate::verdict::spread::{Sample, samples};
use crate::verdict::timeline::turning_points;

/// The earliest instant after `at` at which some completion gets worse by waiting; none where none does.
pub(crate) fn act_by(policy: &Policy, facts: &Facts, at: Instant) -> Option<Instant> {
    let points = turning_points(policy, facts, at);
    if points.is_empty() {
        return None;
    }
    let instants = std::iter::once(at).chain(points.iter().map(|(point, _)| *point));
    let moments: Vec<Moment> =
        instants.map(|time| Moment { time, cells: possible_cells_at(policy, facts, at, time) }).collect();
    let samples = samples_of(policy, facts, &moments);
    let mut cases: Vec<Case<'_>> = samples.iter().map(|sample| Case::new(policy, sample)).collect();
    for (number, then) in moments.iter().enumerate() {
        let before = || moments.iter().take(number);
        if cases.iter_mut().any(|case| before().any(|before| case.gets_worse(before, then))) {
            return Some(then.time);
        }
    }
    None
}

/// An instant, and where the facts may lie then.
struct Moment {
    time: Instant,
    cells: Vec<CellSet>,
}

/// The samples of all facts from which an amount may be computed at one of these moments: what was paid is one of them, so
/// that a case in which nothing was is looked at too. Where there are too many, the amounts count as unknown.
fn samples_of(policy: &Policy, facts: &Facts, moments: &[Moment]) -> Vec<Sample> {
    let outcomes = moments.iter().flat_map(|moment| outcomes_left(policy, &moment.cells));
    let unknown =
        in_document_order(outcomes.flat_map(|outcome| facts_of_amounts(policy, facts, outcome)).collect());
    let cells = moments.first().map(|now| now.cells.as_slice()).unwrap_or_default();
    let none = || vec![Sample { facts: facts.clone(), cells: cells.to_vec() }];
    samples(policy, facts, cells, &unknown).unwrap_or_else(none)
}

/// A sample of the unknown facts of amounts, with what its outcomes give as far as that was asked.
struct Case<'a> {
    policy: &'a Policy,
    sample: &'a Sample,
    standings: Vec<Option<Standing<FactIndex>>>,
}

impl Case<'_> {
    fn new<'a>(policy: &'a Policy, sample: &'a Sample) -> Case<'a> {
        Case { policy, sample, standings: vec![None; policy.outcomes.len()] }
    }

    /// Whether some completion stands worse at the one moment than at the other before it.
    fn gets_worse(&mut self, before: &Moment, then: &Moment) -> bool {
        let (policy, [before, then]) = (self.policy, self.cells(before, then));
        let leaf = |cells: &[CellSet]| policy.diagram.only_leaf(policy.root, cells);
        if let Some((before, then)) = leaf(&before).zip(leaf(&then)) {
            return self.is_worse(before, then);
        }
        let unchanged = |leaf: Leaf| leaf;
        let (early, early_root) = policy.diagram.restrict(policy.root, &before, &unchanged);
        let (late, late_root) = policy.diagram.restrict(policy.root, &then, &unchanged);
        let mut worse = false;
        let walked = early.product(early_root, (&late, late_root), &mut |before, then| {
            worse = worse || self.is_worse(before, then);
            0
        });
        // What is too much to be walked may get worse: in doubt the shopper is told the earlier instant.
        worse || matches!(walked, Err(TooComplex))
    }

    /// Where the facts may lie at two moments, if each unknown one lies in the same cell at both.
    fn cells(&self, before: &Moment, then: &Moment) -> [Vec<CellSet>; 2] {
        let at = |moment: &Moment| {
            let pairs = before.cells.iter().zip(&then.cells).zip(&self.sample.cells).enumerate();
            let of = |(fact, ((before, then), sample)): (FactIndex, ((&CellSet, &CellSet), &CellSet))| {
                match self.policy.document.facts.get(fact).map(|fact| &fact.kind) {
                    _ if self.sample.facts.is_unknown(fact) => before & then,
                    Some(FactKind::Instant) => moment.cells.get(fact).copied().unwrap_or_default(),
                    // What is no instant does not change with time, and the sample may know more of it.
                    _ => *sample,
                }
            };
            pairs.map(of).collect()
        };
        [at(before), at(then)]
    }

    fn is_worse(&mut self, before: Leaf, then: Leaf) -> bool {
        before != then && {
            for leaf in [before, then] {
                self.stand(leaf);
            }
            let standing = |leaf: Leaf| self.standings.get(leaf).and_then(Option::as_ref);
            let compared =
                standing(then).zip(standing(before)).and_then(|(then, before)| then.compare(before));
            compared == Some(Ordering::Less)
        }
    }

    fn stand(&mut self, leaf: Leaf) {
        if let (Some(slot), Some(outcome)) = (self.standings.get_mut(leaf), self.policy.outcomes.get(leaf))
            && slot.is_none()
        {
            *slot = Some(Standing::of(self.policy, &self.sample.facts, outcome));
        }
    }
}
