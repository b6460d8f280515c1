//! The flat tables for JavaScript: it writes a case into the row, asks for the outcome, and reads what the remedies come to, all in
//! this module's memory, so that nothing crosses but two numbers.

use refund_intl::to_js;
use refund_policy::document::{Combination, Fact, FactKind, RemedyKind};
use refund_policy::verdict::decider::{Decider as Tables, Granted, RemedyGranted};
use refund_policy::{AlternativeGiven, Instant, Policy, Problem, Status};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A policy laid out for facts in a fixed order.
#[wasm_bindgen]
pub struct Decider {
    tables: Tables,
    row: Vec<f64>,
    amounts: Vec<f64>,
}

/// The floats of a remedy: its minor units, not a number where it has no amount; and 1 where a part has come to all of it.
const FLOATS: usize = 2;

#[wasm_bindgen]
impl Decider {
    /// Where in the memory the row begins: a float for each fact, as [`Tables`] has them.
    pub fn row(&self) -> usize {
        self.row.as_ptr().addr()
    }

    /// Where in the memory the amounts begin: two floats for each remedy of the outcome.
    pub fn amounts(&self) -> usize {
        self.amounts.as_ptr().addr()
    }

    /// The outcome of the row at an instant (milliseconds since 1970); -1 where the tables do not tell, and `Policy.decide` is to
    /// be asked.
    pub fn decide(&mut self, at: f64) -> i32 {
        self.outcome(at).and_then(|outcome| i32::try_from(outcome).ok()).unwrap_or(-1)
    }

    /// What each outcome gives, but for its amounts.
    pub fn outcomes(&self) -> JsValue {
        to_js(&self.tables.outcomes().iter().map(Outcome::of).collect::<Vec<_>>())
    }
}

impl Decider {
    pub(crate) fn new(policy: &Policy, ids: &[&str]) -> Result<Decider, Problem> {
        let tables = Tables::new(policy, ids)?;
        let most = tables.outcomes().iter().map(|granted| granted.remedies.len()).max().unwrap_or_default();
        Ok(Decider { row: vec![0.0; ids.len()], amounts: vec![0.0; most * FLOATS], tables })
    }

    fn outcome(&mut self, at: f64) -> Option<usize> {
        let outcome = self.tables.decide(&self.row, Instant::from_millis(at as i64))?;
        let remedies = &self.tables.outcomes().get(outcome)?.remedies;
        for (remedy, floats) in remedies.iter().zip(self.amounts.chunks_exact_mut(FLOATS)) {
            let amounted = self.tables.amount(remedy, &self.row)?;
            let minor = amounted.minor.map_or(f64::NAN, |minor| minor as f64);
            let is_all = f64::from(u8::from(amounted.kind != remedy.kind()));
            floats.copy_from_slice(&[minor, is_all]);
        }
        Some(outcome)
    }
}

/// An outcome without its amounts.
#[derive(Serialize)]
struct Outcome<'a> {
    status: Status,
    remedies: Vec<RemedyShape>,
    choice: Combination,
    alternatives: &'a [AlternativeGiven],
}

/// A remedy without its amount.
#[derive(Serialize)]
struct RemedyShape {
    kind: RemedyKind,
    /// Whether it comes to an amount.
    amounted: bool,
    /// Whether that is an estimate.
    estimate: bool,
}

impl Outcome<'_> {
    fn of(granted: &Granted) -> Outcome<'_> {
        let shape = |remedy: &RemedyGranted| RemedyShape {
            kind: remedy.kind(),
            amounted: remedy.has_amount(),
            estimate: remedy.is_estimate(),
        };
        Outcome {
            status: granted.status,
            remedies: granted.remedies.iter().map(shape).collect(),
            choice: granted.choice,
            alternatives: &granted.alternatives,
        }
    }
}

/// What JavaScript has to know of a fact to write its value as a number.
#[derive(Serialize)]
pub(crate) struct Column<'a> {
    id: &'a str,
    /// Its type, as documents name it.
    kind: &'static str,
    /// The values of a choice.
    values: Vec<&'a str>,
}

impl Column<'_> {
    pub(crate) fn of(fact: &Fact) -> Column<'_> {
        let mut values = Vec::new();
        let kind = match &fact.kind {
            FactKind::Choice(choices) => {
                values.extend(choices.iter().map(|choice| choice.id.as_str()));
                "choice"
            }
            FactKind::Flag => "flag",
            FactKind::Number(_) => "number",
            FactKind::Instant => "instant",
            FactKind::Money => "money",
        };
        Column { id: &fact.id, kind, values }
    }
}
