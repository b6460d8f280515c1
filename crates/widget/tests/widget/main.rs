//! The element's pure parts: what follows from each thing that happens, tested natively.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

// A widget without a browser.
mod support;

// What is read and written.
mod amounts;
mod endpoints;
mod entries;
mod secrets;
mod sessions;
mod strings;
mod wall_clock;

// What is loaded, sent and answered.
mod letters;
mod loading;
mod outcomes;
mod validation;

// The screens' logic: each thing that can happen.
mod answering;
mod deadlines;
mod files;
mod history;
mod sending;
mod storing;

// What is shown.
mod screens;
