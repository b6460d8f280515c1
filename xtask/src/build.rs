//! `build`: the files for the script tag in `target/dist`, and the npm package in `npm/dist`.

use anyhow::Result;

use crate::process::both;
use crate::wasm::{self, EVALUATOR, WIDGET};
use crate::{package, script_tag, strings};

/// Builds everything that goes to a page or to a package.
pub(crate) fn run() -> Result<()> {
    strings::check()?;
    let (widget, evaluator) = both(|| wasm::build(&WIDGET), || wasm::build(&EVALUATOR))?;
    script_tag::build(&widget)?;
    package::build(&evaluator, &widget)
}

/// Builds what a shop's page loads.
pub(crate) fn page() -> Result<()> {
    strings::check()?;
    script_tag::build(&wasm::build(&WIDGET)?)
}
