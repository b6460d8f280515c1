//! Decides on many cases as fast as can be: a policy as flat tables, and each case's facts as a row of numbers.
//!
//! It says the same as [`decide`](crate::decide) wherever all that matters is known, and nothing else: whoever asks goes there
//! for the other cases.

use crate::compiled::cells::{Cells, Cut, Partition, all};
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
    branches: Vec<Branch>,
    root: Next,
    outcomes: Vec<Granted>,
    amount_paid: Source,
    /// The policy's zone, where days or months are counted in it.
    zone: Option<ZoneTable>,
}

/// In a row: it is not known. The fact's default, if there is one, takes its place.
pub const UNKNOWN: f64 = f64::NAN;
/// In a row: it is known to be none.
pub const NONE: f64 = f64::INFINITY;

/// Where a branch leads: to another, by its position; or to an outcome, by its number and [`OUTCOME`].
type Next = u32;

/// The bit that tells an outcome from a branch.
const OUTCOME: Next = 1 << 31;

/// A fact that is asked for, and where its answers lead.
struct Branch {
    source: Source,
    none: Next,
    answers: Answers,
}

enum Answers {
    /// Of a fact whose cells lie one behind the other.
    Ordered {
        /// Whether an instant's age at the request decides, in milliseconds, or the value itself.
        by_age: bool,
        /// Where it leads before the first step.
        first: Next,
        /// In their order. What leads to the same is one: most branches tell few of a fact's cells apart.
        steps: Vec<Step>,
    },
    /// Of an instant in windows of days or months: where the sets lead that are open, a bit each.
    Windows(Vec<Span>, Vec<(u64, Next)>),
}

/// From a number on it leads elsewhere.
struct Step {
    from: f64,
    next: Next,
    /// How far from it a float may be meant as that number: then its decimal decides.
    tolerance: f64,
    cut: Cut,
}

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

    /// Whether it comes to an amount.
    pub fn has_amount(&self) -> bool {
        self.remedy.amount != Amount::Unnamed
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

/// What a value at one place of a row may be, all in floats and none of it optional: so it is checked without a branch.
struct Column {
    least: f64,
    greatest: f64,
    /// What it is where it is none; of a fact that is never none, nothing that compares.
    none: f64,
    /// Added and taken away again it leaves only what the fact can be: of whole numbers [`WHOLE`], else nothing.
    grid: f64,
}

/// Beside this float (1.5 · 2^52) there are whole ones alone, up to a distance of 2^51.
const WHOLE: f64 = 6_755_399_441_055_744.0;

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
    /// [`Source::NOWHERE`] has none that there is.
    column: usize,
    default: f64,
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
            column: order.iter().position(|known| *known == fact).unwrap_or(Source::NOWHERE.column),
            default: document.facts.get(fact).and_then(|fact| fact.default).map_or(UNKNOWN, number_of),
        };
        let (branches, root) = branches(policy, &source);
        let counts_days = branches.iter().any(|branch| matches!(branch.answers, Answers::Windows(..)));
        Ok(Decider {
            columns: order.iter().filter_map(|fact| document.facts.get(*fact)).map(Column::new).collect(),
            bounds: order.iter().filter_map(|fact| Bound::new(*fact, document, &source)).collect(),
            branches,
            root,
            outcomes: policy.outcomes.iter().map(|outcome| Granted::new(policy, outcome, &source)).collect(),
            amount_paid: policy.amount_paid.map_or(Source::NOWHERE, source),
            zone: counts_days.then(|| ZoneTable::new(policy.zone())),
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
        while next & OUTCOME == 0 {
            next = self.branches.get(next as usize)?.next(row, at, now, self.zone.as_ref())?;
        }
        Some((next & !OUTCOME) as usize)
    }

    /// What a remedy comes to; none where that hangs on something that is not known.
    pub fn amount(&self, granted: &RemedyGranted, row: &[f64]) -> Option<Amounted> {
        let remedy = &granted.remedy;
        if !granted.has_amount() {
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
fn number_of(value: Value) -> f64 {
    match value {
        Value::None => NONE,
        Value::Choice(position) => position as f64,
        Value::Flag(flag) => f64::from(u8::from(flag)),
        Value::Number(number) => number.to_f64(),
        Value::Instant(instant) => instant.millis() as f64,
        Value::Money(money) => money.minor as f64,
    }
}

/// The diagram's branches, and where it begins.
fn branches(policy: &Policy, source: &impl Fn(FactIndex) -> Source) -> (Vec<Branch>, Next) {
    let ids = 0..policy.diagram.size() as NodeId;
    let mut count = 0;
    let nexts: Vec<Next> = ids
        .clone()
        .map(|id| match policy.diagram.get(id) {
            Node::Leaf(leaf) => OUTCOME | leaf as Next,
            Node::Branch { .. } => {
                count += 1;
                count - 1
            }
        })
        .collect();
    let next = |id: NodeId| nexts.get(id as usize).copied().unwrap_or(OUTCOME);
    let branch = |id: NodeId| {
        let Node::Branch { fact, children } = policy.diagram.get(id) else { return None };
        let nexts: Vec<Next> = children.iter().map(|child| next(*child)).collect();
        Some(Branch::new(policy.cells.get(fact)?, &nexts, source(fact)))
    };
    (ids.filter_map(branch).collect(), next(policy.root))
}

impl Branch {
    /// A branch from where each cell leads.
    fn new(cells: &Cells, nexts: &[Next], source: Source) -> Branch {
        let next = |cell: usize| nexts.get(cell).copied().unwrap_or(OUTCOME);
        let ordered = |by_age, first: Next, steps: Vec<Step>| {
            let mut before = first;
            let turns = |step: &Step| std::mem::replace(&mut before, step.next) != step.next;
            Answers::Ordered { by_age, first, steps: steps.into_iter().filter(turns).collect() }
        };
        let answers = match cells.partition() {
            Partition::Values(count) => ordered(
                false,
                next(0),
                (1..*count).map(|value| Step::at(value as f64, next(value))).collect(),
            ),
            Partition::Intervals { cuts, .. } => {
                let step = |(before, cut): (usize, &Cut)| Step::after(*cut, next(before + 1));
                ordered(false, next(0), cuts.iter().enumerate().map(step).collect())
            }
            Partition::Windows { spans, open } => {
                let found = |set: u64| open.iter().position(|known| *known == set).map_or(OUTCOME, next);
                match hours(spans) {
                    Some(ends) => {
                        let step = |(end, set): (f64, u64)| Step::at(end, found(set));
                        ordered(true, found(all(spans.len())), ends.into_iter().map(step).collect())
                    }
                    None => {
                        Answers::Windows(spans.clone(), open.iter().map(|set| (*set, found(*set))).collect())
                    }
                }
            }
        };
        Branch { source, none: next(cells.proper_count()), answers }
    }

    /// Where a case goes on; none where the fact is not known, or the zone's table does not reach so far.
    fn next(&self, row: &[f64], at: Instant, now: f64, zone: Option<&ZoneTable>) -> Option<Next> {
        let given = self.source.value(row);
        if given.is_nan() {
            return None;
        }
        if given == NONE {
            return Some(self.none);
        }
        match &self.answers {
            Answers::Ordered { by_age, first, steps } => {
                let number = if *by_age { now - earlier(given, now) } else { given };
                Some(last_step(*first, steps, number))
            }
            Answers::Windows(spans, nexts) => {
                let start = Instant::from_millis(earlier(given, now) as i64);
                let mut set = 0;
                for (index, span) in spans.iter().enumerate() {
                    set |= u64::from(is_open(*span, start, at, zone)?) << index;
                }
                nexts.iter().find(|(known, _)| *known == set).map(|(_, next)| *next)
            }
        }
    }
}

/// Where the last step leads that a number has reached. It looks at all of them: there are few, and the processor cannot guess which.
fn last_step(first: Next, steps: &[Step], number: f64) -> Next {
    for step in steps.iter().rev() {
        if (number - step.from).abs() <= step.tolerance && !is_whole(number) {
            return Decimal::from_f64(number).map_or(first, |number| last_cut(first, steps, number));
        }
        if step.from <= number {
            return step.next;
        }
    }
    first
}

/// The same by the decimal that a float is meant as.
#[cold]
fn last_cut(first: Next, steps: &[Step], number: Decimal) -> Next {
    steps.iter().rfind(|step| !step.cut.is_after(number)).map_or(first, |step| step.next)
}

impl Step {
    /// From a whole number on.
    fn at(from: f64, next: Next) -> Step {
        // Below every number.
        let cut = Cut { at: Decimal::LEAST, inclusive: false };
        Step { from, next, tolerance: -1.0, cut }
    }

    /// After a cut.
    fn after(cut: Cut, next: Next) -> Step {
        let number = cut.at.to_f64();
        let from = if cut.inclusive { number.next_up() } else { number };
        Step { from, next, tolerance: number.abs().max(1.0) * 1e-9, cut }
    }
}

/// How many milliseconds after an instant one of its windows ends, and the set of those that are open then; none where not all are of
/// hours.
fn hours(spans: &[Span]) -> Option<Vec<(f64, u64)>> {
    if spans.iter().any(|span| span.unit != Unit::Hours) {
        return None;
    }
    let mut counts: Vec<u32> = spans.iter().map(|span| span.count).collect();
    counts.sort_unstable();
    counts.dedup();
    let open_after = |count: u32| {
        let bit = |(index, span): (usize, &Span)| u64::from(span.count > count) << index;
        spans.iter().enumerate().map(bit).sum()
    };
    Some(counts.into_iter().map(|count| (f64::from(count) * 3_600_000.0, open_after(count))).collect())
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
        let none = if fact.none.is_some() { NONE } else { f64::NAN };
        Column { least, greatest, none, grid: if whole { WHOLE } else { 0.0 } }
    }

    /// Whether a value is surely one that the fact can have by itself. Where it is not, reading the facts says what is wrong.
    fn takes(&self, value: f64) -> bool {
        let fits =
            (self.least <= value) & (value <= self.greatest) & (value + self.grid - self.grid == value);
        value.is_nan() | (value == self.none) | fits
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
                given != NONE && (given > latest || first != NONE && earlier(given, now) < first)
            }
        }
    }
}

/// The earlier of two instants; what is not known stays so, as it does not with [`f64::min`].
fn earlier(value: f64, now: f64) -> f64 {
    if value > now { now } else { value }
}

/// Whether a float has no fraction; those that are too large to have one do not count.
fn is_whole(value: f64) -> bool {
    value as i64 as f64 == value
}

impl Source {
    /// Of a fact that is never known.
    const NOWHERE: Source = Source { column: usize::MAX, default: UNKNOWN };

    fn given(self, row: &[f64]) -> f64 {
        row.get(self.column).copied().unwrap_or(UNKNOWN)
    }

    fn value(self, row: &[f64]) -> f64 {
        let given = self.given(row);
        if given.is_nan() { self.default } else { given }
    }

    /// A given instant that lies after the request, by a clock that is fast, is at the request.
    fn instant(self, row: &[f64], now: f64) -> f64 {
        let value = self.value(row);
        if value == NONE { NONE } else { earlier(value, now) }
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
