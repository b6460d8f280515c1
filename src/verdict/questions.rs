//! In which order to ask: first what leaves the fewest questions on average.
//!
//! Each cell in which a fact may lie is equally likely. A cost is the number of questions asked over all completions
//! together, a completion being one cell of each fact: whole numbers, so that what is equal is equal on every machine.
//! Which facts are worth asking for at all is `decide`'s to say.

use crate::compiled::cells::CellSet;
use crate::compiled::diagram::{Diagram, Leaf, Node, NodeId};
use crate::document::{FactIndex, Status};

/// How far ahead the best question is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lookahead {
    /// Not at all: the questions come in the author's order.
    None,
    /// To the answers of each question, as if the author's order followed; if that is too much, not at all.
    OneStep,
    /// To the end, as if the best question always followed; if that is too much, one step.
    Full,
}

/// How many states are looked at to the end: all of eight flags, not those of nine. So there are at most eight questions,
/// with 64 cells each, and no cost overflows.
const MAX_STATES: usize = 10_000;
/// How often a node is looked at for one step: forty answers in a diagram of five thousand nodes.
const MAX_VISITS: usize = 200_000;
/// How many completions are counted in one step. A cost is at most 48 times that, and 64 of them are added up.
const MAX_COMPLETIONS: u64 = 1 << 48;

/// What the facts leave undecided.
pub(crate) struct Undecided<'a> {
    /// Where the cells lead; reduced, so that each of its facts can make a difference.
    pub(crate) diagram: &'a Diagram,
    pub(crate) root: NodeId,
    /// For each fact the cells in which it may lie.
    pub(crate) cells: &'a [CellSet],
    /// What each leaf stands for.
    pub(crate) endings: &'a [Ending],
    /// Whether a shopper can be asked for a fact. What they cannot be asked for counts as no question.
    pub(crate) can_ask: &'a dyn Fn(FactIndex) -> bool,
}

/// What a case ends in, as far as it matters for the order of questions.
pub(crate) struct Ending {
    pub(crate) status: Status,
    /// The facts that an amount is computed from, which are asked for in any case.
    pub(crate) amount_facts: Vec<FactIndex>,
}

/// The facts of what is undecided, the best to ask for first.
///
/// The best leaves the fewest questions until the status is certain; among equals the fewest until everything is;
/// among equals it is the author's first.
pub(crate) fn in_order(undecided: &Undecided<'_>, lookahead: Lookahead) -> Vec<FactIndex> {
    let mut questions = questions(undecided);
    let is_found = lookahead == Lookahead::Full && full(undecided, &mut questions);
    if !is_found && lookahead != Lookahead::None {
        one_step(undecided, &mut questions);
    }
    // Where neither can tell, all costs are equal.
    let mut order = Vec::new();
    for question in &questions {
        let before = questions.iter().take_while(|other| other.fact < question.fact);
        let place = before.filter(|other| other.cost <= question.cost).count();
        order.insert(place, question.fact);
    }
    order
}

/// Numbers of questions, of which the first is compared first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    until_status: u64,
    until_all: u64,
}

/// A fact that can be asked for.
struct Question {
    fact: FactIndex,
    answers: Vec<Answer>,
    /// How many cells the answers are together.
    cells: u64,
    /// One, or none where a shopper cannot be asked.
    price: u64,
    /// How far apart the states of two answers are.
    stride: usize,
    /// The answer in the state that is looked at, or how many answers there are where the question is open.
    digit: usize,
    /// What asking this first costs, once that is known.
    cost: Cost,
}

/// Cells of a fact that lead to the same everywhere.
struct Answer {
    /// The first of them.
    cell: usize,
    cells: u64,
    /// Where they lead from the nodes that ask for the fact.
    children: Vec<NodeId>,
}

/// The questions in the author's order.
fn questions(undecided: &Undecided<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut stride: usize = 1;
    for fact in undecided.diagram.facts(undecided.root) {
        let mut question = Question {
            fact,
            answers: Vec::new(),
            cells: 0,
            price: (undecided.can_ask)(fact).into(),
            stride,
            digit: 0,
            cost: Cost::default(),
        };
        for cell in (0..CellSet::BITS as usize).filter(|cell| undecided.is_possible(fact, *cell)) {
            question.add(cell, undecided.diagram.children(fact, cell));
        }
        stride = stride.saturating_mul(question.answers.len() + 1);
        questions.push(question);
    }
    questions
}

impl Question {
    fn add(&mut self, cell: usize, children: Vec<NodeId>) {
        self.cells += 1;
        for answer in &mut self.answers {
            if answer.children == children {
                answer.cells += 1;
                return;
            }
        }
        self.answers.push(Answer { cell, cells: 1, children });
    }
}

impl Undecided<'_> {
    fn is_possible(&self, fact: FactIndex, cell: usize) -> bool {
        self.cells.get(fact).is_some_and(|set| set >> cell & 1 == 1)
    }
}

/// What is known once some questions are answered.
///
/// Its number has a digit for each question, the first being the lowest: the answer, or the greatest digit where the
/// question is open. So every state comes after those that an answer leads to, and the last is where none is given.
#[derive(Clone, Copy, Default)]
struct State {
    completions: u64,
    cost: Cost,
    /// The status, where all completions have one.
    status: Option<Status>,
    /// The leaf, where all completions have one.
    leaf: Option<Leaf>,
}

/// Finds what asking each question first costs if the best one always follows, unless there are too many states.
fn full(undecided: &Undecided<'_>, questions: &mut [Question]) -> bool {
    let Some(last) = questions.last() else { return true };
    let count = last.stride.saturating_mul(last.answers.len() + 1);
    if count > MAX_STATES {
        return false;
    }
    let mut states = Vec::with_capacity(count);
    while states.len() + 1 < count {
        states.push(best(undecided, questions, &states));
        count_up(questions);
    }
    for question in questions {
        question.cost = ask(undecided, question, &states).cost;
    }
    true
}

fn count_up(questions: &mut [Question]) {
    for question in questions {
        if question.digit < question.answers.len() {
            question.digit += 1;
            return;
        }
        question.digit = 0;
    }
}

/// The state after `states`: the best of its questions is asked, or none is open.
fn best(undecided: &Undecided<'_>, questions: &[Question], states: &[State]) -> State {
    let mut best: Option<State> = None;
    for question in questions {
        if question.digit == question.answers.len() {
            let asked = ask(undecided, question, states);
            if best.is_none_or(|best| asked.cost < best.cost) {
                best = Some(asked);
            }
        }
    }
    best.unwrap_or_else(|| complete(undecided, questions))
}

/// The state after `states`, where this question is open and asked.
fn ask(undecided: &Undecided<'_>, question: &Question, states: &[State]) -> State {
    let mut number = states.len().saturating_sub(question.stride * question.answers.len());
    let first = states.get(number).copied().unwrap_or_default();
    let mut state = State { completions: 0, cost: Cost::default(), ..first };
    for answer in &question.answers {
        if let Some(then) = states.get(number) {
            state.add(then, answer.cells);
        }
        number += question.stride;
    }
    let price = question.price * state.completions;
    if state.status.is_none() {
        state.cost.until_status += price;
    }
    let ending = state.leaf.and_then(|leaf| undecided.endings.get(leaf));
    if ending.is_none_or(|ending| ending.amount_facts.contains(&question.fact)) {
        state.cost.until_all += price;
    }
    state
}

impl State {
    fn add(&mut self, other: &State, times: u64) {
        self.completions += times * other.completions;
        self.cost.until_status += times * other.cost.until_status;
        self.cost.until_all += times * other.cost.until_all;
        if self.status != other.status {
            self.status = None;
        }
        if self.leaf != other.leaf {
            self.leaf = None;
        }
    }
}

/// The state where each question is answered.
fn complete(undecided: &Undecided<'_>, questions: &[Question]) -> State {
    let mut state = State { completions: 1, ..State::default() };
    let mut node = undecided.diagram.get(undecided.root);
    // A diagram asks in the order of the facts, as the questions are.
    for question in questions {
        if let Node::Branch { fact, children } = node
            && fact == question.fact
            && let Some(answer) = question.answers.get(question.digit)
            && let Some(child) = children.get(answer.cell)
        {
            node = undecided.diagram.get(*child);
        }
    }
    if let Node::Leaf(leaf) = node {
        state.leaf = Some(leaf);
        state.status = undecided.endings.get(leaf).map(|ending| ending.status);
    }
    state
}

/// Finds what asking each question first costs if the author's order follows, unless that is too much to count or walk.
///
/// So the order is never worse than the author's. Facts that only an amount is computed from are left out.
fn one_step(undecided: &Undecided<'_>, questions: &mut [Question]) {
    let (mut all, mut answers) = (1, 0);
    for question in questions.iter() {
        all = question.cells.saturating_mul(all);
        answers += question.answers.len();
    }
    if all > MAX_COMPLETIONS || undecided.diagram.size() * answers > MAX_VISITS {
        return;
    }
    let status = |leaf: Leaf| undecided.endings.get(leaf).map_or(leaf, |ending| ending.status as usize);
    let (statuses, root) = undecided.diagram.restrict(undecided.root, undecided.cells, &status);
    let by_status = Undecided { diagram: &statuses, root, ..*undecided };
    for question in questions {
        question.cost.until_status = ask_first(&by_status, question, all);
        question.cost.until_all = ask_first(undecided, question, all);
    }
}

/// The questions until one leaf is left, over `all` completions.
fn ask_first(undecided: &Undecided<'_>, question: &Question, all: u64) -> u64 {
    if let Node::Leaf(_) = undecided.diagram.get(undecided.root) {
        return 0;
    }
    let mut then = 0;
    for answer in &question.answers {
        then += answer.cells * ask_in_turn(undecided, question.fact, answer.cell, all);
    }
    question.price * all + then / question.cells.max(1)
}

/// The questions in the author's order, once the fact is known to lie in this cell.
///
/// All divisions come out even: each fact is divided by once, and `all` is a multiple of their product.
fn ask_in_turn(undecided: &Undecided<'_>, known: FactIndex, cell: usize, all: u64) -> u64 {
    // For each node where it leads without a question, and the questions from there; children come before parents.
    let mut ends: Vec<(NodeId, u64)> = Vec::new();
    for id in 0..undecided.diagram.size() as NodeId {
        let end = match undecided.diagram.get(id) {
            Node::Leaf(_) => (id, 0),
            Node::Branch { fact, children } if fact == known => {
                children.get(cell).and_then(|child| ends.get(*child as usize)).copied().unwrap_or_default()
            }
            Node::Branch { fact, children } => ask_node(undecided, id, fact, children, &ends, all),
        };
        ends.push(end);
    }
    ends.get(undecided.root as usize).map_or(0, |end| end.1)
}

/// Where a node leads: where all its children do, or to a question.
fn ask_node(
    undecided: &Undecided<'_>,
    id: NodeId,
    fact: FactIndex,
    children: &[NodeId],
    ends: &[(NodeId, u64)],
    all: u64,
) -> (NodeId, u64) {
    let (mut cells, mut sum, mut first, mut differ) = (0, 0, None, false);
    for (cell, child) in children.iter().enumerate() {
        if undecided.is_possible(fact, cell)
            && let Some(end) = ends.get(*child as usize)
        {
            cells += 1;
            sum += end.1;
            differ |= end.0 != first.get_or_insert(*end).0;
        }
    }
    match first {
        Some(first) if !differ => first,
        _ => (id, u64::from((undecided.can_ask)(fact)) * all + sum / cells.max(1)),
    }
}
