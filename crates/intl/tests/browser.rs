//! Zones and values against a real engine. The browser's own table is compared with chrono-tz in the evaluator's tests.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test's helpers fail by panicking")]

use js_sys::{JSON, eval};
use refund_intl::{find_zone, from_js, json_to_js, to_js};
use refund_policy::{Instant, Json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn hours_east(zone: &str, at: &str) -> f64 {
    let at = Instant::parse(at).expect("an instant");
    f64::from(find_zone(zone).expect("a known zone").offset_at(at)) / 3600.0
}

#[wasm_bindgen_test]
fn offsets_follow_the_change_of_the_clocks() {
    for zone in ["Europe/Madrid", "Europe/Paris"] {
        assert_eq!(hours_east(zone, "2026-03-29T00:59:59.999Z"), 1.0);
        assert_eq!(hours_east(zone, "2026-03-29T01:00:00Z"), 2.0);
        assert_eq!(hours_east(zone, "2026-10-25T00:59:59Z"), 2.0);
        assert_eq!(hours_east(zone, "2026-10-25T01:00:00Z"), 1.0);
    }
}

#[wasm_bindgen_test]
fn half_hours_the_west_and_universal_time_are_read() {
    assert_eq!(hours_east("Australia/Lord_Howe", "2026-07-01T00:00:00Z"), 10.5);
    assert_eq!(hours_east("Australia/Lord_Howe", "2026-12-01T00:00:00Z"), 11.0);
    assert_eq!(hours_east("America/Havana", "2026-01-01T00:00:00Z"), -5.0);
    assert_eq!(hours_east("America/Havana", "2026-07-01T00:00:00Z"), -4.0);
    assert_eq!(hours_east("America/St_Johns", "2026-01-01T00:00:00Z"), -3.5);
    assert_eq!(hours_east("Asia/Kathmandu", "2026-01-01T00:00:00Z"), 5.75);
    assert_eq!(hours_east("UTC", "2026-01-01T00:00:00Z"), 0.0);
}

#[wasm_bindgen_test]
fn an_answer_of_late_is_given_for_its_own_instant_alone() {
    let madrid = find_zone("Europe/Madrid").expect("a known zone");
    let hours: Vec<i32> =
        (0..8760).map(|hour| madrid.offset_at(Instant::from_millis(hour * 3_600_000))).collect();
    let again: Vec<i32> =
        (0..8760).map(|hour| madrid.offset_at(Instant::from_millis(hour * 3_600_000))).collect();
    assert_eq!(hours, again);
    // Spain kept no summer time in 1970.
    assert!(hours.iter().all(|offset| *offset == 3600));
}

#[wasm_bindgen_test]
fn an_unknown_zone_is_none() {
    assert!(find_zone("Europe/Atlantis").is_none());
    assert!(find_zone("").is_none());
}

fn read(script: &str) -> Option<String> {
    from_js(&eval(script).expect("a value")).ok().map(|json| json.compact())
}

#[wasm_bindgen_test]
fn values_are_read_as_json_reads_them() {
    assert_eq!(
        read("({b: 1, a: [true, null, 'x', 0.5]})").as_deref(),
        Some(r#"{"b":1,"a":[true,null,"x",0.5]}"#)
    );
    assert_eq!(read("({known: null, unknown: undefined})").as_deref(), Some(r#"{"known":null}"#));
    assert_eq!(read("({at: new Date(0)})").as_deref(), Some(r#"{"at":"1970-01-01T00:00:00.000Z"}"#));
    assert_eq!(read("-0").as_deref(), Some("0"));
}

#[wasm_bindgen_test]
fn what_has_no_json_is_refused() {
    for script in ["undefined", "[undefined]", "NaN", "1n", "(() => 1)", "new Date(NaN)"] {
        assert_eq!(read(script), None, "{script}");
    }
}

#[wasm_bindgen_test]
fn what_is_too_much_is_refused_where_it_stands() {
    let cases = [
        ("(a => a[0] = a)([])", "too_deep"),
        ("(a => a[1] = a[0] = a)([])", "too_deep"),
        // Each of these contains the next one twice: a million million values, in forty objects.
        ("let twice = 1; for (let n = 0; n < 40; n++) twice = {a: twice, b: twice}; twice", "too_large"),
        ("Array(30000).fill(0)", "too_large"),
    ];
    for (script, code) in cases {
        let problem = from_js(&eval(script).expect("a value")).expect_err("it is refused");
        assert_eq!(problem.code, code, "{script}");
    }
    let problem = from_js(&eval("({a: [1, {b: NaN}]})").expect("a value")).expect_err("it is refused");
    assert_eq!((problem.code, problem.pointer.as_str()), ("not_json", "/a/1/b"));
}

#[wasm_bindgen_test]
fn values_are_handed_over_as_plain_objects() {
    let text = r#"{"a":[1,0.25,"\u0001\"ñ€😀"],"__proto__":null,"n":null}"#;
    let Ok(json) = from_js(&JSON::parse(text).expect("a value")) else { unreachable!("{text} is JSON") };
    assert!(matches!(&json, Json::Object(members) if members.len() == 3));
    assert_eq!(
        JSON::stringify(&json_to_js(&json)).expect("text"),
        JsValue::from_str(text).as_string().expect("text")
    );
    let json = Json::object([("minor", 4_990.into()), ("until", Json::Null), ("list", Json::list(["a"]))]);
    let text = JSON::stringify(&to_js(&json)).expect("text");
    assert_eq!(text, r#"{"minor":4990,"until":null,"list":["a"]}"#);
}
