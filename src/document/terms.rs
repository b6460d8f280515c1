//! The words of the field that documents and verdicts share, each with the name under which it is written.

use serde::{Deserialize, Serialize};

/// Whether the shopper gets what they ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The policy promises the remedy.
    Qualifies,
    /// It does once the shopper has done a named step.
    ActionRequired,
    /// The merchant decides; nothing is promised.
    Review,
    /// The policy gives nothing.
    DoesNotQualify,
    /// The known facts leave more than one of the others.
    NeedsInformation,
}

impl Status {
    /// All of them, each with its name.
    pub const ALL: [(&'static str, Status); 5] = [
        ("qualifies", Status::Qualifies),
        ("action_required", Status::ActionRequired),
        ("review", Status::Review),
        ("does_not_qualify", Status::DoesNotQualify),
        ("needs_information", Status::NeedsInformation),
    ];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &Status::ALL)
    }
}

/// The remedies of the field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyKind {
    /// All that was paid.
    FullRefund,
    /// The part of what was paid that belongs to what is given back.
    ProratedRefund,
    /// A part of what was paid.
    PartialRefund,
    /// A balance with the merchant.
    Credit,
    /// A longer term.
    Extension,
    /// The thing again.
    Replacement,
    /// The thing made good.
    Repair,
    /// No further term, no further charge.
    Cancellation,
    /// The merchant looks into it.
    Investigation,
    /// Help that is included.
    Support,
    /// Help as far as it goes.
    LimitedSupport,
    /// Help for money.
    PaidSupport,
    /// Advice before buying.
    SalesAdvice,
}

impl RemedyKind {
    /// All of them, each with its name in documents and verdicts.
    pub const ALL: [(&'static str, RemedyKind); 13] = [
        ("full_refund", RemedyKind::FullRefund),
        ("prorated_refund", RemedyKind::ProratedRefund),
        ("partial_refund", RemedyKind::PartialRefund),
        ("credit", RemedyKind::Credit),
        ("extension", RemedyKind::Extension),
        ("replacement", RemedyKind::Replacement),
        ("repair", RemedyKind::Repair),
        ("cancellation", RemedyKind::Cancellation),
        ("investigation", RemedyKind::Investigation),
        ("support", RemedyKind::Support),
        ("limited_support", RemedyKind::LimitedSupport),
        ("paid_support", RemedyKind::PaidSupport),
        ("sales_advice", RemedyKind::SalesAdvice),
    ];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &RemedyKind::ALL)
    }

    /// Whether money goes back to the shopper.
    pub fn is_refund(self) -> bool {
        matches!(self, RemedyKind::FullRefund | RemedyKind::ProratedRefund | RemedyKind::PartialRefund)
    }
}

/// How several remedies combine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combination {
    /// All of them are given.
    All,
    /// One, which the shopper chooses.
    Shopper,
    /// One, which the merchant chooses.
    Merchant,
    /// The first, and the next where it fails.
    InOrder,
}

impl Combination {
    /// All of them, each with its name in documents and verdicts.
    pub const ALL: [(&'static str, Combination); 4] = [
        ("all", Combination::All),
        ("shopper", Combination::Shopper),
        ("merchant", Combination::Merchant),
        ("in_order", Combination::InOrder),
    ];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &Combination::ALL)
    }
}

/// What processing times are counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DurationUnit {
    /// Hours.
    Hours,
    /// Calendar days.
    Days,
    /// Days on which businesses work.
    BusinessDays,
}

impl DurationUnit {
    /// All of them, each with its name in documents and verdicts.
    pub const ALL: [(&'static str, DurationUnit); 3] = [
        ("hours", DurationUnit::Hours),
        ("days", DurationUnit::Days),
        ("business_days", DurationUnit::BusinessDays),
    ];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &DurationUnit::ALL)
    }
}

/// What form evidence has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Words or a number.
    Text,
    /// A picture or a document.
    File,
}

impl EvidenceKind {
    /// All of them, each with its name in documents and verdicts.
    pub const ALL: [(&'static str, EvidenceKind); 2] =
        [("text", EvidenceKind::Text), ("file", EvidenceKind::File)];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &EvidenceKind::ALL)
    }
}

/// The part of a request that serves as evidence.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBy {
    /// The order's id.
    OrderId,
    /// The message.
    Message,
}

impl GivenBy {
    /// All of them, each with its name in documents and verdicts.
    pub const ALL: [(&'static str, GivenBy); 2] =
        [("order_id", GivenBy::OrderId), ("message", GivenBy::Message)];

    /// Its name in documents and verdicts.
    pub fn name(self) -> &'static str {
        name_of(self, &GivenBy::ALL)
    }
}

/// The name that stands beside a value in a table of names.
fn name_of<T: PartialEq + Copy>(value: T, names: &[(&'static str, T)]) -> &'static str {
    names.iter().find(|(_, named)| *named == value).map_or("", |(name, _)| name)
}
