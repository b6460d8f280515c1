//! Records in the browser's own storage: what was typed, as text under a key.

use gloo_storage::{LocalStorage, Storage};
use gloo_utils::window;
use refund_policy::Instant;

use crate::session::Session;

/// What the key of every record begins with.
const PREFIX: &str = "refund-widget:";

/// The record under a key, if there is one.
pub(super) fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores a record; false where the browser does not.
pub(super) fn save(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Forgets a record. A browser that cannot forget has not stored it either.
pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Forgets the records that are too old or unreadable, of every order and not only of the one whose page is open; their keys.
pub(super) fn forget_old(now: Instant) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
    let is_old = |key: &String| load(key).is_some_and(|text| Session::parse(&text, now).is_none());
    let old: Vec<String> = keys.filter(|key| key.starts_with(PREFIX)).filter(is_old).collect();
    old.iter().for_each(|key| forget(key));
    old
}

/// Where storage is not allowed, asking for it is an exception, which gloo does not expect.
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()??;
    Some(LocalStorage::raw())
}

#[cfg(test)]
mod tests {
    use refund_policy::Instant;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{forget, forget_old, load, save};
    use crate::session::Session;

    #[wasm_bindgen_test]
    fn a_record_is_stored_as_it_is_and_forgotten() {
        assert!(save("refund-widget:a:1", "{\"words\": \"año\"}"));
        assert_eq!(load("refund-widget:a:1").as_deref(), Some("{\"words\": \"año\"}"));
        forget("refund-widget:a:1");
        assert_eq!(load("refund-widget:a:1"), None);
    }

    #[wasm_bindgen_test]
    fn what_is_too_old_or_no_record_goes_and_nothing_else() {
        let day = |days: i64| Instant::from_millis(1_800_000_000_000 + days * 86_400_000);
        let session = |at| Session::new(at, [7; 16]).to_text();
        save("refund-widget:b:old", &session(day(0)));
        save("refund-widget:b:new", &session(day(19)));
        save("refund-widget:b:broken", "}");
        save("another", "}");
        let mut forgotten = forget_old(day(20));
        forgotten.sort();
        assert_eq!(forgotten, ["refund-widget:b:broken", "refund-widget:b:old"]);
        assert!(load("refund-widget:b:new").is_some() && load("another").is_some());
        forget("refund-widget:b:new");
        forget("another");
    }
}
