//! JavaScript values as [`Json`] and back.
//!
//! Values are read as `JSON.stringify` reads them: a member that is `undefined` is absent (an unknown fact), where
//! `null` is a fact known to be none; a `Date` is its instant as text. serde would read `undefined` as `null`.

use js_sys::{Array, Date, JSON, Object};
use refund_policy::limits::Meter;
use refund_policy::{Json, Problem};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value as JSON; functions, symbols, big integers and numbers that are not finite have no JSON.
///
/// A value that contains itself would never end: it is `too_deep`, or `too_large` where it does so more than once.
pub fn from_js(value: &JsValue) -> Result<Json, Problem> {
    read(value, 0, &mut Meter::default())
}

/// Hands a value over as plain objects and arrays.
pub fn to_js(json: &Json) -> JsValue {
    // One string through the engine's own parser is quicker than a call for every member.
    JSON::parse(&json.compact()).unwrap_or(JsValue::NULL)
}

fn read(value: &JsValue, depth: usize, seen: &mut Meter) -> Result<Json, Problem> {
    seen.value(depth)?;
    if let Some(list) = value.dyn_ref::<Array>() {
        let mut items = Vec::new();
        for item in list.iter() {
            let item = read(&item, depth + 1, seen);
            items.push(item.map_err(|problem| problem.within(&items.len().to_string()))?);
        }
        return Ok(Json::List(items));
    }
    match scalar(value) {
        Some(json) => Ok(json),
        // Functions are objects in JavaScript, and nothing in JSON.
        None if value.is_object() && !value.is_function() && !value.is_instance_of::<Date>() => {
            members(value.unchecked_ref(), depth, seen)
        }
        None => Err(Problem::new("not_json", "", "expected a value that has a JSON form")),
    }
}

fn members(object: &Object, depth: usize, seen: &mut Meter) -> Result<Json, Problem> {
    let mut members = Vec::new();
    for entry in Object::entries(object) {
        let entry: Array = entry.unchecked_into();
        let value = entry.get(1);
        if !value.is_undefined() {
            let key = entry.get(0).as_string().unwrap_or_default();
            let value = read(&value, depth + 1, seen).map_err(|problem| problem.within(&key))?;
            members.push((key, value));
        }
    }
    Ok(Json::Object(members))
}

/// What is neither a list nor an object.
fn scalar(value: &JsValue) -> Option<Json> {
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
    // `toISOString` throws for a date that is none.
    let date = value.dyn_ref::<Date>().filter(|date| !date.get_time().is_nan())?;
    Some(Json::String(date.to_iso_string().into()))
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
