//! Which questions are still worth asking, and in which order.

use crate::compiled::diagram::TooComplex;
use crate::compiled::policy::Policy;
use crate::document::{Fact, FactIndex};
use crate::value::json::Json;
use crate::value::time::Instant;
use crate::verdict::decide::missing;
use crate::verdict::facts::Facts;
use crate::verdict::questions::Lookahead;
use crate::verdict::relevance::deadline_and_evidence_facts;

/// The questions, the next one first.
///
/// First what can still change the status, a remedy, an alternative or an amount, then what can change the deadline or the
/// evidence alone. What only decides which clause is cited is no question, nor is what merely interests whoever reviews
/// (`context`). `given` are the facts as they were given: what has been answered is not asked again.
pub fn interview<'a>(policy: &'a Policy, given: &Json, facts: &Facts, at: Instant) -> Vec<&'a Fact> {
    let mut questions: Vec<FactIndex> = missing(policy, facts, at, Lookahead::Full);
    // What is too complex to be followed is not asked for: it would change no status and no remedy.
    let besides = deadline_and_evidence_facts(policy, facts, at).unwrap_or_else(|TooComplex| Vec::new());
    for fact in besides {
        if !questions.contains(&fact) {
            questions.push(fact);
        }
    }
    let fact = |index: FactIndex| policy.document.facts.get(index).filter(|fact| is_askable(fact, given));
    questions.into_iter().filter_map(fact).collect()
}

/// What may be told on the request for whoever reviews, and decides nothing.
pub(crate) fn context<'a>(policy: &'a Policy, given: &Json) -> Vec<&'a Fact> {
    policy.document.facts.iter().filter(|fact| fact.context && is_askable(fact, given)).collect()
}

fn is_askable(fact: &Fact, given: &Json) -> bool {
    !fact.by_merchant && given.get(&fact.id).is_none()
}
