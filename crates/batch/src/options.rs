//! How the columns of a table are read as facts.

use refund_policy::{Currency, Instant};

/// What a table's schema does not say by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Options {
    /// The instant of the request, for rows that have none in the column `at`.
    pub at: Instant,
    /// The currency of amounts that have no column for it.
    pub currency: Option<Currency>,
    /// Facts whose column has another name: the fact's id, then the column.
    pub columns: Vec<(String, String)>,
    /// Facts that no column gives, because they are not known.
    pub unknown: Vec<String>,
    /// Facts of which a null says that there is none (support was never contacted), and not that nobody knows.
    pub null_is_none: Vec<String>,
    /// Columns that come out as they came in, before those of the decision.
    pub keep: Vec<String>,
    /// Whether decisions say when time alone changes them, as a verdict's `until` does. It takes several times as long.
    pub until: bool,
    /// Whether decisions say from when on waiting costs something, as a verdict's `act_by` does. It takes longer still.
    pub act_by: bool,
    /// Whether all values are texts, as in CSV: numbers, flags and amounts are read from them.
    pub text: bool,
}

impl Options {
    /// Columns are named after their facts, and say all that is known; requests are made at this instant.
    pub fn new(at: Instant) -> Options {
        Options {
            at,
            currency: None,
            columns: Vec::new(),
            unknown: Vec::new(),
            null_is_none: Vec::new(),
            keep: Vec::new(),
            until: false,
            act_by: false,
            text: false,
        }
    }

    /// The name of a fact's column.
    pub(crate) fn column<'a>(&'a self, fact: &'a str) -> &'a str {
        let renamed = self.columns.iter().find(|(id, _)| id == fact);
        renamed.map_or(fact, |(_, column)| column)
    }
}
