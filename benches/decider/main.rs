//! How many nanoseconds a decision takes: hand-written for one policy, by the flat tables, by `decide`, and a whole verdict.
//!
//! `cargo bench --bench decider` prints them side by side, each with its ratio to the hand-written function; they agree on every
//! case, or it stops. Reading the cases into rows and facts is not counted.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark stops where something is wrong"
)]

use std::hint::black_box;
use std::time::Instant as Clock;

use refund_native::{find_zone, words};
use refund_policy::verdict::decider::{Decider, number_of};
use refund_policy::{Facts, Instant, Locale, Policy, Status, Value, decide, parse, verdict};

const HOUR: i64 = 3_600_000;
const CASES: usize = 10_000;
const ROUNDS: usize = 30;

/// A case as a program would have it.
struct Case {
    at: i64,
    purchased_at: i64,
    reason: u8,
    support_refused: bool,
    outage_hours: f64,
    outage_by_merchant: bool,
    usage_ratio: f64,
    support_contacted_at: Option<i64>,
    amount_paid: i64,
}

/// What a decision comes to: a status and an amount.
type Decided = (Status, i64);

/// The policy as one would write it for this shop alone. Reasons are in the document's order: three that are refunded, then those
/// that are not.
fn hand_written(case: &Case) -> Decided {
    if case.support_refused || case.reason > 2 {
        return (Status::DoesNotQualify, 0);
    }
    if case.reason == 2 && case.outage_by_merchant && case.outage_hours > 48.0 {
        return (Status::Qualifies, case.amount_paid);
    }
    let has_waited = case.support_contacted_at.is_some_and(|contact| case.at - contact >= 48 * HOUR);
    let is_early = case.at - case.purchased_at < 72 * HOUR;
    let amount = match is_early {
        true => case.amount_paid,
        // Ratios have three decimals here; a float's product would be a cent off now and then.
        false => (case.amount_paid * (1000 - (case.usage_ratio * 1000.0).round() as i64) + 500) / 1000,
    };
    match (has_waited, is_early) {
        (false, _) => (Status::ActionRequired, amount),
        (true, true) => (Status::Qualifies, amount),
        (true, false) => (Status::Review, amount),
    }
}

/// The same cases in every run.
fn cases() -> Vec<Case> {
    let mut seed = 20_240_229_u64;
    let mut below = |limit: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % limit
    };
    (0..CASES)
        .map(|_| {
            let at = 1_700_000_000_000 + below(365 * 24) as i64 * HOUR;
            let contact = below(97) as i64;
            Case {
                at,
                purchased_at: at - below(144) as i64 * HOUR,
                reason: if below(4) > 0 { below(3) as u8 } else { 3 + below(6) as u8 },
                support_refused: below(10) == 0,
                outage_hours: below(97 * 4) as f64 / 4.0,
                outage_by_merchant: below(2) == 0,
                usage_ratio: below(1001) as f64 / 1000.0,
                support_contacted_at: (contact > 0).then(|| at - contact * HOUR),
                amount_paid: below(10_000) as i64 * 10,
            }
        })
        .collect()
}

/// Nanoseconds a case: the best of several rounds.
fn time<T>(cases: &[T], mut decide: impl FnMut(&T) -> Decided) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let start = Clock::now();
        for case in cases {
            black_box(decide(black_box(case)));
        }
        best = best.min(start.elapsed().as_nanos() as f64 / cases.len() as f64);
    }
    best
}

fn main() {
    let document = parse(include_bytes!("policy.json")).expect("JSON");
    let policy = Policy::read(&document, &find_zone).expect("a policy");
    let ids: Vec<&str> = policy.document.facts.iter().map(|fact| fact.id.as_str()).collect();
    let decider = Decider::new(&policy, &ids).expect("a decider");
    let cases = cases();
    let values = |case: &Case| {
        let instant = |millis| Value::Instant(Instant::from_millis(millis));
        let euros = refund_policy::Currency::parse("EUR").expect("a currency");
        ids.iter()
            .map(|id| match *id {
                "reason" => Value::Choice(case.reason.into()),
                "purchased_at" => instant(case.purchased_at),
                "support_contacted_at" => case.support_contacted_at.map_or(Value::None, instant),
                "outage_hours" => {
                    Value::Number(refund_policy::Decimal::from_f64(case.outage_hours).expect("a number"))
                }
                "outage_by_merchant" => Value::Flag(case.outage_by_merchant),
                "usage_ratio" => {
                    Value::Number(refund_policy::Decimal::from_f64(case.usage_ratio).expect("a number"))
                }
                "amount_paid" => {
                    Value::Money(refund_policy::Money { minor: case.amount_paid, currency: euros })
                }
                _ => Value::Flag(case.support_refused),
            })
            .collect::<Vec<_>>()
    };
    let rows: Vec<(Instant, Vec<f64>)> = cases
        .iter()
        .map(|case| (Instant::from_millis(case.at), values(case).into_iter().map(number_of).collect()))
        .collect();
    let facts: Vec<(Instant, Facts)> = cases
        .iter()
        .map(|case| {
            let mut facts = Facts::blank(&policy);
            values(case).into_iter().enumerate().for_each(|(fact, value)| facts.set(fact, value));
            (Instant::from_millis(case.at), facts)
        })
        .collect();
    let by_tables = |(at, row): &(Instant, Vec<f64>)| {
        let granted = &decider.outcomes()[decider.decide(row, *at).expect("all is known")];
        let amount = granted.remedies.first().and_then(|remedy| decider.amount(remedy, row)?.minor);
        (granted.status, amount.unwrap_or_default())
    };
    let first = |remedies: &[refund_policy::RemedyGiven]| {
        remedies.first().and_then(|remedy| remedy.amount).map_or(0, |amount| amount.minor)
    };
    let exactly = |(at, facts): &(Instant, Facts)| {
        let decision = decide(&policy, facts, *at);
        (decision.status, first(&decision.remedies))
    };
    let whole = |(at, facts): &(Instant, Facts)| {
        let verdict = verdict(&policy, facts, *at, words(Locale::En));
        (verdict.status, first(&verdict.remedies))
    };
    for (case, (row, facts)) in cases.iter().zip(rows.iter().zip(&facts)) {
        assert_eq!(hand_written(case), by_tables(row));
        assert_eq!(hand_written(case), exactly(facts));
    }
    let times = [
        ("hand-written", time(&cases, hand_written)),
        ("flat tables", time(&rows, by_tables)),
        ("decide", time(&facts, exactly)),
        ("verdict", time(&facts[..500], whole)),
    ];
    let [(_, written), ..] = times;
    println!("{:14}{:>12}{:>12}", "", "ns", "ratio");
    for (name, nanoseconds) in times {
        println!("{name:14}{nanoseconds:>12.1}{:>12.1}", nanoseconds / written);
    }
}
