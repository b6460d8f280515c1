//! The shape of a policy document: which keys stand where, and what each may hold.
//!
//! One table serves the reader, which refuses what does not fit, and the JSON Schema, which tells an editor. It knows
//! nothing of what the names in a document refer to: that is `reader`'s.

use crate::code;
use crate::document::{Combination, DurationUnit, RemedyKind};
use crate::gather::Gather;
use crate::json::Json;
use crate::limits;
use crate::node::Node;
use crate::problem::Problem;

/// What a JSON value may be.
pub(crate) enum Shape {
    /// A string that says something.
    String,
    /// A name: small letters, digits, `_` (and `-` in a policy's own id).
    Id,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number.
    Number,
    /// A whole number from the first to the second.
    Integer(i64, i64),
    /// True or false.
    Flag,
    /// `true` alone.
    True,
    /// `null` alone.
    Null,
    /// Any value (checked where its meaning is known).
    Any,
    /// A list of at least one.
    List(&'static Shape),
    /// An object from ids to this shape.
    Map(&'static Shape),
    /// An object with these keys and no others.
    Object(&'static [Field]),
    /// An object whose key `type` says which further keys it has.
    Tagged(&'static [Field], &'static [(&'static str, &'static [Field])]),
    /// An object with these keys, any other being a fact's id that holds the shape.
    Open(&'static [Field], &'static Shape),
    /// The first of these that fits the value's JSON type.
    Either(&'static [Shape]),
    /// A shape that stands in several places (or in itself), under its own name in the schema.
    #[cfg_attr(not(feature = "check"), expect(dead_code, reason = "only the schema asks for the name"))]
    Named(&'static str, &'static Shape),
}

/// A key of an object.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    #[cfg_attr(not(feature = "check"), expect(dead_code, reason = "only the schema explains"))]
    pub(crate) doc: &'static str,
}

const fn need(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    // What a page ships does not explain itself to authors.
    Field { name, required: true, shape, doc: if cfg!(feature = "check") { doc } else { "" } }
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { required: false, ..need(name, shape, doc) }
}

const fn names<T: Copy, const N: usize>(table: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        #[expect(clippy::indexing_slicing, reason = "the index is below both arrays' length")]
        {
            names[index] = table[index].0;
        }
        index += 1;
    }
    names
}

static TEXT_FIELDS: [Field; 3] = [
    need("es", Shape::String, "Spanish (usted)."),
    need("fr", Shape::String, "French (vous)."),
    need("en", Shape::String, "English."),
];
static TEXT_SHAPE: Shape = Shape::Object(&TEXT_FIELDS);
const TEXT: Shape = Shape::Named("text", &TEXT_SHAPE);

const LANGUAGE: Shape = Shape::Word(&["es", "fr", "en"]);
/// A document never asks for information: it is what facts may lack.
static STATUS_NAMES: [&str; 4] = ["qualifies", "action_required", "review", "does_not_qualify"];
static STATUS: Shape = Shape::Word(&STATUS_NAMES);
static REMEDY_NAMES: [&str; 13] = names(&RemedyKind::ALL);
static REMEDY: Shape = Shape::Word(&REMEDY_NAMES);
static COMBINATION_NAMES: [&str; 4] = names(&Combination::ALL);
static DURATION_UNITS: [&str; 3] = names(&DurationUnit::ALL);
static ID: Shape = Shape::Id;
static STRING: Shape = Shape::String;

/// At most a century: beyond it a window is a mistake.
const COUNT: Shape = Shape::Integer(0, 876_600);
const DAYS: Shape = Shape::Integer(0, 36_525);
const MONTHS: Shape = Shape::Integer(0, 1_200);

/// No section of a policy has as many paragraphs.
const MANY: i64 = 9_999;
static ORDINAL: Shape = Shape::Integer(1, MANY);
static CITATION_FIELDS: [Field; 2] = [
    need("section", Shape::String, "The heading in the source, in its own language."),
    may("paragraphs", Shape::List(&ORDINAL), "Which paragraphs of that section, counted from 1."),
];
static CITATION_SHAPE: Shape = Shape::Object(&CITATION_FIELDS);
static CITATION: Shape = Shape::Named("citation", &CITATION_SHAPE);
static CITATIONS_SHAPE: Shape =
    Shape::Either(&[Shape::Named("citation", &CITATION_SHAPE), Shape::List(&CITATION)]);
/// One place in the source, or several, of which shoppers are told the first.
const CITATIONS: Shape = Shape::Named("citations", &CITATIONS_SHAPE);
const CITED: &str = "Where the source says so.";

static WITHIN: [Field; 4] = [
    may("hours", COUNT, "This many hours of 3600 s."),
    may("days", DAYS, "This many calendar days in the policy's zone, the first day not counted."),
    may("months", MONTHS, "This many calendar months in the policy's zone."),
    need("of", Shape::Id, "The instant after which the window is open."),
];
static ELAPSED: [Field; 4] = [
    may("hours", COUNT, "This many hours of 3600 s."),
    may("days", DAYS, "This many calendar days in the policy's zone, the first day not counted."),
    may("months", MONTHS, "This many calendar months in the policy's zone."),
    need("since", Shape::Id, "The instant after which the waiting time runs."),
];
static COMPARISONS: [Field; 4] = [
    may("above", Shape::Number, "Greater than this."),
    may("at_least", Shape::Number, "Greater or equal."),
    may("below", Shape::Number, "Smaller than this."),
    may("at_most", Shape::Number, "Smaller or equal."),
];
static TEST: Shape = Shape::Either(&[
    Shape::String,
    Shape::List(&STRING),
    Shape::Flag,
    Shape::Null,
    Shape::Object(&COMPARISONS),
]);
static CONDITION_FIELDS: [Field; 5] = [
    may("all", Shape::List(&CONDITION), "Every one of these holds."),
    may("any", Shape::List(&CONDITION), "At least one of these holds."),
    may("not", Shape::Named("condition", &CONDITION_SHAPE), "This does not hold."),
    may("within", Shape::Object(&WITHIN), "The window after an instant is still open."),
    may("elapsed", Shape::Object(&ELAPSED), "The window after an instant is over; never for none."),
];
static CONDITION_SHAPE: Shape = Shape::Open(&CONDITION_FIELDS, &TEST);
static CONDITION: Shape = Shape::Named("condition", &CONDITION_SHAPE);
const WHEN: Shape = Shape::Named("condition", &CONDITION_SHAPE);

static RULE_FIELDS: [Field; 4] = [
    may("status", Shape::List(&STATUS), "The status is one of these."),
    may("clauses", Shape::List(&ID), "The deciding clause is one of these."),
    may("remedies", Shape::List(&REMEDY), "One of these is given."),
    may("when", WHEN, "This holds."),
];
static RULE_SHAPE: Shape = Shape::Either(&[Shape::True, Shape::Object(&RULE_FIELDS)]);
const RULE: Shape = Shape::Named("rule", &RULE_SHAPE);

static FACT_FIELDS: [Field; 8] = [
    need("label", TEXT, "A short noun for it."),
    may("ask", TEXT, "The question; needed where the shopper may be asked."),
    may("why", TEXT, "Why it is asked."),
    may("default", Shape::Any, "What holds where it is not given; such a fact is never missing."),
    may("by", Shape::Word(&["merchant"]), "Only the merchant gives it: it is never asked."),
    may("context", Shape::Flag, "It decides nothing; it is asked after the deciding questions."),
    may("ask_when", WHEN, "When a fact with a default is asked all the same."),
    may("source", CITATIONS, CITED),
];
static TEXT_REF: Shape = TEXT;
static CHOICE_FIELDS: [Field; 2] = [
    need("of", Shape::Map(&TEXT_REF), "Its values, each as a shopper says it."),
    may("none", TEXT, "The answer \"none\"; without it the fact cannot be null."),
];
static NUMBER_FIELDS: [Field; 5] = [
    may("min", Shape::Number, "The least."),
    may("max", Shape::Number, "The greatest."),
    may("at_most", Shape::Id, "Another number which it may not exceed."),
    may("unit", Shape::Word(&["ratio", "hours", "count"]), "What it counts; `count` where nothing is said."),
    may("none", TEXT, "The answer \"none\"; without it the fact cannot be null."),
];
static SUPPOSE_FIELDS: [Field; 2] =
    [may("true", TEXT, "If it were true."), may("false", TEXT, "If it were false.")];
static FLAG_FIELDS: [Field; 2] = [
    may("none", TEXT, "The answer \"none\"; without it the fact cannot be null."),
    may(
        "suppose",
        Shape::Object(&SUPPOSE_FIELDS),
        "How a sentence begins that says what another answer would have changed.",
    ),
];
static NONE_FIELD: [Field; 1] =
    [may("none", TEXT, "The answer \"none\"; without it the fact cannot be null.")];
/// The key that says which further keys an object has.
const TAG: &str = "type";
/// Its own words are checked where they are found.
static TAG_FIELD: [Field; 1] = [need(TAG, Shape::Any, "")];
static FACT: Shape = Shape::Tagged(
    &FACT_FIELDS,
    &[
        ("choice", &CHOICE_FIELDS),
        ("flag", &FLAG_FIELDS),
        ("number", &NUMBER_FIELDS),
        ("integer", &NUMBER_FIELDS),
        ("instant", &NONE_FIELD),
        ("money", &NONE_FIELD),
    ],
);

static STEP_FIELDS: [Field; 4] = [
    need("title", TEXT, "Its name."),
    need("text", TEXT, "What to do."),
    may("source", CITATIONS, CITED),
    may("met_when", WHEN, "When it has been done."),
];
static STEP: Shape = Shape::Object(&STEP_FIELDS);

static SHARE_FIELDS: [Field; 2] = [
    need("part", Shape::Id, "The number that is given back."),
    need("of", Shape::Id, "The number that was paid for."),
];
static AMOUNT_FIELDS: [Field; 3] = [
    may("share", Shape::Object(&SHARE_FIELDS), "What was paid × part / of; the whole is a full refund."),
    may("unused", Shape::Id, "What was paid × (1 − this ratio)."),
    may("percent", Shape::Number, "This many hundredths of what was paid."),
];
static REMEDY_FIELDS: [Field; 3] = [
    need("kind", Shape::Word(&REMEDY_NAMES), "What it is."),
    may("amount", Shape::Object(&AMOUNT_FIELDS), "How its amount is found; a full refund is what was paid."),
    may("estimate", Shape::Flag, "The amount is an estimate and no promise."),
];
static REMEDY_GIVEN: Shape = Shape::Either(&[Shape::Word(&REMEDY_NAMES), Shape::Object(&REMEDY_FIELDS)]);
static ALTERNATIVE_FIELDS: [Field; 2] = [
    need("kind", Shape::Word(&REMEDY_NAMES), "What it is."),
    may("options", Shape::Map(&TEXT_REF), "The ways in which it can be had: the shopper chooses."),
];
static ALTERNATIVE: Shape = Shape::Either(&[Shape::Word(&REMEDY_NAMES), Shape::Object(&ALTERNATIVE_FIELDS)]);
static GRANT_FIELDS: [Field; 6] = [
    need("status", Shape::Word(&STATUS_NAMES), "The status."),
    may("remedies", Shape::List(&REMEDY_GIVEN), "What the policy gives."),
    may(
        "choice",
        Shape::Word(&COMBINATION_NAMES),
        "How several remedies combine; `all` where nothing is said.",
    ),
    may("alternatives", Shape::List(&ALTERNATIVE), "What the shopper can have although, or besides."),
    may(
        "after",
        Shape::List(&ID),
        "Steps that stand before approval: until they are met, action is required.",
    ),
    may("steps", Shape::List(&ID), "Steps that are named in any case."),
];
static CLAUSE_FIELDS: [Field; 6] = [
    need("id", Shape::Id, "Its id."),
    need("title", TEXT, "Its name for shoppers."),
    need("text", TEXT, "What it says, in plain words."),
    may("source", CITATIONS, CITED),
    may("when", WHEN, "When it holds; always, where nothing is said."),
    need("then", Shape::Object(&GRANT_FIELDS), "What it gives."),
];
static CLAUSE: Shape = Shape::Object(&CLAUSE_FIELDS);
static INFORMATIVE_FIELDS: [Field; 5] = [
    need("id", Shape::Id, "Its id."),
    need("title", TEXT, "Its name for shoppers."),
    need("text", TEXT, "What it says, in plain words."),
    may("source", CITATIONS, CITED),
    need("applies", RULE, "When it is cited."),
];
static INFORMATIVE: Shape = Shape::Object(&INFORMATIVE_FIELDS);

static EVIDENCE_FIELDS: [Field; 7] = [
    need("kind", Shape::Word(&["text", "file"]), "Words or a number, or a picture or document."),
    need("label", TEXT, "What it is."),
    may("help", TEXT, "What makes it good."),
    may("given_by", Shape::Word(&["order_id", "message"]), "The part of the request that is this evidence."),
    may("required", RULE, "When it is required."),
    may("recommended", RULE, "When it is recommended."),
    may("source", CITATIONS, CITED),
];
static EVIDENCE: Shape = Shape::Object(&EVIDENCE_FIELDS);

static EXCEPTIONAL_FIELDS: [Field; 2] =
    [need("max", COUNT, "The greatest."), need("unit", Shape::Word(&DURATION_UNITS), "Of what.")];
static DURATION_FIELDS: [Field; 4] = [
    need("min", COUNT, "The least."),
    need("max", COUNT, "The greatest."),
    need("unit", Shape::Word(&DURATION_UNITS), "Of what."),
    may("exceptionally", Shape::Object(&EXCEPTIONAL_FIELDS), "The greatest in exceptional cases."),
];
static DURATION_SHAPE: Shape = Shape::Object(&DURATION_FIELDS);
const DURATION: Shape = Shape::Named("duration", &DURATION_SHAPE);
static PROCESSING_FIELDS: [Field; 4] = [
    may("answer", DURATION, "Until the answer."),
    may("payout", DURATION, "Until the money arrives, once approved."),
    may("method", Shape::Word(&METHODS), "The way on which it is paid."),
    may("source", CITATIONS, CITED),
];
/// The ways on which money is paid back.
static METHODS: [&str; 2] = ["original_payment_method", "card"];

static IDLE_FIELDS: [Field; 2] = [
    need("paragraphs", Shape::List(&ORDINAL), "Which paragraphs, counted from 1."),
    need("why", Shape::String, "Why they decide nothing, in one plain sentence."),
];
static IDLE: Shape = Shape::Object(&IDLE_FIELDS);
static SECTION_FIELDS: [Field; 4] = [
    need("section", Shape::String, "Its heading, without a picture in front; a name, where it has none."),
    need("paragraphs", Shape::Integer(0, MANY), "How many paragraphs it has; each item of a list is one."),
    may("heading", Shape::Flag, "Whether the prose has this heading; true where nothing is said."),
    may("decide_nothing", Shape::List(&IDLE), "The paragraphs that nothing cites, and why."),
];
static SECTION: Shape = Shape::Object(&SECTION_FIELDS);
static SOURCE_FIELDS: [Field; 4] = [
    need("document", Shape::String, "The title of the prose that was read."),
    need("language", Shape::String, "Its language (BCP 47)."),
    may("updated", Shape::String, "When it was last changed, as it says."),
    may(
        "sections",
        Shape::List(&SECTION),
        "Its sections, in order: then every paragraph has to be accounted for.",
    ),
];
static TEMPLATE_FIELDS: [Field; 3] = [
    need("subject", TEXT, "The request's subject."),
    need("message", TEXT, "The request's message."),
    may("source", CITATIONS, CITED),
];

static ACCEPTED_FIELDS: [Field; 3] = [
    need("code", Shape::Id, "The findings' code."),
    need("of", Shape::List(&STRING), "What they are about: a finding has to be about all of these."),
    need("why", Shape::String, "Why it is meant so, in one plain sentence."),
];
static ACCEPTED: Shape = Shape::Object(&ACCEPTED_FIELDS);

static POLICY_FIELDS: [Field; 16] = [
    may("$schema", Shape::String, "Where this schema is, for editors."),
    need("id", Shape::Id, "The policy's id."),
    need("version", Shape::String, "Its version, as the merchant counts."),
    need("zone", Shape::String, "The IANA zone in which its days and months are counted."),
    need("language", LANGUAGE, "The merchant's language: requests are written in it."),
    need("merchant", Shape::String, "The merchant's name."),
    need("title", TEXT, "What the policy is about."),
    need("source", Shape::Object(&SOURCE_FIELDS), "The prose that it was read from."),
    need("facts", Shape::Map(&FACT), "What it asks about, in the order of the questions."),
    may("steps", Shape::Map(&STEP), "What may have to be done before approval."),
    need("clauses", Shape::List(&CLAUSE), "The deciding clauses: the first that holds decides."),
    may("informative", Shape::List(&INFORMATIVE), "Clauses that are cited and decide nothing."),
    may("evidence", Shape::Map(&EVIDENCE), "What a request should carry."),
    may("processing", Shape::Object(&PROCESSING_FIELDS), "How long the merchant takes."),
    need("request", Shape::Object(&TEMPLATE_FIELDS), "The subject and the message of a request."),
    may("accepted", Shape::List(&ACCEPTED), "Findings of `refund check` that are meant so; never errors."),
];
/// A whole policy document.
pub(crate) static POLICY: Shape = Shape::Object(&POLICY_FIELDS);

/// Collects all in which a value differs from a shape, up to [`limits::PROBLEMS`].
pub(crate) fn check(node: &Node<'_>, shape: &Shape, problems: &mut Vec<Problem>) {
    if problems.len() >= limits::PROBLEMS {
        return;
    }
    let wrong = || {
        let message = || ["expected ", &expected(shape), ", found ", node.json.kind()].concat();
        Problem::of(code::WRONG_TYPE, node.pointer(), message)
    };
    match (shape, node.json) {
        (Shape::Named(_, shape), _) => check(node, shape, problems),
        (Shape::Any, Json::Object(_)) => check_repeated(node, problems),
        (Shape::Any, _) | (Shape::Flag, Json::Bool(_)) | (Shape::Null, Json::Null) => {}
        (Shape::True, Json::Bool(true)) => {}
        (Shape::Number, Json::Integer(_) | Json::Float(_)) => {
            if node.json.as_decimal().is_none() {
                problems.push(Problem::of(
                    code::OUT_OF_RANGE,
                    node.pointer(),
                    "a number has at most 15 digits",
                ));
            }
        }
        (Shape::Integer(min, max), Json::Integer(number)) => {
            if number < min || number > max {
                let message = || format!("`{number}` is not between {min} and {max}");
                problems.push(Problem::of(code::OUT_OF_RANGE, node.pointer(), message));
            }
        }
        (Shape::String, Json::String(text)) => {
            if text.trim().is_empty() {
                problems.push(Problem::of(code::EMPTY_TEXT, node.pointer(), "the text is empty"));
            }
        }
        (Shape::Id, Json::String(id)) => check_id(id, node, problems),
        (Shape::Word(words), Json::String(word)) => check_word(word, words, node, problems),
        (Shape::List(item), Json::List(_)) => {
            for node in node.items() {
                check(&node, item, problems);
            }
        }
        (Shape::Map(item), Json::Object(_)) => {
            check_repeated(node, problems);
            for (key, node) in node.members() {
                check_id(key, &node, problems);
                check(&node, item, problems);
            }
        }
        (Shape::Object(fields), Json::Object(_)) => check_members(node, &[fields], None, problems),
        (Shape::Open(fields, other), Json::Object(_)) => {
            check_members(node, &[fields], Some(other), problems);
        }
        (Shape::Tagged(common, variants), Json::Object(_)) => check_tagged(node, common, variants, problems),
        (Shape::Either(shapes), _) => match shapes.iter().find(|shape| fits(node.json, shape)) {
            Some(shape) => check(node, shape, problems),
            None => problems.push(wrong()),
        },
        _ => problems.push(wrong()),
    }
}

fn check_tagged(
    node: &Node<'_>,
    common: &[Field],
    variants: &[(&'static str, &'static [Field])],
    problems: &mut Vec<Problem>,
) {
    let Some(tag) = node.json.get(TAG).and_then(Json::as_str) else {
        let message = || ["`type` is missing: one of ", &tags(variants).join(", ")].concat();
        return problems.push(Problem::of(code::MISSING_KEY, node.pointer(), message));
    };
    match variants.iter().find(|(name, _)| *name == tag) {
        None => check_word(tag, &tags(variants), &node.at(TAG), problems),
        Some((_, fields)) => check_members(node, &[&TAG_FIELD, common, fields], None, problems),
    }
}

fn tags(variants: &[(&'static str, &'static [Field])]) -> Vec<&'static str> {
    variants.iter().map(|(tag, _)| *tag).gather()
}

fn check_members(node: &Node<'_>, fields: &[&[Field]], other: Option<&Shape>, problems: &mut Vec<Problem>) {
    let known = || fields.iter().flat_map(|fields| fields.iter());
    check_repeated(node, problems);
    for (key, member) in node.members() {
        match (known().find(|field| field.name == key).map(|field| &field.shape), other) {
            (Some(shape), _) | (None, Some(shape)) => check(&member, shape, problems),
            (None, None) => problems.push(
                Problem::of(code::UNKNOWN_KEY, member.pointer(), || {
                    ["`", key, "` is not a key here"].concat()
                })
                .suggest(key, known().map(|field| field.name)),
            ),
        }
    }
    for field in known().filter(|field| field.required && node.json.get(field.name).is_none()) {
        let message = || ["`", field.name, "` is missing"].concat();
        problems.push(Problem::of(code::MISSING_KEY, node.pointer(), message));
    }
}

fn check_repeated(node: &Node<'_>, problems: &mut Vec<Problem>) {
    // Where a document is an object of JavaScript's, no key can stand twice.
    if !cfg!(feature = "native") {
        return;
    }
    for (index, (key, member)) in node.members().enumerate() {
        if node.members().take(index).any(|(earlier, _)| earlier == key) {
            let message = || ["`", key, "` stands here twice"].concat();
            problems.push(Problem::of(code::DUPLICATE_KEY, member.pointer(), message));
        }
    }
}

fn check_id(id: &str, node: &Node<'_>, problems: &mut Vec<Problem>) {
    let letters =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    if !(id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(letters)) {
        let message = || ["`", id, "` is not an id"].concat();
        let hint = "an id begins with a small letter and holds small letters, digits, `_` and `-`";
        problems.push(Problem::of(code::INVALID_ID, node.pointer(), message).hint(hint));
    }
}

fn check_word(word: &str, words: &[&str], node: &Node<'_>, problems: &mut Vec<Problem>) {
    if !words.contains(&word) {
        let message = || ["`", word, "` is not one of ", &words.join(", ")].concat();
        let problem = Problem::of(code::UNKNOWN_WORD, node.pointer(), message);
        problems.push(problem.suggest(word, words.iter().copied()));
    }
}

/// Whether a value has the JSON type of a shape.
fn fits(json: &Json, shape: &Shape) -> bool {
    match shape {
        Shape::String | Shape::Id | Shape::Word(_) => json.as_str().is_some(),
        Shape::Number | Shape::Integer(..) => matches!(json, Json::Integer(_) | Json::Float(_)),
        Shape::Flag => json.as_bool().is_some(),
        Shape::True => matches!(json, Json::Bool(true)),
        Shape::Null => matches!(json, Json::Null),
        Shape::Any => true,
        Shape::List(_) => json.as_list().is_some(),
        Shape::Map(_) | Shape::Object(_) | Shape::Tagged(..) | Shape::Open(..) => json.as_object().is_some(),
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(json, shape)),
        Shape::Named(_, shape) => fits(json, shape),
    }
}

fn expected(shape: &Shape) -> String {
    match shape {
        Shape::String => "a string".to_owned(),
        Shape::Id => "an id".to_owned(),
        Shape::Word(words) => ["one of ", &words.join(", ")].concat(),
        Shape::Number => "a number".to_owned(),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Flag => "true or false".to_owned(),
        Shape::True => "true".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Any => "a value".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Map(_) | Shape::Object(_) | Shape::Tagged(..) | Shape::Open(..) => "an object".to_owned(),
        Shape::Either(shapes) => shapes.iter().map(expected).collect::<Vec<_>>().join(" or "),
        Shape::Named(_, shape) => expected(shape),
    }
}
