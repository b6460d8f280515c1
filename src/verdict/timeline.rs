//! The same question asked of all time, the facts kept.

use serde::{Serialize, Serializer};

use crate::compiled::policy::{Policy, deciding_conditions};
use crate::document::{FactIndex, RemedyKind, Status, Test};
use crate::value::time::Instant;
use crate::verdict::decide::{Decision, decide};
use crate::verdict::facts::Facts;

/// A stretch of time in which the verdict stays the same.
#[derive(Clone, Serialize)]
pub struct Segment {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it; none where it never ends.
    pub until: Option<Instant>,
    /// The status in it.
    pub status: Status,
    /// The remedies in it.
    #[serde(serialize_with = "kinds")]
    pub remedies: Vec<RemedyKind>,
}

/// Each as `{"kind"}`, so that a verdict's remedies and a segment's look alike.
fn kinds<S: Serializer>(remedies: &[RemedyKind], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Kind {
        kind: RemedyKind,
    }
    serializer.collect_seq(remedies.iter().map(|kind| Kind { kind: *kind }))
}

impl Segment {
    /// One whose end is not known yet.
    fn starting(from: Instant, decision: &Decision) -> Segment {
        let remedies = decision.remedies.iter().map(|remedy| remedy.kind).collect();
        Segment { from, until: None, status: decision.status, remedies }
    }
}

/// The segments from the purchase on; none where its instant is not known.
///
/// In them a window counts as open before the instant that it follows, and a waiting time as not yet over.
pub(crate) fn timeline(policy: &Policy, facts: &Facts) -> Vec<Segment> {
    let Some(start) = policy.purchased_at.and_then(|fact| facts.instant(fact)) else { return Vec::new() };
    let mut last = decide(policy, facts, start);
    let mut segments = vec![Segment::starting(start, &last)];
    for (point, _) in turning_points(policy, facts, start) {
        let decision = decide(policy, facts, point);
        if !decision.gives_the_same(&last) {
            if let Some(segment) = segments.last_mut() {
                segment.until = Some(point);
            }
            segments.push(Segment::starting(point, &decision));
            last = decision;
        }
    }
    segments
}

/// The first instant after `at` at which time alone changes the status or the remedies.
pub(crate) fn until(policy: &Policy, facts: &Facts, at: Instant, now: &Decision) -> Option<Instant> {
    let points = turning_points(policy, facts, at);
    points
        .iter()
        .find(|(point, _)| !decide(policy, facts, *point).gives_the_same(now))
        .map(|(point, _)| *point)
}

/// The instants after another at which time alone can change something, in order, each with the fact whose window ends.
///
/// Only what a clause or a step tests counts, not what merely decides a citation.
pub(crate) fn turning_points(policy: &Policy, facts: &Facts, after: Instant) -> Vec<(Instant, FactIndex)> {
    let mut points = Vec::new();
    for (fact, start) in facts.instants() {
        for condition in deciding_conditions(&policy.document) {
            condition.each_test(&mut |tested, test| {
                if let Test::Within(span) | Test::Elapsed(span) = test
                    && tested == fact
                {
                    let end = span.end(start, policy.zone());
                    if end > after {
                        points.push((end, fact));
                    }
                }
            });
        }
    }
    points.sort_unstable();
    points.dedup();
    points
}
