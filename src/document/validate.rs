//! Holds a document against its shape, and tells all in which it differs.

use crate::document::node::Node;
use crate::document::shape::{Field, Shape, TAG, TAG_FIELD};
use crate::value::code;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::problem::Problem;

/// Collects all in which a value differs from a shape, up to [`limits::PROBLEMS`].
pub(crate) fn check(node: &Node<'_>, shape: &Shape, problems: &mut Vec<Problem>) {
    if problems.len() >= limits::PROBLEMS {
        return;
    }
    let wrong = || {
        let message = format!("expected {}, found {}", expected(shape), node.json.kind());
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
                    "a number has at most 15 digits before its point",
                ));
            }
        }
        (Shape::Integer(min, max), Json::Integer(number)) => {
            if number < min || number > max {
                let message = format!("`{number}` is not between {min} and {max}");
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
        let message = format!("`type` is missing: one of {}", tags(variants).join(", "));
        return problems.push(Problem::of(code::MISSING_KEY, node.pointer(), message));
    };
    match variants.iter().find(|(name, _)| *name == tag) {
        None => check_word(tag, &tags(variants), &node.at(TAG), problems),
        Some((_, fields)) => check_members(node, &[&TAG_FIELD, common, fields], None, problems),
    }
}

fn tags(variants: &[(&'static str, &'static [Field])]) -> Vec<&'static str> {
    variants.iter().map(|(tag, _)| *tag).collect()
}

fn check_members(node: &Node<'_>, fields: &[&[Field]], other: Option<&Shape>, problems: &mut Vec<Problem>) {
    let known = || fields.iter().flat_map(|fields| fields.iter());
    check_repeated(node, problems);
    for (key, member) in node.members() {
        match (known().find(|field| field.name == key).map(|field| &field.shape), other) {
            (Some(shape), _) | (None, Some(shape)) => check(&member, shape, problems),
            (None, None) => problems.push(
                Problem::of(code::UNKNOWN_KEY, member.pointer(), format!("`{key}` is not a key here"))
                    .suggest(key, known().map(|field| field.name)),
            ),
        }
    }
    for field in known().filter(|field| field.required && node.json.get(field.name).is_none()) {
        let message = format!("`{}` is missing", field.name);
        problems.push(Problem::of(code::MISSING_KEY, node.pointer(), message));
    }
}

fn check_repeated(node: &Node<'_>, problems: &mut Vec<Problem>) {
    for (index, (key, member)) in node.members().enumerate() {
        if node.members().take(index).any(|(earlier, _)| earlier == key) {
            let message = format!("`{key}` stands here twice");
            problems.push(Problem::of(code::DUPLICATE_KEY, member.pointer(), message));
        }
    }
}

fn check_id(id: &str, node: &Node<'_>, problems: &mut Vec<Problem>) {
    let letters =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    if !(id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(letters)) {
        let message = format!("`{id}` is not an id");
        let hint = "an id begins with a small letter and holds small letters, digits, `_` and `-`";
        problems.push(Problem::of(code::INVALID_ID, node.pointer(), message).hint(hint));
    }
}

fn check_word(word: &str, words: &[&str], node: &Node<'_>, problems: &mut Vec<Problem>) {
    if !words.contains(&word) {
        let message = format!("`{word}` is not one of {}", words.join(", "));
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
        Shape::Word(words) => format!("one of {}", words.join(", ")),
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
