//! Question trees by brute force: every order of questions is tried, without a diagram and without a budget.
//!
//! Each cell in which a fact may lie is equally likely; `oracle` says what each completion gives.

use std::collections::BTreeMap;

use refund_policy::document::{Condition, Document, FactIndex};
use refund_policy::{Facts, Instant, Policy, Value};

use crate::oracle::{self, Outcome};

/// The facts that are unknown and matter, and what each of their completions ends in.
pub(crate) struct Trees {
    facts: Vec<FactIndex>,
    /// For each of these facts its cells, each with the values that stand for it.
    cells: Vec<Vec<Vec<Value>>>,
    /// By completion, the last fact's cell changing fastest.
    endings: Vec<Ending>,
}

/// What a completion ends in.
struct Ending {
    status: &'static str,
    /// What it gives, for all values that amounts are reckoned from.
    gives: Vec<Outcome>,
    /// The facts that its amounts are reckoned from.
    reckoned: Vec<FactIndex>,
}

/// What is to become certain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    Status,
    All,
}

/// For each goal the number of questions over all completions; less is better, the first goal counting first.
type Cost = Vec<u64>;

/// For each fact the cell in which it is known to lie.
type State = Vec<Option<usize>>;

type Memo = BTreeMap<State, Cost>;

impl Trees {
    pub(crate) fn new(policy: &Policy, facts: &Facts, at: Instant) -> Trees {
        let document = &policy.document;
        let matters = |fact: &FactIndex| facts.is_unknown(*fact) && oracle::matters(document, *fact);
        let unknown: Vec<FactIndex> = (0..document.facts.len()).filter(matters).collect();
        let cells: Vec<Vec<Vec<Value>>> = unknown.iter().map(|fact| cells(policy, *fact, at)).collect();
        let first = |cells: &Vec<Vec<Value>>| cells.iter().map(|values| values[0]).collect();
        let completions = combinations(facts, &unknown, &cells.iter().map(first).collect::<Vec<_>>());
        let mut trees = Trees { facts: unknown, cells, endings: Vec::new() };
        trees.endings = completions.iter().map(|facts| trees.ending(policy, facts, at)).collect();
        trees
    }

    fn ending(&self, policy: &Policy, facts: &Facts, at: Instant) -> Ending {
        let all = self.facts.iter().zip(&self.cells);
        let reckoned = all.filter(|(fact, _)| oracle::is_reckoned_from(&policy.document, **fact));
        let (reckoned, values): (Vec<FactIndex>, Vec<Vec<Value>>) =
            reckoned.map(|(fact, cells)| (*fact, cells.concat())).unzip();
        let gives: Vec<Outcome> = combinations(facts, &reckoned, &values)
            .iter()
            .map(|amounts| oracle::decide_with(policy, facts, amounts, at))
            .collect();
        let changing = (0..reckoned.len()).filter(|position| oracle::changes(&gives, &values, *position));
        let reckoned = changing.map(|position| reckoned[position]).collect();
        Ending { status: gives[0].status, gives, reckoned }
    }

    /// How many completions there are.
    pub(crate) fn count(&self) -> u64 {
        self.endings.len() as u64
    }

    /// How many ways there are to know the cells of some facts.
    pub(crate) fn states(&self) -> usize {
        self.cells.iter().map(|cells| cells.len() + 1).product()
    }

    /// A value for each cell of a fact; where possible none that settles an amount before its other facts are known.
    pub(crate) fn answers(&self, fact: FactIndex) -> Vec<Value> {
        let position = self.facts.iter().position(|known| *known == fact).expect("the fact matters");
        let settles = |value: &Value| match value {
            Value::Money(money) => money.minor == 0,
            Value::Number(number) => matches!(number.as_fraction(), (part, of) if part == 0 || part == of),
            _ => false,
        };
        let answer =
            |values: &Vec<Value>| values.iter().find(|value| !settles(value)).copied().unwrap_or(values[0]);
        self.cells[position].iter().map(answer).collect()
    }

    /// The fewest questions with which the goal can be reached, over all completions.
    pub(crate) fn fewest(&self, goal: Goal) -> u64 {
        self.cost(&[goal], &vec![None; self.facts.len()], &mut Memo::new())[0]
    }

    /// The facts that can change something, in the order of their costs; then those that only amounts are reckoned from.
    pub(crate) fn in_order(&self) -> Vec<FactIndex> {
        let (goals, memo, root) = ([Goal::Status, Goal::All], &mut Memo::new(), vec![None; self.facts.len()]);
        let leading = (0..self.facts.len()).filter(|position| self.leads(*position));
        let mut ranked: Vec<(Cost, FactIndex)> =
            leading.map(|position| (self.ask(&goals, &root, position, memo), self.facts[position])).collect();
        ranked.sort();
        let mut order: Vec<FactIndex> = ranked.into_iter().map(|(_, fact)| fact).collect();
        for fact in &self.facts {
            if !order.contains(fact) && self.endings.iter().any(|ending| ending.reckoned.contains(fact)) {
                order.push(*fact);
            }
        }
        order
    }

    /// Whether a fact leads from one ending to another for some values of the others.
    fn leads(&self, position: usize) -> bool {
        let stride: usize = self.cells[position + 1..].iter().map(Vec::len).product();
        let block = stride * self.cells[position].len();
        (0..self.endings.len()).any(|index| {
            let first = index / block * block + index % stride;
            !Goal::All.is_alike(&self.endings[index], &self.endings[first])
        })
    }

    /// The cost with the best questions.
    fn cost(&self, goals: &[Goal], state: &State, memo: &mut Memo) -> Cost {
        if let Some(cost) = memo.get(state) {
            return cost.clone();
        }
        let endings = self.endings_of(state);
        let cost = if goals.iter().all(|goal| goal.is_reached(&endings)) {
            goals.iter().map(|goal| self.still_to_ask(*goal, state, &endings)).collect()
        } else {
            let can_tell = |position: &usize| state[*position].is_none() && self.cells[*position].len() > 1;
            let open = (0..state.len()).filter(can_tell);
            open.map(|position| self.ask(goals, state, position, memo)).min().expect("a question is open")
        };
        memo.insert(state.clone(), cost.clone());
        cost
    }

    /// The cost where this fact is asked for.
    fn ask(&self, goals: &[Goal], state: &State, position: usize, memo: &mut Memo) -> Cost {
        let endings = self.endings_of(state);
        let price = |goal: &Goal| if goal.is_reached(&endings) { 0 } else { endings.len() as u64 };
        let mut costs: Cost = goals.iter().map(price).collect();
        for cell in 0..self.cells[position].len() {
            let mut known = state.clone();
            known[position] = Some(cell);
            for (cost, then) in costs.iter_mut().zip(self.cost(goals, &known, memo)) {
                *cost += then;
            }
        }
        costs
    }

    /// What is asked for once a goal is reached: what the amounts are reckoned from.
    fn still_to_ask(&self, goal: Goal, state: &State, endings: &[&Ending]) -> u64 {
        let unknown = self.facts.iter().zip(state).filter(|(_, known)| known.is_none());
        match goal {
            Goal::Status => 0,
            Goal::All => {
                let open = unknown.filter(|(fact, _)| endings[0].reckoned.contains(fact));
                (open.count() * endings.len()) as u64
            }
        }
    }

    /// What the completions of a state end in.
    fn endings_of(&self, state: &State) -> Vec<&Ending> {
        let mut numbers = vec![0];
        for (cells, known) in self.cells.iter().zip(state) {
            let in_cell = |number: &usize| match known {
                Some(cell) => vec![number * cells.len() + cell],
                None => (0..cells.len()).map(|cell| number * cells.len() + cell).collect(),
            };
            numbers = numbers.iter().flat_map(in_cell).collect();
        }
        numbers.into_iter().map(|number| &self.endings[number]).collect()
    }
}

impl Goal {
    fn is_reached(self, endings: &[&Ending]) -> bool {
        endings.iter().all(|ending| self.is_alike(ending, endings[0]))
    }

    /// Whether nothing that the goal is about tells two endings apart.
    fn is_alike(self, left: &Ending, right: &Ending) -> bool {
        match self {
            Goal::Status => left.status == right.status,
            Goal::All => left.gives == right.gives,
        }
    }
}

/// The facts with these known in every combination of values, the last one changing fastest.
fn combinations(facts: &Facts, unknown: &[FactIndex], values: &[Vec<Value>]) -> Vec<Facts> {
    let mut all = vec![facts.clone()];
    for (fact, values) in unknown.iter().zip(values) {
        let with = |facts: &Facts, value: &Value| {
            let mut facts = facts.clone();
            facts.set(*fact, *value);
            facts
        };
        all = all.iter().flat_map(|facts| values.iter().map(|value| with(facts, value))).collect();
    }
    all
}

/// The cells of a fact: each value of a choice or a flag, and otherwise the values that no condition tells apart.
fn cells(policy: &Policy, fact: FactIndex, at: Instant) -> Vec<Vec<Value>> {
    let conditions = conditions(&policy.document);
    let tests = oracle::tests_of(&conditions, fact);
    let mut cells: BTreeMap<(usize, Vec<bool>), Vec<Value>> = BTreeMap::new();
    for value in oracle::candidates(policy, fact, at, &conditions) {
        let own = match value {
            Value::Choice(index) => index,
            Value::Flag(flag) => usize::from(flag),
            Value::None => usize::MAX,
            Value::Number(_) | Value::Instant(_) | Value::Money(_) => 0,
        };
        let passed = tests.iter().map(|test| oracle::passes(policy, test, value, at)).collect();
        cells.entry((own, passed)).or_default().push(value);
    }
    cells.into_values().collect()
}

/// All conditions: those of evidence, citations and questions tell cells apart too.
fn conditions(document: &Document) -> Vec<&Condition> {
    let evidence = document.evidence.iter().flat_map(|evidence| [&evidence.required, &evidence.recommended]);
    let rules = evidence.flatten().chain(document.informative.iter().map(|clause| &clause.applies));
    oracle::deciding_conditions(document).chain(rules.filter_map(|rule| rule.when.as_ref())).collect()
}
