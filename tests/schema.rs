//! The JSON Schema beside the policies is the one that the reader's table gives.

use std::fs;

use refund_policy::schema;

use crate::shipped::{parse, path};

#[test]
fn the_schema_is_up_to_date() {
    let file = fs::read_to_string(path("policies/schema.json")).unwrap_or_default();
    let stale = file.is_empty() || parse(&file) != schema::generate();
    assert!(!stale, "policies/schema.json is stale: run `cargo xtask generate`");
}
