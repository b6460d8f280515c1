//! A value with its place in a document, and what it holds: absent and misshapen values read as empty, because the
//! shape has told of them already.

use crate::document::Choice;
use crate::gather::Gather;
use crate::json::Json;
use crate::locale::Text;
use crate::problem::{join, nth};

/// A value with its place in the document.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub(crate) json: &'a Json,
    pub(crate) pointer: String,
}

static ABSENT: Json = Json::Null;

impl<'a> Node<'a> {
    pub(crate) fn get(&self, key: &str) -> Option<Node<'a>> {
        self.json.get(key).map(|json| Node { json, pointer: join(&self.pointer, key) })
    }

    /// The member, or null where it is missing (which the shape has told).
    pub(crate) fn at(&self, key: &str) -> Node<'a> {
        self.get(key).unwrap_or(Node { json: &ABSENT, pointer: join(&self.pointer, key) })
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let pointer = self.pointer.clone();
        let member = move |(key, json): &'a (String, Json)| {
            (key.as_str(), Node { json, pointer: join(&pointer, key) })
        };
        self.json.as_object().unwrap_or_default().iter().map(member)
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = Node<'a>> {
        let pointer = self.pointer.clone();
        let item = move |(index, json): (usize, _)| Node { json, pointer: nth(&pointer, index) };
        self.json.as_list().unwrap_or_default().iter().enumerate().map(item)
    }

    pub(crate) fn str(&self) -> &'a str {
        self.json.as_str().unwrap_or_default()
    }

    pub(crate) fn string(&self) -> String {
        self.str().to_owned()
    }

    pub(crate) fn flag(&self) -> bool {
        self.json.as_bool().unwrap_or_default()
    }

    pub(crate) fn count(&self) -> u32 {
        self.json.as_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
    }

    pub(crate) fn text(&self) -> Text {
        self.optional_text().unwrap_or_default()
    }

    pub(crate) fn optional_text(&self) -> Option<Text> {
        Text::read(self.json)
    }

    /// What its word stands for.
    pub(crate) fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        words.iter().find(|(word, _)| *word == self.str()).map(|(_, value)| *value)
    }

    pub(crate) fn words<T: Copy>(&self, words: &[(&'static str, T)]) -> Vec<T> {
        self.items().filter_map(|item| item.word(words)).gather()
    }

    pub(crate) fn choices(&self) -> Vec<Choice> {
        self.members().map(|(id, label)| Choice { id: id.to_owned(), label: label.text() }).gather()
    }
}
