//! What is given to commands and is not what they need: each says which file, where in it, what, and what mends it.

use std::fs;
use std::path::Path;

use expect_test::expect;
use tempfile::TempDir;

use crate::{Run, refund};

const AT: &str = "2026-11-20T10:00:00Z";
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/passport-forms/policy.json");

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, content)| fs::write(folder.path().join(name), content).unwrap());
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

fn evaluate(facts: &str) -> Run {
    refund(&["evaluate", "--policy", "passport-forms", "--facts", facts, "--at", AT, "--format", "json"], "")
}

/// A policy with one text replaced by another.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let text = fs::read_to_string(SHIPPED).unwrap();
    assert!(text.contains(from), "`{from}` stands in the policy");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_text() {
    let facts = "\u{feff}{\"reason\": \"service_not_provided\"}";
    let cases = format!(
        "\u{feff}{{\"id\": 1, \"at\": \"{AT}\", \"facts\": {{}}}}\n\u{feff}{{\"id\": 2, \"facts\": {{}}}}\n"
    );
    let policy = [b"\xef\xbb\xbf", fs::read(SHIPPED).unwrap().as_slice()].concat();
    let folder = folder(&[
        ("facts.json", facts.as_bytes()),
        ("cases.jsonl", cases.as_bytes()),
        ("policy.json", &policy),
        ("empty.jsonl", b"\xef\xbb\xbf\n"),
    ]);
    let run = evaluate(&path(&folder, "facts.json"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains(r#""status": "qualifies""#), "{}", run.out);
    let run = refund(&["evaluate", "--policy", "passport-forms", "--facts", "-", "--at", AT], facts);
    assert_eq!((run.code, run.err.as_str()), (0, ""));

    let policy = path(&folder, "policy.json");
    let run = refund(&["evaluate", "--policy", &policy, "--cases", &path(&folder, "cases.jsonl")], "");
    assert_eq!(
        (run.code, run.out.lines().count(), run.out.matches("error").count()),
        (0, 2, 0),
        "{}",
        run.out
    );
    let run = refund(&["evaluate", "--policy", &policy, "--cases", &path(&folder, "empty.jsonl")], "");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(refund(&["diff", "passport-forms", &policy], "").code, 0, "it is the same policy");

    // Places are counted without it, as editors do.
    let wrong = [b"\xef\xbb\xbf", changed("Europe/Madrid", "Europe/Madird").as_slice()].concat();
    fs::write(&policy, wrong).unwrap();
    let run = refund(&["check", "--format", "json", &policy], "");
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&found[0]["line"], &found[0]["column"]), (&5.into(), &11.into()), "{}", run.out);
}

#[test]
fn a_key_given_twice_is_refused_wherever_it_stands() {
    let twice = br#"{"reason": "changed_mind", "amount_paid": {"minor": 1, "minor": 2, "currency": "EUR"}}"#;
    let policy = changed(r#""zone":"#, r#""zone": "UTC", "zone":"#);
    let folder = folder(&[("facts.json", twice), ("policy.json", &policy)]);
    let run = evaluate(&path(&folder, "facts.json"));
    assert_eq!(run.code, 1);
    let told = "at /amount_paid/minor: `minor` stands here twice [duplicate_key]\n  hint: keep the one that is meant";
    assert!(run.err.contains(told), "{}", run.err);

    let line = r#"{"id": "a", "facts": {"reason": "changed_mind", "reason": "merchant_error"}}"#;
    let run = refund(&["evaluate", "--policy", "passport-forms", "--cases", "-"], line);
    expect![[r#"
        {"id":null,"error":{"code":"duplicate_key","message":"`reason` stands here twice","pointer":"/facts/reason","hint":"keep the one that is meant"}}
    "#]]
    .assert_eq(&run.out);

    let policy = path(&folder, "policy.json");
    for run in [
        refund(&["evaluate", "--policy", &policy, "--facts", "-"], "{}"),
        refund(&["check", &policy], ""),
        refund(&["test", &policy], ""),
        refund(&["diff", &policy, "passport-forms"], ""),
    ] {
        assert_eq!(run.code, 1);
        let told = run.out + &run.err;
        assert!(told.contains("`zone` stands here twice") && told.contains("duplicate_key"), "{told}");
    }
}

#[test]
fn a_zone_is_spelled_as_iana_spells_it() {
    for (zone, hint) in [
        ("europe/madrid", "did you mean `Europe/Madrid`?"),
        ("EUROPE/MADRID", "did you mean `Europe/Madrid`?"),
        ("utc", "did you mean `UTC`?"),
        ("+01:00", "an offset is that of one season"),
    ] {
        let folder = folder(&[("policy.json", &changed("Europe/Madrid", zone))]);
        let run = refund(&["evaluate", "--policy", &path(&folder, "policy.json"), "--facts", "-"], "{}");
        assert_eq!(run.code, 1);
        assert!(run.err.contains("at /zone") && run.err.contains(hint), "{}", run.err);
    }
}

#[test]
fn what_is_no_utf_8_is_told_with_its_place_and_what_mends_it() {
    let wide: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = folder(&[("latin1.json", b"{\n  \"reason\": \"caf\xe9\"}"), ("wide.json", &wide)]);
    let latin1 = path(&folder, "latin1.json");
    let commands: [&[&str]; 6] = [
        &["evaluate", "--policy", "passport-forms", "--facts", &latin1],
        &["evaluate", "--policy", &latin1, "--facts", "-"],
        &["check", &latin1],
        &["check", "passport-forms", "--source", &latin1],
        &["diff", &latin1, "passport-forms"],
        &["test", &latin1],
    ];
    for command in commands {
        let run = refund(command, "");
        let told = run.out + &run.err;
        assert_eq!(run.code, 1, "{command:?}");
        assert!(told.contains("it is not UTF-8 at line 2 column 17"), "{command:?}: {told}");
        assert!(told.contains("save it as UTF-8"), "{command:?}: {told}");
    }
    let run = evaluate(&path(&folder, "wide.json"));
    assert!(run.err.contains("it is UTF-16, not UTF-8"), "{}", run.err);
}

#[test]
fn what_cannot_be_read_is_named_by_every_command() {
    let folder = folder(&[
        ("empty", b""),
        ("cut.json", b"{\"id\": 1"),
        ("deep.json", "[".repeat(100_000).as_bytes()),
        ("huge.json", " ".repeat((1 << 20) + 1).as_bytes()),
    ]);
    fs::create_dir(folder.path().join("folder")).unwrap();
    for name in ["missing", "folder", "empty", "cut.json", "deep.json", "huge.json"] {
        let file = path(&folder, name);
        let commands: [&[&str]; 6] = [
            &["evaluate", "--policy", "passport-forms", "--facts", &file],
            &["evaluate", "--policy", &file, "--facts", "-"],
            &["check", &file],
            &["diff", &file, "passport-forms"],
            &["diff", "passport-forms", &file],
            &["test", &file],
        ];
        for command in commands {
            let run = refund(command, "");
            let told = run.out + &run.err;
            assert_eq!(run.code, 1, "{command:?}: {told}");
            assert!(told.contains(name) && told.contains('['), "{command:?}: {told}");
            assert!(!told.contains("panicked"), "{command:?}: {told}");
        }
    }
    for command in [
        &["evaluate", "--policy", "passport-forms", "--cases"][..],
        &["test", "--policy", "passport-forms", "--cases"],
        &["diff", "passport-forms", "passport-forms", "--cases"],
    ] {
        for name in ["missing", "folder"] {
            let run = refund(&[command, &[path(&folder, name).as_str()]].concat(), "");
            assert_eq!(run.code, 1, "{command:?}");
            assert!(
                run.err.contains("it cannot be read [") || run.err.contains("it cannot be read:"),
                "{}",
                run.err
            );
        }
    }
}

#[test]
fn a_line_that_cannot_be_read_is_a_finding_where_lines_are_compared() {
    let run = refund(&["diff", "passport-forms", "passport-forms", "--cases", "-"], "no case\n");
    assert_eq!(run.code, 1);
    assert!(run.out.contains("standard input line 1"), "{}", run.out);
}

#[test]
fn standard_input_is_read_once() {
    let usages: [&[&str]; 5] = [
        &["evaluate", "--policy", "-", "--facts", "-"],
        &["evaluate", "--policy", "-", "--cases", "-"],
        &["diff", "-", "-"],
        &["diff", "passport-forms", "-", "--cases", "-"],
        &["check", "-", "-"],
    ];
    for usage in usages {
        let run = refund(usage, "{}");
        assert_eq!(run.code, 2, "{usage:?}");
        assert!(run.err.contains("once"), "{}", run.err);
    }
}

#[test]
fn a_name_is_not_empty() {
    for usage in [
        &["evaluate", "--policy", "", "--facts", "-"][..],
        &["evaluate", "--policy", "passport-forms", "--facts", ""],
        &["check", ""],
        &["diff", "", "passport-forms"],
        &["test", ""],
    ] {
        assert_eq!(refund(usage, "{}").code, 2, "{usage:?}");
    }
}

#[test]
fn nothing_that_is_printed_steers_the_terminal() {
    let facts = r#"{"a\u001b[2J\u009b31m": 1, "b\nerror: c\u202e": 2, "reason": "\u001b]0;x\u0007"}"#;
    let policy = changed(r#""merchant": ""#, r#""merchant": "\u001b[2J\u009b\u202e"#);
    let unknown = changed(r#""zone":"#, r#""\u001b[2Jzone\u202e": 1, "zone":"#);
    let raw = changed("Europe/Madrid", "Europe/\u{1b}[2J\u{9b}\u{202e}Madrid");
    let folder = folder(&[
        ("facts.json", facts.as_bytes()),
        ("policy.json", &policy),
        ("unknown.json", &unknown),
        ("raw.json", &raw),
    ]);
    let name = |name: &str| path(&folder, name);
    let case =
        "{\"id\": \"\\u009b\\u202e\", \"facts\": {}}\n{\"id\": \"\\u009b\", \"facts\": {\"\\u009b\": 1}}\n";
    for (command, input) in [
        (vec!["evaluate", "--policy", "passport-forms", "--facts", &name("facts.json")], ""),
        (
            vec!["evaluate", "--policy", &name("policy.json"), "--facts", "-", "--locale", "es"],
            r#"{"reason": "merchant_error"}"#,
        ),
        (vec!["evaluate", "--policy", &name("policy.json"), "--facts", "-", "--format", "json"], "{}"),
        (vec!["evaluate", "--policy", "passport-forms", "--cases", "-"], case),
        (vec!["evaluate", "--policy", "\u{1b}[2J\u{9b}", "--facts", "-"], "{}"),
        (vec!["check", &name("unknown.json")], ""),
        (vec!["check", &name("raw.json")], ""),
        (vec!["check", &name("policy.json")], ""),
        (vec!["check", "--format", "json", &name("unknown.json")], ""),
        (vec!["check", "--format", "sarif", &name("unknown.json")], ""),
        (vec!["check", "\u{1b}[2J\u{9b}"], ""),
        (vec!["test", "--policy", "passport-forms", "--cases", "-"], case),
        (vec!["diff", "passport-forms", &name("policy.json")], ""),
        (vec!["diff", "passport-forms", "passport-forms", "--cases", "-"], case),
        (vec!["requests", "--database", "\u{1b}[2J\u{9b}"], ""),
    ]
    .map(|(command, input): (Vec<&str>, &str)| {
        (command.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>(), input)
    }) {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let run = refund(&arguments, input);
        let steers =
            |letter: char| letter.is_control() && letter != '\n' || matches!(letter, '\u{202a}'..='\u{202e}');
        for told in [&run.out, &run.err] {
            assert!(!told.contains(steers), "{arguments:?}: {:?}", told);
        }
        assert!(!run.err.lines().any(|line| line.starts_with("error: c")), "a line of its own: {}", run.err);
    }
}

#[test]
fn a_standard_error_that_cannot_be_written_changes_no_exit_code() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_refund"))
        .args(["evaluate", "--policy", "passport-forms", "--facts", "missing"])
        .stderr(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
}
