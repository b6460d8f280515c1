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
    /// Its address did not answer.
    Unreachable,
    /// It answered with this status; the body as JSON, or what kept it from being read.
    Answer(u16, Result<Json, Problem>),
    /// A script gave the document.
    Given(Json),
}

/// The policy that was loaded, or why there is none.
pub fn policy(loaded: &Loaded, find_zone: FindZone<'_>) -> Result<Box<Policy>, LoadError> {
    let document = match loaded {
        Loaded::Given(document) | Loaded::Answer(200..=299, Ok(document)) => document,
        Loaded::Missing => return Err(LoadError::new("policy_missing", "no policy was given")),
        // JSON with a place at which it is wrong: a key that stands twice.
        Loaded::Answer(200..=299, Err(problem)) if !problem.pointer.is_empty() => {
            return Err(LoadError::from(problem.clone()));
        }
        Loaded::Answer(200..=299, Err(_)) => {
            return Err(LoadError::new("policy_unreadable", "the policy's address did not answer with JSON"));
        }
        Loaded::Answer(404 | 410, _) => {
            return Err(LoadError::new("policy_not_found", "there is nothing at the policy's address"));
        }
        Loaded::Unreachable | Loaded::Answer(..) => {
            return Err(LoadError::new("policy_unreachable", "the policy could not be loaded"));
        }
    };
    Policy::read(document, find_zone).map(Box::new).map_err(LoadError::from)
}
