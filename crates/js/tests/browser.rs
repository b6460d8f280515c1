//! The bindings in a real engine: what comes out has the contract's names, and what is thrown says what is wrong.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test's helpers fail by panicking")]

use js_sys::{Array, JSON, Reflect};
use refund_js::Policy;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn at() -> JsValue {
    "2026-11-21T12:00:00Z".into()
}

fn parse(text: &str) -> JsValue {
    JSON::parse(text).expect("JSON")
}

fn policy() -> Policy {
    Policy::read(&parse(include_str!("../../../policies/passport-forms/policy.json"))).expect("a policy")
}

fn facts() -> JsValue {
    parse(r#"{"purchased_at": "2026-11-20T10:00:00Z", "forms_delivered": false, "reason": "changed_mind"}"#)
}

/// The text under a path of keys.
fn text(value: &JsValue, path: &[&str]) -> String {
    let found =
        path.iter().fold(value.clone(), |value, key| Reflect::get(&value, &(*key).into()).expect("a member"));
    found.as_string().expect("a text")
}

fn code<T>(result: Result<T, JsValue>) -> String {
    text(&result.err().expect("problems"), &["0", "code"])
}

#[wasm_bindgen_test]
fn a_verdict_has_the_names_of_the_contract() {
    let verdict = policy().evaluate(&facts(), &at(), &"fr".into()).expect("a verdict");
    assert_eq!(text(&verdict, &["status"]), "qualifies");
    assert_eq!(text(&verdict, &["reasons", "0", "clause"]), "cancellation_window");
    assert_eq!(text(&verdict, &["until"]), "2026-11-27T23:00:00Z");
    assert_eq!(text(&verdict, &["policy", "digest"]), policy().digest());
}

#[wasm_bindgen_test]
fn a_bad_case_stops_no_others() {
    let cases = vec![facts(), parse(r#"{"reasson": 1}"#), facts()];
    let judged = policy().evaluate_many(cases, &at(), &"es".into()).expect("verdicts");
    let [first, bad, last] = judged.as_slice() else { unreachable!("as many verdicts as cases") };
    assert_eq!(text(first, &["status"]), "qualifies");
    assert_eq!(text(bad, &["error", "code"]), "unknown_fact");
    assert_eq!(text(last, &["status"]), "qualifies");
}

#[wasm_bindgen_test]
fn a_request_is_verified_without_differences() {
    let details = r#"{"id": "6f1c0e0a-58cc-4372-a567-0e02b2c3d479",
        "customer": {"name": "Ana", "email": "ana@example.com"}, "order_id": "A-1001"}"#;
    let request = policy().request(&facts(), &parse(details), &at(), &"en".into()).expect("a request");
    assert_eq!(text(&request, &["customer", "name"]), "Ana");
    let found = policy().verify(&request, &at()).expect("a verification");
    assert_eq!(Array::from(&Reflect::get(&found, &"differences".into()).expect("differences")).length(), 0);
}

#[wasm_bindgen_test]
fn what_is_wrong_is_thrown_with_its_code() {
    assert_eq!(code(Policy::read(&JsValue::UNDEFINED)), "not_json");
    assert_eq!(code(policy().evaluate(&facts(), &"today".into(), &"es".into())), "invalid_instant");
    assert_eq!(code(policy().evaluate(&facts(), &at(), &"pl".into())), "unknown_locale");
    assert_eq!(
        code(policy().evaluate(&parse(r#"{"reason": "whim"}"#), &at(), &"es".into())),
        "unknown_choice"
    );
    assert_eq!(
        code(policy().request(&facts(), &parse(r#"{"wish": {"kind": "gold"}}"#), &at(), &"es".into())),
        "unknown_remedy"
    );
    assert_eq!(code(policy().verify(&parse("{}"), &at())), "missing_key");
}

#[wasm_bindgen_test]
fn a_text_is_read_as_everywhere_else() {
    let text = include_str!("../../../policies/passport-forms/policy.json");
    let marked = Policy::from_text(&format!("\u{feff}{text}")).expect("a policy");
    assert_eq!(marked.digest(), policy().digest());
    let twice = text.replacen("\"zone\":", "\"zone\": \"UTC\", \"zone\":", 1);
    assert_eq!(code(Policy::from_text(&twice)), "duplicate_key");
}

#[wasm_bindgen_test]
fn a_zone_has_one_spelling_whatever_the_engine_takes() {
    for zone in ["europe/madrid", "Europe/MADRID", "+01:00", "utc"] {
        let text =
            include_str!("../../../policies/passport-forms/policy.json").replacen("Europe/Madrid", zone, 1);
        assert_eq!(code(Policy::read(&parse(&text))), "unknown_zone", "{zone}");
    }
}
