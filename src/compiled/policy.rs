//! A policy: the document, compiled.
use sha2::{Digest, Sha256};

use crate::compiled::cells::Cells;
use crate::compiled::condition::compile;
use crate::compiled::diagram::{Diagram, FALSE, Memo, NodeId, TooComplex};
use crate::document::reader;
use crate::document::{Clause, Condition, Document, Fact, FactIndex, PURCHASED_AT, Test};
use crate::value::code;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::problem::Problem;
use crate::value::time::{FindZone, Zone};
use crate::value::zone_name::{iana_spelling, is_offset};

/// A policy that can be evaluated.
pub struct Policy {
    /// What its author wrote.
    pub document: Document,
    /// `sha256-` and the base64 of the SHA-256 of the document's compact JSON.
    pub digest: String,
    zone: Box<dyn Zone>,
    /// How the values of each fact fall into cells.
    pub cells: Vec<Cells>,
    /// Where cells lead.
    pub diagram: Diagram,
    /// Where the diagram begins.
    pub root: NodeId,
    /// What the diagram's leaves stand for; leaf N is the outcome N.
    pub outcomes: Vec<Outcome>,
    pub(crate) purchased_at: Option<FactIndex>,
    /// The fact that refunds are a part of.
    pub amount_paid: Option<FactIndex>,
}

/// Where a case ends up.
#[derive(Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The clause that decides; none where no clause speaks to the case.
    pub clause: Option<usize>,
    /// The steps before approval that are not met.
    pub unmet: Vec<usize>,
}

impl Policy {
    /// Reads and compiles a document, or says what is first wrong with it.
    pub fn read(json: &Json, find_zone: FindZone<'_>) -> Result<Policy, Problem> {
        let document = reader::read(json).map_err(Problem::first)?;
        Policy::compile(document, digest(json), find_zone)
    }

    /// Compiles a document that has been read.
    pub fn compile(document: Document, digest: String, find_zone: FindZone<'_>) -> Result<Policy, Problem> {
        let cells = cells(&document, &all_conditions(&document), 1)?;
        Policy::with_cells(document, digest, find_zone, cells)
    }

    /// Compiles a document over cells between which its conditions tell, and perhaps others too.
    pub fn with_cells(
        document: Document,
        digest: String,
        find_zone: FindZone<'_>,
        cells: Vec<Cells>,
    ) -> Result<Policy, Problem> {
        let zone = zone(&document.zone, find_zone)?;
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
        })
    }

    /// The zone in which its days and months are counted.
    pub fn zone(&self) -> &dyn Zone {
        self.zone.as_ref()
    }

    /// Whether a later instant of this fact is better for the shopper: a window after it is open for longer.
    ///
    /// For a day without a time the better instant is to be taken. Where a waiting time runs it is the earlier one.
    pub fn later_is_better(&self, fact: FactIndex) -> bool {
        let mut within = false;
        for condition in deciding_conditions(&self.document) {
            condition
                .each_test(&mut |tested, test| within |= tested == fact && matches!(test, Test::Within(_)));
        }
        within
    }

    /// The deciding clause of an outcome.
    pub fn clause(&self, outcome: &Outcome) -> Option<&Clause> {
        self.document.clauses.get(outcome.clause?)
    }
}

/// The zone of a name, which every host finds under IANA's spelling alone.
fn zone(name: &str, find_zone: FindZone<'_>) -> Result<Box<dyn Zone>, Problem> {
    let unknown = |hint: &str| {
        Problem::of(code::UNKNOWN_ZONE, "/zone", format!("`{name}` is not a time zone")).hint(hint)
    };
    if is_offset(name) {
        return Err(unknown("an offset is that of one season; use an IANA name such as Europe/Madrid"));
    }
    let spelling = iana_spelling(name);
    match find_zone(&spelling) {
        None => Err(unknown("use an IANA name such as Europe/Madrid")),
        Some(_) if spelling != name => Err(unknown(&format!("did you mean `{spelling}`?"))),
        Some(zone) => Ok(zone),
    }
}

/// The conditions of the clauses and of the steps.
pub fn deciding_conditions(document: &Document) -> impl Iterator<Item = &Condition> {
    let clauses = document.clauses.iter().filter_map(|clause| clause.when.as_ref());
    clauses.chain(document.steps.iter().filter_map(|step| step.met_when.as_ref()))
}

/// Every condition: the deciding ones, and those of evidence and citations.
pub fn all_conditions<'a>(document: &'a Document) -> Vec<&'a Condition> {
    let mut conditions: Vec<&Condition> = deciding_conditions(document).collect();
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
    conditions
}

/// The cells of a document's facts between which these conditions tell, which are those of so many policies.
pub fn cells(document: &Document, conditions: &[&Condition], policies: usize) -> Result<Vec<Cells>, Problem> {
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
            .map_err(|problem| problem.within(&index.to_string()).within("clauses"))?;
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
            .map_err(|TooComplex| limits::WORK.problem().within(&index.to_string()).within("clauses"))?;
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
            after.iter().enumerate().filter(|(bit, _)| is_unmet(*bit)).map(|(_, step)| *step).collect();
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
            level.chunks(2).filter_map(|pair| <[NodeId; 2]>::try_from(pair).ok()).collect();
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
pub fn digest(json: &Json) -> String {
    format!("sha256-{}", base64(&sha256(json.compact().as_bytes())))
}

/// The SHA-256 of bytes.
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
