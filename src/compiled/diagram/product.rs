//! Two diagrams over the same facts as one, whose leaves stand for pairs of leaves.

use super::{Diagram, Leaf, Memo, Node, NodeId, TooComplex};

impl Diagram {
    /// The diagram that leads each case to what `pair` makes of the two leaves to which these two lead it.
    pub fn product(
        &self,
        root: NodeId,
        (other, other_root): (&Diagram, NodeId),
        pair: &mut dyn FnMut(Leaf, Leaf) -> Leaf,
    ) -> Result<(Diagram, NodeId), TooComplex> {
        let mut product =
            Product { of: [self, other], pair, into: Diagram::default(), memo: Memo::default() };
        let root = product.node([root, other_root])?;
        Ok((product.into, root))
    }
}

struct Product<'a> {
    of: [&'a Diagram; 2],
    pair: &'a mut dyn FnMut(Leaf, Leaf) -> Leaf,
    into: Diagram,
    memo: Memo,
}

impl Product<'_> {
    fn node(&mut self, [one, other]: [NodeId; 2]) -> Result<NodeId, TooComplex> {
        if let Some(done) = self.memo.find(&[one, other]) {
            return Ok(done);
        }
        let [left, right] = self.of;
        let node = match (left.get(one), right.get(other)) {
            (Node::Leaf(one), Node::Leaf(other)) => {
                let leaf = (self.pair)(one, other);
                self.into.leaf(leaf)
            }
            _ => {
                let first = [left.branch_of(one), right.branch_of(other)].into_iter().flatten().min();
                let (fact, cells) = first.unwrap_or_default();
                self.memo.work(cells)?;
                let children: Vec<NodeId> = (0..cells)
                    .map(|cell| self.node([left.child(one, fact, cell), right.child(other, fact, cell)]))
                    .collect::<Result<_, _>>()?;
                self.into.branch(fact, &children)
            }
        };
        self.memo.add(&[one, other], node);
        Ok(node)
    }
}
