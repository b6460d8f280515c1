//! The shopper's wall clock: what the device's zone shows at an instant, and the instant of what it shows.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use refund_policy::{Instant, Zone};

/// What the clocks of a zone show at an instant.
pub fn local(at: Instant, zone: &dyn Zone) -> NaiveDateTime {
    let offset = TimeDelta::seconds(zone.offset_at(at).into());
    let universal = DateTime::from_timestamp_millis(at.millis()).unwrap_or_default().naive_utc();
    universal.checked_add_signed(offset).unwrap_or(universal)
}

/// The instant at which the clocks of a zone show this. What they show twice is the first of the two; what they skip is reckoned
/// as if they had not been changed yet, as JavaScript does.
pub fn instant(wall: NaiveDateTime, zone: &dyn Zone) -> Instant {
    const DAY_MILLIS: i64 = 86_400_000;
    let as_universal = wall.and_utc().timestamp_millis();
    let offset = |millis: i64| i64::from(zone.offset_at(Instant::from_millis(millis))) * 1000;
    let before = as_universal - offset(as_universal - DAY_MILLIS);
    let after = as_universal - offset(as_universal + DAY_MILLIS);
    let shows_it = |millis: i64| millis + offset(millis) == as_universal;
    Instant::from_millis(if !shows_it(before) && shows_it(after) { after } else { before })
}

/// The date and the time as the fields of a browser write them.
pub fn fields(wall: NaiveDateTime) -> (String, String) {
    (wall.date().to_string(), format!("{:02}:{:02}", wall.hour(), wall.minute()))
}

/// Whether a day ends and another begins on the wall.
pub fn is_midnight(wall: NaiveDateTime) -> bool {
    wall.hour() == 0 && wall.minute() == 0
}

/// A date as a browser's field gives it: `2026-11-20`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next()?.parse().ok();
    NaiveDate::from_ymd_opt(year, part()?, part()?)
}

/// A time as a browser's field gives it, with seconds or without: `10:30`.
pub fn time(text: &str) -> Option<NaiveTime> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    // Parts of a second decide nothing.
    let second = seconds.split_once('.').map_or(seconds, |(whole, _)| whole);
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?)
}

/// Whether a year was meant: no purchase before 2000 can be the reason of a request today, and a year has four digits.
pub fn is_plausible_year(date: NaiveDate) -> bool {
    (2000..=9999).contains(&date.year())
}
