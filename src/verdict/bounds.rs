//! What a fact can be before it is given: its own bounds, and those that other facts set it.
//!
//! A number's bound that hangs on an unknown fact is followed to that one's own bounds. That two unknown numbers must fit
//! each other is not followed: each is bounded by itself. Of two instants no relation is assumed where one is unknown:
//! `not_before` is held against what is given, and decides nothing.

use crate::document::{Document, Fact, FactIndex, FactKind, Range, Value};
use crate::value::decimal::Decimal;
use crate::verdict::facts::Facts;

/// The numbers that a fact can be, as far as the others are known.
pub(crate) fn number_range(document: &Document, facts: &Facts, fact: FactIndex) -> Option<Range> {
    let FactKind::Number(range) = &document.facts.get(fact)?.kind else { return None };
    let bounds = Bounds { document, facts };
    let (min, max) = (bounds.least(fact, document.facts.len()), bounds.greatest(fact, document.facts.len()));
    Some(Range { min, max, ..range.clone() })
}

/// Makes known each number that its bounds leave one value.
pub(crate) fn complete(document: &Document, facts: &mut Facts) {
    for (index, fact) in document.facts.iter().enumerate() {
        let is_number = matches!(fact.kind, FactKind::Number(_)) && fact.none.is_none();
        if is_number
            && facts.is_unknown(index)
            && let Some(number) = number_range(document, facts, index).as_ref().and_then(Range::only)
        {
            facts.set(index, Value::Number(number));
        }
    }
}

struct Bounds<'a> {
    document: &'a Document,
    facts: &'a Facts,
}

/// Each goes from fact to fact, `steps` at most: bounds may form a circle.
impl Bounds<'_> {
    fn least(&self, fact: FactIndex, steps: usize) -> Option<Decimal> {
        if let Some(number) = self.facts.number(fact) {
            return Some(number);
        }
        let FactKind::Number(range) = &self.document.facts.get(fact)?.kind else { return None };
        let steps = steps.checked_sub(1)?;
        let is_below =
            |other: &Fact| matches!(&other.kind, FactKind::Number(other) if other.at_most == Some(fact));
        let below = self.document.facts.iter().enumerate().filter(|(_, other)| is_below(other));
        below.filter_map(|(other, _)| self.least(other, steps)).chain(range.min).max()
    }

    fn greatest(&self, fact: FactIndex, steps: usize) -> Option<Decimal> {
        if let Some(number) = self.facts.number(fact) {
            return Some(number);
        }
        let FactKind::Number(range) = &self.document.facts.get(fact)?.kind else { return None };
        let steps = steps.checked_sub(1)?;
        range.at_most.and_then(|other| self.greatest(other, steps)).into_iter().chain(range.max).min()
    }
}

impl Range {
    /// The only number that lies between the bounds, if there is just one.
    fn only(&self) -> Option<Decimal> {
        let (mut min, mut max) = (self.min?, self.max?);
        if self.whole {
            min = Decimal::from(if min.is_whole() { min.floor() } else { min.floor().saturating_add(1) });
            max = Decimal::from(max.floor());
        }
        (min == max).then_some(min)
    }
}
