//! What is wrong with an input, where, and how to mend it.

use std::fmt;

use crate::code::{self, Code};
use crate::digits;
use crate::gather::Gather;
use crate::json::Json;
use crate::limits;

/// One thing that is wrong with a policy, a fact or a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// A stable name, such as `unknown_fact`.
    pub code: &'static str,
    /// Where it is: a JSON pointer (RFC 6901), empty for the whole.
    pub pointer: String,
    /// What is wrong, in the words of the policy.
    pub message: String,
    /// What would mend it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of the evaluator's own, without a hint. Where there is no feature `prose`, its code is its message.
    #[expect(clippy::disallowed_methods, reason = "this is where the evaluator's codes come from")]
    pub(crate) fn of(code: Code, pointer: impl Into<String>, message: impl Prose) -> Problem {
        let message = if cfg!(feature = "prose") { message.prose() } else { code.name().to_owned() };
        Problem::new(code.name(), pointer, message)
    }

    /// A problem without a hint, under a code of the caller's own.
    pub fn new(code: &'static str, pointer: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { code, pointer: pointer.into(), message: message.into(), hint: None }
    }

    /// The first of the problems that kept something from being read.
    pub(crate) fn first(problems: Vec<Problem>) -> Problem {
        let cannot_be_read = || Problem::of(code::WRONG_TYPE, "", "it cannot be read");
        problems.into_iter().next().unwrap_or_else(cannot_be_read)
    }

    /// The same problem with a hint.
    pub fn hint(mut self, hint: impl Prose) -> Problem {
        if cfg!(feature = "prose") {
            self.hint = Some(hint.prose());
        }
        self
    }

    /// The same problem, with the nearest of `names` to `name` as its hint, if one is near.
    pub fn suggest<'a>(self, name: &str, names: impl IntoIterator<Item = &'a str>) -> Problem {
        let near = if cfg!(feature = "prose") { nearest(name, names) } else { None };
        match near {
            Some(near) => self.hint(|| ["did you mean `", near, "`?"].concat()),
            None => self,
        }
    }

    /// The same problem, seen from what holds the value under `key`.
    pub fn within(mut self, key: &str) -> Problem {
        self.pointer.insert_str(0, &join("", key));
        self
    }

    /// `{"code", "message", "pointer"}`, and `"hint"` where there is one.
    pub fn to_json(&self) -> Json {
        let mut json = Json::object([
            ("code", self.code.into()),
            ("message", self.message.as_str().into()),
            ("pointer", self.pointer.as_str().into()),
        ]);
        if let Some(hint) = &self.hint {
            json.set("hint", hint.as_str().into());
        }
        json
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        if !self.pointer.is_empty() {
            out.write_str(" at ")?;
            out.write_str(&self.pointer)?;
        }
        if let Some(hint) = &self.hint {
            out.write_str(" (")?;
            out.write_str(hint)?;
            out.write_str(")")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Words about a problem: a text, or what composes one, which what ships to a page does only where it is told.
pub trait Prose {
    /// The text.
    fn prose(self) -> String;
}

impl Prose for &str {
    fn prose(self) -> String {
        self.to_owned()
    }
}

impl Prose for String {
    fn prose(self) -> String {
        self
    }
}

impl<F: FnOnce() -> String> Prose for F {
    fn prose(self) -> String {
        self()
    }
}

/// The name among `names` that `name` was probably meant to be: at most a third of its letters away.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // What is longer than any name was not meant to be one.
    if name.len() > limits::NAME_CHARS.most {
        return None;
    }
    let limit = (name.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(away, _)| *away <= limit)
        .min_by_key(|(away, _)| *away)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance in characters, one row at a time.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().gather();
    let mut row: Vec<usize> = (0..=right.len()).gather();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut last = index + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&right) {
            let next = (diagonal + usize::from(from != *to)).min(last + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, next);
            last = next;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Appends an index to a JSON pointer.
pub(crate) fn nth(pointer: &str, index: usize) -> String {
    [pointer, "/", &digits::written(index)].concat()
}

/// Appends a key to a JSON pointer (RFC 6901: `~` and `/` are escaped).
pub(crate) fn join(pointer: &str, key: &str) -> String {
    let mut joined = [pointer, "/"].concat();
    for character in key.chars() {
        match character {
            '~' => joined.push_str("~0"),
            '/' => joined.push_str("~1"),
            other => joined.push(other),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{distance, join, nearest};

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(nearest("purchase_at", ["reason", "purchased_at"]), Some("purchased_at"));
        assert_eq!(nearest("zzz", ["reason", "purchased_at"]), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn pointers_escape_their_keys() {
        assert_eq!(join("/facts", "a/b~c"), "/facts/a~1b~0c");
    }
}
