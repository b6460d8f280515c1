//! What is wrong with a request before it is sent, and what the endpoint found wrong with it, at which field.
//!
//! What a request needs is the evaluator's to say (`request::read`); here its codes become the shopper's words.

use refund_policy::Gather;
use refund_policy::document::{EvidenceKind, GivenBy};
use refund_policy::request::{self, Attachment};
use refund_policy::{EvidenceAsked, Json, looks_secret};

use crate::evidence::{ALL_BYTES, FILE_BYTES, FILES};
use crate::message::Field;
use crate::send::Failure;
use crate::state::State;

/// Something that is wrong with a field.
pub(crate) struct Complaint {
    /// The field.
    pub(crate) field: Field,
    /// The string that says it; or what the endpoint says itself.
    pub(crate) says: Says,
}

/// What is said.
pub(crate) enum Says {
    /// A string.
    Key(&'static str),
    /// A string about a file of this name.
    File(String, String),
    /// The endpoint's own words.
    Endpoint(String),
}

impl Complaint {
    fn new(field: Field, key: &'static str) -> Complaint {
        Complaint { field, says: Says::Key(key) }
    }

    /// A file that cannot be used.
    pub(crate) fn of_file(evidence: String, key: String, name: &str) -> Complaint {
        Complaint { field: Field::Evidence(evidence), says: Says::File(key, name.to_owned()) }
    }

    /// A file that the browser has listed and not kept.
    pub(crate) fn of_lost(file: &Attachment) -> Complaint {
        Complaint::of_file(file.evidence.clone().unwrap_or_default(), "file.lost".to_owned(), &file.name)
    }

    /// What it says to the shopper.
    pub(crate) fn text(&self, state: &State) -> String {
        let Some(strings) = &state.strings else { return String::new() };
        match &self.says {
            Says::Key(key) => strings.get(key),
            Says::Endpoint(text) => strings.fill("failure.detail", &[("detail", text)]),
            Says::File(key, name) => {
                let size = state.format.size(if key == "file.total" { ALL_BYTES } else { FILE_BYTES });
                let count = state.format.count(u32::try_from(FILES).unwrap_or_default());
                strings.fill(key, &[("name", name), ("size", &size), ("count", &count)])
            }
        }
    }
}

/// What is wrong with a request, in the order in which the fields stand.
pub(crate) fn complaints(state: &State, request: &Json) -> Vec<Complaint> {
    let mut all = missing_evidence(state);
    let files = state.session.files.iter();
    all.extend(files.filter(|file| state.lost.contains(&file.sha256)).map(Complaint::of_lost));
    let problems = request::read(request).err().unwrap_or_default();
    all.extend(problems.iter().filter_map(|problem| at_field(problem.code, &problem.pointer)));
    if let Some(email) = all.iter_mut().find(|complaint| complaint.field == Field::Email)
        && state.session.email.trim().is_empty()
    {
        *email = Complaint::new(Field::Email, "contact.email_missing");
    }
    let text = |key: &str| request.get(key).and_then(Json::as_str).unwrap_or_default();
    if text("subject").trim().is_empty() {
        all.push(Complaint::new(Field::Subject, "message.subject_missing"));
    }
    if !state.confirmed && secret(text("subject"), text("message")).is_some() {
        all.push(Complaint::new(Field::Confirm, "secret.confirm_missing"));
    }
    in_order(all)
}

/// The name of what a letter seems to hold that it should not.
pub(crate) fn secret(subject: &str, message: &str) -> Option<&'static str> {
    looks_secret(message).or_else(|| looks_secret(subject)).map(refund_policy::Secret::name)
}

/// Required evidence that is not there. A missing file is pointed out once: who has none can still write.
fn missing_evidence(state: &State) -> Vec<Complaint> {
    let Some(case) = &state.case else { return Vec::new() };
    let required = case.verdict.evidence.iter().filter(|evidence| evidence.required);
    required.filter_map(|evidence| missing(state, evidence)).gather()
}

fn missing(state: &State, evidence: &EvidenceAsked) -> Option<Complaint> {
    let own = || Field::Evidence(evidence.id.clone());
    if state.has(evidence) {
        return None;
    }
    Some(match (evidence.given_by, evidence.kind) {
        (Some(GivenBy::OrderId), _) => Complaint::new(Field::OrderId, "contact.order_missing"),
        (Some(GivenBy::Message), _) => Complaint::new(Field::Words, "evidence.text_missing"),
        (None, EvidenceKind::Text) => Complaint::new(own(), "evidence.text_missing"),
        (None, EvidenceKind::File) if state.excused => return None,
        (None, EvidenceKind::File) => Complaint::new(own(), "evidence.missing"),
    })
}

impl State {
    /// Whether evidence is there.
    pub(crate) fn has(&self, evidence: &EvidenceAsked) -> bool {
        let is_said = |text: &str| !text.trim().is_empty();
        let session = &self.session;
        match (evidence.given_by, evidence.kind) {
            (Some(GivenBy::OrderId), _) => self.letter().is_some_and(|letter| is_said(letter.order_id())),
            (Some(GivenBy::Message), _) => session.message.is_some() || is_said(&session.words),
            (None, EvidenceKind::Text) => {
                session.evidence.get(&evidence.id).and_then(Json::as_str).is_some_and(is_said)
            }
            (None, EvidenceKind::File) => {
                let mut files = session.files.iter().filter(|file| !self.lost.contains(&file.sha256));
                files.any(|file| file.evidence.as_deref() == Some(&evidence.id))
            }
        }
    }
}

/// What the endpoint found wrong, at the fields where the shopper can mend it.
pub(crate) fn of_endpoint(state: &State, failure: &Failure) -> Vec<Complaint> {
    let complaint = |error: &crate::send::FieldError| {
        if error.code == "too_long" {
            return Some(Complaint::new(field(state, &error.pointer)?, "problem.too_long"));
        }
        let said = Says::Endpoint(error.detail.clone());
        at_field(&error.code, &error.pointer)
            .or_else(|| Some(Complaint { field: field(state, &error.pointer)?, says: said }))
    };
    in_order(failure.errors.iter().filter_map(complaint).gather())
}

/// The codes for which there are words in the shopper's language.
fn at_field(code: &str, pointer: &str) -> Option<Complaint> {
    let (field, key) = match (code, pointer) {
        ("missing_name", _) | ("missing_key", "/customer/name") => (Field::Name, "contact.name_missing"),
        ("missing_key", "/customer/email") => (Field::Email, "contact.email_missing"),
        ("invalid_email", _) => (Field::Email, "contact.email_wrong"),
        ("missing_message", _) | ("missing_key", "/message") => (Field::Message, "message.body_missing"),
        _ => return None,
    };
    Some(Complaint::new(field, key))
}

fn field(state: &State, pointer: &str) -> Option<Field> {
    let mut path = pointer.split('/').skip(1);
    Some(match (path.next()?, path.next()) {
        ("customer", Some("name")) => Field::Name,
        ("customer", Some("email")) => Field::Email,
        ("order_id", _) => Field::OrderId,
        ("subject", _) => Field::Subject,
        ("message", _) => Field::Message,
        ("attachments", index) => {
            let index: usize = index.unwrap_or("0").parse().ok()?;
            Field::Evidence(state.session.files.get(index)?.evidence.clone()?)
        }
        _ => return None,
    })
}

/// In the order in which the fields stand. The few there are need no sorting algorithm, which is long code.
fn in_order(complaints: Vec<Complaint>) -> Vec<Complaint> {
    let mut ordered: Vec<Complaint> = Vec::new();
    for complaint in complaints {
        let later = ordered.iter().position(|other| place(&other.field) > place(&complaint.field));
        ordered.insert(later.unwrap_or(ordered.len()), complaint);
    }
    ordered
}

/// Where a field stands on the screen.
fn place(field: &Field) -> u8 {
    match field {
        Field::Evidence(_) => 0,
        Field::Name => 1,
        Field::Email => 2,
        Field::OrderId => 3,
        Field::Words => 4,
        Field::Subject => 5,
        Field::Message => 6,
        _ => 7,
    }
}
