//! What is typed into a question, and what it means as a fact.

use refund_policy::{Json, Locale};
use refund_widget::entry::{EntryField, Wrong};
use refund_widget::message::{Action, Field, Message};

use crate::support::{Widget, focused, json};

const FIRST: Field = Field::Entry(EntryField::First);
const SECOND: Field = Field::Entry(EntryField::Second);

/// A widget that asks for this fact.
fn asking(locale: Locale, policy: &str, facts: &str, fact: &str) -> Widget {
    let mut widget = Widget::start_in(locale, policy, facts);
    widget.does(Action::Change(fact.to_owned()));
    assert_eq!(widget.asked(), Some(fact));
    widget
}

/// What is filled into a field of the string that says what is wrong.
fn said<'a>(wrong: &'a Wrong, field: &str) -> &'a str {
    let found = wrong.fields.iter().find(|(name, _)| *name == field);
    found.map(|(_, text)| text.as_str()).expect("something is filled in")
}

/// What becomes of an entry: the fact's value, or what is wrong with it.
fn typed(mut widget: Widget, first: &str, second: Option<&str>) -> Result<Json, Wrong> {
    let fact = widget.asked().expect("a question").to_owned();
    widget.types(FIRST, first);
    if let Some(second) = second {
        widget.types(SECOND, second);
    }
    let effects = widget.does(Action::Continue);
    if let Some(entry) = &widget.state.entry
        && let Some(wrong) = &entry.wrong
    {
        assert_eq!(focused(&effects), [wrong.field.id()]);
        assert_eq!(widget.state.session.answer(&fact), None);
        return Err(wrong.clone());
    }
    Ok(widget.state.session.answer(&fact).expect("it was answered").clone())
}

fn money(locale: Locale, first: &str, currency: &str) -> Result<Json, Wrong> {
    typed(asking(locale, "iptv-subscription", "{}", "amount_paid"), first, Some(currency))
}

fn instant(first: &str, second: &str) -> Result<Json, Wrong> {
    typed(asking(Locale::En, "iptv-subscription", "{}", "purchased_at"), first, Some(second))
}

fn ratio(locale: Locale, first: &str) -> Result<Json, Wrong> {
    typed(asking(locale, "iptv-subscription", "{}", "usage_ratio"), first, None)
}

fn hours(locale: Locale, first: &str) -> Result<Json, Wrong> {
    typed(asking(locale, "iptv-subscription", "{}", "outage_hours"), first, None)
}

fn count(first: &str) -> Result<Json, Wrong> {
    let facts = r#"{"applications_ordered": 3, "forms_delivered": false}"#;
    typed(asking(Locale::En, "passport-forms", facts, "applications_cancelled"), first, None)
}

fn key<T: std::fmt::Debug>(found: Result<T, Wrong>) -> &'static str {
    found.expect_err("something is wrong").key
}

#[test]
fn amounts_are_taken_in_every_language() {
    for (locale, text, expected) in [
        (Locale::Es, "49,90", r#"{"minor": 4990, "currency": "EUR"}"#),
        (Locale::Fr, "49.9", r#"{"minor": 4990, "currency": "EUR"}"#),
        (Locale::En, "1,234.50 €", r#"{"minor": 123450, "currency": "EUR"}"#),
        (Locale::En, "EUR 49.90", r#"{"minor": 4990, "currency": "EUR"}"#),
        (Locale::Es, "49,90 eur", r#"{"minor": 4990, "currency": "EUR"}"#),
    ] {
        assert_eq!(money(locale, text, "EUR"), Ok(json(expected)), "{text}");
    }
    assert_eq!(money(Locale::En, "4990", "JPY"), Ok(json(r#"{"minor": 4990, "currency": "JPY"}"#)));
    assert_eq!(money(Locale::En, "4,990", "JPY"), Ok(json(r#"{"minor": 4990, "currency": "JPY"}"#)));
    assert_eq!(money(Locale::En, "1.234", "KWD"), Ok(json(r#"{"minor": 1234, "currency": "KWD"}"#)));
}

#[test]
fn an_amount_that_can_be_read_in_two_ways_is_asked_again_with_both() {
    for (locale, text, readings) in [
        (Locale::En, "47.999", ["47999.00 EUR", "48.00 EUR"]),
        (Locale::Es, "47.999", ["47999,00 EUR", "48,00 EUR"]),
        (Locale::Fr, "1,234", ["1234,00 EUR", "1,23 EUR"]),
        (Locale::En, "1.235", ["1235.00 EUR", "1.24 EUR"]),
    ] {
        let wrong = money(locale, text, "EUR").expect_err("it is asked again");
        assert_eq!((wrong.field, wrong.key), (EntryField::First, "problem.ambiguous"), "{text}");
        assert_eq!([said(&wrong, "thousands"), said(&wrong, "decimals")], readings);
    }
}

#[test]
fn an_amount_that_its_currency_cannot_have_is_told_at_its_field() {
    let wrong = money(Locale::En, "49.9012", "EUR").expect_err("it has four decimals");
    assert_eq!(
        (wrong.key, said(&wrong, "n"), said(&wrong, "example")),
        ("problem.decimals", "2", "49.90 EUR")
    );
    let wrong = money(Locale::En, "49.90", "JPY").expect_err("there is no part of a yen");
    assert_eq!((wrong.key, said(&wrong, "example")), ("problem.no_decimals", "4990 JPY"));
    assert_eq!(key(money(Locale::En, "x", "EUR")), "problem.amount");
    assert_eq!(key(money(Locale::En, "", "EUR")), "problem.amount");
    assert_eq!(key(money(Locale::En, "-5", "EUR")), "problem.negative");
    assert_eq!(key(money(Locale::En, "90071992547410", "EUR")), "problem.too_large");
    let wrong = money(Locale::En, "5", "ABC").expect_err("there is no such currency");
    assert_eq!((wrong.field, wrong.key), (EntryField::Second, "problem.currency"));
}

#[test]
fn numbers_are_taken_in_the_unit_in_which_they_are_typed() {
    assert_eq!(ratio(Locale::Es, "7,5 %"), Ok(json("0.075")));
    assert_eq!(ratio(Locale::En, "7"), Ok(json("0.07")));
    assert_eq!(ratio(Locale::En, "100"), Ok(json("1")));
    assert_eq!(hours(Locale::Fr, "1,5"), Ok(json("1.5")));
    assert_eq!(hours(Locale::En, "60"), Ok(json("60")));
    assert_eq!(count("2"), Ok(json("2")));
}

#[test]
fn a_number_that_cannot_be_is_told_with_its_bounds() {
    let wrong = ratio(Locale::En, "101").expect_err("more than all of it");
    assert_eq!((wrong.key, said(&wrong, "min"), said(&wrong, "max")), ("problem.range", "0", "100"));
    // Not more than were ordered.
    let wrong = count("4").expect_err("three were ordered");
    assert_eq!((wrong.key, said(&wrong, "min"), said(&wrong, "max")), ("problem.range", "1", "3"));
    let wrong = hours(Locale::En, "-1").expect_err("time does not run backwards");
    assert_eq!((wrong.key, said(&wrong, "min")), ("problem.at_least", "0"));
    assert_eq!(key(hours(Locale::En, "long")), "problem.number");
    assert_eq!(key(count("1.5")), "problem.whole");
    assert_eq!(key(count("1.000")), "problem.whole");
    assert_eq!(key(hours(Locale::En, "1.234")), "problem.ambiguous");
    assert_eq!(key(hours(Locale::Es, "0,1255")), "problem.decimals");
}

#[test]
fn a_date_and_a_time_are_those_of_the_shoppers_wall() {
    assert_eq!(instant("2026-11-28", "13:00"), Ok("2026-11-28T12:00:00Z".into()));
    assert_eq!(instant("2026-11-30", "16:59"), Ok("2026-11-30T15:59:00Z".into()));
}

#[test]
fn a_year_that_cannot_be_meant_is_asked_again() {
    for date in ["0026-11-28", "1926-11-28", "12026-11-28", "1999-12-31", "0000-01-01"] {
        let wrong = instant(date, "").expect_err("nobody bought it then");
        assert_eq!((wrong.field, wrong.key), (EntryField::First, "problem.year"), "{date}");
    }
    assert_eq!(key(instant("2062-11-28", "")), "problem.future");
    assert_eq!(instant("2000-01-01", "12:00"), Ok("2000-01-01T11:00:00Z".into()));
}

#[test]
fn what_is_no_date_is_told_at_its_field() {
    for date in ["", "2026", "2026-02-30", "tomorrow"] {
        assert_eq!(key(instant(date, "")), "problem.date", "{date}");
    }
    assert_eq!(key(instant("2026-12-01", "")), "problem.future");
}

#[test]
fn a_payment_before_the_purchase_is_asked_again_from_either_side() {
    let payment = |known: &str, date, time| {
        typed(asking(Locale::En, "smm-services", known, "last_payment_at"), date, Some(time))
    };
    let bought = r#"{"purchased_at": "2026-11-20T14:00:00Z"}"#;
    let wrong = payment(bought, "2026-11-20", "14:59").expect_err("it was bought at 15:00");
    assert_eq!(
        (wrong.field, wrong.key, said(&wrong, "date")),
        (EntryField::First, "problem.not_before", "2026-11-20, 15:00")
    );
    assert_eq!(key(payment(bought, "2026-11-19", "")), "problem.not_before");
    assert_eq!(payment(bought, "2026-11-20", "15:00"), Ok("2026-11-20T14:00:00Z".into()));
    // Of which only the day is known, it was on that day after the purchase.
    assert_eq!(payment(bought, "2026-11-20", ""), Ok("2026-11-20T22:59:00Z".into()));

    let purchase = |known: &str, date, time| {
        typed(asking(Locale::En, "smm-services", known, "purchased_at"), date, Some(time))
    };
    let paid = r#"{"reason": "cancel_recurring", "last_payment_at": "2026-11-20T14:00:00Z"}"#;
    let wrong = purchase(paid, "2026-11-21", "10:00").expect_err("it was paid for the day before");
    assert_eq!((wrong.key, said(&wrong, "date")), ("problem.not_after", "2026-11-20, 15:00"));
    assert_eq!(purchase(paid, "2026-11-20", ""), Ok("2026-11-20T14:00:00Z".into()));
}

#[test]
fn half_a_date_or_a_time_is_asked_again() {
    for (part, field, key) in
        [(EntryField::Second, "second", "problem.time"), (EntryField::First, "first", "problem.date")]
    {
        let mut widget = asking(Locale::En, "iptv-subscription", "{}", "purchased_at");
        widget.types(FIRST, "2026-11-28");
        widget.happens(Message::Incomplete(Field::Entry(part)));
        assert_eq!(focused(&widget.does(Action::Continue)), [field]);
        let wrong = widget.state.entry.as_ref().and_then(|entry| entry.wrong.as_ref()).expect("it is told");
        assert_eq!((wrong.field, wrong.key), (part, key));
        // Completed, or emptied, it is taken.
        widget.types(FIRST, "2026-11-28");
        widget.types(SECOND, "");
        widget.does(Action::Continue);
        assert!(widget.state.session.answer("purchased_at").is_some());
    }
}

#[test]
fn a_day_without_a_time_is_the_instant_of_that_day_that_is_better_for_the_shopper() {
    // A window after the purchase is open for longer when the purchase was later.
    let mut widget = asking(Locale::En, "iptv-subscription", "{}", "purchased_at");
    widget.types(FIRST, "2026-11-28");
    widget.does(Action::Continue);
    assert_eq!(widget.state.session.answer("purchased_at"), Some(&"2026-11-28T22:59:00Z".into()));
    assert_eq!(widget.state.session.day_only, ["purchased_at"]);
    // Up to now, on this very day.
    assert_eq!(instant("2026-11-30", ""), Ok("2026-11-30T16:00:00Z".into()));
    // Where a waiting time runs, it was earlier.
    let contacted = asking(Locale::En, "iptv-subscription", "{}", "support_contacted_at");
    assert_eq!(typed(contacted, "2026-11-28", None), Ok("2026-11-27T23:00:00Z".into()));
}

#[test]
fn a_clock_that_is_a_little_behind_keeps_nobody_from_answering() {
    // 17:00 on the wall.
    assert_eq!(instant("2026-11-30", "17:09"), Ok("2026-11-30T16:09:00Z".into()));
    assert_eq!(key(instant("2026-11-30", "17:11")), "problem.future");
}

#[test]
fn an_entry_shows_what_was_answered_before() {
    let shown = |locale, policy, facts: &str, fact: &str, value: &str| {
        let mut widget = Widget::start_in(locale, policy, facts);
        widget.state.session.set_answer(fact, json(value));
        widget.happens(Message::Tick);
        widget.does(Action::Change(fact.to_owned()));
        let entry = widget.state.entry.expect("it is asked again");
        (entry.first, entry.second)
    };
    let iptv = |fact, value| shown(Locale::Es, "iptv-subscription", "{}", fact, value);
    let text = |first: &str, second: &str| (first.to_owned(), second.to_owned());
    assert_eq!(iptv("reason", "\"service_outage\""), text("service_outage", ""));
    assert_eq!(iptv("purchased_at", "\"2026-11-28T12:00:00Z\""), text("2026-11-28", "13:00"));
    let outage = r#"{"reason": "service_outage"}"#;
    let outage = |fact, value| shown(Locale::Es, "iptv-subscription", outage, fact, value);
    assert_eq!(outage("outage_by_merchant", "true"), text("yes", ""));
    assert_eq!(outage("outage_hours", "1.5"), text("1,5", ""));
    let facts = r#"{"reason": "technical_problem", "purchased_at": "2026-11-01T12:00:00Z", "support_contacted_at": null}"#;
    let late = |fact, value| shown(Locale::Es, "iptv-subscription", facts, fact, value);
    assert_eq!(late("amount_paid", r#"{"minor": 4990, "currency": "USD"}"#), text("49,90", "USD"));
    assert_eq!(late("usage_ratio", "0.07"), text("7", ""));
    assert_eq!(late("usage_ratio", "0.125"), text("12,5", ""));
}

#[test]
fn a_fact_that_may_be_none_can_be_said_to_be_none() {
    let mut widget = asking(Locale::En, "iptv-subscription", "{}", "support_contacted_at");
    widget.does(Action::NotAtAll);
    assert_eq!(widget.state.session.answer("support_contacted_at"), Some(&Json::Null));
    // And only such a fact.
    let mut widget = asking(Locale::En, "iptv-subscription", "{}", "purchased_at");
    assert_eq!(widget.does(Action::NotAtAll), []);
    assert_eq!(widget.state.session.answer("purchased_at"), None);
}

#[test]
fn a_ratio_that_a_program_divided_is_taken() {
    let facts = r#"{"reason": "technical_problem", "purchased_at": "2026-11-01T12:00:00Z", "usage_ratio": 0.3333333333333333, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let widget = Widget::start("iptv-subscription", facts);
    let case = widget.state.case.expect("a case");
    assert_eq!(case.rejected, []);
    assert!(case.json.get("usage_ratio").is_some());
}
