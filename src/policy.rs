//! A policy: the document, compiled.

#[cfg(feature = "check")]
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::cells::Cells;
use crate::code;
use crate::condition::compile;
use crate::diagram::{Diagram, FALSE, Memo, NodeId, TooComplex};
use crate::digits;
use crate::document::{Clause, Condition, Document, Fact, FactIndex, PURCHASED_AT, Test};
use crate::gather::Gather;
use crate::json::Json;
use crate::limits;
use crate::problem::Problem;
use crate::reader;
#[cfg(feature = "check")]
use crate::time::Instant;
use crate::time::{FindZone, Zone};

/// A policy that can be evaluated.
pub struct Policy {
    /// What its author wrote.
    pub document: Document,
    /// `sha256-` and the base64 of the SHA-256 of the document's compact JSON.
    pub digest: String,
    zone: Box<dyn Zone>,
    pub(crate) cells: Vec<Cells>,
    pub(crate) diagram: Diagram,
    pub(crate) root: NodeId,
    /// What the diagram's leaves stand for; leaf N is the outcome N.
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) purchased_at: Option<FactIndex>,
    pub(crate) amount_paid: Option<FactIndex>,
    /// When witnesses ask: worked out once (see `region`).
    #[cfg(feature = "check")]
    pub(crate) instants: OnceLock<Vec<Instant>>,
}

/// Where a case ends up.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The clause that decides; none where no clause speaks to the case.
    pub(crate) clause: Option<usize>,
    /// The steps before approval that are not met.
    pub(crate) unmet: Vec<usize>,
}

impl Policy {
    /// Reads and compiles a document, or says what is first wrong with it.
    pub fn read(json: &Json, find_zone: FindZone<'_>) -> Result<Policy, Problem> {
        let document = reader::read(json).map_err(Problem::first)?;
        Policy::compile(document, digest(json), find_zone)
    }

    pub(crate) fn compile(
        document: Document,
        digest: String,
        find_zone: FindZone<'_>,
    ) -> Result<Policy, Problem> {
        let cells = cells(&document, &all_conditions(&document), 1)?;
        Policy::with_cells(document, digest, find_zone, cells)
    }

    /// Compiles a document over cells between which its conditions tell, and perhaps others too.
    pub(crate) fn with_cells(
        document: Document,
        digest: String,
        find_zone: FindZone<'_>,
        cells: Vec<Cells>,
    ) -> Result<Policy, Problem> {
        let zone = find_zone(&document.zone).ok_or_else(|| {
            let message = || ["`", &document.zone, "` is not a time zone"].concat();
            Problem::of(code::UNKNOWN_ZONE, "/zone", message).hint("use an IANA name such as Europe/Madrid")
        })?;
        let (diagram, root, outcomes) = compile_clauses(&document, &cells)?;
        Ok(Policy {
            purchased_at: document.fact(PURCHASED_AT),
            amount_paid: document.facts.iter().position(Fact::is_amount_paid),
            document,
            digest,
            zone,
            cells,
            diagram,
            root,
            outcomes,
            #[cfg(feature = "check")]
            instants: OnceLock::new(),
        })
    }

    /// The zone in which its days and months are counted.
    pub fn zone(&self) -> &dyn Zone {
        self.zone.as_ref()
    }

    /// Whether a later instant of this fact is the kinder one: a window after it is open for longer.
    ///
    /// For a day without a time the kinder instant is to be taken. Where a waiting time runs it is the earlier one.
    pub fn is_kinder_when_later(&self, fact: FactIndex) -> bool {
        let mut within = false;
        for condition in deciding_conditions(&self.document) {
            condition
                .each_test(&mut |tested, test| within |= tested == fact && matches!(test, Test::Within(_)));
        }
        within
    }

    /// The deciding clause of an outcome.
    pub(crate) fn clause(&self, outcome: &Outcome) -> Option<&Clause> {
        self.document.clauses.get(outcome.clause?)
    }
}

/// The conditions of the clauses and of the steps.
pub(crate) fn deciding_conditions(document: &Document) -> impl Iterator<Item = &Condition> {
    let clauses = document.clauses.iter().filter_map(|clause| clause.when.as_ref());
    clauses.chain(document.steps.iter().filter_map(|step| step.met_when.as_ref()))
}

/// Every condition: the deciding ones, and those of evidence, citations and questions.
pub(crate) fn all_conditions<'a>(document: &'a Document) -> Vec<&'a Condition> {
    let mut conditions = deciding_conditions(document).gather();
    let mut add = |condition: &'a Option<Condition>| {
        if let Some(condition) = condition {
            conditions.push(condition);
        }
    };
    for evidence in &document.evidence {
        for rule in [&evidence.required, &evidence.recommended].into_iter().flatten() {
            add(&rule.when);
        }
    }
    for clause in &document.informative {
        add(&clause.applies.when);
    }
    for fact in &document.facts {
        add(&fact.ask_when);
    }
    conditions
}

/// The cells of a document's facts between which these conditions tell, which are those of so many policies.
pub(crate) fn cells(
    document: &Document,
    conditions: &[&Condition],
    policies: usize,
) -> Result<Vec<Cells>, Problem> {
    let (mut all, mut cells, mut windows) = (Vec::new(), 0, 0);
    for (index, fact) in document.facts.iter().enumerate() {
        let of_fact = Cells::new(fact, index, conditions, policies);
        let of_fact = of_fact.map_err(|problem| problem.within(&fact.id).within("facts"))?;
        cells += of_fact.count();
        windows += of_fact.windows().0.len();
        all.push(of_fact);
    }
    limits::ALL_CELLS
        .check(cells.div_ceil(policies))
        .and_then(|()| limits::ALL_WINDOWS.check(windows.div_ceil(policies)))
        .map_err(|problem| problem.within("facts"))?;
    Ok(all)
}

/// Each step before an approval doubles the outcomes of its clause.
fn count_outcomes(document: &Document) -> Result<(), Problem> {
    let mut outcomes = 1;
    for (index, clause) in document.clauses.iter().enumerate() {
        let steps = clause.then.after.len();
        outcomes += 1_usize << steps.min(limits::STEPS.most);
        limits::STEPS
            .check(steps)
            .and_then(|()| limits::OUTCOMES.check(outcomes))
            .map_err(|problem| problem.within(&digits::written(index)).within("clauses"))?;
    }
    Ok(())
}

type Compiled = (Diagram, NodeId, Vec<Outcome>);

/// The clauses as one diagram, from the last to the first: each stands before those after it.
fn compile_clauses(document: &Document, cells: &[Cells]) -> Result<Compiled, Problem> {
    count_outcomes(document)?;
    let (mut diagram, mut memo) = (Diagram::default(), Memo::default());
    let mut outcomes = vec![Outcome { clause: None, unmet: Vec::new() }];
    let mut root = diagram.leaf(FALSE);
    for (index, clause) in document.clauses.iter().enumerate().rev() {
        let mut compiled = || {
            let given = compile_steps(document, cells, &mut diagram, &mut memo, &mut outcomes, index)?;
            let Some(when) = &clause.when else { return Ok(given) };
            let when = compile(when, cells, &mut diagram, &mut memo)?;
            diagram.choose(when, given, root, &mut memo)
        };
        root = compiled()
            .map_err(|TooComplex| limits::WORK.problem().within(&digits::written(index)).within("clauses"))?;
    }
    // What was only needed on the way is left behind.
    let (diagram, root) = diagram.restrict(root, &[], &|leaf| leaf);
    Ok((diagram, root, outcomes))
}

/// What a clause gives, by which of the steps before approval are met.
fn compile_steps(
    document: &Document,
    cells: &[Cells],
    diagram: &mut Diagram,
    memo: &mut Memo,
    outcomes: &mut Vec<Outcome>,
    clause: usize,
) -> Result<NodeId, TooComplex> {
    let after = document.clauses.get(clause).map(|clause| clause.then.after.as_slice()).unwrap_or_default();
    let mut level: Vec<NodeId> = Vec::new();
    for set in 0..1_usize << after.len() {
        let is_unmet = |bit: usize| set >> bit & 1 == 1;
        let unmet =
            after.iter().enumerate().filter(|(bit, _)| is_unmet(*bit)).map(|(_, step)| *step).gather();
        outcomes.push(Outcome { clause: Some(clause), unmet });
        level.push(diagram.leaf(outcomes.len() - 1));
    }
    for step in after {
        let met_when = document.steps.get(*step).and_then(|step| step.met_when.as_ref());
        let met = match met_when {
            Some(condition) => compile(condition, cells, diagram, memo)?,
            None => diagram.leaf(FALSE),
        };
        // Neighbours differ in the lowest remaining bit: the step is met in the first and not in the second.
        let pairs: Vec<[NodeId; 2]> =
            level.chunks(2).filter_map(|pair| <[NodeId; 2]>::try_from(pair).ok()).gather();
        level.clear();
        for [done, undone] in pairs {
            level.push(diagram.choose(met, done, undone, memo)?);
        }
    }
    Ok(level.first().copied().unwrap_or_default())
}

impl From<TooComplex> for Problem {
    fn from(_: TooComplex) -> Problem {
        let hint = "use fewer clauses, or fewer facts in one clause";
        Problem::of(code::TOO_COMPLEX, "/clauses", "the clauses are too complex").hint(hint)
    }
}

/// `sha256-…`, in the form that Subresource Integrity writes.
pub(crate) fn digest(json: &Json) -> String {
    ["sha256-", &base64(&sha256(json.compact().as_bytes()))].concat()
}

/// The SHA-256 of bytes. It is compiled once for all who call it.
#[inline(never)]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_usize, |word, byte| word << 8 | usize::from(*byte))
            << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = word >> (18 - 6 * digit) & 63;
            let symbol = DIGITS.get(index).copied().map_or('=', char::from);
            text.push(if digit <= chunk.len() { symbol } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, encoded) in cases {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }
}
