//! Blanks the constants that a wasm file has no use for: what messages were to be composed with, and the places in sources
//! that panics would name. Zeros weigh next to nothing once they are compressed, and no address moves.
//!
//! Who uses what, the linker tells: with `--emit-relocs` it leaves its symbols, and every place in which one is named.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Result;
use walrus::Module;
use wasmparser::{KnownCustom, Linking, Parser, Payload, RelocSectionReader, SymbolInfo};

/// What the linker leaves, which nobody needs once it is read.
const SECTIONS: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// A symbol's number in the linker's table.
type Symbol = u32;

/// A linked file's constants, and where they are named.
#[derive(Default)]
pub(crate) struct Constants {
    /// The bytes of each in the file.
    bytes: BTreeMap<Symbol, Range<usize>>,
    /// The segments' bytes in the file.
    segments: Vec<Range<usize>>,
    /// The functions' bytes in the file, by their index.
    functions: BTreeMap<usize, Range<usize>>,
    /// Where in the file something is named.
    named: BTreeMap<usize, Symbol>,
}

impl Constants {
    /// Reads what the linker tells.
    pub(crate) fn read(wasm: &[u8]) -> Result<Constants> {
        let mut constants = Constants::default();
        let (mut imported, mut code, mut data) = (0, 0, 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => imported = imports.into_imports().count(),
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::CodeSectionEntry(body) => {
                    constants.functions.insert(imported + constants.functions.len(), body.range());
                }
                Payload::DataSection(section) => {
                    data = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        constants.segments.push(segment.range.end - segment.data.len()..segment.range.end);
                    }
                }
                Payload::CustomSection(section) => match (section.name(), section.as_known()) {
                    ("linking", KnownCustom::Linking(linking)) => constants.add_symbols(linking)?,
                    ("reloc.CODE", KnownCustom::Reloc(places)) => constants.add_places(&places, code)?,
                    ("reloc.DATA", KnownCustom::Reloc(places)) => constants.add_places(&places, data)?,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(constants)
    }

    fn add_symbols(&mut self, linking: wasmparser::LinkingSectionReader<'_>) -> Result<()> {
        for subsection in linking {
            let Linking::SymbolTable(symbols) = subsection? else { continue };
            for (number, symbol) in (0..).zip(symbols) {
                // What is zero from the beginning has no segment in the file.
                if let SymbolInfo::Data { symbol: Some(constant), .. } = symbol?
                    && let Some(segment) = self.segments.get(constant.index as usize)
                {
                    let start = segment.start + constant.offset as usize;
                    self.bytes.insert(number, start..start + constant.size as usize);
                }
            }
        }
        Ok(())
    }

    fn add_places(&mut self, places: &RelocSectionReader<'_>, section: usize) -> Result<()> {
        for place in places.entries() {
            let place = place?;
            // Types have numbers of their own, which are no symbols'.
            if place.ty != wasmparser::RelocationType::TypeIndexLeb {
                self.named.insert(section + place.offset as usize, place.index);
            }
        }
        Ok(())
    }

    /// Blanks what none of the functions names for which `is_used` holds, and no constant that they name.
    pub(crate) fn blank(&self, wasm: &[u8], module: &mut Module, is_used: impl Fn(usize) -> bool) {
        let used = self.used(wasm, is_used);
        let (kept, blanked): (Vec<_>, Vec<_>) =
            self.bytes.iter().partition(|(symbol, _)| used.contains(symbol));
        let mut bytes = wasm.to_vec();
        for (_, range) in blanked {
            bytes.get_mut(range.clone()).unwrap_or_default().fill(0);
        }
        // Constants can lie within each other.
        for (_, range) in kept {
            if let (Some(bytes), Some(kept)) = (bytes.get_mut(range.clone()), wasm.get(range.clone())) {
                bytes.copy_from_slice(kept);
            }
        }
        let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        for (id, segment) in ids.into_iter().zip(&self.segments) {
            module.data.get_mut(id).value = bytes.get(segment.clone()).unwrap_or_default().to_vec();
        }
        for section in SECTIONS {
            module.customs.remove_raw(section);
        }
    }

    fn used(&self, wasm: &[u8], is_used: impl Fn(usize) -> bool) -> BTreeSet<Symbol> {
        let mut waiting = Vec::new();
        for (_, function) in self.functions.iter().filter(|(index, _)| is_used(**index)) {
            waiting.extend(self.named_in(function));
        }
        let mut used = BTreeSet::new();
        while let Some(symbol) = waiting.pop() {
            if let Some(range) = self.bytes.get(&symbol)
                && !self.is_location(wasm, range)
                && used.insert(symbol)
            {
                waiting.extend(self.named_in(range));
            }
        }
        used
    }

    fn named_in(&self, range: &Range<usize>) -> impl Iterator<Item = Symbol> {
        self.named.range(range.clone()).map(|(_, symbol)| *symbol)
    }

    /// Whether it is a `core::panic::Location`: a source's name, its length, a line and a column. Panics alone ask for it.
    fn is_location(&self, wasm: &[u8], range: &Range<usize>) -> bool {
        let name = self.named.get(&range.start).and_then(|name| self.bytes.get(name));
        let name = name.and_then(|name| wasm.get(name.clone())).unwrap_or_default();
        range.len() == 16 && name.trim_ascii_end().strip_suffix(b"\0").unwrap_or(name).ends_with(b".rs")
    }
}
