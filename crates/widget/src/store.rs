//! What the shopper typed, kept on the device for a while: in `localStorage`, under the policy and the order.
//!
//! Files are listed here and kept by www/tools/kept.js: they are too large for it. What is kept is read back with
//! suspicion: facts go through the evaluator's own reader before they are used. When it is kept, and what becomes of what
//! another tab has kept, is in `state/keeping.rs`.

use refund_policy::request::Attachment;
use refund_policy::{Gather, Instant, Json};
use wasm_bindgen::JsValue;
use web_sys::Storage;

use crate::message::{Screen, now};

/// How long it is kept.
pub(crate) const DAYS: u32 = 14;
const DAY_MILLIS: i64 = 86_400_000;

/// What a shopper has typed and chosen so far.
#[derive(Clone)]
pub(crate) struct Session {
    /// When it was kept.
    pub(crate) saved_at: Instant,
    /// The request's UUID.
    pub(crate) id: String,
    /// The answers: an object of facts.
    pub(crate) answers: Json,
    /// The ids of the facts that the shopper does not know.
    pub(crate) unknown: Vec<String>,
    /// The ids of the instants that were given without a time.
    pub(crate) day_only: Vec<String>,
    /// The question that is being answered, with what is typed so far: see [`crate::question::Entry`].
    pub(crate) entry: Option<Json>,
    /// What the shopper chose where the choice is theirs: `kind`, or `kind/option`.
    pub(crate) wish: String,
    /// Evidence in words: an object by evidence.
    pub(crate) evidence: Json,
    /// What the files are.
    pub(crate) files: Vec<Attachment>,
    /// What happened, in the shopper's own words.
    pub(crate) words: String,
    /// Who asks.
    pub(crate) name: String,
    /// Where the answer goes.
    pub(crate) email: String,
    /// The order's number, where the shopper typed it.
    pub(crate) order_id: Option<String>,
    /// The subject, where the shopper changed it.
    pub(crate) subject: Option<String>,
    /// The message, where the shopper changed it.
    pub(crate) message: Option<String>,
    /// Where the shopper was.
    pub(crate) screen: Screen,
    /// The request as it was last posted, as long as it may have arrived.
    pub(crate) sent: Option<Json>,
    /// The endpoint's receipt for it, as it came.
    pub(crate) receipt: Option<Json>,
}

impl Session {
    /// A session in which nothing has been typed.
    pub(crate) fn new() -> Session {
        Session {
            saved_at: now(),
            id: uuid(),
            answers: Json::Object(Vec::new()),
            unknown: Vec::new(),
            day_only: Vec::new(),
            entry: None,
            wish: String::new(),
            evidence: Json::Object(Vec::new()),
            files: Vec::new(),
            words: String::new(),
            name: String::new(),
            email: String::new(),
            order_id: None,
            subject: None,
            message: None,
            screen: Screen::Questions,
            sent: None,
            receipt: None,
        }
    }

    /// The session as it is kept.
    pub(crate) fn to_json(&self) -> Json {
        let text = |text: &str| Json::from(text);
        let list = |ids: &[String]| Json::list(ids.iter().map(String::as_str));
        let screen = Screen::ALL.iter().find(|(_, screen)| *screen == self.screen).map(|(name, _)| *name);
        Json::object([
            ("saved_at", self.saved_at.to_string().into()),
            ("id", text(&self.id)),
            ("answers", self.answers.clone()),
            ("unknown", list(&self.unknown)),
            ("day_only", list(&self.day_only)),
            ("entry", self.entry.clone().into()),
            ("wish", text(&self.wish)),
            ("evidence", self.evidence.clone()),
            ("files", Json::list(self.files.iter().map(Attachment::to_json))),
            ("words", text(&self.words)),
            ("name", text(&self.name)),
            ("email", text(&self.email)),
            ("order_id", self.order_id.as_deref().into()),
            ("subject", self.subject.as_deref().into()),
            ("message", self.message.as_deref().into()),
            ("screen", screen.into()),
            ("sent", self.sent.clone().into()),
            ("receipt", self.receipt.clone().into()),
        ])
    }

    /// A session as it was kept; none where it is too old or not one of ours.
    pub(crate) fn read(json: &Json) -> Option<Session> {
        let saved_at = Instant::parse(json.get("saved_at")?.as_str()?)?;
        if saved_at.millis() < oldest() {
            return None;
        }
        let maybe = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let text = |key: &str| maybe(key).unwrap_or_default();
        let object = |key: &str| json.get(key).filter(|json| json.as_object().is_some()).cloned();
        let list = |key: &str| {
            let items = json.get(key).and_then(Json::as_list).unwrap_or_default();
            items.iter().filter_map(Json::as_str).map(str::to_owned).gather()
        };
        let screen = Screen::ALL.into_iter().find(|(name, _)| *name == text("screen"));
        let files = json.get("files").and_then(Json::as_list).unwrap_or_default();
        Some(Session {
            saved_at,
            id: maybe("id")?,
            answers: object("answers")?,
            unknown: list("unknown"),
            day_only: list("day_only"),
            entry: object("entry"),
            wish: text("wish"),
            evidence: object("evidence")?,
            files: files.iter().filter_map(|file| Attachment::read(file, "").ok()).collect(),
            words: text("words"),
            name: text("name"),
            email: text("email"),
            order_id: maybe("order_id"),
            subject: maybe("subject"),
            message: maybe("message"),
            screen: screen.map_or(Screen::Questions, |(_, screen)| screen),
            sent: object("sent"),
            receipt: object("receipt"),
        })
    }

    /// A session as the text that is kept.
    pub(crate) fn parse(text: &str) -> Option<Session> {
        Session::read(&refund_intl::from_js(&js_sys::JSON::parse(text).ok()?).ok()?)
    }

    /// Whether anything has been typed or chosen.
    pub(crate) fn is_empty(&self) -> bool {
        let texts = [&self.name, &self.email, &self.words, &self.wish];
        let kept = [&self.order_id, &self.subject, &self.message];
        let no_answers = [&self.answers, &self.evidence]
            .iter()
            .all(|json| json.as_object().unwrap_or_default().is_empty());
        no_answers
            && self.unknown.is_empty()
            && self.entry.is_none()
            && self.files.is_empty()
            && texts.iter().all(|text| text.is_empty())
            && kept.iter().all(|text| text.is_none())
    }
}

/// Where the session of a policy and an order is kept.
pub(crate) fn key(policy: &str, order_id: &str) -> String {
    ["refund-widget:", policy, ":", order_id].concat()
}

/// What was kept before this, in milliseconds, is too old.
pub(crate) fn oldest() -> i64 {
    now().millis() - i64::from(DAYS) * DAY_MILLIS
}

/// The text that is kept, if there is one.
pub(crate) fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps a text; false where the browser does not.
pub(crate) fn save(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Forgets a session.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = storage() {
        // A browser that cannot forget has not kept it either.
        let _ = storage.remove_item(key);
    }
}

/// Reading the property alone is an exception where storage is not allowed.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// A version 4 UUID (RFC 9562). `crypto.randomUUID` is missing on plain HTTP, `getRandomValues` is not.
pub(crate) fn uuid() -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(HEX.get(usize::from(digit)).map_or('0', |&digit| char::from(digit)));
        }
    }
    text
}

/// A session as a value that is kept while the element is out of the page.
pub(crate) fn kept(session: &Session) -> JsValue {
    refund_intl::to_js(&session.to_json())
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use refund_policy::Json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Session, forget, key, load, save, uuid};
    use crate::message::Screen;

    #[wasm_bindgen_test]
    fn a_session_is_kept_and_forgotten() {
        let key = key("a-policy", "order 1");
        let mut session = Session::new();
        session.answers = Json::object([("reason", "other".into()), ("forms_used", false.into())]);
        session.message = Some("línea 1\nlínea 2".to_owned());
        session.screen = Screen::Request;
        let text = session.to_json().compact();
        assert!(save(&key, &text));
        let kept = Session::parse(&load(&key).unwrap()).unwrap();
        assert_eq!(kept.to_json().compact(), text);
        forget(&key);
        assert!(load(&key).is_none());
    }

    #[wasm_bindgen_test]
    fn a_session_is_empty_until_something_is_typed() {
        let mut session = Session::new();
        assert!(session.is_empty());
        session.words = "x".to_owned();
        assert!(!session.is_empty());
    }

    #[wasm_bindgen_test]
    fn ids_are_random_uuids_of_version_4() {
        let (one, other) = (uuid(), uuid());
        assert_ne!(one, other);
        assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert_eq!(one.as_bytes()[14], b'4');
    }
}
