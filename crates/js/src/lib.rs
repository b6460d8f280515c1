//! The evaluator for JavaScript: these bindings convert and delegate, and decide nothing.
//!
//! The npm package calls them (npm/src/policy.js). What is wrong is thrown as a list of problems
//! (`{code, message, pointer, hint?}`). Defaults (the clock, the locale, a new id) are the caller's.

mod decider;

use refund_intl::{find_zone, from_js, json_to_js, to_js, words};
use refund_policy::request::{self, Attachment, Details, Wish};
use refund_policy::{
    Currency, Facts, Instant, Json, Locale, Problem, Verdict, decide, from_json, to_json, verdict,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use decider::{Column, Decider};

/// A policy that can be evaluated.
#[wasm_bindgen]
pub struct Policy(refund_policy::Policy);

#[wasm_bindgen]
impl Policy {
    /// Reads a policy's document.
    #[wasm_bindgen(constructor)]
    pub fn read(document: &JsValue) -> Result<Policy, JsValue> {
        let document = from_js(document).map_err(one)?;
        refund_policy::Policy::read(&document, &find_zone).map(Policy).map_err(one)
    }

    /// Reads a policy's document from its text, which `JSON.parse` would read otherwise: of a key that stands twice it keeps
    /// the last.
    #[wasm_bindgen(js_name = fromText)]
    pub fn from_text(text: &str) -> Result<Policy, JsValue> {
        let document = refund_policy::parse(text.as_bytes()).map_err(one)?;
        refund_policy::Policy::read(&document, &find_zone).map(Policy).map_err(one)
    }

    /// The document's `id`.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.document.id.clone()
    }

    /// The merchant's language.
    #[wasm_bindgen(getter)]
    pub fn language(&self) -> String {
        self.0.document.language.tag().to_owned()
    }

    /// The document's `version`.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> String {
        self.0.document.version.clone()
    }

    /// What tells this document from any other: `sha256-…`.
    #[wasm_bindgen(getter)]
    pub fn digest(&self) -> String {
        self.0.digest.clone()
    }

    /// The verdict on the facts of one case.
    pub fn evaluate(&self, facts: &JsValue, at: &JsValue, locale: &JsValue) -> Result<JsValue, JsValue> {
        let (at, locale) = options(at, locale)?;
        self.judge(facts, at, locale).map(|verdict| to_js(&verdict)).map_err(thrown)
    }

    /// The verdicts on many cases, in their order; a bad case is `{"error": {code, message, pointer}}` in its place.
    #[wasm_bindgen(js_name = evaluateMany)]
    pub fn evaluate_many(
        &self,
        cases: Vec<JsValue>,
        at: &JsValue,
        locale: &JsValue,
    ) -> Result<Vec<JsValue>, JsValue> {
        let (at, locale) = options(at, locale)?;
        let judged = cases.iter().map(|facts| self.judge(facts, at, locale));
        Ok(judged.map(|verdict| verdict.map_or_else(in_place, |verdict| to_js(&verdict))).collect())
    }

    /// The decision on the facts of one case: a verdict without texts.
    pub fn decide(&self, facts: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let at = instant(at)?;
        let facts = Facts::read(&self.0, &from_js(facts).map_err(one)?, at).map_err(thrown)?;
        Ok(to_js(&decide(&self.0, &facts, at)))
    }

    /// The policy laid out for facts in this order.
    pub fn decider(&self, ids: Vec<String>) -> Result<Decider, JsValue> {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        Decider::new(&self.0, &ids).map_err(one)
    }

    /// What facts there are, in the document's order: `{id, kind, values}`.
    pub fn columns(&self) -> JsValue {
        to_js(&self.0.document.facts.iter().map(Column::of).collect::<Vec<_>>())
    }

    /// The request that would be posted.
    pub fn request(
        &self,
        facts: &JsValue,
        details: &JsValue,
        at: &JsValue,
        locale: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (at, locale) = options(at, locale)?;
        let (facts, details) = (from_js(facts).map_err(one)?, read_details(details).map_err(one)?);
        let merchant_words = words(self.0.document.language);
        let request = request::compose(&self.0, &facts, &details, at, words(locale), merchant_words);
        request.map(|request| json_to_js(&request)).map_err(thrown)
    }

    /// A request evaluated again: `{verdict, differences}`.
    pub fn verify(&self, request: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let at = instant(at)?;
        let request = request::read(&from_js(request).map_err(one)?).map_err(thrown)?;
        let found = request::verify(&self.0, &request, at, words(request.locale)).map_err(thrown)?;
        Ok(json_to_js(&to_json(&found)))
    }
}

impl Policy {
    fn judge(&self, facts: &JsValue, at: Instant, locale: Locale) -> Result<Verdict, Vec<Problem>> {
        let facts = Facts::read(&self.0, &from_js(facts).map_err(|problem| vec![problem])?, at)?;
        Ok(verdict(&self.0, &facts, at, words(locale)))
    }
}

/// The memory in which a decider's row and amounts lie.
#[wasm_bindgen(js_name = linearMemory)]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Whether a currency of ISO 4217 has this code.
#[wasm_bindgen(js_name = isCurrency)]
pub fn is_currency(code: &str) -> bool {
    Currency::parse(code).is_some()
}

/// The name that was probably meant where an unknown one is used.
#[wasm_bindgen]
pub fn nearest(name: &str, names: Vec<String>) -> Option<String> {
    refund_policy::nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// An instant in milliseconds since 1970; not a number where the text is none.
#[wasm_bindgen]
pub fn millis(text: &str) -> f64 {
    Instant::parse(text).map_or(f64::NAN, |at| at.millis() as f64)
}

/// Texts come as values, so that one that is none is told by its code and not by the glue's exception.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

fn options(at: &JsValue, locale: &JsValue) -> Result<(Instant, Locale), JsValue> {
    let tag = text(locale);
    let locale = Locale::parse(&tag).ok_or_else(|| {
        let tags = Locale::ALL.map(Locale::tag).join(", ");
        one(unfit("unknown_locale", "/locale", &format!("one of {tags}"), &tag))
    });
    Ok((instant(at)?, locale?))
}

fn instant(at: &JsValue) -> Result<Instant, JsValue> {
    let at = text(at);
    Instant::parse(&at).ok_or_else(|| one(unfit("invalid_instant", "/at", "an instant with an offset", &at)))
}

fn unfit(code: &'static str, pointer: &str, expected: &str, found: &str) -> Problem {
    Problem::new(code, pointer, format!("expected {expected}, found `{found}`"))
}

/// The details bear the names that they have in the request. What serde would refuse is told with its place before.
fn read_details(details: &JsValue) -> Result<Details, Problem> {
    let json = from_js(details)?;
    for (index, file) in
        json.get("attachments").and_then(Json::as_list).unwrap_or_default().iter().enumerate()
    {
        Attachment::read(file, &format!("/attachments/{index}"))?;
    }
    if json.get("wish").is_some_and(|wish| Wish::read(wish).is_none()) {
        return Err(Problem::new("unknown_remedy", "/wish/kind", "the wish is not for a known remedy"));
    }
    from_json(&json).map_err(|error| Problem::new("wrong_type", "", error.to_string()))
}

fn one(problem: Problem) -> JsValue {
    thrown(vec![problem])
}

fn thrown(problems: Vec<Problem>) -> JsValue {
    to_js(&problems)
}

fn in_place(problems: Vec<Problem>) -> JsValue {
    #[derive(Serialize)]
    struct Failed {
        error: Option<Problem>,
    }
    to_js(&Failed { error: problems.into_iter().next() })
}
