//! Files by their content: what a file is, and which of a request's attachments it belongs to.
//!
//! A claimed type or a file name decides nothing, except that text is only taken where text was announced: text has
//! no signature, and an SVG or a page with scripts is text too.

use refund_policy::request::Attachment;
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

/// The binary types that are taken, as evidence is given: pictures and PDF.
const SIGNED: [&str; 6] =
    ["image/png", "image/jpeg", "image/webp", "image/gif", "image/heif", "application/pdf"];

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
        match media_type(&content, &attachment.media_type) {
            Some(media_type) => taken.push(File {
                name: attachment.name.clone(),
                media_type: media_type.to_owned(),
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

/// The media type of a content, if it is taken.
fn media_type(content: &[u8], claimed: &str) -> Option<&'static str> {
    match infer::get(content) {
        Some(kind) => SIGNED.into_iter().find(|signed| *signed == kind.mime_type()),
        None => (essence(claimed) == "text/plain" && is_text(content)).then_some("text/plain"),
    }
}

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// UTF-8 without control characters other than those of lines and columns.
fn is_text(content: &[u8]) -> bool {
    let allowed = |character: char| !character.is_control() || matches!(character, '\n' | '\r' | '\t');
    std::str::from_utf8(content).is_ok_and(|text| text.chars().all(allowed))
}

/// The SHA-256 of bytes in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn a_type_is_told_by_content() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(media_type(png, "image/jpeg"), Some("image/png"));
        assert_eq!(media_type(b"\xff\xd8\xff\xe0\0\x10JFIF", ""), Some("image/jpeg"));
        assert_eq!(media_type(b"GIF89a....", ""), Some("image/gif"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 ", ""), Some("image/webp"));
        assert_eq!(media_type(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", ""), Some("image/heif"));
        assert_eq!(media_type(b"%PDF-1.7\n", ""), Some("application/pdf"));
    }

    #[test]
    fn text_is_taken_where_text_was_announced() {
        assert_eq!(
            media_type("Pedido 1, año 2026\n".as_bytes(), "text/plain; charset=utf-8"),
            Some("text/plain")
        );
        assert_eq!(media_type(b"<svg onload='x()'>", "image/svg+xml"), None);
        assert_eq!(media_type(b"a\0b", "text/plain"), None);
        assert_eq!(media_type(b"caf\xe9", "text/plain"), None);
    }

    #[test]
    fn programs_archives_and_pages_are_refused() {
        for content in
            [&b"MZ\x90\0"[..], b"\x7fELF\x02\x01", b"PK\x03\x04rest", b"<!DOCTYPE html><p>", b"#!/bin/sh\n"]
        {
            assert_eq!(media_type(content, "text/plain"), None);
        }
    }
}
