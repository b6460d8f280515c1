//! What the evaluator says in words: its own sentences in one language, with dates, amounts and numbers as the host writes them.

use std::sync::OnceLock;

use chrono::{DateTime, NaiveDateTime, NaiveTime};

use crate::document::{Combination, Comparison, NumberUnit, RemedyKind, Status};
use crate::value::decimal::Decimal;
use crate::value::format::{DateStyle, Format, ListKind, TimeUnit};
use crate::value::locale::Locale;
use crate::value::money::Money;
use crate::value::time::{Instant, Zone};
use crate::value::window::{Span, Unit};
use crate::verdict::amount::RemedyGiven;
use crate::verdict::strings::{Strings, table};

/// The words of one language.
///
/// Policies speak fewer languages than the evaluator does. A sentence never mixes two: one that quotes a policy's text is in
/// that text's language, and so these words have others beside them where they need to ([`Words::beside`]).
pub struct Words {
    strings: Strings,
    format: Box<dyn Format>,
    quoting: Option<Box<Words>>,
}

impl Words {
    /// The words of the language in which `format` writes; `strings` is that language's table.
    pub fn new(strings: Strings, format: Box<dyn Format>) -> Words {
        Words { strings, format, quoting: None }
    }

    /// These words, with those of the language in which the policy's texts are read: the best that the reader of these knows
    /// among the languages of policies.
    pub fn beside(self, quoting: Words) -> Words {
        Words { quoting: Some(Box::new(quoting)), ..self }
    }

    /// Their language.
    pub fn locale(&self) -> Locale {
        self.format.locale()
    }

    /// How dates, amounts and numbers are written in it.
    pub fn format(&self) -> &dyn Format {
        self.format.as_ref()
    }

    /// The words of a sentence that quotes the policy.
    pub fn quoting(&self) -> &Words {
        self.quoting.as_deref().unwrap_or(self)
    }

    /// The language in which the policy's texts are read.
    pub fn text_locale(&self) -> Locale {
        self.quoting().locale()
    }

    /// The remedy's name as it stands in a sentence or after a colon, with its article where it has one: "a full refund".
    ///
    /// The widget's strings call it the same (`remedy.full_refund`); a test of xtask's holds that.
    pub fn remedy(&self, kind: RemedyKind) -> &str {
        self.strings.named("remedy.", kind.name()).unwrap_or_default()
    }

    /// The status as a short phrase.
    pub fn status(&self, status: Status) -> &str {
        self.strings.named("status.", status.name()).unwrap_or_default()
    }

    /// Yes or no.
    pub fn yes_no(&self, yes: bool) -> &str {
        self.strings.get(if yes { "flag.yes" } else { "flag.no" })
    }

    /// Several things in one phrase, as a combination of remedies joins them.
    pub fn join(&self, parts: &[String], choice: Combination) -> String {
        match choice {
            Combination::All => self.format.list(parts, ListKind::And),
            Combination::Shopper | Combination::Merchant => self.format.list(parts, ListKind::Or),
            Combination::InOrder => parts.iter().fold(String::new(), |first, then| match first.is_empty() {
                true => then.clone(),
                false => self.strings.fill("remedies.in_order", &[("first", &first), ("then", then)]),
            }),
        }
    }

    /// The remedies in one phrase, with their amounts.
    pub fn remedies(&self, remedies: &[RemedyGiven], choice: Combination) -> String {
        let parts: Vec<String> = remedies.iter().map(|remedy| self.remedy_given(remedy)).collect();
        self.join(&parts, choice)
    }

    /// A remedy with its amount, where that is known: "a full refund (€49.90)".
    pub fn remedy_given(&self, given: &RemedyGiven) -> String {
        let name = self.remedy(given.kind);
        if let Some(between) = given.between {
            return self.remedy_between(given.kind, between.least, between.most);
        }
        let Some(amount) = given.amount else { return name.to_owned() };
        let key = if given.estimate { "remedy_with.about" } else { "remedy_with.amount" };
        self.strings.fill(key, &[("remedy", name), ("amount", &self.format.money(amount))])
    }

    /// A remedy whose amount lies between two: "a refund of the cancelled part (between €49.00 and €98.00)".
    pub fn remedy_between(&self, kind: RemedyKind, least: Money, most: Money) -> String {
        let (least, most) = (self.format.money(least), self.format.money(most));
        let values = [("remedy", self.remedy(kind)), ("least", &least), ("most", &most)];
        self.strings.fill("remedy_with.between", &values)
    }

    /// A remedy in the way in which it is wanted: "the cancellation (at once)".
    pub fn remedy_option(&self, kind: RemedyKind, option: &str) -> String {
        self.strings.fill("remedy_with.option", &[("remedy", self.remedy(kind)), ("option", option)])
    }

    /// A number with its unit: "9%", "48.5 hours", "3".
    pub fn number(&self, number: Decimal, unit: NumberUnit) -> String {
        match unit {
            NumberUnit::Count => self.format.number(number),
            NumberUnit::Hours => self.format.unit(number, TimeUnit::Hour),
            NumberUnit::Ratio => self.format.percent(number),
        }
    }

    /// A number that compares so with another: "more than 48 hours".
    pub fn compared(&self, comparison: Comparison, than: Decimal, unit: NumberUnit) -> String {
        let key = match comparison {
            Comparison::Above => "number.above",
            Comparison::AtLeast => "number.at_least",
            Comparison::Below => "number.below",
            Comparison::AtMost => "number.at_most",
        };
        self.strings.fill(key, &[("number", &self.number(than, unit))])
    }

    /// Any number, as an answer beside "none".
    pub fn any_number(&self) -> &str {
        self.strings.get("number.any")
    }

    /// Any instant, as an answer beside "none".
    pub fn any_instant(&self) -> &str {
        self.strings.get("instants.any")
    }

    /// Instants from one on, until before another, as an answer: "on or after Monday 23 November". A midnight is told by the
    /// day that it begins.
    pub fn instants(
        &self,
        from: Option<Instant>,
        until: Option<Instant>,
        now: Instant,
        zone: &dyn Zone,
    ) -> String {
        let now = wall(now, zone).unwrap_or_default();
        let told = |at: Instant| {
            written(at, zone, |at| {
                let is_midnight = at.time() == NaiveTime::MIN;
                let style = if is_midnight { DateStyle::WeekdayDay } else { DateStyle::WeekdayDayTime };
                self.format.date(style, at, now)
            })
        };
        let strings = &self.strings;
        match (from.map(told), until.map(told)) {
            (Some(from), Some(until)) => {
                strings.fill("instants.between", &[("from", &from), ("until", &until)])
            }
            (Some(from), None) => strings.fill("instants.from", &[("from", &from)]),
            (None, Some(until)) => strings.fill("instants.until", &[("until", &until)]),
            (None, None) => String::new(),
        }
    }

    /// A length of time: "48 hours", "1 month".
    pub fn span(&self, span: Span) -> String {
        let unit = match span.unit {
            Unit::Hours => TimeUnit::Hour,
            Unit::Days => TimeUnit::Day,
            Unit::Months => TimeUnit::Month,
        };
        self.format.unit(i64::from(span.count).into(), unit)
    }

    /// A time on a zone's clocks, for what is kept and read later: "21 November 2026, 14:30".
    pub fn full_instant(&self, at: Instant, zone: &dyn Zone) -> String {
        written(at, zone, |at| self.format.full_date(DateStyle::DayTime, at))
    }

    /// A time on a zone's clocks, as it is told at another: "Saturday 21 November, 14:30", with the year where that is
    /// another one.
    pub fn instant(&self, at: Instant, now: Instant, zone: &dyn Zone) -> String {
        let now = wall(now, zone).unwrap_or_default();
        written(at, zone, |at| self.format.date(DateStyle::WeekdayDayTime, at, now))
    }

    /// The day that ends at an instant, where that is a midnight, so that nobody takes the midnight for a day more:
    /// "Saturday 21 November".
    pub fn last_day(&self, end: Instant, now: Instant, zone: &dyn Zone) -> Option<String> {
        let now = wall(now, zone).unwrap_or_default();
        let is_midnight = wall(end, zone)?.time() == NaiveTime::MIN;
        let last = wall(Instant::from_millis(end.millis() - 1), zone)?;
        is_midnight.then(|| self.format.date(DateStyle::WeekdayDay, last, now))
    }

    /// What would change a verdict, as it is told at an instant on a zone's clocks.
    pub(crate) fn change<'a>(&'a self, now: Instant, zone: &'a dyn Zone) -> Change<'a> {
        Change { words: self, now, zone }
    }

    /// What a request is called: "Refund request". Several remedies of different kinds have no name of their own.
    pub(crate) fn request_title(&self, kinds: &[RemedyKind]) -> &str {
        let mut titles = kinds.iter().filter_map(|kind| self.strings.named("request.title.", kind.name()));
        match titles.next() {
            Some(title) if titles.all(|other| other == title) => title,
            _ => self.strings.get("request.title_of_several"),
        }
    }

    /// What a request asks for, in a sentence: what the policy promises is claimed, what the shop decides is asked for, and
    /// what the shopper chose is wished.
    pub(crate) fn request_sentence(&self, asked: Asked<'_>) -> String {
        let (key, remedies) = match asked {
            Asked::Promised(remedies) => ("request.claim", remedies),
            Asked::Possible(remedies) => ("request.consider", remedies),
            Asked::Chosen(remedies) => ("request.wish", remedies),
            Asked::Anything => ("request.plain", ""),
        };
        self.strings.fill(key, &[("remedies", remedies)])
    }
}

/// The words of every language, with the tables that stand in the source, each made when it is first needed.
pub struct Languages {
    format: fn(Locale) -> Box<dyn Format>,
    made: [OnceLock<Words>; Locale::ALL.len()],
}

impl Languages {
    /// Words with dates, amounts and numbers as this writes them.
    pub const fn new(format: fn(Locale) -> Box<dyn Format>) -> Languages {
        Languages { format, made: [const { OnceLock::new() }; Locale::ALL.len()] }
    }

    /// The words of a language; beside them, where policies do not speak it, those of the language in which its readers read a
    /// policy.
    pub fn words(&self, locale: Locale) -> &Words {
        let [es, fr, en, de, it, pt, nl, ca] = &self.made;
        let made = match locale {
            Locale::Es => es,
            Locale::Fr => fr,
            Locale::En => en,
            Locale::De => de,
            Locale::It => it,
            Locale::Pt => pt,
            Locale::Nl => nl,
            Locale::Ca => ca,
        };
        made.get_or_init(|| {
            let own = self.make(locale);
            let quoting = locale.of_policies();
            if quoting == locale { own } else { own.beside(self.make(quoting)) }
        })
    }

    #[expect(clippy::expect_used, reason = "the tables stand in the source, and the tests read each")]
    fn make(&self, locale: Locale) -> Words {
        Words::new(Strings::read(table(locale)).expect("a complete table"), (self.format)(locale))
    }
}

/// What a request asks for, in words.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// What the policy promises.
    Promised(&'a str),
    /// What the shop decides on.
    Possible(&'a str),
    /// What the shopper can have instead, and has chosen.
    Chosen(&'a str),
    /// Nothing in particular.
    Anything,
}

/// What a zone's clocks show; none beyond the calendar's end.
pub fn wall(at: Instant, zone: &dyn Zone) -> Option<NaiveDateTime> {
    let local = at.millis().checked_add(i64::from(zone.offset_at(at)) * 1000)?;
    DateTime::from_timestamp_millis(local).map(|local| local.naive_utc())
}

fn written(at: Instant, zone: &dyn Zone, write: impl Fn(NaiveDateTime) -> String) -> String {
    wall(at, zone).map_or(at.to_string(), write)
}

/// The sentences of what would change a verdict.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    words: &'a Words,
    now: Instant,
    zone: &'a dyn Zone,
}

/// When a change happens, as its result is told.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    /// It could have happened, and cannot any more: "you would have been entitled to".
    Past,
    /// It is supposed: "you would be entitled to".
    Supposed,
    /// It is to come: "you will be entitled to".
    ToCome,
}

impl Change<'_> {
    /// Condition of a change: had the request come before an instant.
    pub(crate) fn asked_before(self, end: Instant) -> String {
        match self.words.last_day(end, self.now, self.zone) {
            Some(day) => self.fill("what_if.asked_by", &[("day", &day)]),
            None => self.fill("what_if.asked_before", &[("at", &self.instant(end))]),
        }
    }

    /// Condition of a change: once an instant has come, and until another one where it does not hold for ever.
    pub(crate) fn from(self, start: Instant, end: Option<Instant>) -> String {
        let from = self.instant(start);
        let Some(end) = end else { return self.fill("what_if.from", &[("from", &from)]) };
        let (key, until) = match self.words.last_day(end, self.now, self.zone) {
            Some(day) => ("what_if.from_until_day", day),
            None => ("what_if.from_until", self.instant(end)),
        };
        self.fill(key, &[("from", &from), ("until", &until)])
    }

    /// Condition of a change: once a step is done, and the waiting time after it is over.
    pub(crate) fn once_done(self, step: &str, wait: Option<Span>) -> String {
        match wait {
            Some(wait) => {
                self.fill("what_if.step_waited", &[("step", step), ("time", &self.words.span(wait))])
            }
            None => self.fill("what_if.step_done", &[("step", step)]),
        }
    }

    /// Condition of a change: another answer.
    pub(crate) fn if_the_answer_were(self, label: &str, answer: &str) -> String {
        self.fill("what_if.answer", &[("label", label), ("answer", answer)])
    }

    /// Condition of a change: another number.
    pub(crate) fn if_it_were(self, label: &str, number: &str) -> String {
        self.fill("what_if.number", &[("label", label), ("number", number)])
    }

    /// The whole sentence: under this condition, what the policy promises, or what is left to the shop.
    pub(crate) fn result(self, condition: &str, mood: Mood, is_promise: bool, remedies: &str) -> String {
        let key = match (mood, is_promise, remedies.is_empty()) {
            (Mood::Past, true, false) => "what_if.had.given",
            (Mood::Past, true, true) => "what_if.had.given_plain",
            (Mood::Past, false, false) => "what_if.had.considered",
            (Mood::Past, false, true) => "what_if.had.considered_plain",
            (Mood::Supposed, true, false) => "what_if.would.given",
            (Mood::Supposed, true, true) => "what_if.would.given_plain",
            (Mood::Supposed, false, false) => "what_if.would.considered",
            (Mood::Supposed, false, true) => "what_if.would.considered_plain",
            (Mood::ToCome, true, false) => "what_if.will.given",
            (Mood::ToCome, true, true) => "what_if.will.given_plain",
            (Mood::ToCome, false, false) => "what_if.will.considered",
            (Mood::ToCome, false, true) => "what_if.will.considered_plain",
        };
        self.fill(key, &[("condition", condition), ("remedies", remedies)])
    }

    /// What approval still takes then, in a sentence of its own.
    pub(crate) fn step(self, step: &str) -> String {
        self.fill("what_if.step", &[("step", step)])
    }

    fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.strings.fill(key, values)
    }

    fn instant(self, at: Instant) -> String {
        self.words.instant(at, self.now, self.zone)
    }
}

/// A comparison for programs.
pub(crate) fn symbol(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Above => ">",
        Comparison::AtLeast => ">=",
        Comparison::Below => "<",
        Comparison::AtMost => "<=",
    }
}
