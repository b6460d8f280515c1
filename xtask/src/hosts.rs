//! `hosts`: the package in apps of the bundlers and frameworks that it is used in, built and opened in a browser. What they are is in
//! `tests/hosts`.

use anyhow::{Context, Result};

use crate::files::fresh;
use crate::process::{command, root, run, target};
use crate::{build, package, setup};

/// Every host, or those whose name has a word in it; the table that is printed stands in `npm/README.md`.
pub(crate) fn all(name: Option<&str>) -> Result<()> {
    setup::for_hosts()?;
    build::run()?;
    check(name)
}

/// Those that CI runs: `cargo xtask test --only package` has built the package.
pub(crate) fn small() -> Result<()> {
    check(Some("--small"))
}

fn check(which: Option<&str>) -> Result<()> {
    let folder = target().join("hosts");
    fresh(&folder)?;
    let archive = package::pack(&folder)?;
    let shell = setup::headless_shell().context("there is no headless shell of Chromium")?;
    let mut node = command("node run.js");
    node.args(which).current_dir(root().join("tests/hosts"));
    run(node.env("PACKAGE", archive).env("HEADLESS_SHELL", shell))
}
