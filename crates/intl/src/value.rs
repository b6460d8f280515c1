//! JavaScript values as [`Json`], and Rust's values as JavaScript's.
//!
//! Values are read as `JSON.stringify` reads them: a member that is `undefined` is absent (an unknown fact), where
//! `null` is a fact known to be none; a `Date` is its instant as text. serde would read `undefined` as `null` and a
//! `Date` as an object without members, so that what is read is made plain first.

use js_sys::{Array, Date, JSON, Object};
use refund_policy::limits::Meter;
use refund_policy::{Json, Problem};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value as JSON; functions, symbols, big integers and numbers that are not finite have no JSON.
///
/// A value that contains itself would never end: it is `too_deep`, or `too_large` where it does so more than once.
pub fn from_js(value: &JsValue) -> Result<Json, Problem> {
    let plain = plain(value, 0, &mut Meter::default())?;
    serde_wasm_bindgen::from_value(plain).map_err(|_| not_json())
}

/// Hands a value over as plain objects and arrays, as `JSON.parse` would give them.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    // Every key is a string, which is all that could fail.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// The same for JSON of anybody's making: a member `__proto__` stays one, which an assignment would not make it.
pub fn json_to_js(json: &Json) -> JsValue {
    JSON::parse(&json.compact()).unwrap_or(JsValue::NULL)
}

/// A copy of nothing but what JSON has.
fn plain(value: &JsValue, depth: usize, seen: &mut Meter) -> Result<JsValue, Problem> {
    seen.value(depth)?;
    if Array::is_array(value) {
        return items(value.unchecked_ref(), depth, seen);
    }
    if let Some(date) = value.dyn_ref::<Date>() {
        return if date.get_time().is_nan() { Err(not_json()) } else { Ok(date.to_iso_string().into()) };
    }
    // A function is none here.
    if value.is_object() {
        return members(value.unchecked_ref(), depth, seen);
    }
    let is_number = || value.as_f64().is_some_and(f64::is_finite);
    let has_json = value.is_null() || value.is_string() || value.as_bool().is_some() || is_number();
    if has_json { Ok(value.clone()) } else { Err(not_json()) }
}

fn items(list: &Array, depth: usize, seen: &mut Meter) -> Result<JsValue, Problem> {
    let copy = Array::new();
    for (index, item) in list.iter().enumerate() {
        copy.push(&plain(&item, depth + 1, seen).map_err(|problem| problem.within(&index.to_string()))?);
    }
    Ok(copy.into())
}

fn members(object: &Object, depth: usize, seen: &mut Meter) -> Result<JsValue, Problem> {
    let copy = Array::new();
    for entry in Object::entries(object).iter() {
        let entry: Array = entry.unchecked_into();
        let (key, value) = (entry.get(0), entry.get(1));
        if !value.is_undefined() {
            let within = |problem: Problem| problem.within(&key.as_string().unwrap_or_default());
            copy.push(&Array::of2(&key, &plain(&value, depth + 1, seen).map_err(within)?));
        }
    }
    // Pairs of a string and a value make an object in any case.
    Ok(Object::from_entries(&copy).map_or(JsValue::NULL, JsValue::from))
}

fn not_json() -> Problem {
    Problem::new("not_json", "", "expected a value that has a JSON form")
}
