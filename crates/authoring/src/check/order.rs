//! What the order of the clauses hides: cases to which none speaks, clauses that never decide, pairs between which their
//! order alone decides, and refusals that nobody wrote a condition for.

use refund_policy::compiled::policy::Outcome;
use refund_policy::document::{Clause, Condition, FactIndex};
use refund_policy::value::problem::nth;
use refund_policy::verdict::decide::given;
use refund_policy::verdict::rule::holds;
use refund_policy::{Facts, Json, Policy, Problem, Status, code, to_json};

use super::completion::completions;
use super::grants::{listed, same, say};
use super::{Diagnostic, error, note, warning};
use crate::case_set::{CaseSet, Example, Found};
use crate::region::Witness;

/// Cases to which no clause speaks. Where no case can lie in the gap, there is none.
pub(super) fn gap(policy: &Policy) -> Option<Diagnostic> {
    let example = CaseSet::ending_in(policy, |outcome| outcome.clause.is_none()).example()?;
    let message = format!("no clause holds {}", example.cases(policy));
    let problem = Problem::of(code::GAP, "/clauses", message).hint("end with a clause that has no `when`");
    Some(error(problem).witness(Some(example.witness)))
}

/// Clauses that never decide, because those before them always do or because their condition never holds.
pub(super) fn idle_clauses(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = policy.document.clauses.iter().enumerate();
    clauses
        .filter(|(index, _)| CaseSet::decided_by(policy, *index).is_empty())
        .map(|(index, clause)| idle_clause(policy, index, clause))
        .collect()
}

fn idle_clause(policy: &Policy, index: usize, clause: &Clause) -> Diagnostic {
    let earlier = policy.document.clauses.iter().enumerate().take(index);
    let instead: Vec<(&Clause, Example)> = earlier
        .filter_map(|(other, earlier)| Some((earlier, both_hold(policy, other, clause)?.example()?)))
        .collect();
    let names = listed(instead.iter().map(|(earlier, _)| format!("`{}`", earlier.id)));
    let (why, hint) = match instead.is_empty() {
        true => ("its condition never holds".to_owned(), "mend its `when`, or remove it"),
        false => {
            let decide = if instead.len() == 1 { "decides" } else { "decide" };
            (format!("wherever it holds, {names} already {decide}"), "move it up, or remove it")
        }
    };
    let message = format!("`{}` never decides: {why}", clause.id);
    let problem = Problem::of(code::IDLE_CLAUSE, nth("/clauses", index), message).hint(hint);
    warning(problem).witness(instead.into_iter().next().map(|(_, example)| example.witness))
}

/// The cases that one clause decides and in which another's condition holds too.
fn both_hold<'a>(policy: &'a Policy, decides: usize, other: &Clause) -> Option<CaseSet<'a>> {
    let decided = CaseSet::decided_by(policy, decides);
    match &other.when {
        Some(when) => decided.in_which(when),
        None => Some(decided),
    }
}

/// Pairs of clauses that both hold in some case and give different things there, so that their order alone decides.
///
/// Told at the later one, which is the one that gives way. The place of a clause without a condition is its meaning; a
/// clause that never decides is told as that.
pub(super) fn order_decides(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = &policy.document.clauses;
    let mut diagnostics = Vec::new();
    for (index, later) in clauses.iter().enumerate() {
        if later.when.is_none() || CaseSet::decided_by(policy, index).is_empty() {
            continue;
        }
        for earlier in 0..index {
            diagnostics.extend(order_of_two(policy, earlier, index));
        }
    }
    diagnostics
}

fn order_of_two(policy: &Policy, earlier: usize, later: usize) -> Option<Diagnostic> {
    let clauses = &policy.document.clauses;
    let (one, other) = (clauses.get(earlier)?, clauses.get(later)?);
    if same(&one.then, &other.then) && one.then.after == other.then.after {
        return None;
    }
    let both = both_hold(policy, earlier, other)?;
    let Found::Example(example) = both.find(|example| telling_apart(policy, earlier, later, example)) else {
        return None;
    };
    let gives = |clause: &Clause| format!("`{}` ({})", clause.id, say(policy, &clause.then));
    let message = format!(
        "order alone decides between {} and {}, for example {}",
        gives(one),
        gives(other),
        example.cases(policy)
    );
    let problem = Problem::of(code::ORDER_DECIDES, nth("/clauses", later), message)
        .hint("change the order, or say under `accepted` why it is meant");
    Some(note(problem).about([&one.id, &other.id]).witness(Some(example.witness)))
}

/// The example, with as many more facts as it takes for the two clauses to give different things.
fn telling_apart(policy: &Policy, one: usize, other: usize, example: Example) -> Option<Example> {
    let region = example.region.clone();
    let facts = facts_of_grants(policy, [one, other]);
    completions(policy, example, &facts).find_map(|(witness, facts)| {
        let [first, second] = [one, other].map(|clause| outcome(policy, clause, &facts, &witness));
        let (first, second) = (first?, second?);
        let differ = visible(policy, &facts, &first) != visible(policy, &facts, &second);
        differ.then(|| Example { region: region.clone(), witness })
    })
}

/// What a verdict shows of an outcome: amounts only where they are known.
fn visible(policy: &Policy, facts: &Facts, outcome: &Outcome) -> impl PartialEq {
    let given = given(policy, facts, outcome);
    let remedies: Vec<Json> = given.remedies.iter().map(to_json).collect();
    (given.status, remedies, given.choice, given.alternatives, outcome.unmet.clone())
}

/// The facts on which it depends what clauses give: those of the steps before approval, and of their amounts.
fn facts_of_grants(policy: &Policy, clauses: [usize; 2]) -> Vec<FactIndex> {
    let document = &policy.document;
    let clauses = clauses.into_iter().filter_map(|clause| document.clauses.get(clause));
    let mut facts = Vec::new();
    for clause in clauses {
        let steps = clause.then.after.iter().filter_map(|step| document.steps.get(*step));
        facts.extend(steps.filter_map(|step| step.met_when.as_ref()).flat_map(Condition::facts));
        facts.extend(clause.then.remedies.iter().flat_map(|remedy| remedy.amount.facts()));
    }
    facts.extend(policy.amount_paid);
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// Where a case ends up if this clause decides it; none where a step is uncertain.
fn outcome(policy: &Policy, clause: usize, facts: &Facts, witness: &Witness) -> Option<Outcome> {
    let mut unmet = Vec::new();
    for step in &policy.document.clauses.get(clause)?.then.after {
        let is_met = match &policy.document.steps.get(*step)?.met_when {
            Some(when) => holds(policy, when, facts, witness.at)?,
            None => false,
        };
        if !is_met {
            unmet.push(*step);
        }
    }
    Some(Outcome { clause: Some(clause), unmet })
}

/// A clause without a condition that refuses: whatever nobody thought of is refused, instead of looked at.
pub(super) fn refusing_fallback(policy: &Policy) -> Option<Diagnostic> {
    let mut clauses = policy.document.clauses.iter().enumerate();
    let (index, clause) = clauses.find(|(_, clause)| clause.when.is_none())?;
    let refused = |outcome: &Outcome| outcome.clause == Some(index) && outcome.unmet.is_empty();
    let example = CaseSet::ending_in(policy, refused).example()?;
    let message = format!(
        "`{}` refuses whatever no other clause speaks to, for example {}",
        clause.id,
        example.cases(policy)
    );
    let problem = Problem::of(code::REFUSING_FALLBACK, nth("/clauses", index), message)
        .hint("in doubt let the merchant decide (`review`), or say under `accepted` why this refuses");
    (clause.then.status == Status::DoesNotQualify)
        .then(|| note(problem).about([&clause.id]).witness(Some(example.witness)))
}
