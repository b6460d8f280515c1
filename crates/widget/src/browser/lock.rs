//! One tab at a time, by the Web Locks API.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

// web-sys has it among what is unstable, which takes a flag of the compiler for everything.
#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &Object, act: &JsValue) -> Result<Promise, JsValue>;
}

/// Does something unless another tab is doing it under the same name: then there is nothing to be had.
///
/// Where there are no locks (plain HTTP, a sandboxed frame) it is done in any case.
pub(super) async fn alone<T: 'static>(name: &str, act: impl Future<Output = T> + 'static) -> Option<T> {
    let Some(locks) = locks() else { return Some(act.await) };
    // It is handed to the lock, and taken back where the browser refuses to give one.
    let act = Rc::new(Cell::new(Some(act)));
    let done = Rc::new(Cell::new(None));
    let (waiting, result) = (act.clone(), done.clone());
    let hold = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let act = if lock.is_null() { None } else { waiting.take() };
        future_to_promise(async move {
            if let Some(act) = act {
                result.set(Some(act.await));
            }
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let options = Object::new();
    // A new object takes whatever it is given.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let is_refused = match locks.request(name, &options, &hold) {
        Ok(held) => JsFuture::from(held).await.is_err(),
        Err(_) => true,
    };
    match act.take().filter(|_| is_refused) {
        Some(act) => Some(act.await),
        None => done.take(),
    }
}

fn locks() -> Option<LockManager> {
    let locks = Reflect::get(&gloo_utils::window().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::alone;

    #[wasm_bindgen_test]
    async fn what_one_does_another_does_not_do_meanwhile() {
        let inner = alone("refund-widget:lock", async {
            let same = alone("refund-widget:lock", async { 1 }).await;
            let other = alone("refund-widget:other", async { 2 }).await;
            (same, other)
        });
        assert_eq!(inner.await, Some((None, Some(2))));
        assert_eq!(alone("refund-widget:lock", async { 3 }).await, Some(3), "it is free again");
    }

    #[wasm_bindgen_test]
    async fn where_there_are_no_locks_it_is_done_in_any_case() {
        // A browser refuses a lock of such a name, as it refuses every one in a sandboxed frame.
        assert_eq!(alone("-refused", async { 1 }).await, Some(1));
    }
}
