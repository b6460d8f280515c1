//! The verdict: what a policy gives, why, until when, and what is still to be done.

// In reading order: what is known, what it comes to, why, and the questions that are asked of it besides.
pub mod clock;
pub mod facts;

pub mod amount;
pub mod bounds;
pub mod decide;
pub mod distance;
pub mod questions;
pub mod relevance;
pub mod rule;
pub mod spread;

pub mod act_by;
pub(crate) mod answer;
pub mod order;
pub mod range;
pub mod scenarios;

pub mod explain;
pub mod strings;
pub mod timeline;
pub mod what_if;
pub mod words;

pub mod conversation;
pub mod interview;

pub mod decider;

use serde::{Deserialize, Serialize};

use crate::compiled::policy::Policy;
use crate::document::{Combination, Processing, Status};
use crate::value::convert::to_json;
use crate::value::json::Json;
use crate::value::time::Instant;
use crate::verdict::act_by::act_by;
use crate::verdict::amount::RemedyGiven;
use crate::verdict::decide::{AlternativeGiven, Decision, decide_in, missing, possible_cells};
use crate::verdict::explain::{EvidenceAsked, Reason, Role, StepDue};
use crate::verdict::facts::Facts;
use crate::verdict::questions::Lookahead;
use crate::verdict::range::range;
use crate::verdict::scenarios::{Scenario, scenarios};
use crate::verdict::spread::MoneyRange;
use crate::verdict::timeline::{Segment, timeline, until};
use crate::verdict::what_if::{WhatIf, what_if};
use crate::verdict::words::Words;

/// What a policy says of one case at one instant, in the words of one language.
///
/// As serde writes it, it is the contract's: its members in this order.
#[derive(Clone, Serialize)]
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
    /// The least and the most money that is given back over all completions, where they differ in it.
    pub range: Option<MoneyRange>,
    /// The answers to the next question, and what each leads to.
    pub scenarios: Vec<Scenario>,
    /// The earliest instant at which some completion that is still possible gets worse by waiting.
    pub act_by: Option<Instant>,
}

/// Which policy was applied.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The digest of its document.
    pub digest: String,
}

/// Evaluates a policy on the facts of one case at an instant.
pub fn verdict(policy: &Policy, facts: &Facts, at: Instant, words: &Words) -> Verdict {
    let locale = words.text_locale();
    let cells = possible_cells(policy, facts, at);
    let decision = decide_in(policy, facts, &cells);
    let missing = missing(policy, facts, at, Lookahead::Full);
    let next = missing.first().copied();
    let document = &policy.document;
    let id = |fact: usize| document.facts.get(fact).map(|fact| fact.id.clone());
    Verdict {
        policy: PolicyRef::of(policy),
        at,
        until: until(policy, facts, at, &decision),
        reasons: explain::reasons(policy, facts, at, &decision, locale),
        missing: missing.into_iter().filter_map(id).collect(),
        steps: explain::steps(policy, facts, at, &decision, locale),
        evidence: explain::evidence(policy, facts, at, &decision, locale),
        processing: processing(policy, &decision),
        timeline: timeline(policy, facts),
        what_if: what_if(policy, facts, at, &decision, words),
        range: range(policy, facts, &cells, &decision),
        scenarios: scenarios(policy, facts, at, &cells, next, words),
        act_by: act_by(policy, facts, at),
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

    /// The verdict as JSON.
    pub fn to_json(&self) -> Json {
        to_json(self)
    }
}

impl PolicyRef {
    /// Which policy this is.
    pub fn of(policy: &Policy) -> PolicyRef {
        let document = &policy.document;
        PolicyRef {
            id: document.id.clone(),
            version: document.version.clone(),
            digest: policy.digest.clone(),
        }
    }
}
