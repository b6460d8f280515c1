//! The policy document: its shape, its types, and how the one is read as the other.
//!
//! Whoever stands here has JSON and no meaning yet: that is `compiled`'s.

mod fact;
pub mod fact_value;
pub mod node;
pub mod reader;
pub mod shape;
mod terms;
mod types;
mod validate;

pub use fact::*;
pub use terms::{Combination, DurationUnit, EvidenceKind, GivenBy, RemedyKind, Status};
pub(crate) use types::in_document_order;
pub use types::*;
