//! From a crate to optimized wasm and its JavaScript glue: cargo, wasm-bindgen, Binaryen.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::files::write;
use crate::process::{command, root, run, target, tool};

/// A crate that becomes wasm.
pub(crate) struct WasmCrate {
    package: &'static str,
    /// What its files are called.
    name: &'static str,
    goal: Goal,
}

/// What comes first, and so the profile of Cargo.toml and what the tools are told.
#[derive(Clone, Copy, PartialEq)]
enum Goal {
    /// It is loaded by a shopper's page.
    Small,
    /// It decides on many cases: a verdict takes half the time that it takes when compiled for size.
    Quick,
}

/// The element.
pub(crate) const WIDGET: WasmCrate =
    WasmCrate { package: "refund-widget", name: "widget", goal: Goal::Small };
/// The npm package's evaluator.
pub(crate) const EVALUATOR: WasmCrate =
    WasmCrate { package: "refund-js", name: "evaluator", goal: Goal::Quick };

/// What is left of a crate.
pub(crate) struct Bound {
    /// The glue, an ES module that exports an `init` function and fetches nothing by itself.
    pub(crate) glue: PathBuf,
    pub(crate) wasm: PathBuf,
}

impl Goal {
    fn profile(self) -> &'static str {
        match self {
            Goal::Small => "page",
            Goal::Quick => "evaluator",
        }
    }
}

/// From a crate to its glue and its optimized wasm.
pub(crate) fn build(it: &WasmCrate) -> Result<Bound> {
    compile(it)?;
    bind(it)
}

fn compile(WasmCrate { package, goal, .. }: &WasmCrate) -> Result<()> {
    let mut cargo = command("cargo build --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort");
    cargo.args(["--package", package, "--profile", goal.profile()]);
    if *goal == Goal::Small {
        cargo.arg("-Zbuild-std-features=optimize_for_size");
    }
    // The switches of the standard library are not stable yet; with this variable the stable compiler has them too.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    run(cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", rust_flags(*goal)))
}

/// The standard library is compiled with the rest: for a page for size, and without the composing of panic messages, which its
/// console would not show anyway. In November 2026 both together saved 11 kB of 241 in brotli.
const PANICS: [&str; 3] = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];

/// Writes the glue and the optimized wasm of a compiled crate to a folder of `target/bindings`.
fn bind(WasmCrate { package, name, goal }: &WasmCrate) -> Result<Bound> {
    let compiled = target().join("wasm32-unknown-unknown").join(goal.profile());
    let compiled = compiled.join(package.replace('-', "_") + ".wasm");
    let folder = target().join("bindings").join(name);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&compiled);
    bindgen
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(false)
        .remove_producers_section(true);
    // Else the glue holds `new URL("….wasm", import.meta.url)`, which some bundlers follow and some break on.
    bindgen.omit_default_module_path(true);
    let mut output = bindgen.generate_output().with_context(|| format!("cannot bind {package}"))?;
    let mut glue = output.js().to_owned();
    // Vitest puts what jsdom's window has into Node's global, which then is a window by what it has and not by its class.
    glue = glue.replace("arg0 instanceof Window", "arg0.window === arg0");
    // An import's name ends in a hash, which no compression makes smaller: a number names it as well, and saves 12 bytes. The module
    // that all are from needs no path.
    let module = format!("./{name}_bg.js");
    glue = glue.replace(&module, "g");
    for (number, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let name = format!("i{number}");
        glue = glue.replace(&import.name, &name);
        import.name = name;
        if import.module == module {
            import.module = "g".to_owned();
        }
    }
    // So do exports; those that call closures are named by the closures' types. No name begins another's in the glue once the longest
    // are replaced.
    let mut exports: Vec<_> = output.wasm_mut().exports.iter_mut().collect();
    exports.sort_by_key(|export| std::cmp::Reverse(export.name.len()));
    for (number, export) in exports.into_iter().enumerate() {
        let name = format!("e{number}");
        glue = glue.replace(&format!("wasm.{}", export.name), &format!("wasm.{name}"));
        export.name = name;
    }
    let bound = Bound { glue: folder.join(format!("{name}.js")), wasm: folder.join(format!("{name}.wasm")) };
    write(&bound.glue, glue)?;
    write(&bound.wasm, output.wasm_mut().emit_wasm())?;
    optimize(&bound.wasm, *goal)?;
    Ok(bound)
}

fn rust_flags(goal: Goal) -> String {
    // Panics name their source files. Without the builder's folders in them, every machine builds the same bytes.
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let registry = format!("--remap-path-prefix={}/registry/src/=", home.unwrap_or_default());
    let checkout = format!("--remap-path-prefix={}/=", root().display());
    let llvm = LLVM.iter().filter(|_| goal == Goal::Small).map(|flag| format!("-Cllvm-args=-{flag}"));
    [registry, checkout]
        .into_iter()
        .chain(PANICS.map(str::to_owned))
        .chain(llvm)
        .collect::<Vec<_>>()
        .join(" ")
}

/// For a page: what LLVM does for a loop's speed makes code that nothing else is like, which compresses badly; and what it copies field by
/// field is one instruction with the last. In November 2026 they saved 2.3 kB of 79 in brotli.
const LLVM: [&str; 3] = ["disable-lsr", "enable-load-pre=false", "max-store-memcpy=1"];

/// Binaryen reads from the file which features it may use; naming more would break old browsers. What differs from plain `-Oz`
/// saved 3.5 kB of 80 in brotli: the inlining 1.3, `memory-packing` 0.7, the order of functions 0.5, `local-cse` 0.4.
fn optimize(wasm: &Path, goal: Goal) -> Result<()> {
    let mut wasm_opt = tool("wasm-opt");
    match goal {
        Goal::Small => {
            wasm_opt.args(["-Oz", "--converge", "--one-caller-inline-max-function-size=1"]);
            // These passes make the file smaller and its compressed form, which is what travels, larger.
            let skipped = ["local-cse", "memory-packing", "merge-similar-functions", "simplify-locals"];
            wasm_opt.args(skipped.map(|pass| format!("--skip-pass={pass}")));
        }
        Goal::Quick => {
            wasm_opt.arg("-O3");
        }
    }
    // The stack ends there, so that nothing lies at these addresses.
    wasm_opt.arg("--low-memory-unused");
    // Functions of one kind beside each other, and no hints at alignment, compress better.
    wasm_opt.args(["--dealign", "--reorder-functions-by-name"]);
    wasm_opt.args(["--strip-debug", "--strip-producers", "--strip-target-features"]);
    run(wasm_opt.arg(wasm).arg("-o").arg(wasm))
}
