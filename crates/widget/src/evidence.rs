//! Files as evidence: what may be added, and whether evidence is there.

use refund_policy::EvidenceAsked;
use refund_policy::document::{EvidenceKind, GivenBy};
use refund_policy::request::limits::{FILE_BYTES, FILES, FILES_BYTES};

use crate::letter;
use crate::session::Attachment;
use crate::state::{Complaint, Context, State};

/// Why a file may not be added to those that are there: the string's key.
pub fn refused(file: &Attachment, added: &[Attachment]) -> Option<&'static str> {
    let most = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
    let all = added.iter().fold(file.size, |sum, other| sum.saturating_add(other.size));
    if file.size > most(FILE_BYTES) {
        Some("file.size")
    } else if added.iter().any(|other| other.sha256 == file.sha256) {
        Some("file.twice")
    } else if added.len() >= FILES {
        Some("file.count")
    } else if all > most(FILES_BYTES) {
        Some("file.total")
    } else {
        None
    }
}

/// The field of evidence.
pub fn field(evidence: Option<&str>) -> String {
    format!("evidence-{}", evidence.unwrap_or_default())
}

/// A file that cannot be used.
pub fn complaint(evidence: Option<&str>, key: &'static str, name: &str, context: &Context<'_>) -> Complaint {
    let bytes = if key == "file.total" { FILES_BYTES } else { FILE_BYTES };
    let size = context.format.file_size(u64::try_from(bytes).unwrap_or(u64::MAX));
    Complaint::new(field(evidence), key)
        .with("name", name)
        .with("size", size)
        .with("count", FILES.to_string())
}

/// Whether evidence is there.
pub fn is_there(state: &State, asked: &EvidenceAsked) -> bool {
    let State { session, lost, .. } = state;
    let is_said = |text: &str| !text.trim().is_empty();
    match (asked.given_by, asked.kind) {
        (Some(GivenBy::OrderId), _) => is_said(letter::order_id(state)),
        // A reason that was tapped is no explanation.
        (Some(GivenBy::Message), _) => session.message.is_some() || is_said(&session.words),
        (None, EvidenceKind::Text) => session.evidence.get(&asked.id).is_some_and(|text| is_said(text)),
        (None, EvidenceKind::File) => {
            let mut files = session.files.iter().filter(|file| !lost.contains(&file.sha256));
            files.any(|file| file.evidence.as_deref() == Some(&asked.id))
        }
    }
}
