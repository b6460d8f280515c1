//! The files of the script tag, in `target/dist`: the shell under its public name, and beside it what that loads.

use std::path::PathBuf;

use anyhow::Result;

use crate::assets::{Script, compress, minify, minify_script};
use crate::files::{copy, copy_all, files, fresh, write};
use crate::process::{root, target};
use crate::strings::{LOCALES, STRINGS, WORDS, table};
use crate::wasm::Bound;

/// Where they are.
pub(crate) fn dist() -> PathBuf {
    target().join("dist")
}

/// Writes them, and their compressed forms beside them.
pub(crate) fn build(widget: &Bound) -> Result<()> {
    let (www, dist) = (root().join("www"), dist());
    fresh(&dist)?;
    // The shell loads the rest from beside it; in one file they are one journey to the server.
    let sources = target().join("page-sources");
    fresh(&sources)?;
    copy(&widget.glue, &sources.join("widget.js"))?;
    for source in ["element.js", "load.js", "ask.js", "unavailable.js"] {
        copy(&www.join(source), &sources.join(source))?;
    }
    minify_script(&sources.join("element.js"), &dist.join("refund-widget.js"), Script::Shell)?;
    minify_script(&sources.join("load.js"), &dist.join("load.js"), Script::Inside)?;
    copy(&widget.wasm, &dist.join("refund-widget.wasm"))?;
    minify(&www.join("widget.css"), &dist.join("widget.css"))?;
    copy_all(&www.join("themes"), &dist.join("themes"))?;
    for (folder, tables) in [("strings", STRINGS), ("words", WORDS)] {
        for locale in LOCALES {
            let table = table(tables, locale)?.to_string();
            write(&dist.join(folder).join(format!("{locale}.json")), table)?;
        }
    }
    compress(&files(&dist)?)
}
