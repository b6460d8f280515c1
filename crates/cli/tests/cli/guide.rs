//! The guide for authors, `docs/writing-a-policy.md`: what it shows is what happens.
//!
//! Its blocks are fenced, and say in their first line what they are. `console` has commands and what they print; `json`
//! is a part of the example in `docs/example`; a block with a file's name is that file of the example or, where the
//! example has no such file, one that the reader writes.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use expect_test::expect_file;
use serde_json::Value;
use tempfile::TempDir;

use crate::refund;

const GUIDE: &str = include_str!("../../../../docs/writing-a-policy.md");
const POLICY: &str = include_str!("../../../../docs/example/policy.json");
const CASES: &str = include_str!("../../../../docs/example/cases.jsonl");
const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");

/// `UPDATE_EXPECT=1` writes today's output and files into the guide.
#[test]
fn its_commands_print_what_it_shows() {
    let folder = example();
    let shown = with_blocks(GUIDE, |info, body| match info.split_once(' ') {
        Some((_, file)) => file_named(&folder.path().join(file), body),
        None if info == "console" => rerun(body, folder.path()),
        None => body.to_owned(),
    });
    expect_file!["../../../../docs/writing-a-policy.md"].assert_eq(&shown);
}

#[test]
fn its_fragments_are_parts_of_the_example() {
    let example: Vec<Value> =
        [POLICY].into_iter().chain(CASES.lines()).map(|text| serde_json::from_str(text).unwrap()).collect();
    with_blocks(GUIDE, |info, body| {
        if info == "json" {
            // Members of an object may be shown without its braces.
            let members = || serde_json::from_str(&format!("{{{body}}}"));
            let fragment: Value = serde_json::from_str(body).or_else(|_| members()).unwrap();
            assert!(example.iter().any(|whole| stands_in(&fragment, whole)), "not in the example: {body}");
        }
        body.to_owned()
    });
}

#[test]
fn its_links_lead_somewhere() {
    links_lead_somewhere(GUIDE);
}

#[test]
fn the_example_has_no_findings_and_no_gap() {
    let run = refund(&["check", "--source", "docs/example/returns.txt", "docs/example"], "");
    assert!(run.code == 0 && run.out.contains("no findings"), "{}", run.out);
    let run = refund(&["test", "--require-coverage", "docs/example"], "");
    assert_eq!(run.code, 0, "{}", run.out);
}

/// A copy of the example, as a reader has it.
pub(crate) fn example() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(Path::new(DOCS).join("example")).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    folder
}

/// Whether what a page of `docs` refers to is there.
pub(crate) fn links_lead_somewhere(page: &str) {
    for target in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let file = target.split('#').next().unwrap();
        assert!(Path::new(DOCS).join(file).exists(), "{target}");
    }
}

/// A page with what is made of each block's first line and its content in the content's place.
pub(crate) fn with_blocks(page: &str, mut write: impl FnMut(&str, &str) -> String) -> String {
    let (mut written, mut rest) = (String::new(), page);
    while let Some((before, fenced)) = rest.split_once("\n```") {
        let (info, fenced) = fenced.split_once('\n').unwrap();
        let (body, after) = fenced.split_once("```\n").unwrap();
        written += &format!("{before}\n```{info}\n{}```\n", write(info, body));
        rest = after;
    }
    written + rest
}

/// What the example has under this name; else the reader writes it.
pub(crate) fn file_named(file: &Path, body: &str) -> String {
    if !file.exists() {
        fs::write(file, body).unwrap();
    }
    fs::read_to_string(file).unwrap()
}

/// The commands of a block, each with what it prints in this folder.
pub(crate) fn rerun(body: &str, folder: &Path) -> String {
    let commands = body.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|command| format!("$ {command}\n{}", run(command, folder))).collect()
}

fn run(command: &str, folder: &Path) -> String {
    let refund = Path::new(env!("CARGO_BIN_EXE_refund")).parent().unwrap().to_owned();
    let path = env::join_paths([refund].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap())));
    let output = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a value, or some part of it, is what the fragment shows of it.
fn stands_in(fragment: &Value, whole: &Value) -> bool {
    let in_part = match whole {
        Value::Object(members) => members.values().any(|part| stands_in(fragment, part)),
        Value::Array(items) => items.iter().any(|part| stands_in(fragment, part)),
        _ => false,
    };
    in_part || shows(fragment, whole)
}

/// Objects may leave members out.
fn shows(fragment: &Value, whole: &Value) -> bool {
    match (fragment, whole) {
        (Value::Object(some), Value::Object(all)) => {
            some.iter().all(|(key, shown)| all.get(key).is_some_and(|part| shows(shown, part)))
        }
        (Value::Array(some), Value::Array(all)) => {
            some.len() == all.len() && some.iter().zip(all).all(|(shown, part)| shows(shown, part))
        }
        _ => fragment == whole,
    }
}
