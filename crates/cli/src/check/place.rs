//! Where in a file's text a JSON pointer leads.

use std::ops::Range;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The values of a JSON text, with their places.
pub(super) struct Places<'a> {
    text: &'a str,
    /// None for a text that is no JSON, of which there are other things to say.
    root: Option<Value<'a>>,
}

/// A line and a column of a text, both counted from 1, the column in characters as people count them.
#[derive(Clone, Copy)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
    /// The column in UTF-16 code units, as SARIF counts.
    pub(super) column_utf16: usize,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Places<'a> {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Places { text, root: parsed.ok().and_then(|parsed| parsed.value) }
    }

    /// What to underline for a finding: the value, the key if that is what is wrong, or the nearest that is there.
    ///
    /// Of a value that takes several lines, or lacks something, only the beginning.
    pub(super) fn find(&self, code: &str, pointer: &str) -> Option<Range<usize>> {
        let key_is_wrong = matches!(code, "unknown_key" | "duplicate_key");
        let mut place = Place { property: None, value: self.root.as_ref()? };
        for key in pointer.split('/').skip(1) {
            let key = key.replace("~1", "/").replace("~0", "~");
            match place.step(&key) {
                Some(next) => place = next,
                None => break,
            }
        }
        let is_key = place.value.as_string_lit().is_none();
        Some(match place.property {
            Some(property) if key_is_wrong || code == "invalid_id" && is_key => bytes(&property.name),
            _ if code == "missing_key" || self.takes_several_lines(place.value) => beginning(&place),
            _ => bytes(place.value),
        })
    }

    fn takes_several_lines(&self, value: &Value<'_>) -> bool {
        self.text.get(bytes(value)).is_some_and(|text| text.contains('\n'))
    }
}

/// The key with the bracket after it, or the item's id, or the bracket alone.
fn beginning(place: &Place<'_, '_>) -> Range<usize> {
    let start = bytes(place.value).start;
    match (place.property, place.value.as_object().and_then(|object| property(object, "id"))) {
        (Some(property), _) => bytes(&property.name).start..start + 1,
        (None, Some(id)) => bytes(id),
        (None, None) => start..start + 1,
    }
}

/// A value, and the property that it is the value of.
struct Place<'a, 'b> {
    property: Option<&'b ObjectProp<'a>>,
    value: &'b Value<'a>,
}

impl<'a, 'b> Place<'a, 'b> {
    fn step(&self, key: &str) -> Option<Place<'a, 'b>> {
        match self.value {
            Value::Object(object) => property(object, key)
                .map(|property| Place { property: Some(property), value: &property.value }),
            Value::Array(list) => {
                let value = list.elements.get(key.parse::<usize>().ok()?)?;
                Some(Place { property: None, value })
            }
            _ => None,
        }
    }
}

/// The last property of this name: a second one is what is wrong with it.
fn property<'a, 'b>(object: &'b Object<'a>, name: &str) -> Option<&'b ObjectProp<'a>> {
    object.properties.iter().rev().find(|property| property.name.as_str() == name)
}

fn bytes(node: &impl Ranged) -> Range<usize> {
    node.start()..node.end()
}

/// The character at a line and a column in bytes, both counted from 1, as serde_json gives them.
pub(super) fn at(text: &str, line: usize, column: usize) -> Range<usize> {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let start = text.floor_char_boundary((before + column.saturating_sub(1)).min(text.len()));
    start..text.ceil_char_boundary((start + 1).min(text.len()))
}

/// The position of a byte of a text.
pub(super) fn position(text: &str, byte: usize) -> Position {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    Position {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        column_utf16: line.encode_utf16().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, at, position};

    const TEXT: &str = r#"{
  "facts": {
    "é": {"type": "flag"},
    "b": 1, "b": 2
  },
  "clauses": [
    {
      "id": "first",
      "then": {"status": "review"}
    },
    [
    ]
  ]
}"#;

    fn underlined(code: &str, pointer: &str) -> &'static str {
        let place = Places::of(TEXT).find(code, pointer).expect("a place");
        &TEXT[place]
    }

    #[test]
    fn a_value_on_one_line_is_underlined() {
        assert_eq!(underlined("x", "/facts/é/type"), r#""flag""#);
        assert_eq!(underlined("x", "/clauses/0/then"), r#"{"status": "review"}"#);
    }

    #[test]
    fn of_a_value_on_several_lines_the_beginning_is() {
        assert_eq!(underlined("x", ""), "{");
        assert_eq!(underlined("x", "/facts"), r#""facts": {"#);
        assert_eq!(underlined("x", "/clauses/0"), r#""id": "first""#);
        assert_eq!(underlined("x", "/clauses/1"), "[");
    }

    #[test]
    fn of_an_object_that_lacks_something_the_beginning_is() {
        assert_eq!(underlined("missing_key", "/facts/é"), r#""é": {"#);
        assert_eq!(underlined("missing_key", "/clauses/0"), r#""id": "first""#);
    }

    #[test]
    fn where_the_key_is_wrong_the_key_is() {
        assert_eq!(underlined("unknown_key", "/clauses/0/then"), r#""then""#);
        assert_eq!(underlined("invalid_id", "/facts/é"), r#""é""#);
        assert_eq!(underlined("invalid_id", "/clauses/0/id"), r#""first""#);
        let place = Places::of(TEXT).find("duplicate_key", "/facts/b").expect("a place");
        assert!(place.start > TEXT.find(r#""b": 1"#).expect("the first"));
    }

    #[test]
    fn what_is_not_there_is_shown_at_what_should_hold_it() {
        assert_eq!(underlined("x", "/clauses/0/when/reason"), r#""id": "first""#);
        assert_eq!(underlined("x", "/clauses/7"), r#""clauses": ["#);
        assert!(Places::of("{").find("x", "").is_none());
    }

    #[test]
    fn columns_count_characters() {
        let found = position("a\nð𝄞b", "a\nð𝄞".len());
        assert_eq!((found.line, found.column, found.column_utf16), (2, 3, 4));
        assert_eq!(at("{\n é", 2, 2), 3..5);
        assert_eq!(at("{", 1, 1), 0..1);
        assert_eq!(at("", 1, 0), 0..0);
    }
}
