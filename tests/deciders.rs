//! The flat tables say what the evaluator says, wherever they say anything.

use proptest::collection::vec;
use proptest::prelude::*;
use refund_policy::document::{Fact, FactKind};
use refund_policy::verdict::decider::{Decider, NONE, UNKNOWN};
use refund_policy::{Facts, Instant, Json, Policy, decide};

use crate::random::{Seed, at, clause, config, given, random_policy};
use crate::shipped::{IDS, policy};

/// Holds a case to the evaluator; whether the tables decided it.
fn check(policy: &Policy, decider: &Decider, given: &Json, at: Instant) -> Result<bool, TestCaseError> {
    let read = Facts::read(policy, given, at);
    let row: Vec<f64> =
        policy.document.facts.iter().map(|fact| laid_out(fact, given.get(&fact.id))).collect();
    let found = decider.decide(&row, at);
    let facts = match read {
        Ok(facts) => facts,
        Err(problems) => {
            prop_assert!(found.is_none(), "decided in spite of {problems:?}");
            return Ok(false);
        }
    };
    let Some(outcome) = found else { return Ok(false) };
    let (granted, decision) = (&decider.outcomes()[outcome], decide(policy, &facts, at));
    let shown = given.compact();
    prop_assert_eq!(granted.status, decision.status, "{} at {}", shown, at);
    prop_assert_eq!(granted.choice, decision.choice);
    prop_assert!(granted.alternatives == decision.alternatives);
    prop_assert_eq!(granted.clause, decision.left[0].outcome.clause);
    prop_assert_eq!(granted.remedies.len(), decision.remedies.len());
    for (granted, remedy) in granted.remedies.iter().zip(&decision.remedies) {
        let found = decider.amount(granted, &row);
        prop_assert!(found.is_some() || has_unknown(policy, &facts), "{} at {}", shown, at);
        if let Some(found) = found {
            prop_assert_eq!(found.kind, remedy.kind, "{} at {}", shown, at);
            prop_assert_eq!(found.minor, remedy.amount.map(|amount| amount.minor), "{} at {}", shown, at);
            prop_assert_eq!(found.estimate, remedy.estimate);
        }
    }
    Ok(true)
}

/// A value as it would be given, as a row has it.
fn laid_out(fact: &Fact, json: Option<&Json>) -> f64 {
    let minor = json.and_then(|json| json.get("minor"));
    match (&fact.kind, json) {
        (_, None) => UNKNOWN,
        (_, Some(Json::Null)) => NONE,
        (FactKind::Choice(choices), Some(Json::String(id))) => {
            choices.iter().position(|choice| choice.id == *id).expect("a value") as f64
        }
        (FactKind::Flag, Some(Json::Bool(flag))) => f64::from(u8::from(*flag)),
        (FactKind::Instant, Some(Json::String(text))) => {
            Instant::parse(text).expect("an instant").millis() as f64
        }
        (FactKind::Number(_), Some(Json::Float(number))) => *number,
        (FactKind::Number(_), Some(number)) => number.as_decimal().expect("a number").to_f64(),
        (_, _) => minor.and_then(Json::as_decimal).expect("an amount").to_f64(),
    }
}

fn has_unknown(policy: &Policy, facts: &Facts) -> bool {
    (0..policy.document.facts.len()).any(|fact| facts.is_unknown(fact))
}

fn decider(policy: &Policy) -> Decider {
    let ids: Vec<&str> = policy.document.facts.iter().map(|fact| fact.id.as_str()).collect();
    Decider::new(policy, &ids).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Instants of the last days of a window and of both changes of the clocks are among them.
fn tries(facts: usize) -> impl Strategy<Value = Vec<(Instant, Vec<Seed>)>> {
    vec((at(), vec((any::<bool>(), any::<u32>()), facts)), 25)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn random_policies_are_decided_as_they_are_evaluated(clauses in vec(clause(), 1..6), tries in tries(8)) {
        let policy = random_policy(clauses);
        let decider = decider(&policy);
        for (at, seeds) in tries {
            check(&policy, &decider, &given(&policy, &seeds, at, 2), at)?;
            let all = Facts::read(&policy, &given(&policy, &seeds, at, 0), at);
            let decided = check(&policy, &decider, &given(&policy, &seeds, at, 0), at)?;
            prop_assert_eq!(decided, all.is_ok(), "what is known is decided");
        }
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn shipped_policies_are_decided_as_they_are_evaluated(which in 0..IDS.len(), tries in tries(16)) {
        let policy = policy(IDS[which]);
        let decider = decider(&policy);
        for (at, seeds) in tries {
            check(&policy, &decider, &given(&policy, &seeds, at, 2), at)?;
            check(&policy, &decider, &given(&policy, &seeds, at, 0), at)?;
        }
    }
}

/// One fact alone, in the policy of a test.
fn row(policy: &Policy, facts: &[(&str, f64)]) -> Vec<f64> {
    let value = |id: &str| facts.iter().find(|(known, _)| *known == id).map_or(UNKNOWN, |(_, value)| *value);
    policy.document.facts.iter().map(|fact| value(&fact.id)).collect()
}

#[test]
fn a_row_that_is_no_case_is_not_decided() {
    let policy = policy("iptv-subscription");
    let decider = decider(&policy);
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let refused = |fact: &str, value: f64| {
        let row = row(&policy, &[("support_refused", 1.0), (fact, value)]);
        assert_eq!(decider.decide(&row, at), None, "{fact} {value}");
    };
    refused("reason", 99.0);
    refused("reason", 0.5);
    refused("reason", -1.0);
    refused("amount_paid", -1.0);
    refused("amount_paid", 1.5);
    refused("amount_paid", f64::INFINITY);
    refused("amount_paid", f64::NEG_INFINITY);
    refused("usage_ratio", 1.01);
    refused("outage_hours", 1e15);
    refused("purchased_at", 0.0);
    refused("purchased_at", (at.millis() + 600_001) as f64);
    assert_eq!(decider.decide(&[], at), None);
}

#[test]
fn facts_that_are_not_in_the_policy_or_twice_are_told_with_their_place() {
    let policy = policy("iptv-subscription");
    let told = |ids: &[&str]| {
        let problem = Decider::new(&policy, ids).err().expect("a problem");
        (problem.code, problem.pointer)
    };
    assert_eq!(told(&["reason", "purchase_at"]), ("unknown_fact", "/1".into()));
    assert_eq!(told(&["reason", "reason"]), ("duplicate_id", "/1".into()));
}

#[test]
fn a_number_that_a_program_divided_is_the_decimal_that_it_stands_for() {
    let policy = policy("iptv-subscription");
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let cases = [47.9, 48.0, 48.000_000_000_000_01, 48.1, 0.1 + 0.2, 48.0 - 1e-14];
    for hours in cases {
        let facts = format!(
            r#"{{"reason":"service_outage","outage_by_merchant":true,"outage_hours":{hours:?},"purchased_at":"2026-11-19T10:00:00Z",
            "amount_paid":{{"minor":4990,"currency":"EUR"}},"support_contacted_at":"2026-11-19T10:00:00Z","usage_ratio":0.30000000000000004}}"#
        );
        let given = refund_policy::parse(facts.as_bytes()).expect("JSON");
        assert!(check(&policy, &decider(&policy), &given, at).expect("the same"), "{hours}");
    }
}
