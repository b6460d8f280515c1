//! What is wrong with a request before it is sent, and what the endpoint found wrong with it, at which field.
//!
//! The codes are the evaluator's and the endpoint's; here they become the shopper's words.

use refund_policy::document::{EvidenceKind, GivenBy};
use refund_policy::request::is_email;
use refund_policy::{EvidenceAsked, Json, Problem};

use crate::entry::Entry;
use crate::evidence;
use crate::letter;
use crate::message::Field;
use crate::outcome::{Failure, FieldError};
use crate::remaining::remaining;
use crate::secret::looks_secret;
use crate::state::{Complaint, Context, State};

/// What is wrong with a request that was composed, in the order in which the fields stand.
pub fn complaints(state: &State, request: &Json, context: &Context<'_>) -> Vec<Complaint> {
    let lost = state.session.files.iter().filter(|file| state.lost.contains(&file.sha256));
    let mut all = missing(state);
    all.extend(
        lost.map(|file| evidence::complaint(file.evidence.as_deref(), "file.lost", &file.name, context)),
    );
    all.extend(unread_context(state, context));
    all.extend(unfit(state, request, context));
    in_order(all)
}

/// What keeps a request from being composed at all.
pub fn of_problems(state: &State, problems: &[Problem]) -> Vec<Complaint> {
    let at_field =
        |problem: &Problem| Some(Complaint::new(field_at(state, &problem.pointer)?, "problem.too_long"));
    let known: Vec<Complaint> = problems.iter().filter_map(at_field).collect();
    // Something is said in any case.
    if known.is_empty() { vec![Complaint::new("message", "problem.other")] } else { in_order(known) }
}

/// What is missing that the request cannot go without.
fn missing(state: &State) -> Vec<Complaint> {
    let evidence = state.case.iter().flat_map(|case| &case.verdict.evidence);
    let required = evidence.filter(|asked| asked.required && !evidence::is_there(state, asked));
    let choice = letter::is_undecided(state).then(|| Complaint::new("wish", "choice.missing"));
    choice.into_iter().chain(required.filter_map(|asked| missing_evidence(state, asked))).collect()
}

/// A missing file is pointed out once: who has none can still write. Who has written has said why already.
fn missing_evidence(state: &State, asked: &EvidenceAsked) -> Option<Complaint> {
    let has_words = state.session.message.is_some() || !state.session.words.trim().is_empty();
    match (asked.given_by, asked.kind) {
        (Some(GivenBy::OrderId), _) => Some(Complaint::new("order-id", "contact.order_missing")),
        (Some(GivenBy::Message), _) => Some(Complaint::new("words", "evidence.text_missing")),
        (None, EvidenceKind::Text) => {
            Some(Complaint::new(evidence::field(Some(&asked.id)), "evidence.text_missing"))
        }
        (None, EvidenceKind::File) if state.is_excused || has_words => None,
        (None, EvidenceKind::File) => {
            Some(Complaint::new(evidence::field(Some(&asked.id)), "evidence.missing"))
        }
    }
}

/// Optional lines that were filled in and cannot be read: what a field shows is what is sent.
fn unread_context(state: &State, context: &Context<'_>) -> Vec<Complaint> {
    let wrong = |(id, typed): (&String, &String)| context_complaint(state, id, typed, context);
    state.context_typed.iter().filter_map(wrong).collect()
}

/// What is wrong with what was typed into an optional line.
fn context_complaint(state: &State, id: &str, typed: &str, context: &Context<'_>) -> Option<Complaint> {
    let (policy, case) = (state.policy.as_deref()?, state.case.as_ref()?);
    let fact = state.fact(id)?;
    let wrong = Entry::of_line(fact, typed).read(policy, &case.json, context).err()?;
    Some(Complaint { fields: wrong.fields, ..Complaint::new(Field::Context(id.to_owned()).id(), wrong.key) })
}

/// What every endpoint would refuse.
fn unfit(state: &State, request: &Json, context: &Context<'_>) -> Vec<Complaint> {
    let text = |keys: &[&str]| {
        let found = keys.iter().try_fold(request, |json, key| json.get(key));
        found.and_then(Json::as_str).unwrap_or_default()
    };
    let (name, email) = (text(&["customer", "name"]), text(&["customer", "email"]));
    let (subject, message) = (text(&["subject"]), text(&["message"]));
    let mut all = Vec::new();
    let mut require = |holds: bool, field: &str, key| {
        if !holds {
            all.push(Complaint::new(field, key));
        }
    };
    require(!name.is_empty(), "name", "contact.name_missing");
    require(!email.is_empty(), "email", "contact.email_missing");
    require(email.is_empty() || is_email(email), "email", "contact.email_wrong");
    require(!subject.is_empty(), "subject", "message.subject_missing");
    require(!message.is_empty(), "message", "message.body_missing");
    let found = looks_secret(message).or_else(|| looks_secret(subject));
    require(state.is_confirmed || found.is_none(), "confirm", "secret.confirm_missing");
    let is_prepared = state.session.message.is_none() && !state.session.words.trim().is_empty();
    let words = if is_prepared { Field::Words } else { Field::Message };
    for field in [Field::Name, Field::Email, Field::OrderId, Field::Subject, words] {
        all.extend(too_long(state, &field, context));
    }
    all
}

/// That there is more in a field than is taken.
pub fn too_long(state: &State, field: &Field, context: &Context<'_>) -> Option<Complaint> {
    let left = remaining(state, context, field)?;
    let more = u64::try_from(-left).ok().filter(|more| *more > 0)?;
    Some(Complaint::new(field.id(), "problem.too_long").with("n", more.to_string()))
}

/// What the endpoint found wrong, at the fields where the shopper can mend it.
pub fn of_endpoint(state: &State, failure: &Failure) -> Vec<Complaint> {
    in_order(failure.errors.iter().filter_map(|error| of_error(state, error)).collect())
}

fn of_error(state: &State, error: &FieldError) -> Option<Complaint> {
    let (code, pointer) = (error.code.as_str(), error.pointer.as_str());
    let known = match (code, pointer) {
        ("missing_name", _) | ("missing_key", "/customer/name") => Some(("name", "contact.name_missing")),
        ("missing_key", "/customer/email") => Some(("email", "contact.email_missing")),
        ("invalid_email", _) => Some(("email", "contact.email_wrong")),
        ("missing_message", _) | ("missing_key", "/message") => Some(("message", "message.body_missing")),
        _ => None,
    };
    if let Some((field, key)) = known {
        return Some(Complaint::new(field, key));
    }
    let complaint = Complaint::new(field_at(state, pointer)?, "problem.too_long");
    let detail = Some(error.detail.clone()).filter(|_| code != "too_long");
    Some(Complaint { detail, ..complaint })
}

/// The field at which a part of the request is filled in.
fn field_at(state: &State, pointer: &str) -> Option<String> {
    let mut path = pointer.split('/').skip(1);
    Some(match (path.next()?, path.next()) {
        ("customer", Some(part @ ("name" | "email"))) => part.to_owned(),
        ("order_id", _) => "order-id".to_owned(),
        ("wish", _) => "wish".to_owned(),
        (part @ ("subject" | "message"), _) => part.to_owned(),
        ("attachments", index) => {
            let index: usize = index.unwrap_or("0").parse().ok()?;
            evidence::field(Some(state.session.files.get(index)?.evidence.as_deref()?))
        }
        _ => return None,
    })
}

/// Where the fields stand on the screen; those of evidence and of optional lines by how their ids begin.
const FIELDS: [&str; 10] =
    ["wish", "words", "context-", "evidence-", "order-id", "name", "email", "subject", "message", "confirm"];

fn in_order(mut all: Vec<Complaint>) -> Vec<Complaint> {
    all.sort_by_key(|complaint| {
        let is_at = |field: &&str| complaint.field.starts_with(field);
        FIELDS.iter().position(is_at).unwrap_or(FIELDS.len())
    });
    all
}
