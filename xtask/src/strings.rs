//! The widget's own words, `www/strings/<locale>.json`, held against English and against the code that shows them. The
//! build runs this: a shopper never meets a missing string.
//!
//! Whether a translation is a good one is for its readers; how the tables are laid out for translators is `page`.

mod code;
mod french;
mod page;
mod plurals;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use refund_policy::document::{DurationUnit, RemedyKind, Status};
use refund_policy::{Json, nearest};

use crate::assets::{LOCALES, files, read};
use crate::process::root;

use code::Form;
pub(crate) use code::Source;
pub(crate) use page::write as write_page;

/// The locale that all others are held against.
const ENGLISH: &str = "en";
/// The locale whose signs have spaces.
const FRENCH: &str = "fr";

/// Fails with everything that is wrong with the tables: the file, the key, and how to mend it.
pub(crate) fn check() -> Result<()> {
    let tables = LOCALES.map(Table::read).into_iter().collect::<Result<Vec<Table>>>()?;
    let mut findings = findings(&tables, &Source::all()?);
    findings.extend(unlisted(&LOCALES)?);
    if findings.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = findings.iter().map(Finding::to_string).collect();
    bail!("the widget's strings cannot be shipped:\n\n{}", told.join("\n"))
}

/// Tables that are no locale's, and so reach nobody.
fn unlisted(locales: &[&str]) -> Result<Vec<Finding>> {
    let files = files(&root().join("www/strings"))?;
    let unlisted = files
        .iter()
        .map(|path| shown(path))
        .filter(|path| !locales.iter().any(|locale| file(locale) == *path));
    let finding = |place| Finding {
        place,
        key: "LOCALES".to_owned(),
        problem: "does not name this locale".to_owned(),
        hint: "add it in xtask/src/assets.rs, or remove the file".to_owned(),
    };
    Ok(unlisted.map(finding).collect())
}

/// One locale's strings, in the file's order.
struct Table {
    locale: String,
    strings: Vec<(String, Json)>,
}

impl Table {
    fn read(locale: &str) -> Result<Table> {
        let file = root().join(file(locale));
        let json = serde_json::from_slice(&read(&file)?)
            .with_context(|| format!("{} is not JSON", file.display()))?;
        Ok(Table::new(locale, &json))
    }

    fn new(locale: &str, json: &Json) -> Table {
        Table { locale: locale.to_owned(), strings: json.as_object().unwrap_or_default().to_vec() }
    }

    fn get(&self, key: &str) -> Option<&Json> {
        self.strings.iter().find(|(name, _)| name == key).map(|(_, string)| string)
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.strings.iter().map(|(key, _)| key.as_str())
    }

    fn finding(&self, key: &str, problem: impl Into<String>, hint: impl Into<String>) -> Finding {
        Finding { place: file(&self.locale), key: key.to_owned(), problem: problem.into(), hint: hint.into() }
    }
}

/// What is wrong, where, and how to mend it.
#[derive(Debug)]
struct Finding {
    /// A file, with the line where that is code.
    place: String,
    key: String,
    problem: String,
    hint: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: `{}` {}\n  hint: {}", self.place, self.key, self.problem, self.hint)
    }
}

/// Keys that are composed of a prefix and a name that the evaluator gives.
fn composed() -> [(&'static str, Vec<&'static str>); 3] {
    [
        ("status.", Status::ALL.map(|(name, _)| name).to_vec()),
        ("remedy.", RemedyKind::ALL.map(|(name, _)| name).to_vec()),
        ("duration.", DurationUnit::ALL.map(|(name, _)| name).to_vec()),
    ]
}

/// Everything that is wrong with these tables, one of which is English, and with how this code uses them.
fn findings(tables: &[Table], code: &[Source]) -> Vec<Finding> {
    let Some(english) = tables.iter().find(|table| table.locale == ENGLISH) else { return Vec::new() };
    let mut found: Vec<Finding> = tables.iter().flat_map(|table| in_table(table, english)).collect();
    found.extend(unknown(english, code));
    found.extend(unused(english, code));
    found
}

/// What is wrong with one table.
fn in_table(table: &Table, english: &Table) -> Vec<Finding> {
    let mut found: Vec<Finding> = missing(table, english).chain(needless(table, english)).collect();
    // Where keys are missing or too many, the order is not the question.
    if found.is_empty() {
        found.extend(order(table, english));
    }
    for (key, string) in &table.strings {
        found.extend(english.get(key).and_then(|original| text(table, key, string, original)));
        if table.locale == FRENCH
            && let Some(problem) = french::wrong(string)
        {
            found.push(table.finding(key, problem, "a line must not begin with it, or end with a guillemet"));
        }
    }
    found
}

fn missing<'a>(table: &'a Table, english: &'a Table) -> impl Iterator<Item = Finding> + 'a {
    english.strings.iter().enumerate().filter(|(_, (key, _))| table.get(key).is_none()).map(
        |(index, (key, original))| {
            let before = index.checked_sub(1).and_then(|index| english.keys().nth(index));
            let place = before.map_or("at the beginning".to_owned(), |before| format!("after `{before}`"));
            table.finding(
                key,
                "is missing",
                format!("add it {place}; in English it is {}", original.compact()),
            )
        },
    )
}

fn needless<'a>(table: &'a Table, english: &'a Table) -> impl Iterator<Item = Finding> + 'a {
    let mut seen = BTreeSet::new();
    table.keys().filter_map(move |key| match (seen.insert(key), english.get(key)) {
        (false, _) => Some(table.finding(key, "is there twice", "remove one of the two")),
        (true, Some(_)) => None,
        (true, None) => {
            let hint = match nearest(key, english.keys()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("remove it, or add it to {} too", file(ENGLISH)),
            };
            Some(table.finding(key, "is not in the English table", hint))
        }
    })
}

fn order(table: &Table, english: &Table) -> Option<Finding> {
    let (key, expected) = table.keys().zip(english.keys()).find(|(key, expected)| key != expected)?;
    Some(table.finding(key, "stands in another place than in English", format!("put `{expected}` here")))
}

/// What is wrong with one string: it is a text or has plural forms, as in English, with the same fields.
fn text(table: &Table, key: &str, string: &Json, original: &Json) -> Option<Finding> {
    match (string.as_str(), original.as_str()) {
        (Some(""), _) => {
            Some(table.finding(key, "is empty", format!("in English it is {}", original.compact())))
        }
        (Some(string), Some(original)) => {
            let (fields, expected) = (fields(string), fields(original));
            (fields != expected).then(|| differing(table, key, &fields, &expected))
        }
        (None, None) => plurals::wrong(table, key, string, original),
        (Some(_), None) => Some(table.finding(key, "has no plural forms", plurals::hint(&table.locale))),
        (None, Some(_)) => {
            Some(table.finding(key, "has plural forms", "English has one text for it; write one here"))
        }
    }
}

/// A text whose fields are not those of English.
fn differing(table: &Table, key: &str, fields: &BTreeSet<&str>, expected: &BTreeSet<&str>) -> Finding {
    let lacking = expected.difference(fields).map(|field| format!("lacks {{{field}}}"));
    let unknown = fields.difference(expected).map(|field| format!("has {{{field}}}, which English has not"));
    let problem: Vec<String> = lacking.chain(unknown).collect();
    let hint = match expected.is_empty() {
        true => "it has no fields in English".to_owned(),
        false => {
            let names: Vec<String> = expected.iter().map(|field| format!("{{{field}}}")).collect();
            format!("write each of {} where it reads well", names.join(", "))
        }
    };
    table.finding(key, problem.join(" and "), hint)
}

/// The names in a text's `{fields}`.
fn fields(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Keys that the code uses and English has not.
fn unknown<'a>(english: &'a Table, code: &'a [Source]) -> impl Iterator<Item = Finding> + 'a {
    let groups: BTreeSet<&str> = english.keys().map(group).collect();
    let used = code.iter().flat_map(Source::literals).filter(move |used| {
        let is_there = match used.form {
            Form::Prefix => english.keys().any(|key| key.starts_with(used.text)),
            Form::Whole => english.get(used.text).is_some(),
            Form::Suffix => true,
        };
        groups.contains(group(used.text)) && !is_there
    });
    let used = used.map(|used| Finding {
        place: used.place(),
        key: used.text.to_owned(),
        problem: "is in no table".to_owned(),
        hint: match nearest(used.text, english.keys()) {
            Some(near) => format!("did you mean `{near}`? If not, add it to every table"),
            None => "add it to every table".to_owned(),
        },
    });
    used.chain(unnamed(english))
}

/// Names of the evaluator's that English has no string for.
fn unnamed(english: &Table) -> impl Iterator<Item = Finding> {
    let keys = composed()
        .into_iter()
        .flat_map(|(prefix, names)| names.into_iter().map(move |name| [prefix, name].concat()));
    keys.filter(|key| english.get(key).is_none())
        .map(|key| english.finding(&key, "is missing", "the evaluator has this name: add it to every table"))
}

/// Keys that no code uses: neither whole nor composed.
fn unused(english: &Table, code: &[Source]) -> Vec<Finding> {
    let literals: Vec<_> = code.iter().flat_map(Source::literals).collect();
    let composed = composed();
    let is_named = |key: &str| literals.iter().any(|used| used.form == Form::Whole && used.text == key);
    let is_used = |key: &str| {
        literals.iter().any(|used| match used.form {
            Form::Whole => used.text == key,
            Form::Suffix => key.strip_suffix(used.text).is_some_and(is_named),
            Form::Prefix => key.strip_prefix(used.text).is_some_and(|name| {
                let names = composed.iter().find(|(prefix, _)| *prefix == used.text);
                names.is_none_or(|(_, names)| names.contains(&name))
            }),
        })
    };
    let unused = english.keys().filter(|key| !is_used(key));
    unused.map(|key| english.finding(key, "is used by no code", "remove it from every table")).collect()
}

/// What stands before a key's first dot.
fn group(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

/// Where a locale's strings are, from the root of the checkout.
fn file(locale: &str) -> String {
    format!("www/strings/{locale}.json")
}

/// A path as it is told: from the root of the checkout.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use refund_policy::document::RemedyKind;
    use refund_policy::{Json, Locale, words};

    use super::{Finding, LOCALES, Source, Table, check, composed, findings, unlisted};

    #[test]
    fn the_tables_of_the_checkout_are_complete() {
        check().unwrap();
    }

    /// One name for one remedy, on the screen and in the letter.
    #[test]
    fn the_evaluator_calls_the_remedies_by_the_same_names() {
        for locale in Locale::ALL {
            let table = Table::read(locale.tag()).unwrap();
            for (name, kind) in RemedyKind::ALL {
                let string = table.get(&["remedy.", name].concat()).and_then(Json::as_str);
                assert_eq!(string, Some(words::remedy(kind, locale)), "{name}");
            }
        }
    }

    #[test]
    fn a_text_that_names_a_button_names_it_as_it_is() {
        let send = ["intro.text", "request.intro"].map(|key| (key, "send.button"));
        let unknown =
            ["unknown.decides", "unknown.details", "unknown.context"].map(|key| (key, "question.unknown"));
        for table in LOCALES.map(|locale| Table::read(locale).unwrap()) {
            let text = |key| table.get(key).and_then(Json::as_str).unwrap();
            for (key, button) in send.into_iter().chain(unknown) {
                assert!(text(key).contains(text(button)), "{}: {key}", table.locale);
            }
        }
    }

    #[test]
    fn a_text_in_french_without_its_spaces_is_told() {
        let found = told(&[("en", r#"{"send.a": "A?"}"#), ("fr", r#"{"send.a": "A ?"}"#)], "t(\"send.a\")");
        assert_eq!(
            found,
            [
                "www/strings/fr.json: `send.a` ? has not a narrow no-break space (U+202F) before it\n  hint: a line must not begin with it, or end with a guillemet\n"
            ]
        );
    }

    #[test]
    fn a_table_that_is_not_listed_is_told() {
        let found = unlisted(&LOCALES.map(|locale| if locale == "ca" { "xx" } else { locale })).unwrap();
        let told: Vec<String> = found.iter().map(Finding::to_string).collect();
        assert_eq!(
            told,
            [
                "www/strings/ca.json: `LOCALES` does not name this locale\n  hint: add it in xtask/src/assets.rs, or remove the file\n"
            ]
        );
    }

    /// Findings about a table in German beside one in English, where the code uses every key of English.
    fn german(english: &str, german: &str) -> Vec<String> {
        let code: Vec<String> =
            Table::new("en", &json(english)).keys().map(|key| format!("t(\"{key}\")")).collect();
        told(&[("en", english), ("de", german)], &code.join("\n"))
    }

    /// Findings about these tables and this code; what the evaluator names is in both.
    fn told(tables: &[(&str, &str)], code: &str) -> Vec<String> {
        let tables: Vec<Table> = tables.iter().map(|(locale, text)| with_names(locale, text)).collect();
        let prefixes = composed().map(|(prefix, _)| format!("\n\"{prefix}\""));
        let code = Source::new("www/widget/view.js", &[code, &prefixes.concat()].concat());
        findings(&tables, &[code]).iter().map(Finding::to_string).collect()
    }

    fn with_names(locale: &str, text: &str) -> Table {
        let mut table = Table::new(locale, &json(text));
        for (prefix, names) in composed() {
            table.strings.extend(names.iter().map(|name| ([prefix, name].concat(), "…".into())));
        }
        table
    }

    fn json(text: &str) -> refund_policy::Json {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn nothing_is_found_where_nothing_is_wrong() {
        let none: [String; 0] = [];
        assert_eq!(german(r#"{"send.button": "Send {n}"}"#, r#"{"send.button": "{n} senden"}"#), none);
    }

    #[test]
    fn a_missing_key_is_told_with_its_place_and_its_english() {
        let found = german(r#"{"send.a": "A", "send.b": "B {x}"}"#, r#"{"send.a": "A"}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.b` is missing\n  hint: add it after `send.a`; in English it is \"B {x}\"\n"
            ]
        );
        let found = german(r#"{"send.a": "A"}"#, r#"{"send.a": ""}"#);
        assert_eq!(found, ["www/strings/de.json: `send.a` is empty\n  hint: in English it is \"A\"\n"]);
    }

    #[test]
    fn a_key_too_many_is_told_with_the_nearest() {
        let found = german(r#"{"send.button": "A"}"#, r#"{"send.button": "A", "send.buton": "A", "z": "A"}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.buton` is not in the English table\n  hint: did you mean `send.button`?\n",
                "www/strings/de.json: `z` is not in the English table\n  hint: remove it, or add it to www/strings/en.json too\n",
            ]
        );
        let found = german(r#"{"send.a": "A"}"#, r#"{"send.a": "A", "send.a": "B"}"#);
        assert_eq!(found, ["www/strings/de.json: `send.a` is there twice\n  hint: remove one of the two\n"]);
    }

    #[test]
    fn another_order_is_told_once() {
        let found = german(r#"{"send.a": "A", "send.b": "B"}"#, r#"{"send.b": "B", "send.a": "A"}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.b` stands in another place than in English\n  hint: put `send.a` here\n"
            ]
        );
    }

    #[test]
    fn other_fields_are_told() {
        let found = german(r#"{"send.a": "{n} of {all}"}"#, r#"{"send.a": "{n} von {alle}"}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.a` lacks {all} and has {alle}, which English has not\n  hint: write each of {all}, {n} where it reads well\n"
            ]
        );
        let found = german(r#"{"send.a": "A"}"#, r#"{"send.a": "{n}"}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.a` has {n}, which English has not\n  hint: it has no fields in English\n"
            ]
        );
    }

    #[test]
    fn a_text_stays_a_text_and_plural_forms_stay_plural_forms() {
        let found = german(r#"{"send.a": {"one": "A", "other": "{n}"}}"#, r#"{"send.a": "A"}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.a` has no plural forms\n  hint: write one form each for `one`, `other`\n"
            ]
        );
        let found = german(r#"{"send.a": "A"}"#, r#"{"send.a": {"one": "A", "other": "B"}}"#);
        assert_eq!(
            found,
            [
                "www/strings/de.json: `send.a` has plural forms\n  hint: English has one text for it; write one here\n"
            ]
        );
    }

    #[test]
    fn a_key_that_no_code_uses_is_told() {
        let english = r#"{"send.a": "A", "send.b": "B"}"#;
        let found = told(&[("en", english)], "t(\"send.a\")");
        assert_eq!(
            found,
            ["www/strings/en.json: `send.b` is used by no code\n  hint: remove it from every table\n"]
        );
        assert_eq!(told(&[("en", english)], "t(`send.${name}`)"), [""; 0]);
        let english = r#"{"send.a": "A", "send.a_label": "B", "send.b_label": "C"}"#;
        let found = told(&[("en", english)], "both(\"send.a\"); t(`${key}_label`)");
        assert_eq!(
            found,
            ["www/strings/en.json: `send.b_label` is used by no code\n  hint: remove it from every table\n"]
        );
    }

    #[test]
    fn a_key_that_no_table_has_is_told_with_its_line() {
        let found = told(
            &[("en", r#"{"send.button": "A"}"#)],
            "t(\"send.button\");\nt(\"send.buttom\");\nt(\"other.thing\");",
        );
        assert_eq!(
            found,
            [
                "www/widget/view.js:2: `send.buttom` is in no table\n  hint: did you mean `send.button`? If not, add it to every table\n"
            ]
        );
        let found = told(&[("en", r#"{"send.a": "A"}"#)], "t(\"send.a\"); t(\"send.later.\" + name)");
        assert_eq!(
            found,
            ["www/widget/view.js:1: `send.later.` is in no table\n  hint: add it to every table\n"]
        );
    }

    #[test]
    fn what_the_evaluator_names_has_a_string_and_nothing_else_under_its_prefix() {
        let table = Table::new("en", &json(r#"{"status.review": "A", "status.lost": "B"}"#));
        let code = Source::new("view.js", "\"status.\" + name");
        let found: Vec<String> = findings(&[table], &[code]).iter().map(Finding::to_string).collect();
        let names = [
            "www/strings/en.json: `status.qualifies` is missing\n  hint: the evaluator has this name: add it to every table\n",
            "www/strings/en.json: `status.lost` is used by no code\n  hint: remove it from every table\n",
        ];
        assert!(names.iter().all(|name| found.iter().any(|found| found == name)), "{found:?}");
    }
}
