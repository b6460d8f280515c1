//! The policy document as types: what an author writes, with every name resolved.
//!
//! Facts, steps and clauses are referred to by their position in the document, so that what has been read holds no
//! name that leads nowhere. Reading is `reader`'s job, meaning is `policy`'s and `decide`'s.

use serde::{Serialize, Serializer};

use crate::document::fact::{Choice, Fact};
use crate::document::terms::{Combination, DurationUnit, EvidenceKind, GivenBy, RemedyKind, Status};
use crate::value::decimal::Decimal;
use crate::value::locale::{Locale, Text};
use crate::value::window::Span;

/// The position of a fact in [`Document::facts`].
pub type FactIndex = usize;

/// Facts each once, in the document's order.
pub(crate) fn in_document_order(mut facts: Vec<FactIndex>) -> Vec<FactIndex> {
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// A policy as its author wrote it.
#[derive(Clone)]
pub struct Document {
    /// The policy's id.
    pub id: String,
    /// Its version, as the merchant counts.
    pub version: String,
    /// The IANA zone in which its days and months are counted.
    pub zone: String,
    /// The merchant's language: requests are written in it.
    pub language: Locale,
    /// The merchant's name.
    pub merchant: String,
    /// What the policy is about.
    pub title: Text,
    /// The prose that it was read from.
    pub source: Source,
    /// What it asks about, in the order of the questions.
    pub facts: Vec<Fact>,
    /// What may have to be done before approval.
    pub steps: Vec<Step>,
    /// The deciding clauses: the first that holds decides.
    pub clauses: Vec<Clause>,
    /// Clauses that are cited and decide nothing.
    pub informative: Vec<Informative>,
    /// What a request should carry.
    pub evidence: Vec<Evidence>,
    /// How long the merchant takes.
    pub processing: Processing,
    /// The subject and the message of a request.
    pub request: Template,
}

/// The prose that a policy was read from.
#[derive(Clone)]
pub struct Source {
    /// Its title.
    pub document: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// When it was last changed, as it says.
    pub updated: Option<String>,
}

/// A place in the prose that a policy was read from.
///
/// A document may cite several for one thing; this is the first, which is the one that shoppers are told.
#[derive(Clone, PartialEq, Eq)]
pub struct Citation {
    /// The heading.
    pub section: String,
    /// Which of the section's paragraphs, counted from 1; empty where none is named.
    pub paragraphs: Vec<u32>,
}

/// A Boolean combination of tests on facts.
#[derive(Clone)]
pub enum Condition {
    /// Every one holds (and so does an empty list).
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A test on one fact.
    Test(FactIndex, Test),
}

/// A test on one fact. A fact that is none passes [`Test::IsNone`] alone.
#[derive(Clone)]
pub enum Test {
    /// A choice is one of these, by position.
    In(Vec<usize>),
    /// A flag has this value.
    Is(bool),
    /// A number compares so with a constant.
    Compare(Comparison, Decimal),
    /// The fact is known to be none.
    IsNone,
    /// The window after the instant is still open.
    Within(Span),
    /// The window after the instant is over.
    Elapsed(Span),
}

/// How a number compares with a constant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Greater.
    Above,
    /// Greater or equal.
    AtLeast,
    /// Smaller.
    Below,
    /// Smaller or equal.
    AtMost,
}

/// Something that has to be done before approval, or that the shopper is told to do.
#[derive(Clone)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What to do.
    pub text: Text,
    /// Where the source says so.
    pub source: Option<Citation>,
    /// When it has been done; a step without this is only named.
    pub met_when: Option<Condition>,
    /// Where it is done.
    pub link: Option<String>,
}

/// A clause that decides.
#[derive(Clone)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// Its name for shoppers.
    pub title: Text,
    /// What it says, in plain words.
    pub text: Text,
    /// Where the source says so.
    pub source: Option<Citation>,
    /// When it holds; always, where nothing is said.
    pub when: Option<Condition>,
    /// What it gives.
    pub then: Grant,
}

/// What a clause gives.
#[derive(Clone)]
pub struct Grant {
    /// The status once the steps in `after` are met.
    pub status: Status,
    /// What the policy gives.
    pub remedies: Vec<Remedy>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What the shopper can have although, or besides.
    pub alternatives: Vec<Alternative>,
    /// Steps that stand before approval, by position.
    pub after: Vec<usize>,
    /// Steps that are named in any case, by position.
    pub steps: Vec<usize>,
}

/// A remedy, and how its amount is found.
#[derive(Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What it is.
    pub kind: RemedyKind,
    /// How its amount is found.
    pub amount: Amount,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
}

/// How a remedy's amount is found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// It has none, or none is known beforehand.
    Unnamed,
    /// All that was paid.
    Paid,
    /// What was paid × part / of.
    Share {
        /// The number that is given back.
        part: FactIndex,
        /// The number that was paid for.
        of: FactIndex,
    },
    /// What was paid × (1 − ratio).
    Unused(FactIndex),
    /// This many hundredths of what was paid.
    Percent(Decimal),
}

/// What the shopper can have although, or besides.
#[derive(Clone)]
pub struct Alternative {
    /// What it is.
    pub kind: RemedyKind,
    /// The ways in which it can be had.
    pub options: Vec<Choice>,
}

/// When evidence is asked for, or an informative clause is cited: everything that is said must hold.
#[derive(Clone, Default)]
pub struct Rule {
    /// The status is one of these; any, where empty.
    pub status: Vec<Status>,
    /// The deciding clause is one of these, by position; any, where empty.
    pub clauses: Vec<usize>,
    /// One of these is given; any, where empty.
    pub remedies: Vec<RemedyKind>,
    /// And this holds.
    pub when: Option<Condition>,
}

/// A clause that is cited and decides nothing.
#[derive(Clone)]
pub struct Informative {
    /// Its id.
    pub id: String,
    /// Its name for shoppers.
    pub title: Text,
    /// What it says, in plain words.
    pub text: Text,
    /// Where the source says so.
    pub source: Option<Citation>,
    /// When it is cited.
    pub applies: Rule,
}

/// Something that a request should carry.
#[derive(Clone)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// Whether it is a text or a file.
    pub kind: EvidenceKind,
    /// What it is.
    pub label: Text,
    /// What makes it good.
    pub help: Option<Text>,
    /// The part of the request that is this evidence; none where it is a field or file of its own.
    pub given_by: Option<GivenBy>,
    /// When it is required.
    pub required: Option<Rule>,
    /// When it is recommended.
    pub recommended: Option<Rule>,
}

/// How long the merchant takes; none where the policy does not say.
#[derive(Clone, Default, Serialize)]
pub struct Processing {
    /// Until the answer.
    pub answer: Option<Duration>,
    /// Until the money arrives, once approved.
    pub payout: Option<Duration>,
    /// The way on which it is paid.
    pub method: Option<String>,
}

/// From a least to a greatest time.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Duration {
    /// The least.
    pub min: u32,
    /// The greatest.
    pub max: u32,
    /// Of what.
    pub unit: DurationUnit,
    /// The greatest in exceptional cases.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "longest")]
    pub exceptionally: Option<(u32, DurationUnit)>,
}

/// The subject and the message of a request, with `{fields}` and `[optional parts]`.
#[derive(Clone)]
pub struct Template {
    /// The subject.
    pub subject: Text,
    /// The message.
    pub message: Text,
}

/// `{"max", "unit"}`.
fn longest<S: Serializer>(longest: &Option<(u32, DurationUnit)>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Longest {
        max: u32,
        unit: DurationUnit,
    }
    longest.map(|(max, unit)| Longest { max, unit }).serialize(serializer)
}

impl Document {
    /// The position of the fact with this id.
    pub fn fact(&self, id: &str) -> Option<FactIndex> {
        self.facts.iter().position(|fact| fact.id == id)
    }
}

impl Condition {
    /// Calls `visit` with every test.
    pub fn each_test<'a>(&'a self, visit: &mut dyn FnMut(FactIndex, &'a Test)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.each_test(visit));
            }
            Condition::Not(part) => part.each_test(visit),
            Condition::Test(fact, test) => visit(*fact, test),
        }
    }

    /// The facts that it tests, each once, in the document's order.
    pub fn facts(&self) -> Vec<FactIndex> {
        let mut facts = Vec::new();
        self.each_test(&mut |fact, _| facts.push(fact));
        in_document_order(facts)
    }
}

impl Amount {
    /// The facts beside what was paid that it is computed from.
    pub fn facts(self) -> Vec<FactIndex> {
        match self {
            Amount::Unnamed | Amount::Paid | Amount::Percent(_) => Vec::new(),
            Amount::Share { part, of } => vec![part, of],
            Amount::Unused(ratio) => vec![ratio],
        }
    }
}
