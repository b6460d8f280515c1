//! How many questions the shipped policies ask until the status is certain, and until nothing is missing: in the
//! author's order, by one step, in ours, and at the least (`cargo bench --bench questions`).
//!
//! The request is made at one instant and nothing is known yet; each cell in which a fact may lie is equally likely. The least
//! is found by brute force on the tests' second evaluator.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking, as the tests do that it shares code with"
)]

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../../tests/oracle.rs"]
mod oracle;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../../tests/shipped.rs"]
mod shipped;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../../tests/trees.rs"]
mod trees;

mod table;

use std::fmt::Display;
use std::hint::black_box;
use std::time::{Duration, Instant as Clock};

use refund_native::words;
use refund_policy::{Facts, Instant, Locale, Lookahead, Policy, missing, verdict};

use crate::table::{AT, row};

fn main() {
    let at = Instant::parse(AT).expect("an instant");
    let policies = shipped::IDS.map(|id| (id, shipped::policy(id)));
    println!("mean number of questions\n");
    println!("{:18}{:^36}{:^36}", "", "until the status is certain", "until nothing is missing");
    println!("{:18}{}", "", columns(&["author's", "one step", "ours", "best"].repeat(2)));
    for (id, policy) in &policies {
        println!("{id:18}{}", columns(&row(policy, &Facts::unknown(policy), at).means()));
    }
    println!("\ntime to put the questions in order, and that of a whole verdict\n");
    println!("{:18}{:>12}{:>12}{:>12}{:>12}", "", "author's", "one step", "ours", "verdict");
    for (id, policy) in &policies {
        print_times(id, policy, at);
    }
}

fn columns(cells: &[impl Display]) -> String {
    cells.iter().map(|cell| format!("{cell:>9}")).collect()
}

/// Each time also as a multiple of the author's order.
fn print_times(id: &str, policy: &Policy, at: Instant) {
    let facts = Facts::unknown(policy);
    let order = |lookahead| fastest(&|| drop(black_box(missing(policy, black_box(&facts), at, lookahead))));
    let base = order(Lookahead::None);
    let times = [order(Lookahead::OneStep), order(Lookahead::Full)]
        .map(|time| format!("{:>8.1} {:.1}×", micros(time), micros(time) / micros(base)));
    let whole = fastest(&|| drop(black_box(verdict(policy, black_box(&facts), at, words(Locale::En)))));
    println!("{id:18}{:>9.1} µs{}{:>9.1} µs", micros(base), times.concat(), micros(whole));
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The time of one run in the fastest of many batches: what else the machine does only ever adds to it.
fn fastest(run: &dyn Fn()) -> Duration {
    const RUNS: u32 = 20;
    let batch = |_| {
        let started = Clock::now();
        (0..RUNS).for_each(|_| run());
        started.elapsed() / RUNS
    };
    (0..300).map(batch).min().unwrap_or_default()
}
