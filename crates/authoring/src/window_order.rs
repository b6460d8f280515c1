//! Windows whose order depends on the date: when does the one end first, and when the other?

use chrono::NaiveDate;
use refund_policy::value::time::start_of_day;
use refund_policy::{Instant, Span, Zone};

/// Four years, so that every month has had each of its lengths and every change of the clocks has come.
const DAYS: usize = 4 * 365 + 1;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// An instant at which a window of the `one` length is over and one of the `other` length from the same start is not; none
/// where there is none.
///
/// An end by the calendar lies furthest from its start where that is a day's first instant, and nearest where it is
/// its last: so each day is tried at noon, at its beginning and just before its end.
pub(crate) fn ends_before(one: Span, other: Span, zone: &dyn Zone) -> Option<Instant> {
    if other.certainly_within(one) {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(2026, 1, 1)?;
    let days = first.iter_days().take(DAYS);
    days.flat_map(|day| starts(day, zone)).find_map(|start| {
        let (own, others) = (one.end(start, zone), other.end(start, zone));
        (own < others).then(|| middle(own, others))
    })
}

fn starts(day: NaiveDate, zone: &dyn Zone) -> Vec<Instant> {
    let Some(next) = day.succ_opt() else { return Vec::new() };
    let (begin, end) = (start_of_day(day, zone), start_of_day(next, zone));
    [begin.millis() + 12 * HOUR, begin.millis(), end.millis() - MINUTE].map(Instant::from_millis).into()
}

/// To the minute where they lie so far apart: people read it.
fn middle(from: Instant, until: Instant) -> Instant {
    let middle = from.millis().midpoint(until.millis());
    let rounded = middle - middle.rem_euclid(MINUTE);
    Instant::from_millis(if rounded >= from.millis() { rounded } else { middle })
}

#[cfg(test)]
mod tests {
    use super::ends_before;
    use refund_native::find_zone;
    use refund_policy::value::window::{Span, Unit};

    /// Between the ends, in both orders.
    fn both(zone: &str, one: (u32, Unit), other: (u32, Unit)) -> [Option<String>; 2] {
        let zone = find_zone(zone).expect("a known zone");
        let [one, other] = [one, other].map(|(count, unit)| Span { count, unit });
        let between =
            |first: Span, second| ends_before(first, second, zone.as_ref()).map(|at| at.to_string());
        [between(one, other), between(other, one)]
    }

    #[test]
    fn a_month_is_longer_or_shorter_than_thirty_days() {
        // From 30 January a month ends with February, and thirty days one day later; from 1 January it is the other way.
        let found = both("Europe/Madrid", (1, Unit::Months), (30, Unit::Days));
        assert_eq!(found, [Some("2026-03-01T11:00:00Z".into()), Some("2026-02-01T11:00:00Z".into())]);
    }

    #[test]
    fn only_where_clocks_change_does_a_day_end_before_24_hours_are_over() {
        let (day, hours) = ((1, Unit::Days), (24, Unit::Hours));
        // Bought at 23:59 on the eve of the change: the next day has 23 hours.
        assert_eq!(both("Europe/Madrid", day, hours)[0].as_deref(), Some("2026-03-29T22:29:00Z"));
        assert_eq!(both("Etc/UTC", day, hours)[0], None);
        assert!(both("Etc/UTC", day, hours)[1].is_some());
    }
}
