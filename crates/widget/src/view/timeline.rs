//! The timeline as a picture, and the same in words.
//!
//! The picture is a stair of time: the more the policy gives, the higher the step. What is only possible is dashed, and what
//! is refused is a thin line, so that nothing depends on colour. It is SVG built of nodes, in per cent of the width that
//! there is; the style sheet mirrors it where the page runs from right to left.

use refund_policy::document::{Combination, RemedyKind};
use refund_policy::{Instant, Segment, Status};

use crate::dom::{Element, el, svg};
use crate::format::Style;
use crate::question::is_midnight;
use crate::view::known::section;
use crate::view::{Icon, View, icon};

/// The least part of the width that a stretch takes, in per cent, so that a short one is still seen.
const LEAST: f64 = 13.0;
/// The width of a letter where the picture is narrowest, in per cent.
const LETTER: f64 = 2.7;
/// Where the stair stands.
const GROUND: u32 = 80;

impl View<'_> {
    /// The stair, with now and the deadline marked. Nothing, where time changes nothing.
    pub(crate) fn picture(&self) -> Option<Element> {
        let (segments, here) = self.stretches()?;
        let now = self.now.millis();
        let mut picture =
            svg("svg").attr("class", "picture").attr("role", "img").attr("aria-label", self.alternative());
        let (mut left, mut at_now, mut ends) = (0.0, 0.0, Vec::new());
        for (index, (segment, width)) in segments.iter().zip(widths(segments, now)).enumerate() {
            let right = left + width;
            if index == here {
                at_now = left + width * part(segment, now);
            }
            picture = picture.child(step(segment, left, right, at_now));
            ends.extend(segment.until.map(|until| (right, until)));
            left = right;
        }
        let passed = svg("rect").attr("class", "passed").attr("y", "28").attr("width", percent(at_now));
        let dot = svg("circle").attr("class", "now-dot").attr("cx", percent(at_now));
        let now = Label::new(at_now, self.t("timeline.now")).show("now", 13);
        Some(
            picture
                .child(passed.attr("height", (GROUND - 28).to_string()))
                .child(level("ground", GROUND).attr("x2", "100%"))
                .children(self.dates(segments.first()?.from, &ends))
                .child(line("now-line", at_now, 20))
                .child(dot.attr("cy", GROUND.to_string()).attr("r", "5"))
                .child(now),
        )
    }

    /// The same in words.
    pub(crate) fn timeline(&self) -> Option<Element> {
        let (segments, here) = self.stretches()?;
        let mut list = el("ol").class("stretches");
        for (index, segment) in segments.iter().enumerate() {
            list = list.child(self.stretch(segment, index == 0, index == here));
        }
        let timeline = section("timeline", self.t("timeline.heading"));
        Some(timeline.class("block timeline").part("timeline").child(list))
    }

    /// The stretches of time, and the one in which now is.
    fn stretches(&self) -> Option<(&[Segment], usize)> {
        let verdict = &self.case.verdict;
        let segments = verdict.timeline.as_slice();
        if segments.len() < 2 || verdict.status == Status::NeedsInformation {
            return None;
        }
        let is_here = |segment: &Segment| {
            segment.from <= self.now && segment.until.is_none_or(|until| self.now < until)
        };
        Some((segments, segments.iter().position(is_here)?))
    }

    /// What the picture marks, in words.
    fn alternative(&self) -> String {
        let now = self.format.date(Style::Short, self.now);
        match self.case.deadline() {
            Some(until) => self.fill("timeline.picture_until", &[("now", &now), ("until", &self.end(until))]),
            None => self.fill("timeline.picture", &[("now", &now)]),
        }
    }

    /// The dates under the stair: the deadline's first, then those which that leaves room for.
    fn dates(&self, start: Instant, ends: &[(f64, Instant)]) -> Vec<Element> {
        let deadline = self.case.deadline();
        let (mut shown, mut labels) = (Vec::new(), Vec::new());
        if let Some((at, until)) = ends.iter().find(|(_, until)| Some(*until) == deadline) {
            let style = if is_midnight(*until) { Style::Day } else { Style::DayTime };
            let mut date = Label::new(*at, self.format.date(style, before(*until)));
            let mut word = Label::new(*at, self.t("timeline.deadline"));
            (date.half, word.half) = (date.half.max(word.half), date.half.max(word.half));
            let flag = svg("path").attr("class", "flag").attr("d", "M0 24h14l-4 5 4 5H0z");
            shown.push(line("deadline-line", *at, 24));
            shown.push(mark(*at).child(flag));
            shown.push(date.show("tick deadline-tick", GROUND + 18));
            shown.push(word.show("tick", GROUND + 33));
            labels.extend([date, word]);
        }
        for (at, day) in [ends, &[(0.0, start)]].concat() {
            let day = if at > 0.0 { before(day) } else { day };
            let label = Label::new(at, self.format.date(Style::Day, day));
            if labels.iter().all(|other| label.is_apart(other)) {
                shown.push(label.show("tick", GROUND + 18));
                labels.push(label);
            }
        }
        shown
    }

    fn stretch(&self, segment: &Segment, is_first: bool, is_here: bool) -> Element {
        let status = self.t(&["status.", segment.status.name()].concat());
        let choice = match segment.status {
            Status::Review => Combination::Merchant,
            _ => self.case.verdict.choice,
        };
        let (what, more) = match segment.status {
            Status::NeedsInformation => (status, Some(self.t("timeline.depends"))),
            _ if segment.remedies.is_empty() => (status, None),
            _ => (self.remedies(&segment.remedies, choice), Some(status)),
        };
        let mut when = self.when(segment, is_first);
        if let Some(more) = more {
            when = [&when, " · ", &more].concat();
        }
        let tag = |key: &str| el("span").class("tag").text(self.t(key));
        let is_over = segment.until.is_some_and(|until| until <= self.now);
        let is_deadline = segment.until.is_some() && segment.until == self.case.deadline();
        el("li")
            .class(if is_over { "stretch over" } else { "stretch" })
            .attr("data-status", segment.status.name())
            .child(icon(Icon::of(segment.status)))
            .child(
                el("p")
                    .class("stretch-what")
                    .child(el("span").text(what))
                    .text(" ")
                    .maybe(is_here.then(|| tag("timeline.you_are_here").class("tag here"))),
            )
            .child(
                el("p")
                    .class("stretch-when")
                    .text(when)
                    .text(" ")
                    .maybe(is_deadline.then(|| tag("timeline.deadline"))),
            )
    }

    fn when(&self, segment: &Segment, is_first: bool) -> String {
        let (from, until) = (segment.from, segment.until);
        let style = |at| if is_midnight(at) { Style::Weekday } else { Style::Short };
        match until {
            None => self.fill("timeline.from", &[("from", &self.format.date(style(from), from))]),
            Some(until) if is_first => {
                let key = if is_midnight(until) { "timeline.until_end" } else { "timeline.until" };
                self.fill(key, &[("until", &self.format.date(style(until), before(until)))])
            }
            Some(until) => self.format.range(Style::Short, from, before(until)),
        }
    }
}

/// The last instant before an end, which is on the last day; a minute's figures are the same, but at midnight.
fn before(until: Instant) -> Instant {
    if is_midnight(until) { Instant::from_millis(until.millis() - 1) } else { until }
}

/// The width of each stretch in per cent: by its length, but none too small to be seen.
fn widths(segments: &[Segment], now: i64) -> Vec<f64> {
    let mut widths = Vec::new();
    let (mut whole, mut sum) = (0.0, 0.0);
    for segment in segments {
        whole += length(segment, now);
    }
    for segment in segments {
        let width = (length(segment, now) / whole.max(1.0) * 100.0).max(LEAST);
        sum += width;
        widths.push(width);
    }
    for width in &mut widths {
        *width *= 100.0 / sum;
    }
    widths
}

/// How long a stretch is in the picture; the last one never ends, and is shown until a bit after now.
fn length(segment: &Segment, now: i64) -> f64 {
    let from = segment.from.millis();
    let length = match segment.until {
        Some(until) => until.millis() - from,
        None => ((now - from) * 3 / 2).max(0),
    };
    length as f64
}

/// How far now is into its stretch, from 0 to 1.
fn part(segment: &Segment, now: i64) -> f64 {
    let passed = (now - segment.from.millis()) as f64;
    (passed / length(segment, now).max(1.0)).clamp(0.0, 1.0)
}

/// A step of the stair, with the icon of its status in what is left of it after `now`.
fn step(segment: &Segment, left: f64, right: f64, now: f64) -> Element {
    let rise = rise(segment);
    let (from, width) = (percent(left + 0.4), percent((right - left - 0.8).max(0.5)));
    let bar = svg("rect").attr("class", "bar").attr("x", from.clone()).attr("y", (GROUND - rise).to_string());
    let bar = bar.attr("width", width).attr("height", rise.to_string());
    let edge = level("edge", GROUND - rise).attr("x1", from).attr("x2", percent(right - 0.4));
    let middle = (if left < now && now < right { now } else { left }).midpoint(right);
    // In the middle of a step, or above one that is too low.
    let height = if rise > 24 { GROUND - rise / 2 - 9 } else { GROUND - rise - 24 };
    let sign = icon(Icon::of(segment.status)).attr("x", "-9").attr("y", height.to_string());
    let sign = sign.attr("width", "18").attr("height", "18");
    svg("g")
        .attr("class", "stair")
        .attr("data-status", segment.status.name())
        .child(bar)
        .child(edge)
        .child(mark(middle).child(sign))
}

/// How high a step is: by how much is given, and how surely.
fn rise(segment: &Segment) -> u32 {
    let is_part = |kind: &RemedyKind| {
        matches!(kind, RemedyKind::PartialRefund | RemedyKind::Credit | RemedyKind::LimitedSupport)
    };
    match segment.status {
        Status::DoesNotQualify => 4,
        Status::NeedsInformation => 16,
        Status::Review => 28,
        Status::Qualifies | Status::ActionRequired if segment.remedies.iter().any(is_part) => 36,
        Status::Qualifies | Status::ActionRequired => 50,
    }
}

/// A text at a place of the picture, which it does not leave.
struct Label {
    at: f64,
    text: String,
    /// Its half width, in per cent where the picture is narrowest.
    half: f64,
}

impl Label {
    fn new(at: f64, text: String) -> Label {
        let half = text.chars().count() as f64 * LETTER / 2.0;
        Label { at, text, half }
    }

    /// Its anchor, and where its middle is then.
    fn anchor(&self) -> (&'static str, f64) {
        match self.at {
            at if at < self.half => ("start", at + self.half),
            at if at > 100.0 - self.half => ("end", at - self.half),
            at => ("middle", at),
        }
    }

    fn is_apart(&self, other: &Label) -> bool {
        (self.anchor().1 - other.anchor().1).abs() > self.half + other.half
    }

    fn show(&self, class: &'static str, y: u32) -> Element {
        svg("text")
            .attr("class", class)
            .attr("x", percent(self.at))
            .attr("y", y.to_string())
            .attr("text-anchor", self.anchor().0)
            .text(self.text.clone())
    }
}

/// A place for what does not grow with the picture.
fn mark(at: f64) -> Element {
    svg("svg").attr("class", "mark").attr("x", percent(at)).attr("aria-hidden", "true")
}

/// A level line.
fn level(class: &'static str, y: u32) -> Element {
    let y = y.to_string();
    svg("line").attr("class", class).attr("y1", y.clone()).attr("y2", y)
}

/// An upright line down to a little under the ground.
fn line(class: &'static str, at: f64, top: u32) -> Element {
    let (x, bottom) = (percent(at), GROUND + 5);
    svg("line")
        .attr("class", class)
        .attr("x1", x.clone())
        .attr("x2", x)
        .attr("y1", top.to_string())
        .attr("y2", bottom.to_string())
}

fn percent(number: f64) -> String {
    // Two decimals without the code for printing floats.
    let hundredths = (number * 100.0).round() as i64;
    let decimals = hundredths % 100;
    let zero = if decimals < 10 { "0" } else { "" };
    [&(hundredths / 100).to_string(), ".", zero, &decimals.to_string(), "%"].concat()
}

#[cfg(test)]
mod tests {
    use super::{Label, percent};

    #[test]
    fn per_cent_have_two_decimals() {
        assert_eq!(percent(0.4), "0.40%");
        assert_eq!(percent(33.333), "33.33%");
        assert_eq!(percent(100.0), "100.00%");
        assert_eq!(percent(7.05), "7.05%");
    }

    #[test]
    fn labels_stay_within_the_picture_and_apart() {
        let label = |at| Label::new(at, "22 nov, 07:00".to_owned());
        assert_eq!([2.0, 50.0, 99.0].map(|at| label(at).anchor().0), ["start", "middle", "end"]);
        assert!(label(10.0).is_apart(&label(80.0)));
        assert!(!label(40.0).is_apart(&label(60.0)));
    }
}
