//! How much the endpoint takes, each with its reason.
//!
//! What a request may hold is the evaluator's, so that the page counts by the same numbers; here stands what only a
//! server meets. Sizes are in bytes.

use std::num::NonZeroU32;
use std::time::Duration;

pub use refund_policy::request::limits::{
    EMAIL_CHARS, FILE_BYTES, FILE_NAME_CHARS, FILES, FILES_BYTES, MESSAGE_CHARS, NAME_CHARS, ORDER_ID_CHARS,
    REQUEST_BYTES, SUBJECT_CHARS, length,
};

/// The whole body: request and files, and 64 KiB for the boundaries and part headers of the multipart form.
pub const BODY_BYTES: usize = REQUEST_BYTES + FILES_BYTES + 64 * 1024;

/// The tag of a language (BCP 47, section 4.4.1: what stores tags provides for 35 characters).
pub const LANGUAGE_CHARS: usize = 35;

/// How long a connection may send nothing while its body is awaited.
pub const BODY_IDLE: Duration = Duration::from_secs(30);

/// Requests that one address may send at once; after that, one a second.
///
/// Generous, because a whole office may share an address and the browser tests are one address too.
pub const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(119);
