//! The request that is sent.

use crate::compiled::policy::Policy;
use crate::request::prefill::prefill;
use crate::request::types::{Details, Request};
use crate::value::convert::to_json;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::verdict::facts::Facts;
use crate::verdict::verdict;
use crate::verdict::words::Words;

/// The request that would be posted, as the contract writes it; `given` are the facts as JSON.
///
/// The verdict in it is in the shopper's words. Its subject and message, unless the shopper has changed them, are in the words of
/// the merchant's language, [`Document::language`](crate::document::Document::language).
pub fn compose(
    policy: &Policy,
    given: &Json,
    details: &Details,
    at: Instant,
    words: &Words,
    merchant_words: &Words,
) -> Result<Json, Vec<Problem>> {
    let facts = Facts::read(policy, given, at)?;
    let verdict = verdict(policy, &facts, at, words);
    let draft = prefill(policy, &facts, details, at, merchant_words);
    let request = Request {
        id: details.id.clone(),
        sent_at: at,
        locale: words.locale(),
        policy: verdict.policy.clone(),
        facts: given.clone(),
        verdict: verdict.to_json(),
        customer: details.customer.clone(),
        order_id: details.order_id.clone(),
        subject: details.subject.clone().unwrap_or(draft.subject),
        message: details.message.clone().unwrap_or(draft.message),
        attachments: details.attachments.clone(),
        wish: details.wish.clone(),
    };
    let request = to_json(&request);
    // What nobody would take is told before it is sent.
    limits::check(&request).map_err(|problem| vec![problem])?;
    Ok(request)
}
