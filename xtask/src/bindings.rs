//! From a crate to optimized wasm and its JavaScript glue.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{command, root, run, target, tool};
use crate::slim::{shorten_names, trapping};

/// A crate that becomes wasm, and the name that its files bear.
pub(crate) struct Module {
    pub(crate) package: &'static str,
    pub(crate) name: &'static str,
}

/// The JavaScript package's evaluator.
pub(crate) const EVALUATOR: Module = Module { package: "refund-js", name: "evaluator" };
/// The element's inside.
pub(crate) const WIDGET: Module = Module { package: "refund-widget", name: "widget" };

/// What the bindings generator and the optimizer leave.
pub(crate) struct Bound {
    /// The glue, an ES module that exports an `init` function and fetches nothing by itself.
    pub(crate) glue: PathBuf,
    pub(crate) wasm: PathBuf,
}

/// Compiles a crate by itself: together with another it would get that one's features of what they share.
pub(crate) fn compile(module: &Module) -> Result<()> {
    let mut cargo = command("cargo build --profile page --target wasm32-unknown-unknown --package");
    cargo.arg(module.package);
    run(cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths()))
}

/// Panics name their source files. Without the builder's folders in them, every machine builds the same bytes.
fn without_paths() -> String {
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let registry = format!("--remap-path-prefix={}/registry/src/=", home.unwrap_or_default());
    format!("{registry} --remap-path-prefix={}/=", root().display())
}

/// Writes a compiled crate's glue and wasm to `target/bindings`.
pub(crate) fn bind(module: &Module) -> Result<Bound> {
    let folder = target().join("bindings");
    let file = module.package.replace('-', "_") + ".wasm";
    let mut bindgen = Bindgen::new();
    let compiled = target().join("wasm32-unknown-unknown/page").join(file);
    bindgen.input_module(module.name, trapping(&compiled)?);
    bindgen.web(true)?.typescript(false).remove_name_section(false).remove_producers_section(true);
    // Else the glue holds `new URL("….wasm", import.meta.url)`, which some bundlers follow and some break on.
    bindgen.omit_default_module_path(true);
    bindgen.generate(&folder).with_context(|| format!("cannot bind {}", module.package))?;
    let bound = Bound {
        glue: folder.join(format!("{}.js", module.name)),
        wasm: folder.join(format!("{}_bg.wasm", module.name)),
    };
    shorten_names(&bound.glue, &bound.wasm)?;
    optimize(&bound.wasm, &named(module))?;
    Ok(bound)
}

/// The optimized wasm with the names of its functions, for `size --parts`.
pub(crate) fn named(module: &Module) -> PathBuf {
    target().join("bindings").join(format!("{}_named.wasm", module.name))
}

/// Binaryen reads from the file which features it may use; naming more would break old browsers.
fn optimize(wasm: &Path, named: &Path) -> Result<()> {
    // These passes make the file smaller and its compressed form, which is what travels, larger: 6 % together.
    let skipped = ["local-cse", "memory-packing", "merge-similar-functions", "simplify-locals"];
    let mut wasm_opt = tool("wasm-opt");
    wasm_opt.args(["-g", "-Oz", "--one-caller-inline-max-function-size=1"]);
    wasm_opt.args(skipped.map(|pass| format!("--skip-pass={pass}")));
    // Functions of one kind beside each other, and no hints at alignment, compress better.
    wasm_opt.args(["--dealign", "--reorder-functions-by-name"]);
    run(wasm_opt.arg(wasm).arg("-o").arg(named))?;
    run(tool("wasm-opt").arg("--strip-debug").arg(named).arg("-o").arg(wasm))
}
