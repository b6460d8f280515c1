//! `build`: the files for the script tag in `target/dist`, and the npm package in `npm/dist`.

use std::path::PathBuf;

use anyhow::Result;

use crate::assets::{LATER, LOCALES, compress_all, copy, copy_all, fresh, minify};
use crate::bindings::{Bound, EVALUATOR, WIDGET, bind, compile};
use crate::package;
use crate::process::{root, target};

/// Where the script tag's files are.
pub(crate) fn dist() -> PathBuf {
    target().join("dist")
}

/// Builds everything that goes to a page or to a package.
pub(crate) fn run() -> Result<()> {
    compile(&EVALUATOR)?;
    package::evaluator(&bind(&EVALUATOR)?)?;
    compile(&WIDGET)?;
    let widget = bind(&WIDGET)?;
    script_tag(&widget)?;
    package::element(&widget)
}

/// The shell under its public name, and beside it what it loads.
fn script_tag(widget: &Bound) -> Result<()> {
    let (www, dist) = (root().join("www"), dist());
    fresh(&dist)?;
    minify(&www.join("element.js"), &dist.join("refund-widget.js"), false)?;
    // inside.js imports the glue from beside it; in one file they are one journey to the server.
    let bindings = target().join("bindings");
    copy(&www.join("inside.js"), &bindings.join("inside.js"))?;
    copy_all(&www.join("tools"), &bindings.join("tools"))?;
    minify(&bindings.join("inside.js"), &dist.join("inside.js"), true)?;
    for later in LATER {
        minify(&www.join("tools").join(later), &dist.join(later), true)?;
    }
    minify(&www.join("widget.css"), &dist.join("widget.css"), false)?;
    copy(&widget.wasm, &dist.join("widget_bg.wasm"))?;
    for locale in LOCALES {
        let strings = format!("strings/{locale}.json");
        copy(&www.join(&strings), &dist.join(&strings))?;
    }
    compress_all(&dist)
}
