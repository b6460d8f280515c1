//! What has to be done outside for a change of the state. `browser` does it, and what comes of it is a message.

use refund_policy::{Instant, Json};

use crate::message::FileHandle;
use crate::session::Place;

/// Something to be done.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Moves the focus to the node with this id.
    Focus(String),
    /// Opens what the node with this id is folded into, so that what is wrong there is seen.
    Unfold(String),
    /// Moves the focus there unless the shopper is busy elsewhere on the page.
    Follow(String),
    /// Reads an offered file.
    ReadFile {
        /// The evidence's id.
        evidence: String,
        /// The file.
        file: FileHandle,
        /// The record's key under which it is to be stored too; none where the browser stores nothing.
        key: Option<String>,
    },
    /// Looks for a file on the device.
    FindFile {
        /// The record's key.
        key: String,
        /// Its hash.
        sha256: String,
    },
    /// Forgets a stored file, or all of a record's.
    DropFiles {
        /// The record's key.
        key: String,
        /// Its hash; none for all.
        sha256: Option<String>,
    },
    /// Forgets the stored files whose record is gone.
    SweepFiles,
    /// Reads the record under a key: it comes back as a message, before anything is shown.
    LoadRecord(String),
    /// Stores a record, and tells at once whether that was possible.
    SaveRecord {
        /// Where.
        key: String,
        /// What.
        text: String,
    },
    /// Forgets a record.
    ForgetRecord(String),
    /// Lets the page object or send by itself, and then posts.
    Submit {
        /// The request, for `refund-submit`.
        request: Json,
        /// Where it goes.
        endpoint: String,
        /// Its id.
        id: String,
        /// The request as JSON text, as it is posted.
        body: String,
        /// The files, each under its hash.
        files: Vec<(String, FileHandle)>,
    },
    /// Tells the page that something went wrong (`refund-error`).
    TellError {
        /// The code.
        code: String,
        /// What happened, for developers.
        message: String,
        /// Where.
        pointer: String,
    },
    /// Tells the page of the receipt (`refund-sent`).
    TellSent(Json),
    /// Puts a text on the clipboard.
    Copy(String),
    /// Puts what the screen says on the clipboard.
    CopyShown,
    /// Offers a text as a file.
    SaveText {
        /// The file's name.
        name: String,
        /// What it holds.
        text: String,
    },
    /// Offers an entry for the calendar.
    Calendar {
        /// The file's name.
        name: String,
        /// What the entry is known by.
        id: String,
        /// The deadline.
        until: Instant,
        /// Its title.
        summary: String,
        /// Its text.
        description: String,
    },
    /// Prints.
    Print,
    /// Loads the policy again.
    LoadPolicy,
    /// Adds a place to the browser's history, so that Back leads to the one before ([`State::place`](crate::state::State::place)).
    PushPlace(Place),
}
