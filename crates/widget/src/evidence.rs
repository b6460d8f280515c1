//! Files as evidence: what may be added, and what is known of a file that was read.
//!
//! They are read, drawn anew, hashed and previewed by www/tools/files.js. Nothing is sent here.

use js_sys::Array;
use refund_policy::request::Attachment;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::dom::property;

/// One file. Pictures are made smaller before they count.
pub(crate) const FILE_BYTES: f64 = 10.0 * 1_048_576.0;
/// All files together: what a mailbox takes in one message.
pub(crate) const ALL_BYTES: f64 = 25.0 * 1_048_576.0;
/// How many files.
pub(crate) const FILES: usize = 10;
/// What the picker offers.
pub(crate) const ACCEPT: &str =
    "image/png,image/jpeg,image/webp,image/gif,image/heic,image/heif,application/pdf,text/plain";

/// A file that has been read, or why it cannot be used.
pub(crate) struct Picked {
    /// The evidence that it is.
    pub(crate) evidence: String,
    /// Its name.
    pub(crate) name: String,
    /// The file, or the string that says what is wrong with it.
    pub(crate) file: Result<(Attachment, Content), String>,
}

/// What a file holds; what the request says of it is in the session.
pub(crate) struct Content {
    /// Its hash, by which the attachment is found.
    pub(crate) sha256: String,
    /// The file as it will be sent, with what else is known of it: see www/tools/files.js.
    taken: JsValue,
    /// A small picture of it.
    pub(crate) preview: Option<Element>,
}

impl Content {
    /// What was read, or kept.
    pub(crate) fn new(sha256: String, taken: JsValue) -> Content {
        let preview = property(&taken, "preview").dyn_into().ok();
        Content { sha256, taken, preview }
    }

    /// Whether the browser keeps it.
    pub(crate) fn is_kept(&self) -> bool {
        property(&self.taken, "isKept").is_truthy()
    }

    /// Whether a photograph still holds what the camera wrote into it.
    pub(crate) fn is_raw(&self) -> bool {
        property(&self.taken, "raw").is_truthy()
    }

    /// The hash and the file, as they are posted.
    pub(crate) fn part(&self) -> Array {
        Array::of2(&JsValue::from_str(&self.sha256), &property(&self.taken, "file"))
    }
}

impl Picked {
    /// What became of a file that was offered as evidence.
    pub(crate) fn new(evidence: String, offered: &JsValue, read: Result<JsValue, JsValue>) -> Picked {
        let text = |object: &JsValue, key: &str| property(object, key).as_string().unwrap_or_default();
        let Ok(taken) = read else {
            let file = Err("file.unreadable".to_owned());
            return Picked { evidence, name: text(offered, "name"), file };
        };
        let name = text(&taken, "name");
        if let Some(problem) = property(&taken, "problem").as_string() {
            return Picked { evidence, name, file: Err(problem) };
        }
        let sha256 = text(&taken, "sha256");
        let attachment = Attachment {
            name: name.clone(),
            media_type: text(&taken, "type"),
            size: property(&taken, "size").as_f64().unwrap_or_default() as u64,
            sha256: sha256.clone(),
            evidence: Some(evidence.clone()),
        };
        Picked { evidence, name, file: Ok((attachment, Content::new(sha256, taken))) }
    }
}

/// Why a file may not be added to those that are there; the string's key.
pub(crate) fn refused(file: &Attachment, added: &[Attachment]) -> Option<&'static str> {
    let size = file.size as f64;
    let all = added.iter().fold(0.0, |sum, other| sum + other.size as f64);
    match added {
        _ if size > FILE_BYTES => Some("file.size"),
        added if added.iter().any(|other| other.sha256 == file.sha256) => Some("file.twice"),
        added if added.len() >= FILES => Some("file.count"),
        _ if size + all > ALL_BYTES => Some("file.total"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use refund_policy::request::Attachment;

    use super::refused;

    fn file(sha256: &str, size: u64) -> Attachment {
        let (name, media_type) = ("a.pdf".to_owned(), "application/pdf".to_owned());
        Attachment { name, media_type, size, sha256: sha256.to_owned(), evidence: None }
    }

    #[test]
    fn sizes_and_counts_are_limited() {
        const MIB: u64 = 1_048_576;
        assert_eq!(refused(&file("a", 10 * MIB), &[]), None);
        assert_eq!(refused(&file("a", 10 * MIB + 1), &[]), Some("file.size"));
        assert_eq!(refused(&file("a", 1), &[file("a", 1)]), Some("file.twice"));
        assert_eq!(refused(&file("c", 5 * MIB), &[file("a", 10 * MIB), file("b", 10 * MIB)]), None);
        assert_eq!(
            refused(&file("c", 6 * MIB), &[file("a", 10 * MIB), file("b", 10 * MIB)]),
            Some("file.total")
        );
        let ten: Vec<Attachment> = (0..10).map(|index: u8| file(&index.to_string(), 1)).collect();
        assert_eq!(refused(&file("a", 1), &ten), Some("file.count"));
    }
}
