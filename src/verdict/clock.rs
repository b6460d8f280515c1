//! Clocks that disagree: when a request is evaluated whose facts lie after its instant.
//!
//! Page, package, command line and endpoint share the one tolerance. No window becomes longer by it: it begins with
//! the evaluation at the earliest, never after it.

use crate::compiled::policy::Policy;
use crate::document::{Fact, FactKind};
pub use crate::value::clock::TOLERANCE;
use crate::value::clock::latest;
use crate::value::json::Json;
use crate::value::time::Instant;

/// When a request is evaluated that was composed by another clock: at `at`, or at the latest of its facts that lies
/// within the tolerance after it, so that both sides count from the same instant.
pub fn within_tolerance(policy: &Policy, facts: &Json, at: Instant) -> Instant {
    let latest = latest(at);
    instants(policy, facts).filter(|instant| *instant <= latest).fold(at, Instant::max)
}

/// When a case is evaluated whose facts the merchant gives: at `at`, or at the latest of them.
///
/// The merchant's server says when something was bought; where the shopper's device says that it is earlier than that,
/// the device is wrong, by however much. What is given is never refused for that.
pub fn not_before_given(policy: &Policy, given: &Json, at: Instant) -> Instant {
    instants(policy, given).fold(at, Instant::max)
}

/// What can be read of the instants among facts; what cannot is told where facts are read.
fn instants<'a>(policy: &'a Policy, facts: &'a Json) -> impl Iterator<Item = Instant> + 'a {
    let is_instant = |fact: &&Fact| matches!(fact.kind, FactKind::Instant);
    let known = policy.document.facts.iter().filter(is_instant).filter_map(|fact| facts.get(&fact.id));
    known.filter_map(|value| Instant::parse(value.as_str()?))
}
