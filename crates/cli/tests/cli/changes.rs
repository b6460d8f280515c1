//! `refund diff` and the coverage of `refund test`, as `docs/changing-a-policy.md` shows them: what it shows is what
//! happens.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use expect_test::{expect, expect_file};
use serde_json::Value;
use tempfile::TempDir;

use crate::guide::{example, file_named, links_lead_somewhere, rerun, with_blocks};
use crate::refund;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const EXAMPLE: &str = "docs/example";
const PAGE: &str = include_str!("../../../../docs/changing-a-policy.md");

/// `UPDATE_EXPECT=1` writes today's output into the page.
#[test]
fn its_commands_print_what_it_shows() {
    let folder = example();
    let shown = with_blocks(PAGE, |info, body| match info.split_once(' ') {
        Some((_, file)) => file_named(&folder.path().join(file), body),
        None if info == "console" => rerun(body, folder.path()),
        None => body.to_owned(),
    });
    expect_file!["../../../../docs/changing-a-policy.md"].assert_eq(&shown);
}

#[test]
fn its_links_lead_somewhere() {
    links_lead_somewhere(PAGE);
}

/// A version of a policy in a file, with some of its text replaced.
fn version(policy: &str, changes: &[(&str, &str)]) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut text = fs::read_to_string(Path::new(ROOT).join(policy).join("policy.json")).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    let file = folder.path().join("policy.json");
    fs::write(&file, text).unwrap();
    let name = file.to_str().unwrap().to_owned();
    (folder, name)
}

/// The keys of an answer's objects; what is known of a case is the policy's own.
fn keys(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Object(members) => {
            for (key, value) in members {
                found.insert(key.clone());
                if !["facts", "old", "new"].contains(&key.as_str()) || value.get("digest").is_some() {
                    keys(value, found);
                }
            }
        }
        _ => {}
    }
}

fn are_documented(json: &Value) {
    let mut found = BTreeSet::new();
    keys(json, &mut found);
    let unknown: Vec<&String> = found.iter().filter(|key| !PAGE.contains(&format!("\"{key}\""))).collect();
    assert!(unknown.is_empty(), "not on the page: {unknown:?}");
}

#[test]
fn each_key_of_a_comparison_is_on_the_page() {
    let (_folder, new) = version(EXAMPLE, &[(r#""days": 30"#, r#""days": 60"#)]);
    let cases = fs::read_to_string(Path::new(ROOT).join("docs/example/cases.jsonl")).unwrap() + "no case\n";
    let run = refund(&["diff", EXAMPLE, &new, "--cases", "-", "--format", "json"], &cases);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "a bad line never stops it");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    are_documented(&json);
    assert_eq!(json["outcomes"][0]["effect"], "gains");
    assert_eq!(json["outcomes"][0]["parts"][0]["witness"]["new"]["fitted"], false);
    let lines = cases.lines().count();
    let counted = (&json["cases"]["cases"], &json["cases"]["unreadable"][0]["line"]);
    assert_eq!(counted, (&(lines - 1).into(), &lines.into()));
}

#[test]
fn each_key_of_a_test_is_on_the_page() {
    let lines = r#"{"id": "a", "at": "2026-06-15T10:00:00Z", "facts": {}, "expect": {"status": "review"}}
        {"id": "b", "at": "2026-06-15T10:00:00Z", "facts": {"fited": true}}"#;
    let arguments = ["test", "--policy", EXAMPLE, "--cases", "-", "--format", "json"];
    let run = refund(&arguments, lines);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let json: Value = serde_json::from_str(&run.out).unwrap();
    are_documented(&json);
    assert_eq!(json[0]["failed"][0]["mismatches"][0]["found"], "needs_information");
    assert_eq!(json[0]["failed"][1]["problems"][0]["code"], "unknown_fact");
    assert_eq!(json[0]["gaps"][0]["kind"], "clause");
}

#[test]
fn nothing_changes_where_only_words_do() {
    let (_folder, new) = version(EXAMPLE, &[(r#""en": "Wear part""#, r#""en": "Wearing part""#)]);
    let run = refund(&["diff", EXAMPLE, &new], "");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    expect![[r#"
        bicycle-parts 1 -> bicycle-parts 1

        nothing changes for anybody

        said otherwise
          fact `wear_part`: label
    "#]]
    .assert_eq(&run.out);
}

#[test]
fn what_is_asked_and_promised_besides_changes_something() {
    let changes =
        [(r#""min": 1, "max": 10"#, r#""min": 1, "max": 14"#), (r#""kind": "file""#, r#""kind": "text""#)];
    let (_folder, new) = version(EXAMPLE, &changes);
    let run = refund(&["diff", EXAMPLE, &new], "");
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    expect![[r#"
        bicycle-parts 1 -> bicycle-parts 1

        asked and promised
          `photo` is now a text; it was a file
          loses: the payout takes 1 to 14 days; it took 1 to 10 days
    "#]]
    .assert_eq(&run.out);
}

#[test]
fn a_fact_that_only_one_version_has_is_named() {
    let (_folder, new) = version("policies/smm-services", &[(r#""clear_evidence""#, r#""proof_at_hand""#)]);
    let run = refund(&["diff", "smm-services", &new], "");
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    expect![[r#"
        smm-services 1.0.0 -> smm-services 1.0.0

        gains: `action_required` with `full_refund` or `replacement`, as the merchant chooses; to do: `attach_proof`
            -> `review` with `full_refund` or `replacement`, as the merchant chooses
          where `reason` is `not_as_described`, 7 days after `purchased_at` are not over, `proof_at_hand` is true, `clear_evidence` is false
            by `not_as_described_proven`, before by `not_as_described_unproven`
            before, which alone has `clear_evidence`: {"at":"2026-06-15T10:00:00Z","facts":{"reason":"not_as_described","purchased_at":"2026-06-15T09:00:00Z","clear_evidence":false}}
            now, which alone has `proof_at_hand`: {"at":"2026-06-15T10:00:00Z","facts":{"reason":"not_as_described","purchased_at":"2026-06-15T09:00:00Z","proof_at_hand":true}}

        loses: `review` with `full_refund` or `replacement`, as the merchant chooses
            -> `action_required` with `full_refund` or `replacement`, as the merchant chooses; to do: `attach_proof`
          where `reason` is `not_as_described`, 7 days after `purchased_at` are not over, `proof_at_hand` is false, `clear_evidence` is true
            by `not_as_described_unproven`, before by `not_as_described_proven`
            before, which alone has `clear_evidence`: {"at":"2026-06-15T10:00:00Z","facts":{"reason":"not_as_described","purchased_at":"2026-06-15T09:00:00Z","clear_evidence":true}}
            now, which alone has `proof_at_hand`: {"at":"2026-06-15T10:00:00Z","facts":{"reason":"not_as_described","purchased_at":"2026-06-15T09:00:00Z","proof_at_hand":false}}

        asked and promised
          `proof_at_hand` is new: shoppers are asked for it
          `clear_evidence` is gone
    "#]].assert_eq(&run.out);
}

#[test]
fn evidence_that_becomes_required_is_a_loss() {
    let changes = [(r#""recommended": {"when""#, r#""required": {"when""#)];
    let (_folder, new) = version("policies/passport-forms", &changes);
    let run = refund(&["diff", "passport-forms", &new], "");
    expect![[r#"
        passport-forms 1.0.0 -> passport-forms 1.0.0

        loses: `screenshot` is required, and was recommended
          where `reason` is `forms_not_received`, `merchant_error` or `quality_not_satisfactory`
            {"at":"2026-06-15T10:00:00Z","facts":{"reason":"forms_not_received"}}
    "#]]
    .assert_eq(&run.out);
}

#[test]
fn a_bad_version_is_told_as_check_tells_it() {
    let (_folder, new) = version(EXAMPLE, &[(r#""days": 30"#, r#""weeks": 4"#)]);
    let run = refund(&["diff", EXAMPLE, &new], "");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert_eq!(run.err.matches("[wrong_window]").count(), 4, "every error is told: {}", run.err);
    assert_eq!(refund(&["diff", EXAMPLE], "").code, 2);
}

#[test]
fn written_cases_pass_as_they_stand_and_leave_no_gap() {
    let (folder, policy) = version(EXAMPLE, &[]);
    let policy = policy.as_str();
    let written = refund(&["test", policy, "--generate"], "");
    assert_eq!((written.code, written.err.as_str()), (0, ""), "a policy may have no cases yet");
    let cases = folder.path().join("cases.jsonl");
    fs::write(&cases, &written.out).unwrap();
    let run = refund(&["test", policy, "--require-coverage"], "");
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(refund(&["test", policy, "--generate"], "").out, "");
    assert_eq!(
        refund(&["test", policy, "--generate=all"], "").out.lines().count(),
        written.out.lines().count()
    );

    fs::write(&cases, written.out.lines().next().unwrap()).unwrap();
    assert_eq!(refund(&["test", policy], "").code, 0, "a gap is no finding");
    assert_eq!(refund(&["test", policy, "--require-coverage"], "").code, 1, "unless it is to be one");
    assert_eq!(refund(&["test", policy, EXAMPLE, "--generate"], "").code, 2, "whose cases would they be?");
}
