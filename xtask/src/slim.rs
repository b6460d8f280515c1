//! Takes out of a wasm file what weighs and serves nobody: the words of panics and the long names between it and its glue.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{
    Data, DataId, ExportItem, Function, FunctionBuilder, FunctionId, FunctionKind, ImportKind, Module,
};

use crate::assets::{read, write};
use crate::links::{Links, SECTIONS};

/// Where Rust's libraries put what only ends in a panic.
const PANICS: [&str; 14] = [
    "__rustc::rust_begin_unwind",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_",
    "core::str::slice_error_fail",
    "std::alloc::rust_oom",
    // What the bindings throw where a policy is used after it was freed, which neither the package nor the element does.
    "wasm_bindgen::throw_str",
];
const PANICKING: &str = "<std::panicking::";
/// What writes their messages, and in a page nothing else: texts for shoppers are joined and not formatted.
const FORMATTING: [&str; 4] = ["core::fmt::", "<core::fmt::", "alloc::fmt::", "<std::fmt::"];

/// A compiled crate whose panics trap without composing a message, which a page's console would not show anyway.
///
/// Where nothing is said to format but panics, it fails where something does, which would trap as well.
pub(crate) fn trapping(wasm: &Path, formats: bool) -> Result<Module> {
    let linked = read(wasm)?;
    let mut module =
        Module::from_buffer(&linked).with_context(|| format!("cannot read {}", wasm.display()))?;
    let functions = |is: fn(&str) -> bool| -> HashSet<FunctionId> {
        let local = module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
        local.filter(|function| is(&name(function))).map(|function| function.id()).collect()
    };
    let (panics, formatting) =
        (functions(is_panic), functions(if formats { is_debugging } else { is_formatting }));
    let gone: HashSet<FunctionId> = panics.union(&formatting).copied().collect();
    drop_unused(&mut module, &linked, &gone)?;
    for (function, body) in module.funcs.iter_local() {
        let mut calls = Calls { formatting: &formatting, found: None };
        dfs_in_order(&mut calls, body, body.entry_block());
        if let Some(found) = calls.found {
            let (caller, found) = (name(module.funcs.get(function)), name(module.funcs.get(found)));
            bail!("`{caller}` formats a text by `{found}`, which a page does without: join it by `concat`");
        }
    }
    Ok(module)
}

/// Lets functions trap that are gone, or that nothing else calls, and blanks the constants that nothing else reads.
fn drop_unused(module: &mut Module, linked: &[u8], gone: &HashSet<FunctionId>) -> Result<()> {
    let links = Links::read(linked)?;
    // Walrus numbers functions as the file does.
    let gone: HashSet<usize> = gone.iter().map(|function| function.index()).collect();
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some(function.index()),
        _ => None,
    });
    let used = links.used(linked, exported, |function| gone.contains(&function));
    let local: Vec<FunctionId> = module.funcs.iter_local().map(|(function, _)| function).collect();
    for function in local.into_iter().filter(|function| !links.uses(&used, function.index())) {
        trap(module, function);
    }
    let blanked = links.blanked(&used, linked);
    let segments: Vec<DataId> = module.data.iter().map(Data::id).collect();
    for (segment, range) in segments.into_iter().zip(&links.segments) {
        module.data.get_mut(segment).value = blanked.get(range.clone()).unwrap_or_default().to_vec();
    }
    for section in SECTIONS {
        module.customs.remove_raw(section);
    }
    walrus::passes::gc::run(module);
    Ok(())
}

fn name(function: &Function) -> String {
    function
        .name
        .as_deref()
        .map(|symbol| format!("{:#}", rustc_demangle::demangle(symbol)))
        .unwrap_or_default()
}

fn is_panic(name: &str) -> bool {
    PANICS.iter().any(|panic| name.starts_with(panic))
        || name.starts_with(PANICKING)
        || name.ends_with("::assert_failed")
}

/// What writes values for developers. Texts for people never do.
fn is_debugging(name: &str) -> bool {
    name.starts_with("core::fmt::builders::")
        || name.starts_with("<core::fmt::builders::")
        || name.ends_with("Debug>::fmt")
}

fn is_formatting(name: &str) -> bool {
    FORMATTING.iter().any(|formatting| name.starts_with(formatting))
        || is_debugging(name)
        || name.ends_with("Display>::fmt")
        || name.contains(" as core::fmt::Write>::")
}

/// A function's call of something that formats.
struct Calls<'a> {
    formatting: &'a HashSet<FunctionId>,
    found: Option<FunctionId>,
}

impl<'instr> Visitor<'instr> for Calls<'_> {
    fn visit_call(&mut self, call: &Call) {
        if self.formatting.contains(&call.func) {
            self.found = Some(call.func);
        }
    }
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
