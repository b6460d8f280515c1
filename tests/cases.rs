//! Every case gets the verdict that it names, in every field that it names.

use refund_authoring::cases::Case;
use refund_authoring::check;
use refund_native::words;
use refund_policy::{Facts, Locale, verdict};

use crate::shipped::{IDS, document, lines, policy};

/// Runs a file of cases and says every mismatch at once.
fn run(id: &str, file: &str) -> usize {
    let policy = policy(id);
    let mut wrong = Vec::new();
    let lines = lines(file);
    for line in &lines {
        let case = Case::read(line).unwrap_or_else(|problem| panic!("{file}: {problem}"));
        match Facts::read(&policy, &case.facts, case.at) {
            Err(problems) => wrong.push(format!("{}: {problems:?}", case.id)),
            Ok(facts) => {
                let verdict = verdict(&policy, &facts, case.at, words(Locale::En));
                for mismatch in case.mismatches(&verdict) {
                    let (expected, found) = (mismatch.expected.compact(), mismatch.found.compact());
                    wrong.push(format!("{} {}: expected {expected}, found {found}", case.id, mismatch.field));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{file}\n{}", wrong.join("\n"));
    lines.len()
}

#[test]
fn all_sample_cases_agree() {
    let count: usize = IDS.iter().map(|id| run(id, &format!("tests/cases/{id}.jsonl"))).sum();
    assert_eq!(count, 200);
}

#[test]
fn each_policy_agrees_with_its_own_cases() {
    for id in IDS {
        assert!(run(id, &format!("policies/{id}/cases.jsonl")) >= 15, "{id}");
    }
}

#[test]
fn the_shipped_policies_are_clean() {
    for id in IDS {
        let diagnostics = check::check(&document(id), &refund_native::find_zone);
        let told = diagnostics.iter().filter(|one| one.accepted.is_none());
        let told: Vec<String> = told.map(|one| format!("{id}: {}", one.problem)).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }
}

#[test]
fn a_day_without_a_time_is_read_in_the_shoppers_favour() {
    let policy = policy("iptv-subscription");
    let is_late = |id| policy.later_is_better(policy.document.fact(id).expect("a fact"));
    assert!(is_late("purchased_at"), "72 hours after it the request is in time");
    assert!(!is_late("support_contacted_at"), "48 hours after it the step is done");
}
