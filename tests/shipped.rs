//! The shipped policies, as tests read them.

use std::fs;
use std::path::{Path, PathBuf};

use refund_policy::{Json, Policy};

pub(crate) const IDS: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

pub(crate) fn parse(text: &str) -> Json {
    serde_json::from_str(text).expect("the test's JSON is valid")
}

pub(crate) fn document(id: &str) -> Json {
    parse(&fs::read_to_string(path(&format!("policies/{id}/policy.json"))).expect("the policy is there"))
}

pub(crate) fn policy(id: &str) -> Policy {
    Policy::read(&document(id), &refund_native::find_zone).unwrap_or_else(|problem| panic!("{id}: {problem}"))
}

pub(crate) fn lines(relative: &str) -> Vec<Json> {
    let text = fs::read_to_string(path(relative)).expect("the cases are there");
    text.lines().filter(|line| !line.trim().is_empty()).map(parse).collect()
}
