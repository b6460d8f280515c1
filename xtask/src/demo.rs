//! `demo`: from a fresh clone to the demo shop in a browser.

use anyhow::Result;

use crate::build;
use crate::process::{both, command, run, target};
use crate::script_tag::dist;
use crate::setup;

/// Builds everything and serves the demo shop on this port until it is interrupted.
///
/// The server is not optimized: that would take longer than all the rest, and nobody waits for a demo's answers.
pub(crate) fn serve(port: &str) -> Result<()> {
    setup::for_build()?;
    both(|| run(&mut command("cargo build --bin refund")), build::page)?;
    let mut serve = command("cargo run --bin refund -- serve --port");
    serve.arg(port).arg("--widget").arg(dist()).arg("--database").arg(target().join("demo.sqlite"));
    run(&mut serve)
}
