//! Values of Rust as [`Json`] and back, by serde.
//!
//! Where a value is only written or read, serde's formats do that by themselves; this is for where it is looked at as
//! JSON: compared, held against limits, put beside members that nobody has a type for.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{self, Impossible, Serialize, Serializer};

use crate::value::json::Json;

/// A value as JSON; null where it has no JSON form, which no type of this crate lacks.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Json {
    value.serialize(ToJson).unwrap_or(Json::Null)
}

/// A value that JSON stands for; the error names what does not fit, and no place.
pub fn from_json<T: DeserializeOwned>(json: &Json) -> Result<T, Unfit> {
    T::deserialize(json)
}

/// Why a value cannot be converted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unfit(String);

impl fmt::Display for Unfit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Unfit {
        Unfit(message.to_string())
    }
}

impl de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Unfit {
        Unfit(message.to_string())
    }

    // What serde writes of a value that does not fit brings the writing of floats, 4 kB in the page.
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Unfit {
        de::Error::custom(format_args!("expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Unfit {
        de::Error::custom(format_args!("expected {expected}"))
    }
}

/// Writes whatever JSON has a form for; enumerations are words, or objects of one member.
struct ToJson;

impl Serializer for ToJson {
    type Ok = Json;
    type Error = Unfit;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Impossible<Json, Unfit>;
    type SerializeTupleVariant = Impossible<Json, Unfit>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Impossible<Json, Unfit>;

    fn serialize_bool(self, flag: bool) -> Result<Json, Unfit> {
        Ok(Json::Bool(flag))
    }

    fn serialize_i8(self, number: i8) -> Result<Json, Unfit> {
        Ok(Json::Integer(number.into()))
    }

    fn serialize_i16(self, number: i16) -> Result<Json, Unfit> {
        Ok(Json::Integer(number.into()))
    }

    fn serialize_i32(self, number: i32) -> Result<Json, Unfit> {
        Ok(Json::Integer(number.into()))
    }

    fn serialize_i64(self, number: i64) -> Result<Json, Unfit> {
        Ok(Json::Integer(number))
    }

    fn serialize_u8(self, number: u8) -> Result<Json, Unfit> {
        Ok(Json::Integer(number.into()))
    }

    fn serialize_u16(self, number: u16) -> Result<Json, Unfit> {
        Ok(Json::Integer(number.into()))
    }

    fn serialize_u32(self, number: u32) -> Result<Json, Unfit> {
        Ok(Json::Integer(number.into()))
    }

    fn serialize_u64(self, number: u64) -> Result<Json, Unfit> {
        let number = i64::try_from(number).map_err(|_| ser::Error::custom("the number is too large"))?;
        Ok(Json::Integer(number))
    }

    fn serialize_f32(self, number: f32) -> Result<Json, Unfit> {
        Ok(Json::Float(number.into()))
    }

    fn serialize_f64(self, number: f64) -> Result<Json, Unfit> {
        Ok(Json::Float(number))
    }

    fn serialize_char(self, letter: char) -> Result<Json, Unfit> {
        Ok(Json::String(letter.to_string()))
    }

    fn serialize_str(self, text: &str) -> Result<Json, Unfit> {
        Ok(Json::String(text.to_owned()))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Json, Unfit> {
        Ok(Json::list(bytes.iter().map(|byte| i64::from(*byte))))
    }

    fn serialize_none(self) -> Result<Json, Unfit> {
        Ok(Json::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Json, Unfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Json, Unfit> {
        Ok(Json::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Json, Unfit> {
        Ok(Json::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<Json, Unfit> {
        Ok(name.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Json, Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<Json, Unfit> {
        Ok(Json::object([(name, value.serialize(self)?)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Unfit> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Unfit> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unfit> {
        Err(ser::Error::custom(format_args!("`{name}` has no JSON form")))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unfit> {
        Err(ser::Error::custom(format_args!("`{name}` has no JSON form")))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Unfit> {
        Ok(Members::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members, Unfit> {
        Ok(Members::default())
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unfit> {
        Err(ser::Error::custom(format_args!("`{name}` has no JSON form")))
    }
}

/// A list that is being written.
struct Items(Vec<Json>);

impl Items {
    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.0.push(value.serialize(ToJson)?);
        Ok(())
    }
}

impl ser::SerializeSeq for Items {
    type Ok = Json;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.add(value)
    }

    fn end(self) -> Result<Json, Unfit> {
        Ok(Json::List(self.0))
    }
}

impl ser::SerializeTuple for Items {
    type Ok = Json;
    type Error = Unfit;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.add(value)
    }

    fn end(self) -> Result<Json, Unfit> {
        Ok(Json::List(self.0))
    }
}

/// An object that is being written, and the key whose value comes next.
#[derive(Default)]
struct Members {
    members: Vec<(String, Json)>,
    key: String,
}

impl ser::SerializeMap for Members {
    type Ok = Json;
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        let Json::String(key) = key.serialize(ToJson)? else {
            return Err(ser::Error::custom("a key is a string"));
        };
        self.key = key;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        let key = std::mem::take(&mut self.key);
        self.members.push((key, value.serialize(ToJson)?));
        Ok(())
    }

    fn end(self) -> Result<Json, Unfit> {
        Ok(Json::Object(self.members))
    }
}

impl ser::SerializeStruct for Members {
    type Ok = Json;
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unfit> {
        self.members.push((key.to_owned(), value.serialize(ToJson)?));
        Ok(())
    }

    fn end(self) -> Result<Json, Unfit> {
        Ok(Json::Object(self.members))
    }
}

impl Json {
    fn unfit(&self, expected: &dyn Expected) -> Unfit {
        de::Error::custom(format_args!("expected {expected}, found {}", self.kind()))
    }
}

/// Methods that do what another does.
macro_rules! forward {
    ($to:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.$to(visitor)
        })*
    };
}

/// What is asked for is all that is looked at: a type that is read from an object brings no code to be read from a list.
impl<'de> Deserializer<'de> for &'de Json {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(_) => self.deserialize_bool(visitor),
            Json::Integer(_) => self.deserialize_i64(visitor),
            Json::Float(_) => self.deserialize_f64(visitor),
            Json::String(_) => self.deserialize_str(visitor),
            Json::List(_) => self.deserialize_seq(visitor),
            Json::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::Bool(flag) => visitor.visit_bool(*flag),
            other => Err(other.unfit(&visitor)),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::Integer(number) => visitor.visit_i64(*number),
            other => Err(other.unfit(&visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::Float(number) => visitor.visit_f64(*number),
            other => other.deserialize_i64(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::String(text) => visitor.visit_borrowed_str(text),
            other => Err(other.unfit(&visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            other => Err(other.unfit(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::Object(members) => {
                let members = members.iter().map(|(key, value)| (key.as_str(), value));
                visitor.visit_map(MapDeserializer::new(members))
            }
            other => Err(other.unfit(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Json::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Json::String(word) => visitor.visit_enum(word.as_str().into_deserializer()),
            other => Err(de::Error::custom(format_args!("expected a word, found {}", other.kind()))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { unit unit_struct }

    forward! { deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    forward! { deserialize_f64: deserialize_f32 }
    forward! { deserialize_str: deserialize_char deserialize_string deserialize_identifier }
    forward! { deserialize_seq: deserialize_bytes deserialize_byte_buf }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }
}

impl<'de> IntoDeserializer<'de, Unfit> for &'de Json {
    type Deserializer = &'de Json;

    fn into_deserializer(self) -> &'de Json {
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{from_json, to_json};
    use crate::value::json::Json;

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        OneThing,
    }

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Thing {
        word: Word,
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
        list: Vec<(i64, bool)>,
        json: Json,
    }

    #[test]
    fn values_survive_the_way_there_and_back() {
        let json: Json = serde_json::from_str(r#"{"b":[1,null],"a":0.5}"#).expect("JSON");
        let thing = Thing { word: Word::OneThing, number: None, list: vec![(-3, true)], json };
        let written = to_json(&thing);
        assert_eq!(
            written.compact(),
            r#"{"word":"one_thing","list":[[-3,true]],"json":{"b":[1,null],"a":0.5}}"#
        );
        assert_eq!(from_json::<Thing>(&written).as_ref(), Ok(&thing));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let json: Json = serde_json::from_str(r#"{"word":"other_thing","list":[],"json":1}"#).expect("JSON");
        let error = from_json::<Thing>(&json).map_err(|error| error.to_string());
        assert_eq!(error, Err("unknown variant `other_thing`, expected `one_thing`".to_owned()));
    }
}
