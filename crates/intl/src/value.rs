//! JavaScript values as [`Json`] and back.
//!
//! Values are read as `JSON.stringify` reads them: a member that is `undefined` is absent (an unknown fact), where
//! `null` is a fact known to be none; a `Date` is its instant as text. serde would read `undefined` as `null`.

use js_sys::{Array, Date, JSON, Object};
use refund_policy::{Json, Problem};
use wasm_bindgen::{JsCast, JsValue};

/// Deeper values are refused: one that contains itself would never end, and a policy is not half as deep.
const DEEPEST: usize = 64;

/// Reads a value as JSON; functions, symbols, big integers and numbers that are not finite have no JSON.
pub fn from_js(value: &JsValue) -> Result<Json, Problem> {
    read(value, 0).ok_or_else(|| Problem::new("not_json", "", "expected a value that has a JSON form"))
}

/// Hands a value over as plain objects and arrays.
pub fn to_js(json: &Json) -> JsValue {
    // One string through the engine's own parser is quicker than a call for every member.
    JSON::parse(&json.compact()).unwrap_or(JsValue::NULL)
}

fn read(value: &JsValue, depth: usize) -> Option<Json> {
    if depth > DEEPEST {
        return None;
    }
    if value.is_null() {
        return Some(Json::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Some(Json::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        return self::number(number);
    }
    if let Some(text) = value.as_string() {
        return Some(Json::String(text));
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return list.iter().map(|item| read(&item, depth + 1)).collect::<Option<_>>().map(Json::List);
    }
    if let Some(date) = value.dyn_ref::<Date>() {
        // `toISOString` throws for a date that is none.
        return if date.get_time().is_nan() { None } else { Some(Json::String(date.to_iso_string().into())) };
    }
    // Functions are objects in JavaScript, and nothing in JSON.
    if value.is_object() && !value.is_function() { members(value.unchecked_ref(), depth) } else { None }
}

fn members(object: &Object, depth: usize) -> Option<Json> {
    let entries = Object::entries(object).into_iter().map(JsCast::unchecked_into::<Array>);
    let known = entries.filter(|entry| !entry.get(1).is_undefined());
    let members = known.map(|entry| Some((entry.get(0).as_string()?, read(&entry.get(1), depth + 1)?)));
    members.collect::<Option<_>>().map(Json::Object)
}

/// JavaScript has one kind of number; what it holds exactly as a whole number is one.
fn number(number: f64) -> Option<Json> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    match number {
        whole if whole.fract() == 0.0 && whole.abs() <= EXACT => Some(Json::Integer(whole as i64)),
        other if other.is_finite() => Some(Json::Float(other)),
        _ => None,
    }
}
