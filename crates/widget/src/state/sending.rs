//! Sending: the request as it stands, what the endpoint made of it, other ways out, a new start.

use refund_policy::Json;

use crate::message::{Screen, now};
use crate::send::{Outcome, Post};
use crate::state::{Attempt, Effect, State};
use crate::store;
use crate::validate::{complaints, of_endpoint};

impl State {
    /// The request, composed for the instant of the attempt before where nothing has changed since.
    pub(super) fn compose(&self) -> Option<Attempt> {
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

    pub(super) fn answered(&mut self, outcome: Outcome) -> Vec<Effect> {
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

    pub(super) fn as_file(&self) -> Option<Effect> {
        let text = match &self.receipt {
            Some(receipt) => [&receipt.reference, "\n\n", &self.as_text()?].concat(),
            None => self.as_text()?,
        };
        Some(Effect::Save(self.file_name(".txt")?, text))
    }

    /// The name of a file that is about this request.
    pub(super) fn file_name(&self, extension: &str) -> Option<String> {
        let order = self.letter()?.order_id().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        Some(["refund-", if order.is_empty() { &self.session.id } else { &order }, extension].concat())
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
