//! `build`: the files for the script tag in `target/dist`, and the npm package in `npm/dist`.

use std::path::PathBuf;

use anyhow::Result;
use refund_policy::Json;

use crate::assets::{LOCALES, compress_all, copy, copy_all, fresh, minify, read, write};
use crate::bindings::{PACKAGE, PAGE, bind};
use crate::package;
use crate::process::{root, target};
use crate::strings;

/// The folders of `www` that the element is made of.
pub(crate) const INSIDE: [&str; 2] = ["widget", "tools"];

/// Where the script tag's files are.
pub(crate) fn dist() -> PathBuf {
    target().join("dist")
}

/// Builds everything that goes to a page or to a package.
pub(crate) fn run() -> Result<()> {
    strings::check()?;
    script_tag()?;
    package::build(&bind(&PACKAGE)?)
}

/// The shell under its public name, and beside it what it loads.
fn script_tag() -> Result<()> {
    let (www, dist, bound) = (root().join("www"), dist(), bind(&PAGE)?);
    fresh(&dist)?;
    minify(&www.join("element.js"), &dist.join("refund-widget.js"), false)?;
    // inside.js imports the glue from beside it; in one file they are one journey to the server.
    // Not `target/page`, where cargo keeps what the profile of that name compiles.
    let sources = target().join("page-sources");
    fresh(&sources)?;
    copy(&bound.glue, &sources.join("evaluator.js"))?;
    copy(&www.join("inside.js"), &sources.join("inside.js"))?;
    for folder in INSIDE {
        copy_all(&www.join(folder), &sources.join(folder))?;
    }
    minify(&sources.join("inside.js"), &dist.join("inside.js"), true)?;
    minify(&www.join("widget.css"), &dist.join("widget.css"), false)?;
    copy(&bound.wasm, &dist.join("evaluator.wasm"))?;
    copy_all(&www.join("themes"), &dist.join("themes"))?;
    for locale in LOCALES {
        let strings = format!("strings/{locale}.json");
        let table: Json = serde_json::from_slice(&read(&www.join(&strings))?)?;
        write(&dist.join(&strings), table.compact())?;
    }
    compress_all(&dist)
}
