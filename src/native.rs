//! What a program has that is no page: zones from chrono-tz, and JSON texts.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::code;
use crate::json::Json;
use crate::limits;
use crate::problem::Problem;
use crate::time::{Instant, Zone};

struct IanaZone(Tz);

impl Zone for IanaZone {
    fn offset_at(&self, at: Instant) -> i32 {
        let time = DateTime::from_timestamp_millis(at.millis()).unwrap_or_default();
        self.0.offset_from_utc_datetime(&time.naive_utc()).fix().local_minus_utc()
    }
}

/// The zone of an IANA name such as `Europe/Madrid`.
pub fn find_zone(name: &str) -> Option<Box<dyn Zone>> {
    name.parse::<Tz>().ok().map(|zone| Box::new(IanaZone(zone)) as Box<dyn Zone>)
}

/// Reads a JSON text in UTF-8, or says that it is `too_large`, `too_deep` or `invalid_json`.
#[expect(clippy::disallowed_methods, reason = "what is no JSON is no document yet: the code is a file's")]
pub fn parse(text: &[u8]) -> Result<Json, Problem> {
    limits::JSON_BYTES.check(text.len())?;
    serde_json::from_slice(text).map_err(|error| {
        // A `Json` takes every value, unless it is nested too deep.
        match error.is_data() {
            true => Problem::of(code::TOO_DEEP, "", error.to_string()).hint("flatten it"),
            false => Problem::new("invalid_json", "", format!("it is not JSON: {error}")),
        }
    })
}
