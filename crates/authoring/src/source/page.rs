//! A policy's source, paragraph by paragraph, as a page in Markdown: what cites each, or why it decides nothing.
//!
//! It holds headings and ordinals and none of the prose, so that it is read beside it.

use refund_policy::Json;
use refund_policy::document::node::Node;

use super::{Citation, Section, citations, sections};

/// The page of a document that the reader accepts; empty tables where it does not list its source's sections.
pub fn page(document: &Json) -> String {
    let citations = citations(document);
    let sections = sections(document).unwrap_or_default();
    let sections = sections.iter().map(|section| table(section, &citations));
    [opening(document)].into_iter().chain(sections).collect::<Vec<_>>().join("\n")
}

fn opening(document: &Json) -> String {
    let node = Node::root(document);
    let (id, source) = (node.string("id"), node.at("source"));
    let updated = source.get("updated").map(|updated| format!(", last changed on {}", updated.str()));
    format!(
        "# {id}: its source, paragraph by paragraph\n\n\
         Source: «{}», in `{}`{}.\n\n\
         Beside each paragraph, by its number in its section, stands what cites it or why it decides nothing.\n\
         [README.md](README.md) tells how its words were read. This page is made from `policy.json` by\n\
         `cargo xtask generate`; `refund check --source FILE` compares it with the prose.\n",
        source.at("document").str(),
        source.at("language").str(),
        updated.unwrap_or_default(),
    )
}

fn table(section: &Section, citations: &[Citation]) -> String {
    let unheaded = if section.headed { "" } else { " (no heading in the source)" };
    let rows = (1..=section.paragraphs)
        .map(|paragraph| format!("| {paragraph} | {} |\n", cell(section, paragraph, citations)));
    let head = format!("## {}{unheaded}\n\n| Paragraph | What it became |\n| ---: | --- |\n", section.name);
    [head].into_iter().chain(rows).collect()
}

fn cell(section: &Section, paragraph: u32, citations: &[Citation]) -> String {
    let citing: Vec<&Citation> =
        citations.iter().filter(|citation| citation.names(section, paragraph)).collect();
    let citing = citing.chunk_by(|one, next| one.kind == next.kind).map(of_one_kind);
    let idle = section.idle.iter().filter(|idle| idle.names(paragraph));
    let why = idle.map(|idle| format!("Decides nothing. {}", idle.why));
    citing.chain(why).collect::<Vec<_>>().join("; ").replace('|', "\\|")
}

/// What cites a paragraph, of one kind: ``clauses `opened`, `sealed` ``.
fn of_one_kind(citations: &[&Citation]) -> String {
    let kind = citations.first().map_or("", |citation| citation.kind);
    let ids: Vec<String> =
        citations.iter().filter_map(|citation| Some(format!("`{}`", citation.id.as_ref()?))).collect();
    let plural = if ids.len() > 1 && kind != "evidence" { "s" } else { "" };
    let named = if ids.is_empty() { "" } else { " " };
    format!("{kind}{plural}{named}{}", ids.join(", "))
}
