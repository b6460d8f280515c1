//! Windows: how long after an instant something still holds.
use chrono::{Days, Months};

use crate::value::time::{Instant, Zone, start_of_day};

/// A length of time after an instant, as a policy states it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// The three units of windows, which are different things.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// 3600 seconds.
    Hours,
    /// Calendar days in the policy's zone, the day of the instant not counted (Regulation (EEC) 1182/71, art. 3).
    Days,
    /// Calendar months in the policy's zone (the same article, 2(c)).
    Months,
}

impl Unit {
    /// All units, each with its name in documents.
    pub const ALL: [(&'static str, Unit); 3] =
        [("hours", Unit::Hours), ("days", Unit::Days), ("months", Unit::Months)];
}

/// A century: the longest window that a policy may state.
pub(crate) const MAX_HOURS: u32 = 876_600;

impl Span {
    /// The first instant at which a window of this length from `start` is over.
    ///
    /// Hours: `start` + N·3600 s. Days: the end of the N-th local day after that of `start`. Months: the end of the
    /// local day with the same number N months on, or of the month's last day where it is too short.
    pub fn end(self, start: Instant, zone: &dyn Zone) -> Instant {
        self.calendar_end(start, zone).unwrap_or_else(|| start.plus_hours(MAX_HOURS))
    }

    fn calendar_end(self, start: Instant, zone: &dyn Zone) -> Option<Instant> {
        let last = match self.unit {
            Unit::Hours => return Some(start.plus_hours(self.count)),
            Unit::Days => start.local(zone)?.date().checked_add_days(Days::new(self.count.into()))?,
            Unit::Months => start.local(zone)?.date().checked_add_months(Months::new(self.count))?,
        };
        Some(start_of_day(last.succ_opt()?, zone))
    }

    /// Whether a window of this length can never outlast one of the `other` length from the same instant.
    ///
    /// Certain in every zone and at every start, or false: a month and 30 days have no certain order.
    pub fn certainly_within(self, other: Span) -> bool {
        match (self.days(), other.days()) {
            (None, None) => self.count <= other.count,
            (Some(own), Some(others)) => {
                self.unit == other.unit && self.count <= other.count || own.1 <= others.0
            }
            (None, Some(others)) => i64::from(self.count) <= others.0 * 24 - CLOCK_CHANGE,
            (Some(own), None) => (own.1 + 1) * 24 + CLOCK_CHANGE <= i64::from(other.count),
        }
    }

    /// Whether a window of this length from `start` is over at `at` in every zone: certain, or false.
    pub(crate) fn surely_over(self, start: Instant, at: Instant) -> bool {
        let hours = self.days().map_or(i64::from(self.count), |(_, most)| (most + 2) * 24 + CLOCK_CHANGE);
        at.millis().saturating_sub(start.millis()) >= hours.saturating_mul(3_600_000)
    }

    /// Whether a window of this length from `start` is still open at `at` in every zone: certain, or false.
    pub(crate) fn surely_open(self, start: Instant, at: Instant) -> bool {
        let hours = self.days().map_or(i64::from(self.count), |(least, _)| least * 24 - CLOCK_CHANGE);
        at.millis().saturating_sub(start.millis()) < hours.saturating_mul(3_600_000)
    }

    /// The fewest and the most calendar days that it spans; none for hours.
    fn days(self) -> Option<(i64, i64)> {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Hours => None,
            Unit::Days => Some((count, count)),
            Unit::Months => Some((count * 28, count * 31)),
        }
    }
}

/// How many hours the clocks may be put on or back within a window, to be on the safe side.
const CLOCK_CHANGE: i64 = 3;

#[cfg(test)]
mod tests {
    use super::{Span, Unit};
    use crate::value::time::Instant;
    use crate::value::time::testing::find_zone;

    fn end(count: u32, unit: Unit, start: &str) -> String {
        let zone = find_zone("Europe/Madrid").expect("a known zone");
        Span { count, unit }.end(Instant::parse(start).expect("an instant"), zone.as_ref()).to_string()
    }

    #[test]
    fn hours_are_counted_to_the_second() {
        assert_eq!(end(72, Unit::Hours, "2026-11-01T15:00:00+01:00"), "2026-11-04T14:00:00Z");
    }

    #[test]
    fn the_first_day_is_not_counted() {
        assert_eq!(end(7, Unit::Days, "2026-11-01T15:00:00+01:00"), "2026-11-08T23:00:00Z");
        assert_eq!(end(7, Unit::Days, "2026-11-01T00:00:00+01:00"), "2026-11-08T23:00:00Z");
        assert_eq!(end(7, Unit::Days, "2026-10-31T23:59:59+01:00"), "2026-11-07T23:00:00Z");
    }

    #[test]
    fn a_change_of_the_clocks_changes_the_length() {
        assert_eq!(end(7, Unit::Days, "2026-03-25T12:00:00+01:00"), "2026-04-01T22:00:00Z");
        assert_eq!(end(7, Unit::Days, "2026-10-20T12:00:00+02:00"), "2026-10-27T23:00:00Z");
    }

    #[test]
    fn a_short_month_ends_the_window_on_its_last_day() {
        assert_eq!(end(3, Unit::Months, "2025-11-30T12:00:00+01:00"), "2026-02-28T23:00:00Z");
        assert_eq!(end(3, Unit::Months, "2026-01-15T12:00:00+01:00"), "2026-04-15T22:00:00Z");
    }

    #[test]
    fn order_is_certain_or_it_is_not() {
        let span = |count, unit| Span { count, unit };
        assert!(span(24, Unit::Hours).certainly_within(span(7, Unit::Days)));
        assert!(!span(30, Unit::Days).certainly_within(span(1, Unit::Months)));
        assert!(!span(1, Unit::Months).certainly_within(span(30, Unit::Days)));
        assert!(span(28, Unit::Days).certainly_within(span(1, Unit::Months)));
        assert!(span(1, Unit::Months).certainly_within(span(31, Unit::Days)));
        assert!(!span(24, Unit::Hours).certainly_within(span(1, Unit::Days)));
        assert!(span(2, Unit::Months).certainly_within(span(2, Unit::Months)));
    }
}
