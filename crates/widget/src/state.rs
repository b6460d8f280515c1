//! What the widget knows, and what follows from each thing that happens.
//!
//! [`State::update`] is the only place where it changes. What has to be done outside (load, send, keep, tell the page)
//! comes back as effects, which `element` carries out.

mod asking;
mod filling;
mod keeping;
mod sending;
mod taking;

use std::rc::Rc;

use refund_policy::Gather;
use refund_policy::{Instant, Json, Locale, Policy};
use wasm_bindgen::JsValue;

use crate::case::Case;
use crate::evidence::Content;
use crate::format::Format;
use crate::letter::Letter;
use crate::message::{Action, LoadError, Msg, Screen, now};
use crate::question::Entry;
use crate::send::{Failure, Post, Receipt, Retry};
use crate::store::Session;
use crate::strings::Strings;
use crate::validate::Complaint;

/// What has to be done outside.
pub(crate) enum Effect {
    /// Move the focus to the element with this id.
    Focus(String),
    /// Move it there, unless the shopper is busy elsewhere on the page.
    Follow(String),
    /// Read this file as evidence.
    Read(String, JsValue),
    /// Find a file that a session lists: where it is kept, and its hash.
    Find(String, String),
    /// Forget a session's files, or the one with this hash.
    Drop(String, Option<String>),
    /// Let the page object, then post this.
    Submit(Json, Post),
    /// Tell the page of an error: code, message, pointer.
    Error(String, String, String),
    /// Tell the page of a receipt.
    Sent(Json),
    /// Put this on the clipboard.
    Copy(String),
    /// Put what is shown on the clipboard.
    CopyShown,
    /// Offer this as a file.
    Save(String, String),
    /// Offer this deadline as a file for a calendar.
    Calendar(Deadline),
    /// Print what is shown.
    Print,
    /// Load the policy.
    Load,
    /// Load what reads files.
    Prepare,
}

/// A deadline for a calendar.
pub(crate) struct Deadline {
    /// The file's name.
    pub(crate) file: String,
    /// What is the same for the same request.
    pub(crate) id: String,
    /// The first instant that is too late.
    pub(crate) until: Instant,
    /// What it is the deadline of.
    pub(crate) summary: String,
    /// The rest.
    pub(crate) description: String,
}

/// What the widget knows.
pub(crate) struct State {
    /// The shopper's language.
    pub(crate) locale: Locale,
    /// How dates and numbers are written.
    pub(crate) format: Format,
    /// The words in that language, once they are there.
    pub(crate) strings: Option<Strings>,
    /// The policy, once it is there, or why it is not.
    pub(crate) policy: Option<Result<Rc<Policy>, LoadError>>,
    /// The facts that the merchant gives.
    pub(crate) given: Json,
    /// The order's number as the merchant gives it.
    pub(crate) given_order: String,
    /// Where the request goes; nowhere, where it is empty.
    pub(crate) endpoint: String,
    /// What the shopper has typed and chosen.
    pub(crate) session: Session,
    /// When what was found on the device had been kept.
    pub(crate) restored: Option<Instant>,
    /// Whether the browser keeps what is typed.
    pub(crate) keeps: bool,
    /// Whether it keeps files.
    pub(crate) keeps_files: bool,
    /// Where the session is kept.
    pub(crate) kept_under: Option<String>,
    /// The session's record as it was last read or written here.
    pub(crate) stored: Option<String>,
    /// The case as it stands, once there is a policy.
    pub(crate) case: Option<Case>,
    /// The question that is being answered.
    pub(crate) entry: Option<Entry>,
    /// Whether it had been answered before.
    pub(crate) is_change: bool,
    /// What the files hold that the session lists.
    pub(crate) files: Vec<Content>,
    /// The hashes of those that the browser has listed and not kept.
    pub(crate) lost: Vec<String>,
    /// How many more are being read.
    pub(crate) reading: usize,
    /// How many were added since that began.
    pub(crate) added: u32,
    /// What is wrong on the request's screen.
    pub(crate) complaints: Vec<Complaint>,
    /// Whether a missing file has been pointed out: the second time the request goes without it.
    pub(crate) excused: bool,
    /// Whether the shopper has confirmed what looks secret.
    pub(crate) confirmed: bool,
    /// Whether the request is under way.
    pub(crate) sending: bool,
    /// What part of it has gone out, where that can be told.
    pub(crate) progress: Option<f64>,
    /// Why the last attempt failed.
    pub(crate) failure: Option<Failure>,
    /// How many attempts have been made since the shopper wanted one; none once they have gone on to something else.
    pub(crate) attempts: Option<u32>,
    /// The attempt that nobody need ask for.
    pub(crate) retry: Option<Retry>,
    /// An earlier version of the request that may have arrived.
    pub(crate) earlier: Option<Json>,
    /// The endpoint's receipt.
    pub(crate) receipt: Option<Receipt>,
    /// Whether what will be sent is shown.
    pub(crate) is_reviewing: bool,
    /// What the last copying came to.
    pub(crate) copied: Option<bool>,
    /// What a screen reader is to say besides.
    pub(crate) live: String,
}

impl State {
    /// The state of an element that nothing is known of yet.
    pub(crate) fn new(locale: Locale, format: Format) -> State {
        State {
            locale,
            format,
            strings: None,
            policy: None,
            given: Json::Object(Vec::new()),
            given_order: String::new(),
            endpoint: String::new(),
            session: Session::new(),
            restored: None,
            keeps: true,
            keeps_files: true,
            kept_under: None,
            stored: None,
            case: None,
            entry: None,
            is_change: false,
            files: Vec::new(),
            lost: Vec::new(),
            reading: 0,
            added: 0,
            complaints: Vec::new(),
            excused: false,
            confirmed: false,
            sending: false,
            progress: None,
            failure: None,
            attempts: None,
            retry: None,
            earlier: None,
            receipt: None,
            is_reviewing: false,
            copied: None,
            live: String::new(),
        }
    }

    /// The policy, if it is there.
    pub(crate) fn ready(&self) -> Option<&Rc<Policy>> {
        self.policy.as_ref()?.as_ref().ok()
    }

    /// The letter as it stands.
    pub(crate) fn letter(&self) -> Option<Letter<'_>> {
        let (policy, case) = (self.ready()?, self.case.as_ref()?);
        Some(Letter { policy, case, session: &self.session, given_order: &self.given_order })
    }

    /// Takes in what happened, and says what has to be done.
    pub(crate) fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Do(action) => self.act(action),
            Msg::Typed(field, text) => self.typed(field, text),
            Msg::Chosen(evidence, files) => self.chosen(&evidence, files),
            Msg::Read(picked) => self.read(picked),
            Msg::Found(sha256, found) => self.found(sha256, found),
            Msg::Strings(strings) => {
                self.strings = Some(strings);
                self.evaluate();
                Vec::new()
            }
            Msg::Policy(Ok(policy)) => self.arrived(policy),
            Msg::Policy(Err(error)) => {
                self.policy = Some(Err(error.clone()));
                vec![Effect::Error(error.code, error.message, error.pointer)]
            }
            Msg::Progress(part) => {
                self.progress = Some(part);
                Vec::new()
            }
            Msg::Answered(outcome) => self.answered(outcome),
            Msg::Copied(is_copied) => {
                self.copied = Some(is_copied);
                self.say(if is_copied { "ways.copied" } else { "ways.not_copied" });
                Vec::new()
            }
            Msg::Tick => {
                self.evaluate();
                self.due()
            }
            Msg::Woken => self.woken(),
            Msg::Given(facts) => {
                self.given = facts;
                self.evaluated()
            }
            Msg::OrderId(order_id) => {
                self.given_order = order_id;
                if self.ready().is_none() {
                    return Vec::new();
                }
                let mut effects = self.open_session();
                effects.extend(self.evaluated());
                effects
            }
            Msg::Endpoint(endpoint) => {
                self.endpoint = endpoint;
                Vec::new()
            }
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Continue => self.proceed(),
            Action::Unknown => self.leave_open(),
            Action::Skip => self.go(Screen::Answer),
            Action::Cancel => self.next_question(),
            Action::Change(fact) => self.change(fact),
            Action::Go(screen) => self.go(screen),
            Action::RemoveFile(index) => self.remove_file(index),
            Action::Restore => {
                (self.session.subject, self.session.message) = (None, None);
                vec![Effect::Focus("message".to_owned())]
            }
            Action::Review => {
                self.is_reviewing = !self.is_reviewing;
                Vec::new()
            }
            Action::Send => self.send(),
            Action::Stop => self.stop(),
            Action::Copy => self.as_text().map(Effect::Copy).into_iter().collect(),
            Action::CopyAnswer => vec![Effect::CopyShown],
            Action::Calendar => self.for_calendar().map(Effect::Calendar).into_iter().collect(),
            Action::Print => vec![Effect::Print],
            Action::Save => self.as_file().into_iter().collect(),
            Action::Forget => self.forget(),
            Action::Reload => {
                self.policy = None;
                vec![Effect::Load]
            }
        }
    }

    /// What a screen reader is to say besides what gets the focus.
    fn say(&mut self, key: &str) {
        self.live = self.strings.as_ref().map(|strings| strings.get(key)).unwrap_or_default();
    }

    // The policy and the case.

    fn arrived(&mut self, policy: Rc<Policy>) -> Vec<Effect> {
        self.policy = Some(Ok(policy));
        let mut effects = self.open_session();
        effects.extend(self.evaluated());
        effects
    }

    /// Evaluates anew, tells the page what it gave in vain, and asks what is next.
    fn evaluated(&mut self) -> Vec<Effect> {
        self.evaluate();
        self.ask();
        let rejected = self.case.iter().flat_map(|case| &case.rejected);
        let told = rejected.filter(|problem| {
            self.given.as_object().unwrap_or_default().iter().any(|(id, _)| crate::case::names(problem, id))
        });
        told.map(|problem| {
            Effect::Error(problem.code.to_owned(), problem.message.clone(), problem.pointer.clone())
        })
        .gather()
    }

    /// Asks the next question. One that is being answered stays, as long as it is still one.
    fn ask(&mut self) {
        let is_asked = |entry: &Entry| self.questions().any(|fact| fact == entry.fact);
        if !self.is_change && !self.entry.as_ref().is_some_and(is_asked) {
            let kept = self.kept_entry();
            self.is_change = kept.as_ref().is_some_and(|(_, is_change)| *is_change);
            self.entry = kept.map(|(entry, _)| entry).or_else(|| self.next_entry());
        }
        if self.session.screen == Screen::Questions && self.entry.is_none() && self.case.is_some() {
            self.session.screen = Screen::Answer;
        }
    }

    pub(crate) fn evaluate(&mut self) {
        let Some(policy) = self.ready() else { return };
        let case = Case::new(policy, &self.given, &self.session.answers, now(), self.locale);
        self.case = Some(case);
    }
}
