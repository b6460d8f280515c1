//! The npm package: its sources, the glue, and everything that is no module made into one, so that no bundler needs a plugin.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::assets::{LOCALES, copy, copy_all, fresh, inlined_module, read, text_module, write};
use crate::bindings::Bound;
use crate::build::{INSIDE, dist};
use crate::process::{command, root, run, target};

/// The sources that are shipped as they are.
const SOURCES: [&str; 7] =
    ["error.js", "policy.js", "inlined.js", "start.js", "index.js", "index.workerd.js", "inside.js"];

/// Fills `npm/dist`; the script tag's files are built before.
pub(crate) fn build(bound: &Bound) -> Result<()> {
    let package = package();
    fresh(&package)?;
    evaluator(bound, &package)?;
    element(&package)
}

/// What `import "refund-widget"` needs, and the element as well.
fn evaluator(bound: &Bound, package: &Path) -> Result<()> {
    for source in SOURCES {
        copy(&root().join("npm/src").join(source), &package.join(source))?;
    }
    copy(&bound.glue, &package.join("evaluator.js"))?;
    // Bundlers take the inlined wasm, workers the file.
    write(&package.join("evaluator.wasm.js"), inlined_module(&bound.wasm)?)?;
    copy(&bound.wasm, &package.join("evaluator_bg.wasm"))
}

/// What `import "refund-widget/element"` needs besides.
fn element(package: &Path) -> Result<()> {
    let www = root().join("www");
    copy(&www.join("element.js"), &package.join("element.js"))?;
    for folder in INSIDE.into_iter().chain(["themes"]) {
        copy_all(&www.join(folder), &package.join(folder))?;
    }
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
