//! Mutations of JSON documents and of their bytes.
//!
//! A position is a fraction of all that there are, so that a mutation fits any document and shrinks with it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use refund_fuzzing::corpus::Seed;
use refund_policy::Json;

/// A seed and what is done to it.
#[derive(Clone, Debug)]
pub(crate) struct Mutations {
    pub(crate) seed: Index,
    values: Vec<(Index, Mutation)>,
    bytes: Vec<(Index, Bytes)>,
}

/// What is done to a value.
#[derive(Clone, Debug)]
enum Mutation {
    /// An entry of a list or an object goes.
    Drop(Index),
    /// An entry comes twice.
    Duplicate(Index),
    /// Two entries change places; in an object their values do.
    Swap(Index, Index),
    /// A value becomes another one.
    Retype(&'static str),
    /// A value goes into so many lists, or conditions.
    Deepen(usize, bool),
    /// A text, a list or an object grows to so many times its length.
    Enlarge(usize),
    /// A value becomes one of another document.
    Splice(Index, Index),
}

/// What is done to a byte.
#[derive(Clone, Debug)]
enum Bytes {
    Change(u8),
    Insert(u8),
    Remove,
    /// All that follows goes.
    Truncate,
    /// What follows is repeated.
    Repeat,
}

/// Values that are wrong in one way or another nearly everywhere.
const VALUES: [&str; 22] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "0.5",
    "1e300",
    "1e-7",
    "9007199254740993",
    "-9223372036854775808",
    "0.1234567890123456",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"{\"",
    "\"reason\"",
    "\"Europe/Madrid\"",
    "\"2026-11-20T10:00:00+01:00\"",
    "\"0000-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:59Z\"",
    "[]",
    "{}",
];

pub(crate) fn mutations() -> impl Strategy<Value = Mutations> {
    let position = any::<Index>;
    let mutation = prop_oneof![
        3 => position().prop_map(Mutation::Drop),
        1 => position().prop_map(Mutation::Duplicate),
        2 => (position(), position()).prop_map(|(one, other)| Mutation::Swap(one, other)),
        3 => select(&VALUES[..]).prop_map(Mutation::Retype),
        1 => (prop_oneof![1..4_usize, 60..70_usize], any::<bool>())
            .prop_map(|(depth, is_condition)| Mutation::Deepen(depth, is_condition)),
        1 => prop_oneof![2..5_usize, 50..3_000_usize].prop_map(Mutation::Enlarge),
        3 => (position(), position()).prop_map(|(donor, part)| Mutation::Splice(donor, part)),
    ];
    let byte = prop_oneof![
        any::<u8>().prop_map(Bytes::Change),
        any::<u8>().prop_map(Bytes::Insert),
        Just(Bytes::Remove),
        Just(Bytes::Truncate),
        Just(Bytes::Repeat),
    ];
    let bytes = prop_oneof![3 => Just(Vec::new()), 1 => vec((position(), byte), 1..4)];
    (position(), vec((position(), mutation), 0..5), bytes).prop_map(|(seed, values, bytes)| Mutations {
        seed,
        values,
        bytes,
    })
}

/// A document that gives its parts to others.
pub(crate) struct Donor(Json);

impl Donor {
    pub(crate) fn of(seed: &Seed) -> Donor {
        let input = Input::of(seed);
        Donor(Json::List(input.documents))
    }
}

/// The input that these mutations make of a seed.
pub(crate) fn mutate(seed: &Seed, mutations: &Mutations, donors: &[Donor]) -> Vec<u8> {
    let mut input = Input::of(seed);
    for (place, mutation) in &mutations.values {
        let document = place.index(input.documents.len());
        input.documents[document].apply(place, mutation, donors);
    }
    let mut bytes = input.written();
    for (place, change) in &mutations.bytes {
        change.apply(place.index(bytes.len() + 1), &mut bytes);
    }
    bytes
}

/// A seed's documents: the only one, or one a line below a heading.
struct Input {
    heading: String,
    documents: Vec<Json>,
}

impl Input {
    fn of(seed: &Seed) -> Input {
        let text = str::from_utf8(&seed.input).expect("seeds are text");
        let read = |text: &str| serde_json::from_str(text);
        if let Ok(document) = read(text) {
            return Input { heading: String::new(), documents: vec![document] };
        }
        let (heading, lines) = text.split_once('\n').expect("a heading");
        let documents = lines.lines().map(|line| read(line).expect("a document a line")).collect();
        Input { heading: heading.to_owned() + "\n", documents }
    }

    fn written(&self) -> Vec<u8> {
        let documents: Vec<String> = self.documents.iter().map(written).collect();
        [self.heading.as_str(), &documents.join("\n")].concat().into_bytes()
    }
}

/// Numbers as they are: `Json::compact` writes those alone that a document may have.
fn written(json: &Json) -> String {
    serde_json::to_string(json).expect("a value can be written")
}

trait Mutable {
    fn apply(&mut self, place: &Index, mutation: &Mutation, donors: &[Donor]);
    /// How many values there are in it that fit.
    fn count(&self, fits: fn(&Json) -> bool) -> usize;
    /// One of them, the outer ones before those in them.
    fn nth(&mut self, number: &mut usize, fits: fn(&Json) -> bool) -> Option<&mut Json>;
}

impl Mutable for Json {
    fn apply(&mut self, place: &Index, mutation: &Mutation, donors: &[Donor]) {
        let fits: fn(&Json) -> bool = match mutation {
            Mutation::Drop(_) | Mutation::Duplicate(_) | Mutation::Swap(..) => |json| entries(json) > 0,
            Mutation::Enlarge(_) => |json| entries(json) > 0 || json.as_str().is_some(),
            _ => |_| true,
        };
        let count = self.count(fits);
        if count == 0 {
            return;
        }
        let value = self.nth(&mut place.index(count), fits).expect("there are so many");
        match mutation {
            Mutation::Drop(entry) => change_entries(value, |len| without(len, entry.index(len))),
            Mutation::Duplicate(entry) => change_entries(value, |len| twice(len, entry.index(len))),
            Mutation::Swap(one, other) => swap(value, one, other),
            Mutation::Retype(text) => *value = serde_json::from_str(text).expect("a value"),
            Mutation::Deepen(depth, is_condition) => deepen(value, *depth, *is_condition),
            Mutation::Enlarge(times) => enlarge(value, *times),
            Mutation::Splice(donor, part) => {
                let mut donor = donors[donor.index(donors.len())].0.clone();
                let count = donor.count(|_| true);
                *value = donor.nth(&mut part.index(count), |_| true).expect("there are so many").clone();
            }
        }
    }

    fn count(&self, fits: fn(&Json) -> bool) -> usize {
        let inside: usize = match self {
            Json::List(items) => items.iter().map(|item| item.count(fits)).sum(),
            Json::Object(members) => members.iter().map(|(_, value)| value.count(fits)).sum(),
            _ => 0,
        };
        inside + usize::from(fits(self))
    }

    fn nth(&mut self, number: &mut usize, fits: fn(&Json) -> bool) -> Option<&mut Json> {
        if fits(self) {
            if *number == 0 {
                return Some(self);
            }
            *number -= 1;
        }
        match self {
            Json::List(items) => items.iter_mut().find_map(|item| item.nth(number, fits)),
            Json::Object(members) => members.iter_mut().find_map(|(_, value)| value.nth(number, fits)),
            _ => None,
        }
    }
}

/// How many entries a list or an object has.
fn entries(json: &Json) -> usize {
    match json {
        Json::List(items) => items.len(),
        Json::Object(members) => members.len(),
        _ => 0,
    }
}

/// Leaves those entries, in that order, which `order` gives for their number.
fn change_entries(json: &mut Json, order: impl Fn(usize) -> Vec<usize>) {
    match json {
        Json::List(items) => *items = order(items.len()).iter().map(|index| items[*index].clone()).collect(),
        Json::Object(members) => {
            *members = order(members.len()).iter().map(|index| members[*index].clone()).collect();
        }
        _ => {}
    }
}

fn without(len: usize, gone: usize) -> Vec<usize> {
    (0..len).filter(|index| *index != gone).collect()
}

fn twice(len: usize, again: usize) -> Vec<usize> {
    (0..len).flat_map(|index| vec![index; if index == again { 2 } else { 1 }]).collect()
}

fn swap(json: &mut Json, one: &Index, other: &Index) {
    let len = entries(json);
    let (one, other) = (one.index(len), other.index(len));
    match json {
        Json::List(items) => items.swap(one, other),
        Json::Object(members) => {
            let (left, right) = (members[one].1.clone(), members[other].1.clone());
            members[one].1 = right;
            members[other].1 = left;
        }
        _ => {}
    }
}

fn deepen(json: &mut Json, depth: usize, is_condition: bool) {
    for _ in 0..depth {
        let inner = std::mem::replace(json, Json::Null);
        *json = match is_condition {
            true => Json::object([("not", inner)]),
            false => Json::List(vec![inner]),
        };
    }
}

fn enlarge(json: &mut Json, times: usize) {
    // No more than what is certainly too much, or the test would only copy.
    const ENOUGH: usize = 30_000;
    match json {
        Json::String(text) => *text = text.repeat(times.min(ENOUGH / text.len().max(1))),
        Json::List(items) => {
            *items = items.iter().cycle().take((items.len() * times).min(300)).cloned().collect()
        }
        Json::Object(members) => {
            let more = members.iter().cycle().take((members.len() * times).min(300)).cloned().enumerate();
            *members = more.map(|(number, (key, value))| (format!("{key}{number}"), value)).collect();
        }
        _ => {}
    }
}

impl Bytes {
    fn apply(&self, place: usize, bytes: &mut Vec<u8>) {
        match self {
            Bytes::Change(byte) => bytes.iter_mut().skip(place).take(1).for_each(|old| *old = *byte),
            Bytes::Insert(byte) => bytes.insert(place, *byte),
            Bytes::Remove => drop(bytes.drain(place..bytes.len().min(place + 1))),
            Bytes::Truncate => bytes.truncate(place),
            Bytes::Repeat => bytes.extend_from_within(place..),
        }
    }
}
