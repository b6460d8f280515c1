//! What of a linked wasm file is used, once some of its functions are not: which functions are still called, and which
//! constants they read.
//!
//! The linker tells it: with `--emit-relocs` it leaves its symbols, and every place in which one is named.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Result, ensure};
use wasmparser::{
    KnownCustom, Linking, LinkingSectionReader, Parser, Payload, RelocSectionReader, RelocationType,
    SymbolInfo,
};

/// What the linker leaves, which nobody needs once it is read.
pub(crate) const SECTIONS: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// A symbol's number in the linker's table.
type Symbol = u32;

/// A linked file's functions and constants, each a range of its bytes, and where they name one another.
#[derive(Default)]
pub(crate) struct Links {
    /// The functions by their index.
    functions: BTreeMap<usize, Range<usize>>,
    /// The segments of what memory begins with.
    pub(crate) segments: Vec<Range<usize>>,
    /// The constants.
    constants: Vec<Range<usize>>,
    /// What the symbols stand for.
    symbols: BTreeMap<Symbol, Range<usize>>,
    /// The places in which symbols are named.
    named: BTreeMap<usize, Symbol>,
}

/// Where the functions and constants begin that are used.
pub(crate) struct Used(BTreeSet<usize>);

impl Links {
    /// Reads what the linker tells.
    pub(crate) fn read(wasm: &[u8]) -> Result<Links> {
        let mut links = Links::default();
        let (mut imported, mut code, mut data) = (0, 0, 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => imported = imports.into_imports().count(),
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::CodeSectionEntry(body) => {
                    links.functions.insert(imported + links.functions.len(), body.range());
                }
                Payload::DataSection(section) => {
                    data = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        links.segments.push(segment.range.end - segment.data.len()..segment.range.end);
                    }
                }
                Payload::CustomSection(section) => match (section.name(), section.as_known()) {
                    ("linking", KnownCustom::Linking(linking)) => links.add_symbols(linking)?,
                    ("reloc.CODE", KnownCustom::Reloc(places)) => links.add_places(&places, code)?,
                    ("reloc.DATA", KnownCustom::Reloc(places)) => links.add_places(&places, data)?,
                    _ => {}
                },
                _ => {}
            }
        }
        ensure!(
            !links.symbols.is_empty(),
            "the linker does not tell what uses what: it needs `--emit-relocs`"
        );
        Ok(links)
    }

    fn add_symbols(&mut self, linking: LinkingSectionReader<'_>) -> Result<()> {
        for subsection in linking {
            let Linking::SymbolTable(symbols) = subsection? else { continue };
            for (number, symbol) in (0..).zip(symbols) {
                let range = match symbol? {
                    SymbolInfo::Func { index, .. } => self.functions.get(&(index as usize)).cloned(),
                    SymbolInfo::Data { symbol: Some(constant), .. } => {
                        // What is zero from the beginning has no segment in the file.
                        let segment = self.segments.get(constant.index as usize);
                        let start = segment.map(|segment| segment.start + constant.offset as usize);
                        start.map(|start| start..start + constant.size as usize)
                    }
                    _ => None,
                };
                if let Some(range) = range {
                    if self.segments.iter().any(|segment| segment.contains(&range.start)) {
                        self.constants.push(range.clone());
                    }
                    self.symbols.insert(number, range);
                }
            }
        }
        Ok(())
    }

    fn add_places(&mut self, places: &RelocSectionReader<'_>, section: usize) -> Result<()> {
        for place in places.entries() {
            let place = place?;
            // Types have numbers of their own, which are no symbols'.
            if place.ty != RelocationType::TypeIndexLeb {
                self.named.insert(section + place.offset as usize, place.index);
            }
        }
        Ok(())
    }

    /// What these functions use, but for those that are gone.
    pub(crate) fn used(
        &self,
        wasm: &[u8],
        functions: impl Iterator<Item = usize>,
        is_gone: impl Fn(usize) -> bool,
    ) -> Used {
        let gone = self.functions.iter().filter(|(index, _)| is_gone(**index));
        let gone: BTreeSet<usize> = gone.map(|(_, range)| range.start).collect();
        let mut waiting: Vec<_> = functions.filter_map(|index| self.functions.get(&index)).collect();
        let mut used = BTreeSet::new();
        while let Some(range) = waiting.pop() {
            if !gone.contains(&range.start) && !self.is_location(wasm, range) && used.insert(range.start) {
                let named = self.named.range(range.clone());
                waiting.extend(named.filter_map(|(_, symbol)| self.symbols.get(symbol)));
            }
        }
        Used(used)
    }

    /// Whether it is a `core::panic::Location`: a source's name, its length, a line and a column. Panics alone ask for it.
    fn is_location(&self, wasm: &[u8], range: &Range<usize>) -> bool {
        let name = self.named.get(&range.start).and_then(|name| self.symbols.get(name));
        let name = name.and_then(|name| wasm.get(name.clone())).unwrap_or_default();
        range.len() == 16 && name.strip_suffix(b"\0").unwrap_or(name).ends_with(b".rs")
    }

    /// Whether a function is used.
    pub(crate) fn uses(&self, used: &Used, function: usize) -> bool {
        self.functions.get(&function).is_some_and(|range| used.0.contains(&range.start))
    }

    /// The file with zeros in the place of the constants that are not used: they weigh next to nothing once they are
    /// compressed, and no address moves.
    pub(crate) fn blanked(&self, used: &Used, wasm: &[u8]) -> Vec<u8> {
        let is_kept = |range: &&Range<usize>| used.0.contains(&range.start);
        let (kept, unused): (Vec<_>, Vec<_>) = self.constants.iter().partition(is_kept);
        let mut bytes = wasm.to_vec();
        for range in unused {
            bytes.get_mut(range.clone()).unwrap_or_default().fill(0);
        }
        // Constants can lie within each other.
        for range in kept {
            if let (Some(bytes), Some(kept)) = (bytes.get_mut(range.clone()), wasm.get(range.clone())) {
                bytes.copy_from_slice(kept);
            }
        }
        bytes
    }
}
