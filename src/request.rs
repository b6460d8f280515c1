//! The request: what a shopper sends, how it is prefilled, and how the merchant's side checks it.
//!
//! Its JSON is the contract's. Nothing in it is trusted: [`verify()`] evaluates again, with its own policy and clock.

// What is taken of a shopper, and how it is made fit to be read.
pub mod clean;
pub mod files;
pub mod limits;

// What it consists of, what a shopper does, then what the merchant's side does.
mod types;

mod prefill;
pub mod template;

mod compose;
mod mailto;

mod read;
mod verify;

pub mod batch;

pub use compose::compose;
pub use mailto::{Mailto, mailto};
pub use prefill::{Draft, FIELDS, fact_text, prefill};
pub use read::{is_email, read};
pub use types::{Attachment, Customer, Details, Request, Wish};
pub use verify::{Difference, Verification, verify};
