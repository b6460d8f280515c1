//! Instants, zones and local days.
//!
//! An instant is a point in universal time; a zone tells how far its clocks are from it. Hours are 3600 s, days
//! are a zone's calendar days (23 to 25 hours where its clocks change), months are calendar months.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta, Utc};

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};

use crate::value::json::Json;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z. What is finer than that is cut off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Instant(i64);

/// How far a zone's clocks are from universal time. A policy that holds one can be shared between threads.
pub trait Zone: Send + Sync {
    /// Seconds east of UTC at this instant.
    fn offset_at(&self, at: Instant) -> i32;
}

/// Finds a zone by its IANA name; none where it is not known.
pub type FindZone<'a> = &'a dyn Fn(&str) -> Option<Box<dyn Zone>>;

const HOUR: i64 = 3_600_000;

impl Instant {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Instant {
        Instant(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date-time with its offset. A leap second is the first of the next minute.
    pub fn parse(text: &str) -> Option<Instant> {
        // chrono also takes the typographic minus sign before an offset, which RFC 3339 does not know.
        let at = DateTime::parse_from_rfc3339(text).ok().filter(|_| text.is_ascii())?;
        Some(Instant(at.timestamp_millis()))
    }

    /// The same point in time as chrono has it; none beyond the calendar's end.
    fn utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0)
    }

    /// This many hours of 3600 s later.
    pub(crate) fn plus_hours(self, hours: u32) -> Instant {
        Instant(self.0.saturating_add(i64::from(hours) * HOUR))
    }

    /// So much later, in whole milliseconds.
    pub(crate) fn plus(self, duration: Duration) -> Instant {
        Instant(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// What a zone's clocks and calendars show at this instant; none beyond the calendar's end.
    pub fn local(self, zone: &dyn Zone) -> Option<NaiveDateTime> {
        let offset = TimeDelta::seconds(zone.offset_at(self).into());
        self.utc()?.naive_utc().checked_add_signed(offset)
    }
}

/// The instant at which a local day has begun and the one before is over for good.
///
/// Mostly midnight. Where the clocks skip midnight it is the moment of the change; where they go back across it,
/// the second midnight: the day before lasts until its last instant has passed.
pub fn start_of_day(day: NaiveDate, zone: &dyn Zone) -> Instant {
    let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    // No zone is more than 15 hours from universal time, and none changes its clocks twice in so short a while.
    let (mut early, mut late) = (Instant(midnight - 15 * HOUR), Instant(midnight + 15 * HOUR));
    let (before, after) = (zone.offset_at(early), zone.offset_at(late));
    let by_old_clock = Instant(midnight - i64::from(before) * 1000);
    let by_new_clock = Instant(midnight - i64::from(after) * 1000);
    if before == after {
        return by_old_clock;
    }
    while late.0 - early.0 > 1 {
        let middle = Instant(early.0.midpoint(late.0));
        match zone.offset_at(middle) == before {
            true => early = middle,
            false => late = middle,
        }
    }
    let change = late;
    if by_new_clock > change { by_new_clock } else { by_old_clock.min(change) }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        let text = String::deserialize(deserializer)?;
        let unfit =
            || D::Error::invalid_value(Unexpected::Str(&text), &"an instant (RFC 3339, with an offset)");
        Instant::parse(&text).ok_or_else(unfit)
    }
}

impl From<Instant> for Json {
    fn from(at: Instant) -> Json {
        at.to_string().into()
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC with `Z`; milliseconds only where there are some.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.utc().map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        out.write_str(&text.unwrap_or_default())
    }
}

/// The zones of chrono-tz, as `refund-native` has them; that crate depends on this one.
#[cfg(test)]
pub(crate) mod testing {
    use chrono::{DateTime, Offset, TimeZone};
    use chrono_tz::Tz;

    use super::{Instant, Zone};

    struct IanaZone(Tz);

    impl Zone for IanaZone {
        fn offset_at(&self, at: Instant) -> i32 {
            let time = DateTime::from_timestamp_millis(at.millis()).unwrap_or_default();
            self.0.offset_from_utc_datetime(&time.naive_utc()).fix().local_minus_utc()
        }
    }

    pub(crate) fn find_zone(name: &str) -> Option<Box<dyn Zone>> {
        name.parse::<Tz>().ok().map(|zone| Box::new(IanaZone(zone)) as Box<dyn Zone>)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::testing::find_zone;
    use super::{Instant, start_of_day};

    fn day_starts(zone: &str, (year, month, day): (i32, u32, u32)) -> String {
        let zone = find_zone(zone).expect("a known zone");
        start_of_day(NaiveDate::from_ymd_opt(year, month, day).expect("a date"), zone.as_ref()).to_string()
    }

    #[test]
    fn instants_are_read_with_an_offset_and_written_in_utc() {
        let read = |text| Instant::parse(text).map(|at| at.to_string());
        assert_eq!(read("2026-11-01T15:00:00+01:00").as_deref(), Some("2026-11-01T14:00:00Z"));
        assert_eq!(read("2026-11-01T15:00:00.25Z").as_deref(), Some("2026-11-01T15:00:00.250Z"));
        assert_eq!(read("2026-11-01T15:00:00"), None);
        assert_eq!(read("1 November"), None);
    }

    #[test]
    fn what_is_not_rfc_3339_is_no_instant() {
        for text in [
            "",
            "2026-11-01",
            "2026-11-01T15:00Z",
            "2026-11-01T15:00:00",
            "2026-11-01T15:00:00.Z",
            "2026-11-01T15:00:00+0100",
            "2026-11-01T15:00:00+24:00",
            "2026-11-01T15:00:00\u{2212}01:00",
            "2026-11-01T24:00:00Z",
            "2026-02-29T10:00:00Z",
            "26-11-01T15:00:00Z",
            "+2026-11-01T15:00:00Z",
            " 2026-11-01T15:00:00Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
        let leap = Instant::parse("2016-12-31T23:59:60Z").map(|at| at.to_string());
        assert_eq!(leap.as_deref(), Some("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn a_day_starts_at_local_midnight() {
        assert_eq!(day_starts("Europe/Madrid", (2026, 11, 9)), "2026-11-08T23:00:00Z");
        assert_eq!(day_starts("Europe/Madrid", (2026, 3, 29)), "2026-03-28T23:00:00Z");
        assert_eq!(day_starts("Europe/Madrid", (2026, 3, 30)), "2026-03-29T22:00:00Z");
        assert_eq!(day_starts("Pacific/Kiritimati", (2026, 1, 1)), "2025-12-31T10:00:00Z");
        assert_eq!(day_starts("Australia/Lord_Howe", (2026, 4, 5)), "2026-04-04T13:00:00Z");
    }

    #[test]
    fn a_day_without_midnight_starts_at_the_change() {
        // Cuba's clocks go from 24:00 to 01:00 on 8 March 2026; Greenland's and the Azores' at 01:00 universal time.
        assert_eq!(day_starts("America/Havana", (2026, 3, 8)), "2026-03-08T05:00:00Z");
        assert_eq!(day_starts("Atlantic/Azores", (2026, 3, 29)), "2026-03-29T01:00:00Z");
    }

    #[test]
    fn a_day_ends_once_its_last_instant_has_passed() {
        // The Azores' clocks go from 01:00 back to 00:00: the day before ended at the first midnight.
        assert_eq!(day_starts("Atlantic/Azores", (2026, 10, 25)), "2026-10-25T00:00:00Z");
        // Nuuk's clocks go from 00:00 back to 23:00: the day before ends at the second.
        assert_eq!(day_starts("America/Nuuk", (2026, 10, 25)), "2026-10-25T02:00:00Z");
    }
}
