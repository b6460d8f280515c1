//! Cases with the verdicts they must get: how a policy is tested.
//!
//! A case is one line of JSON, `{"id", "at", "facts", "expect"}`. Of `expect` only what is named and not null is
//! compared: `status`, `clause` (the deciding one), `remedies` (`kind`, and `minor` where an amount is known), `choice`,
//! `alternatives` (kinds), `steps` and `evidence` (ids), `cites` (informative clauses, as a set), `until`, `timeline`,
//! `missing` (as a set).

use refund_policy::{Instant, Json, Problem, Role, Segment, Verdict, code};

/// A case and what is expected of it.
pub struct Case {
    /// Its id.
    pub id: String,
    /// The instant of the request.
    pub at: Instant,
    /// What is known.
    pub facts: Json,
    /// What is expected.
    pub expect: Json,
}

/// A part of a verdict that is not as expected.
#[derive(Debug, PartialEq)]
pub struct Mismatch {
    /// Which part.
    pub field: &'static str,
    /// What the case says.
    pub expected: Json,
    /// What the policy gives.
    pub found: Json,
}

/// Context for whoever reviews: it may be asked for, and decides nothing, so that cases do not list it as missing.
const NEVER_COMPARED: [&str; 2] = ["amount_paid", "usage"];

impl Case {
    /// Reads a case.
    pub fn read(json: &Json) -> Result<Case, Problem> {
        let missing = |key: &str| Problem::of(code::MISSING_KEY, "", format!("a case needs `{key}`"));
        let at = json.get("at").and_then(Json::as_str).ok_or_else(|| missing("at"))?;
        let at = Instant::parse(at).ok_or_else(|| {
            Problem::of(
                code::INVALID_INSTANT,
                "/at",
                format!("`{at}` is not an instant (RFC 3339, with an offset)"),
            )
        })?;
        Ok(Case {
            id: json.get("id").and_then(Json::as_str).unwrap_or_default().to_owned(),
            at,
            facts: json.get("facts").cloned().ok_or_else(|| missing("facts"))?,
            expect: json.get("expect").cloned().unwrap_or(Json::Null),
        })
    }

    /// Where a verdict is not as this case expects.
    pub fn mismatches(&self, verdict: &Verdict) -> Vec<Mismatch> {
        let compared = found(verdict).into_iter().filter_map(|(field, found)| {
            let expected = self.expected(field)?;
            (expected != found).then_some(Mismatch { field, expected, found })
        });
        compared.collect()
    }

    /// What is expected of a part of a verdict; none where the case leaves it open.
    fn expected(&self, field: &str) -> Option<Json> {
        let expected = self.expect.get(field)?;
        match field {
            // A case that leaves the timeline open leaves its end open too; else no end is one that never comes.
            "until" if self.expect.get("timeline") != Some(&Json::Null) => Some(expected.clone()),
            _ if *expected == Json::Null => None,
            "cites" | "missing" => Some(as_set(expected)),
            _ => Some(expected.clone()),
        }
    }
}

/// All of a verdict that cases compare, as a case would expect it.
pub(crate) fn expectation(verdict: &Verdict) -> Json {
    let mut expect = Json::Object(Vec::new());
    found(verdict).into_iter().for_each(|(field, found)| expect.set(field, found));
    expect
}

/// The parts of a verdict that cases compare.
fn found(verdict: &Verdict) -> [(&'static str, Json); 11] {
    [
        ("status", verdict.status.name().into()),
        ("clause", verdict.deciding().map(|reason| reason.clause.as_str()).into()),
        ("remedies", remedies(verdict)),
        ("choice", verdict.choice.name().into()),
        ("alternatives", Json::list(verdict.alternatives.iter().map(|one| one.kind.name()))),
        ("steps", Json::list(verdict.steps.iter().map(|step| step.id.as_str()))),
        ("evidence", Json::list(verdict.evidence.iter().map(|one| one.id.as_str()))),
        ("cites", as_set(&cited(verdict))),
        ("until", verdict.until.map(|until| until.to_string()).into()),
        ("timeline", Json::list(verdict.timeline.iter().map(segment))),
        ("missing", as_set(&Json::list(verdict.missing.iter().map(String::as_str)))),
    ]
}

fn remedies(verdict: &Verdict) -> Json {
    Json::list(verdict.remedies.iter().map(|remedy| {
        let mut json = Json::object([("kind", remedy.kind.name().into())]);
        if let Some(amount) = remedy.amount {
            json.set("minor", amount.minor.into());
        }
        json
    }))
}

fn cited(verdict: &Verdict) -> Json {
    let informative = verdict.reasons.iter().filter(|reason| reason.role == Role::Informs);
    Json::list(informative.map(|reason| reason.clause.as_str()))
}

fn segment(segment: &Segment) -> Json {
    Json::object([
        ("from", segment.from.to_string().into()),
        ("until", segment.until.map(|until| until.to_string()).into()),
        ("status", segment.status.name().into()),
        ("remedies", Json::list(segment.remedies.iter().map(|kind| kind.name()))),
    ])
}

fn as_set(list: &Json) -> Json {
    let mut names: Vec<&str> = list.as_list().unwrap_or_default().iter().filter_map(Json::as_str).collect();
    names.retain(|name| !NEVER_COMPARED.contains(name));
    names.sort_unstable();
    names.dedup();
    Json::list(names)
}
