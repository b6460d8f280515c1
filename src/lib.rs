//! Evaluates refund policies: a policy and facts in, a verdict with its reasons out.
//!
//! A [`Policy`] is compiled from a JSON document; [`Facts`] are what is known of one case; [`verdict()`] says what
//! the policy gives at an instant. The same code runs in the shopper's page and on the merchant's side.
//!
//! This crate reads no clock, does no I/O and names no browser type: the instant of the request is an argument,
//! and a zone's offsets come in through [`Zone`].

#![deny(clippy::disallowed_methods)]

// The rooms stand in reading order, and so does the work: values, the document, its compiled form, the verdict on one
// case, the request that carries it. What most callers need stands at the root as well.
pub mod value;

pub mod document;

pub mod compiled;

pub mod verdict;

pub mod request;

pub use compiled::policy::{Policy, sha256};
pub use document::{Status, Value};
pub use request::batch;
pub use value::convert::{from_json, to_json};
pub use value::decimal::Decimal;
pub use value::format::{DateStyle, Format, ListKind, PageFormat, Plural, TimeUnit};
pub use value::json::Json;
pub use value::locale::{Locale, Text};
pub use value::money::{Currency, Money};
pub use value::nearest::nearest;
pub use value::parse::{decode, parse, parse_as_written};
pub use value::problem::Problem;
pub use value::time::{FindZone, Instant, Zone};
pub use value::window::{Span, Unit};
pub use value::{code, limits};
pub use verdict::amount::RemedyGiven;
pub use verdict::clock;
pub use verdict::conversation::Conversation;
pub use verdict::decide::{AlternativeGiven, Decision, decide, missing};
pub use verdict::decider::Decider;
pub use verdict::explain::{Because, EvidenceAsked, Reason, Role, SourceCited, StepDue};
pub use verdict::facts::Facts;
pub use verdict::interview::interview;
pub use verdict::order::Standing;
pub use verdict::questions::Lookahead;
pub use verdict::scenarios::Scenario;
pub use verdict::spread::MoneyRange;
pub use verdict::strings::Strings;
pub use verdict::timeline::Segment;
pub use verdict::what_if::WhatIf;
pub use verdict::words::{Languages, Words};
pub use verdict::{PolicyRef, Verdict, verdict};
