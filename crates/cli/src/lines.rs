//! Cases as JSON lines, `{"id", "at", "facts"}`: what `evaluate`, `diff` and `test` read.

use std::io::BufRead;

use refund_policy::{Instant, Json, Problem};

use crate::failure::Failure;
use crate::input;

/// Calls `visit` with each line of a file that is not blank, and its number.
pub(crate) fn each(
    name: &str,
    mut visit: impl FnMut(usize, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut lines = input::open(name)?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if lines.read_until(b'\n', &mut line).map_err(|error| input::unreadable(name, &error))? == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            visit(number, &line)?;
        }
    }
    Ok(())
}

/// A line as JSON.
pub(crate) fn json(line: &[u8]) -> Result<Json, Problem> {
    let text =
        std::str::from_utf8(line).map_err(|_| Problem::new("invalid_json", "", "the line is not UTF-8"))?;
    input::parse(text.trim())
}

/// A line's case.
pub(crate) fn case(line: &[u8]) -> Result<Json, Problem> {
    let json = json(line)?;
    match json.as_object() {
        Some(_) => Ok(json),
        None => {
            Err(Problem::new("wrong_type", "", format!("a case is an object, and this is {}", json.kind())))
        }
    }
}

/// The instant of a case's request, which may be left out.
pub(crate) fn at(case: &Json, otherwise: Instant) -> Result<Instant, Problem> {
    let Some(given) = case.get("at") else { return Ok(otherwise) };
    given.as_str().and_then(Instant::parse).ok_or_else(|| {
        Problem::new("invalid_instant", "/at", "`at` is not an instant (RFC 3339, with an offset)")
    })
}

/// The facts of a case.
pub(crate) fn facts(case: &Json) -> Result<&Json, Problem> {
    case.get("facts").ok_or_else(|| Problem::new("missing_key", "/facts", "a case needs `facts`"))
}

/// A problem with a case's facts, pointing into the line.
pub(crate) fn in_facts(problem: Problem) -> Problem {
    Problem { pointer: format!("/facts{}", problem.pointer), ..problem }
}
