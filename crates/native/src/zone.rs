//! Time zones from chrono-tz.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;
use refund_policy::{Instant, Zone};

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
