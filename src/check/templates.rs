//! Fields of the request's templates that nothing fills.

use super::{Diagnostic, error};
use crate::code;
use crate::document::Document;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::request::FIELDS;
use crate::template::fields;

/// Fields of a template that nothing fills.
pub(super) fn unknown_fields(document: &Document) -> Vec<Diagnostic> {
    let known = || document.facts.iter().map(|fact| fact.id.as_str()).chain(FIELDS);
    let templates = [("subject", &document.request.subject), ("message", &document.request.message)];
    let mut diagnostics = Vec::new();
    for (part, template) in templates {
        for locale in Locale::ALL {
            for field in fields(template.get(locale)) {
                if !known().any(|name| name == field) {
                    let message = || ["the template has a field `", field, "`, which nothing fills"].concat();
                    let pointer = ["/request/", part, "/", locale.tag()].concat();
                    let problem = Problem::of(code::UNKNOWN_FIELD, pointer, message).suggest(field, known());
                    diagnostics.push(error(problem));
                }
            }
        }
    }
    diagnostics
}
