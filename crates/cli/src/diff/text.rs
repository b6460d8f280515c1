//! A comparison as a person reads it: first what shoppers get, then what is asked of them, then what is only said.

use refund_authoring::diff::{
    CaseChange, CitationChange, Diff, Effect, EvidenceChange, Need, Offer, OutcomeChange, Part, PartWitness,
    Sum, TermChange,
};
use refund_policy::{Currency, Json};

use super::Counted;
use crate::check::counted;
use crate::failure::finding;
use crate::input;

/// All that changes, paragraph by paragraph.
pub(super) fn diff(diff: &Diff) -> String {
    let versions = format!("{} {} -> {} {}\n", diff.old.id, diff.old.version, diff.new.id, diff.new.version);
    let mut paragraphs = vec![versions];
    if diff.is_empty() {
        paragraphs.push("nothing changes for anybody\n".to_owned());
    }
    paragraphs.extend(diff.outcomes.iter().map(outcome));
    paragraphs.extend(diff.evidence.iter().map(evidence));
    paragraphs.extend(lines("asked and promised", diff.terms.iter().map(term)));
    paragraphs.extend(diff.citations.iter().map(citation));
    paragraphs.extend(lines("said otherwise", diff.texts.iter().cloned()));
    paragraphs.join("\n")
}

fn outcome(change: &OutcomeChange) -> String {
    let clauses = |part: &Part| {
        let (old, new) = (quoted(&part.clauses.old), quoted(&part.clauses.new));
        if old == new { format!("    by {new}\n") } else { format!("    by {new}, before by {old}\n") }
    };
    format!("{}{}", from_to(change.effect, &change.from, &change.to), parts(&change.parts, clauses))
}

fn from_to(effect: Effect, from: &Option<Offer>, to: &Option<Offer>) -> String {
    format!("{}: {}\n    -> {}\n", effect.name(), offer(from), offer(to))
}

fn offer(offer: &Option<Offer>) -> String {
    offer.as_ref().map_or_else(|| "cannot be stated".to_owned(), Offer::to_string)
}

fn quoted(ids: &[String]) -> String {
    if ids.is_empty() { "no clause".to_owned() } else { format!("`{}`", ids.join("`, `")) }
}

fn evidence(change: &EvidenceChange) -> String {
    let need = |need: Need| match need {
        Need::None => "not asked for",
        Need::Recommended => "recommended",
        Need::Required => "required",
    };
    let (effect, id) = (change.effect.name(), &change.id);
    let head = format!("{effect}: `{id}` is {}, and was {}\n", need(change.to), need(change.from));
    head + &parts(&change.parts, |_| String::new())
}

fn citation(change: &CitationChange) -> String {
    let clause =
        |id: &Option<String>| id.as_ref().map_or_else(|| "no clause".to_owned(), |id| format!("`{id}`"));
    let head =
        format!("the same by another clause: {}, before {}\n", clause(&change.to), clause(&change.from));
    head + &parts(&change.parts, |_| String::new())
}

fn term(change: &TermChange) -> String {
    match change.effect {
        Effect::Differs => change.text.clone(),
        effect => format!("{}: {}", effect.name(), change.text),
    }
}

/// A heading with lines below it; nothing where there are none.
fn lines(heading: &str, lines: impl Iterator<Item = String>) -> Option<String> {
    let lines: String = lines.map(|line| format!("  {line}\n")).collect();
    (!lines.is_empty()).then(|| format!("{heading}\n{lines}"))
}

fn parts(parts: &[Part], note: impl Fn(&Part) -> String) -> String {
    let part = |part: &Part| format!("  where {}\n{}{}", part.cases, note(part), witness(&part.witness));
    parts.iter().map(part).collect()
}

/// A case that can be run; twice, where the versions do not take the same facts.
fn witness(witness: &PartWitness) -> String {
    let line = |label: String, facts: &Json| {
        let case = Json::object([("at", witness.at.into()), ("facts", facts.clone())]);
        format!("    {label}{}\n", case.compact())
    };
    if witness.old == witness.new {
        return line(String::new(), &witness.new);
    }
    let with = |only: Vec<&str>| match only.is_empty() {
        true => String::new(),
        false => format!(", which alone has `{}`", only.join("`, `")),
    };
    let [gone, added] = witness.unshared().map(with);
    line(format!("before{gone}: "), &witness.old) + &line(format!("now{added}: "), &witness.new)
}

/// How many of the given cases change, and by how much money.
pub(super) fn cases(cases: &Counted<'_>) -> String {
    let Counted { name, ledger, unreadable } = cases;
    let label = input::label(name);
    let [gain, lose, differ] = Effect::ALL.map(|effect| ledger.count_of(effect));
    let all = counted(ledger.cases, "case");
    let mut text = format!("\n{label}: {all}; {gain} gain, {lose} lose, {differ} merely differ\n");
    text.extend(ledger.changes.iter().map(case_change));
    for (code, sums) in &ledger.money {
        text += &sum(code, "promised", sums.promised);
        text += &sum(code, "estimated", sums.estimated);
    }
    for (number, problem) in unreadable {
        text += &finding("error", &format!("{label} line {number}"), problem);
    }
    text
}

fn case_change(change: &CaseChange) -> String {
    let amounts = if change.from == change.to { ", of other amounts" } else { "" };
    let (from, to) = (offer(&change.from), offer(&change.to));
    let head = format!("{}: {from}\n    -> {to}{amounts}\n", change.effect.name());
    format!("{head}  {}\n", change.ids.join(", "))
}

/// Nothing where nothing was and is to be paid.
fn sum(code: &str, what: &str, sum: Sum) -> String {
    if sum == Sum::default() {
        return String::new();
    }
    let amount = |minor: i128| amount(code, minor);
    let sign = if sum.difference() > 0 { "+" } else { "" };
    let (old, new) = (amount(sum.old), amount(sum.new));
    format!("{code} {what}: {old} -> {new} ({sign}{})\n", amount(sum.difference()))
}

/// Minor units in the currency's own digits.
fn amount(code: &str, minor: i128) -> String {
    let digits = Currency::parse(code).map_or(2, Currency::minor_digits);
    let unit = 10_i128.pow(u32::from(digits));
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, rest) = (minor.abs() / unit, minor.abs() % unit);
    match digits {
        0 => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}.{rest:0width$}", width = usize::from(digits)),
    }
}
