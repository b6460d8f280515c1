//! How much the endpoint takes, each with its reason.
//!
//! Lengths of text are in characters (Unicode scalar values), all others in bytes.

use std::num::NonZeroU32;
use std::time::Duration;

const MIB: usize = 1024 * 1024;

/// The JSON document of a request. The longest verdict of the shipped policies with its texts is about 20 kB.
pub const REQUEST_BYTES: usize = 256 * 1024;

/// One file. A photograph of a phone's camera has 3 to 8 MiB.
pub const FILE_BYTES: usize = 10 * MIB;

/// All files of a request together: what a mailbox accepts at most in one message, so that it can be forwarded.
pub const FILES_BYTES: usize = 25 * MIB;

/// Files of one request. More than this is an archive and not evidence.
pub const FILES: usize = 10;

/// The whole body: request and files, and 64 KiB for the boundaries and part headers of the multipart form.
pub const BODY_BYTES: usize = REQUEST_BYTES + FILES_BYTES + 64 * 1024;

/// A customer's name. The longest registered names are shorter.
pub const NAME_CHARS: usize = 200;

/// An e-mail address (RFC 5321, section 4.5.3.1.3: a path has 256 octets with its angle brackets).
pub const EMAIL_CHARS: usize = 254;

/// An order's, transaction's or invoice's number.
pub const ORDER_ID_CHARS: usize = 100;

/// A subject (RFC 5322, section 2.1.1: a line has at most 998 characters; mail programs show about 100).
pub const SUBJECT_CHARS: usize = 300;

/// A message: four printed pages.
pub const MESSAGE_CHARS: usize = 10_000;

/// A file's name: what file systems allow.
pub const FILE_NAME_CHARS: usize = 255;

/// How far a browser's clock may be ahead of the endpoint's.
///
/// Facts of that future are evaluated at their own instant and not refused: nobody loses a refund by a wrong clock.
pub const CLOCK_SKEW: Duration = Duration::from_secs(10 * 60);

/// How long a connection may send nothing while its body is awaited.
pub const BODY_IDLE: Duration = Duration::from_secs(30);

/// Requests that one address may send at once; after that, one a second.
///
/// Generous, because a whole office may share an address and the browser tests are one address too.
pub const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(119);
