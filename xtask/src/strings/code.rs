//! The keys that the widget's code names: its string literals, and the parts of those that are composed.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::shown;
use crate::assets::{files, read};
use crate::process::root;

/// Where the widget's code is.
const FOLDERS: [&str; 2] = ["www/tools", "www/widget"];

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
    pub(super) form: Form,
}

/// What part of a key a literal is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Whole,
    /// `"status." + name`, or a template that begins so.
    Prefix,
    /// A template that ends so: `${key}_label`.
    Suffix,
}

impl Literal<'_> {
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl Source {
    /// The widget's code.
    pub(crate) fn all() -> Result<Vec<Source>> {
        let found = FOLDERS.map(|folder| files(&root().join(folder)));
        let files: Vec<Vec<PathBuf>> = found.into_iter().collect::<Result<_>>()?;
        files.concat().iter().map(|file| Source::read(file)).collect()
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
            let literal = move |(text, form)| Literal { file: &self.file, line: index + 1, text, form };
            in_line(line).map(literal)
        })
    }
}

/// Keys and their parts in a line. Whatever follows a quote is looked at, the text after a closing one too: it never has a
/// key's form, for that would have to end in a quote again.
fn in_line(line: &str) -> impl Iterator<Item = (&str, Form)> {
    line.char_indices().filter_map(|(at, before)| {
        let rest = line.get(at + 1..).filter(|_| matches!(before, '"' | '`' | '}'))?;
        let end = rest.find(|letter| !matches!(letter, 'a'..='z' | '0'..='9' | '_' | '.'))?;
        let (text, after) = rest.split_at(end);
        Some((text, form(before, text, after)?))
    })
}

fn form(before: char, text: &str, after: &str) -> Option<Form> {
    let is_key = text.contains('.') && text.starts_with(|letter: char| letter.is_ascii_lowercase());
    match before {
        '"' if is_key && after.starts_with('"') => {
            Some(if text.ends_with('.') { Form::Prefix } else { Form::Whole })
        }
        '`' if is_key && text.ends_with('.') && after.starts_with("${") => Some(Form::Prefix),
        '}' if text.starts_with(['_', '.']) && after.starts_with('`') => Some(Form::Suffix),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Form::{Prefix, Suffix, Whole};
    use super::{Form, in_line};

    fn found(line: &str) -> Vec<(&str, Form)> {
        in_line(line).collect()
    }

    #[test]
    fn literals_with_the_form_of_a_key_are_found() {
        assert_eq!(
            found(r#"t("send.button"), t(ok ? "a.b" : "c.d_e")"#),
            [("send.button", Whole), ("a.b", Whole), ("c.d_e", Whole)]
        );
        assert_eq!(found(r#"t("Send it."), x("send"), y("./send.js"), z(" a.b")"#), []);
    }

    #[test]
    fn parts_of_composed_keys_are_found() {
        assert_eq!(found(r#"["status.", name].concat()"#), [("status.", Prefix)]);
        assert_eq!(found("t(`headline.${status}.none`)"), [("headline.", Prefix), (".none", Suffix)]);
        assert_eq!(found("t(`${key}_label`), `${a}`, `${a} b`"), [("_label", Suffix)]);
        assert_eq!(found("/** `policy.say` and `e.g. this` */"), []);
    }
}
