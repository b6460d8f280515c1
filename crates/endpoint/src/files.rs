//! Files: which of a request's attachments each belongs to, and whether it is what may be sent.
//!
//! What a file is, its content tells, by the rule that the page applies before it sends (`refund_policy`'s
//! `request::files`).

use refund_policy::request::Attachment;
use refund_policy::request::files::kind_of;
use sha2::{Digest, Sha256};

use crate::limits;
use crate::problem::{FieldError, Kind, Refusal};

/// A file as it came in: a part of a multipart form.
pub(crate) struct Upload {
    /// The part's name: the file's SHA-256 in hexadecimal, or anything else.
    pub(crate) part: String,
    pub(crate) content: Vec<u8>,
}

/// A file that was checked and matched with its attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, as the shopper's system calls it.
    pub name: String,
    /// Its media type, by content.
    pub media_type: String,
    /// The SHA-256 of its content, in lower-case hexadecimal.
    pub sha256: String,
    /// The policy's evidence that it is given for.
    pub evidence: Option<String>,
    /// The bytes.
    pub content: Vec<u8>,
}

/// What people are told is taken.
const TAKEN: &str = "PNG, JPEG, WebP, GIF and HEIC pictures, PDF and plain text are accepted";

/// The files in the order of the request's attachments. Every attachment must have come, and nothing else.
pub(crate) fn matched(attachments: &[Attachment], uploads: Vec<Upload>) -> Result<Vec<File>, Refusal> {
    if attachments.len() > limits::FILES {
        let detail = format!("at most {} files are accepted, these are {}", limits::FILES, attachments.len());
        return Err(Refusal::field(Kind::Invalid, "/attachments", "too_many_files", detail));
    }
    let mut uploads: Vec<(String, Upload)> =
        uploads.into_iter().map(|upload| (sha256(&upload.content), upload)).collect();
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for (index, attachment) in attachments.iter().enumerate() {
        match take(attachment, &mut uploads) {
            Some(content) => files.push((index, attachment, content)),
            None => errors.push(unmatched(index, attachment, &uploads)),
        }
    }
    if errors.is_empty() {
        errors.extend(uploads.iter().map(|(_, upload)| unannounced(&upload.part)));
    }
    if !errors.is_empty() {
        return Err(Refusal::fields(Kind::Invalid, errors));
    }
    checked(files)
}

/// The upload that has the attachment's hash. Two equal files are two uploads.
fn take(attachment: &Attachment, uploads: &mut Vec<(String, Upload)>) -> Option<Vec<u8>> {
    let index = uploads.iter().position(|(hash, _)| hash.eq_ignore_ascii_case(&attachment.sha256))?;
    Some(uploads.remove(index).1.content)
}

/// A part that is named by the hash, but has another content, was damaged on its way; else the file did not come.
fn unmatched(index: usize, attachment: &Attachment, uploads: &[(String, Upload)]) -> FieldError {
    let pointer = format!("/attachments/{index}");
    let name = &attachment.name;
    if uploads.iter().any(|(_, upload)| upload.part.eq_ignore_ascii_case(&attachment.sha256)) {
        return FieldError::new(
            format!("{pointer}/sha256"),
            "hash_mismatch",
            format!("the file `{name}` did not arrive as it was sent"),
        );
    }
    FieldError::new(pointer, "file_missing", format!("the file `{name}` did not come with the request"))
}

fn unannounced(part: &str) -> FieldError {
    FieldError::new(
        "/attachments",
        "file_unannounced",
        format!("the part `{part}` is none of the attachments"),
    )
}

/// Sizes and types, all findings at once; sizes first, for the status that a sender can best act on.
fn checked(files: Vec<(usize, &Attachment, Vec<u8>)>) -> Result<Vec<File>, Refusal> {
    let sizes: Vec<FieldError> =
        files.iter().filter_map(|(index, file, content)| wrong_size(*index, file, content)).collect();
    if !sizes.is_empty() {
        return Err(Refusal::fields(Kind::Invalid, sizes));
    }
    let mut taken = Vec::new();
    let mut errors = Vec::new();
    for (index, attachment, content) in files {
        match kind_of(&content, &attachment.media_type, &attachment.name) {
            Some(kind) => taken.push(File {
                name: attachment.name.clone(),
                media_type: kind.media_type().to_owned(),
                sha256: attachment.sha256.to_ascii_lowercase(),
                evidence: attachment.evidence.clone(),
                content,
            }),
            None => errors.push(unsupported(index, &attachment.name)),
        }
    }
    if errors.is_empty() { Ok(taken) } else { Err(Refusal::fields(Kind::UnsupportedType, errors)) }
}

fn wrong_size(index: usize, attachment: &Attachment, content: &[u8]) -> Option<FieldError> {
    let pointer = || format!("/attachments/{index}/size");
    let name = &attachment.name;
    if content.is_empty() {
        return Some(FieldError::new(pointer(), "file_empty", format!("the file `{name}` is empty")));
    }
    (u64::try_from(content.len()).ok() != Some(attachment.size)).then(|| {
        let detail = format!("the file `{name}` has {} bytes and not {}", content.len(), attachment.size);
        FieldError::new(pointer(), "size_mismatch", detail)
    })
}

fn unsupported(index: usize, name: &str) -> FieldError {
    let detail = format!("the file `{name}` is of a type that is not accepted; {TAKEN}");
    FieldError::new(format!("/attachments/{index}/type"), "unsupported_file", detail)
}

/// The SHA-256 of bytes in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
