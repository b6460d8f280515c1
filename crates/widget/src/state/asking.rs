//! Asking: which question is next, what an answer changes, where the shopper goes.

use refund_policy::document::Fact;
use refund_policy::{Json, Status};

use crate::message::{Screen, now};
use crate::question::Entry;
use crate::state::{Effect, State};

impl State {
    /// The questions that are worth asking and not left open, the next one first.
    pub(crate) fn questions(&self) -> impl Iterator<Item = usize> {
        let all = self.case.as_ref().map(|case| case.questions.as_slice()).unwrap_or_default();
        let is_open =
            |fact: &usize| self.fact(*fact).is_some_and(|fact| self.session.unknown.contains(&fact.id));
        all.iter().copied().filter(move |fact| !is_open(fact))
    }

    /// The fact at this position.
    pub(crate) fn fact(&self, index: usize) -> Option<&Fact> {
        self.ready()?.document.facts.get(index)
    }

    pub(super) fn next_entry(&self) -> Option<Entry> {
        self.new_entry(self.questions().next()?)
    }

    pub(super) fn new_entry(&self, index: usize) -> Option<Entry> {
        let fact = self.fact(index)?;
        let is_answered = self.session.answers.get(&fact.id).is_some();
        let value = self.case.as_ref()?.facts.get(index).filter(|_| is_answered);
        let day_only = self.session.day_only.contains(&fact.id);
        Some(Entry::new(index, &fact.kind, value, day_only, &self.format))
    }

    pub(super) fn proceed(&mut self) -> Vec<Effect> {
        let (Some(entry), Some(case), Some(policy)) = (&self.entry, &self.case, self.ready()) else {
            return Vec::new();
        };
        let Some(fact) = policy.document.facts.get(entry.fact) else { return Vec::new() };
        match entry.read(policy, fact, &case.json, now()) {
            Ok(answer) => {
                let id = fact.id.clone();
                self.session.unknown.retain(|unknown| *unknown != id);
                self.session.day_only.retain(|day_only| *day_only != id);
                if answer.day_only {
                    self.session.day_only.push(id.clone());
                }
                self.session.answers.set(&id, answer.value);
                self.answered_one()
            }
            Err(wrong) => {
                let focus = Effect::Focus(wrong.field.id());
                if let Some(entry) = &mut self.entry {
                    entry.wrong = Some(wrong);
                }
                vec![focus]
            }
        }
    }

    pub(super) fn leave_open(&mut self) -> Vec<Effect> {
        let Some(id) =
            self.entry.as_ref().and_then(|entry| self.fact(entry.fact)).map(|fact| fact.id.clone())
        else {
            return Vec::new();
        };
        if let Json::Object(answers) = &mut self.session.answers {
            answers.retain(|(answered, _)| *answered != id);
        }
        if !self.session.unknown.contains(&id) {
            self.session.unknown.push(id);
        }
        self.answered_one()
    }

    /// Goes on, and says it when the answer has become certain.
    fn answered_one(&mut self) -> Vec<Effect> {
        let was_open = self.status() == Some(Status::NeedsInformation);
        self.live.clear();
        self.evaluate();
        let effects = self.next_question();
        let status = self.status().filter(|status| was_open && *status != Status::NeedsInformation);
        if let (Some(status), Some(strings), Some(_)) = (status, &self.strings, &self.entry) {
            let said = strings.get(&["status.", status.name()].concat());
            self.live = [&strings.get("certain.heading"), ": ", &said].concat();
        }
        effects
    }

    fn status(&self) -> Option<Status> {
        self.case.as_ref().map(|case| case.verdict.status)
    }

    pub(super) fn next_question(&mut self) -> Vec<Effect> {
        self.is_change = false;
        self.entry = self.next_entry();
        if self.entry.is_none() {
            return self.go(Screen::Answer);
        }
        vec![Effect::Focus("question".to_owned())]
    }

    pub(super) fn change(&mut self, fact: usize) -> Vec<Effect> {
        self.entry = self.new_entry(fact);
        self.is_change = true;
        self.session.screen = Screen::Questions;
        vec![Effect::Focus("question".to_owned())]
    }

    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.session.screen = screen;
        self.complaints.clear();
        (self.failure, self.copied) = (None, None);
        self.take_over();
        let heading = match screen {
            Screen::Questions => {
                self.entry = self.next_entry();
                "question"
            }
            Screen::Answer => "answer",
            Screen::Request => return vec![Effect::Focus("request".to_owned()), Effect::Prepare],
            Screen::Receipt => "receipt",
        };
        vec![Effect::Focus(heading.to_owned())]
    }
}
