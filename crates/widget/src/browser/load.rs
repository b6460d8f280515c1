//! What an element is loaded with: its words, and its policy from an address or as a script has handed it over.

use std::rc::Rc;

use gloo_utils::window;
use js_sys::Promise;
use refund_intl::IntlFormat;
use refund_policy::{Json, Locale, Problem, Strings, Words, from_json};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;

use super::events;
use super::running::Running;
use crate::load::{Answer, Loaded};
use crate::message::Message;
use crate::state::State;

/// The languages of the policies' texts.
const POLICY_LOCALES: [Locale; 3] = [Locale::Es, Locale::Fr, Locale::En];

#[wasm_bindgen]
extern "C" {
    /// What www/load.js hands in, so that a build for bundlers can bring its own.
    pub type Loader;

    /// The widget's own words in one language: the parsed table.
    #[wasm_bindgen(method)]
    fn strings(this: &Loader, locale: &str) -> Promise;

    /// The evaluator's.
    #[wasm_bindgen(method)]
    fn words(this: &Loader, locale: &str) -> Promise;

    /// What came of asking a policy's address (www/ask.js), which was asked already while the wasm was loaded.
    #[wasm_bindgen(method)]
    fn policy(this: &Loader, address: &str) -> Promise;

    type Asked;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Asked) -> String;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Asked) -> u16;

    #[wasm_bindgen(method, getter)]
    fn told(this: &Asked) -> String;

    #[wasm_bindgen(method, getter)]
    fn text(this: &Asked) -> String;

    /// What scripts of the page had set before the widget was there, each undefined where they have not.
    pub type Given;

    #[wasm_bindgen(method, getter)]
    pub(super) fn policy(this: &Given) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(super) fn facts(this: &Given) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = strings)]
    pub(super) fn own_strings(this: &Given) -> JsValue;
}

impl Running {
    /// The languages are others, or are known for the first time.
    pub(super) fn load_strings(self: &Rc<Self>) {
        let (locale, policy_locale) = languages(&self.host);
        *self.format.borrow_mut() = format(locale);
        self.send(Message::Languages { locale, policy_locale });
        let (running, strings) = (self.clone(), self.loader.strings(locale.tag()));
        spawn_local(async move {
            running.load_words(locale, policy_locale).await;
            match table(strings).await {
                // Another language may have been asked for meanwhile.
                Ok(strings) if languages(&running.host).0 == locale => {
                    running.send(Message::Strings(strings))
                }
                Ok(_) => {}
                Err(error) => running.tell_error("strings_unreachable", &error, ""),
            }
        });
    }

    /// Loads the evaluator's words in a language, unless they are there.
    async fn load_words(self: &Rc<Self>, locale: Locale, quoting: Locale) {
        let is_known =
            |state: &State| state.words(locale).is_some_and(|words| words.text_locale() == quoting);
        if is_known(&self.state.borrow()) {
            return;
        }
        match words(&self.loader, locale, quoting).await {
            Ok(words) => self.send(Message::Words(Rc::new(words))),
            Err(error) => self.tell_error("strings_unreachable", &error, ""),
        }
    }

    /// A script gives the policy: its address, or the document. Nothing stands for the attribute.
    pub(super) fn set_policy(self: &Rc<Self>, policy: JsValue) {
        *self.set_policy.borrow_mut() = policy;
        self.load_policy();
    }

    /// Loads the policy, once more if it has been before.
    pub(super) fn load_policy(self: &Rc<Self>) {
        let load = self.loads.get() + 1;
        self.loads.set(load);
        let set = self.set_policy.borrow().clone();
        let is_set = !set.is_null() && !set.is_undefined();
        let source = if is_set { set } else { self.host.get_attribute("policy").into() };
        let running = self.clone();
        spawn_local(async move {
            let loaded = document(&running.loader, source).await;
            let policy = crate::load::policy(loaded, &refund_intl::find_zone);
            // Nothing can be said of a policy before there are words, and nothing written to its shop before there are that one's.
            let (locale, policy_locale) = languages(&running.host);
            running.load_words(locale, policy_locale).await;
            let language = policy.as_ref().map_or(locale, |(policy, _)| policy.document.language);
            if language != locale {
                running.load_words(language, language).await;
            }
            if running.loads.get() != load {
                return;
            }
            let policy = policy.map(|(policy, document)| {
                *running.document.borrow_mut() = Some(document);
                policy
            });
            running.send(Message::Policy(policy));
        });
    }
}

/// The languages of an element: of the widget's own words, and of the policy's texts.
pub(super) fn languages(host: &HtmlElement) -> (Locale, Locale) {
    let tags = tags(host);
    crate::load::languages(tags.iter().map(String::as_str), &POLICY_LOCALES)
}

/// The languages that concern an element, the nearest first: its `lang` or that of what it stands in, and those of the browser.
fn tags(host: &HtmlElement) -> Vec<String> {
    let around = host.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    around.into_iter().chain(spoken()).collect()
}

/// The languages of the browser.
fn spoken() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// What a promise of a table of words comes to; or what went wrong, for developers.
async fn table<T: DeserializeOwned>(table: Promise) -> Result<T, String> {
    let table = JsFuture::from(table).await.map_err(|error| events::message(&error).unwrap_or_default())?;
    let json = refund_intl::from_js(&table).map_err(|problem| problem.message)?;
    from_json(&json).map_err(|error| error.to_string())
}

/// The evaluator's words in one language, and where policies do not speak that, beside those of one that they do.
async fn words(loader: &Loader, locale: Locale, quoting: Locale) -> Result<Words, String> {
    let own = own_words(loader, locale).await?;
    Ok(if quoting == locale { own } else { own.beside(own_words(loader, quoting).await?) })
}

async fn own_words(loader: &Loader, locale: Locale) -> Result<Words, String> {
    let strings: Strings = table(loader.words(locale.tag())).await?;
    Ok(Words::new(strings, Box::new(format(locale))))
}

/// How the reader of this browser writes dates, amounts and numbers in a language.
pub(super) fn format(locale: Locale) -> IntlFormat {
    let spoken = spoken();
    IntlFormat::of_reader(locale, spoken.iter().map(String::as_str))
}

/// The policy's document from its source: an address, or the document itself.
async fn document(loader: &Loader, source: JsValue) -> Loaded {
    match source.as_string() {
        Some(address) if !address.trim().is_empty() => Loaded::Asked(asked(loader, &address).await),
        None if source.is_object() => Loaded::Given(refund_intl::from_js(&source)),
        _ => Loaded::Missing,
    }
}

async fn asked(loader: &Loader, address: &str) -> Answer {
    // What goes wrong is told in what it comes to.
    let asked = JsFuture::from(loader.policy(address)).await.unwrap_or_default();
    let asked: Asked = asked.unchecked_into();
    let body = refund_policy::parse(asked.text().as_bytes());
    Answer { url: asked.url(), status: asked.status(), told: asked.told(), body }
}

/// An attribute's text as JSON; where there is none, as an empty object.
pub(super) fn parsed(text: &str) -> Result<Json, Problem> {
    if text.trim().is_empty() {
        return Ok(Json::Object(Vec::new()));
    }
    refund_policy::parse(text.as_bytes())
}
