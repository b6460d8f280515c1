//! `refund evaluate`: the verdict on one case, or on a stream of cases.

use std::io::{self, BufWriter, Write};

use clap::{Args, ValueEnum};
use refund_endpoint::system_time;
use refund_policy::{Facts, Instant, Json, Locale, Policy, batch, verdict};

use crate::failure::Failure;
use crate::letter::letter;
use crate::{Outcome, input, lines};

/// Says what a policy gives in a case
///
/// With --facts the verdict on one case, as a letter or as JSON. With --cases one verdict a line, as JSON lines:
/// {"id", "at", "facts"} in, {"id", "decision"} or {"id", "error"} out, in order. A bad line never stops the batch:
/// its error is its answer, and the batch is done.
#[derive(Args)]
pub(crate) struct Evaluate {
    /// A shipped policy's id, or a policy's file or folder
    #[arg(long, value_name = "ID|FILE")]
    policy: String,
    #[command(flatten)]
    given: Given,
    /// The instant of the request, with its offset; now by default
    #[arg(long, value_name = "INSTANT", value_parser = input::instant)]
    at: Option<Instant>,
    /// The language of the texts: es, fr or en
    #[arg(long, default_value = "en", value_parser = input::locale)]
    locale: Locale,
    /// A letter or the verdict's JSON; cases are always JSON
    #[arg(long, default_value = "text", conflicts_with = "cases")]
    format: Format,
}

/// One case or many.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Given {
    /// The facts of one case, as JSON; - is standard input
    #[arg(long, value_name = "FILE|-")]
    facts: Option<String>,
    /// Many cases, as JSON lines; - is standard input
    #[arg(long, value_name = "FILE|-")]
    cases: Option<String>,
}

/// How an answer is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn run(arguments: Evaluate) -> Result<Outcome, Failure> {
    let policy = input::policy(&arguments.policy)?;
    let at = arguments.at.unwrap_or_else(system_time);
    match (&arguments.given.facts, &arguments.given.cases) {
        (Some(facts), _) => one(&policy, facts, at, &arguments),
        (None, Some(cases)) => many(&policy, cases, at, arguments.locale),
        // clap has required one of them.
        (None, None) => Ok(Outcome::Done),
    }
}

fn one(policy: &Policy, name: &str, at: Instant, arguments: &Evaluate) -> Result<Outcome, Failure> {
    let bad = |problems| Failure::Input { name: input::label(name).to_owned(), problems };
    let facts = Facts::read(policy, &input::json(name)?, at).map_err(bad)?;
    let found = verdict(policy, &facts, at, arguments.locale);
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Text => out.write_all(letter(policy, &facts, &found, arguments.locale)?.as_bytes())?,
        Format::Json => writeln!(out, "{}", pretty(&found.to_json())?)?,
    }
    Ok(Outcome::Done)
}

/// One line out for each line in. Blank lines are no cases.
fn many(policy: &Policy, name: &str, at: Instant, locale: Locale) -> Result<Outcome, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    lines::each(name, |_, line| {
        let answer = batch::answer(policy, line, at, locale);
        serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// JSON for people and programs.
pub(crate) fn pretty(json: &Json) -> Result<String, Failure> {
    serde_json::to_string_pretty(json).map_err(|error| Failure::Other(error.to_string()))
}
