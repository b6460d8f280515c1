//! What must hold of any input: one function for each way in.

use refund_authoring::check::{Severity, check};
use refund_native::words;
use refund_policy::request::{self, compose};
use refund_policy::{Facts, Instant, Json, Locale, Policy, Problem, batch as lines, interview, verdict};

use crate::corpus::{Name, details};
use crate::examples;
use crate::shipped;

/// When the requests are made that say no instant: 2026-11-20T10:00:00Z.
const AT: Instant = Instant::from_millis(1_795_168_800_000);

/// A target, and its name.
pub type Target = (Name, fn(&[u8]));

/// All of them.
pub const ALL: [Target; 4] = [("policy", policy), ("facts", facts), ("batch", batch), ("request", request)];

/// A policy document: what the checker accepts can be used, and what it refuses is told where it stands.
pub fn policy(data: &[u8]) {
    let Ok(json) = refund_policy::parse_as_written(data) else { return };
    let found = check(&json, &refund_native::find_zone);
    let problems: Vec<Problem> = found.iter().map(|one| one.problem.clone()).collect();
    leads_into(&json, &problems);
    let is_refused = found.iter().any(|one| one.severity == Severity::Error);
    match Policy::read(&json, &refund_native::find_zone) {
        Ok(policy) => {
            (0..4).for_each(|number| use_policy(&policy, number));
            for witness in found.iter().flat_map(|one| &one.witnesses) {
                let read = Facts::read(&policy, &witness.facts, witness.at);
                assert!(read.is_ok(), "a finding's case cannot be read: {}", witness.facts.compact());
            }
        }
        Err(problem) => assert!(is_refused, "what is refused is accepted by the checker: {problem}"),
    }
}

fn use_policy(policy: &Policy, number: u64) {
    let given = examples::facts(policy, AT, number);
    // A number may exceed the other one that limits it.
    if let Ok(facts) = Facts::read(policy, &given, AT) {
        use_facts(policy, &given, &facts);
    }
}

/// Facts of a shipped policy, whose id is the first line.
pub fn facts(data: &[u8]) {
    let (policy, rest) = with_policy(data);
    let Ok(given) = refund_policy::parse(rest) else { return };
    match Facts::read(policy, &given, AT) {
        Ok(facts) => use_facts(policy, &given, &facts),
        Err(problems) => leads_into(&given, &problems),
    }
}

/// What was read is written and read as the same; it gets a verdict, and a request that is found as it was sent.
fn use_facts(policy: &Policy, given: &Json, facts: &Facts) {
    let written = written(policy, facts);
    let again = Facts::read(policy, &written, AT).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(&again, facts, "facts that were written and read again");
    for locale in Locale::ALL {
        survives(&verdict(policy, facts, AT, words(locale)).to_json());
    }
    for fact in interview(policy, given, facts, AT) {
        assert!(!fact.by_merchant && given.get(&fact.id).is_none(), "`{}` is asked for", fact.id);
    }
    // A verdict that repeats a long text may be too long to be sent; that is told.
    if let Ok(sent) =
        compose(policy, given, &details(), AT, words(Locale::Fr), words(policy.document.language))
    {
        survives(&sent);
        let received = request::read(&sent).unwrap_or_else(|problems| panic!("{problems:?}"));
        let found = request::verify(policy, &received, AT, words(received.locale))
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        let differences: Vec<&str> = found.differences.iter().map(|one| one.pointer).collect();
        assert_eq!(differences, [""; 0], "a request that was sent as it was composed");
    }
}

fn written(policy: &Policy, facts: &Facts) -> Json {
    let known = policy.document.facts.iter().enumerate();
    let known = known.filter_map(|(index, fact)| Some((fact.id.clone(), fact.to_json(facts.get(index)?))));
    Json::Object(known.collect())
}

/// Lines of cases for a shipped policy, whose id is the first line: each gets one answer, under its own id.
pub fn batch(data: &[u8]) {
    let (policy, rest) = with_policy(data);
    for line in rest.split(|byte| *byte == b'\n') {
        let answer = lines::answer(policy, line, AT, words(Locale::En));
        survives(&answer);
        let members = answer.as_object().unwrap_or_default();
        let keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        match answer.get("error") {
            None => {
                assert_eq!(keys, ["id", "decision"]);
                let id = refund_policy::parse(line).ok().and_then(|case| case.get("id").cloned());
                assert_eq!(answer.get("id"), Some(&id.unwrap_or(Json::Null)), "the answer to another line");
            }
            Some(error) => {
                assert_eq!(keys, ["id", "error"]);
                assert!(error.get("code").and_then(Json::as_str).is_some_and(|code| !code.is_empty()));
            }
        }
    }
}

/// A request: whatever was done to it, it is refused where it is wrong, or evaluated again.
pub fn request(data: &[u8]) {
    let Ok(sent) = refund_policy::parse(data) else { return };
    let received = match request::read(&sent) {
        Ok(received) => received,
        Err(problems) => return assert!(!problems.is_empty()),
    };
    let policy = shipped::policy(&received.policy.id);
    match request::verify(policy, &received, received.sent_at, words(received.locale)) {
        Err(problems) => leads_into(&sent, &problems),
        Ok(found) => {
            survives(&found.verdict.to_json());
            let claimed = received.verdict.get("status").and_then(Json::as_str);
            let is_told = found.differences.iter().any(|one| one.pointer == "/verdict/status");
            assert_eq!(claimed != Some(found.verdict.status.name()), is_told, "a claim of another status");
        }
    }
}

/// The policy that the first line names, and what follows it.
fn with_policy(data: &[u8]) -> (&'static Policy, &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (id, rest) = data.split_at(end);
    let id = str::from_utf8(id).unwrap_or_default();
    (shipped::policy(id), rest.get(1..).unwrap_or_default())
}

/// What leaves the evaluator is one line of JSON that reads as the same value.
fn survives(json: &Json) {
    let text = serde_json::to_string(json).expect("it can be written");
    assert!(!text.contains('\n'));
    let again: Json = serde_json::from_str(&text).expect("it can be read");
    assert_eq!(&again, json, "what was written and read again");
}

/// Every problem says something, and its pointer leads to a value, or to the object in which one is missing.
fn leads_into(json: &Json, problems: &[Problem]) {
    for problem in problems {
        assert!(!problem.code.is_empty() && !problem.message.is_empty());
        let mut keys: Vec<String> =
            problem.pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~")).collect();
        if leads(json, &keys) {
            continue;
        }
        keys.pop();
        assert!(leads(json, &keys), "a pointer that leads nowhere: {problem}");
    }
}

fn leads(json: &Json, keys: &[String]) -> bool {
    let Some((key, rest)) = keys.split_first() else { return true };
    let next = match json {
        Json::List(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
        _ => json.get(key),
    };
    next.is_some_and(|next| leads(next, rest))
}
