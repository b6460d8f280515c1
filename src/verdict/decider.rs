//! Decides on many cases as fast as can be: a policy as flat tables, and each case's facts as a row of numbers.
//!
//! It says the same as [`decide`](crate::decide) wherever all that matters is known, and nothing else: whoever asks goes there
//! for the other cases.

use crate::compiled::cells::{Cells, Partition};
use crate::compiled::diagram::{Node, NodeId};
use crate::compiled::policy::{Outcome, Policy};
use crate::document::fact_value::EARLIEST;
use crate::document::{
    Amount, Combination, Document, Fact, FactIndex, FactKind, Remedy, RemedyKind, Status, Value,
};
use crate::value::clock;
use crate::value::code;
use crate::value::decimal::Decimal;
use crate::value::money::{self, MAX_MINOR};
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::value::window::{Span, Unit};
use crate::value::zone_table::ZoneTable;
use crate::verdict::amount::{factor, kind};
use crate::verdict::decide::{AlternativeGiven, given};
use crate::verdict::facts::Facts;

/// A policy for facts in a fixed order.
///
/// A row has a number for each of them: the position of a choice's value, 0 or 1 for a flag, a number as it is, milliseconds
/// since 1970 for an instant, minor units for money; or [`UNKNOWN`], or [`NONE`].
pub struct Decider {
    columns: Vec<Column>,
    bounds: Vec<Bound>,
    /// For each branch the fact that it asks for, and where each of its cells leads: to the branch that begins there, or to a
    /// leaf, which is an outcome's number and [`LEAF`].
    nodes: Vec<u32>,
    root: u32,
    /// How each fact of the policy falls into cells.
    tests: Vec<Test>,
    outcomes: Vec<Granted>,
    amount_paid: Source,
    /// The policy's zone, where days or months are counted in it.
    zone: Option<ZoneTable>,
}

/// In a row: it is not known. The fact's default, if there is one, takes its place.
pub const UNKNOWN: f64 = f64::NAN;
/// In a row: it is known to be none.
pub const NONE: f64 = f64::INFINITY;

/// The bit that tells a leaf from a branch.
const LEAF: u32 = 1 << 31;

/// What an outcome gives, but for its amounts.
pub struct Granted {
    /// The status.
    pub status: Status,
    /// The position of the clause that decides; none where no clause speaks to the case.
    pub clause: Option<usize>,
    /// What the policy gives.
    pub remedies: Vec<RemedyGranted>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What the shopper can have although, or besides.
    pub alternatives: Vec<AlternativeGiven>,
}

/// A remedy before its amount is reckoned.
pub struct RemedyGranted {
    remedy: Remedy,
    /// Where the facts stand that it is reckoned from.
    sources: Vec<(FactIndex, Source)>,
}

impl RemedyGranted {
    /// What it is, unless a part comes to all.
    pub fn kind(&self) -> RemedyKind {
        self.remedy.kind
    }

    /// Whether its amount, where it has one, is an estimate and no promise.
    pub fn is_estimate(&self) -> bool {
        self.remedy.estimate
    }
}

/// What a remedy comes to in one case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Amounted {
    /// What it is: a part that is all of it is a full refund.
    pub kind: RemedyKind,
    /// How many minor units; none where it has no amount.
    pub minor: Option<i64>,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
}

/// What a value at one place of a row may be.
struct Column {
    least: f64,
    greatest: f64,
    whole: bool,
    nullable: bool,
}

/// What a value may not exceed, or not precede.
struct Bound {
    value: Source,
    by: BoundBy,
}

enum BoundBy {
    /// A number, by another.
    AtMost(Source),
    /// An instant, by the request; and by another that comes first.
    Instant(Source),
}

/// Where the value of a fact is found.
#[derive(Clone, Copy)]
struct Source {
    column: Option<usize>,
    default: f64,
}

/// How a fact's value falls into cells.
struct Test {
    source: Source,
    /// How many cells there are beside that of none.
    proper: usize,
    kind: TestKind,
}

enum TestKind {
    /// A cell a value.
    Value,
    /// The places where intervals meet: the number, as a float as well, and whether it lies before the place itself.
    Intervals(Vec<(f64, Decimal, bool)>),
    /// Windows, and for each cell which of them are open, a bit each.
    Windows(Vec<Span>, Vec<u64>),
}

impl Decider {
    /// Lays out a policy for these facts; the others are unknown, or have their defaults.
    ///
    /// `unknown_fact` or `duplicate_id`, with a pointer into `ids`.
    pub fn new(policy: &Policy, ids: &[&str]) -> Result<Decider, Problem> {
        let document = &policy.document;
        let mut order = Vec::new();
        for (place, id) in ids.iter().enumerate() {
            let problem = |code, what: &str| Problem::of(code, format!("/{place}"), format!("`{id}` {what}"));
            match document.fact(id) {
                None => {
                    let known = document.facts.iter().map(|fact| fact.id.as_str());
                    return Err(problem(code::UNKNOWN_FACT, "is not a fact of the policy").suggest(id, known));
                }
                Some(fact) if order.contains(&fact) => {
                    return Err(problem(code::DUPLICATE_ID, "stands twice"));
                }
                Some(fact) => order.push(fact),
            }
        }
        let source = |fact: FactIndex| Source {
            column: order.iter().position(|known| *known == fact),
            default: document.facts.get(fact).and_then(|fact| fact.default).map_or(UNKNOWN, number_of),
        };
        let tests: Vec<Test> =
            policy.cells.iter().enumerate().map(|(fact, cells)| Test::new(cells, source(fact))).collect();
        let (nodes, root) = flatten(policy);
        Ok(Decider {
            columns: order.iter().filter_map(|fact| document.facts.get(*fact)).map(Column::new).collect(),
            bounds: order.iter().filter_map(|fact| Bound::new(*fact, document, &source)).collect(),
            nodes,
            root,
            outcomes: policy.outcomes.iter().map(|outcome| Granted::new(policy, outcome, &source)).collect(),
            amount_paid: policy.amount_paid.map_or(Source::NOWHERE, source),
            zone: tests.iter().any(Test::counts_days).then(|| ZoneTable::new(policy.zone())),
            tests,
        })
    }

    /// What each outcome gives, by its number.
    pub fn outcomes(&self) -> &[Granted] {
        &self.outcomes
    }

    /// The number of a case's outcome; none where something that decides is not known, or a value is not one that its fact can
    /// have. `Facts::read` says which, and [`decide`](crate::decide) what is certain all the same.
    pub fn decide(&self, row: &[f64], at: Instant) -> Option<usize> {
        let (now, latest) = (at.millis() as f64, clock::latest(at).millis() as f64);
        let fits = self
            .columns
            .iter()
            .zip(row)
            .fold(row.len() == self.columns.len(), |fits, (column, value)| fits & column.takes(*value));
        if !fits || self.bounds.iter().any(|bound| bound.is_broken(row, now, latest)) {
            return None;
        }
        let mut next = self.root;
        while next & LEAF == 0 {
            let branch = next as usize;
            let test = self.tests.get(*self.nodes.get(branch)? as usize)?;
            let cell = test.cell(row, at, self.zone.as_ref())?;
            next = *self.nodes.get(branch + 1 + cell)?;
        }
        Some((next & !LEAF) as usize)
    }

    /// What a remedy comes to; none where that hangs on something that is not known.
    pub fn amount(&self, granted: &RemedyGranted, row: &[f64]) -> Option<Amounted> {
        let remedy = &granted.remedy;
        if remedy.amount == Amount::Unnamed {
            return Some(Amounted { kind: remedy.kind, minor: None, estimate: false });
        }
        let number = |fact: FactIndex| {
            let (_, source) = granted.sources.iter().find(|(known, _)| *known == fact)?;
            Decimal::from_f64(source.value(row))
        };
        let paid = Some(self.amount_paid.value(row)).filter(|paid| paid.is_finite())?;
        let factor = factor(remedy.amount, &number)?;
        let minor = money::times(paid as i64, factor);
        Some(Amounted { kind: kind(remedy, Some(factor)), minor: Some(minor), estimate: remedy.estimate })
    }
}

/// A value as a row has it.
pub fn number_of(value: Value) -> f64 {
    match value {
        Value::None => NONE,
        Value::Choice(position) => position as f64,
        Value::Flag(flag) => f64::from(u8::from(flag)),
        Value::Number(number) => number.to_f64(),
        Value::Instant(instant) => instant.millis() as f64,
        Value::Money(money) => money.minor as f64,
    }
}

/// The diagram's branches, one behind the other, and where it begins.
fn flatten(policy: &Policy) -> (Vec<u32>, u32) {
    let ids = 0..policy.diagram.size() as NodeId;
    let mut places = Vec::with_capacity(ids.len());
    let mut end = 0;
    for id in ids.clone() {
        places.push(match policy.diagram.get(id) {
            Node::Leaf(leaf) => LEAF | leaf as u32,
            Node::Branch { children, .. } => {
                let place = end;
                end += 1 + children.len() as u32;
                place
            }
        });
    }
    let place = |id: NodeId| places.get(id as usize).copied().unwrap_or(LEAF);
    let mut nodes = Vec::with_capacity(end as usize);
    for id in ids {
        if let Node::Branch { fact, children } = policy.diagram.get(id) {
            nodes.push(fact as u32);
            nodes.extend(children.iter().map(|child| place(*child)));
        }
    }
    (nodes, place(policy.root))
}

impl Granted {
    fn new(policy: &Policy, outcome: &Outcome, source: &impl Fn(FactIndex) -> Source) -> Granted {
        let given = given(policy, &Facts::blank(policy), outcome);
        let remedies = policy.clause(outcome).map(|clause| clause.then.remedies.as_slice());
        let granted = |remedy: &Remedy| RemedyGranted {
            remedy: remedy.clone(),
            sources: remedy.amount.facts().into_iter().map(|fact| (fact, source(fact))).collect(),
        };
        Granted {
            status: given.status,
            clause: outcome.clause,
            remedies: remedies.unwrap_or_default().iter().map(granted).collect(),
            choice: given.choice,
            alternatives: given.alternatives,
        }
    }
}

impl Column {
    fn new(fact: &Fact) -> Column {
        let (least, greatest, whole) = match &fact.kind {
            FactKind::Choice(choices) => (0.0, choices.len() as f64 - 1.0, true),
            FactKind::Flag => (0.0, 1.0, true),
            FactKind::Number(range) => {
                let least = range.min.unwrap_or(Decimal::LEAST.just_above());
                let greatest = range.max.unwrap_or(Decimal::GREATEST.just_below());
                (least.to_f64(), greatest.to_f64(), range.whole)
            }
            FactKind::Instant => (EARLIEST.millis() as f64, f64::MAX, true),
            FactKind::Money => (0.0, MAX_MINOR as f64, true),
        };
        Column { least, greatest, whole, nullable: fact.none.is_some() }
    }

    /// Whether a value is surely one that the fact can have by itself. Where it is not, reading the facts says what is wrong.
    fn takes(&self, value: f64) -> bool {
        // Every part is reckoned: that is quicker than to ask which are needed.
        value.is_nan()
            | (self.nullable & (value == NONE))
            | ((self.least <= value) & (value <= self.greatest) & (!self.whole | is_whole(value)))
    }
}

impl Bound {
    fn new(fact: FactIndex, document: &Document, source: &impl Fn(FactIndex) -> Source) -> Option<Bound> {
        let other = |fact: Option<FactIndex>| fact.map_or(Source::NOWHERE, source);
        let by = match document.facts.get(fact)? {
            Fact { kind: FactKind::Number(range), .. } => BoundBy::AtMost(other(Some(range.at_most?))),
            Fact { kind: FactKind::Instant, not_before, .. } => BoundBy::Instant(other(*not_before)),
            _ => return None,
        };
        Some(Bound { value: source(fact), by })
    }

    /// What is not known compares as false.
    fn is_broken(&self, row: &[f64], now: f64, latest: f64) -> bool {
        let given = self.value.given(row);
        match &self.by {
            BoundBy::AtMost(other) => given > other.value(row),
            BoundBy::Instant(first) => {
                let first = first.instant(row, now);
                given != NONE && (given > latest || first != NONE && given.min(now) < first)
            }
        }
    }
}

/// Whether a float has no fraction; those that are too large to have one do not count.
fn is_whole(value: f64) -> bool {
    value as i64 as f64 == value
}

impl Source {
    /// Of a fact that is never known.
    const NOWHERE: Source = Source { column: None, default: UNKNOWN };

    fn given(self, row: &[f64]) -> f64 {
        self.column.and_then(|column| row.get(column)).copied().unwrap_or(UNKNOWN)
    }

    fn value(self, row: &[f64]) -> f64 {
        let given = self.given(row);
        if given.is_nan() { self.default } else { given }
    }

    /// A given instant that lies after the request, by a clock that is fast, is at the request.
    fn instant(self, row: &[f64], now: f64) -> f64 {
        let given = self.given(row);
        match given {
            NONE => NONE,
            _ if given.is_nan() => self.default,
            _ => given.min(now),
        }
    }
}

impl Test {
    fn new(cells: &Cells, source: Source) -> Test {
        let kind = match cells.partition() {
            Partition::Values(_) => TestKind::Value,
            Partition::Intervals { cuts, .. } => {
                TestKind::Intervals(cuts.iter().map(|cut| (cut.at.to_f64(), cut.at, cut.inclusive)).collect())
            }
            Partition::Windows { spans, open } => TestKind::Windows(spans.clone(), open.clone()),
        };
        Test { source, proper: cells.proper_count(), kind }
    }

    fn counts_days(&self) -> bool {
        matches!(&self.kind, TestKind::Windows(spans, _) if spans.iter().any(|span| span.unit != Unit::Hours))
    }

    /// The cell of a fact's value; none where that is not known.
    fn cell(&self, row: &[f64], at: Instant, zone: Option<&ZoneTable>) -> Option<usize> {
        let value = match self.kind {
            TestKind::Windows(..) => self.source.instant(row, at.millis() as f64),
            _ => self.source.value(row),
        };
        if value.is_nan() {
            return None;
        }
        if value == NONE {
            return Some(self.proper);
        }
        match &self.kind {
            // Money has one cell, however much it is.
            TestKind::Value => Some((value as usize).min(self.proper.saturating_sub(1))),
            TestKind::Intervals(cuts) => {
                Some(
                    cuts.iter()
                        .filter(|(float, number, inclusive)| {
                            // A float that is nearly a number may be meant as that: then its decimal decides.
                            let is_near = (value - float).abs() <= float.abs().max(1.0) * 1e-9;
                            match is_near && !is_whole(value) {
                                true => Decimal::from_f64(value)
                                    .is_some_and(|value| value > *number || value == *number && !inclusive),
                                false => value > *float || value == *float && !inclusive,
                            }
                        })
                        .count(),
                )
            }
            TestKind::Windows(spans, open) => {
                let start = Instant::from_millis(value as i64);
                let mut set = 0;
                for (index, span) in spans.iter().enumerate() {
                    if is_open(*span, start, at, zone)? {
                        set |= 1 << index;
                    }
                }
                open.iter().position(|known| *known == set)
            }
        }
    }
}

/// Whether a window after `start` is open at `at`; none where the zone's table does not reach so far.
fn is_open(span: Span, start: Instant, at: Instant, zone: Option<&ZoneTable>) -> Option<bool> {
    if span.surely_over(start, at) {
        return Some(false);
    }
    match (span.unit, zone) {
        (Unit::Hours, _) => Some(at < start.plus_hours(span.count)),
        (_, Some(zone)) if zone.covers(start, at) => {
            Some(span.surely_open(start, at) || at < span.end(start, zone))
        }
        _ => None,
    }
}
