//! Where the policy comes from: clauses without a source, citations that lead nowhere, and paragraphs of the source that
//! nothing accounts for.

use refund_policy::value::problem::{join, nth};
use refund_policy::{Json, Policy, Problem, code};

use super::{Diagnostic, error, warning};
use crate::case_set::CaseSet;
use crate::source::{Citation, Ordinal, Section, citations, prose, sections};

/// Clauses that decide and do not say where the source says so.
pub(super) fn clauses_without(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = policy.document.clauses.iter().enumerate().filter(|(_, clause)| clause.source.is_none());
    clauses
        .map(|(index, clause)| {
            let message = format!("`{}` decides and has no source", clause.id);
            let problem = Problem::of(code::NO_SOURCE, nth("/clauses", index), message)
                .hint("say under `source` which section it comes from");
            let example = CaseSet::decided_by(policy, index).example();
            warning(problem).witness(example.map(|example| example.witness))
        })
        .collect()
}

/// What does not fit together between the sections that a document lists and what it cites.
pub(super) fn citations_and_sections(json: &Json) -> Vec<Diagnostic> {
    let Some(sections) = sections(json) else { return Vec::new() };
    let citations = citations(json);
    let mut diagnostics = repeated(&sections);
    for citation in &citations {
        diagnostics.extend(leads_nowhere(citation, &sections));
    }
    for section in &sections {
        let idle = section.idle.iter().flat_map(|idle| &idle.paragraphs);
        diagnostics.extend(idle.clone().filter_map(|ordinal| beyond_its_end(ordinal, section)));
        diagnostics.extend(idle.filter_map(|ordinal| cited_all_the_same(ordinal, section, &citations)));
        diagnostics.extend(unaccounted(section, &citations));
    }
    diagnostics
}

/// Where prose differs from the sections that a document lists. [`check`](super::check) tells what else is wrong with it.
pub(super) fn against_prose(json: &Json, prose: &str) -> Vec<Diagnostic> {
    let problems = match sections(json) {
        Some(sections) => prose::differences(&sections, prose),
        None => {
            let problem =
                Problem::of(code::SOURCE_DIFFERS, "/source", "the policy lists no sections of its source");
            vec![problem.hint("list them under `sections`")]
        }
    };
    problems.into_iter().map(error).collect()
}

/// A citation names its section, so no two may bear one name.
fn repeated(sections: &[Section]) -> Vec<Diagnostic> {
    let is_repeated = |(index, section): &(usize, &Section)| {
        sections.iter().take(*index).any(|earlier| earlier.name == section.name)
    };
    let repeated = sections.iter().enumerate().filter(is_repeated);
    repeated
        .map(|(_, section)| {
            let message = format!("`{}` is already the name of a section", section.name);
            error(Problem::of(code::DUPLICATE_SECTION, join(&section.pointer, "section"), message))
        })
        .collect()
}

fn leads_nowhere(citation: &Citation, sections: &[Section]) -> Vec<Diagnostic> {
    match sections.iter().find(|section| section.name == citation.section) {
        Some(section) => {
            let ordinals = citation.paragraphs.iter();
            ordinals.filter_map(|ordinal| beyond_its_end(ordinal, section)).collect()
        }
        None => {
            let message = format!("the source has no section `{}`", citation.section);
            let names = sections.iter().map(|section| section.name.as_str());
            let problem = Problem::of(code::UNKNOWN_SECTION, join(&citation.pointer, "section"), message);
            vec![error(problem.suggest(&citation.section, names))]
        }
    }
}

fn beyond_its_end(ordinal: &Ordinal, section: &Section) -> Option<Diagnostic> {
    let message =
        format!("`{}` has no paragraph {}: it has {}", section.name, ordinal.number, section.paragraphs);
    (ordinal.number > section.paragraphs)
        .then(|| error(Problem::of(code::UNKNOWN_PARAGRAPH, ordinal.pointer.as_str(), message)))
}

/// A paragraph that is said to decide nothing, and that something cites.
fn cited_all_the_same(ordinal: &Ordinal, section: &Section, citations: &[Citation]) -> Option<Diagnostic> {
    let citation = citations.iter().find(|citation| citation.names(section, ordinal.number))?;
    let message = format!(
        "paragraph {} of `{}` is said to decide nothing, and is cited by {}",
        ordinal.number,
        section.name,
        citation.by()
    );
    Some(warning(Problem::of(code::CITED_PARAGRAPH, ordinal.pointer.as_str(), message)))
}

/// Runs of paragraphs that nothing cites and that are not said to decide nothing.
fn unaccounted(section: &Section, citations: &[Citation]) -> Vec<Diagnostic> {
    let cited = citations.iter().filter(|citation| citation.section == section.name);
    let cited = cited.flat_map(|citation| &citation.paragraphs);
    let idle = section.idle.iter().flat_map(|idle| &idle.paragraphs);
    let mut known: Vec<u32> = cited.chain(idle).map(|ordinal| ordinal.number).collect();
    known.retain(|number| *number <= section.paragraphs);
    known.extend([0, section.paragraphs + 1]);
    known.sort_unstable();
    let gaps = known.windows(2).filter_map(|pair| <[u32; 2]>::try_from(pair).ok());
    gaps.filter(|[before, after]| before + 1 < *after)
        .map(|[before, after]| unaccounted_run(section, before + 1, after - 1))
        .collect()
}

fn unaccounted_run(section: &Section, first: u32, last: u32) -> Diagnostic {
    let paragraphs = match first == last {
        true => format!("paragraph {first} of `{}` is", section.name),
        false => format!("paragraphs {first} to {last} of `{}` are", section.name),
    };
    let message = paragraphs + " neither cited nor said to decide nothing";
    let problem = Problem::of(code::UNACCOUNTED_PARAGRAPH, join(&section.pointer, "paragraphs"), message)
        .hint("cite it where it counts, or say under `decide_nothing` why it does not");
    warning(problem)
}
