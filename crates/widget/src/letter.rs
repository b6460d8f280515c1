//! The letter: the subject and the message in the merchant's language, and the request that they are part of.
//!
//! The evaluator prefills; here the shopper's own words are put into it. What the shopper changed by hand
//! is kept as it is. The same in the shopper's language is only for reading.

use refund_policy::Gather;
use refund_policy::document::{Choice, Combination, GivenBy};
use refund_policy::request::{Attachment, Details, Draft, Wish, compose, prefill};
use refund_policy::{EvidenceAsked, Instant, Json, Locale, Policy, Problem};

use crate::case::Case;
use crate::store::Session;

/// What a letter is made of.
pub(crate) struct Letter<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) case: &'a Case,
    pub(crate) session: &'a Session,
    /// The order's number as the merchant gave it.
    pub(crate) given_order: &'a str,
}

impl Letter<'_> {
    /// The order's number: as it was given, or typed.
    pub(crate) fn order_id(&self) -> &str {
        self.session.order_id.as_deref().unwrap_or(self.given_order).trim()
    }

    /// The evidence that the message is.
    pub(crate) fn explanation(&self) -> Option<&EvidenceAsked> {
        self.case.verdict.evidence.iter().find(|evidence| evidence.given_by == Some(GivenBy::Message))
    }

    /// The subject and the message as they would be without the shopper's changes by hand, in a language.
    pub(crate) fn prepared(&self, at: Instant, language: Locale) -> Draft {
        let draft = prefill(self.policy, &self.case.facts, &self.details(Vec::new()), at, language);
        Draft { message: with_paragraph(&draft.message, &self.own(language)), ..draft }
    }

    /// The subject and the message as they stand.
    pub(crate) fn draft(&self, at: Instant) -> Draft {
        let prepared = self.prepared(at, self.policy.document.language);
        Draft {
            subject: self.session.subject.clone().unwrap_or(prepared.subject),
            message: self.session.message.clone().unwrap_or(prepared.message),
        }
    }

    /// The request, as it would be posted.
    pub(crate) fn request(
        &self,
        attachments: Vec<Attachment>,
        at: Instant,
        locale: Locale,
    ) -> Result<Json, Vec<Problem>> {
        let draft = self.draft(at);
        let details = Details {
            subject: Some(draft.subject),
            message: Some(draft.message),
            ..self.details(attachments)
        };
        compose(self.policy, &self.case.json, &details, at, locale)
    }

    fn details(&self, attachments: Vec<Attachment>) -> Details {
        let order_id = self.order_id();
        Details {
            id: self.session.id.clone(),
            name: self.session.name.trim().to_owned(),
            email: self.session.email.trim().to_owned(),
            order_id: (!order_id.is_empty()).then(|| order_id.to_owned()),
            subject: None,
            message: None,
            wish: self.wish(),
            attachments,
        }
    }

    /// What only the shopper can say: their words, evidence in words.
    fn own(&self, language: Locale) -> Vec<String> {
        let words = self.session.words.trim();
        let mut own: Vec<String> = (!words.is_empty()).then(|| words.to_owned()).into_iter().gather();
        own.extend(self.evidence_in_words(language));
        own
    }

    /// What the shopper chose, as long as the verdict still leaves it to them.
    fn wish(&self) -> Option<Wish> {
        let verdict = &self.case.verdict;
        let (kind, option) = match self.session.wish.split_once('/') {
            Some((kind, option)) => (kind, Some(option)),
            None => (self.session.wish.as_str(), None),
        };
        let remedies = verdict
            .remedies
            .iter()
            .filter(|_| verdict.choice == Combination::Shopper)
            .map(|given| given.kind);
        let mut open = remedies.chain(verdict.alternatives.iter().map(|given| given.kind));
        Some(Wish { kind: open.find(|open| open.name() == kind)?, option: option.map(str::to_owned) })
    }

    fn evidence_in_words(&self, language: Locale) -> Vec<String> {
        let said = |(id, text): &(String, Json)| {
            let text = text.as_str()?.trim();
            let evidence = self.policy.document.evidence.iter().find(|evidence| evidence.id == *id)?;
            let colon = if language == Locale::Fr { " : " } else { ": " };
            (!text.is_empty()).then(|| [evidence.label.get(language), colon, text].concat())
        };
        self.session.evidence.as_object().unwrap_or_default().iter().filter_map(said).gather()
    }
}

/// The ways in which the deciding clause lets an alternative be had.
pub(crate) fn options<'a>(policy: &'a Policy, case: &Case, kind: &str) -> &'a [Choice] {
    let deciding = case.verdict.deciding();
    let clause = policy
        .document
        .clauses
        .iter()
        .find(|clause| deciding.is_some_and(|reason| reason.clause == clause.id));
    let alternatives = clause.map(|clause| clause.then.alternatives.as_slice()).unwrap_or_default();
    let found = alternatives.iter().find(|alternative| alternative.kind.name() == kind);
    found.map(|alternative| alternative.options.as_slice()).unwrap_or_default()
}

/// Puts paragraphs after the second one: after the salutation and what the letter is about.
fn with_paragraph(message: &str, own: &[String]) -> String {
    if own.is_empty() {
        return message.to_owned();
    }
    let own = own.join("\n\n");
    // By bytes: a search for strings would bring its whole algorithm along.
    let mut breaks = (0..message.len())
        .filter(|at| message.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(b"\n\n")));
    match breaks.nth(1).and_then(|at| message.split_at_checked(at)) {
        Some((before, after)) => [before, "\n\n", &own, after].concat(),
        None => [message, "\n\n", &own].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::with_paragraph;

    #[test]
    fn own_words_follow_the_introduction() {
        let own = ["A".to_owned(), "B".to_owned()];
        assert_eq!(with_paragraph("Hi,\n\nIntro.\n\nBye", &own), "Hi,\n\nIntro.\n\nA\n\nB\n\nBye");
        assert_eq!(with_paragraph("Hi", &own), "Hi\n\nA\n\nB");
        assert_eq!(with_paragraph("Hi", &[]), "Hi");
    }
}
