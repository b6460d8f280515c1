//! The verdict on partial facts is what all their completions have in common: for the shipped policies and for small
//! random ones, against the brute force of `oracle`.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use refund_native::words;
use refund_policy::{Facts, Instant, Locale, Policy, RemedyGiven, Value, Verdict, verdict};

use crate::oracle;
use crate::random::{Seed, at, clause, config, facts, random_policy};
use crate::shipped::{IDS, parse, policy};

/// Compares the verdict with every completion's.
fn check(policy: &Policy, facts: &Facts, at: Instant) -> Result<(), TestCaseError> {
    let verdict = verdict(policy, facts, at, words(Locale::En));
    let expected = oracle::expected(policy, facts, at);
    let missing: BTreeSet<String> = verdict.missing.iter().cloned().collect();
    prop_assert_eq!(verdict.status.name(), expected.status, "{}", shown(policy, facts, at));
    prop_assert_eq!(missing, expected.missing, "{}", shown(policy, facts, at));
    // What is promised is what all completions get, and nothing that all of them get is kept back.
    let given = remedies(&verdict);
    let kinds = given.iter().map(|(kind, _)| *kind).collect();
    if !given.is_empty() {
        prop_assert_eq!(Some(kinds), expected.kinds, "{}", shown(policy, facts, at));
    }
    // Without what was paid there is no currency, and so no amount, not even none. What lies between two amounts is
    // compared in `views`.
    let is_paid_known = policy.document.fact("amount_paid").is_some_and(|fact| !facts.is_unknown(fact));
    if expected.remedies.is_some() && is_paid_known {
        prop_assert_eq!(Some(given), expected.remedies, "{}", shown(policy, facts, at));
    }
    Ok(())
}

/// Compares everything that is decided on complete facts.
fn check_complete(policy: &Policy, facts: &Facts, at: Instant) -> Result<(), TestCaseError> {
    let verdict = verdict(policy, facts, at, words(Locale::Fr));
    let expected = oracle::decide(policy, facts, at);
    let alternatives: Vec<&str> = verdict.alternatives.iter().map(|one| one.kind.name()).collect();
    prop_assert_eq!(verdict.status.name(), expected.status, "{}", shown(policy, facts, at));
    prop_assert_eq!(remedies(&verdict), expected.remedies, "{}", shown(policy, facts, at));
    prop_assert_eq!(alternatives, expected.alternatives, "{}", shown(policy, facts, at));
    prop_assert_eq!(verdict.until, oracle::until(policy, facts, at), "{}", shown(policy, facts, at));
    Ok(())
}

fn remedies(verdict: &Verdict) -> Vec<(&'static str, Option<i64>)> {
    let remedy = |one: &RemedyGiven| (one.kind.name(), one.amount.map(|amount| amount.minor));
    verdict.remedies.iter().map(remedy).collect()
}

fn shown(policy: &Policy, facts: &Facts, at: Instant) -> String {
    let known = policy.document.facts.iter().enumerate().filter_map(|(index, fact)| {
        Some(format!("{}={}", fact.id, fact.to_json(facts.get(index)?).compact()))
    });
    format!("at {at}: {}", known.collect::<Vec<_>>().join(" "))
}

/// Instants with seeds of facts: each policy is tried on several.
fn tries(facts: usize) -> impl Strategy<Value = Vec<(Instant, Vec<Seed>)>> {
    vec((at(), vec((any::<bool>(), any::<u32>()), facts)), 3)
}

/// The same, all facts known.
fn complete(seeds: &[Seed]) -> Vec<Seed> {
    seeds.iter().map(|(_, number)| (true, *number)).collect()
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn random_policies_agree_with_brute_force(clauses in vec(clause(), 1..6), tries in tries(8)) {
        let policy = random_policy(clauses);
        for (at, seeds) in tries {
            check(&policy, &facts(&policy, &seeds, at, 5), at)?;
            check_complete(&policy, &facts(&policy, &complete(&seeds), at, 0), at)?;
        }
    }
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn shipped_policies_agree_with_brute_force(which in 0..IDS.len(), tries in tries(16)) {
        let policy = policy(IDS[which]);
        for (at, seeds) in tries {
            check(&policy, &facts(&policy, &seeds, at, 4), at)?;
            check_complete(&policy, &facts(&policy, &complete(&seeds), at, 0), at)?;
        }
    }
}

#[test]
fn a_prorated_refund_is_told_where_it_may_be_all_that_was_paid() {
    let policy = policy("passport-forms");
    let at = Instant::parse("2026-01-01T00:00:00Z").expect("an instant");
    let json = parse(
        r#"{"purchased_at": "2026-01-01T00:00:00Z", "reason": "forms_not_received", "forms_delivered": false,
            "applications_ordered": 2}"#,
    );
    let facts = Facts::read(&policy, &json, at).unwrap_or_else(|problems| panic!("{problems:?}"));
    check(&policy, &facts, at).unwrap_or_else(|difference| panic!("{difference}"));
    assert_eq!(remedies(&verdict(&policy, &facts, at, words(Locale::En))), [("prorated_refund", None)]);
}

#[test]
fn a_known_value_is_its_own_only_completion() {
    let policy = policy("iptv-subscription");
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let unknown = Facts::unknown(&policy);
    let mut facts = unknown.clone();
    let refused = policy.document.fact("support_refused").expect("a fact");
    facts.set(refused, Value::Flag(true));
    assert_eq!(verdict(&policy, &facts, at, words(Locale::En)).status.name(), "does_not_qualify");
    assert_eq!(verdict(&policy, &unknown, at, words(Locale::En)).status.name(), "needs_information");
}
