//! Two diagrams over the same facts as one, whose leaves stand for pairs of leaves.

use std::collections::BTreeMap;

use super::{Diagram, Leaf, MAX_NODES, Node, NodeId, TooComplex};

impl Diagram {
    /// The diagram that leads each case to what `pair` makes of the two leaves to which these two lead it.
    pub(crate) fn product(
        &self,
        root: NodeId,
        (other, other_root): (&Diagram, NodeId),
        pair: &mut dyn FnMut(Leaf, Leaf) -> Leaf,
    ) -> Result<(Diagram, NodeId), TooComplex> {
        let mut product =
            Product { of: [self, other], pair, into: Diagram::default(), done: BTreeMap::new() };
        let root = product.node([root, other_root])?;
        Ok((product.into, root))
    }
}

struct Product<'a> {
    of: [&'a Diagram; 2],
    pair: &'a mut dyn FnMut(Leaf, Leaf) -> Leaf,
    into: Diagram,
    done: BTreeMap<[NodeId; 2], NodeId>,
}

impl Product<'_> {
    fn node(&mut self, [one, other]: [NodeId; 2]) -> Result<NodeId, TooComplex> {
        if let Some(done) = self.done.get(&[one, other]) {
            return Ok(*done);
        }
        if self.done.len() > MAX_NODES {
            return Err(TooComplex);
        }
        let [left, right] = self.of;
        let node = match (left.get(one), right.get(other)) {
            (Node::Leaf(one), Node::Leaf(other)) => {
                let leaf = (self.pair)(*one, *other);
                self.into.leaf(leaf)
            }
            _ => {
                let first = [left.branch_of(one), right.branch_of(other)].into_iter().flatten().min();
                let (fact, cells) = first.unwrap_or_default();
                let children = (0..cells)
                    .map(|cell| self.node([left.child(one, fact, cell), right.child(other, fact, cell)]))
                    .collect::<Result<_, _>>()?;
                self.into.branch(fact, children)
            }
        };
        self.done.insert([one, other], node);
        Ok(node)
    }
}
