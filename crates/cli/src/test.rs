//! `refund test`: a policy held against cases with their expected verdicts.
//!
//! What is compared, and how, is the evaluator's own (`refund_policy::cases`): its tests use the same.

use std::io::{self, Write};

use clap::Args;
use refund_policy::cases::{Case, Mismatch};
use refund_policy::{Facts, Json, Locale, Policy, Problem, verdict};

use crate::check::counted;
use crate::failure::{Failure, finding};
use crate::{Outcome, input, lines};

/// Runs policies' own cases, or other cases on a policy
///
/// A case is a line {"id", "at", "facts", "expect"}. Of `expect` only what is named and not null is compared.
#[derive(Args)]
pub(crate) struct Test {
    /// Policies (files, or folders with a policy.json); their cases are the cases.jsonl beside them
    #[arg(required_unless_present = "cases", conflicts_with = "cases", value_name = "FILE")]
    files: Vec<String>,
    /// The policy of other cases: a shipped policy's id, or a policy's file or folder
    #[arg(long, value_name = "ID|FILE", requires = "cases")]
    policy: Option<String>,
    /// Other cases, as JSON lines; - is standard input
    #[arg(long, value_name = "FILE|-", requires = "policy")]
    cases: Option<String>,
}

/// How many cases ran, and how many of them failed.
#[derive(Default)]
struct Tally {
    cases: usize,
    failed: usize,
}

pub(crate) fn run(arguments: &Test) -> Result<Outcome, Failure> {
    let other = arguments.policy.iter().cloned().zip(arguments.cases.iter().cloned());
    let own = arguments.files.iter().map(|name| {
        let beside = input::policy_file(name).with_file_name("cases.jsonl");
        (name.clone(), beside.to_string_lossy().into_owned())
    });
    let mut outcome = Outcome::Done;
    for (policy, cases) in own.chain(other) {
        if test(&policy, &cases)? == Outcome::Findings {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

fn test(policy: &str, cases: &str) -> Result<Outcome, Failure> {
    let policy = input::policy(policy)?;
    let mut out = io::stdout().lock();
    let mut tally = Tally::default();
    lines::each(cases, |number, line| {
        let told = run_case(&policy, line, &format!("{} line {number}", input::label(cases)));
        tally.cases += 1;
        tally.failed += usize::from(!told.is_empty());
        Ok(out.write_all(told.as_bytes())?)
    })?;
    writeln!(out, "{}: {}", policy.document.id, tally.summary())?;
    Ok(if tally.failed == 0 { Outcome::Done } else { Outcome::Findings })
}

impl Tally {
    fn summary(&self) -> String {
        match self.failed {
            0 => format!("{}, all as expected", counted(self.cases, "case")),
            failed => format!("{failed} of {} not as expected", counted(self.cases, "case")),
        }
    }
}

/// What is to be said of a case: nothing where it is as expected.
fn run_case(policy: &Policy, line: &[u8], place: &str) -> String {
    match compare(policy, line) {
        Ok((_, mismatches)) if mismatches.is_empty() => String::new(),
        Ok((id, mismatches)) => {
            let lines = mismatches.iter().map(mismatch);
            [format!("{place}: {id}\n")].into_iter().chain(lines).collect()
        }
        Err(problems) => problems.iter().map(|problem| finding("error", place, problem)).collect(),
    }
}

fn compare(policy: &Policy, line: &[u8]) -> Result<(String, Vec<Mismatch>), Vec<Problem>> {
    let json = lines::json(line).map_err(|problem| vec![problem])?;
    let case = Case::read(&json).map_err(|problem| vec![problem])?;
    let facts = Facts::read(policy, &case.facts, case.at)
        .map_err(|problems| problems.into_iter().map(lines::in_facts).collect::<Vec<_>>())?;
    // Only names are compared, so that the locale does not matter.
    let mismatches = case.mismatches(&verdict(policy, &facts, case.at, Locale::En));
    Ok((case.id, mismatches))
}

/// One above the other, so that the eye finds the difference in long lists.
fn mismatch(mismatch: &Mismatch) -> String {
    let Mismatch { field, expected, found } = mismatch;
    let text = |json: &Json| serde_json::to_string(json).unwrap_or_default();
    format!("  {field}\n    expected  {}\n    found     {}\n", text(expected), text(found))
}
