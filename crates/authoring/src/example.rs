//! Values that lie in a given cell: what a witness case is made of.

use refund_policy::compiled::cells::{CellSet, Cells, Cut, Partition, first_open_start};
use refund_policy::document::{Fact, FactKind, Range};
use refund_policy::{Currency, Decimal, Instant, Money, Span, Unit, Value, Zone};

const HOUR: i64 = 3_600_000;

/// Values of a fact that lie in these cells at `at`, cell by cell: numbers from the least to the greatest that were
/// tried, round ones among them, instants with the roundest first. None for a cell that cannot be reached at `at`.
pub(crate) fn examples(cells: &Cells, fact: &Fact, set: CellSet, at: Instant, zone: &dyn Zone) -> Vec<Value> {
    let proper = (0..cells.proper_count()).filter(|cell| set >> cell & 1 == 1);
    let tried: Vec<Value> = match (cells.partition(), &fact.kind) {
        (_, FactKind::Choice(_)) => proper.map(Value::Choice).collect(),
        (_, FactKind::Flag) => proper.map(|cell| Value::Flag(cell == 1)).collect(),
        (_, FactKind::Money) => hundred_euros().into_iter().collect(),
        (Partition::Intervals { cuts, .. }, FactKind::Number(range)) => {
            proper.flat_map(|cell| numbers(range, cuts, cell)).collect()
        }
        (Partition::Windows { spans, .. }, _) => starts(spans, at, zone),
        _ => Vec::new(),
    };
    let none = cells.none().map(|_| Value::None);
    let cell = |value: Value| Some((cells.of(value, at, zone)?, value));
    let mut inside: Vec<(usize, Value)> = tried.into_iter().chain(none).filter_map(cell).collect();
    inside.retain(|(cell, _)| set >> cell & 1 == 1);
    inside.sort_by_key(|(cell, _)| *cell);
    inside.dedup();
    inside.into_iter().map(|(_, value)| value).collect()
}

fn hundred_euros() -> Option<Value> {
    Currency::parse("EUR").map(|currency| Value::Money(Money { minor: 10_000, currency }))
}

/// Numbers in and around an interval, in their order, as far as the fact may be them.
fn numbers(range: &Range, cuts: &[Cut], cell: usize) -> Vec<Value> {
    let lower = cell.checked_sub(1).and_then(|cell| cuts.get(cell)).map(|cut| cut.at).or(range.min);
    let upper = cuts.get(cell).map(|cut| cut.at).or(range.max);
    let (lower, upper) = (lower.map(Decimal::to_f64), upper.map(Decimal::to_f64));
    let (low, high) = match (lower, upper) {
        (Some(low), Some(high)) => (low, high),
        (Some(low), None) => (low, low + 2.0),
        (None, Some(high)) => (high - 2.0, high),
        (None, None) => (0.0, 2.0),
    };
    let middle = low.midpoint(high);
    let tried = [low, low.floor() + 1.0, middle, middle.round(), high.ceil() - 1.0, high];
    let mut numbers: Vec<Decimal> = tried.into_iter().filter_map(Decimal::from_f64).collect();
    numbers.retain(|number| allows(range, *number));
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(Value::Number).collect()
}

fn allows(range: &Range, number: Decimal) -> bool {
    range.min.is_none_or(|min| number >= min)
        && range.max.is_none_or(|max| number <= max)
        && (number.is_whole() || !range.whole)
}

/// Instants up to `at` on both sides of every window's end: round ones first, then the last and the first that count.
fn starts(spans: &[Span], at: Instant, zone: &dyn Zone) -> Vec<Value> {
    let mut starts = vec![at.millis() - HOUR];
    for span in spans {
        let length = length(*span);
        let (half, after) = (length / 2 / HOUR * HOUR, length + 24 * HOUR);
        starts.extend([at.millis() - half, at.millis() - after]);
    }
    for span in spans {
        let first = first_open_start(*span, at, zone).millis();
        starts.extend([first, first - 1]);
    }
    starts.push(at.millis());
    starts.retain(|start| *start <= at.millis());
    starts.into_iter().map(|start| Value::Instant(Instant::from_millis(start))).collect()
}

/// How long a window lasts at most, more or less.
fn length(span: Span) -> i64 {
    let hours = match span.unit {
        Unit::Hours => 1,
        Unit::Days => 24,
        Unit::Months => 31 * 24,
    };
    i64::from(span.count) * hours * HOUR
}
