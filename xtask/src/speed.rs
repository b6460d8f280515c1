//! `speed`: how soon a page has a verdict, beside what other components need to be ready. It prints, and asserts nothing: a
//! clock tells about the machine as much as about the page.

use anyhow::{Context, Result};

use crate::build;
use crate::process::{command, root, run};
use crate::script_tag::dist;
use crate::setup;

/// Builds the page's files and measures them.
pub(crate) fn run_benchmark() -> Result<()> {
    setup::for_speed()?;
    build::page()?;
    let browser = setup::browser().context("there is no browser")?;
    let mut node = command("node measure.js");
    node.current_dir(root().join("benches/page")).env("CHROME", browser);
    run(node.env("DIST", dist()).env("POLICIES", root().join("policies")))
}
