//! The verdict: what a policy gives, why, until when, and what is still to be done.

use crate::amount::RemedyGiven;
use crate::decide::{AlternativeGiven, Decision, decide, missing};
use crate::document::{Combination, Duration, Processing, Status};
use crate::explain::{self, EvidenceAsked, Reason, Role, StepDue};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::locale::Locale;
use crate::policy::Policy;
use crate::questions::Lookahead;
use crate::time::Instant;
use crate::timeline::{Segment, timeline, until};
use crate::what_if::{WhatIf, what_if};

/// What a policy says of one case at one instant, with its texts in one locale.
pub struct Verdict {
    /// The policy that was applied.
    pub policy: PolicyRef,
    /// The instant of the request.
    pub at: Instant,
    /// Whether the shopper gets what they ask for.
    pub status: Status,
    /// What the policy gives.
    pub remedies: Vec<RemedyGiven>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What the shopper can have although, or besides.
    pub alternatives: Vec<AlternativeGiven>,
    /// When time alone changes the status or the remedies; none where it never does.
    pub until: Option<Instant>,
    /// The clauses behind it: the deciding one first.
    pub reasons: Vec<Reason>,
    /// The facts that can still change it, the next question first.
    pub missing: Vec<String>,
    /// What the shopper is to do.
    pub steps: Vec<StepDue>,
    /// What a request should carry.
    pub evidence: Vec<EvidenceAsked>,
    /// How long the merchant takes.
    pub processing: Processing,
    /// The same question asked of all time since the purchase; empty where that is not known.
    pub timeline: Vec<Segment>,
    /// The nearest changes that would have given a better status, the best first.
    pub what_if: Vec<WhatIf>,
}

/// Which policy was applied.
#[derive(Clone, PartialEq, Eq)]
pub struct PolicyRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The digest of its document.
    pub digest: String,
}

/// Evaluates a policy on the facts of one case at an instant.
pub fn verdict(policy: &Policy, facts: &Facts, at: Instant, locale: Locale) -> Verdict {
    let decision = decide(policy, facts, at);
    let document = &policy.document;
    let id = |fact: usize| document.facts.get(fact).map(|fact| fact.id.clone());
    Verdict {
        policy: PolicyRef::of(policy),
        at,
        until: until(policy, facts, at, &decision),
        reasons: explain::reasons(policy, facts, at, &decision, locale),
        missing: missing(policy, facts, at, Lookahead::Full).into_iter().filter_map(id).gather(),
        steps: explain::steps(policy, facts, at, &decision, locale),
        evidence: explain::evidence(policy, facts, at, &decision, locale),
        processing: processing(policy, &decision),
        timeline: timeline(policy, facts),
        what_if: what_if(policy, facts, at, &decision, locale),
        status: decision.status,
        remedies: decision.remedies,
        choice: decision.choice,
        alternatives: decision.alternatives,
    }
}

/// Times of payment belong where money is given.
fn processing(policy: &Policy, decision: &Decision) -> Processing {
    let processing = policy.document.processing.clone();
    match decision.remedies.iter().any(|remedy| remedy.kind.is_refund()) {
        true => processing,
        false => Processing { payout: None, method: None, ..processing },
    }
}

impl Verdict {
    /// The clause that decides, once it is certain.
    pub fn deciding(&self) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.role == Role::Decides)
    }

    /// The verdict as the contract writes it.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("policy", self.policy.to_json()),
            ("at", self.at.into()),
            ("status", self.status.name().into()),
            ("remedies", Json::list(self.remedies.iter().map(RemedyGiven::to_json))),
            ("choice", self.choice.name().into()),
            ("alternatives", Json::list(self.alternatives.iter().map(AlternativeGiven::to_json))),
            ("until", self.until.into()),
            ("reasons", Json::list(self.reasons.iter().map(Reason::to_json))),
            ("missing", Json::list(self.missing.iter().map(String::as_str))),
            ("steps", Json::list(self.steps.iter().map(StepDue::to_json))),
            ("evidence", Json::list(self.evidence.iter().map(EvidenceAsked::to_json))),
            ("processing", processing_json(&self.processing)),
            ("timeline", Json::list(self.timeline.iter().map(Segment::to_json))),
            ("what_if", Json::list(self.what_if.iter().map(WhatIf::to_json))),
        ])
    }
}

impl PolicyRef {
    pub(crate) fn of(policy: &Policy) -> PolicyRef {
        let document = &policy.document;
        PolicyRef {
            id: document.id.clone(),
            version: document.version.clone(),
            digest: policy.digest.clone(),
        }
    }

    /// `{"id", "version", "digest"}`.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("id", self.id.as_str().into()),
            ("version", self.version.as_str().into()),
            ("digest", self.digest.as_str().into()),
        ])
    }
}

fn processing_json(processing: &Processing) -> Json {
    Json::object([
        ("answer", processing.answer.map(duration_json).into()),
        ("payout", processing.payout.map(duration_json).into()),
        ("method", processing.method.as_deref().into()),
    ])
}

fn duration_json(duration: Duration) -> Json {
    let mut json = Json::object([
        ("min", i64::from(duration.min).into()),
        ("max", i64::from(duration.max).into()),
        ("unit", duration.unit.name().into()),
    ]);
    if let Some((max, unit)) = duration.exceptionally {
        json.set(
            "exceptionally",
            Json::object([("max", i64::from(max).into()), ("unit", unit.name().into())]),
        );
    }
    json
}
