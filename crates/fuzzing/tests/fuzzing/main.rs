//! The fuzzing targets on stable: the corpus as it is, and a few thousand mutations of it, the same in every run.
//!
//! A mutation that breaks a promise is shrunk to the fewest changes that do.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test's helpers fail by panicking")]

mod mutation;

use std::env;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use refund_fuzzing::corpus::{self, Name, Seed};
use refund_fuzzing::targets;

use crate::mutation::{Donor, Mutations, mutate, mutations};

/// The seeds of every target, and their documents as parts for other seeds.
static CORPUS: LazyLock<[(Name, Vec<Seed>); 4]> = LazyLock::new(corpus::all);
static DONORS: LazyLock<Vec<Donor>> =
    LazyLock::new(|| CORPUS.iter().flat_map(|(_, seeds)| seeds.iter().step_by(7)).map(Donor::of).collect());

fn seeds(target: Name) -> &'static [Seed] {
    let (_, seeds) = CORPUS.iter().find(|(name, _)| *name == target).expect("a target");
    seeds
}

/// So many inputs, always the same ones; the nightly run asks for others and more by `PROPTEST_CASES`.
fn config(cases: u32) -> ProptestConfig {
    let asked = env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = asked.map_or(RngSeed::Fixed(20), |_: u32| RngSeed::Random);
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        rng_seed,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Runs a target on a mutated seed of it.
fn run(target: Name, mutations: &Mutations) {
    let (_, check) = targets::ALL.iter().find(|(name, _)| *name == target).expect("a target");
    let seeds = seeds(target);
    check(&mutate(&seeds[mutations.seed.index(seeds.len())], mutations, &DONORS));
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn policy(mutations in mutations()) {
        run("policy", &mutations);
    }

    #[test]
    fn facts(mutations in mutations()) {
        run("facts", &mutations);
    }

    #[test]
    fn batch(mutations in mutations()) {
        run("batch", &mutations);
    }

    #[test]
    fn request(mutations in mutations()) {
        run("request", &mutations);
    }
}

#[test]
fn the_corpus_itself_keeps_every_promise() {
    for (name, target) in targets::ALL {
        assert!(seeds(name).len() >= 5, "{name}");
        seeds(name).iter().for_each(|seed| target(&seed.input));
    }
}
