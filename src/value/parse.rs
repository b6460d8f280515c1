//! JSON texts: files, standard input, bodies, attributes. Every face reads them here, so that all give one answer.

use std::collections::BTreeSet;

use crate::value::code;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::problem::{Problem, join, nth};

/// Reads a JSON text in UTF-8, or says that it is `too_large`, `too_deep`, `unreadable` (no UTF-8), `invalid_json`,
/// or has a `duplicate_key`, with its place.
///
/// A byte order mark is skipped (RFC 8259, section 8.1). Of a key that stands twice in one object most readers keep one,
/// without a word and not all the same one; so it is refused.
pub fn parse(text: &[u8]) -> Result<Json, Problem> {
    let json = parse_as_written(text)?;
    match repeated_key(&json, "") {
        None => Ok(json),
        Some((key, pointer)) => {
            let message = format!("`{key}` stands here twice");
            Err(Problem::of(code::DUPLICATE_KEY, pointer, message).hint("keep the one that is meant"))
        }
    }
}

/// The first key that stands twice in one object, and the pointer to its second place.
fn repeated_key<'a>(json: &'a Json, pointer: &str) -> Option<(&'a str, String)> {
    match json {
        Json::List(items) => {
            items.iter().enumerate().find_map(|(index, item)| repeated_key(item, &nth(pointer, index)))
        }
        Json::Object(members) => {
            let mut seen = BTreeSet::new();
            members.iter().find_map(|(key, value)| {
                let pointer = join(pointer, key);
                if seen.insert(key) { repeated_key(value, &pointer) } else { Some((key.as_str(), pointer)) }
            })
        }
        _ => None,
    }
}

/// The same, with every key as often as it stands there: for the checker, which tells them beside all else.
#[expect(clippy::disallowed_methods, reason = "what is no JSON is no document yet: the code is a file's")]
pub fn parse_as_written(text: &[u8]) -> Result<Json, Problem> {
    limits::JSON_BYTES.check(text.len())?;
    serde_json::from_str(decode(text)?).map_err(|error| {
        // A `Json` takes every value, unless it is nested too deep.
        match error.is_data() {
            true => Problem::of(code::TOO_DEEP, "", error.to_string()).hint("flatten it"),
            false => Problem::new("invalid_json", "", format!("it is not JSON: {error}")),
        }
    })
}

/// A text in UTF-8, without the byte order mark that some editors put before it.
#[expect(clippy::disallowed_methods, reason = "what is no text is no document yet: the code is a file's")]
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";
    const UTF_16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
    let bytes = bytes.strip_prefix(UTF_8_MARK).unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|error| {
        let message = if UTF_16_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
            "it is UTF-16, not UTF-8".to_owned()
        } else {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
            format!("it is not UTF-8 at line {line} column {column}")
        };
        Problem::new("unreadable", "", message).hint("save it as UTF-8")
    })
}

#[cfg(test)]
mod tests {
    use super::{decode, parse, parse_as_written};

    fn problem(text: &[u8]) -> String {
        let problem = parse(text).expect_err("it is refused");
        format!("{} {} {}", problem.code, problem.pointer, problem.message)
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(parse(b"\xef\xbb\xbf{\"a\": 1}"), parse(b"{\"a\": 1}"));
        assert!(problem(b"\xef\xbb\xbf").starts_with("invalid_json"));
        assert!(
            problem(b"{\"a\": \xef\xbb\xbf1}").starts_with("invalid_json"),
            "within, it is no white space"
        );
        assert_eq!(decode(b"\xef\xbb\xbfa"), Ok("a"));
    }

    #[test]
    fn a_key_that_stands_twice_is_told_with_its_place() {
        assert_eq!(problem(br#"{"a": 1, "b": 2, "a": 1}"#), "duplicate_key /a `a` stands here twice");
        assert_eq!(
            problem(br#"{"a": [0, {"b/c": 1, "b\u002fc": 2}]}"#),
            "duplicate_key /a/1/b~1c `b/c` stands here twice"
        );
        assert!(parse(br#"[{"a": 1}, {"a": 1, "A": 1, "b": {"a": 1}}]"#).is_ok());
        assert!(parse_as_written(br#"{"a": 1, "a": 2}"#).is_ok());
    }

    #[test]
    fn what_is_no_utf_8_is_told_with_its_place() {
        assert_eq!(problem(b"{\n \"a\": \"caf\xe9\"}"), "unreadable  it is not UTF-8 at line 2 column 11");
        assert_eq!(problem(b"\xff\xfe{\0}\0"), "unreadable  it is UTF-16, not UTF-8");
    }

    #[test]
    fn many_keys_are_looked_at_in_a_moment() {
        let members: Vec<String> = (0..60_000).map(|index| format!("\"{index}\":1")).collect();
        assert!(parse(format!("{{{}}}", members.join(",")).as_bytes()).is_ok());
    }
}
