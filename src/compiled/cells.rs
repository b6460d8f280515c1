//! Cells: the finitely many kinds of value between which a policy's conditions can tell.
//!
//! A choice has a cell for each value, a flag two, a number one for each interval between the constants it is
//! compared with, an instant one for each set of windows that can be open at once; and where a fact may be none,
//! that is a cell of its own, the last.
use crate::document::{Comparison, Condition, Fact, FactKind, Range, Test, Value};
use crate::value::code;
use crate::value::decimal::Decimal;
use crate::value::limits;
use crate::value::problem::Problem;
use crate::value::time::{Instant, Zone};
use crate::value::window::{Span, Unit};

/// A set of cells of one fact, a bit each.
pub type CellSet = u64;

/// How a fact's values fall into cells.
#[derive(Clone)]
pub struct Cells {
    partition: Partition,
    nullable: bool,
}

/// What the cells of a fact are, but for that of none.
#[derive(Clone)]
pub enum Partition {
    /// As many values as a choice has; two for a flag; one for what is never tested.
    Values(usize),
    /// The intervals between cuts, and which of them hold a number that the fact may be.
    Intervals {
        /// In their order.
        cuts: Vec<Cut>,
        /// Which hold a number.
        possible: CellSet,
    },
    /// The sets of windows that can be open at once.
    Windows {
        /// The windows.
        spans: Vec<Span>,
        /// The sets, a bit for each window.
        open: Vec<u64>,
    },
}

/// A place between two numbers: all up to `at`, with or without it, lie before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// Where it is.
    pub at: Decimal,
    /// Whether that number itself lies before.
    pub inclusive: bool,
}

/// From one bound to another, where there are any. Of a number the bound says whether it itself lies below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch<T> {
    pub(crate) from: Option<T>,
    pub(crate) to: Option<T>,
}

impl<T: PartialEq + Copy> Stretch<T> {
    /// Both as one, where one begins as the other ends.
    pub(crate) fn joined(self, other: Stretch<T>) -> Option<Stretch<T>> {
        if self.to.is_some() && self.to == other.from {
            return Some(Stretch { from: self.from, to: other.to });
        }
        (other.to.is_some() && other.to == self.from).then_some(Stretch { from: other.from, to: self.to })
    }
}

impl Cells {
    /// The cells of a fact under the conditions that test it, which are those of so many policies, unless there are too
    /// many.
    pub fn new<'a>(
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
    pub fn count(&self) -> usize {
        self.proper_count() + usize::from(self.nullable)
    }

    /// How many there are beside that of none.
    pub fn proper_count(&self) -> usize {
        match &self.partition {
            Partition::Values(count) => *count,
            Partition::Intervals { cuts, .. } => cuts.len() + 1,
            Partition::Windows { open, .. } => open.len(),
        }
    }

    /// The cell of a value at an instant.
    pub fn of(&self, value: Value, at: Instant, zone: &dyn Zone) -> Option<usize> {
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
    pub fn is_ordered(&self) -> bool {
        !matches!(&self.partition, Partition::Windows { spans, .. } if !is_chain(spans))
    }

    /// The cells in which a value can lie at one time or another, as far as that does not depend on other facts.
    pub fn ever_possible(&self) -> CellSet {
        self.none_cell()
            | match &self.partition {
                Partition::Intervals { possible, .. } => *possible,
                Partition::Values(_) | Partition::Windows { .. } => all(self.proper_count()),
            }
    }

    /// Whether its cells are single values, rather than stretches of numbers or of time.
    pub fn are_values(&self) -> bool {
        matches!(self.partition, Partition::Values(_))
    }

    /// The cell of "none", where the fact may be none.
    pub fn none(&self) -> Option<usize> {
        self.nullable.then(|| self.proper_count())
    }

    /// What they are, but for that of none.
    pub fn partition(&self) -> &Partition {
        &self.partition
    }

    /// The windows of an instant, and for each of its cells which of them are open, a bit each.
    pub fn windows(&self) -> (&[Span], &[u64]) {
        match &self.partition {
            Partition::Windows { spans, open } => (spans, open),
            _ => (&[], &[]),
        }
    }

    /// The cells in which one of several values may lie.
    pub(crate) fn possible_values(&self) -> CellSet {
        all(self.count())
    }

    /// The cells in which a number within this range may lie.
    pub(crate) fn possible_numbers(&self, range: &Range) -> CellSet {
        let Partition::Intervals { cuts, possible } = &self.partition else { return self.possible_values() };
        // Where bounds contradict each other, what the fact may be in itself has to do.
        let within = Some(numbers_in(cuts, range)).filter(|within| *within != 0);
        self.none_cell() | within.unwrap_or(*possible)
    }

    /// The cells in which an instant between two others (both included) may lie at `time`, which is not before them.
    pub(crate) fn possible_starts(
        &self,
        (earliest, latest): (Instant, Instant),
        time: Instant,
        zone: &dyn Zone,
    ) -> CellSet {
        let Partition::Windows { spans, open } = &self.partition else { return self.possible_values() };
        if is_chain(spans) && latest == time && spans.iter().all(|span| span.surely_over(earliest, time)) {
            return self.possible_values();
        }
        let sets = sets_between(spans, earliest, latest, time, zone);
        let cell = |(index, set): (usize, &u64)| if sets.contains(set) { 1 << index } else { 0 };
        self.none_cell() | open.iter().enumerate().map(cell).sum::<CellSet>()
    }

    /// The cell of "none", where the fact may be none.
    fn none_cell(&self) -> CellSet {
        if self.nullable { 1 << self.proper_count() } else { 0 }
    }

    /// The cells in which a test holds.
    pub fn passing(&self, test: &Test) -> CellSet {
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
    pub fn edge(&self, cell: usize, from: usize) -> Option<(Comparison, Decimal)> {
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

impl Cells {
    /// The least and the greatest number of a range that lie in a cell and can be given; none where there is none.
    pub(crate) fn ends(&self, cell: usize, range: &Range) -> Option<[Decimal; 2]> {
        let cuts = match &self.partition {
            Partition::Intervals { cuts, .. } => cuts.as_slice(),
            _ => return None,
        };
        let (low, high) = bounds(range, cell.checked_sub(1).and_then(|cell| cuts.get(cell)), cuts.get(cell));
        let least = match low {
            None => Decimal::LEAST,
            Some(low) if range.whole => least_whole(low).into(),
            Some((at, allowed)) => {
                if allowed {
                    at
                } else {
                    at.just_above()
                }
            }
        };
        let greatest = match high {
            None => Decimal::GREATEST,
            Some(high) if range.whole => greatest_whole(high).into(),
            Some((at, allowed)) => {
                if allowed {
                    at
                } else {
                    at.just_below()
                }
            }
        };
        (least <= greatest && cell <= cuts.len()).then_some([least, greatest])
    }

    /// The cuts between which an interval lies: each with its number, and whether that lies before it.
    pub(crate) fn cuts_around(&self, cell: usize) -> Stretch<(Decimal, bool)> {
        let Partition::Intervals { cuts, .. } = &self.partition else {
            return Stretch { from: None, to: None };
        };
        let cut =
            |place: Option<usize>| place.and_then(|place| cuts.get(place)).map(|cut| (cut.at, cut.inclusive));
        Stretch { from: cut(cell.checked_sub(1)), to: cut(Some(cell)) }
    }

    /// The first start in a cell, and the first after it, for a request at `at`; none where it has no such end.
    pub(crate) fn starts(&self, cell: usize, at: Instant, zone: &dyn Zone) -> Stretch<Instant> {
        let Partition::Windows { spans, open } = &self.partition else {
            return Stretch { from: None, to: None };
        };
        let set = open.get(cell).copied().unwrap_or_default();
        let firsts = |is_open: bool| {
            let of = move |(index, _): &(usize, &Span)| (set >> index & 1 == 1) == is_open;
            spans.iter().enumerate().filter(of).map(|(_, span)| first_open_start(*span, at, zone))
        };
        Stretch { from: firsts(true).max(), to: firsts(false).min() }
    }

    /// The cell of a number.
    pub(crate) fn of_number(&self, number: Decimal) -> usize {
        match &self.partition {
            Partition::Intervals { cuts, .. } => cuts.iter().filter(|cut| !cut.is_after(number)).count(),
            _ => 0,
        }
    }
}

/// The set of the first `count` cells.
pub fn all(count: usize) -> CellSet {
    if count >= limits::CELLS.most { CellSet::MAX } else { (1 << count) - 1 }
}

impl Cut {
    /// Whether a number lies before it.
    pub(crate) fn is_after(self, number: Decimal) -> bool {
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
    let cut = |test: &&Test| match test {
        Test::Compare(comparison, constant) => Some(cut_of(*comparison, *constant).0),
        _ => None,
    };
    let mut cuts: Vec<Cut> = tests.iter().filter_map(cut).collect();
    cuts.sort_unstable();
    cuts.dedup();
    limits::CELLS.check(cuts.len() + 1)?;
    let possible = numbers_in(&cuts, range);
    if possible == 0 {
        return Err(Problem::of(
            code::EMPTY_RANGE,
            "",
            "no number can be this: its `min` is above its `max`",
        ));
    }
    Ok(Partition::Intervals { cuts, possible })
}

/// The intervals between cuts in which a number within a range lies.
fn numbers_in(cuts: &[Cut], range: &Range) -> CellSet {
    let (mut inside, mut lower) = (0, None);
    for index in 0..=cuts.len() {
        let upper = cuts.get(index);
        if holds_a_number(range, lower, upper) {
            inside |= 1 << index;
        }
        lower = upper;
    }
    inside
}

/// Whether a number that the fact may be lies after `lower` and before `upper`.
fn holds_a_number(range: &Range, lower: Option<&Cut>, upper: Option<&Cut>) -> bool {
    let (Some(low), Some(high)) = bounds(range, lower, upper) else { return true };
    if range.whole {
        return least_whole(low) <= greatest_whole(high);
    }
    low.0 < high.0 || (low.0 == high.0 && low.1 && high.1)
}

/// A number, and whether it is itself allowed.
type Bound = (Decimal, bool);

/// Between which bounds the numbers of a range lie that come after `lower` and before `upper`.
fn bounds(range: &Range, lower: Option<&Cut>, upper: Option<&Cut>) -> (Option<Bound>, Option<Bound>) {
    let mut low = lower.map(|cut| (cut.at, !cut.inclusive));
    let mut high = upper.map(|cut| (cut.at, cut.inclusive));
    if let Some(min) = range.min.filter(|min| low.is_none_or(|(at, _)| *min > at)) {
        low = Some((min, true));
    }
    if let Some(max) = range.max.filter(|max| high.is_none_or(|(at, _)| *max < at)) {
        high = Some((max, true));
    }
    (low, high)
}

fn least_whole((at, allowed): Bound) -> i64 {
    if at.is_whole() && allowed { at.floor() } else { at.floor().saturating_add(1) }
}

fn greatest_whole((at, allowed): Bound) -> i64 {
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
    let open = (0..1_u64 << spans.len()).filter(|set| is_consistent(&spans, *set)).collect();
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

/// The sets of windows that are open at `time` for some start between two others.
///
/// A window's end never falls as its start rises, so the sets change at one start a window only.
fn sets_between(
    spans: &[Span],
    earliest: Instant,
    latest: Instant,
    time: Instant,
    zone: &dyn Zone,
) -> Vec<u64> {
    let mut starts = vec![earliest, latest];
    for span in spans {
        let first = first_open_start(*span, time, zone);
        starts.extend([first, Instant::from_millis(first.millis() - 1)]);
    }
    starts.retain(|start| (earliest..=latest).contains(start));
    starts.into_iter().map(|start| open_at(spans, start, time, zone)).collect()
}

/// The earliest start from which a window is still open at `at`.
pub fn first_open_start(span: Span, at: Instant, zone: &dyn Zone) -> Instant {
    /// No window lasts longer than two centuries.
    const LONGEST: i64 = 200 * 366 * 86_400_000;
    if span.unit == Unit::Hours {
        return Instant::from_millis(at.millis() - i64::from(span.count) * 3_600_000 + 1);
    }
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
