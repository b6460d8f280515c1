//! The receipt: what a sender gets once a request is stored.

use refund_policy::Instant;
use serde::Serialize;

/// What a sender gets: the proof that a request was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The request's own id.
    pub id: String,
    /// A short name for people.
    pub reference: String,
    /// When it was stored.
    pub received_at: Instant,
}
