//! The shape of a policy document: which keys stand where, and what each may hold.
//!
//! One table serves the reader, which refuses what does not fit, and the JSON Schema, which tells an editor. It knows
//! nothing of what the names in a document refer to: that is `reader`'s.

use crate::document::{Combination, DurationUnit, RemedyKind};

/// What a JSON value may be.
pub enum Shape {
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
    Named(&'static str, &'static Shape),
}

/// A key of an object.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
    /// What it is for, in a sentence.
    pub doc: &'static str,
}

const fn need(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, required: true, shape, doc }
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

static FACT_FIELDS: [Field; 7] = [
    need("label", TEXT, "A short noun for it."),
    may("ask", TEXT, "The question; needed where the shopper may be asked."),
    may("why", TEXT, "Why it is asked."),
    may(
        "default",
        Shape::Any,
        "What holds where the merchant does not give it; a fact that is asked has none.",
    ),
    may("by", Shape::Word(&["merchant"]), "Only the merchant gives it: it is never asked."),
    may(
        "context",
        Shape::Flag,
        "It decides nothing: it is no question, and an optional line on the request.",
    ),
    may("source", CITATIONS, CITED),
];
static TEXT_REF: Shape = TEXT;
const NONE: Field = may("none", TEXT, "The answer \"none\"; without it the fact cannot be null.");
static CHOICE_FIELDS: [Field; 2] =
    [need("of", Shape::Map(&TEXT_REF), "Its values, each as a shopper says it."), NONE];
static NUMBER_FIELDS: [Field; 5] = [
    may("min", Shape::Number, "The least."),
    may("max", Shape::Number, "The greatest."),
    may("at_most", Shape::Id, "Another number which it may not exceed."),
    may("unit", Shape::Word(&["ratio", "hours", "count"]), "What it counts; `count` where nothing is said."),
    NONE,
];
static SUPPOSE_FIELDS: [Field; 2] =
    [may("true", TEXT, "If it were true."), may("false", TEXT, "If it were false.")];
static FLAG_FIELDS: [Field; 2] = [
    NONE,
    may(
        "suppose",
        Shape::Object(&SUPPOSE_FIELDS),
        "How a sentence begins that says what another answer would have changed.",
    ),
];
static INSTANT_FIELDS: [Field; 2] =
    [NONE, may("not_before", Shape::Id, "Another instant before which it cannot lie.")];
static NONE_FIELD: [Field; 1] = [NONE];
/// The key that says which further keys an object has.
pub(crate) const TAG: &str = "type";
/// Its own words are checked where they are found.
pub(crate) static TAG_FIELD: [Field; 1] = [need(TAG, Shape::Any, "")];
static FACT: Shape = Shape::Tagged(
    &FACT_FIELDS,
    &[
        ("choice", &CHOICE_FIELDS),
        ("flag", &FLAG_FIELDS),
        ("number", &NUMBER_FIELDS),
        ("integer", &NUMBER_FIELDS),
        ("instant", &INSTANT_FIELDS),
        ("money", &NONE_FIELD),
    ],
);

static STEP_FIELDS: [Field; 5] = [
    need("title", TEXT, "Its name."),
    need("text", TEXT, "What to do."),
    may("source", CITATIONS, CITED),
    may("met_when", WHEN, "When it has been done."),
    may("link", Shape::String, "Where it is done: an address of the web, of mail or of the telephone."),
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
pub static POLICY: Shape = Shape::Object(&POLICY_FIELDS);
