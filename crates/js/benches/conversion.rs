//! What `evaluateMany` spends on taking facts and giving verdicts, by serde-wasm-bindgen and as JSON text, in turn:
//!
//! `cargo test --package refund-js --target wasm32-unknown-unknown --profile page --bench conversion -- --nocapture`, in Node, with
//! the runner that `xtask/src/test.rs` names. (What `cargo bench` says to the runner leaves tests out.)
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a bench's helpers fail by panicking")]

use js_sys::{Array, JSON};
use refund_intl::{find_zone, from_js, to_js, words};
use refund_policy::{Facts, Instant, Json, Locale, Policy, Verdict, verdict};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

const POLICY: &str = include_str!("../../../policies/iptv-subscription/policy.json");
const CASES: &str = include_str!("../../../policies/iptv-subscription/cases.jsonl");
const AT: &str = "2027-01-01T00:00:00Z";
const MANY: usize = 100;
const ROUNDS: usize = 300;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// What has taken how long.
struct Times {
    name: &'static str,
    /// The least time, in microseconds a case: whatever else the machine does only adds to it.
    least: f64,
}

impl Times {
    fn of(name: &'static str) -> Times {
        Times { name, least: f64::INFINITY }
    }

    fn time<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let started = now();
        let result = act();
        self.least = self.least.min((now() - started) * 1_000.0 / MANY as f64);
        result
    }
}

fn facts_by_text(cases: &Array) -> Vec<Json> {
    let text = String::from(JSON::stringify(cases).expect("text"));
    serde_json::from_str(&text).expect("JSON")
}

fn verdicts_by_text(verdicts: &[Verdict]) -> Array {
    let text = serde_json::to_string(verdicts).expect("text");
    JSON::parse(&text).expect("JSON").into()
}

#[wasm_bindgen_test]
fn both_ways_in_turn() {
    let document = refund_policy::parse(POLICY.as_bytes()).expect("JSON");
    let policy = Policy::read(&document, &find_zone).expect("a policy");
    let at = Instant::parse(AT).expect("an instant");
    let lines = CASES.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    let all = lines.filter_map(|case| case.get("facts").cloned());
    // Some lie later than the instant at which all are judged.
    let all: Vec<Json> = all.filter(|facts| Facts::read(&policy, facts, at).is_ok()).collect();
    let value = |facts: &Json| JSON::parse(&facts.compact()).expect("JSON");
    let cases: Array = all.iter().cycle().take(MANY).map(value).collect();
    let judge = |facts: &Json| {
        let facts = Facts::read(&policy, facts, at).expect("readable facts");
        verdict(&policy, &facts, at, words(Locale::En))
    };

    let [mut facts_in, mut facts_in_text] = ["facts by serde-wasm-bindgen", "facts as text"].map(Times::of);
    let mut judging = Times::of("the verdicts themselves");
    let [mut out, mut out_text] = ["verdicts by serde-wasm-bindgen", "verdicts as text"].map(Times::of);
    for _ in 0..ROUNDS {
        let facts: Vec<Json> =
            facts_in.time(|| cases.iter().map(|facts| from_js(&facts).expect("JSON")).collect());
        assert_eq!(facts, facts_in_text.time(|| facts_by_text(&cases)));
        let verdicts: Vec<Verdict> = judging.time(|| facts.iter().map(judge).collect());
        let values: Array = out.time(|| verdicts.iter().map(to_js).collect());
        let parsed = out_text.time(|| verdicts_by_text(&verdicts));
        assert_eq!(JSON::stringify(&values), JSON::stringify(&parsed));
    }
    for Times { name, least } in [judging, facts_in, facts_in_text, out, out_text] {
        console_log!("{least:.1} microseconds a case: {name}");
    }
}
