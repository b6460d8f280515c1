//! The timeline as a picture, and the same in words.
//!
//! The picture is SVG built of nodes, in per cent of the width that there is. Each stretch has a number, which the
//! list takes up, so that nothing depends on colour.

use refund_policy::{Segment, Status};

use crate::dom::{Element, el, svg};
use crate::format::Style;
use crate::view::known::section;
use crate::view::{Icon, View, icon};

/// The least part of the width that a stretch takes, in per cent, so that a short one is still seen.
const LEAST: f64 = 13.0;
/// How far apart two dates under the picture are at least, in per cent.
const SPACING: f64 = 20.0;

impl View<'_> {
    /// Nothing, where time changes nothing.
    pub(crate) fn timeline(&self) -> Option<Element> {
        let segments = &self.case.verdict.timeline;
        if segments.len() < 2 || self.case.verdict.status == Status::NeedsInformation {
            return None;
        }
        let here = segments.iter().position(|segment| {
            segment.from <= self.now && segment.until.is_none_or(|until| self.now < until)
        })?;
        let list =
            segments.iter().enumerate().map(|(index, segment)| self.stretch(segment, index, index == here));
        Some(
            section("timeline", self.t("timeline.heading"))
                .class("block timeline")
                .part("timeline")
                .child(self.picture(segments, here))
                .child(el("ol").class("stretches").children(list)),
        )
    }

    fn stretch(&self, segment: &Segment, index: usize, is_here: bool) -> Element {
        let from = self.format.date(Style::Short, segment.from);
        let when = match segment.until {
            Some(until) if index == 0 => {
                self.fill("timeline.until", &[("until", &self.format.date(Style::Short, until))])
            }
            Some(until) => self.format.range(Style::Short, segment.from, until),
            None => self.fill("timeline.from", &[("from", &from)]),
        };
        let what = self.t(&["status.", segment.status.name()].concat());
        let combination = match segment.status {
            Status::Review => refund_policy::document::Combination::Merchant,
            _ => self.case.verdict.choice,
        };
        let remedies = (!segment.remedies.is_empty()).then(|| self.remedies(&segment.remedies, combination));
        let what = remedies.map_or(what.clone(), |remedies| [what.as_str(), " – ", &remedies].concat());
        let here = is_here.then(|| el("span").class("tag here").text(self.t("timeline.you_are_here")));
        el("li")
            .class("stretch")
            .attr("data-status", segment.status.name())
            .child(icon(Icon::of(segment.status)))
            .child(
                el("span")
                    .class("stretch-text")
                    .child(el("span").class("stretch-when").text(when).text(" ").maybe(here))
                    .child(el("span").text(what)),
            )
    }

    fn picture(&self, segments: &[Segment], here: usize) -> Element {
        let widths = widths(segments, self.now.millis());
        let mut picture = svg("svg")
            .attr("class", "picture")
            .attr("role", "img")
            .attr("aria-label", self.t("timeline.picture"));
        let (mut left, mut last_tick) = (0.0, -SPACING);
        for (index, (segment, width)) in segments.iter().zip(&widths).enumerate() {
            let right = left + width;
            let now = (index == here).then(|| left + width * part(segment, self.now.millis()));
            picture = picture.child(bar(segment, left, *width, index));
            picture = picture.child(number(free_middle(left, right, now), index + 1));
            // Where two dates would run into each other, the list still has both.
            if let Some(until) = segment.until.filter(|_| right - last_tick >= SPACING) {
                picture = picture.child(text(right, "82", "tick", &self.format.date(Style::Day, until)));
                last_tick = right;
            }
            if let Some(now) = now {
                picture = picture.child(line(now)).child(text(now, "12", "now", &self.t("timeline.now")));
            }
            left = right;
        }
        picture
    }
}

/// The middle of what the line that marks now leaves free.
fn free_middle(left: f64, right: f64, now: Option<f64>) -> f64 {
    match now {
        Some(now) if now - left > right - now => (left + now) / 2.0,
        Some(now) => (now + right) / 2.0,
        None => (left + right) / 2.0,
    }
}

/// The width of each stretch in per cent: by its length, but none too small to be seen.
fn widths(segments: &[Segment], now: i64) -> Vec<f64> {
    let lengths: Vec<f64> = segments.iter().map(|segment| length(segment, now)).collect();
    let ended: f64 = lengths.iter().sum();
    let share = |length: &f64| (length / ended.max(1.0) * 100.0).max(LEAST);
    let shares: Vec<f64> = lengths.iter().map(share).collect();
    let all: f64 = shares.iter().sum();
    shares.iter().map(|share| share / all * 100.0).collect()
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

fn percent(number: f64) -> String {
    // Two decimals without the code for printing floats.
    let hundredths = (number * 100.0).round() as i64;
    let decimals = hundredths % 100;
    let zero = if decimals < 10 { "0" } else { "" };
    [&(hundredths / 100).to_string(), ".", zero, &decimals.to_string(), "%"].concat()
}

fn bar(segment: &Segment, left: f64, width: f64, index: usize) -> Element {
    svg("rect")
        .key(["bar", &index.to_string()].concat())
        .attr("class", "bar")
        .attr("data-status", segment.status.name())
        .attr("x", percent(left + 0.4))
        .attr("y", "24")
        .attr("width", percent((width - 0.8).max(0.5)))
        .attr("height", "34")
        .attr("rx", "6")
}

fn number(at: f64, number: usize) -> Element {
    let number = number.to_string();
    text(at, "46", "number", &number)
}

fn line(at: f64) -> Element {
    let at = percent(at);
    svg("line")
        .attr("class", "now-line")
        .attr("x1", at.clone())
        .attr("x2", at)
        .attr("y1", "17")
        .attr("y2", "65")
}

/// A text that stays within the picture.
fn text(at: f64, y: &'static str, class: &'static str, text: &str) -> Element {
    let anchor = match at {
        at if at < 8.0 => "start",
        at if at > 92.0 => "end",
        _ => "middle",
    };
    svg("text")
        .attr("class", class)
        .attr("x", percent(at))
        .attr("y", y)
        .attr("text-anchor", anchor)
        .text(text)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn per_cent_have_two_decimals() {
        assert_eq!(percent(0.4), "0.40%");
        assert_eq!(percent(33.333), "33.33%");
        assert_eq!(percent(100.0), "100.00%");
        assert_eq!(percent(7.05), "7.05%");
    }
}
