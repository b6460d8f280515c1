//! From a crate to optimized wasm and its JavaScript glue.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{command, root, run, target, tool};
use crate::slim::{shorten_names, trapping};

/// The evaluator's bindings with a choice of their features.
pub(crate) struct Module {
    /// The folder of `target/bindings` that they go to.
    pub(crate) name: &'static str,
    features: &'static [&'static str],
    /// Whether it has words for developers, which are formatted.
    formats: bool,
}

/// What the npm package has.
pub(crate) const PACKAGE: Module = Module { name: "package", features: &[], formats: true };
/// What the script tag loads.
pub(crate) const PAGE: Module = Module { name: "page", features: &["--no-default-features"], formats: false };

/// What the bindings generator and the optimizer leave.
pub(crate) struct Bound {
    /// The glue, an ES module that exports an `init` function and fetches nothing by itself.
    pub(crate) glue: PathBuf,
    pub(crate) wasm: PathBuf,
}

/// Compiles the bindings by themselves: together with another crate they would get that one's features of what they share.
fn compile(module: &Module) -> Result<()> {
    let mut cargo = command("cargo build --profile page --target wasm32-unknown-unknown --package refund-js");
    cargo.args(module.features);
    run(cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags()))
}

/// Panics name their source files. Without the builder's folders in them, every machine builds the same bytes.
///
/// What uses what is told for [`trapping`].
fn flags() -> String {
    // What LLVM does for a loop's speed makes code that nothing else is like, which compresses badly; and what it copies
    // field by field is one instruction: 4 % of the wasm in brotli.
    const SMALL: [&str; 3] = ["disable-lsr", "enable-load-pre=false", "max-store-memcpy=1"];
    let small = SMALL.map(|flag| format!(" -Cllvm-args=-{flag}")).concat();
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let registry = format!("--remap-path-prefix={}/registry/src/=", home.unwrap_or_default());
    format!("{registry} --remap-path-prefix={}/= -Clink-arg=--emit-relocs{small}", root().display())
}

/// Compiles the bindings, and writes their glue and their wasm to a folder of `target/bindings`.
pub(crate) fn bind(module: &Module) -> Result<Bound> {
    compile(module)?;
    let folder = folder(module);
    let mut bindgen = Bindgen::new();
    let compiled = target().join("wasm32-unknown-unknown/page/refund_js.wasm");
    bindgen.input_module("evaluator", trapping(&compiled, module.formats)?);
    bindgen.web(true)?.typescript(false).remove_name_section(false).remove_producers_section(true);
    // Else the glue holds `new URL("….wasm", import.meta.url)`, which some bundlers follow and some break on.
    bindgen.omit_default_module_path(true);
    bindgen.generate(&folder).with_context(|| format!("cannot bind the {}'s evaluator", module.name))?;
    let bound = Bound { glue: folder.join("evaluator.js"), wasm: folder.join("evaluator_bg.wasm") };
    shorten_names(&bound.glue, &bound.wasm)?;
    optimize(&bound.wasm, &named(module))?;
    Ok(bound)
}

/// The optimized wasm with the names of its functions, for `size --parts`.
pub(crate) fn named(module: &Module) -> PathBuf {
    folder(module).join("evaluator_named.wasm")
}

fn folder(module: &Module) -> PathBuf {
    target().join("bindings").join(module.name)
}

/// Binaryen reads from the file which features it may use; naming more would break old browsers.
fn optimize(wasm: &Path, named: &Path) -> Result<()> {
    // These passes make the file smaller and its compressed form, which is what travels, larger: 6 % together.
    let skipped = ["local-cse", "memory-packing", "merge-similar-functions", "simplify-locals"];
    let mut wasm_opt = tool("wasm-opt");
    wasm_opt.args(["-g", "-Oz", "--one-caller-inline-max-function-size=1"]);
    wasm_opt.args(skipped.map(|pass| format!("--skip-pass={pass}")));
    // The stack ends there, so that nothing lies at these addresses.
    wasm_opt.arg("--low-memory-unused");
    // Functions of one kind beside each other, and no hints at alignment, compress better.
    wasm_opt.args(["--dealign", "--reorder-functions-by-name"]);
    run(wasm_opt.arg(wasm).arg("-o").arg(named))?;
    let mut strip = tool("wasm-opt");
    strip.args(["--strip-debug", "--strip-producers", "--strip-target-features"]);
    run(strip.arg(named).arg("-o").arg(wasm))
}
