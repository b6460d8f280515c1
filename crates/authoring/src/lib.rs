//! What authors of policies use, and shoppers never: the checker, cases and their coverage, what changes from one version
//! to another, the JSON Schema, and where a policy's source is cited.
//!
//! All of it looks at a [`Policy`](refund_policy::Policy) as the evaluator compiles it, and decides nothing by itself.

// In reading order: parts of all cases and an example of each, then what is made of them.
mod describe;
mod example;
mod window_order;

mod cover;
mod domain;

mod region;

mod case_set;

pub mod check;

pub mod cases;
pub mod coverage;

pub mod diff;

pub mod schema;
pub mod source;

pub use region::Witness;
