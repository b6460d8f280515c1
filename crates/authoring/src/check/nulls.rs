//! Refusals for want of a fact: where a fact is none every test on it fails, and so a claim may fail that nobody meant to
//! refuse.

use refund_policy::compiled::policy::deciding_conditions;
use refund_policy::document::{FactIndex, Test};
use refund_policy::value::problem::join;
use refund_policy::{Policy, Problem, Status, code};

use super::difference::{Difference, difference};
use super::grants::status;
use super::{Diagnostic, warning};
use crate::case_set::cases;
use crate::region::{Region, witness};

/// Facts that refuse where they are none, although no condition asks whether they are.
pub(super) fn refused_by_none(policy: &Policy) -> Vec<Diagnostic> {
    let nullable = policy.cells.iter().enumerate().filter_map(|(fact, cells)| Some((fact, cells.none()?)));
    let silent = nullable.filter(|(fact, _)| !asks_for_none(policy, *fact));
    silent.filter_map(|(fact, none)| refused_where(policy, fact, none)).collect()
}

fn asks_for_none(policy: &Policy, fact: FactIndex) -> bool {
    let mut asks = false;
    for condition in deciding_conditions(&policy.document) {
        condition.each_test(&mut |tested, test| asks |= tested == fact && matches!(test, Test::IsNone));
    }
    asks
}

fn refused_where(policy: &Policy, index: FactIndex, none: usize) -> Option<Diagnostic> {
    let outcome = |region: &Region| policy.outcomes.get(region.leaf);
    let refuses = |region: &Region| {
        outcome(region).is_some_and(|outcome| status(policy, outcome) == Status::DoesNotQualify)
    };
    let fits = |found: &Difference| {
        refuses(&found.one)
            && !refuses(&found.other)
            && witness(policy, &found.one).is_some()
            && witness(policy, &found.other).is_some()
    };
    let none = 1 << none;
    let Difference { one, other } = difference(policy, index, [none, !none], &fits)?;
    let (fact, clause) = (policy.document.facts.get(index)?, policy.clause(outcome(&one)?)?);
    let message = format!(
        "`{}` refuses {}, and would not with another `{}`: no condition asks whether it is none",
        clause.id,
        cases(policy, &one),
        fact.id
    );
    let problem = Problem::of(code::REFUSED_BY_NONE, join("/facts", &fact.id), message)
        .hint(format!("say in a clause of its own what holds where `{}` is null", fact.id));
    Some(warning(problem).about([&clause.id]).witness(witness(policy, &one)).witness(witness(policy, &other)))
}
