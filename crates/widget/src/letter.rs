//! The letter: the subject and the message in the merchant's language, and the request that they are part of.
//!
//! The evaluator prefills; here the shopper's own words are put into it. What the shopper changed by hand stays as it is, and is what is
//! sent. The same in the shopper's language is only for reading.

use refund_policy::document::{Choice, Clause, Combination, GivenBy};
use refund_policy::request::clean::{clean_line, clean_text};
use refund_policy::request::{self, Details, Mailto, Wish, mailto};
use refund_policy::{EvidenceAsked, Instant, Json, Locale, Policy, Problem};

pub use refund_policy::request::Draft;

use crate::endpoint::Endpoint;
use crate::session::Attachment;
use crate::state::{Case, Context, State};

/// The order's number: as it was typed, or else as the merchant gave it.
pub fn order_id(state: &State) -> &str {
    state.session.order_id.as_deref().unwrap_or(&state.given_order).trim()
}

/// The evidence that the shopper's own words are.
pub fn explanation(state: &State) -> Option<&EvidenceAsked> {
    let evidence = &state.case.as_ref()?.verdict.evidence;
    evidence.iter().find(|asked| asked.given_by == Some(GivenBy::Message))
}

/// The subject and the message as they would be without the shopper's changes by hand, in a language; empty before there is a case.
pub fn prepared(state: &State, context: &Context<'_>, language: Locale) -> Draft {
    prepared_at(state, context.now, language)
}

/// The subject and the message as they stand, and as the fields show them.
pub fn draft(state: &State, context: &Context<'_>) -> Draft {
    draft_at(state, context.now)
}

fn prepared_at(state: &State, at: Instant, language: Locale) -> Draft {
    let (Some((policy, case)), Some(words)) = (ready(state), state.words(language)) else {
        return Draft { subject: String::new(), message: String::new() };
    };
    // A clock that was set back must not make the facts lie in the future.
    let at = at.max(case.verdict.at);
    let draft = request::prefill(policy, &case.facts, &details(state, Vec::new()), at, words);
    Draft { message: with_paragraphs(&draft.message, &own_words(state, policy, language)), ..draft }
}

fn draft_at(state: &State, at: Instant) -> Draft {
    let language = state.policy.as_deref().map_or(state.policy_locale, |policy| policy.document.language);
    let prepared = prepared_at(state, at, language);
    Draft {
        subject: state.session.subject.clone().unwrap_or(prepared.subject),
        message: state.session.message.clone().unwrap_or(prepared.message),
    }
}

/// The request, as it would be posted at an instant; or why it cannot be composed.
pub fn request(state: &State, at: Instant) -> Result<Json, Vec<Problem>> {
    let Some((policy, case)) = ready(state) else { return Err(Vec::new()) };
    let draft = draft_at(state, at);
    let details = Details {
        subject: Some(clean_line(&draft.subject)),
        message: Some(clean_text(&draft.message)),
        ..details(state, state.session.files.iter().map(attachment).collect())
    };
    let (Some(words), Some(merchant)) = (state.words(state.locale), state.words(policy.document.language))
    else {
        return Err(Vec::new());
    };
    request::compose(policy, &case.json, &details, at, words, merchant)
}

/// The letter as text, for the clipboard or a file.
pub fn as_text(state: &State, context: &Context<'_>) -> String {
    let Draft { subject, message } = draft(state, context);
    format!("{}\n\n{}", clean_line(&subject), clean_text(&message))
}

/// The letter as a link that opens the shopper's mail program: to the mailbox that the page names, or to nobody yet.
pub fn mail_link(state: &State, context: &Context<'_>) -> Mailto {
    let Draft { subject, message } = draft(state, context);
    let recipient = match state.way() {
        Endpoint::Mail(address) => address,
        _ => "",
    };
    mailto(recipient, &subject, &message)
}

fn ready(state: &State) -> Option<(&Policy, &Case)> {
    Some((state.policy.as_deref()?, state.case.as_ref()?))
}

fn details(state: &State, attachments: Vec<Attachment>) -> Details {
    let session = &state.session;
    Details {
        id: session.id.clone(),
        customer: request::Customer { name: clean_line(&session.name), email: clean_line(&session.email) },
        order_id: Some(clean_line(order_id(state))).filter(|order| !order.is_empty()),
        subject: None,
        message: None,
        wish: wish(state),
        attachments,
    }
}

fn attachment(file: &Attachment) -> Attachment {
    Attachment { name: clean_line(&file.name), ..file.clone() }
}

// What the shopper chose.

/// What the shopper chose, as long as the verdict still leaves it to them.
pub fn wish(state: &State) -> Option<Wish> {
    let (kind, option) = match state.session.wish.split_once('/') {
        Some((kind, option)) => (kind, Some(option)),
        None => (state.session.wish.as_str(), None),
    };
    let verdict = &state.case.as_ref()?.verdict;
    let remedies = verdict.remedies.iter().filter(|_| verdict.choice == Combination::Shopper);
    let mut open =
        remedies.map(|given| given.kind).chain(verdict.alternatives.iter().map(|given| given.kind));
    let kind = open.find(|open| open.name() == kind)?;
    let options = options(state, kind.name());
    let option = option.filter(|option| options.iter().any(|known| known.id == *option));
    // "At the end" and "right away" are different wishes.
    (option.is_some() || options.len() < 2).then(|| Wish { kind, option: option.map(str::to_owned) })
}

/// Whether the policy leaves a choice between remedies to the shopper which they have not made.
pub fn is_undecided(state: &State) -> bool {
    let Some(case) = &state.case else { return false };
    let verdict = &case.verdict;
    verdict.choice == Combination::Shopper && verdict.remedies.len() > 1 && wish(state).is_none()
}

/// The ways in which the deciding clause lets an alternative be had.
pub fn options<'a>(state: &'a State, kind: &str) -> &'a [Choice] {
    let alternatives =
        deciding_clause(state).map(|clause| clause.then.alternatives.as_slice()).unwrap_or_default();
    let found = alternatives.iter().find(|alternative| alternative.kind.name() == kind);
    found.map(|alternative| alternative.options.as_slice()).unwrap_or_default()
}

/// The clause that decides, as the policy has it.
fn deciding_clause(state: &State) -> Option<&Clause> {
    let (policy, case) = ready(state)?;
    let id = &case.verdict.deciding()?.clause;
    policy.document.clauses.iter().find(|clause| clause.id == *id)
}

// What only the shopper can say.

/// Their words, and evidence in words: each a paragraph.
fn own_words(state: &State, policy: &Policy, language: Locale) -> Vec<String> {
    let session = &state.session;
    let evidence = policy.document.evidence.iter().filter_map(|evidence| {
        evidence_paragraph(evidence.label.get(language), session.evidence.get(&evidence.id)?, language)
    });
    words_paragraph(&session.words).into_iter().chain(evidence).collect()
}

fn words_paragraph(words: &str) -> Option<String> {
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

fn evidence_paragraph(label: &str, text: &str, language: Locale) -> Option<String> {
    let colon = if language == Locale::Fr { "\u{a0}: " } else { ": " };
    words_paragraph(text).map(|text| format!("{label}{colon}{text}"))
}

/// A message that the shopper changed by hand, after their words in another field have changed: those that it held are replaced, and
/// nothing else is touched.
pub(crate) fn with_words(message: &str, before: &str, after: &str) -> String {
    match (words_paragraph(before).filter(|before| message.contains(before.as_str())), words_paragraph(after))
    {
        (Some(before), Some(after)) => message.replacen(&before, &after, 1),
        (Some(before), None) => {
            let paragraph = format!("\n\n{before}");
            let gone = if message.contains(&paragraph) { &paragraph } else { &before };
            message.replacen(gone, "", 1)
        }
        (None, Some(after)) => with_paragraphs(message, &[after]),
        (None, None) => message.to_owned(),
    }
}

/// The same for evidence in words, which bears its label in the letter's language.
pub(crate) fn with_evidence(state: &State, message: &str, id: &str, before: &str, after: &str) -> String {
    let Some((policy, _)) = ready(state) else { return message.to_owned() };
    let language = policy.document.language;
    let Some(evidence) = policy.document.evidence.iter().find(|evidence| evidence.id == id) else {
        return message.to_owned();
    };
    let paragraph =
        |text| evidence_paragraph(evidence.label.get(language), text, language).unwrap_or_default();
    with_words(message, &paragraph(before), &paragraph(after))
}

/// Puts paragraphs after the second one: after the salutation and what the letter is about.
pub fn with_paragraphs(message: &str, paragraphs: &[String]) -> String {
    let added: String = paragraphs.iter().map(|paragraph| format!("\n\n{paragraph}")).collect();
    let end = message.match_indices("\n\n").nth(1).map_or(message.len(), |(at, _)| at);
    let (before, after) = message.split_at_checked(end).unwrap_or((message, ""));
    format!("{before}{added}{after}")
}
