//! What can happen: every click, input and answer from outside is a message.

use std::rc::Rc;

use refund_policy::{Json, Locale, Policy, Problem, Words};

use crate::entry::EntryField;
use crate::outcome::Outcome;
use crate::session::{Attachment, Place, Screen};
use crate::strings::Strings;

/// Something that has happened.
pub enum Message {
    /// A button was pressed.
    Do(Action),
    /// Something was typed, chosen or ticked.
    Typed(Field, String),
    /// A field holds something that the browser calls incomplete (`validity.badInput`: the hour of a time without its minutes), and
    /// so gives as nothing.
    Incomplete(Field),
    /// Files were offered as evidence; `browser` holds them under these handles.
    Offered {
        /// The evidence's id.
        evidence: String,
        /// The files.
        files: Vec<FileHandle>,
    },
    /// An offered file has been read, or cannot be used.
    FileRead {
        /// The evidence's id.
        evidence: String,
        /// The name as it was offered.
        name: String,
        /// What was read, or the string that says why it cannot be used.
        result: Result<ReadFile, &'static str>,
    },
    /// A file of the session was looked for on the device.
    FileFound {
        /// Its hash.
        sha256: String,
        /// What was found; nothing where the browser has not kept it.
        found: Result<Option<ReadFile>, StorageFailed>,
    },
    /// The languages of the element: of the widget's own words, and of the policy's texts, which are in fewer.
    Languages {
        /// Of the widget's own words.
        locale: Locale,
        /// Of the policy's texts.
        policy_locale: Locale,
    },
    /// The widget's own words were loaded.
    Strings(Strings),
    /// The evaluator's words of a language were loaded.
    Words(Rc<Words>),
    /// What the merchant puts over the widget's own words, as it came.
    OwnStrings(Json),
    /// The policy was loaded, or why not.
    Policy(Result<Box<Policy>, LoadError>),
    /// What part of a request has gone out, from 0 to 1.
    Progress(f64),
    /// What the endpoint, or the page that sends by itself, made of the request.
    Answered(Outcome),
    /// The clipboard took a text, or not.
    Copied(bool),
    /// The record that is stored under a key, as it was read: after [`Effect::LoadRecord`](crate::effect::Effect::LoadRecord), and
    /// before every message but this and [`Message::Saved`], where it is another than `state.stored`.
    Record {
        /// Where it is stored.
        key: String,
        /// The text; none where nothing is stored.
        text: Option<String>,
    },
    /// Whether the browser has stored what it was to store; told at once, before anything else is.
    Saved(bool),
    /// Time has passed.
    Tick,
    /// Another tab, the network or the shopper may have changed something behind the page's back.
    Woken,
    /// The page's back and forward buttons: the place that they lead to.
    Navigated(Place),
    /// A script of the page wants the request to be sent.
    Submit,
    /// A script of the page forgets everything that was typed; it does not want the focus.
    Reset,
    /// The facts that the page gives.
    Given(Json),
    /// The order's number as the page gives it.
    OrderId(String),
    /// Where the request goes.
    Endpoint(String),
    /// The merchant's support page or address.
    SupportUrl(String),
}

/// What a button does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Takes what is typed as the answer, and goes on.
    Continue,
    /// Takes one of a few answers, and goes on: the fact's id and the answer's (`yes`, `no`, a choice's id, a number as JSON has it).
    Answer(String, String),
    /// Leaves the question open: "I don't know".
    Unknown,
    /// "I have not": the fact is known to be none.
    NotAtAll,
    /// Shows the verdict without further questions.
    Skip,
    /// Leaves a question that had been answered before as it was.
    Cancel,
    /// Asks a question again.
    Change(String),
    /// Goes to a screen.
    Go(Screen),
    /// Chooses among remedies or options (`kind`, or `kind/option`) and goes to the request.
    Choose(String),
    /// Takes a file away again.
    RemoveFile(usize),
    /// Sends the request.
    Send,
    /// Makes no more attempts.
    Stop,
    /// Wants to forget everything, or to begin anew: asks first.
    Forget,
    /// Confirms that.
    ForgetConfirmed,
    /// Does not.
    ForgetCancelled,
    /// Loads the policy again.
    Reload,
    /// Puts the prepared text of the message back.
    RestoreMessage,
    /// Copies the message.
    CopyMessage,
    /// Copies the verdict as text.
    CopyVerdict,
    /// Offers the deadline for the calendar.
    Calendar,
    /// Prints.
    Print,
    /// Offers the receipt, or the message, as a file.
    Save,
}

impl Action {
    /// Whether it answers the question that is asked, and so brings the next one.
    pub fn is_answer(&self) -> bool {
        matches!(self, Action::Continue | Action::Answer(..) | Action::Unknown | Action::NotAtAll)
    }
}

/// A field that the shopper fills in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Field {
    /// A part of the question that is being answered.
    Entry(EntryField),
    /// Evidence in words, by its id.
    Evidence(String),
    /// A fact that is only context for whoever reviews, by its id: an optional line of the request.
    Context(String),
    /// Anything to add; where the policy requires an explanation, the explanation.
    Words,
    /// Who asks.
    Name,
    /// Where the answer goes.
    Email,
    /// The order's number.
    OrderId,
    /// The subject of the message.
    Subject,
    /// The message to the merchant.
    Message,
    /// The choice between remedies: `kind`, or `kind/option`.
    Wish,
    /// The confirmation of what looks secret.
    Confirm,
}

impl Field {
    /// The id of its node. Name and e-mail stand outside the shadow root, where ids bear the element's number.
    pub fn id(&self) -> String {
        match self {
            Field::Entry(part) => part.id().to_owned(),
            Field::Evidence(id) => format!("evidence-{id}"),
            Field::Context(id) => format!("context-{id}"),
            Field::Words => "words".to_owned(),
            Field::Name => "name".to_owned(),
            Field::Email => "email".to_owned(),
            Field::OrderId => "order-id".to_owned(),
            Field::Subject => "subject".to_owned(),
            Field::Message => "message".to_owned(),
            Field::Wish => "wish".to_owned(),
            Field::Confirm => "confirm".to_owned(),
        }
    }
}

/// A file that `browser` holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileHandle(pub usize);

/// A file that was read: what the request says of it, and where it is held.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadFile {
    /// What the request says of it; `evidence` is filled in by `update`.
    pub attachment: Attachment,
    /// Where it is held.
    pub handle: FileHandle,
    /// Whether a photograph still holds what the camera wrote into it.
    pub is_raw: bool,
    /// Whether the browser has stored it.
    pub is_stored: bool,
    /// Whether there is a preview of it.
    pub has_preview: bool,
}

/// The device's storage could not be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StorageFailed;

/// Why there is no policy.
#[derive(Clone, PartialEq, Debug)]
pub struct LoadError {
    /// A stable code, as `refund-error` has it.
    pub code: String,
    /// What happened, for developers.
    pub message: String,
    /// Where in the document.
    pub pointer: String,
}

impl LoadError {
    /// One that is about the whole document.
    pub fn new(code: &str, message: &str) -> LoadError {
        LoadError { code: code.to_owned(), message: message.to_owned(), pointer: String::new() }
    }
}

impl From<Problem> for LoadError {
    fn from(problem: Problem) -> LoadError {
        LoadError { code: problem.code.to_owned(), message: problem.advice(), pointer: problem.pointer }
    }
}
