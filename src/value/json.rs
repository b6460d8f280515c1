//! JSON as a value: the one form in which documents, facts and requests reach the evaluator.
//!
//! Objects keep their order, because a policy's order of facts is its author's order of questions. Texts are
//! read in `parse.rs`; printing them is the caller's.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::value::decimal::Decimal;

/// The most lists and objects within each other. Whatever walks a value needs a piece of the stack for each.
pub const MAX_DEPTH: usize = 64;

/// A JSON value.
#[derive(Clone, PartialEq, Debug)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order in which it was written.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object of these members.
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.map(|(key, value)| (key.to_owned(), value)).into())
    }

    /// A list of what `items` gives.
    pub fn list<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
        Json::List(items.into_iter().map(Into::into).collect())
    }

    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.as_object()?.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Sets the member `key` of an object, at its end where it is new; anything else stays as it is.
    pub fn set(&mut self, key: &str, value: Json) {
        let Json::Object(members) = self else { return };
        match members.iter_mut().find(|(name, _)| name == key) {
            Some(member) => member.1 = value,
            None => members.push((key.to_owned(), value)),
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Json::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number as a decimal of at most 15 significant digits (see [`Decimal::from_f64`]), if it is one below 10^15.
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Json::Integer(number) => Some(Decimal::from(*number)),
            Json::Float(number) => Decimal::from_f64(*number),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Object(members) => Some(members),
            _ => None,
        }
    }

    /// What kind of value it is, in JSON's words.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a truth value",
            Json::Integer(_) | Json::Float(_) => "a number",
            Json::String(_) => "a string",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }

    /// Compact text in the document's order: what a policy's digest is taken of.
    ///
    /// A number is written as a plain decimal, so that it is the same text in every engine.
    pub fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Integer(_) | Json::Float(_) => {
                out.push_str(
                    &self.as_decimal().map_or_else(|| "null".to_owned(), |number| number.to_string()),
                );
            }
            Json::String(text) => write_string(text, out),
            Json::List(items) => {
                write_all(out, ['[', ']'], items, |item, out| item.write(out));
            }
            Json::Object(members) => write_all(out, ['{', '}'], members, |(key, value), out| {
                write_string(key, out);
                out.push(':');
                value.write(out);
            }),
        }
    }
}

fn write_all<T>(out: &mut String, [open, close]: [char; 2], items: &[T], write: impl Fn(&T, &mut String)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// RFC 8259, section 7: what must be escaped, and nothing else.
fn write_string(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let code = control as usize;
                out.push_str("\\u00");
                for digit in [code >> 4, code & 15] {
                    out.push(HEX.get(digit).map_or('0', |&byte| char::from(byte)));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::String(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Json {
        Json::Bool(flag)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Json {
        Json::Integer(number)
    }
}

impl From<Decimal> for Json {
    fn from(number: Decimal) -> Json {
        number.as_whole().map_or_else(|| Json::Float(number.to_f64()), Json::Integer)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Json {
        value.map_or(Json::Null, Into::into)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(flag) => serializer.serialize_bool(*flag),
            Json::Integer(number) => serializer.serialize_i64(*number),
            Json::Float(number) => serializer.serialize_f64(*number),
            Json::String(text) => serializer.serialize_str(text),
            Json::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Json::Object(members) => {
                let mut object = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    object.serialize_entry(key, value)?;
                }
                object.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    /// A value that is nested deeper than [`MAX_DEPTH`] is refused before it can exhaust the stack.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        Within(0).deserialize(deserializer)
    }
}

/// Reads a value within so many lists and objects.
#[derive(Clone, Copy)]
struct Within(usize);

impl<'de> DeserializeSeed<'de> for Within {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        if self.0 > MAX_DEPTH {
            return Err(D::Error::custom(format_args!(
                "there are more than {MAX_DEPTH} lists and objects within each other"
            )));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Within {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(read_number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(read_number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(read_number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Within(self.0 + 1))? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = access.next_key()? {
            members.push((key, access.next_value_seed(Within(self.0 + 1))?));
        }
        Ok(Json::Object(members))
    }
}

/// There is one kind of number, JavaScript's, so that a text and an object read alike on both sides: `1.0` is the
/// integer 1, and what a double does not hold exactly is no integer.
fn read_number(number: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    match number {
        whole if whole == whole.trunc() && whole.abs() <= EXACT => Json::Integer(whole as i64),
        other => Json::Float(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Json, read_number};

    fn parse(text: &str) -> Json {
        serde_json::from_str(text).expect("the test's JSON is valid")
    }

    #[test]
    fn text_survives_in_its_own_order() {
        let text = r#"{"b":[1,-2,0.25,true,null],"a":"á\n\"\u0001"}"#;
        assert_eq!(parse(text).compact(), text);
    }

    #[test]
    fn a_whole_float_is_an_integer() {
        assert_eq!(parse("1.0"), Json::Integer(1));
        assert_eq!(parse("0.5"), Json::Float(0.5));
    }

    #[test]
    fn a_number_is_what_it_is_in_javascript() {
        assert_eq!(parse("9007199254740991"), Json::Integer(9_007_199_254_740_991));
        assert_eq!(parse("9007199254740993"), Json::Float(9_007_199_254_740_992.0));
        assert_eq!(parse("-9223372036854775808"), Json::Float(-9_223_372_036_854_775_808.0));
        assert_eq!(parse("18446744073709551615"), Json::Float(18_446_744_073_709_551_616.0));
    }

    proptest! {
        /// JavaScript reads the nearest double, and so does Rust; a reader that is a bit off would make two answers of one number.
        #[test]
        fn a_number_is_read_to_the_last_bit(number in prop::num::f64::NORMAL) {
            prop_assert_eq!(parse(&format!("{number:e}")), read_number(number));
        }
    }

    #[test]
    fn members_are_found_and_set() {
        let mut object = parse(r#"{"a":1}"#);
        object.set("a", Json::Null);
        object.set("b", true.into());
        assert_eq!(object.compact(), r#"{"a":null,"b":true}"#);
        assert_eq!(object.get("b").and_then(Json::as_bool), Some(true));
    }
}
