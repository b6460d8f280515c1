//! Findings as people read them: the line of the file with the place underlined, the fix, and cases to try.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use refund_authoring::check::Severity;

use super::{Checked, Finding, counted};
use crate::failure::Failure;
use crate::output::{self, line};

/// Writes findings to standard output; in colour where that is a terminal and `NO_COLOR` is not set.
///
/// A case is a line of its own, so that `grep '^{'` picks the cases out for `refund evaluate --cases -`.
pub(super) fn write(checked: &[Checked], all: bool) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    for one in checked {
        for finding in one.findings.iter().filter(|finding| all || finding.accepted.is_none()) {
            // The renderer shows what would steer the terminal, but for the control characters that follow ASCII.
            let told = Renderer::styled().render(&report(one, finding));
            writeln!(out, "{}", told.replace(|letter| matches!(letter, '\u{80}'..='\u{9f}'), "�"))?;
            for case in &finding.cases {
                output::json_line(&mut out, case)?;
            }
            writeln!(out)?;
        }
        writeln!(out, "{}: {}", line(&one.file), summary(&one.findings))?;
    }
    Ok(())
}

fn report<'a>(checked: &'a Checked, finding: &'a Finding) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.problem.message.as_str()).id(finding.problem.code);
    let group = match &finding.place {
        Some(place) => title.element(
            Snippet::source(checked.text.as_str())
                .path(checked.file.as_str())
                .annotation(AnnotationKind::Primary.span(place.clone())),
        ),
        None => title.element(Origin::path(checked.file.as_str())),
    };
    let hint = finding.problem.hint.as_deref().map(|hint| Level::HELP.message(hint));
    let accepted = finding.accepted.as_deref().map(|why| Level::NOTE.with_name("accepted").message(why));
    let case = (!finding.cases.is_empty()).then(|| {
        let policy = if checked.file.contains(' ') { "FILE" } else { checked.file.as_str() };
        let run = format!("try it with `refund evaluate --policy {policy} --cases -`");
        Level::NOTE.with_name("case").message(run)
    });
    vec![group.elements(hint.into_iter().chain(accepted).chain(case))]
}

fn summary(findings: &[Finding]) -> String {
    let count = |severity| {
        let open = findings.iter().filter(|finding| finding.accepted.is_none());
        open.filter(|finding| finding.severity == severity).count()
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities.map(|severity| (count(severity), severity.name()));
    let mut parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| counted(count, name))
        .collect();
    if parts.is_empty() {
        parts.push("no findings".to_owned());
    }
    let accepted = findings.iter().filter(|finding| finding.accepted.is_some()).count();
    if accepted > 0 {
        parts.push(format!("{accepted} accepted"));
    }
    parts.join(", ")
}
