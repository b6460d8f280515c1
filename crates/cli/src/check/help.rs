//! The paragraphs of `docs/diagnostics.md`, by code.

const PAGE: &str = include_str!("../../../../docs/diagnostics.md");

/// Where a code is explained, from the project's root.
pub(super) fn anchor(code: &str) -> String {
    format!("docs/diagnostics.md#{code}")
}

/// Every code of the page, each with what the page says of it.
pub(super) fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGE.split("\n## ").filter_map(|section| {
        let (heading, text) = section.split_once('\n')?;
        Some((heading.strip_prefix('`')?.strip_suffix('`')?, text.trim()))
    })
}
