//! Sending: the request as it stands, what the endpoint made of it, attempts that nobody asks for, other ways out.

use refund_policy::{Instant, Json};

use crate::format::Style;
use crate::message::{Screen, now};
use crate::send::{Failure, Outcome, Post, Receipt, Retry};
use crate::state::{Effect, State};
use crate::validate::{complaints, of_endpoint};

impl State {
    /// The request, composed for the instant of the one before where nothing has changed since: the same bytes again.
    pub(super) fn compose(&self) -> Option<Json> {
        let compose = |at| self.letter()?.request(self.session.files.clone(), at, self.locale).ok();
        let before = self.session.sent.as_ref().map(Json::compact);
        let sent_at = || Instant::parse(self.session.sent.as_ref()?.get("sent_at")?.as_str()?);
        let again = sent_at().and_then(compose).filter(|again| Some(again.compact()) == before);
        again.or_else(|| compose(now()))
    }

    /// The shopper, or a script of the page, wants the request to be sent.
    pub(crate) fn send(&mut self) -> Vec<Effect> {
        let is_early =
            self.failure.as_ref().and_then(|failure| failure.retry_at).is_some_and(|at| now() < at);
        if self.sending || is_early || self.receipt.is_some() {
            return Vec::new();
        }
        self.evaluate();
        let Some(request) = self.compose() else { return Vec::new() };
        self.session.screen = Screen::Request;
        self.complaints = complaints(self, &request);
        if let Some(first) = self.complaints.first() {
            self.excused = true;
            let focus = first.field.id();
            self.say("send.check");
            return vec![Effect::Focus(focus)];
        }
        if self.is_preparing() {
            self.say("evidence.reading");
            return self.find_files();
        }
        if !self.has_endpoint() {
            return Vec::new();
        }
        self.failure = None;
        self.attempts = Some(0);
        self.say("send.sending");
        self.post(request)
    }

    /// Makes the attempt that is due.
    pub(super) fn due(&mut self) -> Vec<Effect> {
        match self.retry {
            Some(Retry::At(at)) if at <= now() && !self.sending => {}
            _ => return Vec::new(),
        }
        if !is_online() {
            self.retry = Some(Retry::Online);
            return Vec::new();
        }
        self.attempts = self.attempts.map(|attempts| attempts + 1);
        self.compose().map(|request| self.post(request)).unwrap_or_default()
    }

    /// Something has changed outside: a connection is there again, perhaps.
    pub(super) fn woken(&mut self) -> Vec<Effect> {
        if self.retry == Some(Retry::Online) && is_online() {
            self.retry = Failure::new("network").retry(0, now());
        }
        self.due()
    }

    fn post(&mut self, request: Json) -> Vec<Effect> {
        let is_same = |before: &Json| before.compact() == request.compact();
        if let Some(before) = self.session.sent.take().filter(|before| !is_same(before)) {
            self.earlier = Some(before);
        }
        self.session.sent = Some(request.clone());
        (self.sending, self.retry, self.progress) = (true, None, None);
        let post = Post {
            endpoint: self.endpoint.clone(),
            id: self.session.id.clone(),
            body: request.compact(),
            files: self.files.iter().map(|content| content.part()).collect(),
        };
        vec![Effect::Submit(request, post)]
    }

    pub(super) fn answered(&mut self, outcome: Outcome) -> Vec<Effect> {
        if !self.sending {
            // Forgotten meanwhile, or another tab has the receipt already.
            return Vec::new();
        }
        self.sending = false;
        self.live.clear();
        match outcome {
            Outcome::Sent(receipt) => self.received(receipt),
            Outcome::Failed(failure) => self.failed(failure),
        }
    }

    fn received(&mut self, receipt: Receipt) -> Vec<Effect> {
        let json = receipt.json.clone();
        if let Some(earlier) = self.earlier.take().filter(|_| receipt.is_earlier) {
            self.session.sent = Some(earlier);
        }
        self.session.receipt = Some(json.clone());
        let files = self.kept_under.clone().filter(|_| !self.session.files.is_empty());
        self.session.files.clear();
        self.files.clear();
        self.receipt = Some(receipt);
        self.go(Screen::Receipt);
        let drop = files.map(|key| Effect::Drop(key, None));
        [Some(Effect::Follow("receipt".to_owned())), Some(Effect::Sent(json)), drop]
            .into_iter()
            .flatten()
            .collect()
    }

    fn failed(&mut self, mut failure: Failure) -> Vec<Effect> {
        self.complaints = of_endpoint(self, &failure);
        if failure.code == "fields" && self.complaints.is_empty() {
            // Nothing that the shopper could mend at a field of this screen.
            failure.code = "refused";
            failure.detail = failure.errors.first().map(|error| error.detail.clone());
        }
        if !failure.is_unclear() {
            // What arrived before it, if anything.
            self.session.sent = self.earlier.clone();
        }
        self.retry = self.attempts.and_then(|attempts| failure.retry(attempts, now()));
        let (code, detail) = (failure.code.to_owned(), failure.detail.clone().unwrap_or_default());
        self.failure = Some(failure);
        let focus = self.failure_focus();
        [focus, Some(Effect::Error(code, detail, String::new()))].into_iter().flatten().collect()
    }

    /// A failure is pointed out where the shopper waits for it, or has to do something about it; who is busy with
    /// something else by now only hears of it.
    fn failure_focus(&mut self) -> Option<Effect> {
        match self.attempts {
            None => {
                self.say("failure.unconfirmed");
                None
            }
            Some(attempts) if attempts > 0 && self.retry.is_some() => None,
            Some(_) => {
                let field = self.complaints.first().map(|first| first.field.id());
                Some(Effect::Follow(field.unwrap_or_else(|| "failure".to_owned())))
            }
        }
    }

    /// The shopper takes matters into their own hands: nothing more is sent until they say so.
    pub(super) fn take_over(&mut self) {
        (self.retry, self.attempts) = (None, None);
    }

    pub(super) fn stop(&mut self) -> Vec<Effect> {
        self.take_over();
        self.say("failure.stopped");
        vec![Effect::Focus("send".to_owned())]
    }

    /// Nothing is under way.
    pub(super) fn rest(&mut self) {
        self.take_over();
        (self.sending, self.failure, self.progress) = (false, None, None);
        self.complaints.clear();
    }

    /// Whether there is an endpoint that can be posted to.
    pub(crate) fn has_endpoint(&self) -> bool {
        !self.endpoint.is_empty() && !self.endpoint.starts_with("mailto:")
    }

    /// The request as it was received, or else as it would be sent.
    pub(crate) fn current_request(&self) -> Option<Json> {
        match &self.receipt {
            Some(_) => self.session.sent.clone(),
            None => self.compose(),
        }
    }

    // Other ways out.

    /// The letter as text, for the clipboard, a mail or a file.
    pub(crate) fn as_text(&self) -> Option<String> {
        let draft = self.letter()?.draft(now());
        Some([&draft.subject, "\n\n", &draft.message].concat())
    }

    pub(super) fn as_file(&self) -> Option<Effect> {
        let text = match &self.receipt {
            Some(receipt) => self.receipt_text(receipt)?,
            None => self.as_text()?,
        };
        Some(Effect::Save(self.file_name(".txt")?, text))
    }

    /// The name of a file that is about this request.
    pub(super) fn file_name(&self, extension: &str) -> Option<String> {
        let order = self.letter()?.order_id().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        Some(["refund-", if order.is_empty() { &self.session.id } else { &order }, extension].concat())
    }

    /// What the shopper keeps: the reference, when it arrived, and what was sent.
    fn receipt_text(&self, receipt: &Receipt) -> Option<String> {
        let (strings, request) = (self.strings.as_ref()?, self.session.sent.as_ref()?);
        let sent = |path: &[&str]| {
            let found = path.iter().try_fold(request, |json, key| json.get(key));
            found.and_then(Json::as_str).unwrap_or_default().to_owned()
        };
        let received =
            receipt.received_at.map(|at| self.format.date(Style::FullDateTime, at)).unwrap_or_default();
        let files = request.get("attachments").and_then(Json::as_list).unwrap_or_default();
        let files: Vec<&str> = files.iter().filter_map(|file| file.get("name")?.as_str()).collect();
        let lines = [
            ("receipt.reference", receipt.reference.clone()),
            ("receipt.received", received),
            ("review.to", self.ready()?.document.merchant.clone()),
            ("contact.name", sent(&["customer", "name"])),
            ("contact.email", sent(&["customer", "email"])),
            ("contact.order", sent(&["order_id"])),
            ("review.files", files.join(", ")),
            ("message.subject", sent(&["subject"])),
        ];
        let mut text = String::new();
        for (key, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            text.extend([&strings.get(key), ": ", value, "\n"]);
        }
        Some([&text, "\n", &sent(&["message"]), "\n"].concat())
    }
}

fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
