//! The texts behind a decision: its reasons, steps and evidence.

use crate::decide::{Decision, facts_on_the_way};
use crate::document::{Citation, Clause, EvidenceKind, Fact, FactIndex, GivenBy, Rule, Step};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::locale::{Locale, Text};
use crate::policy::Policy;
use crate::rule::{applies, holds};
use crate::time::Instant;
use crate::timeline::turning_points;

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
    /// The place there; none where the policy names none.
    pub source: Option<Citation>,
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

impl Reason {
    pub(crate) fn to_json(&self) -> Json {
        let because = |because: &Because| {
            Json::object([("fact", because.fact.as_str().into()), ("value", because.value.clone())])
        };
        Json::object([
            ("clause", self.clause.as_str().into()),
            ("role", self.role.name().into()),
            ("title", self.title.as_str().into()),
            ("text", self.text.as_str().into()),
            ("source", self.source.as_ref().map(|citation| self.source_json(citation)).into()),
            ("because", Json::list(self.because.iter().map(because))),
        ])
    }

    fn source_json(&self, citation: &Citation) -> Json {
        let mut json = Json::object([
            ("document", self.document.as_str().into()),
            ("section", citation.section.as_str().into()),
        ]);
        if !citation.paragraphs.is_empty() {
            let ordinals = citation.paragraphs.iter().map(|ordinal| i64::from(*ordinal));
            json.set("paragraphs", Json::list(ordinals));
        }
        json
    }
}

impl StepDue {
    pub(crate) fn to_json(&self) -> Json {
        Json::object([
            ("id", self.id.as_str().into()),
            ("title", self.title.as_str().into()),
            ("text", self.text.as_str().into()),
            ("met_at", self.met_at.into()),
        ])
    }
}

impl EvidenceAsked {
    pub(crate) fn to_json(&self) -> Json {
        let mut json = Json::object([
            ("id", self.id.as_str().into()),
            ("need", if self.required { "required" } else { "recommended" }.into()),
            ("label", self.label.as_str().into()),
            ("kind", self.kind.name().into()),
        ]);
        if let Some(help) = &self.help {
            json.set("help", help.as_str().into());
        }
        if let Some(part) = self.given_by {
            json.set("given_by", part.name().into());
        }
        json
    }
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
    let reason = |id: &str, role, title: &Text, text: &Text, source: &Option<Citation>, because| Reason {
        clause: id.to_owned(),
        role,
        title: title.get(locale).to_owned(),
        text: text.get(locale).to_owned(),
        document: document.source.document.clone(),
        source: source.clone(),
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
    tested.iter().filter_map(because).gather()
}

/// The steps that every outcome which is left asks for: those before approval, then those that are only named.
pub(crate) fn steps_due<'a>(policy: &'a Policy, decision: &Decision) -> Vec<&'a Step> {
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
    due.iter().filter_map(|step| policy.document.steps.get(*step)).gather()
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
    };
    steps_due(policy, decision).into_iter().map(due).gather()
}

fn met_at(policy: &Policy, step: &Step, facts: &Facts, at: Instant) -> Option<Instant> {
    let when = step.met_when.as_ref()?;
    let points = turning_points(policy, facts, at);
    points.iter().find(|(point, _)| holds(policy, when, facts, *point) == Some(true)).map(|(point, _)| *point)
}

/// What a request should carry, in the document's order; what is required in every outcome that is left is required.
pub(crate) fn evidence(
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
    evidence.gather()
}
