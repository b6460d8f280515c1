//! Time zones from the JavaScript engine, which has the table that a page would otherwise download.
//!
//! The engine is asked for nothing but a zone's offset at an instant; calendar arithmetic stays the evaluator's.

use std::sync::{Mutex, PoisonError};

use refund_policy::{Instant, Json, Zone};
use wasm_bindgen::prelude::*;

use crate::to_js;

// An unknown zone is an exception that must come back as `None`.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, millis: f64) -> Result<JsValue, JsValue>;
}

/// A zone known to the engine, with its formatter, which is costly to make.
struct IntlZone {
    format: DateTimeFormat,
    /// Answers of late. One verdict asks for each of its few instants many times, and the engine takes 1.5 µs to answer.
    recent: Mutex<[(Instant, i32); RECENT]>,
}

/// A prime, so that instants that lie whole days or hours apart seldom share a slot.
const RECENT: usize = 13;
const QUARTER_HOUR: i64 = 900_000;

/// Finds a zone by its IANA name in the engine's own table; none where it has no such zone.
pub fn find_zone(name: &str) -> Option<Box<dyn Zone>> {
    let options = Json::object([("timeZone", name.into()), ("timeZoneName", "longOffset".into())]);
    let format = DateTimeFormat::new("en-US", &to_js(&options)).ok()?;
    // No instant that is asked for is so far back.
    let recent = Mutex::new([(Instant::from_millis(i64::MIN), 0); RECENT]);
    Some(Box::new(IntlZone { format, recent }))
}

impl Zone for IntlZone {
    fn offset_at(&self, at: Instant) -> i32 {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = at.millis().div_euclid(QUARTER_HOUR).rem_euclid(RECENT as i64);
        let Some(slot) = recent.get_mut(slot as usize) else { return self.ask(at) };
        if slot.0 != at {
            *slot = (at, self.ask(at));
        }
        slot.1
    }
}

impl IntlZone {
    fn ask(&self, at: Instant) -> i32 {
        // It ends in `GMT+01:00`. It only fails 275,000 years from now, and the evaluator's years have four digits.
        let text = self.format.format(at.millis() as f64).ok().and_then(|text| text.as_string());
        let text = text.unwrap_or_default();
        let end = text.bytes().position(|byte| byte == b'T');
        end.and_then(|end| text.get(end + 1..)).map_or(0, offset)
    }
}

/// Seconds east in what follows `GMT`: nothing, `+02:00`, or `-00:14:44` where clocks once showed the sun's time.
fn offset(text: &str) -> i32 {
    let part = |at: usize| text.get(at..at + 2).and_then(|part| part.parse::<i32>().ok()).unwrap_or(0);
    let seconds = part(1) * 3600 + part(4) * 60 + part(7);
    if text.starts_with('-') { -seconds } else { seconds }
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn offsets_are_read_with_their_sign_and_their_seconds() {
        assert_eq!(offset(""), 0);
        assert_eq!(offset("+02:00"), 7200);
        assert_eq!(offset("-03:30"), -12_600);
        assert_eq!(offset("-00:14:44"), -884);
    }
}
