//! Writes cases for what no case reaches, with what the policy says of them now: for its author to read and to keep.

use refund_native::words;
use refund_policy::compiled::cells::CellSet;
use refund_policy::compiled::diagram::TooComplex;
use refund_policy::document::{FactIndex, FactKind};
use refund_policy::verdict::decide::{citing_facts, possible_cells};
use refund_policy::{Facts, Instant, Json, Locale, Lookahead, Policy, Problem, missing, verdict};

use super::Coverage;
use crate::cases::expectation;
use crate::cover::cover;
use crate::example::examples;
use crate::region::{Region, Witness, witness};

/// One case for each region that no case reaches, then one for each gap that is left; `taken` are ids not to be given
/// again. Each is `{"id", "at", "facts", "expect"}`, and counts as a case of `coverage`.
///
/// The regions are the sentences in which the cases of each outcome can be told, as few as is sensible; facts that change
/// nothing in them are left out. Where an amount is given, what it is computed from is made up, so that the case shows
/// one. The error is `too_complex`: there are more regions than anybody reads.
pub fn generate(coverage: &mut Coverage<'_>, taken: &[String]) -> Result<Vec<Json>, Problem> {
    let policy = coverage.policy;
    let mut ids = taken.to_vec();
    let mut cases = Vec::new();
    for region in regions(policy)? {
        if !coverage.reaches(&region) {
            let witness = witness(policy, &region);
            cases.extend(witness.and_then(|witness| case(coverage, &mut ids, &witness)));
        }
    }
    // A case for one gap often fills others, so that they are worked out anew; none takes more than its own case.
    for _ in 0..coverage.gaps().len() {
        let Some(gap) = coverage.gaps().into_iter().next() else { break };
        cases.extend(case(coverage, &mut ids, &gap.witness));
    }
    Ok(cases)
}

/// The regions of a policy, clause by clause.
fn regions(policy: &Policy) -> Result<Vec<Region>, TooComplex> {
    let mut leaves = policy.diagram.leaves(policy.root, &[]);
    leaves.sort_by_key(|leaf| policy.outcomes.get(*leaf).map(|outcome| outcome.clause));
    let mut regions = Vec::new();
    for leaf in leaves {
        let blocks = cover((&policy.diagram, policy.root), leaf, &policy.cells)?;
        regions.extend(blocks.into_iter().map(|cells| Region { cells, leaf }));
    }
    Ok(regions)
}

impl Coverage<'_> {
    /// Whether a case certainly lies in a region.
    fn reaches(&self, region: &Region) -> bool {
        let lies_in = |case: &Vec<CellSet>| {
            region.cells.iter().all(|(fact, set)| case.get(*fact).is_some_and(|cells| cells & !set == 0))
        };
        self.cases.iter().any(lies_in)
    }
}

/// The case of a witness, with what the policy says of it.
fn case(coverage: &mut Coverage<'_>, ids: &mut Vec<String>, witness: &Witness) -> Option<Json> {
    let (policy, at) = (coverage.policy, witness.at);
    let facts = completed(policy, witness)?;
    let verdict = verdict(policy, &facts, at, words(Locale::En));
    let clause = verdict.deciding().map_or("no_clause", |reason| reason.clause.as_str());
    let id = (1..).map(|number| format!("{clause}-{number}")).find(|id| !ids.contains(id))?;
    coverage.add(&facts, at);
    ids.push(id.clone());
    Some(Json::object([
        ("id", id.into()),
        ("at", at.into()),
        ("facts", given(policy, &facts)),
        ("expect", expectation(&verdict)),
    ]))
}

/// A witness's facts, with values for those on which what is given, or which clause gives it, still depends.
fn completed(policy: &Policy, witness: &Witness) -> Option<Facts> {
    let at = witness.at;
    let mut facts = Facts::read(policy, &witness.facts, at).ok()?;
    while let Some(fact) = open_fact(policy, &facts, at) {
        facts = with(policy, &facts, fact, at)?;
    }
    Some(facts)
}

fn open_fact(policy: &Policy, facts: &Facts, at: Instant) -> Option<FactIndex> {
    let missing = missing(policy, facts, at, Lookahead::None);
    let mut open = missing.into_iter().chain(citing_facts(policy, facts, at));
    open.find(|fact| facts.is_unknown(*fact))
}

/// The facts with a value for one more: of numbers one in the middle, so that a share is neither all nor nothing.
fn with(policy: &Policy, facts: &Facts, index: FactIndex, at: Instant) -> Option<Facts> {
    let (fact, cells) = (policy.document.facts.get(index)?, policy.cells.get(index)?);
    let set = *possible_cells(policy, facts, at).get(index)?;
    let mut values = examples(cells, fact, set, at, policy.zone());
    if matches!(fact.kind, FactKind::Number(_)) {
        let half = values.len() / 2;
        values.rotate_left(half);
    }
    values.into_iter().find_map(|value| {
        let mut more = facts.clone();
        more.set(index, value);
        Facts::read(policy, &given(policy, &more), at).ok()
    })
}

/// Facts as they would be given: what holds by default is not.
fn given(policy: &Policy, facts: &Facts) -> Json {
    let mut json = Json::Object(Vec::new());
    for (index, fact) in policy.document.facts.iter().enumerate() {
        if let Some(value) = facts.get(index).filter(|value| fact.default != Some(*value)) {
            json.set(&fact.id, fact.to_json(value));
        }
    }
    json
}
