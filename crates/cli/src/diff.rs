//! `refund diff`: what changes for shoppers from one version of a policy to another.

mod text;

use std::io::{self, Write};

use clap::Args;
use refund_endpoint::system_time;
use refund_policy::diff::{Ledger, diff};
use refund_policy::{Json, Policy, Problem, batch, native};

use crate::evaluate::{Format, pretty};
use crate::failure::Failure;
use crate::{Outcome, input, lines};

/// Says who gains and who loses from one version of a policy to another
///
/// Tells the cases in which shoppers get something else, each with a case that shows it, and what else changes that is
/// asked, required or promised. The exit code is 0 where nothing changes for anybody, and 1 where something does.
#[derive(Args)]
pub(crate) struct Diff {
    /// The old version: a shipped policy's id, or a policy's file or folder
    #[arg(value_name = "OLD")]
    old: String,
    /// The new version
    #[arg(value_name = "NEW")]
    new: String,
    /// Cases, as JSON lines {"id", "at", "facts"}: how many of them change, and by how much money; - is standard input
    #[arg(long, value_name = "FILE|-")]
    cases: Option<String>,
    /// Sentences or JSON
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Cases under both versions, and the lines that are none.
struct Counted<'a> {
    name: &'a str,
    ledger: Ledger<'a>,
    unreadable: Vec<(usize, Problem)>,
}

pub(crate) fn run(arguments: &Diff) -> Result<Outcome, Failure> {
    let (old, new) = (input::checked_policy(&arguments.old)?, input::checked_policy(&arguments.new)?);
    let found = diff(&old, &new, &native::find_zone)
        .map_err(|problem| Failure::input(format!("{} and {}", arguments.old, arguments.new), problem))?;
    let counted = arguments.cases.as_deref().map(|name| count(name, &old, &new)).transpose()?;
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Text => {
            out.write_all(text::diff(&found).as_bytes())?;
            counted.iter().try_for_each(|counted| out.write_all(text::cases(counted).as_bytes()))?;
        }
        Format::Json => {
            let mut json = found.to_json();
            if let Some(counted) = &counted {
                json.set("cases", counted.to_json());
            }
            writeln!(out, "{}", pretty(&json)?)?;
        }
    }
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn count<'a>(name: &'a str, old: &'a Policy, new: &'a Policy) -> Result<Counted<'a>, Failure> {
    let now = system_time();
    let mut counted = Counted { name, ledger: Ledger::new(old, new), unreadable: Vec::new() };
    lines::each(name, |number, line| {
        let added = batch::case(line).and_then(|case| {
            let id =
                case.get("id").and_then(Json::as_str).map_or_else(|| format!("line {number}"), str::to_owned);
            let (at, facts) = (batch::at(&case, now)?, batch::facts(&case)?);
            counted.ledger.add(&id, facts, at).map_err(|problem| problem.within("facts"))
        });
        counted.unreadable.extend(added.err().map(|problem| (number, problem)));
        Ok(())
    })?;
    Ok(counted)
}

impl Counted<'_> {
    fn to_json(&self) -> Json {
        let mut json = self.ledger.to_json();
        let unreadable = self.unreadable.iter().map(|(number, problem)| {
            Json::object([("line", (*number as i64).into()), ("error", problem.to_json())])
        });
        json.set("unreadable", Json::list(unreadable));
        json
    }
}
