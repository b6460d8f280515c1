//! The npm package: its sources, the glue, and everything that is no module made into one, so that no bundler needs a plugin.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::assets::{LOCALES, copy, copy_all, fresh, inlined_module, read, text_module, write};
use crate::bindings::Bound;
use crate::build::dist;
use crate::process::{command, root, run, target};

/// The sources that are shipped as they are.
const SOURCES: [&str; 6] =
    ["error.js", "policy.js", "inlined.js", "index.js", "index.workerd.js", "inside.js"];

/// Begins `npm/dist` with what `import "refund-widget"` needs.
pub(crate) fn evaluator(evaluator: &Bound) -> Result<()> {
    let (sources, package) = (root().join("npm/src"), package());
    fresh(&package)?;
    for source in SOURCES {
        copy(&sources.join(source), &package.join(source))?;
    }
    // Bundlers take the inlined wasm, workers the file.
    copy(&evaluator.wasm, &package.join("evaluator_bg.wasm"))?;
    module(evaluator, "evaluator", &package)
}

/// Adds what `import "refund-widget/element"` needs; the script tag's files are built before.
pub(crate) fn element(widget: &Bound) -> Result<()> {
    let (www, package) = (root().join("www"), package());
    copy(&www.join("element.js"), &package.join("element.js"))?;
    copy_all(&www.join("tools"), &package.join("tools"))?;
    module(widget, "widget", &package)?;
    let css = String::from_utf8(read(&dist().join("widget.css"))?)?;
    write(&package.join("widget.css.js"), text_module(&css))?;
    for locale in LOCALES {
        // JSON is an expression of JavaScript.
        let strings = String::from_utf8(read(&www.join(format!("strings/{locale}.json")))?)?;
        write(
            &package.join(format!("strings/{locale}.js")),
            format!("export default {};\n", strings.trim_end()),
        )?;
    }
    Ok(())
}

/// Packs what npm would publish and unpacks it in a fresh copy of `tests/package`, which is returned.
pub(crate) fn install() -> Result<PathBuf> {
    let (tests, project) = (root().join("tests/package"), target().join("package"));
    fresh(&project)?;
    for entry in tests.read_dir()? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            copy(&entry.path(), &project.join(entry.file_name()))?;
        }
    }
    let installed = project.join("node_modules/refund-widget");
    fresh(&installed)?;
    run(command("npm pack --silent ./npm --pack-destination").arg(&project))?;
    let archive = project.join(concat!("refund-widget-", env!("CARGO_PKG_VERSION"), ".tgz"));
    run(command("tar --extract --strip-components=1 --file")
        .arg(archive)
        .arg("--directory")
        .arg(&installed))?;
    Ok(project)
}

fn package() -> PathBuf {
    root().join("npm/dist")
}

/// The glue, and the wasm as a module of its own.
fn module(bound: &Bound, name: &str, package: &Path) -> Result<()> {
    copy(&bound.glue, &package.join(format!("{name}.js")))?;
    write(&package.join(format!("{name}.wasm.js")), inlined_module(&bound.wasm)?)
}
