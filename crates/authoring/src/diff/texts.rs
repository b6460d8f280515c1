//! What is only said in other words or elsewhere: texts of facts, steps, clauses, evidence and requests, and
//! informative clauses.

use refund_policy::compiled::diagram::{FALSE, TRUE, TooComplex};
use refund_policy::document::{Citation, Document, Fact, FactKind, Informative, Template};
use refund_policy::{Locale, Policy, Text};

use super::joint::Joint;
use super::outcomes::Comparison;
use crate::domain::domain;

/// A line for each thing of which other texts are said, or which is cited elsewhere.
pub(super) fn changes(joint: &Joint<'_>, all: &Comparison) -> Result<Vec<String>, TooComplex> {
    let (old, new) = (&joint.old, &joint.new);
    let mut lines = reworded(&old.original.document, &new.original.document);
    lines.extend(reordered(&old.original.document, &new.original.document));
    let (before, now) = (&old.policy.document.informative, &new.policy.document.informative);
    for clause in now {
        match before.iter().find(|before| before.id == clause.id) {
            None => lines.push(format!("clause `{}` is new, and only cited", clause.id)),
            Some(before) if !is_cited_alike((&old.policy, before), (&new.policy, clause), all)? => {
                lines.push(format!("clause `{}` is cited in other cases", clause.id));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|before| now.iter().all(|clause| clause.id != before.id));
    lines.extend(gone.map(|clause| format!("clause `{}`, which was only cited, is gone", clause.id)));
    Ok(lines)
}

/// The order of the facts is that of the questions.
fn reordered(old: &Document, new: &Document) -> Option<String> {
    let shared = |one: &Document, other: &Document| -> Vec<String> {
        let ids = one.facts.iter().map(|fact| fact.id.clone());
        ids.filter(|id| other.fact(id).is_some()).collect()
    };
    (shared(old, new) != shared(new, old))
        .then(|| "facts: their order, and so that of the questions".to_owned())
}

/// Whether an informative clause is cited in the same cases, among those that get the same.
fn is_cited_alike(
    (old, before): (&Policy, &Informative),
    (new, now): (&Policy, &Informative),
    all: &Comparison,
) -> Result<bool, TooComplex> {
    let (one, one_root) = domain(old, &before.applies)?;
    let (other, other_root) = domain(new, &now.applies)?;
    let (differs, root) =
        one.product(one_root, (&other, other_root), &mut |one, other| usize::from(one != other))?;
    let (differs, root) = differs.product(root, (&all.diagram, all.root), &mut |differs, leaf| {
        if all.is_same(leaf) { differs } else { FALSE }
    })?;
    Ok(!differs.leaves(root, &[]).contains(&TRUE))
}

/// The things that both versions have, with the keys of those texts that are other ones.
fn reworded(old: &Document, new: &Document) -> Vec<String> {
    let before = said(old);
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for (place, key, text) in said(new) {
        let known = before.iter().find(|(other, name, _)| *other == place && *name == key);
        if known.is_none_or(|(.., before)| *before == text) {
            continue;
        }
        match lines.last_mut().filter(|(last, _)| *last == place) {
            Some((_, keys)) => keys.push(key),
            None => lines.push((place, vec![key])),
        }
    }
    lines.into_iter().map(|(place, keys)| format!("{place}: {}", keys.join(", "))).collect()
}

/// Of what something is said, under which key, and what.
type Said = (String, String, String);

fn said(document: &Document) -> Vec<Said> {
    let mut said = of("policy", [("title", &document.title)]);
    said.push(("policy".to_owned(), "merchant".to_owned(), document.merchant.clone()));
    said.push(("policy".to_owned(), "source".to_owned(), document.source.document.clone()));
    let Template { subject, message } = &document.request;
    said.extend(of("request", [("subject", subject), ("message", message)]));
    said.extend(document.facts.iter().flat_map(of_fact));
    for step in &document.steps {
        let place = format!("step `{}`", step.id);
        said.extend(of(&place, [("title", &step.title), ("text", &step.text)]));
        said.extend(source(&place, &step.source));
    }
    for clause in &document.clauses {
        let place = format!("clause `{}`", clause.id);
        said.extend(of(&place, [("title", &clause.title), ("text", &clause.text)]));
        said.extend(source(&place, &clause.source));
        let options = clause.then.alternatives.iter().flat_map(|alternative| &alternative.options);
        said.extend(of(&place, options.map(|option| (option.id.as_str(), &option.label))));
    }
    for clause in &document.informative {
        let place = format!("clause `{}`", clause.id);
        said.extend(of(&place, [("title", &clause.title), ("text", &clause.text)]));
        said.extend(source(&place, &clause.source));
    }
    for evidence in &document.evidence {
        let texts = [("label", &evidence.label)].into_iter();
        said.extend(of(
            &format!("evidence `{}`", evidence.id),
            texts.chain(evidence.help.as_ref().map(|help| ("help", help))),
        ));
    }
    said
}

fn of_fact(fact: &Fact) -> Vec<Said> {
    let [no, yes] = &fact.suppose;
    let optional =
        [("ask", &fact.ask), ("why", &fact.why), ("none", &fact.none), ("false", no), ("true", yes)];
    let choices = match &fact.kind {
        FactKind::Choice(choices) => choices.as_slice(),
        _ => &[],
    };
    let texts = [("label", &fact.label)]
        .into_iter()
        .chain(optional.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))))
        .chain(choices.iter().map(|choice| (choice.id.as_str(), &choice.label)));
    of(&format!("fact `{}`", fact.id), texts)
}

fn of<'a>(place: &str, texts: impl IntoIterator<Item = (&'a str, &'a Text)>) -> Vec<Said> {
    let said = |(key, text): (&str, &Text)| {
        let all = Locale::OF_POLICIES.map(|locale| text.get(locale));
        (place.to_owned(), key.to_owned(), all.join("\n"))
    };
    texts.into_iter().map(said).collect()
}

fn source(place: &str, source: &Option<Citation>) -> Option<Said> {
    source.as_ref().map(|source| (place.to_owned(), "source".to_owned(), source.section.clone()))
}
