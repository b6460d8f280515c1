//! Keeping: what is typed goes onto the device at once, and what another tab has kept comes from there.
//!
//! The tabs of an order share one record. Before a tab takes anything in, it looks whether the record is still the one
//! that it read or wrote last, and takes over what it finds instead. So whatever is added is added to the newest, and no
//! tab overwrites another. A record that is gone was forgotten, here as well.

use refund_policy::Json;

use crate::message::{Screen, now};
use crate::question::Entry;
use crate::send::{self, Failure};
use crate::state::{Effect, State};
use crate::store::{self, Session};

impl State {
    /// Where the session is kept.
    pub(crate) fn key(&self) -> Option<String> {
        Some(store::key(&self.ready()?.document.id, &self.given_order))
    }

    /// Takes up what was kept for this policy and this order; what was typed for another stays with that one.
    pub(super) fn open_session(&mut self) -> Vec<Effect> {
        let key = self.key();
        if self.kept_under == key {
            return Vec::new();
        }
        if self.kept_under.is_some() {
            self.begin(Session::new());
        }
        self.stored = key.as_deref().and_then(store::load);
        self.kept_under = key;
        if let Some(session) = self.stored.as_deref().and_then(Session::parse) {
            // An element that was away for a moment restores nothing.
            self.restored = self.session.is_empty().then_some(session.saved_at);
            self.session = session;
        }
        let effects = self.resume();
        if self.session.sent.is_some() && self.receipt.is_none() {
            self.failure = Some(Failure::new("interrupted"));
        }
        effects
    }

    /// Takes over what another tab has kept since.
    pub(crate) fn catch_up(&mut self) -> Vec<Effect> {
        let Some(key) = self.key().filter(|key| self.kept_under.as_ref() == Some(key)) else {
            return Vec::new();
        };
        let stored = store::load(&key);
        if stored == self.stored {
            return Vec::new();
        }
        match stored.as_deref().and_then(Session::parse) {
            Some(session) => self.session = session,
            None => self.begin(Session::new()),
        }
        self.stored = stored;
        (self.entry, self.is_change) = (None, false);
        let effects = self.resume();
        self.evaluate();
        self.ask();
        self.say("store.other_tab");
        effects
    }

    /// Keeps what has changed.
    pub(crate) fn keep(&mut self) {
        let Some(key) = self.key() else { return };
        if !self.entry.as_ref().is_some_and(|entry| self.is_kept(entry)) {
            self.session.entry = None;
        }
        if self.session.is_empty() {
            store::forget(&key);
            self.stored = None;
            return;
        }
        if self.stored.as_ref() == Some(&self.session.to_json().compact()) {
            return;
        }
        self.session.saved_at = now();
        let text = self.session.to_json().compact();
        self.keeps = store::save(&key, &text);
        if self.keeps {
            self.stored = Some(text);
        }
    }

    /// Forgets what was typed and begins anew, under a new id.
    pub(crate) fn forget(&mut self) -> Vec<Effect> {
        let files = self.kept_under.clone().filter(|_| !self.session.files.is_empty());
        self.begin(Session::new());
        self.evaluate();
        self.ask();
        let screen = if self.entry.is_some() { Screen::Questions } else { Screen::Answer };
        self.say("store.forgotten");
        let mut effects = self.go(screen);
        effects.extend(files.map(|key| Effect::Drop(key, None)));
        effects
    }

    /// Begins with this session, and with nothing of the one before.
    fn begin(&mut self, session: Session) {
        *self = State {
            session,
            strings: self.strings.take(),
            policy: self.policy.take(),
            given: self.given.clone(),
            given_order: std::mem::take(&mut self.given_order),
            endpoint: std::mem::take(&mut self.endpoint),
            kept_under: self.kept_under.take(),
            stored: self.stored.take(),
            case: self.case.take(),
            ..State::new(self.locale, self.format.clone())
        };
    }

    /// What follows from a session that was read.
    fn resume(&mut self) -> Vec<Effect> {
        let listed = &self.session.files;
        self.files.retain(|content| listed.iter().any(|file| file.sha256 == content.sha256));
        self.lost.retain(|lost| listed.iter().any(|file| file.sha256 == *lost));
        self.receipt = self.session.receipt.as_ref().and_then(send::receipt);
        if self.receipt.is_some() {
            self.rest();
        } else if self.session.screen == Screen::Receipt {
            self.session.screen = Screen::Request;
        }
        self.find_files()
    }

    /// Looks for the files that are listed and not here.
    pub(super) fn find_files(&self) -> Vec<Effect> {
        let Some(key) = &self.kept_under else { return Vec::new() };
        let missing = self.session.files.iter().filter(|file| self.content(&file.sha256).is_none());
        missing.map(|file| Effect::Find(key.clone(), file.sha256.clone())).collect()
    }

    // A question that is half answered.

    /// Notes what is typed into the question.
    pub(super) fn keep_entry(&mut self) {
        let Some(entry) = &self.entry else { return };
        let Some(fact) = self.fact(entry.fact) else { return };
        self.session.entry = Some(Json::object([
            ("fact", fact.id.as_str().into()),
            ("first", entry.first.as_str().into()),
            ("second", entry.second.as_str().into()),
            ("none", entry.none.into()),
            ("change", self.is_change.into()),
        ]));
    }

    /// The question that was half answered, if it is one still.
    pub(super) fn kept_entry(&self) -> Option<(Entry, bool)> {
        let kept = self.session.entry.as_ref()?;
        let fact = self.ready()?.document.fact(kept.get("fact")?.as_str()?)?;
        let is_change = kept.get("change")?.as_bool()?;
        if !is_change && !self.questions().any(|asked| asked == fact) {
            return None;
        }
        let text = |key: &str| kept.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let none = kept.get("none")?.as_bool()?;
        Some((
            Entry { first: text("first"), second: text("second"), none, ..self.new_entry(fact)? },
            is_change,
        ))
    }

    /// Whether what is kept was typed into this question.
    fn is_kept(&self, entry: &Entry) -> bool {
        let kept = self.session.entry.as_ref().and_then(|kept| kept.get("fact")?.as_str());
        kept.is_some() && kept == self.fact(entry.fact).map(|fact| fact.id.as_str())
    }
}
