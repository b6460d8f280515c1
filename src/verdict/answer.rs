//! Answers to a question in words, several of which may be told together.

use crate::compiled::cells::Stretch;
use crate::document::{Combination, Comparison, Fact, FactKind, NumberUnit};
use crate::value::decimal::Decimal;
use crate::value::locale::Text;
use crate::value::time::{Instant, Zone};
use crate::verdict::words::Words;

/// An answer, or a stretch of answers between which a policy does not tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// None.
    None,
    /// One of several.
    Choice(usize),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// Numbers between two bounds.
    Numbers(Stretch<(Decimal, bool)>),
    /// Instants from one until before another.
    Instants(Stretch<Instant>),
}

/// Answers as they are told at an instant on a zone's clocks.
pub(crate) struct Telling<'a> {
    pub(crate) fact: &'a Fact,
    pub(crate) words: &'a Words,
    pub(crate) now: Instant,
    pub(crate) zone: &'a dyn Zone,
}

impl<'a> Telling<'a> {
    /// The words that go with the answers that the policy words, where it words some.
    pub(crate) fn new(fact: &'a Fact, words: &'a Words, now: Instant, zone: &'a dyn Zone) -> Telling<'a> {
        let is_quoting = fact.none.is_some() || matches!(fact.kind, FactKind::Choice(_));
        Telling { fact, words: if is_quoting { words.quoting() } else { words }, now, zone }
    }

    /// The answers in one phrase, stretches that touch as one.
    pub(crate) fn phrase(&self, answers: &[Answer]) -> String {
        let mut joined: Vec<Answer> = Vec::new();
        for answer in answers {
            let whole = joined.last().and_then(|last| match (last, answer) {
                (Answer::Numbers(last), Answer::Numbers(next)) => last.joined(*next).map(Answer::Numbers),
                (Answer::Instants(last), Answer::Instants(next)) => last.joined(*next).map(Answer::Instants),
                _ => None,
            });
            if let Some(whole) = whole {
                joined.pop();
                joined.push(whole);
            } else {
                joined.push(*answer);
            }
        }
        let phrases: Vec<String> = joined.iter().map(|answer| self.of_one(*answer)).collect();
        self.words.join(&phrases, Combination::Shopper)
    }

    fn of_one(&self, answer: Answer) -> String {
        let Telling { fact, words, now, zone } = *self;
        let text = |text: &Text| text.get(words.locale()).to_owned();
        match (answer, &fact.kind) {
            (Answer::None, _) => fact.none.as_ref().map(text).unwrap_or_default(),
            (Answer::Choice(index), FactKind::Choice(choices)) => {
                choices.get(index).map(|choice| text(&choice.label)).unwrap_or_default()
            }
            (Answer::Choice(_), _) => String::new(),
            (Answer::Flag(flag), _) => words.yes_no(flag).to_owned(),
            (Answer::Number(number), _) => words.number(number, self.unit()),
            // What is not none, whatever it is.
            (Answer::Numbers(Stretch { from: None, to: None }), _) => words.any_number().to_owned(),
            (Answer::Instants(Stretch { from: None, to: None }), _) => words.any_instant().to_owned(),
            (Answer::Numbers(Stretch { from, to }), _) => {
                let low =
                    from.map(|(at, below)| (if below { Comparison::Above } else { Comparison::AtLeast }, at));
                let high =
                    to.map(|(at, below)| (if below { Comparison::AtMost } else { Comparison::Below }, at));
                let bounds = [low, high].into_iter().flatten();
                let bounds =
                    bounds.map(|(comparison, number)| words.compared(comparison, number, self.unit()));
                words.join(&bounds.collect::<Vec<_>>(), Combination::All)
            }
            (Answer::Instants(Stretch { from, to }), _) => words.instants(from, to, now, zone),
        }
    }

    fn unit(&self) -> NumberUnit {
        match &self.fact.kind {
            FactKind::Number(range) => range.unit,
            _ => NumberUnit::Count,
        }
    }
}
