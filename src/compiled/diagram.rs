//! A reduced, ordered, multi-valued decision diagram: a policy as one function from cells to outcomes.
//!
//! A node asks for one fact and has a child for each of its cells; equal nodes are one node, and a node whose
//! children are all the same is that child. So whatever a diagram mentions can still make a difference.
mod product;

use crate::compiled::cells::CellSet;
use crate::compiled::interner::Interner;
use crate::value::limits;

/// A node, by its position. A diagram never has so many that 32 bits would not do.
pub type NodeId = u32;

/// What a diagram ends in: an outcome's position, or a truth value while a condition is built.
pub type Leaf = usize;

/// The leaf of a condition that does not hold.
pub const FALSE: Leaf = 0;
/// The leaf of a condition that holds.
pub const TRUE: Leaf = 1;

/// What stands at a node.
#[derive(Clone, Copy)]
pub enum Node<'a> {
    /// An end.
    Leaf(Leaf),
    /// A question.
    Branch {
        /// The position of the fact that it asks for.
        fact: usize,
        /// Where each of the fact's cells leads.
        children: &'a [NodeId],
    },
}

/// Nodes, each of which exists once: a leaf as its number alone, a branch as its fact and its two children or more.
#[derive(Default)]
pub struct Diagram(Interner);

/// Working a diagram out took more than [`limits::WORK`].
pub struct TooComplex;

impl Diagram {
    /// How many nodes there are.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// The node of a leaf.
    pub fn leaf(&mut self, leaf: Leaf) -> NodeId {
        self.0.intern(&[leaf as u32])
    }

    /// The node that asks for a fact, or its only child.
    pub fn branch(&mut self, fact: usize, children: &[NodeId]) -> NodeId {
        match children {
            [first, rest @ ..] if rest.iter().all(|child| child == first) => *first,
            _ => self.0.intern(&[&[fact as u32], children].concat()),
        }
    }

    /// What stands at a node.
    pub fn get(&self, id: NodeId) -> Node<'_> {
        match self.0.get(id) {
            [] => Node::Leaf(FALSE),
            [leaf] => Node::Leaf(*leaf as usize),
            [fact, children @ ..] => Node::Branch { fact: *fact as usize, children },
        }
    }

    /// `then` where `condition` holds, `otherwise` where it does not.
    pub fn choose(
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
        if let Some(id) = memo.find(&key) {
            return Ok(id);
        }
        let first = key.iter().filter_map(|id| self.branch_of(*id)).min();
        let Some((fact, cells)) = first else { return Ok(otherwise) };
        memo.work(cells)?;
        let mut children = Vec::with_capacity(cells);
        for cell in 0..cells {
            let [condition, then, otherwise] = key.map(|id| self.child(id, fact, cell));
            children.push(self.choose(condition, then, otherwise, memo)?);
        }
        let id = self.branch(fact, &children);
        memo.add(&key, id);
        Ok(id)
    }

    /// The fact that a branch asks for and how many cells it has.
    fn branch_of(&self, id: NodeId) -> Option<(usize, usize)> {
        match self.get(id) {
            Node::Leaf(_) => None,
            Node::Branch { fact, children } => Some((fact, children.len())),
        }
    }

    /// Where a node leads once a fact's cell is known.
    fn child(&self, id: NodeId, fact: usize, cell: usize) -> NodeId {
        match self.get(id) {
            Node::Branch { fact: asked, children } if asked == fact => {
                children.get(cell).copied().unwrap_or(id)
            }
            _ => id,
        }
    }

    /// The diagram that is left where each fact lies in one of its `cells`, each leaf being replaced by `leaf`.
    pub fn restrict(
        &self,
        root: NodeId,
        cells: &[CellSet],
        leaf: &dyn Fn(Leaf) -> Leaf,
    ) -> (Diagram, NodeId) {
        let mut rest = Diagram::default();
        let mut memo = vec![None; self.size()];
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
        if let Some(done) = memo.get(id as usize).copied().flatten() {
            return done;
        }
        let done = match self.get(id) {
            Node::Leaf(value) => rest.leaf(leaf(value)),
            Node::Branch { fact, children } => {
                let set = cells.get(fact).copied().unwrap_or(CellSet::MAX);
                // An impossible cell is left out by standing for the first possible one.
                let possible = |cell: &usize| set >> cell & 1 == 1;
                match (0..children.len()).find(possible) {
                    None => rest.leaf(leaf(FALSE)),
                    Some(first) => {
                        let mut left = Vec::with_capacity(children.len());
                        for cell in 0..children.len() {
                            let cell = if possible(&cell) { cell } else { first };
                            let child = children.get(cell).copied().unwrap_or_default();
                            left.push(self.restrict_into(rest, child, cells, leaf, memo));
                        }
                        rest.branch(fact, &left)
                    }
                }
            }
        };
        if let Some(slot) = memo.get_mut(id as usize) {
            *slot = Some(done);
        }
        done
    }

    /// Where the nodes that ask for a fact lead from one of its cells.
    pub fn children(&self, fact: usize, cell: usize) -> Vec<NodeId> {
        let mut found = Vec::new();
        for id in 0..self.size() as NodeId {
            if let Node::Branch { fact: asked, children } = self.get(id)
                && asked == fact
                && let Some(child) = children.get(cell)
            {
                found.push(*child);
            }
        }
        found
    }

    /// Visits once every node that is reached from a root where each fact lies in one of its `cells`, or, without
    /// them, in any.
    pub fn each(&self, root: NodeId, cells: &[CellSet], visit: &mut dyn FnMut(Node<'_>)) {
        let mut seen = vec![false; self.size()];
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            match seen.get_mut(id as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let node = self.get(id);
            if let Node::Branch { fact, children } = node {
                let set = cells.get(fact).copied().unwrap_or(CellSet::MAX);
                for (cell, child) in children.iter().enumerate() {
                    if set >> cell & 1 == 1 {
                        waiting.push(*child);
                    }
                }
            }
            visit(node);
        }
    }

    /// The facts below a root, in their order.
    pub fn facts(&self, root: NodeId) -> Vec<usize> {
        self.below(root, &[], |node| match node {
            Node::Branch { fact, .. } => Some(fact),
            Node::Leaf(_) => None,
        })
    }

    /// The leaf that is reached where each fact that is asked for on the way lies in a single cell; none where one may lie in several.
    pub fn only_leaf(&self, root: NodeId, cells: &[CellSet]) -> Option<Leaf> {
        let mut node = self.get(root);
        while let Node::Branch { fact, children } = node {
            let set = cells.get(fact).copied().filter(|set| set.count_ones() == 1)?;
            node = self.get(*children.get(set.trailing_zeros() as usize)?);
        }
        match node {
            Node::Leaf(leaf) => Some(leaf),
            Node::Branch { .. } => None,
        }
    }

    /// The leaves that are reached from a root where each fact lies in one of its `cells`, in their order.
    pub fn leaves(&self, root: NodeId, cells: &[CellSet]) -> Vec<Leaf> {
        // Mostly all is known, and there is one way.
        if let Some(leaf) = self.only_leaf(root, cells) {
            return vec![leaf];
        }
        self.below(root, cells, |node| match node {
            Node::Leaf(leaf) => Some(leaf),
            Node::Branch { .. } => None,
        })
    }

    fn below(&self, root: NodeId, cells: &[CellSet], of: fn(Node<'_>) -> Option<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        self.each(root, cells, &mut |node| {
            if let Some(number) = of(node) {
                found.push(number);
            }
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What has already been worked out of some nodes, and what that took.
#[derive(Default)]
pub struct Memo {
    /// The nodes, and under the same number what was made of them.
    keys: Interner,
    ids: Vec<NodeId>,
    /// Children that were looked at: each costs time, and each node that is made has two or more.
    work: usize,
}

impl Memo {
    fn find(&self, key: &[NodeId]) -> Option<NodeId> {
        self.ids.get(self.keys.find(key)? as usize).copied()
    }

    fn add(&mut self, key: &[NodeId], id: NodeId) {
        self.keys.intern(key);
        self.ids.push(id);
    }

    /// So many more children are looked at.
    fn work(&mut self, children: usize) -> Result<(), TooComplex> {
        self.work += children;
        if self.work > limits::WORK.most { Err(TooComplex) } else { Ok(()) }
    }
}
