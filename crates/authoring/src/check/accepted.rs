//! Findings that a policy accepts: its member `accepted`, with the reason why each is meant.

use refund_policy::nearest;
use refund_policy::value::problem::nth;
use refund_policy::{Json, Problem, code};

use super::{Diagnostic, Severity, warning};

/// Marks the findings that the document accepts, and tells entries that accept nothing.
pub(super) fn accept(json: &Json, diagnostics: &mut Vec<Diagnostic>) {
    let entries = json.get("accepted").and_then(Json::as_list).unwrap_or_default();
    let stale: Vec<Diagnostic> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| accept_one(&Entry::read(entry), index, diagnostics))
        .collect();
    diagnostics.extend(stale);
}

struct Entry<'a> {
    code: &'a str,
    of: Vec<&'a str>,
    why: &'a str,
}

impl<'a> Entry<'a> {
    fn read(json: &'a Json) -> Entry<'a> {
        let text = |key| json.get(key).and_then(Json::as_str).unwrap_or_default();
        let of = json.get("of").and_then(Json::as_list).unwrap_or_default();
        Entry { code: text("code"), of: of.iter().filter_map(Json::as_str).collect(), why: text("why") }
    }

    fn is_about(&self, diagnostic: &Diagnostic) -> bool {
        self.of.iter().all(|name| diagnostic.about.iter().any(|known| known == name))
    }
}

/// What is to be said of an entry that accepts nothing.
fn accept_one(entry: &Entry<'_>, index: usize, diagnostics: &mut [Diagnostic]) -> Option<Diagnostic> {
    let bears = diagnostics.iter_mut().filter(|one| one.problem.code == entry.code);
    let (matching, others): (Vec<_>, Vec<_>) = bears.partition(|one| entry.is_about(one));
    let (errors, acceptable): (Vec<_>, Vec<_>) =
        matching.into_iter().partition(|one| one.severity == Severity::Error);
    let is_stale = acceptable.is_empty();
    for one in acceptable {
        // The first reason that is given stands.
        one.accepted.get_or_insert_with(|| entry.why.to_owned());
    }
    is_stale.then(|| {
        let names: Vec<&str> = others.iter().flat_map(|one| &one.about).map(String::as_str).collect();
        warning(stale(entry, &nth("/accepted", index), !errors.is_empty(), &names))
    })
}

/// Why an entry accepts nothing. `names` are those that the findings with its code are about.
fn stale(entry: &Entry<'_>, pointer: &str, is_error: bool, names: &[&str]) -> Problem {
    let problem = |message: &[&str]| Problem::of(code::STALE_ACCEPTANCE, pointer, message.concat());
    if is_error {
        return problem(&["`", entry.code, "` is an error, and errors cannot be accepted"]);
    }
    if names.is_empty() {
        let codes = code::ALL.iter().map(|(code, _)| code.name()).filter(|code| *code != entry.code);
        return problem(&["there is no finding `", entry.code, "` to accept"]).suggest(entry.code, codes);
    }
    let unknown = entry.of.iter().find(|name| !names.contains(name)).copied();
    let near = unknown.and_then(|name| nearest(name, names.iter().copied()));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove the entry, if the finding is gone".to_owned(),
    };
    problem(&["no finding `", entry.code, "` is about ", &quoted(&entry.of)]).hint(hint)
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}
