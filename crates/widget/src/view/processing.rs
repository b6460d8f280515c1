//! When an answer comes, and the money: how long the merchant takes, and the dates that come of it.
//!
//! Days are those of the policy's calendar. It does not name its holidays, so that business days are Monday to Friday here
//! and every date is told as approximate.

use chrono::{DateTime, Datelike, Days, NaiveDate};
use refund_policy::document::{Duration, DurationUnit};
use refund_policy::{DateStyle, Instant};

use super::shared::{View, p};
use crate::node::{Element, h};

/// The dates as if the request went out now, and how the money comes.
pub(crate) fn processing(view: &View<'_>) -> Option<Element> {
    let processing = &view.case.verdict.processing;
    let heading = match (processing.payout, processing.answer) {
        (Some(_), _) => "processing.money",
        (None, Some(_)) => "processing.reply",
        (None, None) => return None,
    };
    let steps = view.case.verdict.steps.iter().map(|step| step.met_at);
    let dates = dates(view, view.case.verdict.at, steps.collect(), true);
    let method = processing.method.as_deref().and_then(|method| view.find(&format!("processing.{method}")));
    let times = [processing.answer, processing.payout];
    let is_approximate = times.iter().flatten().any(|time| time.unit == DurationUnit::BusinessDays);
    let block = h("section")
        .key("processing")
        .class("processing")
        .attr("aria-labelledby", "processing-heading")
        .child(h("h4").id("processing-heading").class("clause-title").child(view.t(heading)))
        .child(h("ol").class("dates").children(dates))
        .children(method.map(|method| p("", method)))
        .children(is_approximate.then(|| p("small quiet", view.t("processing.note"))));
    Some(block)
}

/// When the answer is due and when money can come, counted from the arrival of the request.
///
/// `met` are the instants at which the steps are met; nobody knows when one will be that has not begun, nor what then
/// follows. Money comes only where money was asked for.
pub(crate) fn dates(
    view: &View<'_>,
    from: Instant,
    met: Vec<Option<Instant>>,
    is_money: bool,
) -> Vec<Element> {
    let processing = &view.case.verdict.processing;
    let today = day_of(view, from);
    let answered =
        processing.answer.map(|time| (after(today, time.min, time.unit), after(today, time.max, time.unit)));
    let mut dates = Vec::new();
    if let (Some((_, last)), Some(time)) = (answered, processing.answer) {
        dates.push(item(by(view, last), view.fill("processing.answer", &[("time", &duration(view, time))])));
    }
    let Some(payout) = processing.payout.filter(|_| is_money) else { return dates };
    let steps: Option<Vec<NaiveDate>> = met.into_iter().map(|at| at.map(|at| day_of(view, at))).collect();
    let time = duration(view, payout);
    match steps {
        Some(steps) => {
            let last_step = steps.into_iter().max().unwrap_or(today);
            let (first, last) = answered.unwrap_or((today, today));
            let latest = last.max(last_step);
            let until = after(latest, payout.max, payout.unit);
            let range = range(view, after(first.max(last_step), payout.min, payout.unit), until);
            dates.push(item(range, view.fill("processing.payout", &[("time", &time)])));
            dates.extend(payout.exceptionally.map(|(max, unit)| {
                let time = [("time", &*plural(view, max, unit))];
                item(by(view, after(latest, max, unit)), view.fill("processing.exceptionally", &time))
            }));
        }
        None => {
            let after = view.fill("processing.after", &[("time", &time)]);
            dates.push(item(after, view.t("processing.usual").to_owned()));
            dates.extend(payout.exceptionally.map(|(max, unit)| {
                let time = [("time", &*plural(view, max, unit))];
                item(view.fill("processing.after", &time), view.fill("processing.exceptionally", &time))
            }));
        }
    }
    dates
}

/// About when something happens, and what.
fn item(when: String, what: String) -> Element {
    h("li")
        .class("dated")
        .child(h("span").class("dated-when").child(when))
        .child(" ")
        .child(h("span").child(what))
}

fn by(view: &View<'_>, day: NaiveDate) -> String {
    let now = view.local(view.context.now);
    let date = view.context.format.date(DateStyle::WeekdayDay, noon(day), now);
    view.fill("processing.by", &[("date", &date)])
}

fn range(view: &View<'_>, from: NaiveDate, until: NaiveDate) -> String {
    let now = view.local(view.context.now);
    if from == until {
        return view.context.format.date(DateStyle::Day, noon(from), now);
    }
    let (from, until) = view.context.format.day_range(from, until, now);
    view.fill("processing.range", &[("from", &from), ("until", &until)])
}

/// A length of time, from its least to its greatest: "5 to 10 business days".
pub(crate) fn duration(view: &View<'_>, time: Duration) -> String {
    let most = plural(view, time.max, time.unit);
    match time.min < time.max && time.min > 0 {
        true => {
            view.fill("processing.length", &[("least", &view.whole(u64::from(time.min))), ("most", &most)])
        }
        false => most,
    }
}

fn plural(view: &View<'_>, number: u32, unit: DurationUnit) -> String {
    let key = match unit {
        DurationUnit::Hours => "duration.hours",
        DurationUnit::Days => "duration.days",
        DurationUnit::BusinessDays => "duration.business_days",
    };
    view.plural(key, u64::from(number))
}

fn noon(day: NaiveDate) -> chrono::NaiveDateTime {
    day.and_hms_opt(12, 0, 0).unwrap_or_default()
}

/// The day of an instant in the policy's zone.
fn day_of(view: &View<'_>, at: Instant) -> NaiveDate {
    let offset = i64::from(view.policy.zone().offset_at(at)) * 1000;
    DateTime::from_timestamp_millis(at.millis().saturating_add(offset)).unwrap_or_default().date_naive()
}

/// The day on which so much time has passed, the first one not counted.
pub(crate) fn after(day: NaiveDate, count: u32, unit: DurationUnit) -> NaiveDate {
    let later = |days: u32| day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day);
    match unit {
        DurationUnit::Hours => later(count.div_ceil(24)),
        DurationUnit::Days => later(count),
        DurationUnit::BusinessDays => {
            // From a weekend on it is counted as from the Friday before.
            let weekday = day.weekday().num_days_from_monday();
            let monday = day.checked_sub_days(Days::new(u64::from(weekday))).unwrap_or(day);
            let worked = weekday.min(4) + count;
            let days = worked / 5 * 7 + worked % 5;
            monday.checked_add_days(Days::new(u64::from(days))).unwrap_or(day)
        }
    }
}
