//! `peers`: what a decision takes in Node, beside the engines that a JavaScript developer would pick instead. It prints, and asserts
//! nothing but that all agree.

use anyhow::Result;

use crate::process::{command, root, run};
use crate::{build, package, setup};

/// Builds the package, installs it beside the other engines and measures them all.
pub(crate) fn run_benchmark() -> Result<()> {
    setup::for_peers()?;
    build::run()?;
    let project = root().join("benches/peers");
    package::install_into(&project)?;
    run(command("node run.mjs").current_dir(project))
}
