//! What the widget knows. It changes only as [`update`](crate::update::update) says.

use std::collections::BTreeMap;
use std::mem;
use std::rc::Rc;

use refund_policy::document::Fact;
use refund_policy::{
    Conversation, Facts, Instant, Json, Locale, PageFormat, Policy, Problem, Status, Verdict, Words, Zone,
};

use crate::endpoint::Endpoint;
use crate::entry::Entry;
use crate::message::{LoadError, ReadFile};
use crate::outcome::{Failure, Receipt, Retry};
use crate::session::{Place, Screen, Session};
use crate::strings::Strings;

/// What the outside is like at the moment of a message or of a rendering.
pub struct Context<'a> {
    /// The device's clock.
    pub now: Instant,
    /// The device's zone.
    pub zone: &'a dyn Zone,
    /// How dates, amounts and numbers are written in the language of the widget's own words.
    pub format: &'a dyn PageFormat,
    /// Whether there is a connection, as far as the browser knows.
    pub is_online: bool,
    /// Sixteen random bytes, for an id and for the jitter of a repetition.
    pub random: [u8; 16],
}

/// All of it.
pub struct State {
    // What stays while the element stands in its page.
    /// The language of the widget's own words.
    pub locale: Locale,
    /// The language of the policy's texts, which are in fewer.
    pub policy_locale: Locale,
    /// The words, with what the merchant puts over them.
    pub strings: Option<Strings>,
    /// The words as they were loaded.
    pub table: Option<Strings>,
    /// What the merchant puts over them.
    pub own_strings: Json,
    /// The evaluator's own words, in as many languages as were loaded: the shopper's, and the merchant's.
    pub words: Vec<Rc<Words>>,
    /// The policy, once it is there.
    pub policy: Option<Box<Policy>>,
    /// Why it is not.
    pub error: Option<LoadError>,
    /// Whether the shopper waits for it after an error.
    pub is_reloading: bool,
    /// The facts that the merchant gives.
    pub given: Json,
    /// The order's number as the merchant gives it.
    pub given_order: String,
    /// Where the request goes, as the page says it; see [`State::way`].
    pub endpoint: String,
    /// The merchant's support page or address; none where it is empty.
    pub support_url: String,
    /// Where the session is stored, once there is a policy.
    pub stored_under: Option<String>,
    /// The session's record as it was last read or written here.
    pub stored: Option<String>,
    /// The same before it was last written, in case the browser did not store it.
    pub stored_before: Option<String>,
    /// Whether the record under a new key is still to be read.
    pub is_opening: bool,
    /// The case as it stands, once there is a policy and the record has been read.
    pub case: Option<Case>,

    // What begins anew with every session.
    /// What the shopper has typed and chosen.
    pub session: Session,
    /// When what was found on the device had been stored.
    pub restored: Option<Instant>,
    /// Whether the browser stores what is typed.
    pub stores: bool,
    /// Whether it stores files.
    pub stores_files: bool,
    /// The question that is being answered.
    pub entry: Option<Entry>,
    /// Whether it had been answered before.
    pub is_change: bool,
    /// What is typed into the optional lines of the request, by the facts' ids, as long as it is no answer yet.
    pub context_typed: BTreeMap<String, String>,
    /// What the files hold that the session lists.
    pub files: Vec<ReadFile>,
    /// The hashes of those that the browser has listed and not stored.
    pub lost: Vec<String>,
    /// The hashes of those that the device could not be asked for, and was asked for again.
    pub asked_again: Vec<String>,
    /// How many more are being read.
    pub reading: usize,
    /// How many were added since that began.
    pub added: u64,
    /// What is wrong on the request's screen.
    pub complaints: Vec<Complaint>,
    /// Whether a missing file has been pointed out: the second time the request goes without it.
    pub is_excused: bool,
    /// Whether the shopper has confirmed what looks secret.
    pub is_confirmed: bool,
    /// Whether the request is under way.
    pub is_sending: bool,
    /// What part of it has gone out, where that can be told.
    pub progress: Option<f64>,
    /// Why the last attempt failed.
    pub failure: Option<Failure>,
    /// How many were made since the shopper wanted one; none once they have gone on to other things.
    pub attempts: Option<u32>,
    /// The attempt that nobody need ask for.
    pub retry: Option<Retry>,
    /// An earlier version of the request that may have arrived.
    pub earlier: Option<Json>,
    /// Whether any version of it may have.
    pub may_have_arrived: bool,
    /// The endpoint's receipt.
    pub receipt: Option<Receipt>,
    /// Whether forgetting everything has been asked for and not confirmed yet.
    pub is_forgetting: bool,
    /// What the last copying came to.
    pub copied: Option<bool>,
    /// What a screen reader is to say besides.
    pub live: String,
}

/// The case as it stands.
pub struct Case {
    /// The facts as they would be sent.
    pub json: Json,
    /// The same, read.
    pub facts: Facts,
    /// What the policy says of them.
    pub verdict: Verdict,
    /// The ids of the facts that are worth asking for, the next one first.
    pub questions: Vec<String>,
    /// What could not be used of the merchant's facts and of the shopper's answers.
    pub rejected: Vec<Problem>,
}

/// Something that is wrong with a field of the request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint {
    /// The id of the field's node.
    pub field: String,
    /// The string that says it.
    pub key: &'static str,
    /// What is filled into it.
    pub fields: Vec<(&'static str, String)>,
    /// The endpoint's own words, which are nearer to the matter.
    pub detail: Option<String>,
}

impl State {
    /// The state of an element that nothing is known of yet; `session` is what an element that was taken out of its page for a
    /// moment had.
    pub fn new(
        locale: Locale,
        policy_locale: Locale,
        session: Option<Session>,
        context: &Context<'_>,
    ) -> State {
        State {
            locale,
            policy_locale,
            strings: None,
            table: None,
            own_strings: Json::Object(Vec::new()),
            words: Vec::new(),
            policy: None,
            error: None,
            is_reloading: false,
            given: Json::Object(Vec::new()),
            given_order: String::new(),
            endpoint: String::new(),
            support_url: String::new(),
            stored_under: None,
            stored: None,
            stored_before: None,
            is_opening: false,
            case: None,
            session: session.unwrap_or_else(|| Session::new(context.now, context.random)),
            restored: None,
            stores: true,
            stores_files: true,
            entry: None,
            is_change: false,
            context_typed: BTreeMap::new(),
            files: Vec::new(),
            lost: Vec::new(),
            asked_again: Vec::new(),
            reading: 0,
            added: 0,
            complaints: Vec::new(),
            is_excused: false,
            is_confirmed: false,
            is_sending: false,
            progress: None,
            failure: None,
            attempts: None,
            retry: None,
            earlier: None,
            may_have_arrived: false,
            receipt: None,
            is_forgetting: false,
            copied: None,
            live: String::new(),
        }
    }

    /// Begins with a new session, and with nothing of the one before.
    pub(crate) fn begin(&mut self, context: &Context<'_>) {
        let State { locale, policy_locale, is_reloading, is_opening, .. } = *self;
        *self = State {
            strings: self.strings.take(),
            table: self.table.take(),
            own_strings: mem::replace(&mut self.own_strings, Json::Null),
            words: mem::take(&mut self.words),
            policy: self.policy.take(),
            error: self.error.take(),
            is_reloading,
            given: mem::replace(&mut self.given, Json::Null),
            given_order: mem::take(&mut self.given_order),
            endpoint: mem::take(&mut self.endpoint),
            support_url: mem::take(&mut self.support_url),
            stored_under: self.stored_under.take(),
            stored: self.stored.take(),
            stored_before: self.stored_before.take(),
            is_opening,
            case: self.case.take(),
            ..State::new(locale, policy_locale, None, context)
        };
    }

    /// The evaluator's words in a language, once they are there.
    pub fn words(&self, locale: Locale) -> Option<&Words> {
        let all = || self.words.iter().map(Rc::as_ref);
        all().chain(all().map(Words::quoting)).find(|words| words.locale() == locale)
    }

    /// Where the shopper is, for the browser's history.
    pub fn place(&self) -> Place {
        let fact = self.entry.as_ref().map(|entry| entry.fact.clone());
        Place { screen: self.session.screen, fact: fact.filter(|_| self.session.screen == Screen::Questions) }
    }

    /// A fact of the policy.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        let document = &self.policy.as_ref()?.document;
        document.facts.get(document.fact(id)?)
    }

    /// The status, once there is a case.
    pub fn status(&self) -> Option<Status> {
        self.case.as_ref().map(|case| case.verdict.status)
    }

    /// The questions that are worth asking and not left open, the next one first.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        let all = self.case.iter().flat_map(|case| &case.questions).map(String::as_str);
        all.filter(|id| !self.session.unknown.iter().any(|unknown| unknown == id))
    }

    /// The facts that decide nothing and may help whoever reviews, in the policy's order: optional lines of the request.
    pub fn context_facts(&self) -> impl Iterator<Item = &Fact> {
        let facts = self.policy.iter().flat_map(|policy| &policy.document.facts);
        let is_given =
            |fact: &Fact| self.given.get(&fact.id).is_some() && self.session.answer(&fact.id).is_none();
        facts.filter(move |fact| fact.context && !fact.by_merchant && !is_given(fact))
    }

    /// The way that a request goes.
    pub fn way(&self) -> Endpoint<'_> {
        Endpoint::read(&self.endpoint)
    }

    /// What a file holds, once it has been read or found.
    pub fn content(&self, sha256: &str) -> Option<&ReadFile> {
        self.files.iter().find(|file| file.attachment.sha256 == sha256)
    }

    /// Whether files are still being read or looked for.
    pub fn is_preparing(&self) -> bool {
        let is_here = |sha256: &String| self.content(sha256).is_some() || self.lost.contains(sha256);
        self.reading > 0 || self.session.files.iter().any(|file| !is_here(&file.sha256))
    }

    /// Evaluates anew. What the merchant gives is never refused because of the device's clock.
    pub(crate) fn evaluate(&mut self, now: Instant) {
        let Some(policy) = self.policy.as_deref().filter(|_| !self.is_opening) else { return };
        // Nothing is shown before there is a letter too.
        let (Some(words), Some(_)) = (self.words(self.locale), self.words(policy.document.language)) else {
            return;
        };
        let answers = Json::Object(self.session.answers.clone());
        let conversation = Conversation::new(policy, self.given.clone(), &answers, now);
        let Conversation { at, json, facts, questions, rejected, .. } = conversation;
        self.case = Some(Case {
            verdict: refund_policy::verdict(policy, &facts, at, words),
            questions: questions.iter().map(|fact| fact.id.clone()).collect(),
            json,
            facts,
            rejected,
        });
    }

    /// What a screen reader is to say besides what gets the focus.
    pub(crate) fn say(&mut self, key: &str) {
        let text = self.strings.as_ref().and_then(|strings| strings.find(key)).unwrap_or_default().to_owned();
        self.announce(text);
    }

    /// The same. What is said again differs by a space that nobody hears, or it would not be said.
    pub(crate) fn announce(&mut self, mut text: String) {
        if !text.is_empty() && text == self.live {
            text.push('\u{a0}');
        }
        self.live = text;
    }

    /// The shopper takes matters into their own hands: nothing more is sent until they say so.
    pub(crate) fn take_over(&mut self) {
        (self.retry, self.attempts) = (None, None);
    }

    /// Nothing is under way.
    pub(crate) fn rest(&mut self) {
        self.take_over();
        (self.is_sending, self.failure, self.progress) = (false, None, None);
        self.complaints.clear();
    }
}

impl Complaint {
    /// One without fields.
    pub fn new(field: impl Into<String>, key: &'static str) -> Complaint {
        Complaint { field: field.into(), key, fields: Vec::new(), detail: None }
    }

    /// The same with something filled in.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Complaint {
        self.fields.push((name, text.into()));
        self
    }

    /// What it says to the shopper.
    pub fn text(&self, strings: &Strings) -> String {
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        match &self.detail {
            Some(detail) => strings.fill("failure.detail", &[("detail", detail)]),
            None => strings.fill(self.key, &fields),
        }
    }
}
