//! The verdict on partial facts is what all their completions have in common: for the shipped policies and for small
//! random ones, against the brute force of `oracle`.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use refund_policy::{Facts, Instant, Locale, Policy, Value, verdict};

use crate::oracle;
use crate::random::{Seed, at, clause, facts, random_policy};
use crate::shipped::{IDS, policy};

/// Compares the verdict with every completion's.
fn check(policy: &Policy, facts: &Facts, at: Instant) -> Result<(), TestCaseError> {
    let verdict = verdict(policy, facts, at, Locale::En);
    let expected = oracle::expected(policy, facts, at);
    let missing: BTreeSet<String> = verdict.missing.iter().cloned().collect();
    let context = || {
        let document = &policy.document;
        let known = document.facts.iter().enumerate().filter_map(|(index, fact)| {
            Some(format!("{}={}", fact.id, fact.to_json(facts.get(index)?).compact()))
        });
        format!("at {at}: {}", known.collect::<Vec<_>>().join(" "))
    };
    prop_assert_eq!(verdict.status.name(), expected.status, "{}", context());
    prop_assert_eq!(missing, expected.missing, "{}", context());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shipped_policies_agree_with_brute_force(
        which in 0..IDS.len(),
        seeds in vec((any::<bool>(), any::<u32>()), 16),
        at in at(),
    ) {
        let policy = policy(IDS[which]);
        let facts = facts(&policy, &seeds, at, 4);
        check(&policy, &facts, at)?;
    }

    #[test]
    fn random_policies_agree_with_brute_force(
        clauses in vec(clause(), 1..6),
        seeds in vec((any::<bool>(), any::<u32>()), 8),
        at in at(),
    ) {
        let policy = random_policy(clauses);
        let facts = facts(&policy, &seeds, at, 5);
        check(&policy, &facts, at)?;
    }

    #[test]
    fn complete_facts_get_what_the_first_clause_that_holds_gives(
        which in 0..IDS.len(),
        seeds in vec(any::<u32>(), 16),
        at in at(),
    ) {
        let policy = policy(IDS[which]);
        let seeds: Vec<Seed> = seeds.into_iter().map(|number| (true, number)).collect();
        let facts = facts(&policy, &seeds, at, 0);
        prop_assert_eq!(verdict(&policy, &facts, at, Locale::Fr).status.name(), oracle::decide(&policy, &facts, at).status);
    }
}

#[test]
fn a_known_value_is_its_own_only_completion() {
    let policy = policy("iptv-subscription");
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let unknown = Facts::unknown(&policy);
    let mut facts = unknown.clone();
    let refused = policy.document.fact("support_refused").expect("a fact");
    facts.set(refused, Value::Flag(true));
    assert_eq!(verdict(&policy, &facts, at, Locale::En).status.name(), "does_not_qualify");
    assert_eq!(verdict(&policy, &unknown, at, Locale::En).status.name(), "needs_information");
}
