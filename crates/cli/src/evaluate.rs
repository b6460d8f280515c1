//! `refund evaluate`: the verdict on one case, or on a stream of cases.

use std::io::{self, BufWriter, Write};

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use refund_endpoint::system_time;
use refund_native::words;
use refund_policy::{Facts, Instant, Locale, Policy, batch, verdict};

use crate::failure::Failure;
use crate::letter::letter;
use crate::{Outcome, input, lines, output};

/// Says what a policy gives in a case
///
/// With --facts the verdict on one case, as a letter or as JSON. With --cases one verdict a line, as JSON lines:
/// {"id", "at", "facts"} in, {"id", "decision"} or {"id", "error"} out, in order. A bad line never stops the batch:
/// its error is its answer, and the batch is done.
#[derive(Args)]
pub(crate) struct Evaluate {
    /// A shipped policy's id, or a policy's file or folder
    #[arg(long, value_name = "ID|FILE", value_parser = NonEmptyStringValueParser::new())]
    policy: String,
    #[command(flatten)]
    given: Given,
    /// The instant of the request, with its offset; now by default
    #[arg(long, value_name = "INSTANT", value_parser = input::instant)]
    at: Option<Instant>,
    /// The language of the texts: es, fr, en, de, it, pt, nl or ca
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
    #[arg(long, value_name = "FILE|-", value_parser = NonEmptyStringValueParser::new())]
    facts: Option<String>,
    /// Many cases, as JSON lines; - is standard input
    #[arg(long, value_name = "FILE|-", value_parser = NonEmptyStringValueParser::new())]
    cases: Option<String>,
}

/// How an answer is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn run(arguments: Evaluate) -> Result<Outcome, Failure> {
    let given = [&arguments.given.facts, &arguments.given.cases].into_iter().flatten();
    input::check_names(given.chain([&arguments.policy]));
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
    let found = verdict(policy, &facts, at, words(arguments.locale));
    match arguments.format {
        Format::Text => output::text(&letter(policy, &facts, &found, words(arguments.locale))?)?,
        Format::Json => output::json(&found.to_json())?,
    }
    Ok(Outcome::Done)
}

/// One line out for each line in. Blank lines are no cases.
fn many(policy: &Policy, name: &str, at: Instant, locale: Locale) -> Result<Outcome, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    lines::each(name, |_, line| {
        output::json_line(&mut out, &batch::answer(policy, line, at, words(locale)))
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}
