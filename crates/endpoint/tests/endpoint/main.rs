//! The endpoint through its router: every rule of `POST /contact`, and what the pages promise.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

// A running endpoint on a database of its own, and requests to send to it.
mod support;

// Receipts, repetitions, conflicts, tampered verdicts, clocks.
mod requests;

// Files: hashes, sizes, types, counts.
mod files;

// Refusals: what cannot be read, is too large, comes too often or from elsewhere.
mod refusals;

// The plain form, which works without a script.
mod plain_form;

// Pages, policies and assets, and their headers.
mod pages;
