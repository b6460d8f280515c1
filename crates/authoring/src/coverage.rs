//! Coverage: which parts of a policy given cases reach, and which none of them does.
//!
//! Parts are clauses that decide, with the steps that are then still to be done; the cells of facts that a condition
//! tells apart; informative clauses; and evidence, required or recommended. A part that no case can reach is no gap:
//! each gap has a witness that reaches it. `generate` writes the cases that are missing.

mod generate;

use refund_policy::compiled::cells::CellSet;
use refund_policy::compiled::policy::{Outcome, all_conditions};
use refund_policy::document::{Condition, FactIndex, Informative, Rule};
use refund_policy::verdict::decide::possible_cells;
use refund_policy::verdict::explain;
use refund_policy::verdict::rule::applies;
use refund_policy::{Decision, Facts, Instant, Locale, Policy, decide};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::case_set::{CaseSet, Example, Found};
use crate::region::{Region, Witness, phrase, witness};

pub use generate::generate;

/// What cases have reached of a policy.
pub struct Coverage<'a> {
    policy: &'a Policy,
    /// For each case, the cells in which its facts lie.
    cases: Vec<Vec<CellSet>>,
    /// The clauses that certainly decided a case.
    clauses: Vec<usize>,
    /// The outcomes that were certain in a case.
    outcomes: Vec<Outcome>,
    /// The informative clauses that were cited.
    cited: Vec<usize>,
    /// The evidence that was asked for, and whether it was required.
    evidence: Vec<(usize, bool)>,
}

/// A part of a policy that no case reaches.
#[derive(Clone, Debug)]
pub struct Gap {
    /// What kind of part it is.
    pub kind: GapKind,
    /// The id of the clause, fact or evidence.
    pub id: String,
    /// What no case shows, in English, with the policy's own names in backticks.
    pub text: String,
    /// A case that would reach it.
    pub witness: Witness,
}

/// The kinds of parts that cases reach.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// A clause that decides.
    Clause,
    /// A clause that decides while certain steps are still to be done.
    Outcome,
    /// Values of a fact between which conditions do not tell.
    Cell,
    /// An informative clause that is cited.
    Citation,
    /// Evidence that is required or recommended.
    Evidence,
}

impl GapKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            GapKind::Clause => "clause",
            GapKind::Outcome => "outcome",
            GapKind::Cell => "cell",
            GapKind::Citation => "citation",
            GapKind::Evidence => "evidence",
        }
    }
}

impl Serialize for Gap {
    /// `{"kind", "id", "text", "witness"}`; the witness bears the gap's id.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut gap = serializer.serialize_struct("Gap", 4)?;
        gap.serialize_field("kind", &self.kind)?;
        gap.serialize_field("id", &self.id)?;
        gap.serialize_field("text", &self.text)?;
        gap.serialize_field("witness", &self.witness.line(&self.id))?;
        gap.end()
    }
}

impl<'a> Coverage<'a> {
    /// What no case has reached yet.
    pub fn new(policy: &'a Policy) -> Coverage<'a> {
        Coverage {
            policy,
            cases: Vec::new(),
            clauses: Vec::new(),
            outcomes: Vec::new(),
            cited: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// Counts what a case reaches. What is not certain of it, it does not reach.
    pub fn add(&mut self, facts: &Facts, at: Instant) {
        let policy = self.policy;
        let decision = decide(policy, facts, at);
        self.cases.push(possible_cells(policy, facts, at));
        self.clauses.extend(certain(&decision, |outcome| outcome.clause).flatten());
        self.outcomes.extend(certain(&decision, Outcome::clone));
        let informative = policy.document.informative.iter().enumerate();
        let cited = informative.filter(|(_, clause)| applies(policy, &clause.applies, &decision, facts, at));
        self.cited.extend(cited.map(|(index, _)| index));
        self.evidence.extend(asked_for(policy, facts, at, &decision));
    }

    /// What no case has reached, although one could: clauses and their outcomes, cells, citations, evidence.
    pub fn gaps(&self) -> Vec<Gap> {
        let clauses = (0..self.policy.document.clauses.len()).flat_map(|clause| self.clause_gaps(clause));
        let facts = (0..self.policy.document.facts.len()).flat_map(|fact| self.cell_gaps(fact));
        clauses.chain(facts).chain(self.citation_gaps()).chain(self.evidence_gaps()).collect()
    }

    /// A clause that decides no case; or else the outcomes of it that no case has.
    fn clause_gaps(&self, clause: usize) -> Vec<Gap> {
        let policy = self.policy;
        let Some(id) = policy.document.clauses.get(clause).map(|clause| &clause.id) else {
            return Vec::new();
        };
        let example = |wanted: &dyn Fn(&Outcome) -> bool| CaseSet::ending_in(policy, wanted).example();
        if !self.clauses.contains(&clause) {
            let example = example(&|outcome| outcome.clause == Some(clause));
            let text = format!("no case is decided by `{id}`");
            return example.map(|example| gap(GapKind::Clause, id, text, example)).into_iter().collect();
        }
        let is_open = |outcome: &&Outcome| outcome.clause == Some(clause) && !self.outcomes.contains(outcome);
        let outcome_gap = |outcome: &Outcome| {
            let text = format!("no case is decided by `{id}` {}", with_steps(policy, outcome));
            Some(gap(GapKind::Outcome, id, text, example(&|other| other == outcome)?))
        };
        policy.outcomes.iter().filter(is_open).filter_map(outcome_gap).collect()
    }

    /// Values of a fact between which conditions tell, and which no case has.
    fn cell_gaps(&self, fact: FactIndex) -> Vec<Gap> {
        let policy = self.policy;
        let (Some(cells), Some(id)) = (policy.cells.get(fact), policy.document.facts.get(fact)) else {
            return Vec::new();
        };
        let is_tested = |condition: &&Condition| condition.facts().contains(&fact);
        if !all_conditions(&policy.document).iter().any(is_tested) {
            return Vec::new();
        }
        let is_reached =
            |cell: usize| self.cases.iter().any(|case| case.get(fact).is_some_and(|set| *set == 1 << cell));
        let cell_gap = |cell: usize| {
            let set = 1 << cell;
            let witness = witness(policy, &Region { cells: vec![(fact, set)], leaf: 0 })?;
            let text = format!("in no case {}", phrase(policy, fact, set));
            Some(Gap { kind: GapKind::Cell, id: id.id.clone(), text, witness })
        };
        (0..cells.count()).filter(|cell| !is_reached(*cell)).filter_map(cell_gap).collect()
    }

    fn citation_gaps(&self) -> Vec<Gap> {
        let policy = self.policy;
        let uncited = policy.document.informative.iter().enumerate();
        let uncited = uncited.filter(|(index, _)| !self.cited.contains(index));
        let citation_gap = |(_, clause): (usize, &Informative)| {
            let is_cited =
                |case: &Decided| applies(policy, &clause.applies, &case.decision, &case.facts, case.at);
            let example = example_of(policy, &clause.applies, &is_cited)?;
            Some(gap(GapKind::Citation, &clause.id, format!("no case cites `{}`", clause.id), example))
        };
        uncited.filter_map(citation_gap).collect()
    }

    fn evidence_gaps(&self) -> Vec<Gap> {
        let policy = self.policy;
        let mut gaps = Vec::new();
        for (index, evidence) in policy.document.evidence.iter().enumerate() {
            let needs =
                [(true, "requires", &evidence.required), (false, "recommends", &evidence.recommended)];
            for (required, verb, rule) in needs {
                let need = (index, required);
                let Some(rule) = rule.as_ref().filter(|_| !self.evidence.contains(&need)) else { continue };
                let is_asked =
                    |case: &Decided| asked_for(policy, &case.facts, case.at, &case.decision).contains(&need);
                let text = format!("no case {verb} `{}`", evidence.id);
                let example = example_of(policy, rule, &is_asked);
                gaps.extend(example.map(|example| gap(GapKind::Evidence, &evidence.id, text, example)));
            }
        }
        gaps
    }
}

fn gap(kind: GapKind, id: &str, text: String, example: Example) -> Gap {
    Gap { kind, id: id.to_owned(), text, witness: example.witness }
}

/// What all outcomes that are left have in common, if they do.
fn certain<T: PartialEq>(decision: &Decision, of: impl Fn(&Outcome) -> T) -> Option<T> {
    let mut values = decision.left.iter().map(|left| of(&left.outcome));
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// The evidence that a case is asked for, and whether it is required.
fn asked_for(policy: &Policy, facts: &Facts, at: Instant, decision: &Decision) -> Vec<(usize, bool)> {
    let place = |id: &str| policy.document.evidence.iter().position(|evidence| evidence.id == id);
    let asked = explain::evidence(policy, facts, at, decision, Locale::En);
    asked.iter().filter_map(|evidence| Some((place(&evidence.id)?, evidence.required))).collect()
}

fn with_steps(policy: &Policy, outcome: &Outcome) -> String {
    let steps = outcome.unmet.iter().filter_map(|step| policy.document.steps.get(*step));
    let steps: Vec<String> = steps.map(|step| format!("`{}`", step.id)).collect();
    match steps.is_empty() {
        true => "with every step done".to_owned(),
        false => format!("with {} still to be done", steps.join(" and ")),
    }
}

/// An example, evaluated.
struct Decided {
    facts: Facts,
    at: Instant,
    decision: Decision,
}

/// An example of the cases in which a rule applies which in truth is one.
fn example_of(policy: &Policy, rule: &Rule, is_one: &dyn Fn(&Decided) -> bool) -> Option<Example> {
    let found = CaseSet::under(policy, rule)?.find(|example| {
        let Witness { at, facts } = &example.witness;
        let facts = Facts::read(policy, facts, *at).ok()?;
        let decision = decide(policy, &facts, *at);
        is_one(&Decided { facts, at: *at, decision }).then_some(example)
    });
    match found {
        Found::Example(example) => Some(example),
        Found::Nothing | Found::GaveUp => None,
    }
}
