//! What happens after the request: how long the merchant takes, and the dates that come of it.
//!
//! Days are those of the policy's calendar. It does not name its holidays, so that business days are Monday to Friday here
//! and every date is told as approximate.

use refund_policy::document::{Duration, DurationUnit};
use refund_policy::{Instant, Zone};

use crate::dom::{Element, el};
use crate::format::Style;
use crate::view::View;
use crate::view::known::section;

const DAY: i64 = 86_400_000;

/// A day of a calendar, counted from 1970.
type Day = i64;

impl View<'_> {
    /// Reckoned from the request's arrival, or as if it went out today.
    pub(crate) fn processing(&self) -> Option<Element> {
        let processing = &self.case.verdict.processing;
        let sent_at = self.state.receipt.as_ref().map(|receipt| receipt.received_at.unwrap_or(self.now));
        let today = day(sent_at.unwrap_or(self.now), self.policy.zone());
        let mut list = el("ol").class("dates");
        let (mut earliest, mut latest) = (today, today);
        if let Some(answer) = processing.answer {
            (earliest, latest) = span(today, today, answer);
            list = list.child(self.dated(self.by(latest), "processing.answer", &self.duration(answer)));
        }
        if let Some(payout) = processing.payout {
            let (from, until) = span(earliest, latest, payout);
            let range = self.format.range(Style::CalendarRange, noon(from), noon(until));
            list = list.child(self.dated(range, "processing.payout", &self.duration(payout)));
            if let Some((max, unit)) = payout.exceptionally {
                let by = self.by(after(latest, max, unit));
                list = list.child(self.dated(by, "processing.exceptionally", &self.count(max, unit, None)));
            }
        }
        let method = processing.method.as_ref();
        let method = method.and_then(|method| self.strings.find(&["processing.", method].concat()));
        let note = if sent_at.is_some() { "processing.note_sent" } else { "processing.note" };
        Some(
            section("processing", self.t("processing.heading"))
                .class("block")
                .part("processing")
                .child(list.or_none()?)
                .maybe(method.map(|method| el("p").text(method)))
                .child(el("p").class("quiet").text(self.t(note))),
        )
    }

    /// What happens, and about when.
    fn dated(&self, date: String, key: &str, time: &str) -> Element {
        el("li")
            .class("dated")
            .child(el("span").class("dated-when").text(date))
            .text(" ")
            .child(el("span").class("dated-what").text(self.fill(key, &[("time", time)])))
    }

    fn by(&self, day: Day) -> String {
        self.fill("processing.by", &[("date", &self.format.date(Style::Calendar, noon(day)))])
    }

    fn duration(&self, duration: Duration) -> String {
        self.count(duration.max, duration.unit, Some(duration.min).filter(|min| *min < duration.max))
    }

    fn count(&self, max: u32, unit: DurationUnit, min: Option<u32>) -> String {
        let max_shown = self.format.count(max);
        let shown =
            min.map_or(max_shown.clone(), |min| [self.format.count(min).as_str(), "–", &max_shown].concat());
        self.strings.plural(&["duration.", unit.name()].concat(), &self.format.plural(max), &shown)
    }
}

/// The first and the last day on which it can be over, where it begins on one of these.
fn span(earliest: Day, latest: Day, duration: Duration) -> (Day, Day) {
    (after(earliest, duration.min, duration.unit), after(latest, duration.max, duration.unit))
}

/// The day on which so much time has passed, the first one not counted.
fn after(day: Day, count: u32, unit: DurationUnit) -> Day {
    let count = i64::from(count);
    match unit {
        DurationUnit::Hours => day + (count + 23) / 24,
        DurationUnit::Days => day + count,
        DurationUnit::BusinessDays => {
            // 1 January 1970 was a Thursday. From a weekend on it is counted as from the Friday before.
            let weekday = (day + 3).rem_euclid(7);
            let worked = weekday.min(4) + count;
            day - weekday + worked / 5 * 7 + worked % 5
        }
    }
}

fn day(at: Instant, zone: &dyn Zone) -> Day {
    (at.millis() + i64::from(zone.offset_at(at)) * 1000).div_euclid(DAY)
}

/// The instant as which [`Style::Calendar`] takes a day.
fn noon(day: Day) -> Instant {
    Instant::from_millis(day * DAY + DAY / 2)
}

#[cfg(test)]
mod tests {
    use refund_policy::Instant;
    use refund_policy::document::DurationUnit;

    use super::{DAY, after, noon};

    /// The day that follows a date after a count of business days.
    fn worked(date: &str, count: u32) -> String {
        let day = Instant::parse(&[date, "T00:00:00Z"].concat()).unwrap().millis() / DAY;
        let until = noon(after(day, count, DurationUnit::BusinessDays)).to_string();
        until.split('T').next().unwrap().to_owned()
    }

    #[test]
    fn business_days_leave_the_weekend_out() {
        // 20 November 2026 is a Friday.
        for (from, count, until) in [
            ("2026-11-20", 0, "2026-11-20"),
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-20", 2, "2026-11-24"),
            ("2026-11-20", 5, "2026-11-27"),
            ("2026-11-21", 1, "2026-11-23"),
            ("2026-11-22", 5, "2026-11-27"),
            ("2026-11-23", 4, "2026-11-27"),
            ("2026-11-23", 5, "2026-11-30"),
            ("2026-11-18", 31, "2026-12-31"),
        ] {
            assert_eq!(worked(from, count), until, "{count} after {from}");
        }
    }

    #[test]
    fn hours_and_days_are_days_of_the_calendar() {
        assert_eq!([24, 25, 48].map(|hours| after(10, hours, DurationUnit::Hours)), [11, 12, 12]);
        assert_eq!(after(10, 90, DurationUnit::Days), 100);
    }
}
