//! What a document tests and names and no case reaches: facts that never matter, rules that never apply, steps that are
//! never asked for, always met or never met.

use refund_policy::compiled::condition::compile;
use refund_policy::compiled::diagram::{Diagram, Memo, TRUE};
use refund_policy::compiled::policy::{all_conditions, deciding_conditions};
use refund_policy::document::{Clause, Condition, Document, Fact, FactIndex, FactKind, Rule};
use refund_policy::value::problem::{join, nth};
use refund_policy::{Policy, Problem, code};

use super::{Diagnostic, warning};
use crate::case_set::CaseSet;
use crate::region::{Region, Witness, each_region, witness};
use crate::region::{possible, within};

/// Facts that clauses or steps test although no verdict depends on them. What only idle clauses test goes with them.
pub(super) fn idle_facts(policy: &Policy) -> Vec<Diagnostic> {
    let (used, conditions) = (facts_that_matter(policy), conditions_in_use(policy));
    let facts = policy.document.facts.iter().enumerate();
    let idle = |(index, fact): (FactIndex, &Fact)| {
        let tested = |condition: &&Condition| condition.facts().contains(&index);
        let condition = conditions.iter().copied().find(tested)?;
        let message = format!("`{}` is tested, and no verdict ever depends on it", fact.id);
        let problem = Problem::of(code::IDLE_FACT, join("/facts", &fact.id), message)
            .hint("take it out of the conditions, or mend the one in which it should matter");
        Some(warning(problem).witness(certain_without(policy, condition, index)))
    };
    facts.filter(|(index, _)| !used.contains(index)).filter_map(idle).collect()
}

/// The conditions of the clauses that can decide, and of the steps that a clause asks for.
fn conditions_in_use(policy: &Policy) -> Vec<&Condition> {
    let document = &policy.document;
    let clauses = document.clauses.iter().enumerate();
    let clauses = clauses.filter(|(index, _)| !CaseSet::decided_by(policy, *index).is_empty());
    let steps = document.steps.iter().enumerate();
    let steps = steps.filter(|(index, _)| !asking(document, *index).is_empty());
    let whens = clauses.filter_map(|(_, clause)| clause.when.as_ref());
    whens.chain(steps.filter_map(|(_, step)| step.met_when.as_ref())).collect()
}

/// The facts on which something depends: the outcome, an amount, a rule, a question, a step that is only named, or the
/// limit of another number.
fn facts_that_matter(policy: &Policy) -> Vec<FactIndex> {
    let document = &policy.document;
    let (diagram, root) = policy.diagram.restrict(policy.root, &possible(policy), &|leaf| leaf);
    let mut facts = diagram.facts(root);
    for clause in &document.clauses {
        facts.extend(clause.then.remedies.iter().flat_map(|remedy| remedy.amount.facts()));
        let named = clause.then.steps.iter().filter_map(|step| document.steps.get(*step)?.met_when.as_ref());
        facts.extend(named.flat_map(Condition::facts));
    }
    let rules = all_conditions(document).into_iter().skip(deciding_conditions(document).count());
    facts.extend(rules.flat_map(Condition::facts));
    facts.extend(document.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::Number(range) => range.at_most,
        _ => None,
    }));
    facts
}

/// A case in which a condition can hold, with all that the verdict depends on, and without this fact.
fn certain_without(policy: &Policy, condition: &Condition, fact: FactIndex) -> Option<Witness> {
    let mut diagram = Diagram::default();
    let root = compile(condition, &policy.cells, &mut diagram, &mut Memo::default()).ok()?;
    let mut found = None;
    each_region(&diagram, root, &mut |region| {
        if region.leaf == TRUE && witness(policy, region).is_some() {
            found = certain_in(policy, &region.without(fact));
        }
        found.is_none()
    });
    found
}

/// A case in a region, with all that the verdict depends on.
fn certain_in(policy: &Policy, region: &Region) -> Option<Witness> {
    let (rest, root) = policy.diagram.restrict(policy.root, &within(policy, region), &|leaf| leaf);
    let mut found = None;
    each_region(&rest, root, &mut |rest| {
        found = witness(policy, &rest.and(region));
        found.is_none()
    });
    found
}

/// Evidence whose rules apply in no case.
pub(super) fn unasked_evidence(policy: &Policy) -> Vec<Diagnostic> {
    let evidence = policy.document.evidence.iter();
    let rules = evidence.flat_map(|evidence| {
        let rules = [("required", &evidence.required), ("recommended", &evidence.recommended)];
        rules.into_iter().filter_map(move |(need, rule)| Some((evidence, need, rule.as_ref()?)))
    });
    let unasked = rules.filter(|(_, _, rule)| never_applies(policy, rule));
    unasked
        .map(|(evidence, need, rule)| {
            let message =
                ["`", &evidence.id, "` is never ", need, ": no case has all that its rule asks for"];
            let pointer = join(&join("/evidence", &evidence.id), need);
            warning(Problem::of(code::UNASKED_EVIDENCE, pointer, message.concat()))
                .witness(as_near_as_can_be(policy, rule))
        })
        .collect()
}

/// Informative clauses that are cited in no case.
pub(super) fn uncited_clauses(policy: &Policy) -> Vec<Diagnostic> {
    let informative = policy.document.informative.iter().enumerate();
    informative
        .filter(|(_, clause)| never_applies(policy, &clause.applies))
        .map(|(index, clause)| {
            let message = format!("`{}` is never cited: no case has all that `applies` asks for", clause.id);
            let pointer = nth("/informative", index) + "/applies";
            warning(Problem::of(code::UNCITED_CLAUSE, pointer, message))
                .witness(as_near_as_can_be(policy, &clause.applies))
        })
        .collect()
}

fn never_applies(policy: &Policy, rule: &Rule) -> bool {
    CaseSet::under(policy, rule).is_some_and(|set| set.is_empty())
}

/// A case with a part of what a rule asks for: its condition, or else its clause, its status or its remedy.
fn as_near_as_can_be(policy: &Policy, rule: &Rule) -> Option<Witness> {
    let holding = rule.when.as_ref().and_then(|when| CaseSet::all(policy).in_which(when)?.example());
    let parts = [
        Rule { clauses: rule.clauses.clone(), ..Rule::default() },
        Rule { status: rule.status.clone(), ..Rule::default() },
        Rule { remedies: rule.remedies.clone(), ..Rule::default() },
    ];
    let mut parts = parts
        .iter()
        .filter(|part| !(part.clauses.is_empty() && part.status.is_empty() && part.remedies.is_empty()));
    let near = || parts.find_map(|part| CaseSet::under(policy, part)?.example());
    holding.or_else(near).map(|example| example.witness)
}

/// Steps that only clauses which never decide ask for.
pub(super) fn unused_steps(policy: &Policy) -> Vec<Diagnostic> {
    let steps = policy.document.steps.iter().enumerate();
    let unused = steps.filter(|(index, _)| {
        let asking = asking(&policy.document, *index);
        !asking.is_empty() && asking.iter().all(|clause| CaseSet::decided_by(policy, *clause).is_empty())
    });
    unused
        .map(|(_, step)| {
            let message = format!("only clauses that never decide ask for the step `{}`", step.id);
            warning(Problem::of(code::UNUSED_STEP, join("/steps", &step.id), message))
        })
        .collect()
}

/// The clauses that ask for a step.
fn asking(document: &Document, step: usize) -> Vec<usize> {
    let asks = |clause: &Clause| clause.then.after.contains(&step) || clause.then.steps.contains(&step);
    let clauses = document.clauses.iter().enumerate().filter(|(_, clause)| asks(clause));
    clauses.map(|(index, _)| index).collect()
}

/// Steps before approval that are met whenever their clause decides, or never.
pub(super) fn idle_steps(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = policy.document.clauses.iter().enumerate();
    clauses
        .flat_map(|(index, clause)| {
            let after = clause.then.after.iter().enumerate();
            after.filter_map(move |(position, step)| idle_step(policy, (index, clause), (position, *step)))
        })
        .collect()
}

fn idle_step(
    policy: &Policy,
    (index, clause): (usize, &Clause),
    (position, step): (usize, usize),
) -> Option<Diagnostic> {
    let decided = |unmet: bool| {
        CaseSet::ending_in(policy, move |outcome| {
            outcome.clause == Some(index) && outcome.unmet.contains(&step) == unmet
        })
    };
    let (met, unmet) = (decided(false), decided(true));
    let (code, instead, message, hint) = match (met.is_empty(), unmet.is_empty()) {
        (false, true) => (
            code::ALWAYS_MET,
            met,
            "is met in every case that it decides",
            "take the step out of `after`, or mend its `met_when`",
        ),
        (true, false) => (
            code::NEVER_MET,
            unmet,
            "is met in no case, so that nothing is ever approved",
            "say under `met_when` when it is met, or name it under `steps` with the status `action_required`",
        ),
        _ => return None,
    };
    let step = &policy.document.steps.get(step)?.id;
    let message = format!("`{step}`, which stands before what `{}` gives, {message}", clause.id);
    let pointer = nth(&(nth("/clauses", index) + "/then/after"), position);
    let witness = instead.example().map(|example| example.witness);
    Some(warning(Problem::of(code, pointer, message).hint(hint)).about([step]).witness(witness))
}
