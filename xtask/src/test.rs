//! `test`: every check, in the order in which a mistake is found soonest. The first that fails ends it.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{self, command, root, target, tool};
use crate::{build, package, setup, size};

/// A check and what runs it.
struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 12] = [
    Step { name: "format", run: || process::run(&mut command("cargo fmt --all --check")) },
    Step {
        name: "clippy",
        run: || process::run(&mut command("cargo clippy --workspace --all-targets -- -D warnings")),
    },
    Step { name: "clippy-wasm", run: clippy_wasm },
    Step { name: "docs", run: docs },
    Step { name: "native", run: || process::run(&mut command("cargo test --workspace")) },
    Step { name: "script", run: script },
    Step { name: "wasm", run: wasm },
    Step { name: "build", run: build::run },
    Step { name: "package", run: package },
    Step { name: "browser", run: browser },
    Step { name: "engines", run: engines },
    Step { name: "size", run: size::run },
];

/// The crates that become wasm.
const WASM_CRATES: &str = "--package refund-intl --package refund-js";
const WASM_TARGET: &str = "--target wasm32-unknown-unknown";

/// Runs all steps, or the one of this name.
pub(crate) fn run(only: Option<&str>) -> Result<()> {
    let chosen: Vec<&Step> = STEPS.iter().filter(|step| only.is_none_or(|name| name == step.name)).collect();
    if chosen.is_empty() {
        bail!("there is no such step; there are {}", STEPS.map(|step| step.name).join(", "));
    }
    setup::for_tests()?;
    for step in &chosen {
        println!("== {}", step.name);
        let started = Instant::now();
        (step.run)().with_context(|| format!("the step `{}` failed", step.name))?;
        println!("== {}: {:.1} s", step.name, started.elapsed().as_secs_f64());
    }
    println!("{} passed, 0 failed", chosen.len());
    Ok(())
}

/// The evaluator as the page has it, and the crates around it.
fn clippy_wasm() -> Result<()> {
    let evaluator =
        format!("cargo clippy --package refund-policy --no-default-features {WASM_TARGET} -- -D warnings");
    process::run(&mut command(&evaluator))?;
    process::run(&mut command(&format!(
        "cargo clippy --all-targets {WASM_CRATES} {WASM_TARGET} -- -D warnings"
    )))
}

/// Every link leads somewhere, in private items as well.
fn docs() -> Result<()> {
    let mut docs = command("cargo doc --workspace --no-deps --document-private-items");
    process::run(docs.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The element's modules: their types, and what of them needs no browser.
fn script() -> Result<()> {
    process::run(tool("tsc").arg("--project").arg(root().join("www")))?;
    process::run(command("node --test --test-reporter=spec").arg(root().join("tests/element/")))
}

/// The wasm crates' own tests in a headless browser. The runner is compiled here and not before: only tests need it.
fn wasm() -> Result<()> {
    process::run(&mut command("cargo build --package xtask-runner"))?;
    let driver = setup::driver().context("there is no chromedriver")?;
    process::run(
        command(&format!("cargo test {WASM_CRATES} {WASM_TARGET}"))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", target().join("debug/xtask-runner"))
            .env("CHROMEDRIVER", driver),
    )
}

/// The package as npm would publish it, installed in a project of its own: its behaviour, and its types against that.
fn package() -> Result<()> {
    // The command line is what the package's verdicts are compared with.
    process::run(&mut command("cargo build --bin refund"))?;
    let project = package::install()?;
    let workerd = workerd();
    let node = |arguments: &str| -> Result<()> {
        let mut node = command(&format!("node {arguments}"));
        node.current_dir(&project).env("ROOT", root()).env("WORKERD", &workerd);
        process::run(node.env("ESBUILD", tool("esbuild").get_program()))
    };
    node("--test --test-reporter=spec")?;
    node("shapes.js")?;
    process::run(tool("tsc").arg("--project").arg(&project))
}

/// The workers' runtime as npm ships it for this machine; its own package would lock binaries for every system.
fn workerd() -> PathBuf {
    let machine = if cfg!(target_arch = "aarch64") { "workerd-linux-arm64" } else { "workerd-linux-64" };
    root().join("tests/package/node_modules/@cloudflare").join(machine).join("bin/workerd")
}

/// The shop end to end. Playwright starts `refund serve` itself, once a worker.
fn browser() -> Result<()> {
    playwright(&[])
}

/// The full path in each engine: Chromium, Firefox and WebKit.
fn engines() -> Result<()> {
    process::run(&mut command("cargo build --bin refund"))?;
    let browser = setup::browser().context("there is no browser")?;
    let mut node = command("node --test --test-reporter=spec engines/test.js");
    process::run(node.current_dir(root().join("tests/browser")).env("CHROME", browser))
}

/// Pictures of every screen, on a phone and on a desktop, light and dark.
pub(crate) fn gallery() -> Result<()> {
    setup::for_tests()?;
    build::run()?;
    playwright(&["--config", "gallery.config.js"])
}

fn playwright(arguments: &[&str]) -> Result<()> {
    process::run(&mut command("cargo build --bin refund"))?;
    let browser = setup::browser().context("there is no browser")?;
    let mut playwright = command("node node_modules/@playwright/test/cli.js test");
    playwright.args(arguments).current_dir(root().join("tests/browser")).env("CHROME", browser);
    process::run(&mut playwright)
}
