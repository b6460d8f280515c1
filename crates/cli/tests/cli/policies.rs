//! `refund check` and `refund test`.

use expect_test::expect;

use crate::refund;

const SHIPPED: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

#[test]
fn the_shipped_policies_have_no_findings() {
    let run = refund(&[&["check"], &SHIPPED[..]].concat(), "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}

#[test]
fn the_shipped_policies_pass_their_cases() {
    let folders = SHIPPED.map(|id| format!("policies/{id}"));
    let arguments: Vec<&str> = ["test"].into_iter().chain(folders.iter().map(String::as_str)).collect();
    let run = refund(&arguments, "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(run.out.matches("all as expected").count(), 5, "{}", run.out);
}

#[test]
fn every_diagnostic_is_told_with_its_place() {
    let run = refund(&["check", "-", "no/such/policy"], r#"{"id": "x", "facts": {"a": {"type": "chioce"}}}"#);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("error: standard input at /facts/a/type"), "{}", run.out);
    assert!(run.out.contains("hint: did you mean `choice`?"), "{}", run.out);
    assert!(run.out.contains("`clauses` is missing"), "{}", run.out);
    assert!(run.out.contains("[unknown_policy]"), "the other files are still checked: {}", run.out);
}

#[test]
fn a_warning_is_no_error() {
    let document = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/iptv-subscription/policy.json"
    ))
    .unwrap();
    let unused = r#""steps": {"unused": {"title": {"es": "a", "fr": "a", "en": "a"},
        "text": {"es": "a", "fr": "a", "en": "a"}},"#;
    let run = refund(&["check", "-"], &document.replacen("\"steps\": {", unused, 1));
    assert!(run.out.starts_with("warning: standard input at /steps/unused"), "{}", run.out);
    assert_eq!(run.code, 0, "{}", run.out);
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
        error: standard input at /source/sections/0/paragraphs: `Returns`, from line 3 on, has 2 paragraphs and not 1 [source_differs]
        standard input: 1 error
    "#]]
    .assert_eq(&run.out);
    assert_eq!(run.code, 1);

    let run = refund(&["check", "--source", "no/such/file", "-"], &policy);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("error: no/such/file: it cannot be read"), "{}", run.err);
}

#[test]
fn a_mismatch_shows_what_was_expected_and_what_was_found() {
    let cases = concat!(
        r#"{"id": "a", "at": "2026-11-20T10:00:00Z", "facts": {"reason": "service_not_provided"}, "#,
        r#""expect": {"status": "review", "clause": "service_not_provided", "missing": []}}"#,
        "\n",
        r#"{"id": "b", "at": "2026-11-20T10:00:00Z", "facts": {"reasn": 1}, "expect": {}}"#,
        "\n",
        r#"{"id": "c", "at": "2026-11-20T10:00:00Z", "facts": {}, "expect": {"status": null}}"#,
    );
    let run = refund(&["test", "--policy", "passport-forms", "--cases", "-"], cases);
    assert_eq!(run.code, 1);
    expect![[r#"
        standard input line 1: a
          status
            expected  "review"
            found     "qualifies"
        error: standard input line 2 at /facts/reasn: `reasn` is not a fact of `passport-forms` [unknown_fact]
          hint: did you mean `reason`?
        passport-forms: 2 of 3 cases not as expected
    "#]]
    .assert_eq(&run.out);
}

#[test]
fn a_policy_without_cases_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.json");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/smm-services/policy.json"), &policy)
        .unwrap();
    let run = refund(&["test", policy.to_str().unwrap()], "");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("cases.jsonl: it cannot be read"), "{}", run.err);
}
