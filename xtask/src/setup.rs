//! Brings what the other tasks need: Rust's wasm target, the npm tools and, for the tests, browsers and their drivers.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::{command, output, root, run};

const WASM: &str = "wasm32-unknown-unknown";

/// Where Chromium is looked for: by these names on the `PATH`.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: [&str; 1] = ["chromedriver"];

/// The other engines' programs, each with Debian's package of it. WebKit's windows need a display: Xvfb is one.
const ENGINES: [(&str, &str); 3] =
    [("firefox-esr", "firefox-esr"), ("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];

/// What building needs.
pub(crate) fn for_build() -> Result<()> {
    wasm_target()?;
    node()?;
    npm("npm")
}

/// What the tests need besides.
pub(crate) fn for_tests() -> Result<()> {
    for_build()?;
    npm("tests/package")?;
    npm("tests/browser")?;
    install(&missing())
}

/// What the comparison with other components needs besides.
pub(crate) fn for_speed() -> Result<()> {
    for_tests()?;
    // Its versions are exact, and a lock file cannot be had that names Pagefind's program for every machine.
    let install = "npm install --no-package-lock --ignore-scripts --no-audit --no-fund";
    run(command(install).current_dir(root().join("benches/page")))
}

/// The browser that most tests drive; `CHROME` names another.
pub(crate) fn browser() -> Option<PathBuf> {
    named("CHROME").or_else(|| BROWSERS.iter().find_map(|name| on_path(name)))
}

/// The browser's driver; `CHROMEDRIVER` names another.
pub(crate) fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| DRIVERS.iter().find_map(|name| on_path(name)))
}

fn wasm_target() -> Result<()> {
    let installed = output(&mut command(&format!("rustc --print target-libdir --target {WASM}")));
    if installed.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    run(&mut command(&format!("rustup target add {WASM}"))).context("the Rust toolchain has no wasm target")
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
    let changed =
        |file: &str| root().join(folder).join(file).metadata().and_then(|file| file.modified()).ok();
    // npm writes this copy of the lock file last.
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    // No package's install script is needed, so none is run.
    run(command("npm ci --ignore-scripts --no-audit --no-fund").current_dir(root().join(folder)))
}

/// The packages of the browsers and drivers that are not here.
fn missing() -> Vec<&'static str> {
    let chromium = [("chromium", browser().is_some()), ("chromium-driver", driver().is_some())];
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
