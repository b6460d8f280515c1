//! `schema`: writes the JSON Schema of policies, which editors complete and check by. A test of the evaluator tells when
//! it is stale.

use anyhow::Result;

use crate::assets::write;
use crate::process::root;

/// Writes `policies/schema.json`.
pub(crate) fn run() -> Result<()> {
    let schema = serde_json::to_string_pretty(&refund_policy::schema::generate())?;
    write(&root().join("policies/schema.json"), schema + "\n")
}
