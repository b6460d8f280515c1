//! Bad input gets every problem at once, each with its code, its place and the nearest name.

use refund_authoring::check;
use refund_policy::{Conversation, Facts, Instant, Json, Policy, clock};

use crate::shipped::{document, parse, policy};

/// `code pointer` of each problem with these facts of a policy.
fn facts(id: &str, facts: &str) -> Vec<String> {
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    match Facts::read(&policy(id), &parse(facts), at) {
        Ok(_) => Vec::new(),
        Err(problems) => {
            problems.iter().map(|problem| format!("{} {}", problem.code, problem.pointer)).collect()
        }
    }
}

#[test]
fn all_problems_with_facts_are_told() {
    let found = facts(
        "passport-forms",
        r#"{"reson": "changed_mind", "reason": "change_mind", "purchased_at": "2026-11-21T00:00:00Z",
            "forms_delivered": "no", "amount_paid": {"minor": -1, "currency": "EUR"}, "applications_ordered": 1.5}"#,
    );
    let expected = [
        "unknown_fact /reson",
        "unknown_choice /reason",
        "future_instant /purchased_at",
        "wrong_type /forms_delivered",
        "negative_amount /amount_paid/minor",
        "out_of_range /applications_ordered",
    ];
    assert_eq!(found, expected);
}

#[test]
fn each_kind_of_fact_says_what_it_needs() {
    let cases = [
        (
            "smm-services",
            r#"{"amount_paid": {"minor": 100, "currency": "EURO"}}"#,
            "unknown_currency /amount_paid/currency",
        ),
        (
            "smm-services",
            r#"{"amount_paid": {"minor": 10.5, "currency": "EUR"}}"#,
            "wrong_type /amount_paid/minor",
        ),
        (
            "smm-services",
            r#"{"amount_paid": {"minor": 1, "curency": "EUR"}}"#,
            "unknown_key /amount_paid/curency",
        ),
        ("smm-services", r#"{"amount_paid": 49.9}"#, "wrong_type /amount_paid"),
        ("smm-services", r#"{"purchased_at": "2026-11-01"}"#, "invalid_instant /purchased_at"),
        ("smm-services", r#"{"purchased_at": null}"#, "not_nullable /purchased_at"),
        ("iptv-subscription", r#"{"usage_ratio": 1.01}"#, "out_of_range /usage_ratio"),
        ("iptv-subscription", r#"{"outage_hours": -1}"#, "out_of_range /outage_hours"),
        (
            "passport-forms",
            r#"{"applications_ordered": 2, "applications_cancelled": 3}"#,
            "out_of_range /applications_cancelled",
        ),
        ("passport-forms", r#"{"applications_ordered": 0}"#, "out_of_range /applications_ordered"),
        ("module-support", "[]", "wrong_type "),
    ];
    for (id, given, problem) in cases {
        let found = facts(id, given);
        assert!(found.iter().any(|found| found == problem), "{given}: {found:?}");
    }
}

#[test]
fn the_instant_of_the_request_itself_is_not_the_future() {
    assert_eq!(facts("smm-services", r#"{"purchased_at": "2026-11-20T11:00:00+01:00"}"#), [""; 0]);
}

#[test]
fn a_fact_within_the_tolerance_of_clocks_is_at_the_instant_of_the_request() {
    let policy = policy("smm-services");
    let at = Instant::parse("2026-11-20T10:00:00Z").expect("an instant");
    let read = |purchased_at: &str| {
        let json = parse(&format!(r#"{{"purchased_at": "{purchased_at}"}}"#));
        Facts::read(&policy, &json, at).map_err(|problems| problems[0].code)
    };
    assert_eq!(read("2026-11-20T10:10:00Z"), read("2026-11-20T10:00:00Z"), "no window becomes longer");
    assert!(read("2026-11-20T10:10:00Z").is_ok());
    assert_eq!(read("2026-11-20T10:10:00.001Z"), Err("future_instant"));
    assert_eq!(read("2026-11-20T12:00:00+00:00"), Err("future_instant"));
}

#[test]
fn a_merchants_facts_move_the_instant_of_the_evaluation() {
    let policy = policy("smm-services");
    let instant = |text| Instant::parse(text).expect("an instant");
    let (at, later) = (instant("2026-11-20T10:00:00Z"), instant("2026-11-23T10:00:00Z"));
    let given = parse(r#"{"purchased_at": "2026-11-23T10:00:00Z", "reason": "later"}"#);
    assert_eq!(clock::not_before_given(&policy, &given, at), later);
    assert_eq!(clock::within_tolerance(&policy, &given, at), at, "that is no clock's error");
    let given = parse(r#"{"purchased_at": "2026-11-20T10:09:00Z"}"#);
    assert_eq!(clock::within_tolerance(&policy, &given, at), instant("2026-11-20T10:09:00Z"));
    assert_eq!(clock::not_before_given(&policy, &parse(r#"{"purchased_at": 5, "none": "x"}"#), at), at);
}

#[test]
fn a_number_that_a_program_divided_is_the_number_that_it_means() {
    let (ratio, third) = (0.1 + 0.2, 1.0 / 3.0);
    for number in [ratio, third, 1.000_000_000_000_000_2, 1e-300] {
        assert_eq!(
            facts("iptv-subscription", &format!(r#"{{"usage_ratio": {number:?}}}"#)),
            [""; 0],
            "{number}"
        );
    }
    assert_eq!(facts("passport-forms", r#"{"applications_ordered": 2.9999999999999996}"#), [""; 0]);
    let minor = 19.99 * 100.0;
    assert_eq!(
        facts("smm-services", &format!(r#"{{"amount_paid": {{"minor": {minor:?}, "currency": "EUR"}}}}"#)),
        [""; 0]
    );
    assert_eq!(facts("iptv-subscription", r#"{"outage_hours": 1e300}"#), ["out_of_range /outage_hours"]);
}

#[test]
fn a_merchants_facts_are_never_refused_for_the_devices_clock() {
    let policy = policy("smm-services");
    let (at, later) = ("2026-11-20T10:00:00Z", "2026-11-23T10:00:00Z");
    let at = Instant::parse(at).expect("an instant");
    let given = parse(&format!(r#"{{"purchased_at": "{later}"}}"#));
    let conversation = Conversation::new(&policy, given.clone(), &Json::Object(Vec::new()), at);
    assert!(conversation.rejected.is_empty(), "{:?}", conversation.rejected);
    assert_eq!((conversation.at.to_string().as_str(), &conversation.json), (later, &given));
    // What the shopper answers is still held against the clock.
    let answers = parse(r#"{"purchased_at": "2026-11-23T10:00:00Z"}"#);
    let conversation = Conversation::new(&policy, Json::Object(Vec::new()), &answers, at);
    assert_eq!(conversation.at, at);
    assert!(conversation.json.get("purchased_at").is_none());
}

/// Replaces what stands at a pointer by this JSON; removes it where that is empty.
fn change(json: &mut Json, pointer: &str, value: &str) {
    let (key, rest) = match pointer.trim_start_matches('/').split_once('/') {
        Some((key, rest)) => (key, Some(rest)),
        None => (pointer.trim_start_matches('/'), None),
    };
    match (json, rest) {
        (Json::Object(members), None) if value.is_empty() => members.retain(|(name, _)| name != key),
        (object @ Json::Object(_), None) => object.set(key, parse(value)),
        (Json::Object(members), Some(rest)) => {
            let member =
                members.iter_mut().find(|(name, _)| name == key).expect("the pointer leads somewhere");
            change(&mut member.1, rest, value);
        }
        (Json::List(items), rest) => {
            let index: usize = key.parse().expect("an index");
            match rest {
                Some(rest) => change(&mut items[index], rest, value),
                None => items[index] = parse(value),
            }
        }
        _ => panic!("the pointer leads nowhere"),
    }
}

/// `code pointer (hint)` of each diagnostic after these changes.
fn diagnostics(changes: &[(&str, &str)]) -> Vec<String> {
    let mut json = document("iptv-subscription");
    for (pointer, value) in changes {
        change(&mut json, pointer, value);
    }
    let told = check::check(&json, &refund_native::find_zone);
    let line = |diagnostic: &check::Diagnostic| {
        let hint = diagnostic.problem.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{} {}{hint}", diagnostic.problem.code, diagnostic.problem.pointer)
    };
    told.iter().map(line).collect()
}

#[test]
fn a_broken_policy_gets_every_diagnostic_at_once() {
    let found = diagnostics(&[
        ("/title/es", ""),
        ("/clauses/1/wen", "true"),
        ("/clauses/4/when", r#"{"within": {"hours": 72, "of": "purchase_at"}}"#),
        ("/clauses/0/when", r#"{"support_refusd": true}"#),
        ("/clauses/2/then/status", "\"qualifys\""),
        ("/clauses/5/then/after", "[\"contact_suport\"]"),
        ("/clauses/3/when/reason", "\"outage\""),
    ]);
    let expected = [
        "missing_key /title",
        "unknown_key /clauses/1/wen (did you mean `when`?)",
        "unknown_word /clauses/2/then/status (did you mean `qualifies`?)",
        "unknown_fact /clauses/0/when/support_refusd (did you mean `support_refused`?)",
        "unknown_choice /clauses/3/when/reason",
        "unknown_fact /clauses/4/when/within/of (did you mean `purchased_at`?)",
        "unknown_step /clauses/5/then/after/0 (did you mean `contact_support`?)",
    ];
    let mut sorted = found.clone();
    sorted.sort();
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
}

#[test]
fn what_order_and_use_hide_is_told() {
    let cases: [(&[(&str, &str)], &str); 17] = [
        (
            &[("/clauses/5/when", r#"{"support_refused": true}"#)],
            "gap /clauses (end with a clause that has no `when`)",
        ),
        (&[("/clauses/4/when", "")], "idle_clause /clauses/5 (move it up, or remove it)"),
        (
            &[("/facts/support_refused/default", "")],
            "missing_default /facts/support_refused (give it the `default` that holds where the merchant says nothing)",
        ),
        (
            &[("/request/message/fr", "\"{raison}\"")],
            "unknown_field /request/message/fr (did you mean `reason`?)",
        ),
        (&[("/zone", "\"europe/madrid\"")], "unknown_zone /zone (did you mean `Europe/Madrid`?)"),
        (&[("/zone", "\"Europe/MADRID\"")], "unknown_zone /zone (did you mean `Europe/Madrid`?)"),
        (
            &[("/zone", "\"america/port-au-prince\"")],
            "unknown_zone /zone (did you mean `America/Port-au-Prince`?)",
        ),
        (
            &[("/zone", "\"+01:00\"")],
            "unknown_zone /zone (an offset is that of one season; use an IANA name such as Europe/Madrid)",
        ),
        (&[("/zone", "\"Europe/Pariss\"")], "unknown_zone /zone (use an IANA name such as Europe/Madrid)"),
        (&[("/clauses/0/id", "\"excluded_cause\"")], "duplicate_id /clauses/1/id"),
        (
            &[("/clauses/4/when", r#"{"within": {"hours": 72, "days": 3, "of": "purchased_at"}}"#)],
            "wrong_window /clauses/4/when/within",
        ),
        (&[("/clauses/4/when", r#"{"reason": null}"#)], "wrong_fact_type /clauses/4/when/reason"),
        (&[("/facts/usage_ratio/ask", "")], "missing_key /facts/usage_ratio"),
        (
            &[("/facts/outage_by_merchant/default", "true")],
            "asked_default /facts/outage_by_merchant/default (leave `default` out, or add `\"by\": \"merchant\"` where the merchant gives it)",
        ),
        (
            &[("/steps/contact_support/link", "\"javascript:alert(1)\"")],
            "invalid_link /steps/contact_support/link (write all of it, beginning with `https://`, `mailto:` or `tel:`)",
        ),
        (
            &[("/facts/support_contacted_at/not_before", "\"reason\"")],
            "wrong_fact_type /facts/support_contacted_at/not_before",
        ),
        (
            &[("/clauses/3/when", r#"{"outage_hours": {"at_most": "48"}}"#)],
            "wrong_type /clauses/3/when/outage_hours/at_most",
        ),
    ];
    for (changes, diagnostic) in cases {
        let found = diagnostics(changes);
        assert!(found.iter().any(|found| found == diagnostic), "{diagnostic}: {found:?}");
    }
}

#[test]
fn a_broken_policy_is_never_used() {
    let mut json = document("iptv-subscription");
    change(&mut json, "/clauses/1/wen", "true");
    let problem = Policy::read(&json, &refund_native::find_zone).err().expect("it is refused");
    assert_eq!((problem.code, problem.pointer.as_str()), ("unknown_key", "/clauses/1/wen"));
}

#[test]
fn a_key_that_stands_twice_is_told_wherever_it_stands() {
    let cases = [
        (
            "/facts/amount_paid",
            r#"{"type": "money", "by": "merchant", "label": {"es": "a", "fr": "b", "en": "c"},
            "default": {"minor": 1, "currency": "EUR", "minor": 2}}"#,
            "/facts/amount_paid/default/minor",
        ),
        ("/clauses/4/then", r#"{"status": "review", "status": "qualifies"}"#, "/clauses/4/then/status"),
        (
            "/facts/support_refused",
            r#"{"type": "flag", "type": "flag", "label": {"es": "a", "fr": "b", "en": "c"},
            "by": "merchant", "default": false}"#,
            "/facts/support_refused/type",
        ),
    ];
    for (pointer, value, place) in cases {
        assert_eq!(diagnostics(&[(pointer, value)]), [format!("duplicate_key {place}")]);
    }
}
