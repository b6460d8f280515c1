//! What no case reaches is told with a case that reaches it, and the cases that are written reach it all.

use proptest::collection::vec;
use proptest::prelude::*;
use refund_authoring::cases::Case;
use refund_authoring::coverage::{Coverage, generate};
use refund_native::words;
use refund_policy::{Facts, Json, Locale, Policy, verdict};

use crate::random::{clause, random_policy};
use crate::shipped::{IDS, lines, parse, policy};

/// Counts cases, and says where one is not as it expects.
fn add(coverage: &mut Coverage<'_>, policy: &Policy, cases: &[Json]) -> Vec<String> {
    let mut wrong = Vec::new();
    for json in cases {
        let case = Case::read(json).unwrap_or_else(|problem| panic!("{problem}"));
        let facts =
            Facts::read(policy, &case.facts, case.at).unwrap_or_else(|problems| panic!("{problems:?}"));
        coverage.add(&facts, case.at);
        let mismatches = case.mismatches(&verdict(policy, &facts, case.at, words(Locale::En)));
        wrong.extend(mismatches.iter().map(|mismatch| format!("{}: {mismatch:?}", case.id)));
    }
    wrong
}

/// The texts of the gaps that cases leave.
fn gaps(policy: &Policy, cases: &[Json]) -> Vec<String> {
    let mut coverage = Coverage::new(policy);
    add(&mut coverage, policy, cases);
    coverage.gaps().into_iter().map(|gap| gap.text).collect()
}

fn written(policy: &Policy, known: &[Json]) -> Vec<Json> {
    let mut coverage = Coverage::new(policy);
    add(&mut coverage, policy, known);
    generate(&mut coverage, &[]).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn the_shipped_policies_cases_reach_all_of_them() {
    for id in IDS {
        let (policy, cases) = (policy(id), lines(&format!("policies/{id}/cases.jsonl")));
        assert_eq!(gaps(&policy, &cases), [""; 0], "{id}");
        assert_eq!(written(&policy, &cases), [], "{id}: a region has no case");
    }
}

#[test]
fn written_cases_reach_all_of_the_shipped_policies() {
    for id in IDS {
        let policy = policy(id);
        let cases = written(&policy, &[]);
        let mut coverage = Coverage::new(&policy);
        assert_eq!(add(&mut coverage, &policy, &cases), [""; 0], "{id}: they pass as they stand");
        assert_eq!(gaps(&policy, &cases), [""; 0], "{id}");
        assert_eq!(written(&policy, &cases), [], "{id}: a region has no case");
    }
}

#[test]
fn gaps_are_told_in_the_policys_names() {
    let policy = policy("iptv-subscription");
    let case = |facts: &str| {
        parse(&format!(r#"{{"id": "x", "at": "2026-11-20T10:00:00Z", "facts": {facts}, "expect": {{}}}}"#))
    };
    let in_time =
        r#"{"reason": "changed_mind", "purchased_at": "2026-11-19T10:00:00Z", "support_contacted_at": null}"#;
    let refused = r#"{"support_refused": true}"#;
    assert_eq!(
        gaps(&policy, &[case(in_time), case(refused)]),
        [
            "no case is decided by `excluded_cause`",
            "no case is decided by `long_outage`",
            "no case is decided by `short_interruption`",
            "no case is decided by `full_refund_window` with every step done",
            "no case is decided by `partial_after_window`",
            "in no case `reason` is `technical_problem`",
            "in no case `reason` is `service_outage`",
            "in no case `reason` is `buffering`",
            "in no case `reason` is `weak_internet`",
            "in no case `reason` is `incompatible_device`",
            "in no case `reason` is `isp_restriction`",
            "in no case `reason` is `planned_maintenance`",
            "in no case `reason` is `user_misconfiguration`",
            "in no case 72 hours after `purchased_at` are over",
            "in no case 48 hours after `support_contacted_at` are over",
            "in no case 48 hours after `support_contacted_at` are not over",
            "in no case `outage_hours` is at most 48",
            "in no case `outage_hours` is above 48",
            "in no case `outage_by_merchant` is false",
            "in no case `outage_by_merchant` is true",
        ]
    );
    assert_eq!(gaps(&policy, &[]).len(), 31);
}

#[test]
fn written_cases_show_amounts_and_take_no_id_twice() {
    let policy = policy("iptv-subscription");
    let mut coverage = Coverage::new(&policy);
    let taken = ["partial_after_window-1".to_owned(), "partial_after_window-3".to_owned()];
    let cases = generate(&mut coverage, &taken).expect("few regions");
    let ids: Vec<&str> = cases.iter().filter_map(|case| case.get("id")?.as_str()).collect();
    let partial: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with("partial_")).collect();
    assert_eq!(partial[..3], ["partial_after_window-2", "partial_after_window-4", "partial_after_window-5"]);
    let case = cases.iter().find(|case| case.get("id").and_then(Json::as_str) == Some(partial[0]));
    let remedies = case.and_then(|case| case.get("expect")?.get("remedies")).expect("remedies");
    assert_eq!(
        *remedies,
        parse(r#"[{"kind": "partial_refund", "minor": 5000}]"#),
        "half of the 100 euros is used"
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn each_gap_is_one_that_its_case_fills(clauses in vec(clause(), 1..5)) {
        let policy = random_policy(clauses);
        for gap in Coverage::new(&policy).gaps() {
            let mut coverage = Coverage::new(&policy);
            let facts = Facts::read(&policy, &gap.witness.facts, gap.witness.at).expect("readable facts");
            coverage.add(&facts, gap.witness.at);
            let is_open = coverage.gaps().iter().any(|other| other.text == gap.text);
            prop_assert!(!is_open, "{}: {}", gap.text, gap.witness.facts.compact());
        }
    }

    #[test]
    fn written_cases_reach_all_of_random_policies(clauses in vec(clause(), 1..5)) {
        let policy = random_policy(clauses);
        let cases = written(&policy, &[]);
        let mut coverage = Coverage::new(&policy);
        prop_assert_eq!(add(&mut coverage, &policy, &cases), [""; 0]);
        prop_assert_eq!(gaps(&policy, &cases), [""; 0]);
    }
}
