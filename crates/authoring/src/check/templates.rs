//! The request's templates: fields that nothing fills, fields that only some locales have, brackets without their other
//! half.

use refund_policy::document::Document;
use refund_policy::request::FIELDS;
use refund_policy::request::template::{fields, stray_bracket};
use refund_policy::{Locale, Problem, Text, code};

use super::{Diagnostic, error, warning};

/// All that is wrong with the subject and the message.
pub(super) fn findings(document: &Document) -> Vec<Diagnostic> {
    let templates = [("subject", &document.request.subject), ("message", &document.request.message)];
    let each =
        templates.into_iter().flat_map(|(part, text)| Locale::OF_POLICIES.map(|locale| (part, text, locale)));
    each.flat_map(|(part, text, locale)| {
        let pointer = format!("/request/{part}/{}", locale.tag());
        let mut diagnostics = unknown_fields(document, text.get(locale), &pointer);
        diagnostics.extend(missing_fields(document, text, locale, &pointer));
        diagnostics.extend(stray(text.get(locale), &pointer));
        diagnostics
    })
    .collect()
}

/// The names that something fills.
fn known(document: &Document) -> impl Iterator<Item = &str> {
    document.facts.iter().map(|fact| fact.id.as_str()).chain(FIELDS)
}

fn unknown_fields(document: &Document, template: &str, pointer: &str) -> Vec<Diagnostic> {
    let unknown = fields(template).into_iter().filter(|field| !known(document).any(|name| name == *field));
    unknown
        .map(|field| {
            let message = format!("the template has a field `{field}`, which nothing fills");
            error(Problem::of(code::UNKNOWN_FIELD, pointer, message).suggest(field, known(document)))
        })
        .collect()
}

/// Fields that the text has in another locale and not in this one. What nothing fills is told as that.
fn missing_fields(document: &Document, text: &Text, locale: Locale, pointer: &str) -> Vec<Diagnostic> {
    let own = fields(text.get(locale));
    let mut missing: Vec<(&str, Locale)> = Vec::new();
    for other in Locale::OF_POLICIES {
        for field in fields(text.get(other)) {
            let is_told = own.contains(&field) || missing.iter().any(|(known, _)| *known == field);
            if !is_told && known(document).any(|name| name == field) {
                missing.push((field, other));
            }
        }
    }
    missing
        .into_iter()
        .map(|(field, other)| {
            let message = ["the template has no field `", field, "`, and has it in `", other.tag(), "`"];
            warning(Problem::of(code::MISSING_FIELD, pointer, message.concat())).about([field])
        })
        .collect()
}

fn stray(template: &str, pointer: &str) -> Option<Diagnostic> {
    let bracket = stray_bracket(template)?;
    let message = format!("the template has a `{bracket}` without its other half: it stands in the text");
    let problem = Problem::of(code::STRAY_BRACKET, pointer, message).hint(
        "fields are written `{name}`, parts that may fall away `[…]`, and neither stands in its own kind",
    );
    Some(warning(problem))
}
