//! A request evaluated again, and where its sender's verdict differs.

use serde::Serialize;

use crate::compiled::policy::Policy;
use crate::request::types::Request;
use crate::value::json::Json;
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::verdict::clock;
use crate::verdict::facts::Facts;
use crate::verdict::words::Words;
use crate::verdict::{Verdict, verdict};

/// What the merchant's side finds.
#[derive(Clone, Serialize)]
pub struct Verification {
    /// The verdict by its own policy and clock.
    pub verdict: Verdict,
    /// Where the sender's verdict differs.
    pub differences: Vec<Difference>,
}

/// A part of a verdict that was sent otherwise than it was found.
#[derive(Clone, Serialize)]
pub struct Difference {
    /// A JSON pointer into the request.
    pub pointer: &'static str,
    /// What was sent.
    pub sent: Json,
    /// What was found.
    pub found: Json,
}

/// Evaluates a request again at `at`, and says where its sender's verdict differs. The words are those of who reads it.
///
/// Where the sender's clock is a little ahead, the evaluation is at the latest of the facts ([`clock::within_tolerance`]):
/// nobody loses a refund, and no verdict differs, by minutes between two clocks.
///
/// Problems with the facts point into the request (`/facts/…`).
pub fn verify(
    policy: &Policy,
    request: &Request,
    at: Instant,
    words: &Words,
) -> Result<Verification, Vec<Problem>> {
    let at = clock::within_tolerance(policy, &request.facts, at);
    let within = |problem: Problem| problem.within("facts");
    let facts = Facts::read(policy, &request.facts, at)
        .map_err(|problems| problems.into_iter().map(within).collect::<Vec<_>>())?;
    let verdict = verdict(policy, &facts, at, words);
    let differences = differences(request, &verdict);
    Ok(Verification { verdict, differences })
}

/// What binds the merchant is compared; texts, which depend on the locale, and the clocks are not.
fn differences(request: &Request, verdict: &Verdict) -> Vec<Difference> {
    const COMPARED: [(&str, &str); 7] = [
        ("/verdict/status", "status"),
        ("/verdict/remedies", "remedies"),
        ("/verdict/choice", "choice"),
        ("/verdict/alternatives", "alternatives"),
        ("/verdict/until", "until"),
        ("/verdict/missing", "missing"),
        ("/verdict/timeline", "timeline"),
    ];
    let found = verdict.to_json();
    let part = |json: &Json, key: &str| json.get(key).cloned().unwrap_or(Json::Null);
    let compared = COMPARED.map(|(pointer, key)| (pointer, part(&request.verdict, key), part(&found, key)));
    let policy = [
        ("/policy/version", request.policy.version.as_str().into(), verdict.policy.version.as_str().into()),
        ("/policy/digest", request.policy.digest.as_str().into(), verdict.policy.digest.as_str().into()),
    ];
    policy
        .into_iter()
        .chain(compared)
        .filter(|(_, sent, found)| !alike(sent, found))
        .map(|(pointer, sent, found)| Difference { pointer, sent, found })
        .collect()
}

/// Whether two values are equal, whatever the order of an object's members.
fn alike(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Object(members), Json::Object(others)) => {
            members.len() == others.len()
                && members.iter().all(|(key, value)| right.get(key).is_some_and(|other| alike(value, other)))
        }
        (Json::List(items), Json::List(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(item, other)| alike(item, other))
        }
        _ => left == right,
    }
}
