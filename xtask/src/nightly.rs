//! `nightly`: what is worth an hour of a machine and not of a person, and `corpus`, which it starts from.
//!
//! It runs the same tests as `test` on many more random inputs, and the fuzzer where there is one.

use anyhow::{Context, Result};

use crate::process::{self, command, output, root};

/// The random policies that are held to brute force.
const CASES: &str = "100000";
/// The mutations of each target of the fuzzer: each costs as much as some ten policies.
const MUTATIONS: &str = "20000";
/// How many seconds the fuzzer runs on each target, how many one input may take, and how much memory: instrumented as it
/// is, a program takes several times as much as it does otherwise.
const FUZZ: &str = "-max_total_time=300 -timeout=20 -malloc_limit_mb=256 -rss_limit_mb=1024 -max_len=65536";

/// Runs everything.
pub(crate) fn run() -> Result<()> {
    let tests = "cargo test --release --package refund-policy --test tests -- completions money";
    process::run(command(tests).env("PROPTEST_CASES", CASES))?;
    let mutations = "cargo test --release --package refund-fuzzing --test fuzzing";
    process::run(command(mutations).env("PROPTEST_CASES", MUTATIONS))?;
    corpus()?;
    fuzz()
}

/// Writes the corpus for cargo-fuzz.
pub(crate) fn corpus() -> Result<()> {
    process::run(&mut command("cargo run --package refund-fuzzing --example corpus"))
}

fn fuzz() -> Result<()> {
    if output(&mut command("cargo +nightly fuzz --version")).is_none() {
        println!(
            "NOT FUZZED: there is no nightly toolchain with cargo-fuzz\n\
             (rustup toolchain install nightly && cargo install cargo-fuzz --locked)"
        );
        return Ok(());
    }
    for target in root().join("fuzz/fuzz_targets").read_dir()? {
        let target = target?.path().with_extension("");
        let target = target.file_name().unwrap_or_default().to_string_lossy();
        println!("== fuzz {target}");
        process::run(&mut command(&format!("cargo +nightly fuzz run {target} -- {FUZZ}")))
            .with_context(|| format!("the input that did it is in fuzz/artifacts/{target}"))?;
    }
    Ok(())
}
