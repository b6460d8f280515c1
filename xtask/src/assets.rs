//! Files as a build leaves them: minified, compressed, or turned into JavaScript modules.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use base64::prelude::{BASE64_STANDARD, Engine};

use crate::files::read;
use crate::process::{command, root, run, tool};

/// Minifies a style sheet.
pub(crate) fn minify(from: &Path, to: &Path) -> Result<()> {
    run(esbuild(from).arg(format!("--outfile={}", to.display())))
}

/// Minifies a script of the page, by two tools: what the second saves is 0.2 kB in brotli. Beside it lies its source map, which a browser
/// asks for when its developer tools are open.
pub(crate) fn minify_script(from: &Path, to: &Path, kind: Script) -> Result<()> {
    let minified = from.with_extension("min.js");
    let mut esbuild = esbuild(from);
    esbuild.args(["--sourcemap=external", "--target=es2022"]);
    if kind == Script::Inside {
        esbuild.args(["--bundle", "--format=esm"]);
    }
    run(esbuild.arg(format!("--outfile={}", minified.display())))?;
    let mut terser = tool("terser");
    let options = "passes=3,ecma=2022,keep_fargs=false,unsafe_arrows=true,unsafe_methods=true";
    terser.arg(&minified).args(["--mangle", "--ecma", "2022", "--compress"]);
    match kind {
        Script::Shell => terser.arg(options),
        Script::Inside => terser.arg(format!("{options},drop_console=true")).arg("--module"),
    };
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let map =
        format!("content='{}',url='{name}.map',includeSources", with_suffix(&minified, ".map").display());
    run(terser.args(["--source-map", &map]).arg("--output").arg(to))
}

/// The scripts of the page.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Script {
    /// One file, a module and a classic script. It keeps what it tells a page's developers.
    Shell,
    /// A module with what it imports. What the glue says to its own developers goes.
    Inside,
}

fn esbuild(from: &Path) -> Command {
    let mut esbuild = tool("esbuild");
    // ASCII would double the size of strings in Spanish and French.
    esbuild.arg(from).args(["--minify", "--charset=utf8", "--log-level=warning"]);
    esbuild
}

/// A module whose default export is this text.
pub(crate) fn text_module(text: &str) -> String {
    // JSON is an expression of JavaScript.
    format!("export default {};\n", serde_json::Value::from(text))
}

/// A module whose default export is this file, gzipped and in base64: 1 % larger on the wire than the file itself.
pub(crate) fn inlined_module(file: &Path) -> Result<String> {
    compress(&[file.to_owned()])?;
    Ok(text_module(&BASE64_STANDARD.encode(read(&with_suffix(file, ".gz"))?)))
}

/// Puts the compressed forms of files beside them. Node has both algorithms compiled; crates for them would have to be.
pub(crate) fn compress(files: &[PathBuf]) -> Result<()> {
    run(command("node").arg(root().join("xtask/compress.js")).args(files))
}

/// A file's compressed form.
pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
