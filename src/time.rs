//! Instants, zones and local days.
//!
//! An instant is a point in universal time; a zone tells how far its clocks are from it. Hours are 3600 s, days
//! are a zone's calendar days (23 to 25 hours where its clocks change), months are calendar months.

use std::fmt;

use crate::day::Day;
use crate::digits;
use crate::json::Json;

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

/// Civil time in a zone: what its clocks and calendars show.
pub(crate) struct Civil {
    pub(crate) day: Day,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
}

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

impl Instant {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Instant {
        Instant(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date-time with its offset.
    pub fn parse(text: &str) -> Option<Instant> {
        let (moment, rest) = text.split_at_checked("2026-11-20T10:00:00".len())?;
        let number = |from: usize, to: usize| digits::read(moment.get(from..to)?);
        let day = Day::new(number(0, 4)?, number(5, 7)?, number(8, 10)?)?;
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b't' | b' ', _, _, b':', _, _, b':', _, _] =
            moment.as_bytes()
        else {
            return None;
        };
        // A leap second is the first of the next minute.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let seconds = i64::from(hour * 3600 + minute * 60 + second);
        let (millis, offset) = fraction_and_offset(rest)?;
        Some(Instant(midnight(day) + (seconds - offset) * 1000 + millis))
    }

    /// RFC 3339 in universal time, with milliseconds where there are any.
    pub fn text(self) -> String {
        let Some(day) = Day::at(self.0.div_euclid(DAY)) else { return String::new() };
        let (year, month, date) = day.date();
        let seconds = self.0.rem_euclid(DAY).unsigned_abs() / 1000;
        let fields = [
            (year.into(), 4, "-"),
            (month.into(), 2, "-"),
            (date.into(), 2, "T"),
            (seconds / 3600, 2, ":"),
            (seconds / 60 % 60, 2, ":"),
            (seconds % 60, 2, ""),
        ];
        let mut text = String::new();
        for (number, width, after) in fields {
            text.push_str(&digits::padded(number, width));
            text.push_str(after);
        }
        let millis = self.0.rem_euclid(1000);
        if millis > 0 {
            text.push('.');
            text.push_str(&digits::padded(millis.unsigned_abs(), 3));
        }
        text.push('Z');
        text
    }

    /// This many hours of 3600 s later.
    pub(crate) fn plus_hours(self, hours: u32) -> Instant {
        Instant(self.0.saturating_add(i64::from(hours) * HOUR))
    }

    /// What a zone's clocks show at this instant; none beyond the calendar's end.
    pub(crate) fn civil(self, zone: &dyn Zone) -> Option<Civil> {
        let local = self.0.saturating_add(i64::from(zone.offset_at(self)) * 1000);
        let minutes = local.rem_euclid(DAY) / 60_000;
        Some(Civil { day: Day::at(local.div_euclid(DAY))?, hour: minutes / 60, minute: minutes % 60 })
    }
}

/// The instant at which a local day has begun and the one before is over for good.
///
/// Mostly midnight. Where the clocks skip midnight it is the moment of the change; where they go back across it,
/// the second midnight: the day before lasts until its last instant has passed.
pub(crate) fn start_of_day(day: Day, zone: &dyn Zone) -> Instant {
    let midnight = midnight(day);
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

/// The fraction of a second in milliseconds, and the offset in seconds: `.25+01:00`.
fn fraction_and_offset(text: &str) -> Option<(i64, i64)> {
    let (millis, offset) = match text.strip_prefix('.') {
        None => (0, text),
        Some(fraction) => {
            let end = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, offset) = fraction.split_at_checked(end)?;
            // Beyond milliseconds nothing counts.
            let thousandths = [digits, "00"].concat();
            (digits::read(thousandths.get(..3)?)?, offset)
        }
    };
    Some((millis.into(), offset_seconds(offset)?))
}

fn offset_seconds(text: &str) -> Option<i64> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let sign = match (text.len(), byte(text, 0), byte(text, 3)) {
        (6, b'+', b':') => 1,
        (6, b'-', b':') => -1,
        _ => return None,
    };
    let (hours, minutes) = (digits::read(text.get(1..3)?)?, digits::read(text.get(4..)?)?);
    (hours < 24 && minutes < 60).then_some(sign * i64::from(hours * 3600 + minutes * 60))
}

fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or_default()
}

/// Where a day begins in universal time, in milliseconds.
fn midnight(day: Day) -> i64 {
    day.count() * DAY
}

impl From<Instant> for Json {
    fn from(at: Instant) -> Json {
        at.text().into()
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC with `Z`; milliseconds only where there are some.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

#[cfg(test)]
#[cfg(feature = "native")]
mod tests {
    use proptest::prelude::*;

    use super::{Instant, start_of_day};
    use crate::day::Day;
    use crate::native::find_zone;

    fn day_starts(zone: &str, (year, month, day): (u32, u32, u32)) -> String {
        let zone = find_zone(zone).expect("a known zone");
        start_of_day(Day::new(year, month, day).expect("a date"), zone.as_ref()).to_string()
    }

    #[test]
    fn instants_are_read_with_an_offset_and_written_in_utc() {
        let read = |text| Instant::parse(text).map(|at| at.to_string());
        assert_eq!(read("2026-11-01T15:00:00+01:00").as_deref(), Some("2026-11-01T14:00:00Z"));
        assert_eq!(read("2026-11-01T15:00:00.25Z").as_deref(), Some("2026-11-01T15:00:00.250Z"));
        assert_eq!(read("2026-11-01T15:00:00"), None);
        assert_eq!(read("1 November"), None);
    }

    proptest! {
        /// chrono's own reader is too heavy for a page, and this one no different.
        #[test]
        fn instants_are_read_as_chrono_reads_them(
            text in "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?(Z|z|[+-][0-2][0-9]:[0-6][0-9]|x)?"
        ) {
            let expected = chrono::DateTime::parse_from_rfc3339(&text).ok();
            prop_assert_eq!(Instant::parse(&text).map(Instant::millis), expected.map(|at| at.timestamp_millis()));
        }
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
