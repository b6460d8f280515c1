//! `size --parts`: what each part of the wasm costs a page.
//!
//! A part costs by how much the compressed code shrinks without it. What several parts have in common is saved by none
//! alone, so the parts come to less than the whole.

use std::collections::BTreeMap;

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::assets::{brotli, read};
use crate::bindings::{PAGE, named};

/// A function's name and its code.
struct Function<'a> {
    name: String,
    code: &'a [u8],
}

/// Prints a table of parts, the dearest first.
pub(crate) fn run() -> Result<()> {
    let wasm = read(&named(&PAGE))?;
    let functions = functions(&wasm)?;
    let all: Vec<&[u8]> = functions.iter().map(|function| function.code).collect();
    let whole = brotli(&all.concat())?.len();
    let mut parts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for function in &functions {
        let (count, raw) = parts.entry(part(&function.name)).or_default();
        (*count, *raw) = (*count + 1, *raw + function.code.len());
    }
    let mut rows = Vec::new();
    for (name, (count, raw)) in parts {
        let others = functions.iter().filter(|function| part(&function.name) != name);
        let rest: Vec<&[u8]> = others.map(|function| function.code).collect();
        rows.push((whole.saturating_sub(brotli(&rest.concat())?.len()), raw, count, name));
    }
    rows.sort_by(|left, right| right.cmp(left));
    println!("{:>8}{:>8}{:>10}", "brotli", "raw", "functions");
    for (brotli, raw, count, name) in rows {
        println!("{brotli:>8}{raw:>8}{count:>10}  {name}");
    }
    println!("{whole:>8}{:>8}{:>10}  all code", all.iter().map(|code| code.len()).sum::<usize>(), all.len());
    Ok(())
}

/// The functions of a module, in its order.
fn functions(wasm: &[u8]) -> Result<Vec<Function<'_>>> {
    let (mut imported, mut bodies, mut names) = (0, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            // The glue is all that is imported, and it has nothing but functions.
            Payload::ImportSection(imports) => imported = imports.into_imports().count(),
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    for subsection in subsections {
                        let Name::Function(functions) = subsection? else { continue };
                        for naming in functions {
                            let naming = naming?;
                            names.insert(naming.index as usize, naming.name);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let function = |(index, range): (usize, std::ops::Range<usize>)| Function {
        name: format!("{:#}", rustc_demangle::demangle(names.get(&(index + imported)).unwrap_or(&""))),
        code: wasm.get(range).unwrap_or_default(),
    };
    Ok(bodies.into_iter().enumerate().map(function).collect())
}

/// The module of one of our crates, another crate, or what of the standard library was compiled for ours.
fn part(name: &str) -> String {
    const OURS: [&str; 3] = ["refund_policy", "refund_js", "refund_intl"];
    const OTHERS: [&str; 4] = ["wasm_bindgen", "datealgo", "sha2", "rlsf"];
    let words: Vec<&str> = name.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let paths = || words.iter().enumerate();
    if let Some((index, ours)) = paths().find(|(_, word)| OURS.contains(word)) {
        let module = words.get(index + 2).filter(|word| word.starts_with(char::is_lowercase));
        return [*ours, module.unwrap_or(&"")].join(" ");
    }
    if let Some(other) = OTHERS.iter().find(|other| words.contains(other)) {
        return (*other).to_owned();
    }
    let library = ["iter", "vec", "fmt", "str", "string"].iter().find(|module| words.contains(module));
    library.map_or_else(|| "else".to_owned(), |module| format!("std {module}"))
}
