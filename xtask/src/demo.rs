//! `demo`: from a fresh clone to the demo shop in a browser.

use anyhow::Result;

use crate::build;
use crate::process::{self, command, target};
use crate::setup;

/// Builds everything and serves the demo shop on this port until it is interrupted.
pub(crate) fn run(port: &str) -> Result<()> {
    setup::for_build()?;
    build::run()?;
    let mut serve = command("cargo run --release --bin refund -- serve --port");
    serve.arg(port).arg("--widget").arg(build::dist()).arg("--database").arg(target().join("demo.sqlite"));
    process::run(&mut serve)
}
