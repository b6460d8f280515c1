//! What a policy says of the prose that it was read from: its sections, and what cites their paragraphs.
//!
//! It is read from a document's JSON that the reader has accepted, because all of it is for authors: of what a clause
//! cites a verdict tells the first place alone. `check` judges it, `prose` compares it with the prose itself, and
//! `page` writes it down.

mod page;
pub(crate) mod prose;

use refund_policy::Json;
use refund_policy::document::node::Node;

pub use page::page;

/// A section of the prose, as the policy lists it.
pub(crate) struct Section {
    /// Its heading, or a name where it has none.
    pub(crate) name: String,
    /// How many paragraphs it has.
    pub(crate) paragraphs: u32,
    /// Whether the prose has that heading.
    pub(crate) headed: bool,
    /// The paragraphs that are said to decide nothing.
    pub(crate) idle: Vec<Idle>,
    /// Where in the document it is listed.
    pub(crate) pointer: String,
}

/// Paragraphs that decide nothing.
pub(crate) struct Idle {
    pub(crate) paragraphs: Vec<Ordinal>,
    pub(crate) why: String,
}

/// The number of a paragraph in its section, from 1, and where in the document it stands.
pub(crate) struct Ordinal {
    pub(crate) number: u32,
    pub(crate) pointer: String,
}

/// A place of the prose that something in the policy cites.
pub(crate) struct Citation {
    /// What kind of part cites it.
    pub(crate) kind: &'static str,
    /// The part's id; none where there is only one of its kind.
    pub(crate) id: Option<String>,
    /// The section's name.
    pub(crate) section: String,
    /// Which of its paragraphs; none where the section is cited as a whole.
    pub(crate) paragraphs: Vec<Ordinal>,
    /// Where in the document the citation stands.
    pub(crate) pointer: String,
}

impl Citation {
    /// What cites it, in words: ``clause `good_faith` ``.
    pub(crate) fn by(&self) -> String {
        match &self.id {
            Some(id) => format!("{} `{id}`", self.kind),
            None => self.kind.to_owned(),
        }
    }

    /// Whether it names this paragraph.
    pub(crate) fn names(&self, section: &Section, paragraph: u32) -> bool {
        self.section == section.name && self.paragraphs.iter().any(|ordinal| ordinal.number == paragraph)
    }
}

impl Idle {
    /// Whether it speaks of this paragraph.
    pub(crate) fn names(&self, paragraph: u32) -> bool {
        self.paragraphs.iter().any(|ordinal| ordinal.number == paragraph)
    }
}

/// The sections that a document lists; none where it does not list them.
pub(crate) fn sections(document: &Json) -> Option<Vec<Section>> {
    let root = Node::root(document);
    let source = root.at("source");
    let list = source.get("sections")?;
    Some(list.items().map(section).collect())
}

fn section(node: Node<'_>) -> Section {
    let idle = |item: Node<'_>| Idle { paragraphs: ordinals(&item), why: item.string("why") };
    Section {
        name: node.string("section"),
        paragraphs: node.at("paragraphs").count(),
        headed: node.get("heading").is_none_or(|heading| heading.flag()),
        idle: node.at("decide_nothing").items().map(idle).collect(),
        pointer: node.pointer(),
    }
}

/// All that a document cites, in the order in which its parts are read: clauses first.
pub(crate) fn citations(document: &Json) -> Vec<Citation> {
    let root = Node::root(document);
    let listed = [("clauses", "clause"), ("informative", "informative clause")];
    let named = [("steps", "step"), ("facts", "fact"), ("evidence", "evidence")];
    let mut citations = Vec::new();
    for (key, kind) in listed {
        for item in root.at(key).items() {
            citations.extend(cited(&item, kind, Some(item.at("id").str())));
        }
    }
    for (key, kind) in named {
        for (id, item) in root.at(key).members() {
            citations.extend(cited(&item, kind, Some(id)));
        }
    }
    for kind in ["processing", "request"] {
        citations.extend(cited(&root.at(kind), kind, None));
    }
    citations
}

/// What a part of the document cites: one place, or a list of them.
fn cited(part: &Node<'_>, kind: &'static str, id: Option<&str>) -> Vec<Citation> {
    let source = part.at("source");
    let single = source.get("section").map(|_| source);
    let citation = |place: Node<'_>| Citation {
        kind,
        id: id.map(str::to_owned),
        section: place.string("section"),
        paragraphs: ordinals(&place),
        pointer: place.pointer(),
    };
    single.into_iter().chain(source.items()).map(citation).collect()
}

fn ordinals(node: &Node<'_>) -> Vec<Ordinal> {
    let paragraphs = node.at("paragraphs");
    paragraphs.items().map(|item| Ordinal { number: item.count(), pointer: item.pointer() }).collect()
}
