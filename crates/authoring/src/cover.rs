//! A part of all cases as few sentences: blocks that together cover it, each as large as it can be.
//!
//! A block leaves each fact a set of cells. Blocks may overlap, so that each can drop whatever makes no difference to
//! it: one path after another is taken out of what is left, widened as far as the part allows, and kept unless the
//! others cover it. In the end no block names a value that the others cover. (This is two-level minimization as it is
//! usual for logic: expand, irredundant, reduce; greedy rather than minimal.)

use refund_policy::compiled::cells::{CellSet, Cells};
use refund_policy::compiled::diagram::{Diagram, FALSE, Leaf, Memo, Node, NodeId, TRUE, TooComplex};

/// For each fact that it restricts, the cells that it leaves; in the order of the facts.
pub(crate) type Block = Vec<(usize, CellSet)>;

/// More blocks than anybody reads.
const MAX_BLOCKS: usize = 500;

/// The cases below a root that lead to `leaf`, as blocks.
pub(crate) fn cover(
    (diagram, root): (&Diagram, NodeId),
    leaf: Leaf,
    cells: &[Cells],
) -> Result<Vec<Block>, TooComplex> {
    let possible: Vec<CellSet> = cells.iter().map(Cells::ever_possible).collect();
    let (diagram, root) = diagram.restrict(root, &possible, &|found| usize::from(found == leaf));
    let mut cover = Cover { diagram, root, cells, memo: Memo::default() };
    let mut blocks = Vec::new();
    let mut left = root;
    while let Some(path) = cover.path(left) {
        if blocks.len() == MAX_BLOCKS {
            return Err(TooComplex);
        }
        let block = cover.widen(path);
        left = cover.without(left, &block)?;
        blocks.push(block);
    }
    let blocks = cover.needed(blocks)?;
    cover.narrowed(blocks)
}

struct Cover<'a> {
    diagram: Diagram,
    /// The part that is covered. In it an impossible cell leads where the fact's first possible one does.
    root: NodeId,
    cells: &'a [Cells],
    memo: Memo,
}

impl Cover<'_> {
    /// A path to the leaf [`TRUE`]; none where nothing leads there.
    fn path(&self, mut id: NodeId) -> Option<Block> {
        let mut block = Block::new();
        while let Node::Branch { fact, children } = self.diagram.get(id) {
            let next = *children.iter().find(|child| !self.is_leaf(**child, FALSE))?;
            let cell = |(cell, child): (usize, &NodeId)| if *child == next { 1 << cell } else { 0 };
            block.push((fact, children.iter().enumerate().map(cell).sum()));
            id = next;
        }
        self.is_leaf(id, TRUE).then_some(block)
    }

    fn is_leaf(&self, id: NodeId, leaf: Leaf) -> bool {
        matches!(self.diagram.get(id), Node::Leaf(found) if found == leaf)
    }

    /// The block made as large as the part allows: first without the facts that it can do without, the last first,
    /// because authors ask for the most telling fact first; then with more cells of the others.
    fn widen(&self, mut block: Block) -> Block {
        for place in (0..block.len()).rev() {
            let mut wider = block.clone();
            wider.remove(place);
            if self.holds_throughout(&wider) {
                block = wider;
            }
        }
        for place in 0..block.len() {
            for cell in 0..CellSet::BITS {
                let mut wider = block.clone();
                let Some((fact, set)) = wider.get_mut(place) else { break };
                *set = self.with(*fact, *set, cell);
                if self.holds_throughout(&wider) {
                    block = wider;
                }
            }
        }
        block
    }

    /// A set with one more cell, if it is a possible one; the impossible ones go with the first that is possible.
    fn with(&self, fact: usize, set: CellSet, cell: u32) -> CellSet {
        let Some(cells) = self.cells.get(fact) else { return set };
        let possible = cells.ever_possible();
        let impossible = (0..cells.count()).fold(0, |all, cell| all | 1 << cell) & !possible;
        match possible >> cell & 1 == 1 {
            true if cell == possible.trailing_zeros() => set | 1 << cell | impossible,
            true => set | 1 << cell,
            false => set,
        }
    }

    /// Whether all cases of a block belong to the part.
    fn holds_throughout(&self, block: &Block) -> bool {
        let mut cells = vec![CellSet::MAX; self.cells.len()];
        for (fact, set) in block {
            if let Some(known) = cells.get_mut(*fact) {
                *known = *set;
            }
        }
        !self.diagram.leaves(self.root, &cells).contains(&FALSE)
    }

    /// A part without the cases of a block.
    fn without(&mut self, part: NodeId, block: &Block) -> Result<NodeId, TooComplex> {
        let nothing = self.diagram.leaf(FALSE);
        let block = self.node(block);
        self.diagram.choose(block, nothing, part, &mut self.memo)
    }

    /// The diagram of a block.
    fn node(&mut self, block: &Block) -> NodeId {
        let nothing = self.diagram.leaf(FALSE);
        let all = self.diagram.leaf(TRUE);
        block.iter().rev().fold(all, |below, (fact, set)| {
            let count = self.cells.get(*fact).map_or(0, Cells::count);
            let child = |cell| if set >> cell & 1 == 1 { below } else { nothing };
            let children: Vec<NodeId> = (0..count).map(child).collect();
            self.diagram.branch(*fact, &children)
        })
    }

    /// The blocks without those that the others cover.
    fn needed(&mut self, mut blocks: Vec<Block>) -> Result<Vec<Block>, TooComplex> {
        let mut place = 0;
        while place < blocks.len() {
            let block = blocks.remove(place);
            if !self.is_covered(&block, &blocks)? {
                blocks.insert(place, block);
                place += 1;
            }
        }
        Ok(blocks)
    }

    /// The blocks without the values that the others cover. Stretches stay whole: they would only take more words.
    fn narrowed(&mut self, mut blocks: Vec<Block>) -> Result<Vec<Block>, TooComplex> {
        for place in 0..blocks.len() {
            let mut block = blocks.remove(place);
            for part in 0..block.len() {
                let set =
                    block.get(part).filter(|(fact, _)| self.has_values(*fact)).map_or(0, |(_, set)| *set);
                for cell in (0..CellSet::BITS).filter(|cell| set >> cell & 1 == 1) {
                    let mut covered = block.clone();
                    covered.get_mut(part).into_iter().for_each(|(_, set)| *set = 1 << cell);
                    if self.is_covered(&covered, &blocks)? {
                        block.get_mut(part).into_iter().for_each(|(_, set)| *set &= !(1 << cell));
                    }
                }
            }
            blocks.insert(place, block);
        }
        Ok(blocks)
    }

    fn has_values(&self, fact: usize) -> bool {
        self.cells.get(fact).is_some_and(Cells::are_values)
    }

    /// Whether all cases of a block lie in others.
    fn is_covered(&mut self, block: &Block, others: &[Block]) -> Result<bool, TooComplex> {
        let mut left = self.node(block);
        for other in others {
            left = self.without(left, other)?;
        }
        Ok(self.is_leaf(left, FALSE))
    }
}
