//! Facts: what is known or asked of a case, and the values that each may have.

use crate::document::FactIndex;
use crate::value::decimal::Decimal;
use crate::value::locale::Text;
use crate::value::money::Money;
use crate::value::time::Instant;

/// The fact whose instant a timeline begins with.
pub const PURCHASED_AT: &str = "purchased_at";
/// The fact that refunds are computed from.
pub const AMOUNT_PAID: &str = "amount_paid";

/// Something that is known or asked of a case.
#[derive(Clone)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// Its type, and what is allowed.
    pub kind: FactKind,
    /// A short noun for it.
    pub label: Text,
    /// The question.
    pub ask: Option<Text>,
    /// Why it is asked.
    pub why: Option<Text>,
    /// The answer "none", where the fact may be known to be none.
    pub none: Option<Text>,
    /// How a sentence begins that supposes the answer no, and yes.
    pub suppose: [Option<Text>; 2],
    /// What holds where the merchant does not give it; a fact that is asked has no default.
    pub default: Option<Value>,
    /// Whether it is only the merchant's to give, and so is never asked.
    pub by_merchant: bool,
    /// Whether it decides nothing: it is no question, and an optional line on the request.
    pub context: bool,
    /// Another instant before which it cannot lie.
    pub not_before: Option<FactIndex>,
}

/// The value of a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// Known to be none.
    None,
    /// The position of a choice's value.
    Choice(usize),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// A point in time.
    Instant(Instant),
    /// An amount of money.
    Money(Money),
}

/// A fact's type.
#[derive(Clone)]
pub enum FactKind {
    /// One of several.
    Choice(Vec<Choice>),
    /// Yes or no.
    Flag,
    /// A number.
    Number(Range),
    /// A point in time, never after the instant of the request.
    Instant,
    /// An amount of money, never negative.
    Money,
}

/// One of the values of a choice.
#[derive(Clone)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// How a shopper says it.
    pub label: Text,
}

/// The numbers that a fact may be.
#[derive(Clone)]
pub struct Range {
    /// The least.
    pub min: Option<Decimal>,
    /// The greatest.
    pub max: Option<Decimal>,
    /// Whether only whole numbers are allowed.
    pub whole: bool,
    /// Another number which it may not exceed.
    pub at_most: Option<FactIndex>,
    /// What it counts.
    pub unit: NumberUnit,
}

impl Range {
    /// Whether a number is one of them, as far as that hangs on no other fact.
    pub fn allows(&self, number: Decimal) -> bool {
        self.min.is_none_or(|min| number >= min)
            && self.max.is_none_or(|max| number <= max)
            && (number.is_whole() || !self.whole)
    }
}

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NumberUnit {
    /// A part of one, shown as a percentage.
    Ratio,
    /// Hours.
    Hours,
    /// Things.
    Count,
}

impl Fact {
    /// Whether this is the fact that refunds are computed from.
    pub(crate) fn is_amount_paid(&self) -> bool {
        self.id == AMOUNT_PAID && matches!(self.kind, FactKind::Money)
    }
}
