//! The npm package, in `npm/dist`: its sources, the glue, and everything that is no module made into one, so that no bundler
//! needs a plugin. What is found by its place, not by `exports`, lies beside `package.json`: the themes and the licences.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::assets::{inlined_module, minify, text_module};
use crate::files::{copy, copy_all, files, fresh, read, write};
use crate::process::{command, root, run, target, tool};
use crate::script_tag::dist;
use crate::strings::{LOCALES, STRINGS, WORDS, table};
use crate::wasm::Bound;

/// The sources that are shipped as they are.
const SOURCES: [&str; 15] = [
    "error.js",
    "decide.js",
    "options.js",
    "remedy.js",
    "source.js",
    "policy.js",
    "inlined.js",
    "start.js",
    "index.js",
    "index.node.js",
    "index.workerd.js",
    "index.edge.js",
    "slim.js",
    "load.js",
    "element.edge.js",
];

/// Those that it shares with the script tag.
const SHARED: [&str; 3] = ["element.js", "ask.js", "unavailable.js"];

/// A module knows its address, a CommonJS file its path. Jest gives jsdom's window to what it tests, and that has no decoder.
const COMMONJS: &str = "const address = require('node:url').pathToFileURL(__filename).href; \
                        const { TextDecoder, TextEncoder } = require('node:util');";

/// The declarations that `require` gets, and those of modules that they are copied from. A module's are no types of a CommonJS file.
const DECLARATIONS: [(&str, &str); 8] = [
    ("index", "types"),
    ("slim", "slim"),
    ("element", "element"),
    ("react", "jsx/react"),
    ("preact", "jsx/preact"),
    ("solid", "jsx/solid"),
    ("svelte", "jsx/svelte"),
    ("vue", "jsx/vue"),
];

/// Writes it.
pub(crate) fn build(evaluator: &Bound, widget: &Bound) -> Result<()> {
    let package = root().join("npm/dist");
    fresh(&package)?;
    for source in SOURCES {
        copy(&root().join("npm/src").join(source), &package.join(source))?;
    }
    for source in SHARED {
        copy(&root().join("www").join(source), &package.join(source))?;
    }
    wasm(evaluator, "evaluator", &package)?;
    // Workers may not compile bytes, and import the file; Node reads it.
    copy(&evaluator.wasm, &package.join("evaluator_bg.wasm"))?;
    wasm(widget, "widget", &package)?;
    element(&package)?;
    page(&package)?;
    commonjs(&package)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root().join(licence), &root().join("npm").join(licence))?;
    }
    Ok(())
}

/// What `require` gets: Node 20.0 cannot require a module, and Jest runs none.
fn commonjs(package: &Path) -> Result<()> {
    bundle(package, "index.node.js", "index.cjs")?;
    bundle(package, "slim.js", "slim.cjs")?;
    // The shell imports `load.js`, which is another one here.
    let sources = target().join("commonjs");
    fresh(&sources)?;
    for source in SHARED.iter().chain(&["widget.js"]) {
        copy(&package.join(source), &sources.join(source))?;
    }
    copy(&root().join("npm/src/load.node.js"), &sources.join("load.js"))?;
    bundle(&sources, "element.js", "element.cjs")?;
    for file in ["element.cjs", "element.cjs.map"] {
        copy(&sources.join(file), &package.join(file))?;
    }
    declarations(package)
}

/// A source of a folder with what it imports, as a CommonJS file with its map.
fn bundle(folder: &Path, source: &str, to: &str) -> Result<()> {
    let mut esbuild = tool("esbuild");
    esbuild.current_dir(folder).args([source, "--bundle", "--platform=node", "--format=cjs", "--sourcemap"]);
    // It is carried once, and is needed only in a bundle.
    esbuild.args(["--external:./evaluator.wasm.js", "--define:import.meta.url=address"]);
    run(esbuild
        .arg(format!("--banner:js={COMMONJS}"))
        .args(["--log-level=warning", &format!("--outfile={to}")]))
}

fn declarations(package: &Path) -> Result<()> {
    for (name, source) in DECLARATIONS {
        let text = String::from_utf8(read(&root().join(format!("npm/{source}.d.ts")))?)?;
        let text = text.replace("./types.js", "./index.cjs").replace("../element.js", "./element.cjs");
        write(&package.join(format!("{name}.d.cts")), text)?;
    }
    Ok(())
}

/// The script tag's files, for networks that serve packages. They compress by themselves.
fn page(package: &Path) -> Result<()> {
    let is_compressed = |file: &Path| file.extension().is_some_and(|suffix| suffix == "br" || suffix == "gz");
    for file in files(&dist())?.iter().filter(|file| !is_compressed(file)) {
        copy(file, &package.join("page").join(file.strip_prefix(dist())?))?;
    }
    Ok(())
}

/// The glue, and the wasm as bundlers take it.
fn wasm(bound: &Bound, name: &str, package: &Path) -> Result<()> {
    copy(&bound.glue, &package.join(format!("{name}.js")))?;
    write(&package.join(format!("{name}.wasm.js")), inlined_module(&bound.wasm)?)
}

/// What `import "refund-widget/element"` needs besides.
fn element(package: &Path) -> Result<()> {
    let www = root().join("www");
    let themes = root().join("npm/themes");
    fresh(&themes)?;
    copy_all(&www.join("themes"), &themes)?;
    let css = package.join("widget.css");
    minify(&www.join("widget.css"), &css)?;
    write(&package.join("widget.css.js"), text_module(&String::from_utf8(read(&css)?)?))?;
    std::fs::remove_file(css)?;
    for locale in LOCALES {
        // JSON is an expression of JavaScript.
        let table = |folder| table(folder, locale).map(|table| table.to_string());
        let module =
            format!("export const strings = {};\nexport const words = {};\n", table(STRINGS)?, table(WORDS)?);
        write(&package.join(format!("strings/{locale}.js")), module)?;
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
    run(command("tar --extract --strip-components=1 --file")
        .arg(pack(&project)?)
        .arg("--directory")
        .arg(&installed))?;
    Ok(project)
}

/// Packs what npm would publish into a folder; the archive is returned.
pub(crate) fn pack(folder: &Path) -> Result<PathBuf> {
    run(command("npm pack --silent ./npm --pack-destination").arg(folder))?;
    Ok(folder.join(concat!("refund-widget-", env!("CARGO_PKG_VERSION"), ".tgz")))
}
