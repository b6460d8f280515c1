//! Facts for a policy of which nothing is known but its document.

use refund_policy::document::{Fact, FactKind};
use refund_policy::{Instant, Json, Policy};

/// Facts that a policy takes at an instant, each from a number: some are left out, some are none.
pub(crate) fn facts(policy: &Policy, at: Instant, mut number: u64) -> Json {
    let mut facts = Json::Object(Vec::new());
    for fact in &policy.document.facts {
        // Any other number does as well (Knuth's multiplier of linear congruences).
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        if let Some(value) = value(fact, at, number >> 33) {
            facts.set(&fact.id, value);
        }
    }
    facts
}

fn value(fact: &Fact, at: Instant, number: u64) -> Option<Json> {
    let choice = number as usize >> 3;
    match number % 8 {
        0 => None,
        1 if fact.none.is_some() => Some(Json::Null),
        _ => match &fact.kind {
            FactKind::Choice(choices) => Some(choices.get(choice % choices.len().max(1))?.id.as_str().into()),
            FactKind::Flag => Some(choice.is_multiple_of(2).into()),
            FactKind::Number(range) => range.min.or(range.max).map(Json::from).or(Some(7.into())),
            FactKind::Instant => {
                const LONG_AGO: i64 = 400 * 86_400_000;
                let ago = (number as i64 * 977_777) % LONG_AGO;
                Some(Instant::from_millis(at.millis() - ago).to_string().into())
            }
            FactKind::Money => {
                Some(Json::object([("minor", (choice as i64 % 10_000).into()), ("currency", "EUR".into())]))
            }
        },
    }
}
