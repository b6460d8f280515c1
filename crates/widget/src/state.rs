//! What the widget knows, and what follows from each thing that happens.
//!
//! [`State::update`] is the only place where it changes. What has to be done outside (load, send, keep, tell the page)
//! comes back as effects, which `element` carries out.

use std::rc::Rc;

use refund_policy::document::Fact;
use refund_policy::{Instant, Json, Locale, Policy};
use web_sys::File;

use crate::case::Case;
use crate::evidence::{self, Attached, Picked};
use crate::format::Format;
use crate::letter::Letter;
use crate::message::{Action, Field, LoadError, Msg, Screen, now};
use crate::question::Entry;
use crate::send::{Failure, Outcome, Post, Receipt};
use crate::store::{self, Session};
use crate::strings::Strings;
use crate::validate::{Complaint, complaints, of_endpoint};

/// What has to be done outside.
pub(crate) enum Effect {
    /// Move the focus to the element with this id.
    Focus(String),
    /// Read this file as evidence.
    Read(String, File),
    /// Let the page object, then post this.
    Submit(Json, Post),
    /// Tell the page of an error: code, message, pointer.
    Error(String, String, String),
    /// Tell the page of a receipt.
    Sent(Json),
    /// Put this on the clipboard.
    Copy(String),
    /// Offer this as a file.
    Save(String, String),
    /// Load the policy.
    Load,
}

/// A request on its way: what was sent, so that a repetition sends the same.
pub(crate) struct Attempt {
    /// The instant for which it was composed.
    pub(crate) at: Instant,
    /// The request.
    pub(crate) request: Json,
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
    /// Where the session is kept.
    pub(crate) kept_under: Option<String>,
    /// The case as it stands, once there is a policy.
    pub(crate) case: Option<Case>,
    /// The question that is being answered.
    pub(crate) entry: Option<Entry>,
    /// Whether it had been answered before.
    pub(crate) is_change: bool,
    /// The files.
    pub(crate) files: Vec<Attached>,
    /// What is wrong on the request's screen.
    pub(crate) complaints: Vec<Complaint>,
    /// Whether a missing file has been pointed out: the second time the request goes without it.
    pub(crate) excused: bool,
    /// Whether the shopper has confirmed what looks secret.
    pub(crate) confirmed: bool,
    /// Whether the request is under way.
    pub(crate) sending: bool,
    /// What was sent last.
    pub(crate) attempt: Option<Attempt>,
    /// Why that failed.
    pub(crate) failure: Option<Failure>,
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
            kept_under: None,
            case: None,
            entry: None,
            is_change: false,
            files: Vec::new(),
            complaints: Vec::new(),
            excused: false,
            confirmed: false,
            sending: false,
            attempt: None,
            failure: None,
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

    /// Where the session is kept.
    pub(crate) fn key(&self) -> Option<String> {
        Some(store::key(&self.ready()?.document.id, &self.given_order))
    }

    /// Takes in what happened, and says what has to be done.
    pub(crate) fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Do(action) => self.act(action),
            Msg::Typed(field, text) => self.typed(field, text),
            Msg::Chosen(evidence, files) => self.chosen(&evidence, files),
            Msg::Read(picked) => self.read(picked),
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
            Msg::Answered(outcome) => self.answered(outcome),
            Msg::Copied(is_copied) => {
                self.copied = Some(is_copied);
                self.say(if is_copied { "ways.copied" } else { "ways.not_copied" });
                Vec::new()
            }
            Msg::Tick => {
                self.evaluate();
                Vec::new()
            }
            Msg::Given(facts) => {
                self.given = facts;
                self.evaluated()
            }
            Msg::OrderId(order_id) => {
                self.given_order = order_id;
                if self.ready().is_none() {
                    return Vec::new();
                }
                self.open_session();
                self.evaluated()
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
            Action::Copy => self.as_text().map(Effect::Copy).into_iter().collect(),
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
        self.open_session();
        self.evaluated()
    }

    /// Takes up what was kept for this policy and this order; what was typed for another stays with that one.
    fn open_session(&mut self) {
        let key = self.key();
        if self.kept_under == key {
            return;
        }
        if self.kept_under.is_some() {
            self.session = Session::new();
            (self.restored, self.entry) = (None, None);
            self.files.clear();
            self.complaints.clear();
            (self.failure, self.attempt) = (None, None);
        }
        if self.session.is_empty()
            && let Some((session, saved_at)) = key.as_deref().and_then(store::load)
        {
            (self.session, self.restored) = (session, Some(saved_at));
        }
        self.kept_under = key;
        self.receipt = self.session.receipt.as_ref().and_then(crate::send::receipt);
        if self.session.screen == Screen::Receipt && self.receipt.is_none() {
            self.session.screen = Screen::Request;
        }
    }

    /// Evaluates anew, tells the page what it gave in vain, and asks what is next.
    fn evaluated(&mut self) -> Vec<Effect> {
        self.evaluate();
        // A question that is being answered stays, as long as it is still one.
        let is_asked = |entry: &Entry| self.questions().any(|fact| fact == entry.fact);
        if !self.entry.as_ref().is_some_and(is_asked) {
            self.entry = self.next_entry();
            self.is_change = false;
        }
        if self.session.screen == Screen::Questions && self.entry.is_none() && self.case.is_some() {
            self.session.screen = Screen::Answer;
        }
        let rejected = self.case.iter().flat_map(|case| &case.rejected);
        let told = rejected.filter(|problem| {
            self.given.as_object().unwrap_or_default().iter().any(|(id, _)| crate::case::names(problem, id))
        });
        told.map(|problem| {
            Effect::Error(problem.code.to_owned(), problem.message.clone(), problem.pointer.clone())
        })
        .collect()
    }

    pub(crate) fn evaluate(&mut self) {
        let Some(policy) = self.ready() else { return };
        let case = Case::new(policy, &self.given, &self.session.answers, now(), self.locale);
        self.case = Some(case);
    }

    // Questions.

    /// The questions that are worth asking and not left open, the next one first.
    pub(crate) fn questions(&self) -> impl Iterator<Item = usize> {
        let all = self.case.as_ref().map(|case| case.questions.as_slice()).unwrap_or_default();
        let is_open =
            |fact: &usize| self.fact(*fact).is_some_and(|fact| self.session.unknown.contains(&fact.id));
        all.iter().copied().filter(move |fact| !is_open(fact))
    }

    /// The fact at this position.
    pub(crate) fn fact(&self, index: usize) -> Option<&Fact> {
        self.ready()?.document.facts.get(index)
    }

    fn next_entry(&self) -> Option<Entry> {
        self.new_entry(self.questions().next()?)
    }

    fn new_entry(&self, index: usize) -> Option<Entry> {
        let fact = self.fact(index)?;
        let is_answered = self.session.answers.get(&fact.id).is_some();
        let value = self.case.as_ref()?.facts.get(index).filter(|_| is_answered);
        let day_only = self.session.day_only.contains(&fact.id);
        Some(Entry::new(index, &fact.kind, value, day_only, &self.format))
    }

    fn proceed(&mut self) -> Vec<Effect> {
        let (Some(entry), Some(case), Some(policy)) = (&self.entry, &self.case, self.ready()) else {
            return Vec::new();
        };
        let Some(fact) = policy.document.facts.get(entry.fact) else { return Vec::new() };
        match entry.read(policy, fact, &case.json, now()) {
            Ok(answer) => {
                let id = fact.id.clone();
                self.session.unknown.retain(|unknown| *unknown != id);
                self.session.day_only.retain(|day_only| *day_only != id);
                if answer.day_only {
                    self.session.day_only.push(id.clone());
                }
                self.session.answers.set(&id, answer.value);
                self.evaluate();
                self.next_question()
            }
            Err(wrong) => {
                let focus = Effect::Focus(wrong.field.id());
                if let Some(entry) = &mut self.entry {
                    entry.wrong = Some(wrong);
                }
                vec![focus]
            }
        }
    }

    fn leave_open(&mut self) -> Vec<Effect> {
        let Some(id) =
            self.entry.as_ref().and_then(|entry| self.fact(entry.fact)).map(|fact| fact.id.clone())
        else {
            return Vec::new();
        };
        if let Json::Object(answers) = &mut self.session.answers {
            answers.retain(|(answered, _)| *answered != id);
        }
        if !self.session.unknown.contains(&id) {
            self.session.unknown.push(id);
        }
        self.evaluate();
        self.next_question()
    }

    fn next_question(&mut self) -> Vec<Effect> {
        self.is_change = false;
        self.entry = self.next_entry();
        if self.entry.is_none() {
            self.say("verdict.announce");
            return self.go(Screen::Answer);
        }
        vec![Effect::Focus("question".to_owned())]
    }

    fn change(&mut self, fact: usize) -> Vec<Effect> {
        self.entry = self.new_entry(fact);
        self.is_change = true;
        self.session.screen = Screen::Questions;
        vec![Effect::Focus("question".to_owned())]
    }

    fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.session.screen = screen;
        self.complaints.clear();
        self.failure = None;
        let heading = match screen {
            Screen::Questions => {
                self.entry = self.next_entry();
                "question"
            }
            Screen::Answer => "answer",
            Screen::Request => "request",
            Screen::Receipt => "receipt",
        };
        vec![Effect::Focus(heading.to_owned())]
    }

    // Fields and files.

    fn typed(&mut self, field: Field, text: String) -> Vec<Effect> {
        let is_on = text == "true";
        if let Some(entry) = &mut self.entry {
            match field {
                Field::First => entry.first = text.clone(),
                Field::Second => entry.second = text.clone(),
                Field::None => entry.none = is_on,
                _ => {}
            }
            entry.wrong = entry.wrong.take().filter(|wrong| wrong.field != field && field != Field::None);
        }
        self.complaints.retain(|complaint| complaint.field != field);
        let session = &mut self.session;
        match field {
            Field::First | Field::Second | Field::None => {}
            Field::Wish => session.wish = text,
            Field::Evidence(id) => session.evidence.set(&id, text.into()),
            Field::Words => session.words = text,
            Field::Name => session.name = text,
            Field::Email => session.email = text,
            Field::OrderId => session.order_id = Some(text),
            Field::Subject => session.subject = Some(text),
            Field::Message => session.message = Some(text),
            Field::Confirm => self.confirmed = is_on,
        }
        Vec::new()
    }

    fn chosen(&mut self, evidence: &str, files: Vec<File>) -> Vec<Effect> {
        self.forget_complaint(evidence);
        files.into_iter().map(|file| Effect::Read(evidence.to_owned(), file)).collect()
    }

    fn read(&mut self, picked: Picked) -> Vec<Effect> {
        let Picked { evidence, name, file } = picked;
        let added = file.and_then(|file| {
            let is_twice = self.files.iter().any(|other| other.is.sha256 == file.is.sha256);
            let refused =
                if is_twice { Some("file.twice") } else { evidence::refused(&file.file, &self.files) };
            refused.map_or(Ok(file), Err)
        });
        match added {
            Ok(file) => {
                self.files.push(file);
                let added = self.strings.as_ref().map(|strings| {
                    strings.plural("evidence.added", &self.format.plural(1), &self.format.count(1))
                });
                self.live = added.unwrap_or_default();
            }
            Err(key) => {
                let complaint = Complaint::of_file(evidence, key, &name);
                self.complaints.push(complaint);
            }
        }
        Vec::new()
    }

    fn remove_file(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.files.len() {
            return Vec::new();
        }
        let gone = self.files.remove(index);
        let name = &gone.is.name;
        self.live = self
            .strings
            .as_ref()
            .map(|strings| strings.fill("evidence.removed", &[("name", name)]))
            .unwrap_or_default();
        let evidence = gone.is.evidence.unwrap_or_default();
        self.forget_complaint(&evidence);
        vec![Effect::Focus(Field::Evidence(evidence).id())]
    }

    fn forget_complaint(&mut self, evidence: &str) {
        let field = Field::Evidence(evidence.to_owned());
        self.complaints.retain(|complaint| complaint.field != field);
    }

    // Sending.

    /// The request, composed for the instant of the attempt before where nothing has changed since.
    fn compose(&self) -> Option<Attempt> {
        let attachments = || self.files.iter().map(|file| file.is.clone()).collect();
        let compose =
            |at| Some(Attempt { at, request: self.letter()?.request(attachments(), at, self.locale).ok()? });
        if let Some(before) = &self.attempt {
            let again = compose(before.at)?;
            if again.request == before.request {
                return Some(again);
            }
        }
        compose(now())
    }

    pub(crate) fn send(&mut self) -> Vec<Effect> {
        let is_early =
            self.failure.as_ref().and_then(|failure| failure.retry_at).is_some_and(|at| now() < at);
        if self.sending || is_early || self.receipt.is_some() {
            return Vec::new();
        }
        self.evaluate();
        let Some(attempt) = self.compose() else { return Vec::new() };
        self.session.screen = Screen::Request;
        self.complaints = complaints(self, &attempt.request);
        if let Some(first) = self.complaints.first() {
            self.excused = true;
            let focus = first.field.id();
            self.say("send.check");
            return vec![Effect::Focus(focus)];
        }
        if !self.has_endpoint() {
            return Vec::new();
        }
        self.sending = true;
        self.failure = None;
        self.say("send.sending");
        let post = Post {
            endpoint: self.endpoint.clone(),
            id: self.session.id.clone(),
            body: attempt.request.compact(),
            files: self.files.iter().map(|file| (file.is.sha256.clone(), file.file.clone())).collect(),
        };
        let request = attempt.request.clone();
        self.attempt = Some(attempt);
        vec![Effect::Submit(request, post)]
    }

    fn answered(&mut self, outcome: Outcome) -> Vec<Effect> {
        if !self.sending {
            // Forgotten meanwhile.
            return Vec::new();
        }
        self.sending = false;
        self.live.clear();
        match outcome {
            Outcome::Sent(receipt) => {
                let json = receipt.json.clone();
                self.session.receipt = Some(json.clone());
                self.session.sent = self.attempt.take().map(|attempt| attempt.request);
                self.receipt = Some(receipt);
                let mut effects = self.go(Screen::Receipt);
                effects.push(Effect::Sent(json));
                effects
            }
            Outcome::Failed(mut failure) => {
                self.complaints = of_endpoint(self, &failure);
                if failure.code == "fields" && self.complaints.is_empty() {
                    // Nothing that the shopper could mend at a field of this screen.
                    failure.code = "refused";
                    failure.detail = failure.errors.first().map(|error| error.detail.clone());
                }
                let told = Effect::Error(
                    failure.code.to_owned(),
                    failure.detail.clone().unwrap_or_default(),
                    String::new(),
                );
                self.failure = Some(failure);
                let focus =
                    self.complaints.first().map_or_else(|| "failure".to_owned(), |first| first.field.id());
                vec![Effect::Focus(focus), told]
            }
        }
    }

    /// Whether there is an endpoint that can be posted to.
    pub(crate) fn has_endpoint(&self) -> bool {
        !self.endpoint.is_empty() && !self.endpoint.starts_with("mailto:")
    }

    /// The request as it was sent, or else as it would be.
    pub(crate) fn current_request(&self) -> Option<Json> {
        match &self.session.sent {
            Some(sent) => Some(sent.clone()),
            None => self.compose().map(|attempt| attempt.request),
        }
    }

    /// The request as text, for the clipboard, a mail or a file.
    pub(crate) fn as_text(&self) -> Option<String> {
        let draft = self.letter()?.draft(now());
        Some([&draft.subject, "\n\n", &draft.message].concat())
    }

    fn as_file(&self) -> Option<Effect> {
        let text = match &self.receipt {
            Some(receipt) => [&receipt.reference, "\n\n", &self.as_text()?].concat(),
            None => self.as_text()?,
        };
        let order = self.letter()?.order_id().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let name = ["refund-", if order.is_empty() { &self.session.id } else { &order }, ".txt"].concat();
        Some(Effect::Save(name, text))
    }

    /// Forgets what was typed and begins anew, under a new id.
    pub(crate) fn forget(&mut self) -> Vec<Effect> {
        if let Some(key) = self.key() {
            store::forget(&key);
        }
        let strings = self.strings.take();
        let policy = self.policy.take();
        let (given, given_order) = (self.given.clone(), std::mem::take(&mut self.given_order));
        let endpoint = std::mem::take(&mut self.endpoint);
        let kept_under = self.kept_under.take();
        *self = State {
            strings,
            policy,
            given,
            given_order,
            endpoint,
            kept_under,
            ..State::new(self.locale, self.format.clone())
        };
        self.evaluated();
        let screen = if self.entry.is_some() { Screen::Questions } else { Screen::Answer };
        self.say("store.forgotten");
        self.go(screen)
    }
}

impl Field {
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
