//! Findings for code review: the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS).
//!
//! Only what is needed of the format stands here as types: the crate that has all of it, serde-sarif, generates it at build
//! time with more dependencies than the whole command line. A test holds what is written against the official schema.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use refund_policy::Json;
use serde::Serialize;

use super::place::position;
use super::{Checked, Finding, help};
use crate::failure::Failure;
use crate::output;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Writes all findings to standard output; those that a policy accepts are suppressed, with its reason.
pub(super) fn write(checked: &[Checked]) -> Result<(), Failure> {
    let each = checked.iter().flat_map(|one| one.findings.iter().map(move |finding| (one, finding)));
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: driver() },
            column_kind: "utf16CodeUnits",
            results: each.map(|(checked, finding)| result(checked, finding)).collect(),
        }],
    };
    output::json(&log)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<ResultObject<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    information_uri: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    help: Help,
    help_uri: String,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject<'a> {
    rule_id: &'static str,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    /// Present even where it is empty: then the result is known not to be suppressed.
    suppressions: Vec<Suppression<'a>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation<'a> {
    uri: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

/// What the format has no place for.
#[derive(Serialize)]
struct Properties<'a> {
    pointer: &'a str,
    witnesses: &'a [Json],
}

fn driver() -> Driver {
    let rule = |(code, section): (&'static str, &'static str)| Rule {
        id: code,
        // The line under a heading says what the code means.
        short_description: Message { text: section.lines().next().unwrap_or_default().to_owned() },
        help: Help { text: section, markdown: section },
        help_uri: format!("{REPOSITORY}/blob/main/{}", help::anchor(code)),
    };
    Driver {
        name: "refund",
        version: env!("CARGO_PKG_VERSION"),
        information_uri: REPOSITORY,
        rules: help::sections().map(rule).collect(),
    }
}

fn result<'a>(checked: &'a Checked, finding: &'a Finding) -> ResultObject<'a> {
    let hint = finding.problem.hint.as_ref().map(|hint| format!("\n\nhelp: {hint}")).unwrap_or_default();
    let artifact_location = ArtifactLocation { uri: uri(&checked.file) };
    let physical_location = PhysicalLocation { artifact_location, region: region(checked, finding) };
    ResultObject {
        rule_id: finding.problem.code,
        level: finding.severity.name(),
        message: Message { text: finding.problem.message.clone() + &hint },
        locations: [Location { physical_location }],
        suppressions: finding
            .accepted
            .iter()
            .map(|why| Suppression { kind: "inSource", justification: why })
            .collect(),
        properties: Properties { pointer: &finding.problem.pointer, witnesses: &finding.cases },
    }
}

fn region(checked: &Checked, finding: &Finding) -> Option<Region> {
    let place = finding.place.as_ref()?;
    let (start, end) = (position(&checked.text, place.start), position(&checked.text, place.end));
    Some(Region {
        start_line: start.line,
        start_column: start.column_utf16,
        end_line: end.line,
        end_column: end.column_utf16,
    })
}

/// A path as a reference that an URI may be (RFC 3986), relative to wherever the command was run.
fn uri(path: &str) -> Cow<'_, str> {
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    utf8_percent_encode(path, KEPT).into()
}
