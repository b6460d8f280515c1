//! The JSON Schema of policy documents, for editors: made from the same table that the reader uses.

use refund_policy::Json;
use refund_policy::document::shape::{Field, POLICY, Shape};

/// The schema (JSON Schema 2020-12).
pub fn generate() -> Json {
    let mut definitions = Vec::new();
    let mut schema = Json::object([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", "A refund policy".into()),
    ]);
    let Json::Object(members) = of(&POLICY, &mut definitions) else { return schema };
    for (key, value) in members {
        schema.set(&key, value);
    }
    schema.set("$defs", Json::Object(definitions));
    schema
}

type Definitions = Vec<(String, Json)>;

fn of(shape: &Shape, definitions: &mut Definitions) -> Json {
    let typed = |name: &str| Json::object([("type", name.into())]);
    match shape {
        Shape::String => Json::object([("type", "string".into()), ("minLength", 1.into())]),
        Shape::Id => Json::object([("type", "string".into()), ("pattern", ID_PATTERN.into())]),
        Shape::Word(words) => Json::object([("enum", Json::list(words.iter().copied()))]),
        Shape::Number => typed("number"),
        Shape::Integer(min, max) => {
            Json::object([("type", "integer".into()), ("minimum", (*min).into()), ("maximum", (*max).into())])
        }
        Shape::Flag => typed("boolean"),
        Shape::True => Json::object([("const", true.into())]),
        Shape::Null => typed("null"),
        Shape::Any => Json::Bool(true),
        Shape::List(item) => Json::object([("type", "array".into()), ("items", of(item, definitions))]),
        Shape::Map(item) => Json::object([
            ("type", "object".into()),
            ("propertyNames", Json::object([("pattern", ID_PATTERN.into())])),
            ("additionalProperties", of(item, definitions)),
        ]),
        Shape::Object(fields) => object(&[fields], None, definitions),
        Shape::Open(fields, other) => {
            let other = of(other, definitions);
            let mut schema = object(&[fields], None, definitions);
            schema.set("additionalProperties", other);
            schema
        }
        Shape::Tagged(common, variants) => {
            let variants: Vec<Json> = variants
                .iter()
                .map(|(tag, fields)| object(&[common, fields], Some(tag), definitions))
                .collect();
            Json::object([("oneOf", Json::List(variants))])
        }
        Shape::Either(shapes) => {
            let shapes: Vec<Json> = shapes.iter().map(|shape| of(shape, definitions)).collect();
            Json::object([("anyOf", Json::List(shapes))])
        }
        Shape::Named(name, shape) => {
            if !definitions.iter().any(|(known, _)| known == name) {
                // The name stands first, so that a shape which holds itself ends here.
                definitions.push(((*name).to_owned(), Json::Null));
                let schema = of(shape, definitions);
                if let Some(definition) = definitions.iter_mut().find(|(known, _)| known == name) {
                    definition.1 = schema;
                }
            }
            Json::object([("$ref", format!("#/$defs/{name}").into())])
        }
    }
}

const ID_PATTERN: &str = "^[a-z][a-z0-9_-]*$";

fn object(fields: &[&[Field]], tag: Option<&str>, definitions: &mut Definitions) -> Json {
    let mut properties = Json::Object(Vec::new());
    if let Some(tag) = tag {
        properties.set("type", Json::object([("const", tag.into())]));
    }
    let fields = || fields.iter().flat_map(|fields| fields.iter());
    for field in fields() {
        let mut schema = of(&field.shape, definitions);
        if let Json::Bool(_) = schema {
            schema = Json::Object(Vec::new());
        }
        schema.set("description", field.doc.into());
        properties.set(field.name, schema);
    }
    let required = fields().filter(|field| field.required).map(|field| field.name);
    Json::object([
        ("type", "object".into()),
        ("properties", properties),
        ("required", Json::list(tag.map(|_| "type").into_iter().chain(required))),
        ("additionalProperties", false.into()),
    ])
}
