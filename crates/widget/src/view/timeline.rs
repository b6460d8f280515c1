//! Time: a slim line on the card where a deadline runs, and the same told in words where it unfolds.

use refund_policy::document::{RemedyKind, Status};
use refund_policy::{DateStyle, Decimal, Instant, Segment, TimeUnit};

use super::icon::{Icon, icon};
use super::shared::{View, just_before, p};
use crate::node::{Element, h, svg};

/// Where the deadline stands on the slim line, in per cent of its width.
const END: f64 = 64.0;
/// How far now stays from the ends, so that its dot is seen whole.
const MARGIN: f64 = 3.0;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What holds, now, until when, and what then. A screen reader says it as one sentence.
///
/// It is SVG in per cent of the width that there is, and sets no style: the strictest content security policy allows it.
pub(crate) fn slim(view: &View<'_>) -> Option<Element> {
    let until = view.deadline()?;
    let from = view.case.verdict.timeline.first()?.from;
    let now = view.case.verdict.at.max(from);
    let passed = (now.millis() - from.millis()) as f64 / (until.millis() - from.millis()).max(1) as f64;
    let here = (passed * END).clamp(MARGIN, END - MARGIN);
    let left = view.fill("timeline.left", &[("time", &time_left(view, now, until))]);
    let then = view.t(after(view, until));
    let end = last_day(view, until, DateStyle::ShortDay, DateStyle::ShortDayTime);
    let spoken = [("left", left.as_str()), ("date", &view.last_moment(until)), ("then", then)];
    let bar = |class: &str, x: f64, width: f64| {
        svg("rect")
            .class(class)
            .attr("x", percent(x))
            .attr("y", "1.83em")
            .attr("width", percent(width))
            .attr("height", "0.5em")
            .attr("rx", "0.25em")
    };
    let dot = svg("circle").class("dot").attr("cx", percent(here)).attr("cy", "2.08em").attr("r", "0.5em");
    let text = |class: &str, x: f64, y: &str, anchor: &str, text: &str| {
        svg("text").class(class).attr("x", percent(x)).attr("y", y).attr("text-anchor", anchor).child(text)
    };
    let picture = svg("svg")
        .class("time")
        .attr("part", "timeline")
        .attr("role", "img")
        .attr("aria-label", view.fill("timeline.sentence", &spoken))
        .child(bar("held", 0.0, END))
        .child(bar("left", here, END - here))
        .child(bar("then", END + 1.0, 99.0 - END))
        .child(dot)
        .child(text("now", END, "1.08em", "end", &left))
        .child(text("after", 100.0, "1.08em", "end", then))
        .child(text("from", 0.0, "3.83em", "start", &view.date(DateStyle::ShortDay, from)))
        .child(text("until", END, "3.83em", "end", &end));
    Some(picture)
}

/// How long there still is, in its largest unit; hours up to two days.
fn time_left(view: &View<'_>, now: Instant, until: Instant) -> String {
    let left = (until.millis() - now.millis()).max(MINUTE);
    let (number, unit) = match left {
        ..HOUR => (left / MINUTE, TimeUnit::Minute),
        HOUR..=172_800_000 => (left / HOUR, TimeUnit::Hour),
        _ => (left / DAY, TimeUnit::Day),
    };
    view.context.format.unit(Decimal::from(number), unit)
}

/// What comes after the deadline, in two or three words.
fn after(view: &View<'_>, until: Instant) -> &'static str {
    let next = view.case.verdict.timeline.iter().find(|segment| segment.from == until);
    match next {
        Some(Segment { status: Status::DoesNotQualify, .. }) => "timeline.then_nothing",
        Some(Segment { status: Status::Review, .. }) => "timeline.then_review",
        Some(next) if next.remedies.iter().all(|kind| is_part(*kind)) => "timeline.then_part",
        _ => "timeline.then_other",
    }
}

/// What gives only a part of what there is to be had.
fn is_part(kind: RemedyKind) -> bool {
    matches!(kind, RemedyKind::PartialRefund | RemedyKind::Credit | RemedyKind::LimitedSupport)
}

/// The last day of a time, or its last instant where the day is not whole.
fn last_day(view: &View<'_>, until: Instant, day: DateStyle, time: DateStyle) -> String {
    match view.is_midnight(until) {
        true => view.date(day, just_before(until)),
        false => view.date(time, until),
    }
}

fn percent(number: f64) -> String {
    let hundredths = (number * 100.0).round() as u32;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// The whole of time in words: what holds until when.
pub(crate) fn stretches(view: &View<'_>) -> Option<Element> {
    let verdict = &view.case.verdict;
    if verdict.timeline.len() < 2 || verdict.status == Status::NeedsInformation {
        return None;
    }
    let stretches = verdict.timeline.iter().map(|segment| stretch(view, segment));
    Some(h("ol").class("stretches").children(stretches))
}

fn stretch(view: &View<'_>, segment: &Segment) -> Element {
    let Segment { from, until, status, remedies } = segment;
    let (now, verdict) = (view.case.verdict.at, &view.case.verdict);
    let is_here = *from <= now && until.is_none_or(|until| now < until);
    let when = match until {
        Some(until) => {
            let date = last_day(view, *until, DateStyle::WeekdayDay, DateStyle::WeekdayDayTime);
            view.fill("timeline.until", &[("date", &date)])
        }
        None => view.t("timeline.afterwards").to_owned(),
    };
    let what = match remedies.as_slice() {
        [] => view.t(status_key(*status)).to_owned(),
        kinds => view.line(status_key(*status), &view.remedies(kinds, verdict.choice)),
    };
    let is_over = until.is_some_and(|until| until <= now);
    h("li")
        .class(if is_over { "stretch over" } else { "stretch" })
        .attr("data-status", status.name())
        .child(icon(Icon::of(*status)))
        .child(
            p("stretch-when", when)
                .children(is_here.then(|| h("span").class("tag").child(view.t("timeline.now")))),
        )
        .child(p("stretch-what", what))
}

/// The string of a status.
pub(crate) fn status_key(status: Status) -> &'static str {
    match status {
        Status::Qualifies => "status.qualifies",
        Status::ActionRequired => "status.action_required",
        Status::Review => "status.review",
        Status::DoesNotQualify => "status.does_not_qualify",
        Status::NeedsInformation => "status.needs_information",
    }
}

/// That the policy counts by other clocks than the shopper's, where these differ now.
pub(crate) fn other_clock(view: &View<'_>) -> Option<Element> {
    let at = view.context.now;
    if view.policy.zone().offset_at(at) == view.context.zone.offset_at(at) {
        return None;
    }
    let zone = &view.policy.document.zone;
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    Some(p("quiet", view.fill("deadline.zone", &[("zone", &city)])))
}
