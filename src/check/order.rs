//! What the order of the clauses hides: cases to which none speaks, and clauses that never decide.

use super::{Diagnostic, error, warning};
use crate::code;
use crate::condition::compile;
use crate::diagram::{Diagram, FALSE, Memo, TRUE};
use crate::document::Clause;
use crate::policy::Policy;
use crate::problem::{Problem, join};
use crate::region::{Region, Witness, describe, each_region, witness};

/// Cases to which no clause speaks. Where no case can lie in the gap, there is none.
pub(super) fn gap(policy: &Policy) -> Option<Diagnostic> {
    let mut shown = None;
    each_region(&policy.diagram, policy.root, &mut |region| {
        if region.leaf == FALSE {
            shown = witness(policy, region).map(|witness| (describe(policy, region), witness));
        }
        shown.is_none()
    });
    let (cases, witness) = shown?;
    let problem = Problem::of(code::GAP, "/clauses", || ["no clause holds where ", &cases].concat())
        .hint(|| "end with a clause that has no `when`");
    Some(error(problem).witness(Some(witness)))
}

/// Clauses that never decide, because those before them always do.
pub(super) fn idle_clauses(policy: &Policy) -> Vec<Diagnostic> {
    let leaves = policy.diagram.leaves(policy.root);
    let decides = |index: usize| {
        leaves
            .iter()
            .any(|leaf| policy.outcomes.get(*leaf).is_some_and(|outcome| outcome.clause == Some(index)))
    };
    let clauses = policy.document.clauses.iter().enumerate().filter(|(index, _)| !decides(*index));
    clauses
        .map(|(index, clause)| {
            let message =
                || ["`", &clause.id, "` never decides: the clauses before it cover every case"].concat();
            let problem = Problem::of(code::IDLE_CLAUSE, join("/clauses", index), message)
                .hint(|| "move it up, or remove it");
            warning(problem).witness(where_it_holds(policy, clause))
        })
        .collect()
}

/// A case in which a clause's condition holds, whichever clause decides there.
fn where_it_holds(policy: &Policy, clause: &Clause) -> Option<Witness> {
    let (mut diagram, mut memo) = (Diagram::default(), Memo::default());
    let root = match &clause.when {
        Some(when) => compile(when, &policy.cells, &mut diagram, &mut memo).ok()?,
        None => diagram.leaf(TRUE),
    };
    let mut shown = None;
    each_region(&diagram, root, &mut |region: &Region| {
        if region.leaf == TRUE {
            shown = witness(policy, region);
        }
        shown.is_none()
    });
    shown
}
