//! The inputs that fuzzing starts from: the shipped policies, and what their cases give.
//!
//! They are made and not kept, so that they follow the policies. `cargo xtask corpus` (an example of this crate) writes them for cargo-fuzz.

use refund_native::words;
use refund_policy::request::{Attachment, Customer, Details, compose};
use refund_policy::{Instant, Json, Locale};

use crate::shipped::{IDS, cases, file, policy};

/// A [target](crate::targets)'s name.
pub type Name = &'static str;

/// An input for a target.
pub struct Seed {
    /// Its name, for a file.
    pub name: String,
    /// What the target takes.
    pub input: Vec<u8>,
}

/// The seeds of every target.
pub fn all() -> [(Name, Vec<Seed>); 4] {
    let of = |seeds: fn(&str) -> Vec<Seed>| IDS.iter().flat_map(|id| seeds(id)).collect();
    [("policy", of(policies)), ("facts", of(facts)), ("batch", of(batches)), ("request", of(requests))]
}

fn policies(id: &str) -> Vec<Seed> {
    vec![Seed { name: id.to_owned(), input: file(id, "policy.json") }]
}

fn facts(id: &str) -> Vec<Seed> {
    of_cases(id, |_, facts| [id, "\n", &facts.compact()].concat())
}

/// All cases of a policy in one batch, and each in one of its own.
fn batches(id: &str) -> Vec<Seed> {
    let line = |at: Instant, facts: &Json| {
        let case = [("id", id.into()), ("at", at.to_string().into()), ("facts", facts.clone())];
        Json::object(case).compact()
    };
    let mut seeds = of_cases(id, |at, facts| [id, "\n", &line(at, facts)].concat());
    let lines = cases(id).iter().map(|case| case.compact() + "\n").collect::<String>();
    seeds.push(Seed { name: id.to_owned(), input: [id, "\n", &lines].concat().into_bytes() });
    seeds
}

fn requests(id: &str) -> Vec<Seed> {
    of_cases(id, |at, facts| {
        let request = compose(
            policy(id),
            facts,
            &details(),
            at,
            words(Locale::Es),
            words(policy(id).document.language),
        );
        request.unwrap_or_else(|problems| panic!("{id}: {problems:?}")).compact()
    })
}

fn of_cases(id: &str, input: impl Fn(Instant, &Json) -> String) -> Vec<Seed> {
    let seed = |(number, case): (usize, Json)| {
        let at = case.get("at").and_then(Json::as_str).and_then(Instant::parse).expect("an instant");
        let facts = case.get("facts").expect("facts");
        Seed { name: format!("{id}-{number}"), input: input(at, facts).into_bytes() }
    };
    cases(id).into_iter().enumerate().map(seed).collect()
}

/// What a shopper adds, complete.
pub(crate) fn details() -> Details {
    Details {
        id: "0b9dfc3e-7c1c-4b59-9d2c-3f1c6a4a5f10".to_owned(),
        customer: Customer { name: "Ana Ruiz".to_owned(), email: "ana@example.org".to_owned() },
        order_id: Some("A-1001".to_owned()),
        message: Some("Buenos días".to_owned()),
        attachments: vec![Attachment {
            name: "recibo.png".to_owned(),
            media_type: "image/png".to_owned(),
            size: 1234,
            sha256: "00".repeat(32),
            evidence: Some("receipt".to_owned()),
        }],
        ..Details::default()
    }
}
