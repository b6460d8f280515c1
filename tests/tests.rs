//! The evaluator's integration tests: one binary, a module a subject.

mod shipped;

/// The cases that every policy must get right: the samples, and each policy's own.
mod cases;
