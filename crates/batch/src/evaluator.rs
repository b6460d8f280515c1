//! A policy bound to the columns of a table.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, Schema, SchemaRef};
use refund_policy::document::Combination;
use refund_policy::verdict::act_by::act_by;
use refund_policy::verdict::decider::{Amounted, Decider, Granted};
use refund_policy::verdict::timeline::until;
use refund_policy::{Currency, Decision, Facts, Instant, Json, Policy, Problem, decide};

use crate::binding::Binding;
use crate::column::Values;
use crate::decisions::{self, Decisions, Row, Total};
use crate::options::Options;

/// Decides on the rows of tables with one schema.
pub struct Evaluator {
    policy: Arc<Policy>,
    options: Options,
    binding: Binding,
    decider: Decider,
    schema: SchemaRef,
}

/// What is decided on one row.
pub enum Decided<'a> {
    /// All that matters is known.
    Certain {
        /// What the policy gives, but for its amounts.
        granted: &'a Granted,
        /// The number of the outcome.
        outcome: usize,
        /// What each remedy comes to.
        amounts: &'a [Amounted],
        /// The currency of what was paid.
        currency: Option<Currency>,
    },
    /// Something is not known; this is what is certain all the same.
    Open {
        /// The decision.
        decision: Decision,
        /// What is known.
        facts: Facts,
        /// The instant of the request.
        at: Instant,
    },
    /// The row is no case, for this reason: a pointer begins with the fact.
    Unreadable(Problem),
}

/// A batch's values, column by column.
struct Batch {
    facts: Vec<Values>,
    at: Option<Values>,
}

impl Evaluator {
    /// Binds a policy to the columns of a table.
    ///
    /// All that is wrong with them is told: `missing_column` (a fact that decides has none, no default, and is not said to be
    /// unknown), `wrong_type`, `unknown_column` and `unknown_fact` (what the options name), each with a pointer to the column.
    pub fn try_new(policy: Arc<Policy>, schema: &Schema, options: Options) -> Result<Evaluator, Vec<Problem>> {
        let binding = Binding::new(&policy, schema, &options)?;
        let ids: Vec<&str> = binding.facts.iter().map(|column| column.id.as_str()).collect();
        let decider = Decider::new(&policy, &ids).map_err(|problem| vec![problem])?;
        let kept = binding.keep.iter().filter_map(|place| schema.fields().get(*place)).cloned();
        let schema = decisions::schema(kept, &options);
        Ok(Evaluator { policy, options, binding, decider, schema })
    }

    /// The policy.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// The columns of decisions: those that are kept, then `status`, `clause` (null where no clause speaks to the case),
    /// `remedies` (their kinds), `choice` (null where there is none), `amount_minor`, `currency`, `estimate`, `until` and `act_by`
    /// where they are asked for, `error` (a code) and `message`.
    ///
    /// `amount_minor` is what the remedies come to where that is certain: all that are given add up, of a choice the highest
    /// counts.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Decides on each row of a batch, in order. The error is Arrow's, and no row's: the batch is not of the schema.
    pub fn evaluate(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let mut decisions = Decisions::with_capacity(batch.num_rows(), &self.options);
        self.each(batch, |_, at, decided| {
            match decided {
                Decided::Certain { granted, amounts, currency, .. } => {
                    decisions.push(self.certain(granted, amounts, currency, at)?);
                }
                Decided::Open { decision, facts, at } => decisions.push(self.open(&decision, &facts, at)),
                Decided::Unreadable(problem) => decisions.push_problem(&problem),
            }
            Ok(())
        })?;
        let kept = self.binding.keep.iter().map(|place| batch.column(*place).clone());
        RecordBatch::try_new(self.schema.clone(), kept.chain(decisions.finish()).collect())
    }
}
