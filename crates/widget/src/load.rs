//! What an element is loaded with: its languages, and the policy as it came.

use refund_policy::{FindZone, Json, Locale, Policy, Problem};

use crate::message::LoadError;

/// The languages of an element by the tags of what it stands in and of the browser, the nearest first: that of the widget's own words,
/// and that of the policy's texts, which are in fewer.
pub fn languages<'a>(
    tags: impl IntoIterator<Item = &'a str> + Clone,
    policy_locales: &[Locale],
) -> (Locale, Locale) {
    let known = || tags.clone().into_iter().filter_map(Locale::parse);
    let own = known().next().unwrap_or(Locale::En);
    let policy = known().find(|locale| policy_locales.contains(locale)).unwrap_or(Locale::En);
    (own, policy)
}

/// What came of loading a policy.
#[derive(Clone, PartialEq, Debug)]
pub enum Loaded {
    /// None was named.
    Missing,
    /// Its address was asked.
    Asked(Answer),
    /// A script gave the document, or what is none.
    Given(Result<Json, Problem>),
}

/// What came of asking a policy's address.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The absolute address; as it was given where it is none.
    pub url: String,
    /// The status of HTTP; 0 where there is no answer.
    pub status: u16,
    /// The answer's status and type, or why there is none, for developers.
    pub told: String,
    /// The body as JSON, or what kept it from being read.
    pub body: Result<Json, Problem>,
}

/// The policy that was loaded, and its document, or why there is none.
pub fn policy(loaded: Loaded, find_zone: FindZone<'_>) -> Result<(Box<Policy>, Json), LoadError> {
    let document = match loaded {
        Loaded::Missing => return Err(LoadError::new("policy_missing", "no policy was given")),
        Loaded::Given(given) => given?,
        Loaded::Asked(answer) => answered(answer)?,
    };
    Ok((Box::new(Policy::read(&document, find_zone)?), document))
}

/// The package says the same of the same (npm/src/source.js).
fn answered(Answer { url, status, told, body }: Answer) -> Result<Json, LoadError> {
    let (code, what) = match (status, body) {
        (200..=299, Ok(document)) => return Ok(document),
        // JSON with a place at which it is wrong: a key that stands twice.
        (200..=299, Err(problem)) if !problem.pointer.is_empty() => return Err(LoadError::from(problem)),
        (200..=299, Err(_)) => ("policy_unreadable", "is not JSON"),
        (404 | 410, _) => ("policy_not_found", "is not there"),
        _ => ("policy_unreachable", "cannot be had"),
    };
    Err(LoadError::new(code, &format!("the policy {url} {what}: {told}")))
}
