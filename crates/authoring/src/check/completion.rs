//! A witness with more facts: all that it takes until amounts and steps tell two verdicts apart.

use refund_policy::document::FactIndex;
use refund_policy::{Facts, Instant, Json, Policy};

use crate::case_set::Example;
use crate::example::examples;
use crate::region::{Region, Witness};

/// Two clauses that give the same in so many cases do so in all.
const MOST: usize = 1_000;

/// The example's witness as it is, and then with other values for these facts, as far as they lie in its region.
pub(super) fn completions<'a>(
    policy: &'a Policy,
    example: Example,
    facts: &[FactIndex],
) -> impl Iterator<Item = (Witness, Facts)> + 'a {
    let Example { region, witness: Witness { at, facts: known } } = example;
    let mut given = vec![known];
    for fact in facts {
        let values = values_in(policy, &region, *fact, at);
        given = given.iter().flat_map(|facts| with_each(facts, &values)).take(MOST).collect();
    }
    given.into_iter().filter_map(move |facts| {
        let read = Facts::read(policy, &facts, at).ok()?;
        Some((Witness { at, facts }, read))
    })
}

/// Examples of a fact's cells in a region, each as a member of the facts.
fn values_in(policy: &Policy, region: &Region, index: FactIndex, at: Instant) -> Vec<(String, Json)> {
    let known = policy.document.facts.get(index).zip(policy.cells.get(index));
    let Some((fact, cells)) = known else { return Vec::new() };
    let values = examples(cells, fact, region.cells_of(index), at, policy.zone()).into_iter();
    values.map(|value| (fact.id.clone(), fact.to_json(value))).collect()
}

/// The facts as they are, and then with each of these values.
fn with_each(facts: &Json, values: &[(String, Json)]) -> Vec<Json> {
    let others = values.iter().map(|(fact, value)| {
        let mut facts = facts.clone();
        facts.set(fact, value.clone());
        facts
    });
    [facts.clone()].into_iter().chain(others).collect()
}
