//! The keys by screen, as `docs/translating.md` lists them between two marks: what a translator goes through, and where a
//! merchant looks for the string to override.

use anyhow::{Context, Result};
use refund_policy::Json;

use super::{ENGLISH, Table, group};
use crate::assets::{read, write as write_file};
use crate::process::root;

/// Where the list stands.
const PAGE: &str = "docs/translating.md";
const MARKS: [&str; 2] =
    ["<!-- keys: cargo xtask generate writes what follows -->\n", "<!-- end of keys -->\n"];

/// The screens, each with the groups of its keys.
const SCREENS: [(&str, &[&str]); 6] = [
    ("Around every screen", &["progress", "label", "store", "error"]),
    ("The questions", &["intro", "known", "answers", "question", "unknown", "certain", "problem"]),
    (
        "The answer",
        &[
            "status",
            "headline",
            "remedy",
            "amount",
            "deadline",
            "timeline",
            "clause",
            "steps",
            "choice",
            "alternatives",
            "what_if",
            "open",
            "processing",
            "duration",
            "rights",
            "verdict",
            "take",
            "calendar",
        ],
    ),
    ("The request", &["request", "evidence", "file", "contact", "message", "secret", "review", "send"]),
    ("When sending fails", &["failure", "ways"]),
    ("The receipt", &["receipt"]),
];

/// Writes the list into the page.
pub(crate) fn write() -> Result<()> {
    write_file(&root().join(PAGE), renewed(&page()?, &list(&Table::read(ENGLISH)?))?)
}

fn page() -> Result<String> {
    Ok(String::from_utf8(read(&root().join(PAGE))?)?)
}

/// The page with this list between its marks.
fn renewed(page: &str, list: &str) -> Result<String> {
    let [begin, end] = MARKS;
    let (before, rest) =
        page.split_once(begin).with_context(|| format!("{PAGE} lacks `{}`", begin.trim()))?;
    let (_, after) = rest.split_once(end).with_context(|| format!("{PAGE} lacks `{}`", end.trim()))?;
    Ok([before, begin, list, end, after].concat())
}

/// A table for each screen.
fn list(english: &Table) -> String {
    let screens = SCREENS.iter().map(|(screen, groups)| {
        let strings =
            groups.iter().flat_map(|name| english.strings.iter().filter(|(key, _)| group(key) == *name));
        let rows: String =
            strings.map(|(key, string)| format!("| `{key}` | {} |\n", shown(string))).collect();
        format!("\n### {screen}\n\n| key | in English |\n| --- | --- |\n{rows}")
    });
    screens.collect::<String>() + "\n"
}

/// A text, or its plural forms.
fn shown(string: &Json) -> String {
    let text = |string: &Json| string.as_str().unwrap_or_default().replace('|', "\\|");
    match string.as_object() {
        None => text(string),
        Some(forms) => {
            let forms: Vec<String> =
                forms.iter().map(|(form, string)| format!("*{form}*: {}", text(string))).collect();
            forms.join(" · ")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ENGLISH, SCREENS, Table, group, list, page, renewed};

    #[test]
    fn every_key_is_on_a_screen() {
        let english = Table::read(ENGLISH).unwrap();
        let groups: BTreeSet<&str> = english.keys().map(group).collect();
        let shown: BTreeSet<&str> = SCREENS.iter().flat_map(|(_, groups)| *groups).copied().collect();
        assert_eq!(groups, shown, "`SCREENS` says on which screen a group of keys is");
    }

    #[test]
    fn the_page_lists_the_keys_as_they_are() {
        let page = page().unwrap();
        let renewed = renewed(&page, &list(&Table::read(ENGLISH).unwrap())).unwrap();
        assert!(page == renewed, "docs/translating.md is stale; run `cargo xtask generate`");
    }
}
