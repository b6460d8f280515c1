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
use refund_policy::verdict::decider::{Decider, NONE};
use refund_policy::{
    Currency, Decimal, Facts, Instant, Locale, Money, Policy, Status, Value, decide, parse, verdict,
};

const HOUR: i64 = 3_600_000;
const CASES: usize = 10_000;
const ROUNDS: usize = 30;

/// A case as a program would have it.
#[derive(Clone)]
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

/// The order of a row.
const FACTS: [&str; 8] = [
    "reason",
    "purchased_at",
    "support_contacted_at",
    "outage_hours",
    "outage_by_merchant",
    "usage_ratio",
    "amount_paid",
    "support_refused",
];

impl Case {
    fn row(&self) -> [f64; FACTS.len()] {
        [
            self.reason.into(),
            self.purchased_at as f64,
            self.support_contacted_at.map_or(NONE, |contact| contact as f64),
            self.outage_hours,
            u8::from(self.outage_by_merchant).into(),
            self.usage_ratio,
            self.amount_paid as f64,
            u8::from(self.support_refused).into(),
        ]
    }

    fn facts(&self, policy: &Policy) -> Facts {
        let instant = |millis| Value::Instant(Instant::from_millis(millis));
        let number = |number| Value::Number(Decimal::from_f64(number).expect("a number"));
        let euros = Currency::parse("EUR").expect("a currency");
        let values = [
            Value::Choice(self.reason.into()),
            instant(self.purchased_at),
            self.support_contacted_at.map_or(Value::None, instant),
            number(self.outage_hours),
            Value::Flag(self.outage_by_merchant),
            number(self.usage_ratio),
            Value::Money(Money { minor: self.amount_paid, currency: euros }),
            Value::Flag(self.support_refused),
        ];
        let mut facts = Facts::blank(policy);
        for (id, value) in FACTS.iter().zip(values) {
            facts.set(policy.document.fact(id).expect("a fact"), value);
        }
        facts
    }
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
    let mut below = random();
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

/// Nanoseconds a case: the best of several rounds, each in another order, or the processor would learn the cases by heart.
fn time<T: Clone>(cases: &[T], mut decide: impl FnMut(&T) -> Decided) -> f64 {
    let mut cases = cases.to_vec();
    let mut below = random();
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        for last in (1..cases.len()).rev() {
            cases.swap(last, below(last as u64 + 1) as usize);
        }
        let start = Clock::now();
        for case in &cases {
            black_box(decide(black_box(case)));
        }
        best = best.min(start.elapsed().as_nanos() as f64 / cases.len() as f64);
    }
    best
}

/// Numbers below a limit, the same in every run.
fn random() -> impl FnMut(u64) -> u64 {
    let mut seed = 20_240_229_u64;
    move |limit| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % limit
    }
}

fn main() {
    let document = parse(include_bytes!("policy.json")).expect("JSON");
    let policy = Policy::read(&document, &find_zone).expect("a policy");
    let decider = Decider::new(&policy, &FACTS).expect("a decider");
    let cases = cases();
    let rows: Vec<(Instant, [f64; FACTS.len()])> =
        cases.iter().map(|case| (Instant::from_millis(case.at), case.row())).collect();
    let facts: Vec<(Instant, Facts)> =
        cases.iter().map(|case| (Instant::from_millis(case.at), case.facts(&policy))).collect();
    let by_tables = |(at, row): &(Instant, [f64; FACTS.len()])| {
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
