//! How much of a request is taken: by the page, which counts before it is reached, and by the endpoint, which refuses
//! what is beyond.
//!
//! Lengths of text are in characters (Unicode scalar values, see [`length`]), sizes of files in bytes.

const MIB: usize = 1024 * 1024;

/// The JSON document of a request. The longest verdict of the shipped policies with its texts is about 20 kB.
pub const REQUEST_BYTES: usize = 256 * 1024;

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

/// One file. A photograph of a phone's camera has 3 to 8 MiB.
pub const FILE_BYTES: usize = 10 * MIB;

/// All files of a request together: what a mailbox accepts at most in one message, so that it can be forwarded.
pub const FILES_BYTES: usize = 25 * MIB;

/// Files of one request. More than this is an archive and not evidence.
pub const FILES: usize = 10;

/// A `mailto:` link. Chromium opens no longer one on Windows, whose shell cuts a command off after 2,048 characters.
pub const MAILTO_BYTES: usize = 2_000;

/// A text's length, as all limits count it.
pub fn length(text: &str) -> usize {
    text.chars().count()
}
