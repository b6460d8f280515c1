//! The texts behind a decision: its reasons, steps and evidence.

use serde::{Serialize, Serializer};

use crate::compiled::policy::Policy;
use crate::document::{Citation, Clause, EvidenceKind, Fact, FactIndex, GivenBy, Rule, Step};
use crate::value::json::Json;
use crate::value::locale::{Locale, Text};
use crate::value::time::Instant;
use crate::verdict::decide::{Decision, facts_on_the_way};
use crate::verdict::facts::Facts;
use crate::verdict::rule::{applies, holds};
use crate::verdict::timeline::turning_points;

/// A clause or a step behind a verdict.
#[derive(Clone, Serialize)]
pub struct Reason {
    /// Its id.
    pub clause: String,
    /// What it does here.
    pub role: Role,
    /// Its name for shoppers.
    pub title: String,
    /// What it says.
    pub text: String,
    /// The place in the prose that it comes from; none where the policy names none.
    pub source: Option<SourceCited>,
    /// The facts that made it hold.
    pub because: Vec<Because>,
}

/// A place in the prose that a policy was read from.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SourceCited {
    /// The title of the prose.
    pub document: String,
    /// The heading.
    pub section: String,
    /// Which of the section's paragraphs, counted from 1; empty where none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<u32>,
}

/// What a clause does in a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Serialize)]
pub struct Because {
    /// Its id.
    pub fact: String,
    /// Its value, as it would be given.
    pub value: Json,
}

/// A step that the shopper is to take.
#[derive(Clone, Serialize)]
pub struct StepDue {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What to do.
    pub text: String,
    /// When it is met by the passing of time alone; none where more has to be done.
    pub met_at: Option<Instant>,
    /// Where it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Evidence that a request should carry.
#[derive(Clone, Serialize)]
pub struct EvidenceAsked {
    /// Its id.
    pub id: String,
    /// Whether it is required, or else recommended.
    #[serde(rename = "need", serialize_with = "need")]
    pub required: bool,
    /// What it is.
    pub label: String,
    /// Whether it is a text or a file.
    pub kind: EvidenceKind,
    /// What makes it good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The part of the request that is this evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_by: Option<GivenBy>,
}

/// `required` or `recommended`.
fn need<S: Serializer>(required: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if *required { "required" } else { "recommended" })
}

/// The deciding clause (once it is certain), the steps that it requires, the informative clauses that belong.
pub(crate) fn reasons(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    decision: &Decision,
    locale: Locale,
) -> Vec<Reason> {
    let document = &policy.document;
    let cited = |citation: &Citation| SourceCited {
        document: document.source.document.clone(),
        section: citation.section.clone(),
        paragraphs: citation.paragraphs.clone(),
    };
    let reason = |id: &str, role, title: &Text, text: &Text, source: &Option<Citation>, because| Reason {
        clause: id.to_owned(),
        role,
        title: title.get(locale).to_owned(),
        text: text.get(locale).to_owned(),
        source: source.as_ref().map(cited),
        because,
    };
    let mut reasons = Vec::new();
    if let Some(clause) = deciding(policy, decision) {
        let because = because(policy, facts, &decisive_facts(policy, clause, facts, at));
        reasons.push(reason(&clause.id, Role::Decides, &clause.title, &clause.text, &clause.source, because));
    }
    for step in steps_due(policy, decision) {
        let tested = step.met_when.as_ref().map(|when| when.facts()).unwrap_or_default();
        let because = because(policy, facts, &tested);
        reasons.push(reason(&step.id, Role::Requires, &step.title, &step.text, &step.source, because));
    }
    for clause in &document.informative {
        if applies(policy, &clause.applies, decision, facts, at) {
            let tested = clause.applies.when.as_ref().map(|when| when.facts()).unwrap_or_default();
            let because = because(policy, facts, &tested);
            reasons.push(reason(
                &clause.id,
                Role::Informs,
                &clause.title,
                &clause.text,
                &clause.source,
                because,
            ));
        }
    }
    reasons
}

/// The clause that decides in every outcome that is left.
fn deciding<'a>(policy: &'a Policy, decision: &Decision) -> Option<&'a Clause> {
    let mut clauses = decision.left.iter().map(|left| left.outcome.clause);
    let first = clauses.next()??;
    clauses.all(|clause| clause == Some(first)).then_some(())?;
    policy.document.clauses.get(first)
}

/// The facts that made a clause hold: those it tests, or where it tests none, those that led past the others.
fn decisive_facts(policy: &Policy, clause: &Clause, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    match &clause.when {
        Some(when) => when.facts(),
        None => facts_on_the_way(policy, facts, at),
    }
}

fn because(policy: &Policy, facts: &Facts, tested: &[FactIndex]) -> Vec<Because> {
    let because = |index: &FactIndex| {
        let fact = policy.document.facts.get(*index)?;
        let value = facts.get(*index)?;
        // What only holds because nobody said otherwise is no news to the shopper.
        (fact.default != Some(value))
            .then(|| Because { fact: fact.id.clone(), value: Fact::to_json(fact, value) })
    };
    tested.iter().filter_map(because).collect()
}

/// The steps that every outcome which is left asks for: those before approval, then those that are only named.
pub fn steps_due<'a>(policy: &'a Policy, decision: &Decision) -> Vec<&'a Step> {
    let mut due: Option<Vec<usize>> = None;
    for left in &decision.left {
        let mut steps = left.outcome.unmet.clone();
        if let Some(clause) = policy.clause(&left.outcome) {
            steps.extend_from_slice(&clause.then.steps);
        }
        match &mut due {
            Some(due) => due.retain(|step| steps.contains(step)),
            None => due = Some(steps),
        }
    }
    let due = due.unwrap_or_default();
    due.iter().filter_map(|step| policy.document.steps.get(*step)).collect()
}

/// What the shopper is to do, each with the instant from which it is done by waiting alone.
pub(crate) fn steps(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    decision: &Decision,
    locale: Locale,
) -> Vec<StepDue> {
    let due = |step: &Step| StepDue {
        id: step.id.clone(),
        title: step.title.get(locale).to_owned(),
        text: step.text.get(locale).to_owned(),
        met_at: met_at(policy, step, facts, at),
        link: step.link.clone(),
    };
    steps_due(policy, decision).into_iter().map(due).collect()
}

fn met_at(policy: &Policy, step: &Step, facts: &Facts, at: Instant) -> Option<Instant> {
    let when = step.met_when.as_ref()?;
    let points = turning_points(policy, facts, at);
    points.iter().find(|(point, _)| holds(policy, when, facts, *point) == Some(true)).map(|(point, _)| *point)
}

/// What a request should carry, in the document's order; what is required in every outcome that is left is required.
pub fn evidence(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    decision: &Decision,
    locale: Locale,
) -> Vec<EvidenceAsked> {
    let asked =
        |rule: &Option<Rule>| rule.as_ref().is_some_and(|rule| applies(policy, rule, decision, facts, at));
    let evidence = policy.document.evidence.iter().filter_map(|evidence| {
        let required = asked(&evidence.required);
        (required || asked(&evidence.recommended)).then(|| EvidenceAsked {
            id: evidence.id.clone(),
            required,
            label: evidence.label.get(locale).to_owned(),
            help: evidence.help.as_ref().map(|help| help.get(locale).to_owned()),
            kind: evidence.kind,
            given_by: evidence.given_by,
        })
    });
    evidence.collect()
}
