//! What a request consists of, and what a shopper adds to the facts.

use serde::{Deserialize, Serialize};

use crate::document::RemedyKind;
use crate::value::code;
use crate::value::convert::from_json;
use crate::value::json::Json;
use crate::value::locale::Locale;
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::verdict::PolicyRef;

/// A request. As serde writes it, it is the contract's: its members in this order.
#[derive(Clone, Serialize)]
pub struct Request {
    /// Its UUID.
    pub id: String,
    /// When it was sent, by the sender's clock.
    pub sent_at: Instant,
    /// The shopper's language.
    pub locale: Locale,
    /// The policy that the sender applied.
    pub policy: PolicyRef,
    /// The facts, as JSON.
    pub facts: Json,
    /// The sender's verdict, as JSON; never trusted.
    pub verdict: Json,
    /// Who asks.
    pub customer: Customer,
    /// The order's id or number.
    pub order_id: Option<String>,
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
    /// What the files are.
    pub attachments: Vec<Attachment>,
    /// What the shopper chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<Wish>,
}

/// What a shopper adds to the facts, under the names that it has in the request. What is left out is empty.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Details {
    /// A UUID: the idempotency key. Sending twice under one id creates one request.
    pub id: String,
    /// Who asks.
    pub customer: Customer,
    /// The order's id or number.
    pub order_id: Option<String>,
    /// The subject, where the shopper changed it.
    pub subject: Option<String>,
    /// The message, where the shopper changed it.
    pub message: Option<String>,
    /// What the shopper chose, where the policy leaves the choice to them.
    pub wish: Option<Wish>,
    /// What the files are.
    pub attachments: Vec<Attachment>,
}

/// Who asks.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Customer {
    /// Their name.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
}

/// The remedy or the alternative that a shopper chose.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// What it is.
    pub kind: RemedyKind,
    /// The id of the way in which they want it, where there are several.
    pub option: Option<String>,
}

/// What a file is; its bytes travel beside the request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The evidence that it is.
    pub evidence: Option<String>,
}

impl Wish {
    /// Reads a wish; none where there is none or its kind is not known.
    pub fn read(json: &Json) -> Option<Wish> {
        from_json(json).ok()
    }
}

impl Attachment {
    /// Reads what a file is; `pointer` is where it stands.
    pub fn read(json: &Json, pointer: &str) -> Result<Attachment, Problem> {
        let is_text = |key| json.get(key).is_some_and(|value| value.as_str().is_some());
        let is_size = json.get("size").and_then(Json::as_i64).is_some_and(|size| size >= 0);
        for (key, is_there) in [
            ("name", is_text("name")),
            ("type", is_text("type")),
            ("size", is_size),
            ("sha256", is_text("sha256")),
        ] {
            if !is_there {
                return Err(missing(&format!("{pointer}/{key}"), key));
            }
        }
        from_json(json).map_err(|error| Problem::of(code::WRONG_TYPE, pointer, error.to_string()))
    }
}

pub(crate) fn missing(pointer: &str, key: &str) -> Problem {
    Problem::of(code::MISSING_KEY, pointer, format!("`{key}` is missing or not of its type"))
}
