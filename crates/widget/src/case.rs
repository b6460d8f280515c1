//! The case as it stands: the facts that are known, the verdict on them, the questions that are left.

use std::cmp::Ordering;

use refund_policy::document::{Fact, RemedyKind};
use refund_policy::{
    Facts, Gather, Instant, Json, Locale, Policy, Problem, Status, Verdict, interview, verdict,
};

/// What is known, and what follows from it.
pub(crate) struct Case {
    /// The facts as they would be sent.
    pub(crate) json: Json,
    /// The same, read.
    pub(crate) facts: Facts,
    /// What the policy says of them.
    pub(crate) verdict: Verdict,
    /// The facts that are worth asking for, by position, the next one first.
    pub(crate) questions: Vec<usize>,
    /// What could not be used, of the merchant's facts and of the shopper's answers.
    pub(crate) rejected: Vec<Problem>,
}

impl Case {
    /// Reads and evaluates: what the merchant gives stands before what the shopper answers. What cannot be used is
    /// left out, so that its question is asked.
    pub(crate) fn new(policy: &Policy, given: &Json, answers: &Json, at: Instant, locale: Locale) -> Case {
        let mut known = Known::new(policy, given.clone(), at);
        let mut answers = answers.as_object().unwrap_or_default().to_vec();
        let mut questions = known.questions(policy, at);
        // An answer counts as long as its question would be asked: one that another answer has made needless stays in
        // the session, for the case that it is needed again.
        while let Some(answer) = take_asked(&mut answers, &questions) {
            known.add(policy, answer, at);
            questions = known.questions(policy, at);
        }
        let Known { json, facts, rejected } = known;
        let position = |fact: &&Fact| policy.document.fact(&fact.id);
        Case {
            questions: questions.iter().filter_map(position).gather(),
            verdict: verdict(policy, &facts, at, locale),
            facts,
            json,
            rejected,
        }
    }

    /// Until when to send the request so as not to lose what is given now; none where time takes nothing away.
    ///
    /// A step that is met by waiting changes the status and not what is given, so that the time runs on past it.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let Verdict { status, remedies, timeline, .. } = &self.verdict;
        let kinds: Vec<RemedyKind> = remedies.iter().map(|given| given.kind).collect();
        // What is still open can be lost and gained alike.
        let mut until = self.verdict.until.filter(|_| *status != Status::NeedsInformation)?;
        loop {
            let Some(next) = timeline.iter().find(|segment| segment.from == until) else {
                // Without the purchase there is no timeline, only an end.
                return (!kinds.is_empty()).then_some(until);
            };
            let is_same = next.remedies == kinds;
            match rank(next.status).cmp(&rank(*status)) {
                Ordering::Equal if is_same => until = next.until?,
                Ordering::Greater => return None,
                _ => return Some(until),
            }
        }
    }
}

/// How good a status is: a promise with a step is a promise all the same.
fn rank(status: Status) -> u8 {
    match status {
        Status::Qualifies | Status::ActionRequired => 3,
        Status::Review => 2,
        Status::NeedsInformation => 1,
        Status::DoesNotQualify => 0,
    }
}

/// Whether the policy gives its word, once the steps are done.
pub(crate) fn is_promise(status: Status) -> bool {
    matches!(status, Status::Qualifies | Status::ActionRequired)
}

/// The answer to the first of the questions that has one.
fn take_asked(answers: &mut Vec<(String, Json)>, questions: &[&Fact]) -> Option<(String, Json)> {
    let answered = |question: &&Fact| answers.iter().position(|(id, _)| *id == question.id);
    let position = questions.iter().find_map(answered)?;
    Some(answers.remove(position))
}

/// The facts that can be used.
struct Known {
    json: Json,
    facts: Facts,
    rejected: Vec<Problem>,
}

impl Known {
    fn new(policy: &Policy, mut json: Json, at: Instant) -> Known {
        let (facts, rejected) = usable(policy, &mut json, at);
        Known { json, facts, rejected }
    }

    fn add(&mut self, policy: &Policy, (id, value): (String, Json), at: Instant) {
        self.json.set(&id, value);
        let (facts, rejected) = usable(policy, &mut self.json, at);
        self.facts = facts;
        self.rejected.extend(rejected);
    }

    fn questions<'a>(&self, policy: &'a Policy, at: Instant) -> Vec<&'a Fact> {
        interview(policy, &self.json, &self.facts, at)
    }
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
pub(crate) fn names(problem: &Problem, fact: &str) -> bool {
    problem.pointer.split('/').nth(1) == Some(fact)
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use refund_policy::{Instant, Json, Locale, Policy, Status};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Case;

    fn policy() -> Policy {
        let text = include_str!("../../../policies/iptv-subscription/policy.json");
        let json = refund_intl::from_js(&js_sys::JSON::parse(text).unwrap()).unwrap();
        Policy::read(&json, &refund_intl::find_zone).ok().unwrap()
    }

    fn facts<const N: usize>(facts: [(&str, &str); N]) -> Json {
        Json::object(facts.map(|(id, value)| (id, value.into())))
    }

    #[wasm_bindgen_test]
    fn the_merchants_facts_stand_before_the_shoppers() {
        let at = Instant::parse("2026-11-20T12:00:00Z").unwrap();
        let given = facts([("reason", "buffering")]);
        let answers = facts([("reason", "changed_mind")]);
        let case = Case::new(&policy(), &given, &answers, at, Locale::En);
        assert_eq!(case.json.compact(), r#"{"reason":"buffering"}"#);
        assert!(case.verdict.status == Status::DoesNotQualify && case.questions.is_empty());
    }

    #[wasm_bindgen_test]
    fn an_answer_counts_as_long_as_its_question_would_be_asked() {
        let at = Instant::parse("2026-11-20T12:00:00Z").unwrap();
        let given = facts([("purchased_at", "2026-11-19T12:00:00Z")]);
        let counted = |reason: &str| {
            let mut answers = facts([("reason", reason)]);
            answers.set("outage_hours", 60.into());
            let case = Case::new(&policy(), &given, &answers, at, Locale::En);
            case.json.get("outage_hours").is_some()
        };
        assert_eq!(["service_outage", "changed_mind"].map(counted), [true, false]);
    }

    #[wasm_bindgen_test]
    fn what_cannot_be_used_is_left_out_and_asked() {
        let at = Instant::parse("2026-11-20T12:00:00Z").unwrap();
        let given = facts([("purchased_at", "2026-11-21T12:00:00Z"), ("colour", "red")]);
        let policy = policy();
        let case = Case::new(&policy, &given, &facts([("reason", "changed_mind")]), at, Locale::En);
        let codes: Vec<&str> = case.rejected.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["future_instant", "unknown_fact"]);
        assert_eq!(case.json.compact(), r#"{"reason":"changed_mind"}"#);
        assert!(case.questions.contains(&policy.document.fact("purchased_at").unwrap()));
    }
}
