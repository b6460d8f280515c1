//! A reduced, ordered, multi-valued decision diagram: a policy as one function from cells to outcomes.
//!
//! A node asks for one fact and has a child for each of its cells; equal nodes are one node, and a node whose
//! children are all the same is that child. So whatever a diagram mentions can still make a difference.

#[cfg(feature = "check")]
pub(crate) mod cover;
#[cfg(feature = "check")]
mod product;

use crate::cells::CellSet;
use crate::gather::Gather;
use crate::sorted;
use crate::table::Table;

/// A node, by its position.
pub(crate) type NodeId = usize;

/// What a diagram ends in: an outcome's position, or a truth value while a condition is built.
pub(crate) type Leaf = usize;

/// The leaf of a condition that does not hold.
pub(crate) const FALSE: Leaf = 0;
/// The leaf of a condition that holds.
pub(crate) const TRUE: Leaf = 1;

pub(crate) enum Node {
    Leaf(Leaf),
    Branch { fact: usize, children: Vec<NodeId> },
}

/// Nodes, each of which exists once.
#[derive(Default)]
pub(crate) struct Diagram {
    nodes: Vec<Node>,
    /// Nodes by what they consist of.
    known: Table,
}

/// A diagram grew beyond [`MAX_NODES`].
pub(crate) struct TooComplex;

/// Twenty times what a policy of sixty clauses needs; beyond it compiling would no longer feel instant.
const MAX_NODES: usize = 200_000;

impl Diagram {
    /// How many nodes there are.
    pub(crate) fn size(&self) -> usize {
        self.nodes.len()
    }

    /// The node of a leaf.
    pub(crate) fn leaf(&mut self, leaf: Leaf) -> NodeId {
        self.node(vec![leaf], Node::Leaf(leaf))
    }

    /// The node that asks for a fact, or its only child.
    pub(crate) fn branch(&mut self, fact: usize, children: Vec<NodeId>) -> NodeId {
        match children.split_first() {
            Some((first, rest)) if rest.iter().all(|child| child == first) => *first,
            _ => {
                // A branch has two children or more, so that its key is never a leaf's.
                let key = [&[fact], children.as_slice()].concat();
                self.node(key, Node::Branch { fact, children })
            }
        }
    }

    fn node(&mut self, key: Vec<usize>, node: Node) -> NodeId {
        if let Some(id) = self.known.get(&key) {
            return id;
        }
        let id = self.nodes.len();
        self.nodes.push(node);
        self.known.insert(key, id);
        id
    }

    /// What stands at a node.
    pub(crate) fn get(&self, id: NodeId) -> &Node {
        const NOWHERE: &Node = &Node::Leaf(FALSE);
        self.nodes.get(id).unwrap_or(NOWHERE)
    }

    /// `then` where `condition` holds, `otherwise` where it does not.
    pub(crate) fn choose(
        &mut self,
        condition: NodeId,
        then: NodeId,
        otherwise: NodeId,
        memo: &mut Memo,
    ) -> Result<NodeId, TooComplex> {
        match self.get(condition) {
            Node::Leaf(TRUE) => return Ok(then),
            Node::Leaf(_) => return Ok(otherwise),
            Node::Branch { .. } if then == otherwise => return Ok(then),
            Node::Branch { .. } => {}
        }
        let key = [condition, then, otherwise];
        if let Some(id) = memo.0.get(&key) {
            return Ok(id);
        }
        if self.nodes.len() + memo.0.len() > MAX_NODES {
            return Err(TooComplex);
        }
        let first = key.iter().filter_map(|id| self.branch_of(*id)).min();
        let Some((fact, cells)) = first else { return Ok(otherwise) };
        let mut children = Vec::with_capacity(cells);
        for cell in 0..cells {
            let [condition, then, otherwise] = key.map(|id| self.child(id, fact, cell));
            children.push(self.choose(condition, then, otherwise, memo)?);
        }
        let id = self.branch(fact, children);
        memo.0.insert(key.to_vec(), id);
        Ok(id)
    }

    /// The fact that a branch asks for and how many cells it has.
    fn branch_of(&self, id: NodeId) -> Option<(usize, usize)> {
        match self.get(id) {
            Node::Leaf(_) => None,
            Node::Branch { fact, children } => Some((*fact, children.len())),
        }
    }

    /// Where a node leads once a fact's cell is known.
    fn child(&self, id: NodeId, fact: usize, cell: usize) -> NodeId {
        match self.get(id) {
            Node::Branch { fact: asked, children } if *asked == fact => {
                children.get(cell).copied().unwrap_or(id)
            }
            _ => id,
        }
    }

    /// The diagram that is left where each fact lies in one of its `cells`, each leaf being replaced by `leaf`.
    pub(crate) fn restrict(
        &self,
        root: NodeId,
        cells: &[CellSet],
        leaf: &dyn Fn(Leaf) -> Leaf,
    ) -> (Diagram, NodeId) {
        let mut rest = Diagram::default();
        let mut memo = vec![None; self.nodes.len()];
        let root = self.restrict_into(&mut rest, root, cells, leaf, &mut memo);
        (rest, root)
    }

    fn restrict_into(
        &self,
        rest: &mut Diagram,
        id: NodeId,
        cells: &[CellSet],
        leaf: &dyn Fn(Leaf) -> Leaf,
        memo: &mut [Option<NodeId>],
    ) -> NodeId {
        if let Some(done) = memo.get(id).copied().flatten() {
            return done;
        }
        let done = match self.get(id) {
            Node::Leaf(value) => rest.leaf(leaf(*value)),
            Node::Branch { fact, children } => {
                let set = cells.get(*fact).copied().unwrap_or(CellSet::MAX);
                // An impossible cell is left out by standing for the first possible one.
                let possible: Vec<Option<NodeId>> = children
                    .iter()
                    .enumerate()
                    .map(|(cell, child)| (set >> cell & 1 == 1).then_some(*child))
                    .map(|child| child.map(|child| self.restrict_into(rest, child, cells, leaf, memo)))
                    .gather();
                let stand_in = possible.iter().flatten().next().copied();
                match stand_in {
                    None => rest.leaf(leaf(FALSE)),
                    Some(first) => {
                        rest.branch(*fact, possible.into_iter().map(|child| child.unwrap_or(first)).gather())
                    }
                }
            }
        };
        if let Some(slot) = memo.get_mut(id) {
            *slot = Some(done);
        }
        done
    }

    /// Where the nodes that ask for a fact lead from one of its cells.
    pub(crate) fn children(&self, fact: usize, cell: usize) -> Vec<NodeId> {
        let mut found = Vec::new();
        for node in &self.nodes {
            if let Node::Branch { fact: asked, children } = node
                && *asked == fact
                && let Some(child) = children.get(cell)
            {
                found.push(*child);
            }
        }
        found
    }

    /// Visits every node below a root once.
    pub(crate) fn each(&self, root: NodeId, visit: &mut dyn FnMut(&Node)) {
        let mut seen = vec![false; self.nodes.len()];
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            match seen.get_mut(id) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let node = self.get(id);
            visit(node);
            if let Node::Branch { children, .. } = node {
                waiting.extend(children);
            }
        }
    }

    /// The facts below a root, in their order.
    pub(crate) fn facts(&self, root: NodeId) -> Vec<usize> {
        self.below(root, |node| match node {
            Node::Branch { fact, .. } => Some(*fact),
            Node::Leaf(_) => None,
        })
    }

    /// The leaves below a root, in their order.
    pub(crate) fn leaves(&self, root: NodeId) -> Vec<Leaf> {
        self.below(root, |node| match node {
            Node::Leaf(leaf) => Some(*leaf),
            Node::Branch { .. } => None,
        })
    }

    fn below(&self, root: NodeId, of: fn(&Node) -> Option<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        self.each(root, &mut |node| {
            if let Some(number) = of(node) {
                sorted::insert(&mut found, number);
            }
        });
        found
    }
}

/// What [`Diagram::choose`] has already worked out.
#[derive(Default)]
pub(crate) struct Memo(Table);
