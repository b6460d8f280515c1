//! Brings what the other tasks need: Rust's wasm target and the source of its standard library, the npm tools and, for the tests,
//! browsers and their drivers.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::{command, output, root, run, target};

const WASM: &str = "wasm32-unknown-unknown";

/// Where Chromium is looked for: by these names on the `PATH`.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Both the program and Debian's package of it.
const HEADLESS_SHELL: &str = "chromium-headless-shell";

/// Firefox's driver. No registry has it compiled; without optimization that takes half as long, and it only passes commands on.
const GECKODRIVER: &str = "cargo install geckodriver --version 0.37.1 --locked --quiet --debug";

/// The other engines' programs, each with Debian's package of it. WebKit's windows need a display: Xvfb is one.
const ENGINES: [(&str, &str); 3] =
    [("firefox-esr", "firefox-esr"), ("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];

/// What building needs.
pub(crate) fn for_build() -> Result<()> {
    wasm_target()?;
    standard_library()?;
    node()?;
    npm("npm")
}

/// What the tests need besides.
pub(crate) fn for_tests() -> Result<()> {
    for_build()?;
    npm("tests/package")?;
    npm("tests/browser")?;
    // The hosts that CI runs; the frameworks are many times as large.
    npm_with("--omit=dev", "tests/hosts")?;
    install(&missing())?;
    if geckodriver().is_file() {
        return Ok(());
    }
    run(command(GECKODRIVER).arg("--root").arg(tools())).context("Firefox's driver cannot be built")
}

/// What the comparison with other components needs besides.
pub(crate) fn for_speed() -> Result<()> {
    for_tests()?;
    npm_exact("benches/page")
}

/// What the comparison with other engines needs besides.
pub(crate) fn for_peers() -> Result<()> {
    for_build()?;
    npm_exact("benches/peers")
}

/// Installs a benchmark's packages. Their versions are exact, and a lock file cannot be had that names Pagefind's program for every
/// machine.
fn npm_exact(folder: &str) -> Result<()> {
    let install = "npm install --no-package-lock --ignore-scripts --no-audit --no-fund";
    run(command(install).current_dir(root().join(folder)))
}

/// What the apps of all hosts need besides.
pub(crate) fn for_hosts() -> Result<()> {
    for_tests()?;
    if root().join("tests/hosts/node_modules/next").is_dir() {
        return Ok(());
    }
    run(command("npm ci --ignore-scripts --no-audit --no-fund").current_dir(root().join("tests/hosts")))
}

/// Chromium without its windows, which most tests drive because it takes half the time; `HEADLESS_SHELL` names another.
pub(crate) fn headless_shell() -> Option<PathBuf> {
    named("HEADLESS_SHELL").or_else(|| on_path(HEADLESS_SHELL))
}

/// The browser as shoppers have it; `CHROME` names another.
pub(crate) fn browser() -> Option<PathBuf> {
    named("CHROME").or_else(|| BROWSERS.iter().find_map(|name| on_path(name)))
}

/// Chromium's driver; `CHROMEDRIVER` names another.
pub(crate) fn chromedriver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))
}

/// Firefox's driver: `GECKODRIVER`, or the one on the `PATH`, or else the one that is built here.
pub(crate) fn geckodriver() -> PathBuf {
    let found = named("GECKODRIVER").or_else(|| on_path("geckodriver"));
    found.unwrap_or_else(|| tools().join("bin/geckodriver"))
}

/// Programs that are built for the tests. They outlive `cargo clean` of a profile, and go with the folder `target`.
fn tools() -> PathBuf {
    target().join("tools")
}

fn wasm_target() -> Result<()> {
    let installed = output(&mut command(&format!("rustc --print target-libdir --target {WASM}")));
    if installed.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    run(&mut command(&format!("rustup target add {WASM}"))).context("the Rust toolchain has no wasm target")
}

/// The source of Rust's standard library, which is compiled for the page with the rest.
fn standard_library() -> Result<()> {
    let sysroot = output(&mut command("rustc --print sysroot")).unwrap_or_default();
    if Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(());
    }
    let add = run(&mut command("rustup component add rust-src"));
    add.context("the Rust toolchain lacks the source of its standard library")
}

fn node() -> Result<()> {
    let version =
        output(&mut command("node --version")).context("Node.js is missing: install Node.js 20 or later")?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= 20 => Ok(()),
        _ => bail!("Node.js {} is too old: install Node.js 20 or later", version.trim()),
    }
}

/// Installs a folder's locked packages, unless they are there already.
fn npm(folder: &str) -> Result<()> {
    npm_with("--include=dev", folder)
}

/// The same with another choice of them.
fn npm_with(choice: &str, folder: &str) -> Result<()> {
    let changed =
        |file: &str| root().join(folder).join(file).metadata().and_then(|file| file.modified()).ok();
    // npm writes this copy of the lock file last.
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    // No package's install script is needed, so none is run.
    let mut npm = command("npm ci --ignore-scripts --no-audit --no-fund");
    run(npm.arg(choice).current_dir(root().join(folder)))
}

/// The packages of the browsers and drivers that are not here.
fn missing() -> Vec<&'static str> {
    let chromium = [
        ("chromium", browser().is_some()),
        (HEADLESS_SHELL, headless_shell().is_some()),
        ("chromium-driver", chromedriver().is_some()),
    ];
    let engines = ENGINES.map(|(program, package)| (package, on_path(program).is_some()));
    let all = chromium.into_iter().chain(engines);
    all.filter(|(_, is_here)| !is_here).map(|(package, _)| package).collect()
}

fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let install = ["apt-get install -y -q --no-install-recommends", &packages.join(" ")].join(" ");
    let superuser = output(&mut command("id -u")).is_some_and(|id| id.trim() == "0");
    if !superuser || on_path("apt-get").is_none() {
        bail!("the tests need browsers and their drivers: `sudo {install}`");
    }
    // Nobody may be there to answer a question.
    let apt = |line: &str| run(command(line).env("DEBIAN_FRONTEND", "noninteractive"));
    apt("apt-get update -q")?;
    apt(&install)
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
