//! A witness with more facts: all that it takes until amounts and steps tell two verdicts apart.

use crate::document::FactIndex;
use crate::facts::Facts;
use crate::json::Json;
use crate::policy::Policy;
use crate::region::Witness;
use crate::time::Instant;

/// Two clauses that give the same in so many cases do so in all.
const MOST: usize = 1_000;

/// The witness as it is, and then with values for these facts, each combination of examples of their cells.
pub(super) fn completions<'a>(
    policy: &'a Policy,
    witness: Witness,
    facts: &[FactIndex],
) -> impl Iterator<Item = (Witness, Facts)> + 'a {
    let mut given = vec![witness.facts];
    for index in facts {
        given =
            given.iter().flat_map(|facts| with_each(policy, *index, facts, witness.at)).take(MOST).collect();
    }
    given.into_iter().filter_map(move |facts| {
        let read = Facts::read(policy, &facts, witness.at).ok()?;
        Some((Witness { at: witness.at, facts }, read))
    })
}

/// The facts as they are, and then with each value of this one, unless they have one.
fn with_each(policy: &Policy, index: FactIndex, facts: &Json, at: Instant) -> Vec<Json> {
    let mut all = vec![facts.clone()];
    let Some((fact, cells)) = policy.document.facts.get(index).zip(policy.cells.get(index)) else {
        return all;
    };
    if facts.get(&fact.id).is_none() {
        let values = (0..cells.count()).flat_map(|cell| cells.examples(fact, cell, at, policy.zone()));
        all.extend(values.map(|value| {
            let mut facts = facts.clone();
            facts.set(&fact.id, fact.to_json(value));
            facts
        }));
    }
    all
}
