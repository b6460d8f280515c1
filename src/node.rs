//! A value with its place in a document, and what it holds: absent and misshapen values read as empty, because the
//! shape has told of them already.

use crate::document::Choice;
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

    /// What `read` makes of the items. It is called, and not compiled anew for each of the many lists of a document.
    pub(crate) fn list<T>(&self, read: &mut dyn FnMut(&Node<'a>) -> Option<T>) -> Vec<T> {
        let mut list = Vec::new();
        for item in self.items() {
            if let Some(read) = read(&item) {
                list.push(read);
            }
        }
        list
    }

    /// What `read` makes of the members, as [`Node::list`].
    pub(crate) fn map<T>(&self, read: &mut dyn FnMut(&'a str, &Node<'a>) -> Option<T>) -> Vec<T> {
        let mut list = Vec::new();
        for (id, member) in self.members() {
            if let Some(read) = read(id, &member) {
                list.push(read);
            }
        }
        list
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
        self.list(&mut |item| item.word(words))
    }

    pub(crate) fn choices(&self) -> Vec<Choice> {
        self.map(&mut |id, label| Some(Choice { id: id.to_owned(), label: label.text() }))
    }
}
