//! Hostile input: what must hold of it, and the inputs to start from.
//!
//! Each of the [`targets`] takes any bytes and panics where a promise is broken. cargo-fuzz runs them on nightly (`fuzz/`),
//! mutations of the same [`corpus`] on stable (`tests/`).

#![expect(clippy::panic, clippy::expect_used, reason = "a fuzzer sees what is wrong by the panic")]

pub mod corpus;
pub mod targets;

mod examples;
mod shipped;
