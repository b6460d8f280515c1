//! The evaluator's integration tests: one binary, a module a subject.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test's helpers fail by panicking"
)]

mod oracle;
mod random;
mod sentences;
mod shipped;
#[path = "../benches/questions/table.rs"]
mod table;
mod trees;

/// The cases that every policy must get right: the samples, and each policy's own.
mod cases;

/// The flat tables against the evaluator.
mod deciders;

/// Partial facts against brute force.
mod completions;

/// What a verdict says of all completions together.
mod views;

/// The order of questions.
mod questions;

/// What no case reaches.
mod coverage;

/// Two versions of a policy, against the oracle of each.
mod diff;

/// Amounts against exact fractions.
mod money;

/// Wrong facts and wrong policies.
mod bad_input;

/// The documentation of the codes, and its examples.
mod diagnostics;

/// The checker's findings: their cases show what they say, and nothing that they should say is missing.
mod findings;

/// Composing a request, and evaluating it again.
mod requests;

/// What `cargo xtask generate` writes.
mod generated;

/// What would have made a better verdict.
mod what_if;

/// Where a policy comes from.
mod sources;
