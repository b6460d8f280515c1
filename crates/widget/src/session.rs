//! What the shopper typed, stored on the device for a while under the policy and the order.
//!
//! Files are only listed here: they are too large for a record. What is stored is read back with suspicion: a record that is not
//! one is ignored, a member that is not of its type is empty, and facts go through the evaluator's own reader before they are used.

use std::collections::BTreeMap;

pub use refund_policy::request::Attachment;
use refund_policy::{Instant, Json, from_json, parse, to_json};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long a record is kept.
pub const DAYS: u32 = 14;
const DAY_MILLIS: i64 = 86_400_000;

/// A screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The next question, under what is certain already.
    #[default]
    Questions,
    /// The verdict.
    Answer,
    /// The request as a form.
    Request,
    /// The receipt.
    Receipt,
}

/// A place in the browser's history: a screen, and on that of the questions which one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// The screen.
    pub screen: Screen,
    /// The fact that is asked for.
    pub fact: Option<String>,
}

/// What a shopper has typed and chosen so far.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Session {
    /// When it was stored.
    pub saved_at: Instant,
    /// The request's UUID.
    pub id: String,
    /// Facts, by id, in the order of the answers.
    #[serde(with = "members")]
    pub answers: Vec<(String, Json)>,
    /// The ids of the facts that the shopper does not know.
    #[serde(default, deserialize_with = "each_that_fits")]
    pub unknown: Vec<String>,
    /// The ids of the instants that were given without a time.
    #[serde(default, deserialize_with = "each_that_fits")]
    pub day_only: Vec<String>,
    /// The question that is being answered, with what is typed so far.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub entry: Option<StoredEntry>,
    /// What the shopper chose where the choice is theirs: `kind`, or `kind/option`.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub wish: String,
    /// Evidence in words, by its id.
    #[serde(deserialize_with = "values_that_fit")]
    pub evidence: BTreeMap<String, String>,
    /// The files.
    #[serde(default, deserialize_with = "each_that_fits")]
    pub files: Vec<Attachment>,
    /// Anything to add, in the shopper's own words.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub words: String,
    /// Who asks.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub name: String,
    /// Where the answer goes.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub email: String,
    /// The order's number, where the shopper typed it.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub order_id: Option<String>,
    /// The subject, where the shopper changed it.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub subject: Option<String>,
    /// The message, where the shopper changed it.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub message: Option<String>,
    /// Where the shopper was.
    #[serde(default, deserialize_with = "if_it_fits")]
    pub screen: Screen,
    /// The request as it was last posted, as long as it may have arrived.
    #[serde(default, deserialize_with = "object_if_it_is_one")]
    pub sent: Option<Json>,
    /// The endpoint's receipt for it, as it came.
    #[serde(default, deserialize_with = "object_if_it_is_one")]
    pub receipt: Option<Json>,
}

/// A question that is half answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoredEntry {
    /// The fact's id.
    pub fact: String,
    /// See [`Entry`](crate::entry::Entry).
    pub first: String,
    /// See [`Entry`](crate::entry::Entry).
    pub second: String,
    /// Whether it had been answered before.
    #[serde(rename = "change")]
    pub is_change: bool,
}

impl Session {
    /// One in which nothing has been typed, under a new id.
    pub fn new(now: Instant, random: [u8; 16]) -> Session {
        Session {
            saved_at: now,
            id: uuid(random),
            answers: Vec::new(),
            unknown: Vec::new(),
            day_only: Vec::new(),
            entry: None,
            wish: String::new(),
            evidence: BTreeMap::new(),
            files: Vec::new(),
            words: String::new(),
            name: String::new(),
            email: String::new(),
            order_id: None,
            subject: None,
            message: None,
            screen: Screen::default(),
            sent: None,
            receipt: None,
        }
    }

    /// A session as it was stored; none where it is too old or not one of ours.
    pub fn parse(text: &str, now: Instant) -> Option<Session> {
        let json = parse(text.as_bytes()).ok()?;
        from_json(&json).ok().filter(|session: &Session| session.saved_at >= oldest(now))
    }

    /// The session as the text that is stored.
    pub fn to_text(&self) -> String {
        to_json(self).compact()
    }

    /// Whether nothing has been typed or chosen.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.unknown.is_empty()
            && self.entry.is_none()
            && self.evidence.is_empty()
            && self.files.is_empty()
            && [&self.name, &self.email, &self.words, &self.wish].iter().all(|text| text.is_empty())
            && [&self.order_id, &self.subject, &self.message].iter().all(|text| text.is_none())
    }

    /// The answer for a fact, if there is one.
    pub fn answer(&self, fact: &str) -> Option<&Json> {
        self.answers.iter().find(|(id, _)| id == fact).map(|(_, value)| value)
    }

    /// Takes an answer, in the place of one that was there.
    pub fn set_answer(&mut self, fact: &str, value: Json) {
        match self.answers.iter_mut().find(|(id, _)| id == fact) {
            Some((_, answer)) => *answer = value,
            None => self.answers.push((fact.to_owned(), value)),
        }
    }

    /// Takes an answer back, with what is known of it.
    pub fn remove_answer(&mut self, fact: &str) {
        self.answers.retain(|(id, _)| id != fact);
        self.unknown.retain(|id| id != fact);
        self.day_only.retain(|id| id != fact);
    }
}

/// Where the session of a policy and an order is stored.
pub fn key(policy: &str, order: &str) -> String {
    format!("refund-widget:{policy}:{order}")
}

/// What was stored before this is too old.
pub fn oldest(now: Instant) -> Instant {
    Instant::from_millis(now.millis() - i64::from(DAYS) * DAY_MILLIS)
}

/// A version 4 UUID (RFC 9562) of sixteen random bytes.
fn uuid(mut bytes: [u8; 16]) -> String {
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
    *version = *version & 0x0f | 0x40;
    *variant = *variant & 0x3f | 0x80;
    let digits = bytes.map(|byte| format!("{byte:02x}")).concat();
    let mut rest = digits.as_str();
    [8, 4, 4, 4, 12]
        .map(|length| {
            let (group, after) = rest.split_at_checked(length).unwrap_or_default();
            rest = after;
            group
        })
        .join("-")
}

/// A value, or its type's empty one where it is of another type.
fn if_it_fits<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(from_json(&Json::deserialize(deserializer)?).unwrap_or_default())
}

fn each_that_fits<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let items = Json::deserialize(deserializer)?;
    Ok(items.as_list().unwrap_or_default().iter().filter_map(|item| from_json(item).ok()).collect())
}

fn values_that_fit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let text = |(key, value): (String, Json)| Some((key, value.as_str()?.to_owned()));
    Ok(members::deserialize(deserializer)?.into_iter().filter_map(text).collect())
}

fn object_if_it_is_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    let json: Option<Json> = if_it_fits(deserializer)?;
    Ok(json.filter(|json| json.as_object().is_some()))
}

/// The members of an object, in their order.
mod members {
    use super::{Deserialize, Deserializer, Json, Serializer};

    pub(super) fn serialize<S: Serializer>(
        members: &[(String, Json)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Json)>, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Object(members) => Ok(members),
            _ => Err(serde::de::Error::custom("not an object")),
        }
    }
}
