//! The shipped policies, compiled once: a fuzzer runs many thousand inputs on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use refund_policy::{Json, Policy};

pub(crate) const IDS: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| IDS.iter().map(|id| read(id)).collect());

/// The policy of an id; the first one where there is none of it, so that no input is lost for a wrong name.
pub(crate) fn policy(id: &str) -> &'static Policy {
    let named = POLICIES.iter().find(|policy| policy.document.id == id);
    named.or(POLICIES.first()).expect("there are policies")
}

fn read(id: &str) -> Policy {
    let json = refund_policy::parse(&file(id, "policy.json")).expect("the policy is JSON");
    Policy::read(&json, &refund_native::find_zone).expect("the policy can be used")
}

/// One of the files of a policy.
pub(crate) fn file(id: &str, name: &str) -> Vec<u8> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", id, name].iter().collect();
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", Path::display(&path)))
}

/// The cases of a policy.
pub(crate) fn cases(id: &str) -> Vec<Json> {
    let text = file(id, "cases.jsonl");
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    lines.map(|line| refund_policy::parse(line).expect("the case is JSON")).collect()
}
