//! `test`: every check, in the order in which a mistake is found soonest. The first that fails ends it.

use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{self, command, root, target, tool};
use crate::{build, hosts, package, setup, size};

/// A check and what runs it.
struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
}

/// The steps of a line run side by side: each leaves a core idle for long.
const STEPS: [&[Step]; 8] = [
    &[Step { name: "format", run: || process::run(&mut command("cargo fmt --all --check")) }],
    &[Step { name: "clippy", run: clippy }],
    &[Step { name: "docs", run: docs }],
    &[Step { name: "native", run: || process::run(&mut command("cargo test --workspace")) }, WASM],
    &[Step { name: "build", run: build::run }],
    &[Step { name: "package", run: package }, Step { name: "engines", run: engines }],
    &[Step { name: "browser", run: browser }],
    &[Step { name: "size", run: size::run }],
];

const WASM: Step = Step { name: "wasm", run: wasm };

/// The crates that become wasm.
const WASM_CRATES: &str = "--package refund-intl --package refund-js --package refund-widget";
const WASM_TARGET: &str = "--target wasm32-unknown-unknown";

/// Runs all steps, or the one of this name.
pub(crate) fn run(only: Option<&str>) -> Result<()> {
    setup::for_tests()?;
    if let Some(name) = only {
        let steps = STEPS.iter().copied().flatten();
        let Some(step) = steps.clone().find(|step| step.name == name) else {
            let names: Vec<&str> = steps.map(|step| step.name).collect();
            bail!("there is no such step; there are {}", names.join(", "));
        };
        return step.run_alone();
    }
    for steps in STEPS {
        match steps {
            [step] => step.run_alone()?,
            several => run_side_by_side(several)?,
        }
    }
    println!("{} passed, 0 failed", STEPS.iter().copied().flatten().count());
    Ok(())
}

impl Step {
    fn run_alone(&self) -> Result<()> {
        println!("== {}", self.name);
        let started = Instant::now();
        (self.run)().with_context(|| format!("the step `{}` failed", self.name))?;
        println!("== {}: {:.1} s", self.name, started.elapsed().as_secs_f64());
        Ok(())
    }
}

/// Each step is a process of its own, so that what it prints can be kept together.
fn run_side_by_side(steps: &[Step]) -> Result<()> {
    let program = std::env::current_exe().context("the task does not know its own program")?;
    let start = |step: &Step| -> Result<Child> {
        let mut test = std::process::Command::new(&program);
        test.args(["test", "--only", step.name]).stdin(Stdio::null());
        test.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("a step cannot be started")
    };
    let running = steps.iter().map(start).collect::<Result<Vec<Child>>>()?;
    let ended = std::thread::scope(|scope| {
        let waiting: Vec<_> =
            running.into_iter().map(|child| scope.spawn(|| child.wait_with_output())).collect();
        waiting.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    let mut failed = Vec::new();
    for (step, output) in steps.iter().zip(ended) {
        let output = output.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        print!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        if !output.status.success() {
            failed.push(step.name);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// Everything natively, and what becomes wasm once more as that.
fn clippy() -> Result<()> {
    process::run(&mut command("cargo clippy --workspace --all-targets -- -D warnings"))?;
    process::run(&mut command(&format!(
        "cargo clippy --all-targets {WASM_CRATES} {WASM_TARGET} -- -D warnings"
    )))
}

/// Every link leads somewhere, in private items as well.
fn docs() -> Result<()> {
    let mut docs = command("cargo doc --workspace --no-deps --document-private-items");
    process::run(docs.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The wasm crates' own tests, in two engines. The runner is compiled here and not before: only tests need it.
fn wasm() -> Result<()> {
    process::run(&mut command("cargo build --package xtask-runner"))?;
    for (variable, driver) in [
        ("CHROMEDRIVER", setup::chromedriver().context("there is no chromedriver")?),
        ("GECKODRIVER", setup::geckodriver()),
    ] {
        let mut test = command(&format!("cargo test {WASM_CRATES} {WASM_TARGET}"));
        // The runner takes the first driver that it finds named.
        test.env_remove("CHROMEDRIVER").env_remove("GECKODRIVER").env(variable, driver);
        // Seconds in which the driver has to answer, and a test to say something: machines may be busy with more.
        test.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "120").env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        let runner = target().join("debug/xtask-runner");
        process::run(test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner))?;
    }
    Ok(())
}

/// The package as npm would publish it, installed in a project of its own: its behaviour, its types against that, and in the
/// hosts that are used most.
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
    process::run(tool("tsc").arg("--project").arg(&project))?;
    hosts::small()
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
    build::page()?;
    playwright(&["--config", "gallery.config.js"])
}

fn playwright(arguments: &[&str]) -> Result<()> {
    process::run(&mut command("cargo build --bin refund"))?;
    let browser = setup::browser().context("there is no browser")?;
    let shell = setup::headless_shell().context("there is no headless shell of Chromium")?;
    let mut playwright = command("node node_modules/@playwright/test/cli.js test");
    playwright.args(arguments).current_dir(root().join("tests/browser"));
    process::run(playwright.env("CHROME", browser).env("HEADLESS_SHELL", shell))
}
