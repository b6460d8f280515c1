//! Reads the sentences in which sets of cases are told, and says whether a case is one of them.
//!
//! What an author reads is tested here, not what it was written from.

use refund_policy::{Decimal, Instant, Json, Policy, Span, Unit};

/// A case: its facts, defaults among them, and what its windows depend on.
pub(crate) struct Case<'a> {
    pub(crate) facts: &'a Json,
    pub(crate) at: Instant,
    pub(crate) policy: &'a Policy,
}

/// Whether what a sentence says holds: all of its phrases, one way or another.
pub(crate) fn holds(sentence: &str, case: &Case<'_>) -> bool {
    sentence == "any case"
        || split(sentence, ", ")
            .iter()
            .all(|phrase| split(phrase, " or ").iter().any(|one| phrase_holds(one, case)))
}

/// The parts between separators behind which a phrase begins: `` `fact` is … `` or `48 hours …`.
fn split<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (place, _) in text.match_indices(separator) {
        let rest = &text[place + separator.len()..];
        let begins_with_fact = rest
            .strip_prefix('`')
            .and_then(|rest| rest.split_once('`'))
            .is_some_and(|(_, rest)| rest.starts_with(" is "));
        if begins_with_fact || rest.starts_with(|first: char| first.is_ascii_digit()) {
            parts.push(&text[start..place]);
            start = place + separator.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

fn phrase_holds(phrase: &str, case: &Case<'_>) -> bool {
    match phrase.split_once(" after `") {
        Some((spans, rest)) => windows_hold(spans, rest, case),
        None => {
            let (fact, said) =
                phrase[1..].split_once("` is ").unwrap_or_else(|| panic!("no phrase: {phrase}"));
            is(case.facts.get(fact), said)
        }
    }
}

/// `true`, `not none`, `` not `a` or `b` ``, `above 1 and at most 3`.
fn is(value: Option<&Json>, said: &str) -> bool {
    match (said, value) {
        ("given", value) => value.is_some(),
        ("not given", value) => value.is_none(),
        (_, None) => false,
        ("none", Some(value)) => *value == Json::Null,
        ("not none", Some(value)) => *value != Json::Null,
        (_, Some(Json::Null)) => false,
        ("true" | "false", Some(value)) => value.as_bool() == Some(said == "true"),
        (_, Some(Json::String(value))) => match said.strip_prefix("not ") {
            Some(others) => !names(others).contains(&value.as_str()),
            None => names(said).contains(&value.as_str()),
        },
        (_, Some(value)) => {
            let number = value.as_decimal().unwrap_or_else(|| panic!("no number: {value:?}"));
            said.split(" and ").all(|bound| is_within(number, bound))
        }
    }
}

/// The names in `` `a`, `b` or `c` ``.
fn names(said: &str) -> Vec<&str> {
    said.split('`').skip(1).step_by(2).collect()
}

fn is_within(number: Decimal, bound: &str) -> bool {
    let (comparison, constant) = bound.rsplit_once(' ').unwrap_or_else(|| panic!("no bound: {bound}"));
    let constant = serde_json::from_str::<Json>(constant).ok().and_then(|json| json.as_decimal());
    let constant = constant.unwrap_or_else(|| panic!("no number: {bound}"));
    match comparison {
        "above" => number > constant,
        "at least" => number >= constant,
        "below" => number < constant,
        "at most" => number <= constant,
        other => panic!("no comparison: {other}"),
    }
}

/// `48 hours after `fact` are over and 3 days are not`, from both sides of ` after `.
fn windows_hold(spans: &str, rest: &str, case: &Case<'_>) -> bool {
    let (fact, said) = rest.split_once("` are ").unwrap_or_else(|| panic!("no windows: {rest}"));
    let Some(Json::String(start)) = case.facts.get(fact) else { return false };
    let start = Instant::parse(start).expect("an instant");
    let (over, open) = match said.strip_prefix("over and ").and_then(|rest| rest.strip_suffix(" are not")) {
        Some(open) => (spans, open),
        None if said == "over" => (spans, ""),
        None if said == "not over" => ("", spans),
        None => panic!("no windows: {said}"),
    };
    let is_over = |span: Span| case.at >= span.end(start, case.policy.zone());
    lengths(over).all(is_over) && lengths(open).all(|span| !is_over(span))
}

fn lengths(spans: &str) -> impl Iterator<Item = Span> {
    spans.split(" and ").filter(|span| !span.is_empty()).map(|span| {
        let (count, unit) = span.split_once(' ').unwrap_or_else(|| panic!("no length: {span}"));
        let (_, unit) = Unit::ALL
            .into_iter()
            .find(|(name, _)| name.trim_end_matches('s') == unit.trim_end_matches('s'))
            .unwrap_or_else(|| panic!("no unit: {span}"));
        Span { count: count.parse().expect("a count"), unit }
    })
}
