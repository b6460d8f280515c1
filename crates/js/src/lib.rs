//! The evaluator for JavaScript: these bindings convert and delegate, and decide nothing.
//!
//! Two call them: the npm package (npm/src/policy.js) and the element (www/widget/policy.js). What is wrong is thrown as a
//! list of problems (`{code, message, pointer, hint?}`). Defaults (the clock, the locale, a new id) are the callers'.

use refund_intl::{find_zone, from_js, to_js};
use refund_policy::digits;
use refund_policy::request::{self, Attachment, Details, Wish};
use refund_policy::{Conversation, Currency, Facts, Instant, Json, Locale, Problem, verdict};
use wasm_bindgen::prelude::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

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

    /// The request that would be posted.
    pub fn request(
        &self,
        facts: &JsValue,
        details: &JsValue,
        at: &JsValue,
        locale: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (at, locale) = options(at, locale)?;
        let details = from_js(details).and_then(|json| read_details(&json)).map_err(one)?;
        let facts = from_js(facts).map_err(one)?;
        request::compose(&self.0, &facts, &details, at, locale).map(|request| to_js(&request)).map_err(thrown)
    }

    /// A case while the shopper is asked: `{facts, verdict, questions, rejected}`, the questions being ids of facts, the next
    /// one first, and `rejected` the problems with what could not be used of the facts that are given and of the answers.
    pub fn ask(
        &self,
        given: &JsValue,
        answers: &JsValue,
        at: &JsValue,
        locale: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (at, locale) = options(at, locale)?;
        let (given, answers) = (from_js(given).map_err(one)?, from_js(answers).map_err(one)?);
        let Conversation { json, facts, questions, rejected } =
            Conversation::new(&self.0, given, &answers, at);
        Ok(to_js(&Json::object([
            ("facts", json),
            ("verdict", verdict(&self.0, &facts, at, locale).to_json()),
            ("questions", Json::list(questions.iter().map(|fact| fact.id.as_str()))),
            ("rejected", listed(&rejected)),
        ])))
    }

    /// What is wrong with these facts: a list of problems, empty where they can be used.
    pub fn problems(&self, facts: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let at = instant(at)?;
        let facts = from_js(facts).map_err(one)?;
        Ok(to_js(&listed(&Facts::read(&self.0, &facts, at).err().unwrap_or_default())))
    }

    /// Whether a fact's instant, of which only the day is known, is read as the end of that day.
    #[wasm_bindgen(js_name = isKinderWhenLater)]
    pub fn is_kinder_when_later(&self, fact: &JsValue) -> bool {
        self.0.document.fact(&text(fact)).is_some_and(|fact| self.0.is_kinder_when_later(fact))
    }

    /// The subject and the message of a request as the policy words them in a language: `{subject, message}`.
    pub fn prefill(
        &self,
        facts: &JsValue,
        details: &JsValue,
        at: &JsValue,
        language: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (at, language) = options(at, language)?;
        let details = from_js(details).and_then(|json| read_details(&json)).map_err(one)?;
        let facts = from_js(facts).map_err(|problem| vec![problem]);
        let facts = facts.and_then(|json| Facts::read(&self.0, &json, at)).map_err(thrown)?;
        let draft = request::prefill(&self.0, &facts, &details, at, language);
        Ok(to_js(&Json::object([("subject", draft.subject.into()), ("message", draft.message.into())])))
    }
}

/// What only the package offers.
#[cfg(feature = "package")]
#[wasm_bindgen]
impl Policy {
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
        let judged = cases.iter().map(|facts| self.judge(facts, at, locale).unwrap_or_else(in_place));
        Ok(judged.map(|verdict| to_js(&verdict)).collect())
    }

    /// A request evaluated again: `{verdict, differences}`.
    pub fn verify(&self, request: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let at = instant(at)?;
        let request = request::read(&from_js(request).map_err(one)?).map_err(thrown)?;
        let found = request::verify(&self.0, &request, at).map_err(thrown)?;
        let differences = Json::list(found.differences.iter().map(request::Difference::to_json));
        Ok(to_js(&Json::object([("verdict", found.verdict.to_json()), ("differences", differences)])))
    }
}

#[cfg(feature = "package")]
impl Policy {
    fn judge(&self, facts: &JsValue, at: Instant, locale: Locale) -> Result<Json, Vec<Problem>> {
        let facts = Facts::read(&self.0, &from_js(facts).map_err(|problem| vec![problem])?, at)?;
        Ok(verdict(&self.0, &facts, at, locale).to_json())
    }
}

/// How many decimals a currency has; nothing for what is no currency's code.
#[wasm_bindgen(js_name = minorDigits)]
pub fn minor_digits(currency: &JsValue) -> Option<u8> {
    Currency::parse(&text(currency)).map(Currency::minor_digits)
}

/// The SHA-256 of bytes in hexadecimal. The browser hashes files; this is for pages on plain HTTP, where it does not.
#[wasm_bindgen]
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in refund_policy::sha256(bytes) {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
        }
    }
    text
}

// Texts come as values: what would hand them over by themselves weighs more in the glue and in the wasm than reading them.
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

fn options(at: &JsValue, locale: &JsValue) -> Result<(Instant, Locale), JsValue> {
    let tag = text(locale);
    let locale = Locale::parse(&tag);
    let locale = locale.ok_or_else(|| unfit("unknown_locale", "/locale", "`es`, `fr` or `en`", &tag));
    Ok((instant(at)?, locale.map_err(one)?))
}

fn instant(at: &JsValue) -> Result<Instant, JsValue> {
    let at = text(at);
    Instant::parse(&at).ok_or_else(|| one(unfit("invalid_instant", "/at", "an instant with an offset", &at)))
}

fn unfit(code: &'static str, pointer: &str, expected: &str, found: &str) -> Problem {
    Problem::new(code, pointer, ["expected ", expected, ", found `", found, "`"].concat())
}

/// The details bear the names that they have in the request.
fn read_details(json: &Json) -> Result<Details, Problem> {
    // What can fail comes first: nothing is there yet that would have to be given back.
    let mut attachments = Vec::new();
    for file in json.get("attachments").and_then(Json::as_list).unwrap_or_default() {
        let pointer = ["/attachments/", &digits::written(attachments.len())].concat();
        attachments.push(Attachment::read(file, &pointer)?);
    }
    let wish = json.get("wish").map(read_wish).transpose()?;
    let text = |json: Option<&Json>, key| Some(json?.get(key)?.as_str()?.to_owned());
    let (json, customer) = (Some(json), json.get("customer"));
    Ok(Details {
        id: text(json, "id").unwrap_or_default(),
        name: text(customer, "name").unwrap_or_default(),
        email: text(customer, "email").unwrap_or_default(),
        order_id: text(json, "order_id"),
        subject: text(json, "subject"),
        message: text(json, "message"),
        wish,
        attachments,
    })
}

fn read_wish(json: &Json) -> Result<Wish, Problem> {
    Wish::read(json)
        .ok_or_else(|| Problem::new("unknown_remedy", "/wish/kind", "the wish is not for a known remedy"))
}

fn one(problem: Problem) -> JsValue {
    thrown(vec![problem])
}

fn thrown(problems: Vec<Problem>) -> JsValue {
    to_js(&listed(&problems))
}

fn listed(problems: &[Problem]) -> Json {
    Json::list(problems.iter().map(Problem::to_json))
}

#[cfg(feature = "package")]
fn in_place(problems: Vec<Problem>) -> Json {
    Json::object([("error", problems.first().map(Problem::to_json).into())])
}
