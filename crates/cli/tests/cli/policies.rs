//! `refund test`.

use expect_test::expect;

use crate::refund;

const SHIPPED: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

#[test]
fn the_shipped_policies_pass_their_cases() {
    let folders = SHIPPED.map(|id| format!("policies/{id}"));
    let arguments: Vec<&str> = ["test"].into_iter().chain(folders.iter().map(String::as_str)).collect();
    let run = refund(&arguments, "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(run.out.matches("all as expected").count(), 5, "{}", run.out);
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
        passport-forms: no case is decided by `chargeback_granted`
        passport-forms: no case is decided by `chargeback_pending`
        passport-forms: no case is decided by `promotion_terms`
        passport-forms: no case is decided by `cancellation_window`
        passport-forms: no case is decided by `not_received`
        passport-forms: no case is decided by `merchant_error`
        passport-forms: no case is decided by `used_after_change_of_mind`
        passport-forms: no case is decided by `good_faith`
        passport-forms: in no case `reason` is `changed_mind`
        passport-forms: in no case `reason` is `forms_not_received`
        passport-forms: and 18 more; --format json tells all
        passport-forms: 2 of 3 cases not as expected; 28 gaps
          hint: --generate writes the cases that are missing
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
