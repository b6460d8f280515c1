//! One fact's column: which types it may have, and its values as the flat tables and as the reader of facts take them.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, Fields, TimeUnit};
use refund_policy::document::{Choice, Fact, FactKind};
use refund_policy::verdict::decider::{NONE, UNKNOWN};
use refund_policy::{Currency, Instant, Json};

/// In a row of the tables: a value that no fact can have. `Facts::read` says what is wrong with it.
const WRONG: f64 = f64::NEG_INFINITY;

/// A fact, or the instant of the request, and where a table has it.
pub(crate) struct Column {
    /// The id of the fact.
    pub(crate) id: String,
    /// Its place in the schema.
    place: usize,
    kind: Kind,
    /// What a null stands for: [`UNKNOWN`] or [`NONE`].
    null: f64,
}

enum Kind {
    /// The ids of its values.
    Choice(Vec<String>),
    Flag,
    Number,
    Instant,
    Money(CurrencyOf),
}

/// Where the currency of an amount stands.
#[derive(Clone, PartialEq)]
pub(crate) enum CurrencyOf {
    /// It is the same for all.
    All(Currency),
    /// In the column at this place.
    Column(usize),
    /// Beside the amount, in a structure `{minor, currency}`.
    Field,
}

/// A column's values in one batch.
pub(crate) struct Values {
    array: ArrayRef,
    /// As a row of the tables has them.
    pub(crate) numbers: Vec<f64>,
    /// The currencies of amounts, one for all or one each, as they are written.
    currencies: Option<ArrayRef>,
}

/// What a column cannot be read as: what it needs to be, and what would make it that.
pub(crate) struct Unfit {
    pub(crate) needed: &'static str,
    pub(crate) hint: Option<&'static str>,
}

impl Column {
    /// The column of a fact, if its type can be that.
    pub(crate) fn of(
        fact: &Fact,
        (place, field): (usize, &Field),
        currency: Option<CurrencyOf>,
        null_is_none: bool,
        text: bool,
    ) -> Result<Column, Unfit> {
        let data_type = field.data_type();
        let kind = match &fact.kind {
            FactKind::Choice(choices) => Kind::Choice(choices.iter().map(|Choice { id, .. }| id.clone()).collect()),
            FactKind::Flag => Kind::Flag,
            FactKind::Number(_) => Kind::Number,
            FactKind::Instant => Kind::Instant,
            FactKind::Money if is_amount(data_type) => Kind::Money(CurrencyOf::Field),
            FactKind::Money => Kind::Money(currency.ok_or(Unfit {
                needed: "an amount with its currency",
                hint: Some("name the currency, or give it a column `currency`"),
            })?),
        };
        kind.check(data_type, text)?;
        Ok(Column { id: fact.id.clone(), place, kind, null: if null_is_none { NONE } else { UNKNOWN } })
    }

    /// The column of the requests' instants.
    pub(crate) fn at(id: &str, (place, field): (usize, &Field), text: bool) -> Result<Column, Unfit> {
        Kind::Instant.check(field.data_type(), text)?;
        Ok(Column { id: id.to_owned(), place, kind: Kind::Instant, null: UNKNOWN })
    }

    /// The values of a batch.
    pub(crate) fn read(&self, batch: &RecordBatch) -> Result<Values, ArrowError> {
        let array = batch.column(self.place);
        let (mut numbers, currencies) = match &self.kind {
            Kind::Choice(ids) => (positions(array, ids)?, None),
            Kind::Flag => (flags(array)?, None),
            Kind::Number => (numbers(array)?, None),
            Kind::Instant => (instants(array)?, None),
            Kind::Money(currency) => amounts(batch, array, currency)?,
        };
        if let Some(nulls) = array.logical_nulls() {
            numbers.iter_mut().zip(nulls.iter()).filter(|(_, is_known)| !is_known).for_each(|(number, _)| *number = self.null);
        }
        Ok(Values { array: array.clone(), numbers, currencies })
    }

    /// A value as facts are given it: none where it is not known.
    pub(crate) fn json(&self, values: &Values, row: usize) -> Result<Option<Json>, ArrowError> {
        let number = values.numbers.get(row).copied().unwrap_or(UNKNOWN);
        if values.array.logical_nulls().is_some_and(|nulls| nulls.is_null(row)) {
            return Ok((self.null == NONE).then_some(Json::Null));
        }
        let text = || Ok(text_at(&values.array, row)?.map_or(Json::Null, Json::String));
        Ok(Some(match &self.kind {
            Kind::Choice(_) => text()?,
            _ if number == WRONG && is_text(values.array.data_type()) => text()?,
            Kind::Flag => Json::Bool(number == 1.0),
            Kind::Number => number_json(number),
            Kind::Instant if is_text(values.array.data_type()) => text()?,
            Kind::Instant => Json::from(Instant::from_millis(number as i64)),
            Kind::Money(currency) => {
                let code = match currency {
                    CurrencyOf::All(currency) => Some(currency.code().to_owned()),
                    _ => values.currencies.as_ref().map(|codes| text_at(codes, row)).transpose()?.flatten(),
                };
                let minor = match values.array.as_struct_opt() {
                    Some(amount) => amount.column(0),
                    None => &values.array,
                };
                let minor = cast(&minor.slice(row, 1), &DataType::Int64)?;
                let minor = minor.as_primitive::<Int64Type>().iter().next().flatten();
                let minor = minor.map_or(Json::Null, Json::Integer);
                Json::object([("minor", minor), ("currency", Json::String(code.unwrap_or_default()))])
            }
        }))
    }

    /// The currency of an amount.
    pub(crate) fn currency(&self, values: &Values, row: usize) -> Result<Option<Currency>, ArrowError> {
        match &self.kind {
            Kind::Money(CurrencyOf::All(currency)) => Ok(Some(*currency)),
            _ => {
                let code = values.currencies.as_ref().map(|codes| text_at(codes, row)).transpose()?.flatten();
                Ok(code.and_then(|code| Currency::parse(&code)))
            }
        }
    }
}

impl Kind {
    fn check(&self, data_type: &DataType, text: bool) -> Result<(), Unfit> {
        let is_text = is_text(data_type);
        let needs = |fits: bool, needed, hint| if fits { Ok(()) } else { Err(Unfit { needed, hint }) };
        match (self, data_type) {
            (_, DataType::Null) => Ok(()),
            (Kind::Choice(_), _) => needs(is_text, "text, one of several words", None),
            (Kind::Flag, data_type) => {
                needs(*data_type == DataType::Boolean || text && is_text, "true or false", None)
            }
            (Kind::Number, data_type) => needs(data_type.is_numeric() || text && is_text, "a number", None),
            (Kind::Instant, DataType::Timestamp(_, None)) => {
                let hint = "give it a time zone: without one it is a different instant in every country";
                needs(false, "an instant", Some(hint))
            }
            (Kind::Instant, data_type) => needs(
                is_text || matches!(data_type, DataType::Timestamp(_, Some(_))),
                "an instant (a timestamp with a time zone, or RFC 3339 text)",
                None,
            ),
            (Kind::Money(CurrencyOf::Field), _) => Ok(()),
            (Kind::Money(_), data_type) => {
                let is_whole = data_type.is_integer() || matches!(data_type, DataType::Decimal128(_, 0));
                let hint = "49.90 EUR is 4990; a fraction of a currency's unit would be taken for one of its minor unit";
                needs(is_whole || text && is_text, "an amount in whole minor units", Some(hint))
            }
        }
    }
}

/// Whether values are texts, however they are laid out.
pub(crate) fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// Whether values are structures `{minor, currency}`.
fn is_amount(data_type: &DataType) -> bool {
    let fits = |fields: &Fields| match fields.as_ref() {
        [minor, currency] => {
            (minor.name() == "minor" && minor.data_type().is_integer())
                && (currency.name() == "currency" && is_text(currency.data_type()))
        }
        _ => false,
    };
    matches!(data_type, DataType::Struct(fields) if fits(fields))
}

/// The text at one place of an array; none where it is null.
fn text_at(array: &ArrayRef, row: usize) -> Result<Option<String>, ArrowError> {
    let one = cast(&array.slice(row, 1), &DataType::Utf8)?;
    Ok(one.as_string::<i32>().iter().next().flatten().map(str::to_owned))
}

/// What `of` makes of each text. Of a dictionary each entry is looked at once.
fn of_texts(array: &ArrayRef, of: &dyn Fn(&str) -> f64) -> Result<Vec<f64>, ArrowError> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let entries = of_texts(dictionary.values(), of)?;
        let keys = dictionary.normalized_keys();
        return Ok(keys.into_iter().map(|key| entries.get(key).copied().unwrap_or(UNKNOWN)).collect());
    }
    let read = |text: Option<&str>| text.map_or(UNKNOWN, of);
    Ok(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().iter().map(read).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(read).collect(),
        _ => cast(array, &DataType::Utf8View)?.as_string_view().iter().map(read).collect(),
    })
}

fn positions(array: &ArrayRef, ids: &[String]) -> Result<Vec<f64>, ArrowError> {
    of_texts(array, &|text| ids.iter().position(|id| id == text).map_or(WRONG, |position| position as f64))
}

fn flags(array: &ArrayRef) -> Result<Vec<f64>, ArrowError> {
    let number = |flag: bool| f64::from(u8::from(flag));
    if let Some(flags) = array.as_boolean_opt() {
        return Ok(flags.iter().map(|flag| flag.map_or(UNKNOWN, number)).collect());
    }
    // What spreadsheets, pandas and databases write.
    of_texts(array, &|text| match text {
        "true" | "True" | "TRUE" => number(true),
        "false" | "False" | "FALSE" => number(false),
        _ => WRONG,
    })
}

fn numbers(array: &ArrayRef) -> Result<Vec<f64>, ArrowError> {
    let read = |text: &str| text.parse().ok().filter(|number: &f64| number.is_finite()).unwrap_or(WRONG);
    if is_text(array.data_type()) {
        return of_texts(array, &read);
    }
    let array = match array.data_type() {
        // 0.1 as a single is 0.100000001490116 as a double; its own shortest text is what was meant.
        DataType::Float16 | DataType::Float32 => return of_texts(&cast(array, &DataType::Utf8)?, &read),
        _ => cast(array, &DataType::Float64)?,
    };
    // What is no number in the data would stand for a null here, and the infinite for none.
    let finite = |number: f64| if number.is_finite() { number } else { WRONG };
    Ok(array.as_primitive::<Float64Type>().iter().map(|number| number.map_or(UNKNOWN, finite)).collect())
}

fn instants(array: &ArrayRef) -> Result<Vec<f64>, ArrowError> {
    let DataType::Timestamp(unit, _) = array.data_type() else {
        return of_texts(array, &|text| Instant::parse(text).map_or(WRONG, |instant| instant.millis() as f64));
    };
    let unit = *unit;
    let millis = |count: i64| match unit {
        TimeUnit::Second => count.saturating_mul(1000),
        TimeUnit::Millisecond => count,
        TimeUnit::Microsecond => count.div_euclid(1000),
        TimeUnit::Nanosecond => count.div_euclid(1_000_000),
    };
    let counts = cast(array, &DataType::Int64)?;
    let counts = counts.as_primitive::<Int64Type>();
    Ok(counts.iter().map(|count| count.map_or(UNKNOWN, |count| millis(count) as f64)).collect())
}

/// Amounts in minor units, and where they have them the currencies as they are written.
fn amounts(
    batch: &RecordBatch,
    array: &ArrayRef,
    currency: &CurrencyOf,
) -> Result<(Vec<f64>, Option<ArrayRef>), ArrowError> {
    let (minor, currencies) = match (currency, array.as_struct_opt()) {
        (CurrencyOf::All(_), _) => (array, None),
        (CurrencyOf::Column(place), _) => (array, Some(batch.column(*place).clone())),
        (CurrencyOf::Field, Some(amount)) => (amount.column(0), Some(amount.column(1).clone())),
        (CurrencyOf::Field, None) => (array, None),
    };
    let mut minor = if array.data_type() == &DataType::Null {
        vec![UNKNOWN; array.len()]
    } else if is_text(minor.data_type()) {
        of_texts(minor, &|text| text.parse::<i64>().map_or(WRONG, |minor| minor as f64))?
    } else {
        // What a structure lacks is no unknown amount, but one that is wrong.
        numbers(minor)?.into_iter().map(|minor| if minor.is_nan() { WRONG } else { minor }).collect()
    };
    if let Some(currencies) = &currencies {
        let known = of_texts(currencies, &|code| if Currency::parse(code).is_some() { 1.0 } else { WRONG })?;
        minor.iter_mut().zip(known).filter(|(_, known)| *known != 1.0).for_each(|(minor, _)| *minor = WRONG);
    }
    Ok((minor, currencies))
}

/// A number as JSON reads it: whole where it is, so that it is exact.
fn number_json(number: f64) -> Json {
    let whole = number as i64;
    if whole as f64 == number { Json::Integer(whole) } else { Json::Float(number) }
}
