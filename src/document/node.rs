//! A value with its place in a document, and what it holds: absent and misshapen values read as empty, because the
//! shape has told of them already.

use crate::document::Choice;
use crate::value::json::Json;
use crate::value::locale::Text;
use crate::value::problem::{join, nth};

/// A value with its place in the document.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub(crate) json: &'a Json,
    place: Place<'a>,
}

/// Where a value stands. It is written down only where a problem tells it, which in most documents none does.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Member(&'a Node<'a>, &'a str),
    Item(&'a Node<'a>, usize),
}

static ABSENT: Json = Json::Null;

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(json: &'a Json) -> Node<'a> {
        Node { json, place: Place::Root }
    }

    /// Where it stands, as a JSON pointer.
    pub fn pointer(&self) -> String {
        match self.place {
            Place::Root => String::new(),
            Place::Member(parent, key) => join(&parent.pointer(), key),
            Place::Item(parent, index) => nth(&parent.pointer(), index),
        }
    }

    /// A value that stands under a key.
    pub(crate) fn member(&'a self, key: &'a str, json: &'a Json) -> Node<'a> {
        Node { json, place: Place::Member(self, key) }
    }

    /// The member, where there is one.
    pub fn get(&'a self, key: &'a str) -> Option<Node<'a>> {
        self.json.get(key).map(|json| self.member(key, json))
    }

    /// The member, or null where it is missing (which the shape has told).
    pub fn at(&'a self, key: &'a str) -> Node<'a> {
        self.member(key, self.json.get(key).unwrap_or(&ABSENT))
    }

    /// What `read` makes of the items.
    pub(crate) fn list<T>(&self, read: &mut dyn FnMut(&Node<'_>) -> Option<T>) -> Vec<T> {
        let mut list = Vec::new();
        for item in self.items() {
            if let Some(read) = read(&item) {
                list.push(read);
            }
        }
        list
    }

    /// What `read` makes of the members, as [`Node::list`].
    pub(crate) fn map<T>(&self, read: &mut dyn FnMut(&str, &Node<'_>) -> Option<T>) -> Vec<T> {
        let mut list = Vec::new();
        for (id, member) in self.members() {
            if let Some(read) = read(id, &member) {
                list.push(read);
            }
        }
        list
    }

    /// The members, none where it is no object.
    pub fn members(&'a self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let members = self.json.as_object().unwrap_or_default().iter();
        members.map(|(key, json)| (key.as_str(), self.member(key, json)))
    }

    /// The items, none where it is no list.
    pub fn items(&'a self) -> impl Iterator<Item = Node<'a>> {
        let items = self.json.as_list().unwrap_or_default().iter().enumerate();
        items.map(|(index, json)| Node { json, place: Place::Item(self, index) })
    }

    /// Its string.
    pub fn str(&self) -> &'a str {
        self.json.as_str().unwrap_or_default()
    }

    /// Its truth value.
    pub fn flag(&self) -> bool {
        self.json.as_bool().unwrap_or_default()
    }

    /// Its whole number.
    pub fn count(&self) -> u32 {
        self.json.as_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
    }

    /// What its word stands for.
    pub(crate) fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        words.iter().find(|(word, _)| *word == self.str()).map(|(_, value)| *value)
    }

    pub(crate) fn words<T: Copy>(&self, words: &[(&'static str, T)]) -> Vec<T> {
        self.list(&mut |item| item.word(words))
    }

    pub(crate) fn choices(&self) -> Vec<Choice> {
        self.map(&mut |id, label| {
            Some(Choice { id: id.to_owned(), label: Text::read(label.json).unwrap_or_default() })
        })
    }

    /// The member's string.
    pub fn string(&self, key: &str) -> String {
        self.at(key).str().to_owned()
    }

    /// The member's text.
    pub(crate) fn text(&self, key: &str) -> Text {
        self.optional_text(key).unwrap_or_default()
    }

    /// The member's text, where there is one.
    pub(crate) fn optional_text(&self, key: &str) -> Option<Text> {
        Text::read(self.at(key).json)
    }
}
