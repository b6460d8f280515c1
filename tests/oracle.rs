//! A second evaluator, as simple as can be: it reads the clauses one after another and knows complete facts only.
//!
//! What it says of every completion of some facts is what the real one must say of the facts themselves.

use std::collections::BTreeSet;

use refund_policy::document::{
    Amount, Clause, Comparison, Condition, Document, Fact, FactIndex, FactKind, Range, RemedyKind, Step, Test,
};
use refund_policy::{Decimal, Facts, Instant, Json, Policy, Span, Value};

/// What complete facts get: status, remedies with their amounts, alternatives.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Outcome {
    pub(crate) status: &'static str,
    pub(crate) remedies: Vec<Remedy>,
    pub(crate) alternatives: Vec<&'static str>,
}

/// Its kind, and its amount in minor units where that is known.
type Remedy = (&'static str, Option<i64>);

/// What the completions of partial facts have in common.
pub(crate) struct Expected {
    pub(crate) status: &'static str,
    pub(crate) missing: BTreeSet<String>,
    /// What is given, where that is the same for all.
    pub(crate) remedies: Option<Vec<Remedy>>,
    /// The kinds of what is given, where those are the same for all; a refund that is prorated for some and full for others
    /// is prorated.
    pub(crate) kinds: Option<Vec<&'static str>>,
}

/// Tries every completion.
pub(crate) fn expected(policy: &Policy, facts: &Facts, at: Instant) -> Expected {
    let document = &policy.document;
    let unknown: Vec<FactIndex> = (0..document.facts.len())
        .filter(|fact| facts.is_unknown(*fact) && matters(document, *fact))
        .collect();
    let conditions: Vec<&Condition> = deciding_conditions(document).collect();
    let values: Vec<Vec<Value>> =
        unknown.iter().map(|fact| candidates(policy, *fact, at, &conditions)).collect();
    let outcomes = outcomes(policy, facts, at, &unknown, &values);
    let statuses: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.status).collect();
    let status = match statuses.len() {
        1 => statuses.first().copied().expect("there is one"),
        _ => "needs_information",
    };
    let missing = (0..unknown.len()).filter(|position| changes(&outcomes, &values, *position));
    let askable = |fact: &&Fact| !fact.by_merchant;
    let names = missing
        .map(|position| &document.facts[unknown[position]])
        .filter(askable)
        .map(|fact| fact.id.clone());
    Expected {
        status,
        missing: names.collect(),
        remedies: shared(&outcomes, |outcome| outcome.remedies.clone()),
        kinds: common_kinds(&outcomes),
    }
}

/// What all outcomes have in common.
fn shared<T: PartialEq>(outcomes: &[Outcome], of: impl Fn(&Outcome) -> T) -> Option<T> {
    let first = of(outcomes.first()?);
    outcomes.iter().all(|outcome| of(outcome) == first).then_some(first)
}

/// The kinds that all outcomes have in common. A prorated refund of all that was paid is a full one, and no other remedy.
fn common_kinds(outcomes: &[Outcome]) -> Option<Vec<&'static str>> {
    let (first, rest) = outcomes.split_first()?;
    let mut kinds: Vec<&str> = first.remedies.iter().map(|(kind, _)| *kind).collect();
    for outcome in rest {
        if outcome.remedies.len() != kinds.len() {
            return None;
        }
        for (kind, (other, _)) in kinds.iter_mut().zip(&outcome.remedies) {
            match (*kind, *other) {
                ("prorated_refund", "full_refund") | ("full_refund", "prorated_refund") => {
                    *kind = "prorated_refund";
                }
                (kind, other) if kind != other => return None,
                _ => {}
            }
        }
    }
    Some(kinds)
}

/// The first instant after `at` at which complete facts get another status or other remedies.
pub(crate) fn until(policy: &Policy, facts: &Facts, at: Instant) -> Option<Instant> {
    let document = &policy.document;
    let now = decide(policy, facts, at);
    let mut ends: Vec<Instant> = deciding_conditions(document)
        .flat_map(tests)
        .filter_map(|(fact, test)| match (test, facts.get(fact)) {
            (Test::Within(span) | Test::Elapsed(span), Some(Value::Instant(start))) => {
                Some(span.end(start, policy.zone()))
            }
            _ => None,
        })
        .filter(|end| *end > at)
        .collect();
    ends.sort_unstable();
    ends.into_iter().find(|end| {
        let then = decide(policy, facts, *end);
        (then.status, then.remedies) != (now.status, now.remedies.clone())
    })
}

/// Whether a fact occurs in anything that decides.
pub(crate) fn matters(document: &Document, fact: FactIndex) -> bool {
    deciding_conditions(document).any(|condition| tests(condition).iter().any(|(tested, _)| *tested == fact))
        || is_reckoned_from(document, fact)
}

/// The conditions of the clauses and of the steps.
pub(crate) fn deciding_conditions(document: &Document) -> impl Iterator<Item = &Condition> {
    let clauses = document.clauses.iter().filter_map(|clause| clause.when.as_ref());
    clauses.chain(document.steps.iter().filter_map(|step| step.met_when.as_ref()))
}

/// Whether an amount is reckoned from a fact.
pub(crate) fn is_reckoned_from(document: &Document, fact: FactIndex) -> bool {
    let is_paid = document.facts[fact].id == "amount_paid";
    document.clauses.iter().flat_map(|clause| &clause.then.remedies).any(|remedy| match remedy.amount {
        Amount::Unnamed => false,
        Amount::Unused(ratio) => fact == ratio || is_paid,
        Amount::Share { part, of } => fact == part || fact == of || is_paid,
        Amount::Paid | Amount::Percent(_) => is_paid,
    })
}

/// The outcomes of all combinations, the last unknown fact changing fastest.
fn outcomes(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    unknown: &[FactIndex],
    values: &[Vec<Value>],
) -> Vec<Outcome> {
    let Some((fact, rest)) = unknown.split_first() else { return vec![decide(policy, facts, at)] };
    let mut all = Vec::new();
    for value in &values[0] {
        let mut known = facts.clone();
        known.set(*fact, *value);
        all.extend(outcomes(policy, &known, at, rest, &values[1..]));
    }
    all
}

/// Whether the fact at this position changes the outcome for some values of the others.
pub(crate) fn changes(outcomes: &[Outcome], values: &[Vec<Value>], position: usize) -> bool {
    let stride: usize = values[position + 1..].iter().map(Vec::len).product();
    let block = stride * values[position].len();
    (0..outcomes.len()).any(|index| {
        let first = index / block * block + index % stride;
        outcomes[index] != outcomes[first]
    })
}

/// The tests of a fact in these conditions.
pub(crate) fn tests_of<'a>(conditions: &[&'a Condition], fact: FactIndex) -> Vec<&'a Test> {
    let all = conditions.iter().flat_map(|condition| tests(condition));
    all.filter(|(tested, _)| *tested == fact).map(|(_, test)| test).collect()
}

pub(crate) fn tests(condition: &Condition) -> Vec<(FactIndex, &Test)> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(tests).collect(),
        Condition::Not(part) => tests(part),
        Condition::Test(fact, test) => vec![(*fact, test)],
    }
}

/// Values of a fact that stand for all others: both sides of everything that these conditions compare it with.
pub(crate) fn candidates(
    policy: &Policy,
    index: FactIndex,
    at: Instant,
    conditions: &[&Condition],
) -> Vec<Value> {
    let fact = &policy.document.facts[index];
    let tests = tests_of(conditions, index);
    let mut values: Vec<Value> = match &fact.kind {
        FactKind::Choice(choices) => (0..choices.len()).map(Value::Choice).collect(),
        FactKind::Flag => vec![Value::Flag(false), Value::Flag(true)],
        FactKind::Number(_) => numbers(policy, fact, at, &tests),
        FactKind::Instant => instants(policy, at, &tests),
        FactKind::Money => ["0", "5000"]
            .iter()
            .map(|minor| read(policy, fact, at, &format!(r#"{{"minor":{minor},"currency":"EUR"}}"#)))
            .collect::<Option<_>>()
            .expect("amounts"),
    };
    if fact.none.is_some() {
        values.push(Value::None);
    }
    values
}

/// A value as it would be read, if it is allowed.
fn read(policy: &Policy, fact: &Fact, at: Instant, json: &str) -> Option<Value> {
    let json = serde_json::from_str::<Json>(json).expect("the test's JSON is valid");
    let facts = Facts::read(policy, &Json::Object(vec![(fact.id.clone(), json)]), at).ok()?;
    facts.get(policy.document.fact(&fact.id)?)
}

fn numbers(policy: &Policy, fact: &Fact, at: Instant, tests: &[&Test]) -> Vec<Value> {
    // Where another number is the limit and leaves more than one value, it leaves these.
    if matches!(&fact.kind, FactKind::Number(Range { at_most: Some(_), .. })) && tests.is_empty() {
        return [1, 2, 4].map(|number| Value::Number(Decimal::from(number))).to_vec();
    }
    let constants = tests.iter().filter_map(|test| match test {
        Test::Compare(_, constant) => Some(constant.to_string().parse::<f64>().expect("a number")),
        _ => None,
    });
    let near = constants
        .flat_map(|constant| [constant - 1.0, constant - 0.25, constant, constant + 0.25, constant + 1.0]);
    let all = near.chain([0.0, 0.5, 1.0, 7.0]);
    let values: Vec<Value> = all.filter_map(|number| read(policy, fact, at, &number.to_string())).collect();
    assert!(!values.is_empty(), "{} has no candidate", fact.id);
    values
}

/// `at` itself, and both sides of every start from which a window is still open.
fn instants(policy: &Policy, at: Instant, tests: &[&Test]) -> Vec<Value> {
    const YEAR: i64 = 366 * 86_400_000;
    let mut starts = vec![at.millis(), at.millis() - 4 * YEAR];
    for test in tests {
        if let Test::Within(span) | Test::Elapsed(span) = test {
            let is_open = |start: i64| at < span.end(Instant::from_millis(start), policy.zone());
            let (mut closed, mut open) = (at.millis() - 4 * YEAR, at.millis() + 1);
            while open - closed > 1 {
                let middle = (open + closed) / 2;
                if is_open(middle) { open = middle } else { closed = middle }
            }
            starts.extend([closed, open]);
        }
    }
    starts.retain(|start| *start <= at.millis());
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().map(|start| Value::Instant(Instant::from_millis(start))).collect()
}

/// The first clause that holds decides; with it, the steps before its approval that are not met.
pub(crate) fn deciding<'a>(
    policy: &'a Policy,
    facts: &Facts,
    at: Instant,
) -> Option<(&'a Clause, Vec<&'a Step>)> {
    let document = &policy.document;
    let mut clauses = document.clauses.iter();
    let clause =
        clauses.find(|clause| clause.when.as_ref().is_none_or(|when| holds(policy, when, facts, at)))?;
    let is_met = |step: &Step| step.met_when.as_ref().is_some_and(|when| holds(policy, when, facts, at));
    let steps = clause.then.after.iter().map(|step| &document.steps[*step]);
    Some((clause, steps.filter(|step| !is_met(step)).collect()))
}

/// What complete facts get.
pub(crate) fn decide(policy: &Policy, facts: &Facts, at: Instant) -> Outcome {
    decide_with(policy, facts, facts, at)
}

/// What the clause that some facts lead to gives, its amounts being reckoned from others.
pub(crate) fn decide_with(policy: &Policy, facts: &Facts, amounts: &Facts, at: Instant) -> Outcome {
    let document = &policy.document;
    let Some((clause, unmet)) = deciding(policy, facts, at) else {
        return Outcome { status: "review", remedies: Vec::new(), alternatives: Vec::new() };
    };
    Outcome {
        status: if unmet.is_empty() { clause.then.status.name() } else { "action_required" },
        remedies: clause
            .then
            .remedies
            .iter()
            .map(|remedy| {
                let fraction = fraction(amounts, remedy.amount);
                let whole = remedy.kind == RemedyKind::ProratedRefund
                    && fraction.is_some_and(|(part, of)| part >= of);
                let kind = if whole { RemedyKind::FullRefund } else { remedy.kind };
                (
                    kind.name(),
                    paid(document, amounts).zip(fraction).map(|(paid, fraction)| round(paid, fraction)),
                )
            })
            .collect(),
        alternatives: clause.then.alternatives.iter().map(|alternative| alternative.kind.name()).collect(),
    }
}

fn paid(document: &Document, facts: &Facts) -> Option<i64> {
    match facts.get(document.fact("amount_paid")?)? {
        Value::Money(money) => Some(money.minor),
        _ => None,
    }
}

fn fraction(facts: &Facts, amount: Amount) -> Option<(i128, i128)> {
    let number = |fact| match facts.get(fact) {
        Some(Value::Number(number)) => Some(number.as_fraction()),
        _ => None,
    };
    match amount {
        Amount::Unnamed => None,
        Amount::Paid => Some((1, 1)),
        Amount::Percent(percent) => Some((percent.as_fraction().0, percent.as_fraction().1 * 100)),
        Amount::Unused(ratio) => number(ratio).map(|(used, of)| (of - used, of)),
        Amount::Share { part, of } => {
            number(part).zip(number(of)).map(|(part, of)| (part.0 * of.1, part.1 * of.0))
        }
    }
}

/// Half up, by counting from the whole number below.
fn round(paid: i64, (part, of): (i128, i128)) -> i64 {
    let exact = i128::from(paid) * part;
    let below = exact / of;
    let rounded = if 2 * (exact - below * of) >= of { below + 1 } else { below };
    i64::try_from(rounded).expect("an amount")
}

fn holds(policy: &Policy, condition: &Condition, facts: &Facts, at: Instant) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(policy, part, facts, at)),
        Condition::Any(parts) => parts.iter().any(|part| holds(policy, part, facts, at)),
        Condition::Not(part) => !holds(policy, part, facts, at),
        Condition::Test(fact, test) => {
            let value = facts
                .get(*fact)
                .unwrap_or_else(|| panic!("{} is not complete", policy.document.facts[*fact].id));
            passes(policy, test, value, at)
        }
    }
}

pub(crate) fn passes(policy: &Policy, test: &Test, value: Value, at: Instant) -> bool {
    let is_open = |span: &Span, start| at < span.end(start, policy.zone());
    match (test, value) {
        (Test::In(values), Value::Choice(value)) => values.contains(&value),
        (Test::Is(flag), Value::Flag(value)) => *flag == value,
        (Test::Compare(comparison, constant), Value::Number(number)) => {
            compare(*comparison, number, *constant)
        }
        (Test::IsNone, value) => value == Value::None,
        (Test::Within(span), Value::Instant(start)) => is_open(span, start),
        (Test::Elapsed(span), Value::Instant(start)) => !is_open(span, start),
        (_, Value::None) => false,
        _ => panic!("a test does not fit its fact"),
    }
}

fn compare(comparison: Comparison, number: Decimal, constant: Decimal) -> bool {
    match comparison {
        Comparison::Above => number > constant,
        Comparison::AtLeast => number >= constant,
        Comparison::Below => number < constant,
        Comparison::AtMost => number <= constant,
    }
}
