//! The English table beside the code: every key that the code names is there, and every key is named.

use std::collections::BTreeSet;

use refund_policy::document::{DurationUnit, RemedyKind, Status};
use refund_policy::nearest;

use super::Finding;
use super::code::{Literal, Pattern, Source};
use super::table::Table;

/// What is wrong with how this code uses these keys.
pub(super) fn check(english: &Table, code: &[Source]) -> Vec<Finding> {
    let literals: Vec<Literal<'_>> = code.iter().flat_map(Source::literals).collect();
    // This code composes the keys of those groups whose beginning it names.
    let is_named = |prefix: &str| literals.iter().any(|literal| literal.pattern.0.starts_with(prefix));
    let composed: Vec<Composed> = composed().into_iter().filter(|(prefix, _)| is_named(prefix)).collect();
    let unknown = unknown(english, &literals);
    unknown.chain(unnamed(english, &composed)).chain(unused(english, &literals, &composed)).collect()
}

/// A prefix, and the names that follow it.
type Composed = (&'static str, Vec<&'static str>);

/// Keys that are composed of a prefix and a name that the evaluator gives: each of these must be there, and no other.
fn composed() -> [Composed; 4] {
    [
        ("request.title.", RemedyKind::ALL.map(|(name, _)| name).to_vec()),
        ("status.", Status::ALL.map(|(name, _)| name).to_vec()),
        ("remedy.", RemedyKind::ALL.map(|(name, _)| name).to_vec()),
        ("duration.", DurationUnit::ALL.map(|(name, _)| name).to_vec()),
    ]
}

/// Keys that the code names and English has not. What is like a key but in no group of the table is something else.
fn unknown(english: &Table, literals: &[Literal<'_>]) -> impl Iterator<Item = Finding> {
    let groups: BTreeSet<&str> = english.keys().filter_map(|key| key.split('.').next()).collect();
    let unknown = literals.iter().filter(move |literal| {
        let is_ours = literal.pattern.group().is_some_and(|group| groups.contains(group));
        is_ours && !english.keys().any(|key| literal.pattern.matches(key))
    });
    unknown.map(|literal| {
        let Pattern(key) = &literal.pattern;
        Finding {
            place: literal.place(),
            key: key.clone(),
            problem: "is in no table".to_owned(),
            hint: match nearest(key, english.keys()) {
                Some(near) => format!("did you mean `{near}`? If not, add it to every table"),
                None => "add it to every table".to_owned(),
            },
        }
    })
}

/// Names of the evaluator's that English has no string for.
fn unnamed(english: &Table, composed: &[Composed]) -> impl Iterator<Item = Finding> {
    let keys = composed.iter().flat_map(|(prefix, names)| {
        let names = names.iter();
        names.map(move |name| format!("{prefix}{name}"))
    });
    keys.filter(|key| english.get(key).is_none())
        .map(|key| english.finding(&key, "is missing", "the evaluator has this name: add it to every table"))
}

/// Keys that no code names.
fn unused(english: &Table, literals: &[Literal<'_>], composed: &[Composed]) -> impl Iterator<Item = Finding> {
    let patterns: Vec<&Pattern> = literals.iter().map(|literal| &literal.pattern).collect();
    let is_used = move |key: &str| {
        patterns.iter().any(|pattern| match pattern.0.strip_prefix('*') {
            // `{key}_label`, where the key is one that the code names as well.
            Some(suffix) => {
                let key = key.strip_suffix(suffix);
                key.is_some_and(|key| patterns.iter().any(|pattern| pattern.0 == key))
            }
            None => pattern.matches(key) && (pattern.0 == key || is_given(key, composed)),
        })
    };
    let unused = english.keys().filter(move |key| !is_used(key));
    unused.map(|key| english.finding(key, "is used by no code", "remove it from every table"))
}

/// Whether a composed key ends in a name that the evaluator gives, where all that begin like it have to.
fn is_given(key: &str, composed: &[Composed]) -> bool {
    let names = composed.iter().find_map(|(prefix, names)| Some((key.strip_prefix(prefix)?, names)));
    names.is_none_or(|(name, names)| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::{Finding, Source, Table, check, composed};

    /// What is told of an English table and this code; the evaluator's names are in both.
    fn told(strings: &[(&str, &str)], code: &str) -> Vec<String> {
        let names = composed()
            .into_iter()
            .flat_map(|(prefix, names)| names.into_iter().map(move |name| format!("{prefix}{name}")));
        let strings = strings.iter().map(|(key, text)| ((*key).to_owned(), *text));
        let lines: Vec<String> = strings
            .chain(names.map(|name| (name, "…")))
            .map(|(key, text)| format!("\"{key}\": \"{text}\""))
            .collect();
        let table = Table::parse("en.json".to_owned(), "en", &format!("{{{}}}", lines.join(","))).unwrap();
        let prefixes = composed().map(|(prefix, _)| format!("\n\"{prefix}\""));
        let source = Source::new("view.rs", &format!("{code}{}", prefixes.concat()));
        check(&table, &[source]).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_key_that_no_code_uses_is_told() {
        let both = [("send.a", "A"), ("send.b", "B")];
        assert_eq!(
            told(&both, "t(\"send.a\")"),
            ["en.json: `send.b` is used by no code\n  hint: remove it from every table\n"]
        );
        assert_eq!(told(&both, "t(&format!(\"send.{name}\"))"), [""; 0]);
        assert_eq!(
            told(
                &[("send.a", "A"), ("send.a_label", "B"), ("send.b_label", "C")],
                "both(\"send.a\"); t(&format!(\"{key}_label\"))"
            ),
            ["en.json: `send.b_label` is used by no code\n  hint: remove it from every table\n"]
        );
    }

    #[test]
    fn a_key_that_no_table_has_is_told_with_its_line() {
        assert_eq!(
            told(&[("send.button", "A")], "t(\"send.button\");\nt(\"send.buttom\");\nt(\"other.thing\");"),
            [
                "view.rs:2: `send.buttom` is in no table\n  hint: did you mean `send.button`? If not, add it to every table\n"
            ]
        );
        assert_eq!(
            told(&[("send.a", "A")], "t(\"send.a\"); t(&format!(\"send.later.{name}\"))"),
            ["view.rs:1: `send.later.*` is in no table\n  hint: add it to every table\n"]
        );
    }

    #[test]
    fn what_the_evaluator_names_has_a_string_and_nothing_else_under_its_prefix() {
        let table = r#"{"status.review": "A", "status.lost": "B"}"#;
        let table = Table::parse("en.json".to_owned(), "en", table).unwrap();
        let code = Source::new("view.rs", "\"status.\" + name");
        let found: Vec<String> = check(&table, &[code]).iter().map(Finding::to_string).collect();
        let names = [
            "en.json: `status.qualifies` is missing\n  hint: the evaluator has this name: add it to every table\n",
            "en.json: `status.lost` is used by no code\n  hint: remove it from every table\n",
        ];
        assert!(names.iter().all(|name| found.iter().any(|found| found == name)), "{found:?}");
    }
}
