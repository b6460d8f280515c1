//! What can happen: every click, input and answer from outside is one of these.

use std::rc::Rc;

use refund_policy::{Instant, Json, Policy};
use wasm_bindgen::JsValue;

use crate::evidence::Picked;
use crate::send::Outcome;
use crate::strings::Strings;

/// Something that happened. [`crate::state::State::update`] says what follows from it.
pub(crate) enum Msg {
    /// The shopper did something.
    Do(Action),
    /// A field has a new value.
    Typed(Field, String),
    /// Files were chosen as this evidence.
    Chosen(String, Vec<JsValue>),
    /// A chosen file has been read.
    Read(Picked),
    /// A file that was kept under this hash was looked for.
    Found(String, Result<JsValue, JsValue>),
    /// The strings of the element's language are there.
    Strings(Strings),
    /// The policy is there, or not.
    Policy(Result<Rc<Policy>, LoadError>),
    /// This part of the request has gone out.
    Progress(f64),
    /// What the endpoint made of the request.
    Answered(Outcome),
    /// The text was copied, or not.
    Copied(bool),
    /// Time has passed.
    Tick,
    /// The page was looked at again, another tab has kept something, or there is a connection.
    Woken,
    /// The merchant gives facts.
    Given(Json),
    /// The attribute `order-id` says so.
    OrderId(String),
    /// The attribute `endpoint` says so.
    Endpoint(String),
}

/// What a button does.
#[derive(Clone)]
pub(crate) enum Action {
    /// Takes the answer and goes on.
    Continue,
    /// Leaves the question open.
    Unknown,
    /// Goes to the answer, questions left or not.
    Skip,
    /// Keeps the earlier answer.
    Cancel,
    /// Asks this question again.
    Change(usize),
    /// Goes to a screen.
    Go(Screen),
    /// Takes a file away again.
    RemoveFile(usize),
    /// Goes back to the prepared subject and message.
    Restore,
    /// Shows or hides what will be sent.
    Review,
    /// Sends the request.
    Send,
    /// Makes no more attempts to send it.
    Stop,
    /// Copies the request as text.
    Copy,
    /// Copies the answer as text.
    CopyAnswer,
    /// Puts the deadline into a calendar.
    Calendar,
    /// Prints the answer or the receipt.
    Print,
    /// Saves the request as a file.
    Save,
    /// Forgets everything that was typed.
    Forget,
    /// Loads the policy once more.
    Reload,
}

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    /// One question at a time.
    Questions,
    /// The verdict.
    Answer,
    /// The request, before it is sent.
    Request,
    /// The receipt.
    Receipt,
}

impl Screen {
    /// All of them, each with its name in what is kept.
    pub(crate) const ALL: [(&'static str, Screen); 4] = [
        ("questions", Screen::Questions),
        ("answer", Screen::Answer),
        ("request", Screen::Request),
        ("receipt", Screen::Receipt),
    ];
}

/// A field that the shopper fills in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Field {
    /// The question's choice, date, amount or number.
    First,
    /// The question's time or currency.
    Second,
    /// "I have not": the fact is known to be none.
    None,
    /// The remedy or the alternative that the shopper chooses.
    Wish,
    /// Evidence in words that is no part of the message.
    Evidence(String),
    /// What happened, in the shopper's own words.
    Words,
    /// Who asks.
    Name,
    /// Where the answer goes.
    Email,
    /// The order's number.
    OrderId,
    /// The subject of the request.
    Subject,
    /// Its message.
    Message,
    /// "Send it as it is", though it looks as if it held something secret.
    Confirm,
}

impl Field {
    /// Whether it is a part of the letter.
    pub(crate) fn is_letter(&self) -> bool {
        matches!(self, Field::Evidence(_) | Field::Words | Field::OrderId | Field::Subject | Field::Message)
    }

    /// The id of the element that the shopper fills in. Name and e-mail stand outside the shadow root: see `element`.
    pub(crate) fn id(&self) -> String {
        let id = match self {
            Field::First => "first",
            Field::Second => "second",
            Field::None => "none",
            Field::Wish => "wish",
            Field::Evidence(evidence) => return ["evidence-", evidence].concat(),
            Field::Words => "words",
            Field::Name => "name",
            Field::Email => "email",
            Field::OrderId => "order-id",
            Field::Subject => "subject",
            Field::Message => "message",
            Field::Confirm => "confirm",
        };
        id.to_owned()
    }
}

/// What an element reacts to.
#[derive(Clone)]
pub(crate) enum On {
    /// A click.
    Click(Action),
    /// The submission of a form.
    Submit(Action),
    /// Input into a text field, a choice of a radio button.
    Input(Field),
    /// A check box turned on or off.
    Tick(Field),
}

impl On {
    /// Whether it reacts to events of this type.
    pub(crate) fn is_for(&self, event: &str) -> bool {
        match self {
            On::Click(_) => event == "click",
            On::Submit(_) => event == "submit",
            On::Input(_) | On::Tick(_) => event == "input",
        }
    }
}

/// Why there is no policy.
#[derive(Clone)]
pub(crate) struct LoadError {
    /// A stable name: `policy_unreachable`, `policy_not_found`, `policy_unreadable`, `policy_missing`, or the code of
    /// what is wrong in the policy itself.
    pub(crate) code: String,
    /// What happened, for developers.
    pub(crate) message: String,
    /// Where in the policy.
    pub(crate) pointer: String,
}

/// Now, by the shopper's clock.
pub(crate) fn now() -> Instant {
    Instant::from_millis(js_sys::Date::now() as i64)
}
