//! What is wrong with an input, where, and how to mend it.

use std::fmt;

use serde::Serialize;

use crate::value::code::{self, Code};
use crate::value::nearest::nearest;

/// One thing that is wrong with a policy, a fact or a request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// A stable name, such as `unknown_fact`.
    pub code: &'static str,
    /// What is wrong, in the words of the policy.
    pub message: String,
    /// Where it is: a JSON pointer (RFC 6901), empty for the whole.
    pub pointer: String,
    /// What would mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of the evaluator's own, without a hint.
    #[expect(clippy::disallowed_methods, reason = "this is where the evaluator's codes come from")]
    pub fn of(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem::new(code.name(), pointer, message)
    }

    /// A problem without a hint, under a code of the caller's own.
    pub fn new(code: &'static str, pointer: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { code, pointer: pointer.into(), message: message.into(), hint: None }
    }

    /// The first of the problems that kept something from being read.
    pub fn first(problems: Vec<Problem>) -> Problem {
        let cannot_be_read = || Problem::of(code::WRONG_TYPE, "", "it cannot be read");
        problems.into_iter().next().unwrap_or_else(cannot_be_read)
    }

    /// The same problem with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem, with the nearest of `names` to `name` as its hint, if one is near.
    pub fn suggest<'a>(self, name: &str, names: impl IntoIterator<Item = &'a str>) -> Problem {
        match nearest(name, names) {
            Some(near) => self.hint(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// What is wrong, and what would mend it.
    pub fn advice(&self) -> String {
        let hint = self.hint.as_ref().map(|hint| [" (", hint, ")"].concat()).unwrap_or_default();
        [&*self.message, &hint].concat()
    }

    /// The same problem, seen from what holds the value under `key`.
    pub fn within(mut self, key: &str) -> Problem {
        self.pointer.insert_str(0, &join("", key));
        self
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

/// Appends an index to a JSON pointer.
pub fn nth(pointer: &str, index: usize) -> String {
    format!("{pointer}/{}", index)
}

/// Appends a key to a JSON pointer (RFC 6901: `~` and `/` are escaped).
pub fn join(pointer: &str, key: &str) -> String {
    let mut joined = format!("{pointer}/");
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
    use super::join;

    #[test]
    fn pointers_escape_their_keys() {
        assert_eq!(join("/facts", "a/b~c"), "/facts/a~1b~0c");
    }
}
