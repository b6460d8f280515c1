//! `refund test`: a policy held against cases with their expected verdicts, and the cases held against the policy: what of
//! it does none of them reach?
//!
//! What is compared, and what counts as reached, is the evaluator's own (`refund_policy::cases` and `coverage`).

mod generate;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use refund_authoring::cases::{Case, Mismatch};
use refund_authoring::coverage::{Coverage, Gap};
use refund_native::words;
use refund_policy::{Facts, Json, Locale, Policy, Problem, to_json, verdict};

use crate::check::counted;
use crate::evaluate::Format;
use crate::failure::{Failure, finding};
use crate::{Outcome, input, lines, output};

/// Runs policies' own cases, or other cases on a policy, and says what no case reaches
///
/// A case is a line {"id", "at", "facts", "expect"}. Of `expect` only what is named and not null is compared. What no case
/// reaches is told after the cases: clauses, steps, values of facts, citations and evidence; it is a finding only with
/// --require-coverage.
#[derive(Args)]
pub(crate) struct Test {
    /// Policies (files, or folders with a policy.json); their cases are the cases.jsonl beside them
    #[arg(required_unless_present = "cases", conflicts_with = "cases", value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    files: Vec<String>,
    /// The policy of other cases: a shipped policy's id, or a policy's file or folder
    #[arg(long, value_name = "ID|FILE", requires = "cases", value_parser = NonEmptyStringValueParser::new())]
    policy: Option<String>,
    /// Other cases, as JSON lines; - is standard input
    #[arg(long, value_name = "FILE|-", requires = "policy", value_parser = NonEmptyStringValueParser::new())]
    cases: Option<String>,
    /// Lines or JSON, which brings a case for each gap
    #[arg(long, default_value = "text")]
    format: Format,
    /// Makes a gap a finding: the exit code is 1 where some part of a policy is not reached
    #[arg(long)]
    require_coverage: bool,
    /// Writes the cases that are missing instead, or with =all a case for every region of one policy
    ///
    /// Their `expect` is what the policy says now, not what it should say: read each case before you keep it.
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "missing")]
    #[arg(conflicts_with_all = ["format", "require_coverage"])]
    generate: Option<Which>,
}

/// Which cases are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Those that reach what no case reaches.
    Missing,
    /// One for every region.
    All,
}

/// As many gaps as are told before the summary scrolls the cases away.
const MANY: usize = 10;

/// What came of a policy's cases.
struct Tested<'a> {
    policy: &'a Policy,
    /// What the cases are called in messages.
    label: &'a str,
    /// The ids of the cases that could be read.
    ids: Vec<String>,
    failed: Vec<Failed>,
    coverage: Coverage<'a>,
}

/// A case that is not as expected.
struct Failed {
    line: usize,
    reason: Reason,
}

enum Reason {
    Mismatches { id: String, mismatches: Vec<Mismatch> },
    Unreadable(Vec<Problem>),
}

pub(crate) fn run(arguments: &Test) -> Result<Outcome, Failure> {
    input::check_names(arguments.files.iter().chain(&arguments.policy).chain(&arguments.cases));
    let other = arguments.policy.iter().cloned().zip(arguments.cases.iter().cloned());
    let own = arguments.files.iter().map(|name| {
        let beside = input::policy_file(name).with_file_name("cases.jsonl");
        (name.clone(), beside.to_string_lossy().into_owned())
    });
    let inputs: Vec<(String, String)> = own.chain(other).collect();
    if let Some(which) = arguments.generate {
        return generate::run(&inputs, which, arguments.cases.is_none());
    }
    let mut outcome = Outcome::Done;
    let mut told = Vec::new();
    for (policy, cases) in &inputs {
        let policy = input::policy(policy)?;
        let tested = test(&policy, cases)?;
        let gaps = tested.coverage.gaps();
        if !tested.failed.is_empty() || (arguments.require_coverage && !gaps.is_empty()) {
            outcome = Outcome::Findings;
        }
        match arguments.format {
            Format::Text => output::text(&tested.to_text(&gaps))?,
            Format::Json => told.push(tested.to_json(&gaps)),
        }
    }
    if arguments.format == Format::Json {
        output::json(&Json::List(told))?;
    }
    Ok(outcome)
}

fn test<'a>(policy: &'a Policy, cases: &'a str) -> Result<Tested<'a>, Failure> {
    let mut tested = Tested::new(policy, cases);
    lines::each(cases, |number, line| {
        tested.run_case(number, line);
        Ok(())
    })?;
    Ok(tested)
}

impl<'a> Tested<'a> {
    /// No case yet, of those in this file.
    fn new(policy: &'a Policy, cases: &'a str) -> Tested<'a> {
        let coverage = Coverage::new(policy);
        Tested { policy, label: input::label(cases), ids: Vec::new(), failed: Vec::new(), coverage }
    }

    fn run_case(&mut self, line: usize, text: &[u8]) {
        let (case, facts) = match read(self.policy, text) {
            Ok(read) => read,
            Err(problems) => {
                self.failed.push(Failed { line, reason: Reason::Unreadable(problems) });
                return;
            }
        };
        self.coverage.add(&facts, case.at);
        // Only names are compared, so that the locale does not matter.
        let mismatches = case.mismatches(&verdict(self.policy, &facts, case.at, words(Locale::En)));
        self.ids.push(case.id.clone());
        if !mismatches.is_empty() {
            self.failed.push(Failed { line, reason: Reason::Mismatches { id: case.id, mismatches } });
        }
    }

    fn count(&self) -> usize {
        let unreadable = |failed: &&Failed| matches!(failed.reason, Reason::Unreadable(_));
        self.ids.len() + self.failed.iter().filter(unreadable).count()
    }

    /// The cases that are not as expected, the gaps, and how many there are of each.
    fn to_text(&self, gaps: &[Gap]) -> String {
        let policy = &self.policy.document.id;
        let failed = self.failed.iter().map(|failed| failed.to_text(self.label));
        let open = gaps.iter().take(MANY).map(|gap| format!("{policy}: {}\n", gap.text));
        let more = gaps.len().saturating_sub(MANY);
        let more = (more > 0).then(|| format!("{policy}: and {more} more; --format json tells all\n"));
        let cases = counted(self.count(), "case");
        let summary = match (self.failed.len(), gaps.len()) {
            (0, 0) => format!("{cases}, all as expected"),
            (failed, 0) => format!("{failed} of {cases} not as expected"),
            (0, gaps) => format!("{cases}, all as expected; {}", counted(gaps, "gap")),
            (failed, gaps) => format!("{failed} of {cases} not as expected; {}", counted(gaps, "gap")),
        };
        let hint =
            if gaps.is_empty() { "" } else { "  hint: --generate writes the cases that are missing\n" };
        failed.chain(open).chain(more).collect::<String>() + &format!("{policy}: {summary}\n{hint}")
    }

    /// `{"policy", "cases", "failed", "gaps"}`.
    fn to_json(&self, gaps: &[Gap]) -> Json {
        Json::object([
            ("policy", self.policy.document.id.as_str().into()),
            ("cases", (self.count() as i64).into()),
            ("failed", Json::list(self.failed.iter().map(Failed::to_json))),
            ("gaps", to_json(gaps)),
        ])
    }
}

/// A line's case and its facts, or all that is wrong with it.
fn read(policy: &Policy, line: &[u8]) -> Result<(Case, Facts), Vec<Problem>> {
    let json = refund_policy::parse(line).map_err(|problem| vec![problem])?;
    let case = Case::read(&json).map_err(|problem| vec![problem])?;
    let within =
        |problems: Vec<Problem>| problems.into_iter().map(|one| one.within("facts")).collect::<Vec<_>>();
    let facts = Facts::read(policy, &case.facts, case.at).map_err(within)?;
    Ok((case, facts))
}

impl Failed {
    fn to_text(&self, label: &str) -> String {
        let place = format!("{label} line {}", self.line);
        match &self.reason {
            Reason::Unreadable(problems) => {
                problems.iter().map(|problem| finding("error", &place, problem)).collect()
            }
            Reason::Mismatches { id, mismatches } => {
                [format!("{place}: {id}\n")].into_iter().chain(mismatches.iter().map(mismatch)).collect()
            }
        }
    }

    /// `{"line", "id", "mismatches"}`, or `{"line", "problems"}`.
    fn to_json(&self) -> Json {
        let mut json = Json::object([("line", (self.line as i64).into())]);
        match &self.reason {
            Reason::Unreadable(problems) => {
                json.set("problems", to_json(problems));
            }
            Reason::Mismatches { id, mismatches } => {
                let mismatch = |mismatch: &Mismatch| {
                    Json::object([
                        ("field", mismatch.field.into()),
                        ("expected", mismatch.expected.clone()),
                        ("found", mismatch.found.clone()),
                    ])
                };
                json.set("id", id.as_str().into());
                json.set("mismatches", Json::list(mismatches.iter().map(mismatch)));
            }
        }
        json
    }
}

/// One above the other, so that the eye finds the difference in long lists.
fn mismatch(mismatch: &Mismatch) -> String {
    let Mismatch { field, expected, found } = mismatch;
    let text = |json: &Json| serde_json::to_string(json).unwrap_or_default();
    format!("  {field}\n    expected  {}\n    found     {}\n", text(expected), text(found))
}
