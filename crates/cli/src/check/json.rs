//! Findings for programs: one JSON array over all files.
//!
//! Each is `{file, code, severity, message, pointer, line, column, hint, help, witnesses, accepted}`: `line` and `column`
//! count from 1, the column in characters, and are null where the file could not be read; `help` is the place in the
//! documentation; `witnesses` are cases for `refund evaluate --cases`; `accepted` is the policy's reason, or null.

use refund_policy::Json;

use super::place::position;
use super::{Checked, Finding, help};
use crate::failure::Failure;
use crate::output;

/// Writes all findings, accepted ones too, to standard output.
pub(super) fn write(checked: &[Checked]) -> Result<(), Failure> {
    let each = checked.iter().flat_map(|one| one.findings.iter().map(move |finding| (one, finding)));
    let findings = Json::list(each.map(|(one, finding)| to_json(one, finding)));
    output::json(&findings)
}

fn to_json(checked: &Checked, finding: &Finding) -> Json {
    let place = finding.place.as_ref().map(|place| position(&checked.text, place.start));
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Json::object([
        ("file", checked.file.as_str().into()),
        ("code", finding.problem.code.into()),
        ("severity", finding.severity.name().into()),
        ("message", finding.problem.message.as_str().into()),
        ("pointer", finding.problem.pointer.as_str().into()),
        ("line", place.map(|place| number(place.line)).into()),
        ("column", place.map(|place| number(place.column)).into()),
        ("hint", finding.problem.hint.as_deref().into()),
        ("help", help::anchor(finding.problem.code).into()),
        ("witnesses", Json::List(finding.cases.clone())),
        ("accepted", finding.accepted.as_deref().into()),
    ])
}
