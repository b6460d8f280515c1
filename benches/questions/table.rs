//! How many questions each order asks, and how many are needed at least. `tests/questions.rs` looks at it too.

use refund_policy::document::Status;
use refund_policy::{Facts, Instant, Lookahead, Policy, decide, missing};

use crate::trees::{Goal, Trees};

/// The instant of the request.
pub(crate) const AT: &str = "2026-11-20T10:00:00Z";

/// The questions of each order, over all completions.
pub(crate) struct Row {
    completions: u64,
    pub(crate) authors_order: Questions,
    pub(crate) one_step: Questions,
    pub(crate) ours: Questions,
    /// As few as can be, for each goal by itself.
    pub(crate) best: Questions,
}

/// How many questions are asked.
#[derive(Clone, Copy)]
pub(crate) struct Questions {
    /// Until the status is certain.
    pub(crate) until_status: u64,
    /// Until nothing is missing.
    pub(crate) until_all: u64,
}

/// A policy's row of the table, where these facts are known from the start.
pub(crate) fn row(policy: &Policy, facts: &Facts, at: Instant) -> Row {
    let trees = Trees::new(policy, facts, at);
    let asked =
        |lookahead| Interview { policy, at, lookahead, trees: &trees }.questions(facts, trees.count());
    Row {
        completions: trees.count(),
        authors_order: asked(Lookahead::None),
        one_step: asked(Lookahead::OneStep),
        ours: asked(Lookahead::Full),
        best: Questions { until_status: trees.fewest(Goal::Status), until_all: trees.fewest(Goal::All) },
    }
}

impl Row {
    /// The mean number of questions until the status is certain, in each order and at the least; then until nothing is
    /// missing.
    pub(crate) fn means(&self) -> [String; 8] {
        let orders = [self.authors_order, self.one_step, self.ours, self.best];
        let [a, b, c, d] = orders.map(|order| self.mean(order.until_status));
        let [e, f, g, h] = orders.map(|order| self.mean(order.until_all));
        [a, b, c, d, e, f, g, h]
    }

    fn mean(&self, questions: u64) -> String {
        format!("{:.2}", questions as f64 / self.completions as f64)
    }
}

/// Asks for the first missing fact until none is missing.
struct Interview<'a> {
    policy: &'a Policy,
    at: Instant,
    lookahead: Lookahead,
    trees: &'a Trees,
}

impl Interview<'_> {
    /// The questions over so many completions of the facts.
    fn questions(&self, facts: &Facts, completions: u64) -> Questions {
        let Some(next) = missing(self.policy, facts, self.at, self.lookahead).first().copied() else {
            return Questions { until_status: 0, until_all: 0 };
        };
        let is_open = decide(self.policy, facts, self.at).status == Status::NeedsInformation;
        let mut asked =
            Questions { until_status: if is_open { completions } else { 0 }, until_all: completions };
        let answers = self.trees.answers(next);
        for answer in &answers {
            let mut known = facts.clone();
            known.set(next, *answer);
            let then = self.questions(&known, completions / answers.len() as u64);
            asked.until_status += then.until_status;
            asked.until_all += then.until_all;
        }
        asked
    }
}
