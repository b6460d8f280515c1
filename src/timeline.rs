//! The same question asked of all time, the facts kept.

use crate::decide::{Decision, decide};
use crate::facts::Facts;
use crate::policy::Policy;
use crate::time::Instant;
use crate::verdict::Segment;

/// The segments from the purchase on; none where its instant is not known.
///
/// In them a window counts as open before the instant that it follows, and a waiting time as not yet over.
pub(crate) fn timeline(policy: &Policy, facts: &Facts) -> Vec<Segment> {
    let Some(start) = policy.purchased_at.and_then(|fact| facts.instant(fact)) else { return Vec::new() };
    let points =
        policy.turning_points(facts).into_iter().map(|(point, _)| point).filter(|point| *point > start);
    let mut segments: Vec<(Instant, Decision)> = vec![(start, decide(policy, facts, start))];
    for point in points {
        let decision = decide(policy, facts, point);
        if segments.last().is_some_and(|(_, last)| !last.gives_the_same(&decision)) {
            segments.push((point, decision));
        }
    }
    let ends: Vec<Option<Instant>> =
        segments.iter().skip(1).map(|(from, _)| Some(*from)).chain([None]).collect();
    let segment = |((from, decision), until): ((Instant, Decision), Option<Instant>)| Segment {
        from,
        until,
        status: decision.status,
        remedies: decision.remedies.iter().map(|remedy| remedy.kind).collect(),
    };
    segments.into_iter().zip(ends).map(segment).collect()
}

/// The first instant after `at` at which time alone changes the status or the remedies.
pub(crate) fn until(policy: &Policy, facts: &Facts, at: Instant, now: &Decision) -> Option<Instant> {
    let mut later =
        policy.turning_points(facts).into_iter().map(|(point, _)| point).filter(|point| *point > at);
    later.find(|point| !decide(policy, facts, *point).gives_the_same(now))
}
