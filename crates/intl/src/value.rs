//! JavaScript values as [`Json`] and back.
//!
//! Values are read as `JSON.stringify` reads them: a member that is `undefined` is absent (an unknown fact), where
//! `null` is a fact known to be none; a `Date` is its instant as text. serde would read `undefined` as `null`.

use refund_policy::limits::Meter;
use refund_policy::{Json, Problem, digits};
use wasm_bindgen::prelude::*;

// js-sys has these too, and brings what runs futures into every page.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Array, js_name = isArray)]
    fn is_list(value: &JsValue) -> bool;

    /// The members of an object, each a list of its key and its value.
    #[wasm_bindgen(js_namespace = Object)]
    fn entries(object: &JsValue) -> List;

    type List;

    #[wasm_bindgen(method, getter)]
    fn length(this: &List) -> u32;

    #[wasm_bindgen(method, indexing_getter)]
    fn at(this: &List, index: u32) -> JsValue;

    type Date;

    /// It throws for a date that is none.
    #[wasm_bindgen(method, js_name = toISOString, catch)]
    fn to_iso_string(this: &Date) -> Result<JsValue, JsValue>;
}

/// Reads a value as JSON; functions, symbols, big integers and numbers that are not finite have no JSON.
///
/// A value that contains itself would never end: it is `too_deep`, or `too_large` where it does so more than once.
pub fn from_js(value: &JsValue) -> Result<Json, Problem> {
    read(value, 0, &mut Meter::default())
}

/// Hands a value over as plain objects and arrays.
pub fn to_js(json: &Json) -> JsValue {
    // One string through the engine's own parser is quicker than a call for every member.
    parse(&json.compact()).unwrap_or(JsValue::NULL)
}

fn read(value: &JsValue, depth: usize, seen: &mut Meter) -> Result<Json, Problem> {
    seen.value(depth)?;
    if is_list(value) {
        let mut items = Vec::new();
        let list: &List = value.unchecked_ref();
        for index in 0..list.length() {
            let item = read(&list.at(index), depth + 1, seen);
            items.push(item.map_err(|problem| problem.within(&digits::written(items.len())))?);
        }
        return Ok(Json::List(items));
    }
    match scalar(value) {
        Some(json) => Ok(json),
        // Functions are objects in JavaScript, and nothing in JSON.
        None if value.is_object() && !value.has_type::<Date>() => members(value, depth, seen),
        None => Err(Problem::new("not_json", "", "expected a value that has a JSON form")),
    }
}

fn members(object: &JsValue, depth: usize, seen: &mut Meter) -> Result<Json, Problem> {
    let mut members = Vec::new();
    let entries = entries(object);
    for index in 0..entries.length() {
        let entry: List = entries.at(index).unchecked_into();
        let value = entry.at(1);
        if !value.is_undefined() {
            let key = entry.at(0).as_string().unwrap_or_default();
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
    value.dyn_ref::<Date>()?.to_iso_string().ok()?.as_string().map(Json::String)
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
