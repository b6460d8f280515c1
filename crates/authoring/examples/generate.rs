//! What `cargo xtask generate` runs: writes what is made from other files, beside the policies: the JSON Schema by which editors
//! complete and check, and for each policy its source, paragraph by paragraph. A test tells when one is stale.

use std::error::Error;
use std::fs;
use std::path::Path;

use refund_authoring::{schema, source};

/// Writes `policies/schema.json` and each `policies/<id>/SOURCE.md`.
fn main() -> Result<(), Box<dyn Error>> {
    let policies = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies"));
    fs::write(policies.join("schema.json"), serde_json::to_string_pretty(&schema::generate())? + "\n")?;
    for entry in policies.read_dir()? {
        let folder = entry?.path();
        if folder.is_dir() {
            let file = folder.join("policy.json");
            let policy = refund_policy::parse(&fs::read(&file)?)
                .map_err(|problem| format!("{}: {problem}", file.display()))?;
            fs::write(folder.join("SOURCE.md"), source::page(&policy))?;
        }
    }
    Ok(())
}
