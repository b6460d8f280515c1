//! The string tables, `<folder>/<locale>.json`, held against English and against the code that shows them. The build runs
//! this: nobody meets a missing string.
//!
//! Whether a translation is a good one is for its readers.

mod code;
mod compare;
mod french;
mod plurals;
mod table;
mod usage;

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::files::{files, read};
use crate::process::root;

use code::Source;
use table::Table;

/// The locale that all others are held against.
const ENGLISH: &str = "en";
/// The locales of the evaluator, the command line and the widget.
pub(crate) const LOCALES: [&str; 8] = ["es", "fr", "en", "de", "it", "pt", "nl", "ca"];
/// Those of the policies' texts and of the demo shop.
const POLICY_LOCALES: [&str; 3] = ["es", "fr", "en"];

/// The folder of the widget's own words.
pub(crate) const STRINGS: &str = "www/strings";
/// That of the evaluator's, which a page loads as well.
pub(crate) const WORDS: &str = "src/verdict/strings";

/// Tables of one kind: the same keys in each of the locales.
struct Set {
    /// From the root of the checkout.
    folder: &'static str,
    locales: &'static [&'static str],
    /// The folder of the Rust code that names the keys in string literals, where it does. (Where a table is read into a
    /// struct, as the command line's is, the compiler knows what is used.)
    code: Option<&'static str>,
}

const SETS: [Set; 4] = [
    Set { folder: STRINGS, locales: &LOCALES, code: Some("crates/widget/src") },
    Set { folder: WORDS, locales: &LOCALES, code: Some("src/verdict") },
    Set { folder: "crates/cli/strings", locales: &LOCALES, code: None },
    Set { folder: "www/shop/strings", locales: &POLICY_LOCALES, code: None },
];

/// One locale's table, as what reads it gets it.
pub(crate) fn table(folder: &str, locale: &str) -> Result<Value> {
    let file = root().join(table::file(folder, locale));
    serde_json::from_slice(&read(&file)?).with_context(|| format!("{} is not JSON", file.display()))
}

/// Fails with everything that is wrong with the tables: the file, the key, and how to mend it.
pub(crate) fn check() -> Result<()> {
    let mut findings = Vec::new();
    for set in &SETS {
        findings.extend(set.check()?);
    }
    if findings.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = findings.iter().map(Finding::to_string).collect();
    bail!("the strings cannot be shipped:\n\n{}", told.join("\n"))
}

impl Set {
    fn check(&self) -> Result<Vec<Finding>> {
        let mut findings = self.unlisted()?;
        let table = |locale: &&str| Table::read(self.folder, locale);
        let tables = self.locales.iter().map(table).collect::<Result<Vec<Table>>>()?;
        if let Some(english) = tables.iter().find(|table| table.locale == ENGLISH) {
            findings.extend(tables.iter().flat_map(|table| compare::with_english(table, english)));
            if let Some(code) = self.code {
                findings.extend(usage::check(english, &Source::all(&root().join(code))?));
            }
        }
        Ok(findings)
    }

    /// Tables that are no locale's, and so reach nobody.
    fn unlisted(&self) -> Result<Vec<Finding>> {
        let listed: Vec<String> =
            self.locales.iter().map(|locale| table::file(self.folder, locale)).collect();
        let found = files(&root().join(self.folder))?;
        let unlisted = found.iter().map(|path| shown(path)).filter(|path| !listed.contains(path));
        let finding = |place| Finding {
            place,
            key: "LOCALES".to_owned(),
            problem: "does not name this locale".to_owned(),
            hint: "add it in xtask/src/strings.rs, or remove the file".to_owned(),
        };
        Ok(unlisted.map(finding).collect())
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

/// A path as it is told: from the root of the checkout.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::{Finding, LOCALES, Set, check};

    #[test]
    fn the_tables_of_the_checkout_are_complete() {
        check().unwrap();
    }

    #[test]
    fn a_table_that_is_not_listed_is_told() {
        let (_, locales) = LOCALES.split_last().unwrap();
        let found = Set { folder: "www/strings", locales, code: None }.unlisted().unwrap();
        let told: Vec<String> = found.iter().map(Finding::to_string).collect();
        assert_eq!(
            told,
            [
                "www/strings/ca.json: `LOCALES` does not name this locale\n  hint: add it in xtask/src/strings.rs, or remove the file\n"
            ]
        );
    }
}
