//! Many cases, a line of JSON each: `{"id", "at", "facts"}` in, `{"id", "decision"}` or `{"id", "error"}` out.
//!
//! A line is answered whatever it is. Reading lines and writing answers is the caller's.

use crate::compiled::policy::Policy;
use crate::value::code;
use crate::value::convert::to_json;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::parse::parse;
use crate::value::problem::Problem;
use crate::value::time::Instant;
use crate::verdict::facts::Facts;
use crate::verdict::verdict;
use crate::verdict::words::Words;

/// The answer to one line: its verdict, or the first thing that is wrong with it, with a pointer into the line.
///
/// A line without `at` is decided at the given instant.
pub fn answer(policy: &Policy, line: &[u8], at: Instant, words: &Words) -> Json {
    let case = match case(line) {
        Ok(case) => case,
        Err(problem) => return failed(Json::Null, &problem),
    };
    let id = case.get("id").cloned().unwrap_or(Json::Null);
    // It comes back in the answer, so it is held against the limits like the facts.
    if let Err(problem) = limits::check(&id) {
        return failed(Json::Null, &problem.within("id"));
    }
    match decide(policy, &case, at, words) {
        Ok(decision) => Json::object([("id", id), ("decision", decision)]),
        Err(problem) => failed(id, &problem),
    }
}

fn failed(id: Json, problem: &Problem) -> Json {
    Json::object([("id", id), ("error", to_json(problem))])
}

fn decide(policy: &Policy, case: &Json, otherwise: Instant, words: &Words) -> Result<Json, Problem> {
    let at = at(case, otherwise)?;
    let facts = Facts::read(policy, facts(case)?, at).map_err(first)?;
    Ok(verdict(policy, &facts, at, words).to_json())
}

/// An answer has room for one error.
fn first(problems: Vec<Problem>) -> Problem {
    let problem = problems.into_iter().next();
    problem.unwrap_or_else(|| Problem::of(code::WRONG_TYPE, "", "the facts cannot be read")).within("facts")
}

/// A line's case.
pub fn case(line: &[u8]) -> Result<Json, Problem> {
    let json = parse(line)?;
    match json.as_object() {
        Some(_) => Ok(json),
        None => {
            let message = format!("a case is an object, and this is {}", json.kind());
            Err(Problem::of(code::WRONG_TYPE, "", message))
        }
    }
}

/// The instant of a case's request, which may be left out.
pub fn at(case: &Json, otherwise: Instant) -> Result<Instant, Problem> {
    let Some(given) = case.get("at") else { return Ok(otherwise) };
    given.as_str().and_then(Instant::parse).ok_or_else(|| {
        let message = "`at` is not an instant (RFC 3339, with an offset)";
        Problem::of(code::INVALID_INSTANT, "/at", message)
    })
}

/// The facts of a case. What is wrong with them lies within `/facts`.
pub fn facts(case: &Json) -> Result<&Json, Problem> {
    case.get("facts").ok_or_else(|| Problem::of(code::MISSING_KEY, "/facts", "a case needs `facts`"))
}
