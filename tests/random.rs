//! Random policies, facts and instants for property tests: small ones, but of every kind of fact, test and remedy.

use std::env;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use refund_policy::document::{Fact, FactKind};
use refund_policy::{Facts, Instant, Json, Policy};

/// So many cases, or as many as the nightly run asks for by `PROPTEST_CASES`.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let asked = env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}

/// A seed for one fact: whether it is known, and a number from which its value is made.
pub(crate) type Seed = (bool, u32);

/// Facts from seeds, with at most `unknown` of them unknown.
pub(crate) fn facts(policy: &Policy, seeds: &[Seed], at: Instant, unknown: usize) -> Facts {
    let mut given = given(policy, seeds, at, unknown);
    // By chance a number may exceed its limit, and an instant lie before the one that it follows.
    Facts::read(policy, &given, at).unwrap_or_else(|problems| {
        for problem in problems {
            let value = if problem.code == "instant_order" { at.to_string().into() } else { 1.into() };
            given.set(problem.pointer.trim_start_matches('/'), value);
        }
        Facts::read(policy, &given, at).unwrap_or_else(|problems| panic!("{problems:?}"))
    })
}

/// Facts from seeds as they would be given.
pub(crate) fn given(policy: &Policy, seeds: &[Seed], at: Instant, mut unknown: usize) -> Json {
    let mut given = Json::Object(Vec::new());
    for (fact, (known, number)) in policy.document.facts.iter().zip(seeds) {
        if !known && unknown > 0 && fact.default.is_none() {
            unknown -= 1;
            continue;
        }
        given.set(&fact.id, value(fact, *number, at));
    }
    given
}

fn value(fact: &Fact, number: u32, at: Instant) -> Json {
    if fact.none.is_some() && number.is_multiple_of(5) {
        return Json::Null;
    }
    let number = i64::from(number);
    match &fact.kind {
        FactKind::Choice(choices) => choices[number as usize % choices.len()].id.as_str().into(),
        FactKind::Flag => (number % 2 == 0).into(),
        FactKind::Number(range) if range.whole => {
            let max = range.max.and_then(|max| max.to_string().parse().ok()).unwrap_or(4);
            (1 + number % max).into()
        }
        FactKind::Number(range) => {
            let max = if range.max.is_some() { 1 } else { 60 };
            Json::Float((number % (max * 4 + 1)) as f64 / 4.0)
        }
        // Within a fortnight before the request, to the half hour; sometimes long ago.
        FactKind::Instant => {
            let ago = (number % 672) * 1_800_000 * if number % 7 == 0 { 20 } else { 1 };
            Instant::from_millis(at.millis() - ago).to_string().into()
        }
        FactKind::Money => Json::object([("minor", (number % 3 * 2495).into()), ("currency", "EUR".into())]),
    }
}

/// An instant in 2026 or 2027, to the quarter of an hour: both changes of the clocks are among them.
pub(crate) fn at() -> impl Strategy<Value = Instant> {
    (0..70_080_i64).prop_map(|quarter| Instant::from_millis(1_767_225_600_000 + quarter * 900_000))
}

/// A random condition on the facts of [`random_policy`], three levels deep at most.
fn condition() -> impl Strategy<Value = String> {
    let window = (select(vec!["hours", "days", "months"]), 0..40_u32, any::<bool>(), any::<bool>()).prop_map(
        |(unit, count, first, elapsed)| {
            let count = if unit == "months" { count % 3 } else { count };
            let fact = if first { "bought" } else { "called" };
            let (kind, key) = if elapsed { ("elapsed", "since") } else { ("within", "of") };
            format!(r#"{{"{kind}":{{"{unit}":{count},"{key}":"{fact}"}}}}"#)
        },
    );
    let leaf = prop_oneof![
        subsequence(vec!["a", "b", "c"], 1..=2).prop_map(|values| {
            format!(
                r#"{{"reason":[{}]}}"#,
                values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(",")
            )
        }),
        any::<bool>().prop_map(|flag| format!(r#"{{"used":{flag}}}"#)),
        (select(vec!["above", "at_least", "below", "at_most"]), 0..5_u32)
            .prop_map(|(comparison, constant)| format!(r#"{{"count":{{"{comparison}":{constant}}}}}"#)),
        (select(vec!["above", "at_least", "below", "at_most"]), 0..5_u32).prop_map(
            |(comparison, constant)| format!(
                r#"{{"hours":{{"{comparison}":{}}}}}"#,
                f64::from(constant) / 2.0
            )
        ),
        select(vec![r#"{"ratio":{"above":0.5}}"#, r#"{"ratio":{"at_most":0.5}}"#]).prop_map(str::to_owned),
        Just(r#"{"called":null}"#.to_owned()),
        window,
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let parts = vec(inner.clone(), 1..3).prop_map(|parts| parts.join(","));
        prop_oneof![
            parts.clone().prop_map(|parts| format!(r#"{{"all":[{parts}]}}"#)),
            parts.prop_map(|parts| format!(r#"{{"any":[{parts}]}}"#)),
            inner.prop_map(|part| format!(r#"{{"not":{part}}}"#)),
        ]
    })
}

/// A condition (none for some), a status, remedies, and whether a step stands before approval.
pub(crate) fn clause() -> impl Strategy<Value = String> {
    let status = select(vec!["qualifies", "review", "does_not_qualify"]);
    let remedies = select(vec![
        "[]",
        r#"["full_refund"]"#,
        r#"[{"kind":"partial_refund","amount":{"percent":50}}]"#,
        r#"[{"kind":"partial_refund","amount":{"unused":"ratio"}}]"#,
        r#"["credit","replacement"]"#,
        r#"["replacement","full_refund"],"choice":"in_order""#,
        r#"["full_refund","replacement"],"choice":"shopper""#,
        r#"["full_refund","repair"],"choice":"merchant","alternatives":["cancellation"]"#,
    ]);
    (proptest::option::weighted(0.9, condition()), status, remedies, any::<Index>()).prop_map(
        |(when, status, remedies, after)| {
            let when = when.map(|when| format!(r#""when":{when},"#)).unwrap_or_default();
            let after = if after.index(3) == 0 { r#","after":["call"]"# } else { "" };
            format!(r#"{when}"then":{{"status":"{status}","remedies":{remedies}{after}}}"#)
        },
    )
}

/// What a random policy says of its facts, beside what all of them say.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    /// The greatest `count`.
    pub(crate) most: u32,
    /// Whether `reason` may be `d`, which no condition names.
    pub(crate) has_d: bool,
    /// What `used` is where it is not given.
    pub(crate) used: Option<bool>,
    /// The type of `hours`.
    pub(crate) hours: &'static str,
}

/// The terms of most random policies.
const PLAIN: Terms = Terms { most: 4, has_d: false, used: None, hours: "number" };

/// Any terms.
pub(crate) fn terms() -> impl Strategy<Value = Terms> {
    let hours = select(vec!["number", "number", "integer"]);
    (select(vec![4, 6]), any::<bool>(), any::<Option<bool>>(), hours)
        .prop_map(|(most, has_d, used, hours)| Terms { most, has_d, used, hours })
}

/// A policy of these clauses over facts of every type, of which one may be none.
pub(crate) fn random_policy(clauses: Vec<String>) -> Policy {
    random_policy_on(&clauses, &PLAIN)
}

/// Such a policy on other terms.
pub(crate) fn random_policy_on(clauses: &[String], terms: &Terms) -> Policy {
    let document = serde_json::from_str(&document(clauses, terms)).expect("the random policy is JSON");
    Policy::read(&document, &refund_native::find_zone).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The document of a policy of these clauses.
pub(crate) fn random_document(clauses: &[String]) -> Json {
    serde_json::from_str(&document(clauses, &PLAIN)).expect("the random policy is JSON")
}

fn document(clauses: &[String], terms: &Terms) -> String {
    let text = r#"{"es":"x","fr":"x","en":"x"}"#;
    let clauses: Vec<String> = clauses
        .iter()
        .enumerate()
        .map(|(index, clause)| {
            format!(r#"{{"id":"c{index}","title":{text},"text":{text},"source":{{"section":"x"}},{clause}}}"#)
        })
        .collect();
    let Terms { most, has_d, used, hours } = terms;
    let d = if *has_d { format!(r#","d":{text}"#) } else { String::new() };
    let used = used.map(|used| format!(r#","default":{used},"by":"merchant""#)).unwrap_or_default();
    let fact = |rest: &str| format!(r#"{{"label":{text},"ask":{text},{rest}}}"#);
    format!(
        r#"{{"id":"random","version":"1","zone":"Europe/Madrid","language":"en","merchant":"x","title":{text},
            "source":{{"document":"x","language":"en"}},
            "facts":{{"reason":{},"used":{},"count":{},"hours":{},"bought":{},"called":{},"ratio":{},"amount_paid":{}}},
            "steps":{{"call":{{"title":{text},"text":{text},"source":{{"section":"x"}},
                      "met_when":{{"elapsed":{{"hours":48,"since":"called"}}}}}}}},
            "clauses":[{}],"request":{{"subject":{text},"message":{text}}}}}"#,
        fact(&format!(r#""type":"choice","of":{{"a":{text},"b":{text},"c":{text}{d}}}"#)),
        fact(&format!(r#""type":"flag"{used}"#)),
        fact(&format!(r#""type":"integer","min":0,"max":{most}"#)),
        fact(&format!(r#""type":"{hours}","min":0"#)),
        fact(r#""type":"instant""#),
        fact(&format!(r#""type":"instant","none":{text}"#)),
        fact(r#""type":"number","min":0,"max":1"#),
        fact(r#""type":"money""#),
        clauses.join(","),
    )
}
