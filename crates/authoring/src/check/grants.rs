//! What clauses give: in words, whether two give the same, and what contradicts itself.

use refund_policy::compiled::policy::Outcome;
use refund_policy::document::{Alternative, Amount, Clause, Grant, Remedy};
use refund_policy::value::code::Code;
use refund_policy::value::problem::{join, nth};
use refund_policy::{Policy, Problem, Status, code};

use super::{Diagnostic, warning};
use crate::case_set::CaseSet;

/// Whether two clauses give the same, whatever the facts, once the steps before them are met.
pub(super) fn same(one: &Grant, other: &Grant) -> bool {
    let alternatives = |grant: &Grant| grant.alternatives.iter().map(alternative).collect::<Vec<_>>();
    one.status == other.status
        && one.remedies == other.remedies
        && (one.choice == other.choice || one.remedies.len() < 2)
        && alternatives(one) == alternatives(other)
}

/// The status of an outcome; the merchant's review where no clause speaks to the case.
pub(super) fn status(policy: &Policy, outcome: &Outcome) -> Status {
    match policy.clause(outcome) {
        Some(_) if !outcome.unmet.is_empty() => Status::ActionRequired,
        Some(clause) => clause.then.status,
        None => Status::Review,
    }
}

/// What a clause gives, in the words of documents.
pub(super) fn say(policy: &Policy, grant: &Grant) -> String {
    let facts = &policy.document.facts;
    let name = |fact: usize| facts.get(fact).map_or("", |fact| fact.id.as_str());
    let amount = |amount: Amount| match amount {
        Amount::Unnamed | Amount::Paid => String::new(),
        Amount::Percent(percent) => format!(" of {percent} percent"),
        Amount::Unused(ratio) => format!(" of what `{}` leaves", name(ratio)),
        Amount::Share { part, of } => format!(" of `{}` in `{}`", name(part), name(of)),
    };
    let remedy = |remedy: &Remedy| format!("`{}`{}", remedy.kind.name(), amount(remedy.amount));
    let mut said = format!("`{}`", grant.status.name());
    if !grant.remedies.is_empty() {
        said += &format!(" with {}", listed(grant.remedies.iter().map(remedy)));
    }
    if grant.remedies.len() > 1 {
        said += &format!(", choice `{}`", grant.choice.name());
    }
    if !grant.alternatives.is_empty() {
        said += &format!(", or else {}", listed(grant.alternatives.iter().map(alternative)));
    }
    if !grant.after.is_empty() {
        let steps = grant.after.iter().filter_map(|step| policy.document.steps.get(*step));
        said += &format!(", after {}", listed(steps.map(|step| format!("`{}`", step.id))));
    }
    said
}

fn alternative(alternative: &Alternative) -> String {
    let options: Vec<&str> = alternative.options.iter().map(|option| option.id.as_str()).collect();
    match options.is_empty() {
        true => format!("`{}`", alternative.kind.name()),
        false => format!("`{}` ({})", alternative.kind.name(), options.join(", ")),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}

/// Clauses whose status does not go with what they give or ask for.
pub(super) fn contradictions(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = policy.document.clauses.iter().enumerate();
    let of = |(index, clause): (usize, &Clause)| {
        let (code, key, message, hint) = contradiction(&clause.then)?;
        let message = format!("`{}` {message}", clause.id);
        let pointer = join(&nth("/clauses", index), "then") + key;
        let witness = CaseSet::decided_by(policy, index).example().map(|example| example.witness);
        Some(warning(Problem::of(code, pointer, message).hint(hint)).witness(witness))
    };
    clauses.filter_map(of).collect()
}

type Contradiction = (Code, &'static str, &'static str, &'static str);

fn contradiction(grant: &Grant) -> Option<Contradiction> {
    let refuses = grant.status == Status::DoesNotQualify;
    let names_steps = !grant.after.is_empty() || !grant.steps.is_empty();
    match grant.status {
        _ if refuses && !grant.remedies.is_empty() => Some((
            code::REFUSED_REMEDY,
            "/remedies",
            "refuses, and gives a remedy all the same",
            "what the shopper can have although they are refused goes under `alternatives`",
        )),
        _ if refuses && !grant.after.is_empty() => Some((
            code::POINTLESS_STEP,
            "/after",
            "asks for a step before it refuses",
            "a step that leads to nothing is not worth asking for: remove it",
        )),
        Status::Qualifies if grant.remedies.is_empty() => Some((
            code::EMPTY_PROMISE,
            "/status",
            "promises something and names no remedy",
            "say under `remedies` what the shopper gets",
        )),
        Status::ActionRequired if !names_steps => Some((
            code::UNNAMED_STEP,
            "/status",
            "asks for action and names no step",
            "say under `steps` what the shopper is to do",
        )),
        _ => None,
    }
}
