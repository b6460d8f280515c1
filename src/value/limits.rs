//! How much of everything is taken, each with its reason. Beyond a limit stands a problem that names it, the place and
//! a way out: `too_large`, `too_deep`, `too_many` or `too_complex`.
//!
//! What comes from outside comes as JSON, and `check` holds it against the general limits before anything else looks
//! at it. So whatever is done with a document, facts or a request is bounded, and this is the one place that says how.
//! They are generous: the longest shipped policy has a thirtieth of the bytes and of the values.

use crate::value::code::{self, Code};
use crate::value::json::{self, Json};
use crate::value::nearest;
use crate::value::problem::Problem;

/// At most so many of something.
pub struct Limit {
    /// How many.
    pub most: usize,
    code: Code,
    what: &'static str,
    hint: &'static str,
}

const fn limit(most: usize, code: Code, what: &'static str, hint: &'static str) -> Limit {
    Limit { most, code, what, hint }
}

/// A JSON text, and the sum of the strings in one document.
pub static JSON_BYTES: Limit =
    limit(1 << 20, code::TOO_LARGE, "bytes of text", "leave out what is not needed");

/// Values in one document, counting each list, object, string, number, truth value and null. A policy of sixty clauses
/// in three languages has about 4,000.
pub static VALUES: Limit = limit(20_000, code::TOO_LARGE, "values", "leave out what is not needed");

/// Lists and objects within each other; whatever walks a document needs a piece of the stack for each. A condition
/// takes two for each `all` or `any` and one for each `not`.
pub static DEPTH: Limit = limit(
    json::MAX_DEPTH,
    code::TOO_DEEP,
    "lists and objects within each other",
    "write the inner ones side by side",
);

/// Entries of one list or object: facts, clauses, conditions, evidence, attachments. No shopper could follow more, and
/// some work grows with the square.
pub static ENTRIES: Limit =
    limit(256, code::TOO_MANY, "entries in a list or an object", "leave out what is not needed");

/// A text, in characters (Unicode scalar values): eight printed pages. The contact endpoint takes half of it as a
/// message.
pub static TEXT_CHARS: Limit = limit(20_000, code::TOO_LARGE, "characters in a text", "shorten it");

/// A key of an object, and so the name of a fact, a step or a choice's value, in characters.
pub static NAME_CHARS: Limit =
    limit(nearest::MAX_CHARS, code::TOO_LARGE, "characters in a name", "shorten it");

/// Kinds of value of one fact that the conditions can tell apart: a choice's values, the intervals between a number's
/// constants, the windows that can be open together; none is one more. A set of them is a machine word.
pub static CELLS: Limit = limit(
    64,
    code::TOO_MANY,
    "kinds of value that the conditions tell apart",
    "use fewer values, constants or windows",
);

/// Kinds of value of all facts together: what would have changed a verdict is found by trying them.
pub static ALL_CELLS: Limit = limit(
    1_024,
    code::TOO_COMPLEX,
    "kinds of value, all facts together",
    "use fewer values, constants or windows",
);

/// Different windows after one instant. Each further one can double the kinds of instant.
pub static WINDOWS: Limit =
    limit(6, code::TOO_COMPLEX, "windows after one instant", "use fewer different lengths");

/// Windows after all instants together: at the end of each the verdict may change, and is worked out again.
pub static ALL_WINDOWS: Limit =
    limit(64, code::TOO_COMPLEX, "windows, all instants together", "use fewer different lengths");

/// Steps before one approval. Each further one doubles the outcomes; nobody is asked to take more than these.
pub static STEPS: Limit =
    limit(6, code::TOO_MANY, "steps before one approval", "name in `steps` what need not be done before");

/// Outcomes of all clauses: one for each set of steps that may be unmet.
pub static OUTCOMES: Limit = limit(
    1_024,
    code::TOO_COMPLEX,
    "sets of unmet steps up to here",
    "name in `steps` what need not be done before",
);

/// Steps of compiling the clauses into a diagram: the children of all nodes that are looked at. Conditions can be
/// written whose diagram doubles with each fact. A real policy of twenty facts and sixty clauses takes a hundredth.
pub static WORK: Limit = limit(
    2_000_000,
    code::TOO_COMPLEX,
    "steps in compiling the clauses from here on",
    "use fewer clauses, or fewer facts in one clause",
);

/// Problems that are told at once. Nobody mends more before asking again, and each has its texts.
pub(crate) const PROBLEMS: usize = 100;

impl Limit {
    /// A problem with the whole, where more is found.
    pub fn check(&self, found: usize) -> Result<(), Problem> {
        if found <= self.most { Ok(()) } else { Err(self.problem()) }
    }

    /// What is told where more is found.
    pub fn problem(&self) -> Problem {
        let message = format!("there are more than {} {}", self.most, self.what);
        Problem::of(self.code, "", message).hint(self.hint)
    }
}

/// Holds a document against the general limits; the first that it breaks is told.
pub(crate) fn check(json: &Json) -> Result<(), Problem> {
    Meter::default().document(json, 0)
}

/// What has been seen of a document so far.
#[derive(Default)]
pub struct Meter {
    values: usize,
    bytes: usize,
}

impl Meter {
    /// One more value, within so many lists and objects.
    pub fn value(&mut self, depth: usize) -> Result<(), Problem> {
        self.values += 1;
        VALUES.check(self.values)?;
        DEPTH.check(depth)
    }

    fn document(&mut self, json: &Json, depth: usize) -> Result<(), Problem> {
        self.value(depth)?;
        match json {
            Json::String(text) => self.text(text, &TEXT_CHARS)?,
            Json::List(items) => {
                ENTRIES.check(items.len())?;
                for (index, item) in items.iter().enumerate() {
                    self.document(item, depth + 1).map_err(|problem| problem.within(&index.to_string()))?;
                }
            }
            Json::Object(members) => {
                ENTRIES.check(members.len())?;
                for (key, value) in members {
                    self.text(key, &NAME_CHARS)?;
                    self.document(value, depth + 1).map_err(|problem| problem.within(key))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, limit: &Limit) -> Result<(), Problem> {
        self.bytes += text.len();
        JSON_BYTES.check(self.bytes)?;
        limit.check(text.chars().count())
    }
}
