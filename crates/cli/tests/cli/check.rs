//! `refund check`: text, JSON and SARIF, and cases that run as they stand.

use std::path::Path;

use assert_cmd::Command;
use expect_test::{expect, expect_file};
use serde_json::Value;

use crate::refund;

const SHIPPED: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

/// A policy with findings of every severity: the one of the documentation, with some changes.
fn broken(folder: &Path) -> String {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/diagnostics.md")).unwrap();
    let policy = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let changes = [
        // The order of two clauses decides.
        (r#""when": {"reason": "changed_mind", "within""#, r#""when": {"within""#),
        // Evidence is never asked for, and a text is the same in two languages.
        (r#"{"status": ["qualifies"]}"#, r#"{"status": ["does_not_qualify"]}"#),
        (r#""fr": "Retour de théières""#, r#""fr": "Returns of teapots""#),
        // An informative clause is never cited.
        (r#"{"remedies": ["replacement"]}"#, r#"{"clauses": ["in_time"], "remedies": ["replacement"]}"#),
        // A template has a field that nothing fills.
        (
            r#""en": "I want to return my teapot.[ Reason: {reason}]""#,
            r#""en": "I want to return it.[ Reason: {reson}]""#,
        ),
    ];
    let mut text = policy.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let path = folder.join("policy.json");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What is printed for the broken policy, with its folder left out.
fn printed(arguments: &[&str]) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    let file = broken(folder.path());
    let run = refund(&[&["check"], arguments, &[&file]].concat(), "");
    assert_eq!(run.err, "");
    (run.out.replace(&file, "teapots.json"), run.code)
}

#[test]
fn findings_are_shown_at_their_place() {
    let (out, code) = printed(&[]);
    assert_eq!(code, 1);
    expect_file!["findings/teapots.txt"].assert_eq(&out);
}

#[test]
fn findings_are_told_to_programs() {
    let (out, code) = printed(&["--format", "json"]);
    assert_eq!(code, 1);
    expect_file!["findings/teapots.json"].assert_eq(&out);
}

#[test]
fn every_case_runs_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let file = broken(folder.path());
    let out = refund(&["check", &file], "").out;
    let cases: Vec<&str> = out.lines().filter(|line| line.starts_with('{')).collect();
    assert!(cases.len() >= 2, "{out}");
    // The policy has an error of its own, which keeps it from no verdict.
    let run = refund(&["evaluate", "--policy", &file, "--cases", "-"], &cases.join("\n"));
    assert_eq!((run.code, run.out.lines().count()), (0, cases.len()), "{}", run.err);
    assert!(run.out.lines().all(|line| line.contains(r#""decision""#)), "{}", run.out);
}

#[test]
fn the_shipped_policies_have_no_findings_but_those_that_they_accept() {
    let run = refund(&[&["check"], &SHIPPED[..]].concat(), "");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let summaries = run.out.lines().filter(|line| line.contains(": no findings")).count();
    assert_eq!((summaries, run.out.lines().count()), (5, 5), "{}", run.out);
}

#[test]
fn accepted_findings_are_counted_and_shown_on_demand() {
    expect![[r"
        smm-services: no findings, 1 accepted
    "]]
    .assert_eq(&refund(&["check", "smm-services"], "").out);
    let all = refund(&["check", "--all", "smm-services"], "").out;
    assert!(all.contains("= accepted: Whatever is left was reported after seven days"), "{all}");
    assert!(all.ends_with("smm-services: no findings, 1 accepted\n"), "{all}");
}

#[test]
fn a_warning_is_no_error() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/diagnostics.md")).unwrap();
    let policy = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let run = refund(
        &["check", "-"],
        &policy.replace(r#"{"status": ["qualifies"]}"#, r#"{"status": ["does_not_qualify"]}"#),
    );
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.ends_with("standard input: 1 warning\n"), "{}", run.out);
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding_and_the_others_are_checked() {
    let run = refund(&["check", "no/such", "-", "smm-services"], "{\"a\": 1,\n \"é\": 2,}");
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    expect![[r#"
        error[unknown_policy]: `no/such` is neither a file nor a shipped policy
        --> no/such
         = help: the shipped policies are passport-forms, smm-services, iptv-subscription, module-support, sms-and-payments

        no/such: 1 error
        error[invalid_json]: it is not JSON: trailing comma
         --> standard input:2:9
          |
        2 |  "é": 2,}
          |         ^

        standard input: 1 error
        smm-services: no findings, 1 accepted
    "#]]
    .assert_eq(&run.out);
}

#[test]
fn what_is_nested_too_deep_is_shown_where_it_gets_so() {
    let run = refund(&["check", "-"], &"[".repeat(200));
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("error[too_deep]: ") && run.out.contains("standard input:1:"), "{}", run.out);
    assert!(run.out.ends_with("standard input: 1 error\n"), "{}", run.out);
}

#[test]
fn colours_are_for_terminals_and_for_whoever_wants_them() {
    let colours = |variables: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refund"));
        command.args(["check", "no/such"]).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.envs(variables.iter().map(|variable| (variable, "1")));
        String::from_utf8(command.output().unwrap().stdout).unwrap().contains('\u{1b}')
    };
    assert!(!colours(&[]), "this is no terminal");
    assert!(colours(&["CLICOLOR_FORCE"]));
    assert!(!colours(&["CLICOLOR_FORCE", "NO_COLOR"]));
}

/// The types are made from the format's schema: what they read and write again unchanged has its keys and types.
#[test]
fn sarif_fits_its_schema() {
    let mut inputs: Vec<&str> = vec!["check", "--format", "sarif", "no/such", "-"];
    inputs.extend(SHIPPED);
    for text in ["{", r#"{"id": 1}"#] {
        let written = refund(&inputs, text).out;
        let log: serde_sarif::sarif::Sarif = serde_json::from_str(&written).unwrap();
        let again = serde_json::to_value(&log).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(&written).unwrap());
    }
}

#[test]
fn sarif_has_rules_places_and_suppressions() {
    let log: Value = serde_json::from_str(&printed(&["--format", "sarif"]).0).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = rules.iter().find(|rule| rule["id"] == result["ruleId"]).unwrap();
        assert!(rule["help"]["text"].as_str().unwrap().contains("*"), "{rule}");
        assert_eq!(result["suppressions"], serde_json::json!([]));
    }
    let french = results.iter().find(|result| result["ruleId"] == "untranslated").unwrap();
    let place = &french["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "teapots.json");
    // The `ó` before it is one column, although it takes two bytes.
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 7, "startColumn": 50, "endLine": 7, "endColumn": 70})
    );

    let log: Value =
        serde_json::from_str(&refund(&["check", "--format", "sarif", "smm-services"], "").out).unwrap();
    let suppressions = &log["runs"][0]["results"][0]["suppressions"];
    assert_eq!(suppressions[0]["kind"], "inSource");
    assert!(suppressions[0]["justification"].as_str().is_some_and(|why| why.ends_with('.')));
}

#[test]
fn every_code_is_a_rule() {
    let log: Value =
        serde_json::from_str(&refund(&["check", "--format", "sarif", "smm-services"], "").out).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().clone();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let own = ["unreadable", "unknown_policy", "invalid_json"];
    let expected: Vec<&str> =
        refund_policy::code::ALL.iter().map(|(code, _)| code.name()).chain(own).collect();
    assert_eq!(ids, expected);
}

#[test]
fn prose_is_compared_with_the_sections_that_a_policy_lists() {
    let text = r#"{"es": "a", "fr": "a", "en": "a"}"#;
    let policy = format!(
        r#"{{"id": "x", "version": "1", "zone": "UTC", "language": "en", "merchant": "x", "title": {text}, "facts": {{}},
            "source": {{"document": "x", "language": "en", "sections": [{{"section": "Returns", "paragraphs": 1}}]}},
            "clauses": [{{"id": "a", "title": {text}, "text": {text}, "then": {{"status": "review"}},
                "source": {{"section": "Returns", "paragraphs": [1]}}}}],
            "request": {{"subject": {text}, "message": {text}}}}}"#
    );
    let folder = tempfile::tempdir().unwrap();
    let prose = folder.path().join("terms.txt");
    let arguments = ["check", "--source", prose.to_str().unwrap(), "-"];

    std::fs::write(&prose, "Returns:\n\nWe look at every case.\n").unwrap();
    let run = refund(&arguments, &policy);
    assert_eq!((run.code, run.out.as_str()), (0, "standard input: no findings\n"));

    std::fs::write(&prose, "Returns:\n\nWe look at every case.\nWrite to us.\n").unwrap();
    let run = refund(&arguments, &policy);
    expect![[r#"
        error[source_differs]: `Returns`, from line 3 on, has 2 paragraphs and not 1
         --> standard input:2:109
          |
        2 |             "source": {"document": "x", "language": "en", "sections": [{"section": "Returns", "paragraphs": 1}]},
          |                                                                                                             ^

        standard input: 1 error
    "#]]
    .assert_eq(&run.out);
    assert_eq!(run.code, 1);

    let run = refund(&["check", "--source", "no/such/file", "-"], &policy);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("error: no/such/file: it cannot be read"), "{}", run.err);
}
