//! `refund diff`: what changes for shoppers from one version of a policy to another.

mod text;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use refund_authoring::diff::{Ledger, diff};
use refund_endpoint::system_time;
use refund_policy::{Json, Policy, Problem, batch, to_json};

use crate::evaluate::Format;
use crate::failure::Failure;
use crate::{Outcome, input, lines, output};

/// Says who gains and who loses from one version of a policy to another
///
/// Tells the cases in which shoppers get something else, each with a case that shows it, and what else changes that is
/// asked, required or promised. The exit code is 0 where nothing changes for anybody, and 1 where something does, or a case
/// cannot be read.
#[derive(Args)]
pub(crate) struct Diff {
    /// The old version: a shipped policy's id, or a policy's file or folder
    #[arg(value_name = "OLD", value_parser = NonEmptyStringValueParser::new())]
    old: String,
    /// The new version
    #[arg(value_name = "NEW", value_parser = NonEmptyStringValueParser::new())]
    new: String,
    /// Cases, as JSON lines {"id", "at", "facts"}: how many of them change, and by how much money; - is standard input
    #[arg(long, value_name = "FILE|-", value_parser = NonEmptyStringValueParser::new())]
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
    input::check_names([&arguments.old, &arguments.new].into_iter().chain(&arguments.cases));
    let (old, new) = (input::checked_policy(&arguments.old)?, input::checked_policy(&arguments.new)?);
    let found = diff(&old, &new, &refund_native::find_zone)
        .map_err(|problem| Failure::input(format!("{} and {}", arguments.old, arguments.new), problem))?;
    let counted = arguments.cases.as_deref().map(|name| count(name, &old, &new)).transpose()?;
    match arguments.format {
        Format::Text => {
            output::text(&text::diff(&found))?;
            counted.iter().try_for_each(|counted| output::text(&text::cases(counted)))?;
        }
        Format::Json => {
            let mut json = to_json(&found);
            if let Some(counted) = &counted {
                json.set("cases", counted.to_json());
            }
            output::json(&json)?;
        }
    }
    let is_read = counted.is_none_or(|counted| counted.unreadable.is_empty());
    Ok(if found.is_empty() && is_read { Outcome::Done } else { Outcome::Findings })
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
        let mut json = to_json(&self.ledger);
        let unreadable = self.unreadable.iter().map(|(number, problem)| {
            Json::object([("line", (*number as i64).into()), ("error", to_json(problem))])
        });
        json.set("unreadable", Json::list(unreadable));
        json
    }
}
