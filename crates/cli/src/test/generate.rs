//! `refund test --generate`: the cases that are missing, for the policy's author to read and to keep.

use std::io;
use std::path::Path;

use clap::error::ErrorKind;
use refund_authoring::coverage::{Coverage, generate};

use super::{Reason, Tested, Which, test};
use crate::failure::Failure;
use crate::{Outcome, input, output};

/// Writes cases of one policy: of several, nobody could tell whose they are. A policy may have no cases yet.
pub(super) fn run(inputs: &[(String, String)], which: Which, are_own: bool) -> Result<Outcome, Failure> {
    let [(policy, cases)] = inputs else {
        clap::Error::raw(ErrorKind::TooManyValues, "--generate takes one policy\n").exit();
    };
    let policy = input::policy(policy)?;
    let tested = match are_own && !Path::new(cases).exists() {
        true => Tested::new(&policy, cases),
        false => test(&policy, cases)?,
    };
    let unreadable = || tested.failed.iter().filter(|failed| matches!(failed.reason, Reason::Unreadable(_)));
    unreadable().for_each(|failed| output::tell(&failed.to_text(tested.label)));
    let outcome = if unreadable().count() == 0 { Outcome::Done } else { Outcome::Findings };
    let mut coverage = if which == Which::All { Coverage::new(&policy) } else { tested.coverage };
    let written = generate(&mut coverage, &tested.ids)
        .map_err(|problem| Failure::input(policy.document.id.as_str(), problem))?;
    let mut out = io::stdout().lock();
    written.iter().try_for_each(|case| output::json_line(&mut out, case))?;
    Ok(outcome)
}
