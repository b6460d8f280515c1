//! Which questions are still worth asking, and in which order.

use crate::decide::{citing_facts, missing};
use crate::document::{Fact, FactIndex};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::policy::Policy;
use crate::questions::Lookahead;
use crate::rule::holds;
use crate::time::Instant;

/// The questions, the next one first.
///
/// First what can still change the verdict, then what only decides which clause is cited, then what the author
/// asks besides: a fact with a default in the cases that need it, and context for whoever reviews. `given` are the
/// facts as they were given, so that a fact with a default is asked until it is answered.
pub fn interview<'a>(policy: &'a Policy, given: &Json, facts: &Facts, at: Instant) -> Vec<&'a Fact> {
    let document = &policy.document;
    let is_given = |fact: &Fact| given.get(&fact.id).is_some();
    let mut questions: Vec<FactIndex> = missing(policy, facts, at, Lookahead::Full);
    let besides = document.facts.iter().enumerate().filter(|(_, fact)| {
        let asked = fact.ask_when.as_ref().is_some_and(|when| holds(policy, when, facts, at) == Some(true));
        (asked || fact.context) && !is_given(fact)
    });
    let later = citing_facts(policy, facts, at).into_iter().chain(besides.map(|(index, _)| index));
    for fact in later {
        if !questions.contains(&fact) {
            questions.push(fact);
        }
    }
    let fact =
        |index: FactIndex| document.facts.get(index).filter(|fact| !fact.by_merchant && !is_given(fact));
    questions.into_iter().filter_map(fact).gather()
}
