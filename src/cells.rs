//! Cells: the finitely many kinds of value between which a policy's conditions can tell.
//!
//! A choice has a cell for each value, a flag two, a number one for each interval between the constants it is
//! compared with, an instant one for each set of windows that can be open at once; and where a fact may be none,
//! that is a cell of its own, the last.

#[cfg(feature = "check")]
pub(crate) mod describe;
#[cfg(feature = "check")]
mod example;

use crate::code;
use crate::decimal::Decimal;
use crate::document::{Comparison, Condition, Fact, FactKind, Range, Test, Value};
use crate::gather::Gather;
use crate::limits;
use crate::problem::Problem;
use crate::sorted;
use crate::time::{Instant, Zone};
use crate::window::Span;

/// A set of cells of one fact, a bit each.
pub(crate) type CellSet = u64;

/// How a fact's values fall into cells.
#[derive(Clone)]
pub(crate) struct Cells {
    partition: Partition,
    nullable: bool,
}

#[derive(Clone)]
enum Partition {
    /// As many values as a choice has; two for a flag; one for what is never tested.
    Values(usize),
    /// The intervals between cuts, and which of them hold a number that the fact may be.
    Intervals { cuts: Vec<Cut>, possible: CellSet },
    /// The sets of windows that can be open at once.
    Windows { spans: Vec<Span>, open: Vec<u64> },
}

/// A place between two numbers: all up to `at`, with or without it, lie before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    at: Decimal,
    inclusive: bool,
}

impl Cells {
    /// The cells of a fact under the conditions that test it, which are those of so many policies, unless there are too
    /// many.
    pub(crate) fn new<'a>(
        fact: &Fact,
        index: usize,
        conditions: &[&'a Condition],
        policies: usize,
    ) -> Result<Cells, Problem> {
        let mut tests: Vec<&'a Test> = Vec::new();
        for condition in conditions {
            condition.each_test(&mut |tested, test| {
                if tested == index {
                    tests.push(test);
                }
            });
        }
        let partition = match &fact.kind {
            FactKind::Choice(choices) => Partition::Values(choices.len()),
            FactKind::Flag => Partition::Values(2),
            FactKind::Money => Partition::Values(1),
            FactKind::Number(range) => intervals(range, &tests)?,
            FactKind::Instant => windows(&tests, policies)?,
        };
        let cells = Cells { partition, nullable: fact.none.is_some() };
        limits::CELLS.check(cells.count())?;
        Ok(cells)
    }

    /// How many cells there are.
    pub(crate) fn count(&self) -> usize {
        self.proper_count() + usize::from(self.nullable)
    }

    fn proper_count(&self) -> usize {
        match &self.partition {
            Partition::Values(count) => *count,
            Partition::Intervals { cuts, .. } => cuts.len() + 1,
            Partition::Windows { open, .. } => open.len(),
        }
    }

    /// The cell of a value at an instant.
    pub(crate) fn of(&self, value: Value, at: Instant, zone: &dyn Zone) -> Option<usize> {
        match (value, &self.partition) {
            (Value::None, _) => Some(self.proper_count()),
            (Value::Choice(index), _) => Some(index),
            (Value::Flag(flag), _) => Some(usize::from(flag)),
            (Value::Number(number), Partition::Intervals { cuts, .. }) => {
                Some(cuts.iter().filter(|cut| !cut.is_after(number)).count())
            }
            (Value::Instant(start), Partition::Windows { spans, open }) => {
                let now = open_at(spans, start, at, zone);
                open.iter().position(|set| *set == now)
            }
            _ => Some(0),
        }
    }

    /// Whether it does not depend on the date in which cells an instant can lie.
    #[cfg(feature = "check")]
    pub(crate) fn is_ordered(&self) -> bool {
        !matches!(&self.partition, Partition::Windows { spans, .. } if !is_chain(spans))
    }

    /// The cells in which a value can lie at one time or another, as far as that does not depend on other facts.
    #[cfg(feature = "check")]
    pub(crate) fn ever_possible(&self) -> CellSet {
        let none = if self.nullable { 1 << self.proper_count() } else { 0 };
        none | match &self.partition {
            Partition::Intervals { possible, .. } => *possible,
            Partition::Values(_) | Partition::Windows { .. } => all(self.proper_count()),
        }
    }

    /// Whether its cells are single values, rather than stretches of numbers or of time.
    #[cfg(feature = "check")]
    pub(crate) fn are_values(&self) -> bool {
        matches!(self.partition, Partition::Values(_))
    }

    /// The cell of "none", where the fact may be none.
    #[cfg(feature = "check")]
    pub(crate) fn none(&self) -> Option<usize> {
        self.nullable.then(|| self.proper_count())
    }

    /// The windows of an instant, and for each of its cells which of them are open, a bit each.
    pub(crate) fn windows(&self) -> (&[Span], &[u64]) {
        match &self.partition {
            Partition::Windows { spans, open } => (spans, open),
            _ => (&[], &[]),
        }
    }

    /// The cells in which a value that is not known at `at` may lie.
    pub(crate) fn possible(&self, at: Instant, zone: &dyn Zone) -> CellSet {
        let none = if self.nullable { 1 << self.proper_count() } else { 0 };
        none | match &self.partition {
            Partition::Values(count) => all(*count),
            Partition::Intervals { possible, .. } => *possible,
            Partition::Windows { spans, open } if is_chain(spans) => all(open.len()),
            Partition::Windows { spans, open } => {
                let sets = sets_at(spans, at, zone);
                let cell = |(index, set): (usize, &u64)| if sets.contains(set) { 1 << index } else { 0 };
                open.iter().enumerate().map(cell).sum()
            }
        }
    }

    /// The cells in which a test holds.
    pub(crate) fn passing(&self, test: &Test) -> CellSet {
        match (test, &self.partition) {
            (Test::In(values), _) => values.iter().map(|value| 1 << value).fold(0, |set, bit: u64| set | bit),
            (Test::Is(flag), _) => 1 << usize::from(*flag),
            (Test::IsNone, _) if self.nullable => 1 << self.proper_count(),
            (Test::Compare(comparison, constant), Partition::Intervals { cuts, .. }) => {
                let (cut, below) = cut_of(*comparison, *constant);
                let before = cuts.iter().position(|known| *known == cut).map_or(0, |index| all(index + 1));
                if below { before } else { all(cuts.len() + 1) & !before }
            }
            (Test::Within(span), Partition::Windows { spans, open }) => opened(spans, open, *span),
            (Test::Elapsed(span), Partition::Windows { spans, open }) => {
                all(open.len()) & !opened(spans, open, *span)
            }
            _ => 0,
        }
    }
}

impl Cells {
    /// Where an interval begins or ends that is reached from the cell `from`.
    pub(crate) fn edge(&self, cell: usize, from: usize) -> Option<(Comparison, Decimal)> {
        let Partition::Intervals { cuts, .. } = &self.partition else { return None };
        let cut = cuts.get(if cell > from { cell.checked_sub(1)? } else { cell })?;
        let comparison = match (cell > from, cut.inclusive) {
            (true, true) => Comparison::Above,
            (true, false) => Comparison::AtLeast,
            (false, true) => Comparison::AtMost,
            (false, false) => Comparison::Below,
        };
        Some((comparison, cut.at))
    }
}

/// The set of the first `count` cells.
fn all(count: usize) -> CellSet {
    if count >= limits::CELLS.most { CellSet::MAX } else { (1 << count) - 1 }
}

impl Cut {
    fn is_after(self, number: Decimal) -> bool {
        number < self.at || (self.inclusive && number == self.at)
    }
}

/// The cut that a comparison makes, and whether it holds before it.
fn cut_of(comparison: Comparison, at: Decimal) -> (Cut, bool) {
    match comparison {
        Comparison::Below => (Cut { at, inclusive: false }, true),
        Comparison::AtMost => (Cut { at, inclusive: true }, true),
        Comparison::AtLeast => (Cut { at, inclusive: false }, false),
        Comparison::Above => (Cut { at, inclusive: true }, false),
    }
}

fn intervals(range: &Range, tests: &[&Test]) -> Result<Partition, Problem> {
    let mut cuts: Vec<Cut> = Vec::new();
    for test in tests {
        if let Test::Compare(comparison, constant) = test {
            sorted::insert(&mut cuts, cut_of(*comparison, *constant).0);
        }
    }
    limits::CELLS.check(cuts.len() + 1)?;
    let (mut possible, mut lower) = (0, None);
    for index in 0..=cuts.len() {
        let upper = cuts.get(index);
        if holds_a_number(range, lower, upper) {
            possible |= 1 << index;
        }
        lower = upper;
    }
    if possible == 0 {
        return Err(Problem::of(
            code::EMPTY_RANGE,
            "",
            "no number can be this: its `min` is above its `max`",
        ));
    }
    Ok(Partition::Intervals { cuts, possible })
}

/// Whether a number that the fact may be lies after `lower` and before `upper`.
fn holds_a_number(range: &Range, lower: Option<&Cut>, upper: Option<&Cut>) -> bool {
    // A bound is a number and whether it is itself allowed.
    let mut low = lower.map(|cut| (cut.at, !cut.inclusive));
    let mut high = upper.map(|cut| (cut.at, cut.inclusive));
    if let Some(min) = range.min.filter(|min| low.is_none_or(|(at, _)| *min > at)) {
        low = Some((min, true));
    }
    if let Some(max) = range.max.filter(|max| high.is_none_or(|(at, _)| *max < at)) {
        high = Some((max, true));
    }
    let (Some(low), Some(high)) = (low, high) else { return true };
    if range.whole {
        return least_whole(low) <= greatest_whole(high);
    }
    low.0 < high.0 || (low.0 == high.0 && low.1 && high.1)
}

fn least_whole((at, allowed): (Decimal, bool)) -> i64 {
    if at.is_whole() && allowed { at.floor() } else { at.floor().saturating_add(1) }
}

fn greatest_whole((at, allowed): (Decimal, bool)) -> i64 {
    if at.is_whole() && !allowed { at.floor().saturating_sub(1) } else { at.floor() }
}

fn windows(tests: &[&Test], policies: usize) -> Result<Partition, Problem> {
    let mut spans: Vec<Span> = Vec::new();
    for test in tests {
        if let Test::Within(span) | Test::Elapsed(span) = test
            && !spans.contains(span)
        {
            spans.push(*span);
        }
    }
    limits::WINDOWS.check(spans.len().div_ceil(policies))?;
    let open = (0..1_u64 << spans.len()).filter(|set| is_consistent(&spans, *set)).gather();
    Ok(Partition::Windows { spans, open })
}

/// Whether no open window would certainly outlast a closed one.
fn is_consistent(spans: &[Span], set: u64) -> bool {
    let is_open = |index: usize| set >> index & 1 == 1;
    spans.iter().enumerate().all(|(short, span)| {
        !is_open(short)
            || spans.iter().enumerate().all(|(long, other)| is_open(long) || !span.certainly_within(*other))
    })
}

/// Whether all windows have one unit and some length, so that every set of [`Partition::Windows`] occurs at any time.
fn is_chain(spans: &[Span]) -> bool {
    spans.iter().all(|span| span.count > 0 && spans.first().is_some_and(|first| first.unit == span.unit))
}

/// The windows after `start` that are open at `at`. Before `start` a window counts as open.
fn open_at(spans: &[Span], start: Instant, at: Instant, zone: &dyn Zone) -> u64 {
    let bit = |(index, span): (usize, &Span)| if at < span.end(start, zone) { 1 << index } else { 0 };
    spans.iter().enumerate().map(bit).sum()
}

/// The sets of windows that are open at `at` for some start up to then.
///
/// A window's end never falls as its start rises, so the sets change at one start a window only.
fn sets_at(spans: &[Span], at: Instant, zone: &dyn Zone) -> Vec<u64> {
    let mut sets = vec![open_at(spans, at, at, zone)];
    for span in spans {
        let first = first_open_start(*span, at, zone);
        for start in [first, Instant::from_millis(first.millis() - 1)] {
            sets.push(open_at(spans, start.min(at), at, zone));
        }
    }
    sets
}

/// The earliest start from which a window is still open at `at`.
fn first_open_start(span: Span, at: Instant, zone: &dyn Zone) -> Instant {
    /// No window lasts longer than two centuries.
    const LONGEST: i64 = 200 * 366 * 86_400_000;
    let (mut closed, mut open) = (at.millis() - LONGEST, at.millis());
    while open - closed > 1 {
        let middle = closed.midpoint(open);
        match at < span.end(Instant::from_millis(middle), zone) {
            true => open = middle,
            false => closed = middle,
        }
    }
    Instant::from_millis(open)
}

/// The cells in which a window is open.
fn opened(spans: &[Span], open: &[u64], span: Span) -> CellSet {
    let Some(index) = spans.iter().position(|known| *known == span) else { return 0 };
    let cell = |(cell, set): (usize, &u64)| if set >> index & 1 == 1 { 1 << cell } else { 0 };
    open.iter().enumerate().map(cell).sum()
}
