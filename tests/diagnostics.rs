//! `docs/diagnostics.md` explains every code, and its examples do what it says: the one makes the finding, and no other;
//! the other makes none.

use std::fs;

use refund_authoring::check::{Diagnostic, check, check_prose};
use refund_native::words;
use refund_policy::{Instant, Json, Locale, Policy, code, request};

use crate::findings::shows;
use crate::shipped::{parse, path};

/// A paragraph of the page.
struct Section {
    code: String,
    summary: String,
    severity: String,
    /// The document that its examples change.
    base: Json,
    /// The two examples, each with its language.
    examples: Vec<Block>,
}

/// A block of code, with its language.
#[derive(Clone)]
struct Block {
    language: String,
    text: String,
}

/// The page's policy with a change (a JSON Patch).
pub(crate) fn changed(patch: &str) -> Json {
    patched(&sections().remove(0).base, patch)
}

/// The parts of the page, each with the document of its examples.
fn sections() -> Vec<Section> {
    let page = fs::read_to_string(path("docs/diagnostics.md")).expect("the page is there");
    let parts = page.split("\n# ").filter(|part| !part.starts_with("Of files"));
    parts.flat_map(in_part).collect()
}

fn in_part(part: &str) -> Vec<Section> {
    let mut sections = part.split("\n## ");
    let base = blocks(sections.next().expect("an opening")).remove(0);
    let base = parse(&base.text);
    let section = |text: &str| {
        let (heading, rest) = text.split_once('\n').expect("a heading");
        let mut lines = rest.lines().filter(|line| !line.is_empty());
        let mut line = || lines.next().expect("a sentence").to_owned();
        let (summary, explained) = (line(), line());
        Section {
            code: heading.trim_matches('`').to_owned(),
            summary,
            severity: explained.split('*').nth(1).expect("a severity").trim_end_matches('.').to_lowercase(),
            base: base.clone(),
            examples: blocks(rest),
        }
    };
    sections.map(section).collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let fenced = text.split("```").skip(1).step_by(2);
    let block = |fenced: &str| {
        let (language, text) = fenced.split_once('\n').expect("a block");
        Block { language: language.to_owned(), text: text.to_owned() }
    };
    fenced.map(block).collect()
}

/// Applies a JSON Patch (RFC 6902), as far as the page uses it.
fn patched(base: &Json, patch: &str) -> Json {
    let patch = parse(patch);
    let mut json = base.clone();
    for operation in patch.as_list().unwrap_or(std::slice::from_ref(&patch)) {
        let text =
            |key: &str| operation.get(key).and_then(Json::as_str).unwrap_or_else(|| panic!("no `{key}`"));
        let keys: Vec<&str> = text("path").split('/').skip(1).collect();
        apply(&mut json, &keys, text("op"), operation.get("value"));
    }
    json
}

fn apply(json: &mut Json, keys: &[&str], operation: &str, value: Option<&Json>) {
    let (key, rest) = keys.split_first().expect("a key");
    if !rest.is_empty() {
        let next = match json {
            Json::Object(members) => {
                members.iter_mut().find(|(name, _)| name == key).map(|(_, member)| member)
            }
            Json::List(items) => items.get_mut(key.parse::<usize>().expect("an index")),
            _ => None,
        };
        return apply(next.unwrap_or_else(|| panic!("there is no `{key}`")), rest, operation, value);
    }
    let is_there = match json {
        Json::List(items) => key.parse::<usize>().is_ok_and(|index| index < items.len()),
        _ => json.get(key).is_some(),
    };
    assert!(is_there || operation == "add", "there is no `{key}` to {operation}");
    match (json, operation) {
        (Json::Object(members), "remove") => members.retain(|(name, _)| name != key),
        (Json::List(items), "add") if *key == "-" => items.push(value.expect("a value").clone()),
        (Json::List(items), "replace") => {
            items[key.parse::<usize>().expect("an index")] = value.expect("a value").clone();
        }
        (object @ Json::Object(_), _) => object.set(key, value.expect("a value").clone()),
        _ => panic!("`{operation}` of `{key}`"),
    }
}

/// `code severity` of all that is told of an example.
fn told(section: &Section, example: &Block) -> Vec<(String, String)> {
    let name = |one: &Diagnostic| (one.problem.code.to_owned(), one.severity.name().to_owned());
    if example.language == "text" {
        return check_prose(&section.base, &example.text).iter().map(name).collect();
    }
    let json = patched(&section.base, &example.text);
    if section.base.get("customer").is_some() {
        let codes = of_request(&json).into_iter().map(|code| (code, "error".to_owned()));
        return codes.collect();
    }
    let findings = check(&json, &refund_native::find_zone);
    findings.iter().for_each(|finding| shows(&json, finding));
    findings.iter().filter(|finding| finding.accepted.is_none()).map(name).collect()
}

/// What is told of a request under the page's policy.
fn of_request(json: &Json) -> Vec<String> {
    let policy = sections().remove(0).base;
    let policy = Policy::read(&policy, &refund_native::find_zone).expect("the page's policy can be used");
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let verified = request::read(json)
        .and_then(|request| request::verify(&policy, &request, at, words(Locale::En)).map(|_| ()));
    verified.err().into_iter().flatten().map(|problem| problem.code.to_owned()).collect()
}

#[test]
fn every_code_has_its_paragraph_in_the_order_of_the_table() {
    let explained: Vec<(String, String)> =
        sections().into_iter().map(|section| (section.code, section.summary)).collect();
    let codes: Vec<(String, String)> =
        code::ALL.iter().map(|(code, summary)| (code.name().to_owned(), (*summary).to_owned())).collect();
    assert_eq!(explained, codes);
}

#[test]
fn the_first_example_makes_the_finding_and_the_second_mends_it() {
    for section in sections() {
        let [broken, mended] = section.examples.as_slice() else { panic!("{}: two examples", section.code) };
        let found = told(&section, broken);
        let expected = (section.code.clone(), section.severity.clone());
        assert!(!found.is_empty() && found.iter().all(|one| *one == expected), "{}: {found:?}", section.code);
        assert_eq!(told(&section, mended), [], "{}", section.code);
    }
}

#[test]
fn nothing_is_found_in_what_the_examples_change() {
    for section in sections() {
        match section.base.get("customer") {
            Some(_) => assert_eq!(of_request(&section.base), [""; 0]),
            None => assert!(check(&section.base, &refund_native::find_zone).is_empty()),
        }
    }
}
