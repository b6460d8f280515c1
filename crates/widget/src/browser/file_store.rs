//! Files that survive a reload: in IndexedDB, each under its record's key and its hash. They live exactly as long as the record,
//! which lists them.

use js_sys::{Array, ArrayBuffer, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FilePropertyBag, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransactionMode,
};

use super::records;

const DATABASE: &str = "refund-widget";
const STORE: &str = "files";

/// A file as it is stored.
pub(super) struct StoredFile {
    pub(super) file: File,
    /// Whether it still holds what a camera wrote into it.
    pub(super) is_raw: bool,
}

/// Stores a file.
pub(super) async fn save(key: &str, sha256: &str, stored: &StoredFile) -> Result<(), JsValue> {
    let StoredFile { file, is_raw } = stored;
    // Its bytes, because a private window of WebKit stores no file.
    let bytes = JsFuture::from(file.array_buffer()).await?;
    let value = js_sys::Object::new();
    let members: [(&str, JsValue); 4] = [
        ("bytes", bytes),
        ("name", file.name().into()),
        ("type", file.type_().into()),
        ("raw", (*is_raw).into()),
    ];
    for (name, member) in members {
        Reflect::set(&value, &name.into(), &member)?;
    }
    within(IdbTransactionMode::Readwrite, |store| store.put_with_key(&value, &path(key, Some(sha256))))
        .await?;
    Ok(())
}

/// A file as it was stored; none where the browser has none.
pub(super) async fn find(key: &str, sha256: &str) -> Result<Option<StoredFile>, JsValue> {
    let found = within(IdbTransactionMode::Readonly, |store| store.get(&path(key, Some(sha256)))).await?;
    if found.is_undefined() {
        return Ok(None);
    }
    let member = |name: &str| Reflect::get(&found, &name.into());
    let bytes: ArrayBuffer = member("bytes")?.dyn_into()?;
    let options = FilePropertyBag::new();
    options.set_type(&member("type")?.as_string().unwrap_or_default());
    let name = member("name")?.as_string().unwrap_or_default();
    let file = File::new_with_buffer_source_sequence_and_options(&Array::of1(&bytes), &name, &options)?;
    Ok(Some(StoredFile { file, is_raw: member("raw")?.is_truthy() }))
}

/// Forgets a stored file, or all of a record's.
pub(super) async fn forget(key: &str, sha256: Option<&str>) -> Result<(), JsValue> {
    let range = match sha256 {
        Some(_) => IdbKeyRange::only(&path(key, sha256))?,
        // A list comes after every text.
        None => IdbKeyRange::bound(&path(key, None), &Array::of2(&key.into(), &Array::new()))?,
    };
    within(IdbTransactionMode::Readwrite, |store| store.delete(&range)).await?;
    Ok(())
}

/// Forgets the files whose record is gone.
pub(super) async fn sweep() -> Result<(), JsValue> {
    let paths: Array =
        within(IdbTransactionMode::Readonly, IdbObjectStore::get_all_keys).await?.dyn_into()?;
    for path in paths.iter().filter_map(|path| path.dyn_into::<Array>().ok()) {
        let (key, sha256) = (path.get(0).as_string().unwrap_or_default(), path.get(1).as_string());
        if records::load(&key).is_none() {
            forget(&key, sha256.as_deref()).await?;
        }
    }
    Ok(())
}

fn path(key: &str, sha256: Option<&str>) -> JsValue {
    [Some(key), sha256].into_iter().flatten().map(JsValue::from).collect::<Array>().into()
}

/// What an act in one transaction leaves, once it is on the disk.
async fn within(
    mode: IdbTransactionMode,
    act: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<JsValue, JsValue> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    let request = act(&transaction.object_store(STORE)?)?;
    let is_done = promise(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    });
    let outcome = is_done.await;
    database.close();
    outcome?;
    request.result()
}

async fn open() -> Result<IdbDatabase, JsValue> {
    // Where storage is not allowed there may be none.
    let factory = gloo_utils::window().indexed_db()?.ok_or(JsValue::UNDEFINED)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let upgraded = request.clone();
    let upgrade = Closure::<dyn Fn()>::new(move || {
        if let Ok(database) = upgraded.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            // A new database has no store yet.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    promise(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await?;
    request.result()?.dyn_into()
}

/// IndexedDB is older than promises.
async fn promise(listen: impl Fn(&js_sys::Function, &js_sys::Function)) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::new(&mut |resolve, reject| listen(&resolve, &reject))).await
}

#[cfg(test)]
mod tests {
    use gloo_file::futures::read_as_text;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{StoredFile, find, forget, save, sweep};
    use crate::browser::records;

    fn file(text: &str) -> StoredFile {
        let parts = js_sys::Array::of1(&text.into());
        let options = web_sys::FilePropertyBag::new();
        options.set_type("text/plain");
        let file = web_sys::File::new_with_str_sequence_and_options(&parts, "año.txt", &options).unwrap();
        StoredFile { file, is_raw: true }
    }

    #[wasm_bindgen_test]
    async fn a_file_comes_back_as_it_was() {
        save("refund-widget:f:1", "ab", &file("hello")).await.unwrap();
        let found = find("refund-widget:f:1", "ab").await.unwrap().unwrap();
        assert_eq!((found.file.name().as_str(), found.file.type_().as_str()), ("año.txt", "text/plain"));
        assert!(found.is_raw);
        assert_eq!(read_as_text(&found.file.into()).await.unwrap(), "hello");
        assert!(find("refund-widget:f:1", "cd").await.unwrap().is_none());
        assert!(find("refund-widget:f:2", "ab").await.unwrap().is_none());
    }

    #[wasm_bindgen_test]
    async fn one_file_is_forgotten_or_all_of_a_record() {
        let is_there = async |key, hash| find(key, hash).await.unwrap().is_some();
        let (key, other) = ("refund-widget:g:1", "refund-widget:g:10");
        for (key, hash) in [(key, "a"), (key, "b"), (other, "a")] {
            save(key, hash, &file("x")).await.unwrap();
        }
        forget(key, Some("a")).await.unwrap();
        assert!(!is_there(key, "a").await && is_there(key, "b").await);
        forget(key, None).await.unwrap();
        assert!(!is_there(key, "b").await && is_there(other, "a").await);
    }

    #[wasm_bindgen_test]
    async fn files_go_with_their_record() {
        let (kept, gone) = ("refund-widget:h:kept", "refund-widget:h:gone");
        records::save(kept, "{}");
        save(kept, "a", &file("x")).await.unwrap();
        save(gone, "a", &file("x")).await.unwrap();
        sweep().await.unwrap();
        assert!(find(kept, "a").await.unwrap().is_some());
        assert!(find(gone, "a").await.unwrap().is_none());
        records::forget(kept);
    }
}
