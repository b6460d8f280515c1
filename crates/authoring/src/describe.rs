//! Sets of cells in the words of a policy's author.

use refund_policy::compiled::cells::{CellSet, Cells, Cut, Partition, all};
use refund_policy::document::{Choice, Fact, FactKind};
use refund_policy::{Span, Unit};

/// What it means that a fact lies in one of these cells, in English, with the policy's own names in backticks.
pub(crate) fn describe(cells: &Cells, fact: &Fact, set: CellSet) -> String {
    let proper = all(cells.proper_count());
    let mut phrases = match (cells.partition(), &fact.kind) {
        _ if set & proper == proper && cells.none().is_some() => vec![format!("`{}` is not none", fact.id)],
        (_, FactKind::Choice(choices)) => choice(fact, choices, set),
        (_, FactKind::Flag) => flag(fact, set),
        (Partition::Intervals { cuts, .. }, _) => intervals(fact, cuts, set),
        (Partition::Windows { spans, open }, _) => windows(fact, spans, open, set & proper),
        _ => Vec::new(),
    };
    if cells.none().is_some_and(|none| set >> none & 1 == 1) {
        phrases.push(format!("`{}` is none", fact.id));
    }
    phrases.join(" or ")
}

fn choice(fact: &Fact, choices: &[Choice], set: CellSet) -> Vec<String> {
    let (inside, outside): (Vec<_>, Vec<_>) =
        choices.iter().enumerate().partition(|(value, _)| set >> value & 1 == 1);
    let quoted = |values: &[(usize, &Choice)], last: &str| {
        let ids: Vec<String> = values.iter().map(|(_, choice)| format!("`{}`", choice.id)).collect();
        match ids.split_last() {
            Some((only, [])) => only.clone(),
            Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
            None => String::new(),
        }
    };
    match (inside.len(), outside.len()) {
        (0, _) => Vec::new(),
        (_, 1..=2) if inside.len() > 2 => vec![format!("`{}` is not {}", fact.id, quoted(&outside, "or"))],
        _ => vec![format!("`{}` is {}", fact.id, quoted(&inside, "or"))],
    }
}

fn flag(fact: &Fact, set: CellSet) -> Vec<String> {
    let names = ["false", "true"].into_iter().enumerate();
    names
        .filter(|(cell, _)| set >> cell & 1 == 1)
        .map(|(_, name)| format!("`{}` is {name}", fact.id))
        .collect()
}

/// Neighbouring intervals are one.
fn intervals(fact: &Fact, cuts: &[Cut], set: CellSet) -> Vec<String> {
    let mut phrases = Vec::new();
    let mut cell = 0;
    while cell <= cuts.len() {
        let length = (set >> cell).trailing_ones() as usize;
        let end = (cell + length).min(cuts.len() + 1);
        if length > 0 {
            let lower = cell.checked_sub(1).and_then(|cell| cuts.get(cell)).map(|cut| lower_bound(*cut));
            let upper = end.checked_sub(1).and_then(|cell| cuts.get(cell)).map(|cut| upper_bound(*cut));
            let bounds: Vec<String> = lower.into_iter().chain(upper).collect();
            phrases.push(format!("`{}` is {}", fact.id, bounds.join(" and ")));
        }
        cell = end + 1;
    }
    phrases
}

fn lower_bound(cut: Cut) -> String {
    format!("{} {}", if cut.inclusive { "above" } else { "at least" }, cut.at)
}

fn upper_bound(cut: Cut) -> String {
    format!("{} {}", if cut.inclusive { "at most" } else { "below" }, cut.at)
}

/// One phrase where all the sets have the same windows open and over and are all that have; else one for each.
fn windows(fact: &Fact, spans: &[Span], open: &[u64], set: CellSet) -> Vec<String> {
    let sets: Vec<u64> =
        open.iter().enumerate().filter(|(cell, _)| set >> cell & 1 == 1).map(|(_, open)| *open).collect();
    if sets.is_empty() {
        return Vec::new();
    }
    let certainly_open = sets.iter().fold(u64::MAX, |common, set| common & set);
    let certainly_over = sets.iter().fold(u64::MAX, |common, set| common & !set);
    let fits = |set: &&u64| {
        **set & certainly_open == certainly_open & all(spans.len()) && **set & certainly_over == 0
    };
    if open.iter().filter(fits).count() == sets.len() {
        return vec![window(fact, spans, certainly_open, certainly_over)];
    }
    sets.iter().map(|set| window(fact, spans, *set, !set)).collect()
}

/// The windows that are open and over; what follows from another one is not said, and of two that always end together
/// only the first.
fn window(fact: &Fact, spans: &[Span], open: u64, over: u64) -> String {
    let of = |set: u64, index: usize| set >> index & 1 == 1;
    let said = |set: u64, follows: &dyn Fn(Span, Span) -> bool| -> Vec<String> {
        let is_said = |(index, span): &(usize, &Span)| {
            let mut others = spans.iter().enumerate().filter(|(other, _)| other != index && of(set, *other));
            let said_by = |(place, other): (usize, &Span)| {
                follows(**span, *other) && (place < *index || !follows(*other, **span))
            };
            of(set, *index) && !others.any(said_by)
        };
        spans.iter().enumerate().filter(is_said).map(|(_, span)| length(*span)).collect()
    };
    let over = said(over, &|span, other| span.certainly_within(other));
    let open = said(open, &|span, other| other.certainly_within(span));
    match (over.as_slice(), open.as_slice()) {
        ([], open) => format!("{} after `{}` are not over", open.join(" and "), fact.id),
        (over, []) => format!("{} after `{}` are over", over.join(" and "), fact.id),
        (over, open) => {
            format!("{} after `{}` are over and {} are not", over.join(" and "), fact.id, open.join(" and "))
        }
    }
}

/// A window's length, such as `1 month`.
pub(crate) fn length(span: Span) -> String {
    let name = Unit::ALL.iter().find(|(_, unit)| *unit == span.unit).map_or("", |(name, _)| name);
    match span.count {
        1 => format!("1 {}", name.trim_end_matches('s')),
        count => format!("{count} {name}"),
    }
}
