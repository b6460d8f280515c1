//! `generate`: writes what is made from other files, beside the policies: the JSON Schema by which editors complete and
//! check, and for each policy its source, paragraph by paragraph. A test of the evaluator tells when one is stale.

use anyhow::{Context, Result};
use refund_policy::{Json, schema, source};

use crate::assets::{read, write};
use crate::process::root;

/// Writes `policies/schema.json` and each `policies/<id>/SOURCE.md`.
pub(crate) fn run() -> Result<()> {
    let policies = root().join("policies");
    write(&policies.join("schema.json"), serde_json::to_string_pretty(&schema::generate())? + "\n")?;
    for entry in policies.read_dir()? {
        let folder = entry?.path();
        if folder.is_dir() {
            let file = folder.join("policy.json");
            let policy: Json = serde_json::from_slice(&read(&file)?)
                .with_context(|| format!("{} is not JSON", file.display()))?;
            write(&folder.join("SOURCE.md"), source::page(&policy))?;
        }
    }
    Ok(())
}
