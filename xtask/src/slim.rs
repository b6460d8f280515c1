//! Takes out of a wasm file what weighs and serves nobody: the words of panics and the long names between it and its glue.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, ImportKind, Module};

use crate::assets::{read, write};

/// Where Rust's libraries put what only ends in a panic.
const PANICS: [&str; 16] = [
    "__rustc::rust_begin_unwind",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_",
    "core::fmt::builders::",
    "<core::fmt::builders::",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_",
    "core::str::slice_error_fail",
    "std::alloc::rust_oom",
    "<std::panicking::",
];

/// A compiled crate whose panics trap without composing a message, which a page's console would not show anyway.
pub(crate) fn trapping(wasm: &Path) -> Result<Module> {
    let mut module = Module::from_file(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let panics: Vec<FunctionId> = module
        .funcs
        .iter()
        .filter(|function| matches!(function.kind, FunctionKind::Local(_)))
        .filter(|function| function.name.as_deref().is_some_and(is_panic))
        .map(|function| function.id())
        .collect();
    for function in panics {
        trap(&mut module, function);
    }
    walrus::passes::gc::run(&mut module);
    Ok(module)
}

fn is_panic(symbol: &str) -> bool {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    PANICS.iter().any(|panic| name.starts_with(panic))
        || name.ends_with("::assert_failed")
        || name.ends_with("as core::fmt::Debug>::fmt")
}

fn trap(module: &mut Module, function: FunctionId) {
    let ty = module.types.get(module.funcs.get(function).ty());
    let (params, results) = (ty.params().to_vec(), ty.results().to_vec());
    let arguments = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
    body.func_body().unreachable();
    module.funcs.get_mut(function).kind = FunctionKind::Local(body.local_func(arguments));
}

/// Shortens the names by which glue and wasm know each other: each holds a hash, which no compression makes smaller.
pub(crate) fn shorten_names(glue: &Path, wasm: &Path) -> Result<()> {
    let mut module = Module::from_file(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut names = HashMap::new();
    for import in module.imports.iter_mut().filter(|import| matches!(import.kind, ImportKind::Function(_))) {
        rename(&mut import.name, &mut names);
    }
    for export in module.exports.iter_mut() {
        rename(&mut export.name, &mut names);
    }
    fs::write(wasm, module.emit_wasm()).with_context(|| format!("cannot write {}", wasm.display()))?;
    write(glue, renamed(&String::from_utf8(read(glue)?)?, &names))
}

/// Only the generator's own names: others are what the crate is called by.
fn rename(name: &mut String, names: &mut HashMap<String, String>) {
    if name.starts_with("__wb") || name.starts_with("__externref") || name.starts_with("wasm_bindgen") {
        let short = format!("${}", names.len());
        *name = names.entry(name.clone()).or_insert(short).clone();
    }
}

/// A script in which identifiers bear other names.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut text = String::new();
    let mut rest = script;
    while !rest.is_empty() {
        let is_word = rest.starts_with(is_part);
        let end = rest.find(|c| is_part(c) != is_word).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        text.push_str(names.get(token).map_or(token, String::as_str));
        rest = after;
    }
    text
}
