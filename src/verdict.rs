//! The verdict: what a policy gives, why, until when, and what is still to be done.

use crate::amount::Open;
use crate::decide::{Decision, decide, missing};
use crate::document::{Combination, Duration, EvidenceKind, GivenBy, Processing, RemedyKind, name_of};
use crate::explain;
use crate::facts::Facts;
use crate::json::Json;
use crate::locale::Locale;
use crate::money::Money;
use crate::policy::Policy;
use crate::reader::{EVIDENCE_KINDS, GIVEN_BY};
use crate::time::Instant;
use crate::timeline::{timeline, until};
use crate::what_if::what_if;

/// Whether the shopper gets what they ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// The policy promises the remedy.
    Qualifies,
    /// It does once the shopper has done a named step.
    ActionRequired,
    /// The merchant decides; nothing is promised.
    Review,
    /// The policy gives nothing.
    DoesNotQualify,
    /// The known facts leave more than one of the others.
    NeedsInformation,
}

impl Status {
    /// All of them, each with its name.
    pub const ALL: [(&'static str, Status); 5] = [
        ("qualifies", Status::Qualifies),
        ("action_required", Status::ActionRequired),
        ("review", Status::Review),
        ("does_not_qualify", Status::DoesNotQualify),
        ("needs_information", Status::NeedsInformation),
    ];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &Status::ALL)
    }
}

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

/// A remedy that is given.
#[derive(Clone, PartialEq, Eq)]
pub struct RemedyGiven {
    /// What it is.
    pub kind: RemedyKind,
    /// What it comes to, where that is known.
    pub amount: Option<Money>,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
    /// How the amount will be found, where it is not known yet.
    pub(crate) open: Open,
}

/// An alternative that is open to the shopper.
#[derive(Clone, PartialEq, Eq)]
pub struct AlternativeGiven {
    /// What it is.
    pub kind: RemedyKind,
    /// The ids of the ways in which it can be had.
    pub options: Vec<String>,
}

/// A clause or a step behind a verdict.
pub struct Reason {
    /// Its id.
    pub clause: String,
    /// What it does here.
    pub role: Role,
    /// Its name for shoppers.
    pub title: String,
    /// What it says.
    pub text: String,
    /// The title of the prose that it comes from.
    pub document: String,
    /// The heading there.
    pub section: String,
    /// The facts that made it hold.
    pub because: Vec<Because>,
}

/// What a clause does in a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// It decides.
    Decides,
    /// It asks for a step.
    Requires,
    /// It is cited.
    Informs,
}

impl Role {
    /// Its name in verdicts.
    pub fn name(self) -> &'static str {
        match self {
            Role::Decides => "decides",
            Role::Requires => "requires",
            Role::Informs => "informs",
        }
    }
}

/// A fact that made a clause hold.
pub struct Because {
    /// Its id.
    pub fact: String,
    /// Its value, as it would be given.
    pub value: Json,
}

/// A step that the shopper is to take.
pub struct StepDue {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What to do.
    pub text: String,
    /// When it is met by the passing of time alone; none where more has to be done.
    pub met_at: Option<Instant>,
}

/// Evidence that a request should carry.
pub struct EvidenceAsked {
    /// Its id.
    pub id: String,
    /// Whether it is required, or else recommended.
    pub required: bool,
    /// What it is.
    pub label: String,
    /// What makes it good.
    pub help: Option<String>,
    /// Whether it is a text or a file.
    pub kind: EvidenceKind,
    /// The part of the request that is this evidence.
    pub given_by: Option<GivenBy>,
}

/// A stretch of time in which the verdict stays the same.
pub struct Segment {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it; none where it never ends.
    pub until: Option<Instant>,
    /// The status in it.
    pub status: Status,
    /// The remedies in it.
    pub remedies: Vec<RemedyKind>,
}

/// A change that would have given a better status.
#[derive(Clone)]
pub struct WhatIf {
    /// The fact that it is about.
    pub fact: String,
    /// The change, for programs: `before INSTANT`, `at INSTANT`, `true`, `false`, `> 48`, `step contact_support`.
    pub change: String,
    /// The status that it would give.
    pub status: Status,
    /// The same in a sentence.
    pub text: String,
}

/// Evaluates a policy on the facts of one case at an instant.
pub fn verdict(policy: &Policy, facts: &Facts, at: Instant, locale: Locale) -> Verdict {
    let decision = decide(policy, facts, at);
    let document = &policy.document;
    let id = |fact: usize| document.facts.get(fact).map(|fact| fact.id.clone());
    Verdict {
        policy: PolicyRef {
            id: document.id.clone(),
            version: document.version.clone(),
            digest: policy.digest.clone(),
        },
        at,
        until: until(policy, facts, at, &decision),
        reasons: explain::reasons(policy, facts, at, &decision, locale),
        missing: missing(policy, facts, at).into_iter().filter_map(id).collect(),
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
            ("at", instant(self.at)),
            ("status", self.status.name().into()),
            ("remedies", Json::list(self.remedies.iter().map(RemedyGiven::to_json))),
            ("choice", self.choice.name().into()),
            ("alternatives", Json::list(self.alternatives.iter().map(AlternativeGiven::to_json))),
            ("until", self.until.map(instant).into()),
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

fn instant(at: Instant) -> Json {
    at.to_string().into()
}

impl PolicyRef {
    /// `{"id", "version", "digest"}`.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("id", self.id.as_str().into()),
            ("version", self.version.as_str().into()),
            ("digest", self.digest.as_str().into()),
        ])
    }
}

impl RemedyGiven {
    fn to_json(&self) -> Json {
        let mut json = Json::object([("kind", self.kind.name().into())]);
        if let Some(amount) = &self.amount {
            json.set("amount", amount.to_json());
        }
        json.set("estimate", self.estimate.into());
        json
    }
}

impl AlternativeGiven {
    fn to_json(&self) -> Json {
        let mut json = Json::object([("kind", self.kind.name().into())]);
        if !self.options.is_empty() {
            json.set("options", Json::list(self.options.iter().map(String::as_str)));
        }
        json
    }
}

impl Reason {
    fn to_json(&self) -> Json {
        let because = |because: &Because| {
            Json::object([("fact", because.fact.as_str().into()), ("value", because.value.clone())])
        };
        Json::object([
            ("clause", self.clause.as_str().into()),
            ("role", self.role.name().into()),
            ("title", self.title.as_str().into()),
            ("text", self.text.as_str().into()),
            (
                "source",
                Json::object([
                    ("document", self.document.as_str().into()),
                    ("section", self.section.as_str().into()),
                ]),
            ),
            ("because", Json::list(self.because.iter().map(because))),
        ])
    }
}

impl StepDue {
    fn to_json(&self) -> Json {
        Json::object([
            ("id", self.id.as_str().into()),
            ("title", self.title.as_str().into()),
            ("text", self.text.as_str().into()),
            ("met_at", self.met_at.map(instant).into()),
        ])
    }
}

impl EvidenceAsked {
    fn to_json(&self) -> Json {
        let mut json = Json::object([
            ("id", self.id.as_str().into()),
            ("need", if self.required { "required" } else { "recommended" }.into()),
            ("label", self.label.as_str().into()),
            ("kind", name_of(self.kind, &EVIDENCE_KINDS).into()),
        ]);
        if let Some(help) = &self.help {
            json.set("help", help.as_str().into());
        }
        if let Some(part) = self.given_by {
            json.set("given_by", name_of(part, &GIVEN_BY).into());
        }
        json
    }
}

impl Segment {
    fn to_json(&self) -> Json {
        let remedy = |kind: &RemedyKind| Json::object([("kind", kind.name().into())]);
        Json::object([
            ("from", instant(self.from)),
            ("until", self.until.map(instant).into()),
            ("status", self.status.name().into()),
            ("remedies", Json::list(self.remedies.iter().map(remedy))),
        ])
    }
}

impl WhatIf {
    fn to_json(&self) -> Json {
        Json::object([
            ("fact", self.fact.as_str().into()),
            ("change", self.change.as_str().into()),
            ("status", self.status.name().into()),
            ("text", self.text.as_str().into()),
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
