//! A case while the shopper is asked: what can be used of what is known, and which questions are left.

use crate::compiled::policy::Policy;
use crate::document::Fact;
use crate::value::json::Json;
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::verdict::clock;
use crate::verdict::facts::Facts;
use crate::verdict::interview::{context, interview};

/// What is known, and what is worth asking.
pub struct Conversation<'a> {
    /// The instant of the evaluation: what was asked for, or the latest of the merchant's facts where the device's clock
    /// is behind that ([`clock::not_before_given`]).
    pub at: Instant,
    /// The facts as they would be sent.
    pub json: Json,
    /// The same, read.
    pub facts: Facts,
    /// The facts that are worth asking for, the next one first.
    pub questions: Vec<&'a Fact>,
    /// What may be told besides for whoever reviews: it decides nothing, and is no question.
    pub context: Vec<&'a Fact>,
    /// What could not be used, of the merchant's facts and of the shopper's answers.
    pub rejected: Vec<Problem>,
}

impl<'a> Conversation<'a> {
    /// What the merchant gives stands before what the shopper answers. What cannot be used is left out, so that its
    /// question is asked.
    pub fn new(policy: &'a Policy, given: Json, answers: &Json, at: Instant) -> Conversation<'a> {
        let at = clock::not_before_given(policy, &given, at);
        let mut json = given;
        let (facts, rejected) = usable(policy, &mut json, at);
        let questions = interview(policy, &json, &facts, at);
        let context = context(policy, &json);
        let mut conversation = Conversation { at, json, facts, questions, context, rejected };
        let mut answers = answers.as_object().unwrap_or_default().to_vec();
        // An answer counts as long as its question would be asked. One that another answer has made needless is only left
        // out of the facts: whoever holds the answers keeps it, for the case that it is needed again.
        while let Some(answer) = take_asked(&mut answers, &conversation.questions) {
            conversation.add(policy, answer);
        }
        while let Some(answer) = take_asked(&mut answers, &conversation.context) {
            conversation.add(policy, answer);
        }
        conversation
    }

    fn add(&mut self, policy: &'a Policy, (id, value): (String, Json)) {
        self.json.set(&id, value);
        let (facts, rejected) = usable(policy, &mut self.json, self.at);
        self.questions = interview(policy, &self.json, &facts, self.at);
        self.context = context(policy, &self.json);
        self.facts = facts;
        self.rejected.extend(rejected);
    }
}

/// The answer to the first of the questions that has one.
fn take_asked(answers: &mut Vec<(String, Json)>, questions: &[&Fact]) -> Option<(String, Json)> {
    let answered = |question: &&Fact| answers.iter().position(|(id, _)| *id == question.id);
    let position = questions.iter().find_map(answered)?;
    Some(answers.remove(position))
}

/// The facts without those that cannot be used. Every round takes at least one away, so that it ends.
fn usable(policy: &Policy, json: &mut Json, at: Instant) -> (Facts, Vec<Problem>) {
    let mut rejected = Vec::new();
    loop {
        let problems = match Facts::read(policy, json, at) {
            Ok(facts) => return (facts, rejected),
            Err(problems) => problems,
        };
        let Json::Object(members) = json else { return (Facts::unknown(policy), problems) };
        let before = members.len();
        members.retain(|(id, _)| !problems.iter().any(|problem| names(problem, id)));
        let is_shorter = members.len() < before;
        rejected.extend(problems);
        if !is_shorter {
            return (Facts::unknown(policy), rejected);
        }
    }
}

/// Whether a problem is with this fact. Ids have no letter that a JSON pointer would escape.
fn names(problem: &Problem, fact: &str) -> bool {
    let after = problem.pointer.strip_prefix('/').and_then(|pointer| pointer.strip_prefix(fact));
    after.is_some_and(|after| after.is_empty() || after.starts_with('/'))
}
