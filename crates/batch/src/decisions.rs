//! The columns of decisions, named as a verdict names them.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Int64Builder, ListBuilder, StringBuilder, TimestampMillisecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch, new_null_array};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef, TimeUnit};
use refund_policy::document::{Amount, Combination, RemedyKind};
use refund_policy::verdict::amount::Open;
use refund_policy::verdict::decider::Amounted;
use refund_policy::{Currency, Instant, Problem, RemedyGiven, Status};

use crate::options::Options;

/// The zone of the instants that come out.
const UTC: &str = "UTC";

/// The fields of a decision, with the instants that are asked for.
pub(crate) fn fields(options: &Options) -> Vec<FieldRef> {
    let field = |name: &str, data_type: DataType| Arc::new(Field::new(name, data_type, true));
    let instant = |name: &str| field(name, DataType::Timestamp(TimeUnit::Millisecond, Some(UTC.into())));
    let kinds = DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)));
    let mut fields = vec![
        field("status", DataType::Utf8),
        field("clause", DataType::Utf8),
        field("remedies", kinds),
        field("choice", DataType::Utf8),
        field("amount_minor", DataType::Int64),
        field("currency", DataType::Utf8),
        field("estimate", DataType::Boolean),
    ];
    fields.extend(options.until.then(|| instant("until")));
    fields.extend(options.act_by.then(|| instant("act_by")));
    fields.extend([field("error", DataType::Utf8), field("message", DataType::Utf8)]);
    fields
}

/// A decision's row.
pub(crate) struct Row<'a> {
    pub(crate) status: Status,
    pub(crate) clause: Option<&'a str>,
    pub(crate) remedies: &'a mut dyn Iterator<Item = RemedyKind>,
    /// How the remedies combine, where there are several.
    pub(crate) choice: Option<Combination>,
    pub(crate) total: Option<Total>,
    pub(crate) until: Option<Instant>,
    pub(crate) act_by: Option<Instant>,
}

/// What the remedies come to: all that are given add up, of a choice the highest counts, whosever it is.
#[derive(Clone, Copy)]
pub(crate) struct Total {
    pub(crate) minor: i64,
    pub(crate) currency: Currency,
    pub(crate) estimate: bool,
}

impl Total {
    /// The total of amounts of which some may be estimates; none where there are none.
    fn of(
        choice: Combination,
        currency: Currency,
        amounts: impl Iterator<Item = (i64, bool)>,
    ) -> Option<Total> {
        let (minor, estimate) = match choice {
            Combination::All => amounts.reduce(|(sum, any), (minor, estimate)| (sum.saturating_add(minor), any | estimate)),
            _ => amounts.max_by_key(|(minor, estimate)| (*minor, !estimate)),
        }?;
        Some(Total { minor, currency, estimate })
    }

    pub(crate) fn of_amounted(
        choice: Combination,
        currency: Option<Currency>,
        amounts: &[Amounted],
    ) -> Option<Total> {
        let named = amounts.iter().filter_map(|amounted| Some((amounted.minor?, amounted.estimate)));
        Total::of(choice, currency?, named)
    }

    /// None as well where an amount is not certain.
    pub(crate) fn of_given(choice: Combination, remedies: &[RemedyGiven]) -> Option<Total> {
        let is_open =
            |given: &RemedyGiven| !matches!(given.open, Open::Nothing | Open::Unknown(Amount::Unnamed));
        if remedies.iter().any(is_open) {
            return None;
        }
        let currency = remedies.iter().find_map(|given| given.amount)?.currency;
        let named = remedies.iter().filter_map(|given| Some((given.amount?.minor, given.estimate)));
        Total::of(choice, currency, named)
    }
}

/// Decisions, row by row.
pub(crate) struct Decisions {
    status: StringBuilder,
    clause: StringBuilder,
    remedies: ListBuilder<StringBuilder>,
    choice: StringBuilder,
    amount: Int64Builder,
    currency: StringBuilder,
    estimate: BooleanBuilder,
    until: Option<TimestampMillisecondBuilder>,
    act_by: Option<TimestampMillisecondBuilder>,
    error: StringBuilder,
    message: StringBuilder,
}

impl Decisions {
    pub(crate) fn with_capacity(rows: usize, options: &Options) -> Decisions {
        // The longest names are twice as long as this; most are not.
        let text = || StringBuilder::with_capacity(rows, rows * 12);
        let instants = || TimestampMillisecondBuilder::with_capacity(rows).with_timezone(UTC);
        Decisions {
            status: text(),
            clause: text(),
            remedies: ListBuilder::with_capacity(text(), rows),
            choice: StringBuilder::new(),
            amount: Int64Builder::with_capacity(rows),
            currency: StringBuilder::with_capacity(rows, rows * 3),
            estimate: BooleanBuilder::with_capacity(rows),
            until: options.until.then(instants),
            act_by: options.act_by.then(instants),
            error: StringBuilder::new(),
            message: StringBuilder::new(),
        }
    }

    pub(crate) fn push(&mut self, row: Row<'_>) {
        self.status.append_value(row.status.name());
        self.clause.append_option(row.clause);
        row.remedies.for_each(|kind| self.remedies.values().append_value(kind.name()));
        self.remedies.append(true);
        self.choice.append_option(row.choice.map(Combination::name));
        self.amount.append_option(row.total.map(|total| total.minor));
        self.currency.append_option(row.total.as_ref().map(|total| total.currency.code()));
        self.estimate.append_option(row.total.map(|total| total.estimate));
        self.push_instants(row.until, row.act_by);
        self.error.append_null();
        self.message.append_null();
    }

    /// A row that is no case.
    pub(crate) fn push_problem(&mut self, problem: &Problem) {
        for text in [&mut self.status, &mut self.clause, &mut self.choice, &mut self.currency] {
            text.append_null();
        }
        self.remedies.append(false);
        self.amount.append_null();
        self.estimate.append_null();
        self.push_instants(None, None);
        self.error.append_value(problem.code);
        self.message.append_value(problem.to_string());
    }

    fn push_instants(&mut self, until: Option<Instant>, act_by: Option<Instant>) {
        for (column, instant) in [(&mut self.until, until), (&mut self.act_by, act_by)] {
            if let Some(column) = column {
                column.append_option(instant.map(Instant::millis));
            }
        }
    }

    /// The columns, in the order of [`fields`].
    pub(crate) fn finish(mut self) -> Vec<ArrayRef> {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.status.finish()),
            Arc::new(self.clause.finish()),
            Arc::new(self.remedies.finish()),
            Arc::new(self.choice.finish()),
            Arc::new(self.amount.finish()),
            Arc::new(self.currency.finish()),
            Arc::new(self.estimate.finish()),
        ];
        for mut instants in [self.until, self.act_by].into_iter().flatten() {
            columns.push(Arc::new(instants.finish()));
        }
        columns.push(Arc::new(self.error.finish()));
        columns.push(Arc::new(self.message.finish()));
        columns
    }
}

/// A batch of one row that says why there is no decision: what a reader of files puts in the place of a row that is no row.
///
/// `schema` is that of an [`Evaluator`](crate::Evaluator)'s decisions.
pub fn unreadable_row(schema: &SchemaRef, problem: &Problem) -> Result<RecordBatch, ArrowError> {
    let text = |text: &str| -> ArrayRef { Arc::new(arrow_array::StringArray::from(vec![text])) };
    let last = schema.fields().len().saturating_sub(2);
    let value = |(place, field): (usize, &FieldRef)| match (place >= last, field.name().as_str()) {
        (true, "error") => text(problem.code),
        (true, "message") => text(&problem.to_string()),
        _ => new_null_array(field.data_type(), 1),
    };
    RecordBatch::try_new(schema.clone(), schema.fields().iter().enumerate().map(value).collect())
}

/// The schema of decisions after the columns that are kept.
pub(crate) fn schema(kept: impl Iterator<Item = FieldRef>, options: &Options) -> SchemaRef {
    // A row that could not be read has nothing to keep.
    let nullable = kept.map(|field| Arc::new(field.as_ref().clone().with_nullable(true)));
    Arc::new(Schema::new(nullable.chain(fields(options)).collect::<Vec<_>>()))
}
