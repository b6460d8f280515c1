//! When evidence is asked for and an informative clause is cited.
use crate::compiled::policy::Policy;
use crate::document::{Condition, FactIndex, Rule, Test};
use crate::value::time::Instant;
use crate::verdict::decide::{Decision, Left};
use crate::verdict::facts::Facts;

/// Whether a rule applies to every outcome that is left: what may yet not apply is not said.
pub fn applies(policy: &Policy, rule: &Rule, decision: &Decision, facts: &Facts, at: Instant) -> bool {
    let when = rule.when.as_ref().is_none_or(|when| holds(policy, when, facts, at) == Some(true));
    when && decision.left.iter().all(|left| speaks_to(rule, left))
}

/// Whether a rule applies to an outcome, as far as that does not depend on its condition.
pub fn speaks_to(rule: &Rule, left: &Left) -> bool {
    let status = rule.status.is_empty() || rule.status.contains(&left.given.status);
    let clause = || left.outcome.clause.is_some_and(|clause| rule.clauses.contains(&clause));
    let remedy = || left.given.remedies.iter().any(|remedy| rule.remedies.contains(&remedy.kind));
    status && (rule.clauses.is_empty() || clause()) && (rule.remedies.is_empty() || remedy())
}

/// Whether a condition holds at an instant; none where the known facts do not tell.
///
/// Used where a condition decides nothing (which evidence, which citation), so that three values are exact enough.
pub fn holds(policy: &Policy, condition: &Condition, facts: &Facts, at: Instant) -> Option<bool> {
    match condition {
        Condition::Test(fact, test) => passes(policy, *fact, test, facts, at),
        Condition::Not(part) => holds(policy, part, facts, at).map(|holds| !holds),
        Condition::All(parts) => combine(parts.iter().map(|part| holds(policy, part, facts, at)), true),
        Condition::Any(parts) => combine(parts.iter().map(|part| holds(policy, part, facts, at)), false),
    }
}

/// Kleene's conjunction (`neutral` true) or disjunction (false).
fn combine(parts: impl Iterator<Item = Option<bool>>, neutral: bool) -> Option<bool> {
    let mut all = Some(neutral);
    for part in parts {
        match part {
            Some(part) if part != neutral => return Some(!neutral),
            Some(_) => {}
            None => all = None,
        }
    }
    all
}

fn passes(policy: &Policy, fact: FactIndex, test: &Test, facts: &Facts, at: Instant) -> Option<bool> {
    let value = facts.get(fact)?;
    let cells = policy.cells.get(fact)?;
    let cell = cells.of(value, at, policy.zone())?;
    Some(cells.passing(test) >> cell & 1 == 1)
}
