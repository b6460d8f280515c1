//! The browser's history: its Back leads to the screen before, and the page's address stays what it is.
//!
//! The page may have a router of its own, which knows its entries by what it wrote into them. That is kept, and the place is
//! written beside it, under the key of the element's record: an element that a framework makes anew knows its entries again.

use gloo_utils::history;
use js_sys::{Object, Reflect};
use refund_policy::{from_json, to_json};
use wasm_bindgen::{JsCast, JsValue};

use crate::session::Place;

/// What the widgets of a page have written into an entry.
const MEMBER: &str = "refund-widget";

/// Adds an entry for a place. The present entry is given its own first, so that it is known again.
pub(super) fn push(key: &str, from: &Place, to: &Place) {
    let history = history();
    // A frame may not be allowed to, and some browsers refuse a hundred in half a minute: then Back leads out of the page, as ever.
    if place_of(&state(), key).is_none() {
        let _ = history.replace_state(&with_place(&state(), key, from), "");
    }
    let _ = history.push_state(&with_place(&state(), key, to), "");
}

/// The place that an entry holds for an element; none in an entry that is the page's own.
pub(super) fn place_of(state: &JsValue, key: &str) -> Option<Place> {
    let place = Reflect::get(&Reflect::get(state, &MEMBER.into()).ok()?, &key.into()).ok()?;
    from_json(&refund_intl::from_js(&place).ok()?).ok()
}

fn state() -> JsValue {
    history().state().unwrap_or_default()
}

/// A state as it was, with the place of one element in it.
fn with_place(state: &JsValue, key: &str, place: &Place) -> JsValue {
    let places = copied(&Reflect::get(state, &MEMBER.into()).unwrap_or_default());
    let state = copied(state);
    let place = refund_intl::to_js(&to_json(place));
    // New plain objects take whatever they are given.
    let _ = Reflect::set(&places, &key.into(), &place);
    let _ = Reflect::set(&state, &MEMBER.into(), &places);
    state.into()
}

fn copied(value: &JsValue) -> Object {
    match value.dyn_ref::<Object>() {
        Some(object) => Object::assign(&Object::new(), object),
        None => Object::new(),
    }
}

#[cfg(test)]
mod tests {
    use gloo_utils::{history, window};
    use js_sys::{JSON, Reflect};
    use wasm_bindgen::JsValue;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{place_of, push, state};
    use crate::session::{Place, Screen};

    fn place(screen: Screen) -> Place {
        Place { screen, fact: None }
    }

    #[wasm_bindgen_test]
    fn a_place_is_known_again_and_the_page_keeps_what_it_wrote() {
        let url = window().location().href().unwrap();
        let own = JSON::parse("{\"router\": {\"idx\": 3}}").unwrap();
        history().replace_state(&own, "").unwrap();
        push("a", &place(Screen::Questions), &place(Screen::Answer));
        push("b", &place(Screen::Questions), &place(Screen::Request));
        assert_eq!(place_of(&state(), "a"), Some(place(Screen::Answer)));
        assert_eq!(place_of(&state(), "b"), Some(place(Screen::Request)));
        let router = Reflect::get(&state(), &"router".into()).unwrap();
        assert_eq!(JSON::stringify(&router).unwrap(), "{\"idx\":3}");
        assert_eq!(window().location().href().unwrap(), url);
    }

    #[wasm_bindgen_test]
    fn an_entry_of_the_page_holds_no_place() {
        for state in
            [JsValue::NULL, JsValue::from(3), JSON::parse("{\"refund-widget\": {\"a\": 5}}").unwrap()]
        {
            assert_eq!(place_of(&state, "a"), None);
        }
    }
}
