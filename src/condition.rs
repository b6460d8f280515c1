//! What a condition means: as a diagram over cells, and as a test of the facts that are known.

use crate::cells::Cells;
use crate::diagram::{Diagram, FALSE, Memo, NodeId, TRUE, TooComplex};
use crate::document::{Condition, FactIndex, Test};
use crate::facts::Facts;
use crate::policy::Policy;
use crate::time::Instant;

/// The diagram of a condition, with the leaves [`TRUE`] and [`FALSE`].
pub(crate) fn compile(
    condition: &Condition,
    cells: &[Cells],
    diagram: &mut Diagram,
    memo: &mut Memo,
) -> Result<NodeId, TooComplex> {
    let (yes, no) = (diagram.leaf(TRUE), diagram.leaf(FALSE));
    match condition {
        Condition::Test(fact, test) => {
            let Some(cells) = cells.get(*fact) else { return Ok(no) };
            let passing = cells.passing(test);
            let children = (0..cells.count()).map(|cell| if passing >> cell & 1 == 1 { yes } else { no });
            Ok(diagram.branch(*fact, children.collect()))
        }
        Condition::Not(part) => {
            let part = compile(part, cells, diagram, memo)?;
            diagram.choose(part, no, yes, memo)
        }
        Condition::All(parts) => parts.iter().try_fold(yes, |all, part| {
            let part = compile(part, cells, diagram, memo)?;
            diagram.choose(all, part, no, memo)
        }),
        Condition::Any(parts) => parts.iter().try_fold(no, |any, part| {
            let part = compile(part, cells, diagram, memo)?;
            diagram.choose(any, yes, part, memo)
        }),
    }
}

/// Whether a condition holds at an instant; none where the known facts do not tell.
///
/// Used where a condition decides nothing (which evidence, which citation), so that three values are exact enough.
pub(crate) fn holds(policy: &Policy, condition: &Condition, facts: &Facts, at: Instant) -> Option<bool> {
    match condition {
        Condition::Test(fact, test) => passes(policy, *fact, test, facts, at),
        Condition::Not(part) => holds(policy, part, facts, at).map(|holds| !holds),
        Condition::All(parts) => combine(parts.iter().map(|part| holds(policy, part, facts, at)), true),
        Condition::Any(parts) => combine(parts.iter().map(|part| holds(policy, part, facts, at)), false),
    }
}

/// Kleene's conjunction (`neutral` true) or disjunction (false).
fn combine(parts: impl Iterator<Item = Option<bool>>, neutral: bool) -> Option<bool> {
    let mut all = Some(neutral);
    for part in parts {
        match part {
            Some(part) if part != neutral => return Some(!neutral),
            Some(_) => {}
            None => all = None,
        }
    }
    all
}

fn passes(policy: &Policy, fact: FactIndex, test: &Test, facts: &Facts, at: Instant) -> Option<bool> {
    let value = facts.get(fact)?;
    let cells = policy.cells.get(fact)?;
    let cell = cells.of(value, at, policy.zone())?;
    Some(cells.passing(test) >> cell & 1 == 1)
}
