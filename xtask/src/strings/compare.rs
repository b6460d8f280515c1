//! A locale's table beside the English one: the same keys in the same order, each with a text or with plural forms as in
//! English, with the same fields.

use std::collections::BTreeSet;

use refund_policy::nearest;

use super::table::{Table, Text};
use super::{Finding, french, plurals};

/// The locale whose signs have spaces.
const FRENCH: &str = "fr";

/// What is wrong with one table.
pub(super) fn with_english(table: &Table, english: &Table) -> Vec<Finding> {
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
            table.finding(key, "is missing", format!("add it {place}; in English it is {original}"))
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
                None => format!("remove it, or add it to {} too", english.file),
            };
            Some(table.finding(key, "is not in the English table", hint))
        }
    })
}

fn order(table: &Table, english: &Table) -> Option<Finding> {
    let (key, expected) = table.keys().zip(english.keys()).find(|(key, expected)| key != expected)?;
    Some(table.finding(key, "stands in another place than in English", format!("put `{expected}` here")))
}

/// What is wrong with one string.
fn text(table: &Table, key: &str, string: &Text, original: &Text) -> Option<Finding> {
    match (string, original) {
        (Text::Single(text), _) if text.is_empty() => {
            Some(table.finding(key, "is empty", format!("in English it is {original}")))
        }
        (Text::Single(text), Text::Single(original)) => {
            let (fields, expected) = (fields(text), fields(original));
            (fields != expected).then(|| differing(table, key, &fields, &expected))
        }
        (Text::Forms(forms), Text::Forms(original)) => plurals::wrong(table, key, forms, original),
        (Text::Single(_), Text::Forms(_)) => {
            Some(table.finding(key, "has no plural forms", plurals::hint(&table.locale)))
        }
        (Text::Forms(_), Text::Single(_)) => {
            Some(table.finding(key, "has plural forms", "English has one text for it; write one here"))
        }
    }
}

/// A text whose fields are not those of English.
pub(super) fn differing(
    table: &Table,
    key: &str,
    fields: &BTreeSet<&str>,
    expected: &BTreeSet<&str>,
) -> Finding {
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
pub(super) fn fields(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::{Finding, Table, with_english};

    fn table(locale: &str, text: &str) -> Table {
        Table::parse(format!("{locale}.json"), locale, text).unwrap()
    }

    /// Findings about a table in a locale beside one in English.
    fn told(english: &str, locale: &str, translated: &str) -> Vec<String> {
        let found = with_english(&table(locale, translated), &table("en", english));
        found.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn nothing_is_found_where_nothing_is_wrong() {
        let none: [String; 0] = [];
        assert_eq!(told(r#"{"send.button": "Send {n}"}"#, "de", r#"{"send.button": "{n} senden"}"#), none);
    }

    #[test]
    fn a_missing_key_is_told_with_its_place_and_its_english() {
        assert_eq!(
            told(r#"{"send.a": "A", "send.b": "B {x}"}"#, "de", r#"{"send.a": "A"}"#),
            ["de.json: `send.b` is missing\n  hint: add it after `send.a`; in English it is \"B {x}\"\n"]
        );
        assert_eq!(
            told(r#"{"send.a": "A"}"#, "de", r#"{"send.a": ""}"#),
            ["de.json: `send.a` is empty\n  hint: in English it is \"A\"\n"]
        );
    }

    #[test]
    fn a_key_too_many_is_told_with_the_nearest() {
        let english = r#"{"send.button": "A"}"#;
        assert_eq!(
            told(english, "de", r#"{"send.button": "A", "send.buton": "A", "z": "A"}"#),
            [
                "de.json: `send.buton` is not in the English table\n  hint: did you mean `send.button`?\n",
                "de.json: `z` is not in the English table\n  hint: remove it, or add it to en.json too\n",
            ]
        );
        assert_eq!(
            told(english, "de", r#"{"send.button": "A", "send.button": "B"}"#),
            ["de.json: `send.button` is there twice\n  hint: remove one of the two\n"]
        );
    }

    #[test]
    fn another_order_is_told_once() {
        assert_eq!(
            told(r#"{"send.a": "A", "send.b": "B"}"#, "de", r#"{"send.b": "B", "send.a": "A"}"#),
            ["de.json: `send.b` stands in another place than in English\n  hint: put `send.a` here\n"]
        );
    }

    #[test]
    fn other_fields_are_told() {
        assert_eq!(
            told(r#"{"send.a": "{n} of {all}"}"#, "de", r#"{"send.a": "{n} von {alle}"}"#),
            [
                "de.json: `send.a` lacks {all} and has {alle}, which English has not\n  hint: write each of {all}, {n} where it reads well\n"
            ]
        );
        assert_eq!(
            told(r#"{"send.a": "A"}"#, "de", r#"{"send.a": "{n}"}"#),
            ["de.json: `send.a` has {n}, which English has not\n  hint: it has no fields in English\n"]
        );
    }

    #[test]
    fn a_text_stays_a_text_and_plural_forms_stay_plural_forms() {
        assert_eq!(
            told(r#"{"send.a": {"one": "A", "other": "{n}"}}"#, "de", r#"{"send.a": "A"}"#),
            ["de.json: `send.a` has no plural forms\n  hint: write one form each for `one`, `other`\n"]
        );
        assert_eq!(
            told(r#"{"send.a": "A"}"#, "de", r#"{"send.a": {"one": "A", "other": "B"}}"#),
            ["de.json: `send.a` has plural forms\n  hint: English has one text for it; write one here\n"]
        );
    }

    #[test]
    fn a_text_in_french_without_its_spaces_is_told() {
        assert_eq!(
            told(r#"{"send.a": "A?"}"#, "fr", r#"{"send.a": "A ?"}"#),
            [
                "fr.json: `send.a` ? has not a narrow no-break space (U+202F) before it\n  hint: a line must not begin with it, or end with a guillemet\n"
            ]
        );
    }
}
