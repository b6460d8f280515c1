//! `refund evaluate`.

use expect_test::{ExpectFile, expect, expect_file};

use crate::{Run, refund};

const AT: &str = "2026-11-20T10:00:00Z";

/// Support was contacted, but has not had its 48 hours yet.
const TELEVISION: &str = r#"{"reason": "technical_problem", "purchased_at": "2026-11-19T04:00:00Z",
    "support_contacted_at": "2026-11-19T14:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;

fn evaluate(policy: &str, facts: &str, more: &[&str]) -> Run {
    refund(&[&["evaluate", "--policy", policy, "--facts", "-", "--at", AT], more].concat(), facts)
}

fn letter(policy: &str, facts: &str, locale: &str, expected: &ExpectFile) {
    let run = evaluate(policy, facts, &["--locale", locale]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "a line is too long:\n{}", run.out);
    expected.assert_eq(&run.out);
}

#[test]
fn a_step_is_still_to_be_taken() {
    letter("iptv-subscription", TELEVISION, "en", &expect_file!["letters/step.en.txt"]);
    letter("iptv-subscription", TELEVISION, "es", &expect_file!["letters/step.es.txt"]);
    letter("iptv-subscription", TELEVISION, "fr", &expect_file!["letters/step.fr.txt"]);
}

#[test]
fn it_is_paid_back_in_part() {
    let facts = r#"{"reason": "changed_mind", "purchased_at": "2026-11-18T09:00:00+01:00", "forms_delivered": false,
        "forms_used": false, "applications_ordered": 3, "applications_cancelled": 1,
        "amount_paid": {"minor": 10000, "currency": "EUR"}}"#;
    letter("passport-forms", facts, "es", &expect_file!["letters/part.es.txt"]);
    letter("passport-forms", facts, "en", &expect_file!["letters/part.en.txt"]);
}

#[test]
fn it_is_not_paid_back_but_can_be_cancelled() {
    let facts = r#"{"reason": "cancel_recurring", "purchased_at": "2026-09-19T04:00:00Z",
        "last_payment_at": "2026-11-01T10:00:00Z"}"#;
    letter("smm-services", facts, "fr", &expect_file!["letters/cancelled.fr.txt"]);
}

#[test]
fn the_merchant_decides() {
    let facts = r#"{"service": "sms_api", "reason": "outage", "outage_significant": true}"#;
    letter("sms-and-payments", facts, "es", &expect_file!["letters/review.es.txt"]);
}

#[test]
fn questions_are_still_open() {
    letter("module-support", r#"{"own_product": true}"#, "en", &expect_file!["letters/open.en.txt"]);
    letter("module-support", r#"{"own_product": true}"#, "fr", &expect_file!["letters/open.fr.txt"]);
}

#[test]
fn a_clause_without_a_source_names_no_place() {
    let facts = r#"{"reason": "buffering"}"#;
    let place = "Politique de remboursement";
    let run = evaluate("iptv-subscription", facts, &["--locale", "en"]);
    assert!(run.out.contains(place), "{}", run.out);

    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/iptv-subscription/policy.json");
    let text = std::fs::read_to_string(shipped).unwrap();
    let is_source = |line: &&str| line.starts_with(r#"      "source": {"section""#);
    let without: Vec<&str> = text.lines().filter(|line| !is_source(line)).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.json");
    std::fs::write(&file, without.join("\n")).unwrap();
    let run = evaluate(file.to_str().unwrap(), facts, &["--locale", "en"]);
    assert!(run.out.contains("This reason is not refunded"), "{}{}", run.out, run.err);
    assert!(!run.out.contains(place), "{}", run.out);
}

#[test]
fn the_verdict_as_json() {
    let run = evaluate("iptv-subscription", TELEVISION, &["--format", "json", "--locale", "fr"]);
    assert_eq!(run.code, 0);
    let verdict: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(verdict["status"], "action_required");
    assert_eq!(verdict["at"], AT);
    assert_eq!(verdict["remedies"][0]["amount"]["minor"], 4990);
    assert_eq!(verdict["steps"][0]["met_at"], "2026-11-21T14:00:00Z");
}

#[test]
fn everything_that_is_wrong_with_the_facts_is_told() {
    let facts = r#"{"purchase_at": "2026-09-19", "amount_paid": {"minor": -3, "currency": "EUR"}, "reason": "changed_mnd",
        "purchased_at": "2026-12-01T00:00:00Z", "forms_used": "no"}"#;
    let run = evaluate("passport-forms", facts, &[]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    expect![[r"
        error: standard input at /purchase_at: `purchase_at` is not a fact of `passport-forms` [unknown_fact]
          hint: did you mean `purchased_at`?
        error: standard input at /amount_paid/minor: `amount_paid` is negative [negative_amount]
        error: standard input at /reason: `changed_mnd` is not a value of `reason` [unknown_choice]
          hint: did you mean `changed_mind`?
        error: standard input at /purchased_at: `purchased_at` lies after the request (2026-11-20T10:00:00Z) [future_instant]
          hint: check the date and the zone's offset
        error: standard input at /forms_used: `forms_used` is true or false, not a string [wrong_type]
    "]]
    .assert_eq(&run.err);
}

#[test]
fn inputs_that_cannot_be_read_are_named() {
    let run = evaluate("pasport-forms", "{}", &[]);
    assert_eq!(run.code, 1);
    expect![[r"
        error: pasport-forms: `pasport-forms` is neither a file nor a shipped policy [unknown_policy]
          hint: did you mean `passport-forms`?
    "]]
    .assert_eq(&run.err);

    let run = refund(&["evaluate", "--policy", "passport-forms", "--facts", "no/such/file"], "");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("error: no/such/file: it cannot be read"), "{}", run.err);

    let run = evaluate("passport-forms", "{\"reason\": ", &[]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("[invalid_json]") && run.err.contains("line 1"), "{}", run.err);
}

#[test]
fn a_policy_may_be_a_file_or_a_folder() {
    for policy in ["policies/passport-forms", "policies/passport-forms/policy.json"] {
        assert_eq!(evaluate(policy, "{}", &[]).code, 0);
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let usages: [&[&str]; 7] = [
        &[],
        &["evaluate"],
        &["evaluate", "--policy", "passport-forms"],
        &["evaluate", "--policy", "passport-forms", "--facts", "-", "--cases", "-"],
        &["evaluate", "--policy", "passport-forms", "--facts", "-", "--at", "yesterday"],
        &["evaluate", "--policy", "passport-forms", "--facts", "-", "--locale", "pl"],
        &["refund-everything"],
    ];
    for usage in usages {
        assert_eq!(refund(usage, "").code, 2, "{usage:?}");
    }
}

#[test]
fn a_bad_case_is_its_lines_error_and_the_others_go_on() {
    let lines = [
        r#"{"id": "first", "at": "2026-11-20T10:00:00Z", "facts": {"reason": "service_not_provided"}}"#,
        r#"{"id": "wrong", "at": "2026-11-20T10:00:00Z", "facts": {"forms_used": 1}}"#,
        "no JSON",
        "",
        "[]",
        r#"{"id": 5}"#,
        r#"{"id": "when", "at": "20/11/2026", "facts": {}}"#,
        r#"{"id": "last", "at": "2026-11-20T10:00:00Z", "facts": {}}"#,
    ];
    let run = refund(&["evaluate", "--policy", "passport-forms", "--cases", "-"], &lines.join("\n"));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "the batch is done, and says itself what is wrong");
    let answers = run.out.lines().map(|line| {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        let error = &answer["error"];
        match answer["decision"]["status"].as_str() {
            Some(status) => format!("{} {status}\n", answer["id"]),
            None => format!("{} {} {}\n", answer["id"], error["code"], error["pointer"]),
        }
    });
    expect![[r#"
        "first" qualifies
        "wrong" "wrong_type" "/facts/forms_used"
        null "invalid_json" ""
        null "wrong_type" ""
        5 "missing_key" "/facts"
        "when" "invalid_instant" "/at"
        "last" needs_information
    "#]]
    .assert_eq(&answers.collect::<String>());
}
