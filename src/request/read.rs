//! A request as it is received: read, with all that can be wrong with it.

use crate::request::clean::{clean_line, clean_text};
use crate::request::types::{Attachment, Customer, Request, Wish, missing};
use crate::value::code;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::locale::Locale;
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::verdict::PolicyRef;

/// Reads a request, or says all that is wrong with it, each with its place; serde would tell the first, and none.
///
/// Its facts are read by [`verify`](fn@super::verify), against the policy.
pub fn read(json: &Json) -> Result<Request, Vec<Problem>> {
    limits::check(json).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut text = |pointer: &str| {
        let found =
            pointer.split('/').skip(1).try_fold(json, |json, key| json.get(key)).and_then(Json::as_str);
        if found.is_none() {
            problems.push(missing(pointer, pointer.rsplit('/').next().unwrap_or_default()));
        }
        found.unwrap_or_default().to_owned()
    };
    let sent_at = Instant::parse(&text("/sent_at"));
    let order_id = order_id(json.get("order_id"));
    let request = Request {
        // A UUID is the same in capitals (RFC 9562, section 4).
        id: text("/id").to_ascii_lowercase(),
        sent_at: sent_at.unwrap_or(Instant::from_millis(0)),
        locale: Locale::parse(&text("/locale")).unwrap_or(Locale::En),
        policy: PolicyRef {
            id: text("/policy/id"),
            version: text("/policy/version"),
            digest: text("/policy/digest"),
        },
        facts: json.get("facts").cloned().unwrap_or(Json::Object(Vec::new())),
        verdict: json.get("verdict").cloned().unwrap_or(Json::Null),
        customer: Customer { name: text("/customer/name"), email: text("/customer/email") },
        order_id: order_id.clone().unwrap_or_default(),
        subject: text("/subject"),
        message: text("/message"),
        wish: json.get("wish").and_then(Wish::read),
        attachments: Vec::new(),
    };
    problems.extend(order_id.err());
    problems.extend(implausible(&request, sent_at.is_some()));
    let mut attachments = Vec::new();
    for (index, item) in
        json.get("attachments").and_then(Json::as_list).unwrap_or_default().iter().enumerate()
    {
        match Attachment::read(item, &format!("/attachments/{index}")) {
            Ok(attachment) => attachments.push(attachment),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(Request { attachments, ..request }) } else { Err(problems) }
}

/// An order's id. Shops whose orders are numbered write the number as one.
fn order_id(json: Option<&Json>) -> Result<Option<String>, Problem> {
    match json {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text.clone())),
        Some(Json::Integer(number)) => Ok(Some(number.to_string())),
        Some(other) => {
            let message = format!("`order_id` is a string, not {}", other.kind());
            Err(Problem::of(code::WRONG_TYPE, "/order_id", message))
        }
    }
}

/// What is there and cannot be right; what nobody sees is not there.
fn implausible(request: &Request, is_dated: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut require = |holds: bool, code, pointer: &str, message: &str| {
        if !holds {
            problems.push(Problem::of(code, pointer, message));
        }
    };
    require(is_uuid(&request.id), code::INVALID_ID, "/id", "the id is not a UUID");
    require(
        is_dated,
        code::INVALID_INSTANT,
        "/sent_at",
        "`sent_at` is not an instant (RFC 3339, with an offset)",
    );
    require(
        !clean_line(&request.customer.name).is_empty(),
        code::MISSING_NAME,
        "/customer/name",
        "the name is missing",
    );
    require(
        is_email(&clean_line(&request.customer.email)),
        code::INVALID_EMAIL,
        "/customer/email",
        "the e-mail address is not complete",
    );
    require(
        !clean_text(&request.message).is_empty(),
        code::MISSING_MESSAGE,
        "/message",
        "the message is empty",
    );
    problems
}

/// RFC 9562: 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Something before and after one `@`, the latter with a dot within: what a browser's own check lets pass, and a bit
/// less. Nothing in it separates it from a second address where it stands in a mail's header (RFC 5322, section 3.2.3).
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let separates =
        |letter: char| letter.is_whitespace() || letter.is_control() || "()<>[]:;@\\,\"".contains(letter);
    let is_plain = |text: &str| !text.is_empty() && !text.contains(separates);
    let has_labels = || domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    is_plain(local) && is_plain(domain) && has_labels()
}
