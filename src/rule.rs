//! When evidence is asked for and an informative clause is cited.

use crate::condition::holds;
use crate::decide::{Decision, Left};
use crate::document::Rule;
use crate::facts::Facts;
use crate::policy::Policy;
use crate::time::Instant;

/// Whether a rule applies to every outcome that is left: what may yet not apply is not said.
pub(crate) fn applies(policy: &Policy, rule: &Rule, decision: &Decision, facts: &Facts, at: Instant) -> bool {
    let when = rule.when.as_ref().is_none_or(|when| holds(policy, when, facts, at) == Some(true));
    when && decision.left.iter().all(|left| speaks_to(rule, left))
}

fn speaks_to(rule: &Rule, left: &Left) -> bool {
    let status = rule.status.is_empty() || rule.status.contains(&left.given.status);
    let clause = || left.outcome.clause.is_some_and(|clause| rule.clauses.contains(&clause));
    let remedy = || left.given.remedies.iter().any(|remedy| rule.remedies.contains(&remedy.kind));
    status && (rule.clauses.is_empty() || clause()) && (rule.remedies.is_empty() || remedy())
}
