//! A policy's facts and the columns of a table, matched by name before the first row is read.

use arrow_schema::{Field, Schema};
use refund_policy::document::{Fact, FactKind};
use refund_policy::{Policy, Problem};

use crate::column::{Column, CurrencyOf, Unfit, is_text};
use crate::options::Options;

/// The column of the instants of the requests.
const AT: &str = "at";
/// The column of the currencies of all amounts that have none of their own.
const CURRENCY: &str = "currency";

/// Where a table has what decides.
pub(crate) struct Binding {
    pub(crate) facts: Vec<Column>,
    /// Which of them is what refunds are computed from.
    pub(crate) amount_paid: Option<usize>,
    pub(crate) at: Option<Column>,
    /// The places of the columns that are passed on.
    pub(crate) keep: Vec<usize>,
}

impl Binding {
    /// All that is wrong with the columns: `missing_column`, `wrong_type`, `unknown_column` and `unknown_fact`, each with a
    /// pointer that names the column.
    pub(crate) fn new(policy: &Policy, schema: &Schema, options: &Options) -> Result<Binding, Vec<Problem>> {
        let document = &policy.document;
        let mut problems = unknown_facts(policy, options);
        let mut facts = Vec::new();
        for fact in &document.facts {
            if options.unknown.contains(&fact.id) {
                continue;
            }
            let name = options.column(&fact.id);
            let Some(found) = find(schema, name) else {
                // What has a default, or decides nothing, need not be given.
                let is_needed = fact.default.is_none() && !fact.context || name != fact.id;
                problems.extend(is_needed.then(|| missing(schema, policy, fact, name)));
                continue;
            };
            let currency = currency_of(schema, name, options);
            let null_is_none = options.null_is_none.contains(&fact.id);
            match Column::of(fact, found, currency, null_is_none, options.text) {
                Ok(column) => facts.push(column),
                Err(unfit) => problems.push(wrong_type(found.1, &unfit)),
            }
        }
        let at = find(schema, AT).filter(|_| document.fact(AT).is_none());
        let at = at.map(|found| Column::at(AT, found, options.text).map_err(|unfit| wrong_type(found.1, &unfit)));
        let at = at.transpose().unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        let keep = options.keep.iter().filter_map(|name| match find(schema, name) {
            Some((place, _)) => Some(place),
            None => {
                let message = format!("there is no column `{name}`");
                problems.push(Problem::new("unknown_column", pointer(name), message).suggest(name, names(schema)));
                None
            }
        });
        let keep = keep.collect();
        let amount_paid = policy.amount_paid.and_then(|fact| document.facts.get(fact));
        let amount_paid = amount_paid.and_then(|fact| facts.iter().position(|column| column.id == fact.id));
        if problems.is_empty() { Ok(Binding { facts, amount_paid, at, keep }) } else { Err(problems) }
    }
}

fn find<'a>(schema: &'a Schema, name: &str) -> Option<(usize, &'a Field)> {
    schema.column_with_name(name)
}

fn names(schema: &Schema) -> impl Iterator<Item = &str> {
    schema.fields().iter().map(|field| field.name().as_str())
}

fn pointer(column: &str) -> String {
    refund_policy::value::problem::join("", column)
}

/// An amount's currency: in a column of its own, in the one for all, or the one that was named.
fn currency_of(schema: &Schema, amount: &str, options: &Options) -> Option<CurrencyOf> {
    let own = find(schema, &format!("{amount}_{CURRENCY}")).or_else(|| find(schema, CURRENCY));
    let column = own.filter(|(_, field)| is_text(field.data_type()));
    column.map(|(place, _)| CurrencyOf::Column(place)).or(options.currency.map(CurrencyOf::All))
}

/// Facts that the options name and the policy does not have, or that cannot be none.
fn unknown_facts(policy: &Policy, options: &Options) -> Vec<Problem> {
    let document = &policy.document;
    let ids = || document.facts.iter().map(|fact| fact.id.as_str());
    let named = options.columns.iter().map(|(fact, _)| fact).chain(&options.unknown).chain(&options.null_is_none);
    let unknown = named.filter(|id| document.fact(id).is_none()).map(|id| {
        let message = format!("`{id}` is not a fact of `{}`", document.id);
        Problem::new("unknown_fact", pointer(id), message).suggest(id, ids())
    });
    let cannot_be_none = |fact: &&Fact| options.null_is_none.contains(&fact.id) && fact.none.is_none();
    let not_nullable = document.facts.iter().filter(cannot_be_none).map(|fact| {
        Problem::new("not_nullable", pointer(&fact.id), format!("`{}` cannot be none", fact.id))
    });
    unknown.chain(not_nullable).collect()
}

/// The nearest column that is no other fact's is the one that was meant.
fn missing(schema: &Schema, policy: &Policy, fact: &Fact, name: &str) -> Problem {
    let free = names(schema).filter(|column| policy.document.fact(column).is_none());
    let message = format!("there is no column `{name}` for {}", needed(fact));
    let problem = Problem::new("missing_column", pointer(name), message);
    problem.hint("name the column that has it, or say that it is unknown").suggest(name, free)
}

fn needed(fact: &Fact) -> String {
    let kind = match fact.kind {
        FactKind::Choice(_) => "choice",
        FactKind::Flag => "flag",
        FactKind::Number(_) => "number",
        FactKind::Instant => "instant",
        FactKind::Money => "amount",
    };
    format!("the {kind} `{}`", fact.id)
}

fn wrong_type(field: &Field, unfit: &Unfit) -> Problem {
    let message = format!("the column `{}` is {}, and not {}", field.name(), field.data_type(), unfit.needed);
    let problem = Problem::new("wrong_type", pointer(field.name()), message);
    match unfit.hint {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}
