//! `generate`: writes what is made from other files, beside the policies: the JSON Schema by which editors complete and
//! check, for each policy its source, paragraph by paragraph, and the keys of the widget's strings. A test tells when one is
//! stale.

use anyhow::{Context, Result};
use refund_policy::{Json, schema, source};

use crate::assets::{read, write};
use crate::process::root;
use crate::strings;

/// Writes `policies/schema.json`, each `policies/<id>/SOURCE.md`, and the list in `docs/translating.md`.
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
    strings::write_page()
}
