//! The keys that the widget's code names: its string literals. A literal that ends in a dot, or in a template goes on with
//! `${`, is the prefix of keys that are composed.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::shown;
use crate::assets::{files, read};
use crate::process::root;

/// Where the widget's code is.
const FOLDERS: [&str; 3] = ["crates/widget/src", "www/tools", "www/widget"];

/// A file of code.
pub(crate) struct Source {
    file: String,
    text: String,
}

/// A literal that may be a key.
pub(super) struct Literal<'a> {
    file: &'a str,
    line: usize,
    pub(super) text: &'a str,
    pub(super) is_prefix: bool,
}

impl Literal<'_> {
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl Source {
    /// The widget's code, but for its tests.
    pub(crate) fn all() -> Result<Vec<Source>> {
        let folders = FOLDERS.map(|folder| root().join(folder));
        let found = folders.iter().filter(|folder| folder.is_dir()).map(|folder| files(folder));
        let files: Vec<Vec<PathBuf>> = found.collect::<Result<_>>()?;
        files.concat().iter().filter(|file| is_code(file)).map(|file| Source::read(file)).collect()
    }

    fn read(file: &Path) -> Result<Source> {
        Ok(Source::new(&shown(file), &String::from_utf8(read(file)?)?))
    }

    pub(super) fn new(file: &str, text: &str) -> Source {
        Source { file: file.to_owned(), text: text.to_owned() }
    }

    /// The literals in it that have the form of a key.
    pub(super) fn literals(&self) -> impl Iterator<Item = Literal<'_>> {
        self.text.lines().enumerate().flat_map(move |(index, line)| {
            let literal =
                move |(text, is_prefix)| Literal { file: &self.file, line: index + 1, text, is_prefix };
            in_line(line).map(literal)
        })
    }
}

/// Keys and prefixes in a line. Whatever follows a quote is looked at, the text after a closing one too: it never has a
/// key's form, for that would have to end in a quote again.
fn in_line(line: &str) -> impl Iterator<Item = (&str, bool)> {
    line.char_indices().filter_map(|(at, quote)| {
        let rest = line.get(at + 1..).filter(|_| matches!(quote, '"' | '`'))?;
        let end = rest.find(|letter| !matches!(letter, 'a'..='z' | '0'..='9' | '_' | '.'))?;
        let (text, after) = rest.split_at(end);
        let is_prefix = text.ends_with('.');
        let is_whole =
            if quote == '"' { after.starts_with('"') } else { is_prefix && after.starts_with("${") };
        let is_key = text.contains('.') && text.starts_with(|letter: char| letter.is_ascii_lowercase());
        (is_whole && is_key).then_some((text, is_prefix))
    })
}

fn is_code(file: &Path) -> bool {
    let is_test = file.components().any(|part| part.as_os_str() == "tests");
    !is_test && file.extension().is_some_and(|extension| extension == "rs" || extension == "js")
}

#[cfg(test)]
mod tests {
    use super::in_line;

    fn found(line: &str) -> Vec<(&str, bool)> {
        in_line(line).collect()
    }

    #[test]
    fn literals_with_the_form_of_a_key_are_found() {
        assert_eq!(
            found(r#"t("send.button"), t(ok ? "a.b" : "c.d_e")"#),
            [("send.button", false), ("a.b", false), ("c.d_e", false)]
        );
        assert_eq!(found(r#"t("Send it."), x("send"), y("./send.js"), z(" a.b")"#), []);
    }

    #[test]
    fn prefixes_end_in_a_dot() {
        assert_eq!(found(r#"["status.", name].concat()"#), [("status.", true)]);
        assert_eq!(found("t(`headline.${status}.none`)"), [("headline.", true)]);
        assert_eq!(found("/** `policy.say` and `e.g. this` */"), []);
    }
}
