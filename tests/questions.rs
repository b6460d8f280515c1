//! The order of questions is the best there is, against the brute force of `trees`, as far as it is looked for.

use std::fs;
use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use refund_policy::document::FactIndex;
use refund_policy::{Facts, Instant, Lookahead, Policy, missing};

use crate::random::{at, clause, facts, random_policy};
use crate::shipped::{IDS, parse, path, policy};
use crate::table::{AT, Questions, row};
use crate::trees::Trees;

/// Compares the order with that of brute force.
fn check(policy: &Policy, facts: &Facts, at: Instant) -> Result<(), TestCaseError> {
    let trees = Trees::new(policy, facts, at);
    // Beyond that the order is not looked for to the end.
    prop_assume!(trees.states() <= 10_000);
    prop_assert_eq!(missing(policy, facts, at, Lookahead::Full), trees.in_order());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shipped_policies_ask_the_best_question_first(
        which in 0..IDS.len(),
        seeds in vec((any::<bool>(), any::<u32>()), 16),
        at in at(),
    ) {
        let policy = policy(IDS[which]);
        check(&policy, &facts(&policy, &seeds, at, 16), at)?;
    }

    #[test]
    fn random_policies_ask_the_best_question_first(
        clauses in vec(clause(), 1..6),
        seeds in vec((any::<bool>(), any::<u32>()), 8),
        at in at(),
    ) {
        let policy = random_policy(clauses);
        check(&policy, &facts(&policy, &seeds, at, 4), at)?;
    }

    #[test]
    fn looking_farther_ahead_never_asks_more(
        clauses in vec(clause(), 1..6),
        seeds in vec((any::<bool>(), any::<u32>()), 8),
        at in at(),
    ) {
        let policy = random_policy(clauses);
        let row = row(&policy, &facts(&policy, &seeds, at, 3), at);
        let [authors, one_step, ours, best] =
            [row.authors_order, row.one_step, row.ours, row.best].map(|order| order.until_status);
        prop_assert!(authors >= one_step && one_step >= ours && ours == best);
        prop_assert!(row.ours.until_all >= row.best.until_all);
    }
}

#[test]
fn the_benchmark_s_table_is_as_it_is_written_and_nothing_in_it_is_better_than_the_best() {
    let page = fs::read_to_string(path("benches/questions/README.md")).expect("it is there");
    for id in IDS {
        let policy = policy(id);
        let row = row(&policy, &Facts::unknown(&policy), instant());
        let written = format!("| {id} | {} |", row.means().join(" | "));
        assert!(page.contains(&written), "{written}");
        let Questions { until_status, until_all } = row.best;
        assert_eq!(row.ours.until_status, until_status, "{id}");
        for order in [row.authors_order, row.one_step, row.ours] {
            assert!(order.until_status >= until_status && order.until_all >= until_all, "{id}");
        }
    }
}

#[test]
fn among_equal_questions_the_authors_order_holds() {
    let policy = of_flags(3, &[gives("qualifies", &all(0..3))]);
    assert_eq!(order(&policy, Lookahead::Full), [0, 1, 2]);
}

#[test]
fn what_an_amount_is_reckoned_from_anyway_costs_nothing_more() {
    let flag = fact("flag", r#""type":"flag""#);
    let ratio = fact("ratio", r#""type":"number","min":0,"max":1"#);
    let paid = fact("amount_paid", r#""type":"money""#);
    let clauses = [
        r#""when":{"flag":true,"ratio":{"at_most":0.5}},"then":{"status":"review"}"#.to_owned(),
        r#""then":{"status":"review","remedies":[{"kind":"partial_refund","amount":{"unused":"ratio"}}]}"#
            .to_owned(),
    ];
    // Both are needed for the first clause, either for the second: but that wants the ratio in any case.
    assert_eq!(order(&policy_of(&[flag, ratio, paid], &clauses), Lookahead::Full), [1, 0, 2]);
}

#[test]
fn what_a_shopper_cannot_be_asked_for_counts_as_no_question() {
    let clauses = [
        gives("review", r#"{"f0":true,"f1":true}"#),
        gives("qualifies", r#"{"f2":true}"#),
        gives("does_not_qualify", "{}"),
    ];
    let mut facts = flags(3);
    assert_eq!(order(&policy_of(&facts, &clauses), Lookahead::Full), [0, 1, 2]);
    // Where the merchant has said no to `f0`, only `f2` is left to ask for; where yes, both are.
    facts[0] = fact("f0", r#""type":"flag","by":"merchant""#);
    for lookahead in [Lookahead::Full, Lookahead::OneStep] {
        assert_eq!(order(&policy_of(&facts, &clauses), lookahead), [2, 1]);
    }
}

/// `f1` is best asked first, since after it either `f2` or `f0` comes next, as it turns out. One step does not see that:
/// it expects the author's order to follow, in which `f0` always comes next.
fn deep(count: usize) -> Policy {
    let first = gives("qualifies", r#"{"f1":true,"f2":true}"#);
    of_flags(count, &[first, gives("review", r#"{"f0":true}"#), gives("qualifies", &all(3..count))])
}

#[test]
fn beyond_ten_thousand_states_one_step_has_to_do() {
    let (small, large) = (deep(8), deep(9));
    assert_ne!(order(&small, Lookahead::Full), order(&small, Lookahead::OneStep));
    assert_eq!(order(&large, Lookahead::Full), order(&large, Lookahead::OneStep));
}

/// The last flag alone decides in half the cases, so it is best asked first.
fn last_first(count: usize, otherwise: &str) -> Policy {
    let last = gives("review", &all(count - 1..count));
    of_flags(count, &[last, gives("qualifies", otherwise)])
}

#[test]
fn beyond_what_one_step_can_count_the_authors_order_has_to_do() {
    let (small, large) = (last_first(48, &all(0..47)), last_first(49, &all(0..48)));
    assert_eq!(order(&small, Lookahead::Full)[0], 47);
    assert!(order(&large, Lookahead::Full).into_iter().eq(0..49));
}

#[test]
fn beyond_what_one_step_can_walk_the_authors_order_has_to_do() {
    // What the first half was has to be remembered until its partners come: the nodes double with each pair.
    let pairs = |count: usize| {
        let pair = |index| format!(r#"{{"f{index}":true,"f{}":true}}"#, count + index);
        format!(r#"{{"any":[{}]}}"#, (0..count).map(pair).collect::<Vec<_>>().join(","))
    };
    let (small, large) = (last_first(19, &pairs(9)), last_first(25, &pairs(12)));
    assert_eq!(order(&small, Lookahead::Full)[0], 18);
    assert!(order(&large, Lookahead::Full).into_iter().eq(0..25));
}

fn order(policy: &Policy, lookahead: Lookahead) -> Vec<FactIndex> {
    missing(policy, &Facts::unknown(policy), instant(), lookahead)
}

fn instant() -> Instant {
    Instant::parse(AT).expect("an instant")
}

/// A policy of flags `f0`, `f1`, …; where no clause holds, nothing is given.
fn of_flags(count: usize, clauses: &[String]) -> Policy {
    policy_of(&flags(count), &[clauses, &[gives("does_not_qualify", "{}")]].concat())
}

fn flags(count: usize) -> Vec<String> {
    (0..count).map(|index| fact(&format!("f{index}"), r#""type":"flag""#)).collect()
}

/// The condition that all of these flags are set.
fn all(flags: Range<usize>) -> String {
    format!("{{{}}}", flags.map(|index| format!(r#""f{index}":true"#)).collect::<Vec<_>>().join(","))
}

/// A text in every language.
const TEXT: &str = r#"{"es":"x","fr":"x","en":"x"}"#;

fn fact(id: &str, kind: &str) -> String {
    format!(r#""{id}":{{"label":{TEXT},"ask":{TEXT},{kind}}}"#)
}

/// A clause that gives this status under a condition.
fn gives(status: &str, when: &str) -> String {
    format!(r#""when":{when},"then":{{"status":"{status}"}}"#)
}

fn policy_of(facts: &[String], clauses: &[String]) -> Policy {
    let clause = |(index, clause): (usize, &String)| {
        format!(r#"{{"id":"c{index}","title":{TEXT},"text":{TEXT},"source":{{"section":"x"}},{clause}}}"#)
    };
    let document = format!(
        r#"{{"id":"small","version":"1","zone":"UTC","language":"en","merchant":"x","title":{TEXT},
            "source":{{"document":"x","language":"en"}},"facts":{{{}}},"clauses":[{}],
            "request":{{"subject":{TEXT},"message":{TEXT}}}}}"#,
        facts.join(","),
        clauses.iter().enumerate().map(clause).collect::<Vec<_>>().join(",")
    );
    Policy::read(&parse(&document), &refund_native::find_zone).unwrap_or_else(|problem| panic!("{problem}"))
}
