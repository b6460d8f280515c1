//! Files as a build leaves them: minified, compressed, or turned into JavaScript modules.

use std::path::{Path, PathBuf};

use anyhow::Result;
use base64::prelude::{BASE64_STANDARD, Engine};

use crate::files::read;
use crate::process::{command, root, run, tool};

/// Minifies a script or a style sheet; what it imports comes along where `bundle` is set.
pub(crate) fn minify(from: &Path, to: &Path, bundle: bool) -> Result<()> {
    let mut esbuild = tool("esbuild");
    // ASCII would double the size of strings in Spanish and French.
    esbuild.arg(from).args(["--minify", "--charset=utf8", "--target=es2022", "--log-level=warning"]);
    if bundle {
        esbuild.args(["--bundle", "--format=esm"]);
    }
    run(esbuild.arg(format!("--outfile={}", to.display())))
}

/// Compresses a script of the page once more: 0.2 kB in brotli. What the glue says to its own developers goes; our shell keeps what it
/// tells a page's.
pub(crate) fn compress_script(file: &Path, is_glue: bool) -> Result<()> {
    let mut terser = tool("terser");
    let options = "passes=3,ecma=2022,keep_fargs=false,unsafe_arrows=true,unsafe_methods=true";
    terser.arg(file).args(["--mangle", "--ecma", "2022", "--compress"]);
    match is_glue {
        true => terser.arg(format!("{options},drop_console=true")).arg("--module"),
        false => terser.arg(options),
    };
    run(terser.arg("--output").arg(file))
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
