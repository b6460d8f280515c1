//! Files as a build leaves them: copied, minified, compressed, or turned into JavaScript modules.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use flate2::{Compression, write::GzEncoder};

use crate::process::{run, tool};

/// The locales that there are strings in.
pub(crate) const LOCALES: [&str; 8] = ["es", "fr", "en", "de", "it", "pt", "nl", "ca"];

/// An empty folder in the place of whatever is there.
pub(crate) fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// A file's bytes; an error names the file.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file and the folder it is in.
pub(crate) fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}

/// Copies a file.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    write(to, read(from)?)
}

/// Copies the files of a folder.
pub(crate) fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        copy(&file, &to.join(file.strip_prefix(from)?))?;
    }
    Ok(())
}

/// Minifies a script or a style sheet; what it imports comes along where `bundle` is set.
pub(crate) fn minify(from: &Path, to: &Path, bundle: bool) -> Result<()> {
    let mut esbuild = tool("esbuild");
    // ASCII would double the size of strings in Spanish and French.
    esbuild.arg(from).args(["--minify", "--charset=utf8", "--target=es2022", "--log-level=warning"]);
    if bundle {
        esbuild.args(["--bundle", "--format=esm"]);
    }
    run(esbuild.arg(format!("--outfile={}", to.display())))?;
    if to.extension().is_some_and(|extension| extension == "js") {
        compress_script(to, bundle)
    } else {
        Ok(())
    }
}

/// esbuild bundles, and leaves a script that can be 3 % smaller in brotli.
fn compress_script(script: &Path, is_module: bool) -> Result<()> {
    let mut terser = tool("terser");
    terser.arg(script).args(["--compress", "passes=2", "--mangle", "--ecma", "2020"]);
    terser.args(is_module.then_some("--module"));
    run(terser.arg("--output").arg(script))
}

/// A module whose default export is this text.
pub(crate) fn text_module(text: &str) -> String {
    let mut module = String::from("export default \"");
    for character in text.chars() {
        match character {
            '"' | '\\' => module.extend(['\\', character]),
            '\n' => module.push_str("\\n"),
            '\r' => {}
            other => module.push(other),
        }
    }
    module + "\";\n"
}

/// A module whose default export is this file, gzipped and in base64: 1 % larger on the wire than the file itself.
pub(crate) fn inlined_module(file: &Path) -> Result<String> {
    Ok(text_module(&BASE64_STANDARD.encode(gzip(&read(file)?)?)))
}

/// Every file of a folder with its compressed forms beside it, as servers look for them.
pub(crate) fn compress_all(folder: &Path) -> Result<()> {
    for file in files(folder)? {
        let bytes = read(&file)?;
        write(&with_suffix(&file, ".br"), brotli(&bytes)?)?;
        write(&with_suffix(&file, ".gz"), gzip(&bytes)?)?;
    }
    Ok(())
}

/// The bytes gzipped as small as it gets.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// The bytes as `brotli -q 11` leaves them.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params)?;
    Ok(compressed)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// All files under a folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(files(&path)?),
            false => found.push(path),
        }
    }
    Ok(found)
}
