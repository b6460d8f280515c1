//! What a condition means: a diagram over cells.

use crate::compiled::cells::Cells;
use crate::compiled::diagram::{Diagram, FALSE, Memo, NodeId, TRUE, TooComplex};
use crate::document::Condition;

/// The diagram of a condition, with the leaves [`TRUE`] and [`FALSE`].
pub fn compile(
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
            let child = |cell| if passing >> cell & 1 == 1 { yes } else { no };
            let children: Vec<NodeId> = (0..cells.count()).map(child).collect();
            Ok(diagram.branch(*fact, &children))
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
