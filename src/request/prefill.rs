//! The subject and the message with which a request begins, as the policy's templates give them.
//!
//! They ask for what the shopper chose, or for what the policy gives, and for nothing else; what the policy promises is not begged
//! for, and no clause is quoted against the shopper.

use serde::Serialize;

use crate::compiled::policy::Policy;
use crate::document::{Fact, FactKind, RemedyKind, Status, Value};
use crate::request::template::fill;
use crate::request::types::{Details, Wish};
use crate::value::time::Instant;
use crate::verdict::facts::Facts;
use crate::verdict::words::{Asked, Words};
use crate::verdict::{Verdict, verdict};

/// A subject and a message, in one language.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
}

/// The subject and the message that the policy's templates give, in the language in which these words read the policy.
pub fn prefill(policy: &Policy, facts: &Facts, details: &Details, at: Instant, words: &Words) -> Draft {
    // A template is the policy's text, and all of what stands in it is in its language.
    let words = words.quoting();
    let verdict = verdict(policy, facts, at, words);
    let letter = Letter { policy, facts, details, verdict: &verdict, words };
    let template = &policy.document.request;
    let value = |field: &str| letter.value(field);
    Draft {
        subject: fill(template.subject.get(words.locale()), &value),
        message: fill(template.message.get(words.locale()), &value),
    }
}

/// The fields of templates that are no facts.
pub const FIELDS: [&str; 10] =
    ["name", "email", "order_id", "title", "request", "remedies", "status", "clause", "merchant", "policy"];

/// What a template is filled in with.
struct Letter<'a> {
    policy: &'a Policy,
    facts: &'a Facts,
    details: &'a Details,
    verdict: &'a Verdict,
    words: &'a Words,
}

impl Letter<'_> {
    fn value(&self, field: &str) -> Option<String> {
        let Letter { policy, facts, details, verdict, words } = *self;
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match field {
            "name" => said(&details.customer.name),
            "email" => said(&details.customer.email),
            "order_id" => said(details.order_id.as_deref()?),
            "title" => said(words.request_title(&self.kinds())),
            "request" => said(&self.request()),
            "remedies" => said(&self.remedies()),
            "status" => said(words.status(verdict.status)),
            "clause" if verdict.status == Status::DoesNotQualify => None,
            "clause" => said(&verdict.deciding()?.title),
            "merchant" => said(&policy.document.merchant),
            "policy" => said(policy.document.title.get(words.locale())),
            _ => {
                let index = policy.document.fact(field)?;
                fact_text(policy, policy.document.facts.get(index)?, facts.get(index)?, words)
            }
        }
    }

    /// What is asked for.
    fn kinds(&self) -> Vec<RemedyKind> {
        match &self.details.wish {
            Some(wish) => vec![wish.kind],
            None => self.verdict.remedies.iter().map(|remedy| remedy.kind).collect(),
        }
    }

    /// The same in words, with its amount.
    fn remedies(&self) -> String {
        match &self.details.wish {
            Some(wish) => self.wish(wish),
            None => self.words.remedies(&self.verdict.remedies, self.verdict.choice),
        }
    }

    /// What the shopper chose, with its amount or the way in which they want it.
    fn wish(&self, wish: &Wish) -> String {
        if let Some(remedy) = self.verdict.remedies.iter().find(|remedy| remedy.kind == wish.kind) {
            return self.words.remedy_given(remedy);
        }
        let alternatives = self.policy.document.clauses.iter().flat_map(|clause| &clause.then.alternatives);
        let mut options = alternatives.filter(|one| one.kind == wish.kind).flat_map(|one| &one.options);
        match options.find(|option| Some(&option.id) == wish.option.as_ref()) {
            Some(option) => self.words.remedy_option(wish.kind, option.label.get(self.words.locale())),
            None => self.words.remedy(wish.kind).to_owned(),
        }
    }

    /// The sentence that asks.
    fn request(&self) -> String {
        let remedies = self.remedies();
        let is_alternative =
            |wish: &Wish| self.verdict.remedies.iter().all(|remedy| remedy.kind != wish.kind);
        self.words.request_sentence(match &self.details.wish {
            _ if remedies.is_empty() => Asked::Anything,
            Some(wish) if is_alternative(wish) => Asked::Chosen(&remedies),
            _ if self.is_promised() => Asked::Promised(&remedies),
            _ => Asked::Possible(&remedies),
        })
    }

    /// Whether the deciding clause promises what it names, be it after a step.
    fn is_promised(&self) -> bool {
        let deciding = self.verdict.deciding();
        let clauses = &self.policy.document.clauses;
        let clause = deciding.and_then(|reason| clauses.iter().find(|clause| clause.id == reason.clause));
        clause.is_some_and(|clause| clause.then.status == Status::Qualifies)
    }
}

/// A fact's value in words.
pub fn fact_text(policy: &Policy, fact: &Fact, value: Value, words: &Words) -> Option<String> {
    let locale = words.text_locale();
    Some(match (value, &fact.kind) {
        (Value::None, _) => fact.none.as_ref()?.get(locale).to_owned(),
        (Value::Choice(index), FactKind::Choice(choices)) => choices.get(index)?.label.get(locale).to_owned(),
        (Value::Flag(flag), _) => words.yes_no(flag).to_owned(),
        (Value::Number(number), FactKind::Number(range)) => words.number(number, range.unit),
        (Value::Instant(at), _) => words.full_instant(at, policy.zone()),
        (Value::Money(amount), _) => words.format().money(amount),
        (Value::Choice(_) | Value::Number(_), _) => return None,
    })
}
