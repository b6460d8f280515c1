//! Evaluates refund policies: a policy and facts in, a verdict with its reasons out.
//!
//! A [`Policy`] is compiled from a JSON document; [`Facts`] are what is known of one case; [`verdict()`] says what
//! the policy gives at an instant. The same code runs in the shopper's page and on the merchant's side.
//!
//! This crate reads no clock, does no I/O and names no browser type: the instant of the request is an argument,
//! and a zone's offsets come in through [`Zone`].

#![deny(clippy::disallowed_methods)]

// The modules stand in reading order: values, the document, its compiled form, and the views of it.
pub mod code;
mod day;
mod decimal;
pub mod digits;
mod gather;
mod json;
pub mod limits;
mod locale;
mod money;
mod problem;
mod sorted;
mod time;
mod window;

pub mod document;
mod node;
mod reader;
mod shape;
mod terms;

mod cells;
mod condition;
mod diagram;
mod interner;
mod policy;

mod facts;
mod value;

mod amount;
mod conversation;
mod decide;
mod distance;
mod explain;
mod interview;
mod questions;
mod rule;
mod timeline;
mod verdict;
mod what_if;

pub mod request;
mod template;
pub mod words;

#[cfg(feature = "check")]
mod case_set;
#[cfg(feature = "check")]
mod region;

#[cfg(feature = "native")]
pub mod batch;
#[cfg(feature = "check")]
pub mod cases;
#[cfg(feature = "check")]
pub mod check;
#[cfg(feature = "check")]
pub mod coverage;
#[cfg(feature = "check")]
pub mod diff;
#[cfg(feature = "native")]
pub mod native;
#[cfg(feature = "check")]
pub mod schema;
#[cfg(feature = "check")]
pub mod source;

pub use amount::RemedyGiven;
pub use conversation::Conversation;
pub use decide::{AlternativeGiven, Decision, decide, missing};
pub use decimal::Decimal;
pub use document::{Status, Value};
pub use explain::{Because, EvidenceAsked, Reason, Role, StepDue};
pub use facts::Facts;
pub use gather::Gather;
pub use interview::interview;
pub use json::Json;
pub use locale::{Locale, Text};
pub use money::{Currency, Money};
pub use policy::{Policy, sha256};
pub use problem::{Problem, Prose, nearest};
pub use questions::Lookahead;
#[cfg(feature = "check")]
pub use region::Witness;
pub use time::{FindZone, Instant, Zone};
pub use timeline::Segment;
pub use verdict::{PolicyRef, Verdict, verdict};
pub use what_if::WhatIf;
pub use window::{Span, Unit};
