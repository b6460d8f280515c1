//! What is made from other files is made from them as they are now.

use std::fs;

use refund_authoring::{schema, source};

use crate::shipped::{IDS, document, parse, path};

/// What to do where one is not.
const RUN: &str = "is stale: run `cargo xtask generate`";

#[test]
fn the_schema_is_up_to_date() {
    let file = fs::read_to_string(path("policies/schema.json")).unwrap_or_default();
    assert!(!file.is_empty() && parse(&file) == schema::generate(), "policies/schema.json {RUN}");
}

#[test]
fn the_pages_of_the_sources_are_up_to_date() {
    for id in IDS {
        let name = format!("policies/{id}/SOURCE.md");
        let file = fs::read_to_string(path(&name)).unwrap_or_default();
        assert!(file == source::page(&document(id)), "{name} {RUN}");
    }
}
