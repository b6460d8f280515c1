//! Templates of a request's subject and message: `{field}`, and `[parts]` that fall away with an unknown field.

use crate::value::limits;

/// As many bytes as the longest text can have.
const MAX_BYTES: usize = 4 * limits::TEXT_CHARS.most;

/// A piece of a template.
#[derive(PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Field(&'a str),
    /// Left out where a field in it is unknown.
    Optional(Vec<Piece<'a>>),
}

/// Fills a template in; a field is written as `value` gives it, and as nothing where it is unknown.
pub(crate) fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    write(&pieces(template), value, &mut text);
    text.trim().to_owned()
}

/// The names of all its fields.
pub fn fields(template: &str) -> Vec<&str> {
    fn collect<'a>(pieces: &[Piece<'a>], names: &mut Vec<&'a str>) {
        for piece in pieces {
            match piece {
                Piece::Text(_) => {}
                Piece::Field(name) => names.push(name),
                Piece::Optional(inner) => collect(inner, names),
            }
        }
    }
    let mut names = Vec::new();
    collect(&pieces(template), &mut names);
    names
}

/// A bracket that opens or closes nothing, and so would stand in the text.
pub fn stray_bracket(template: &str) -> Option<char> {
    fn find(pieces: &[Piece<'_>]) -> Option<char> {
        pieces.iter().find_map(|piece| match piece {
            Piece::Text(text) => text.chars().find(|letter| "{}[]".contains(*letter)),
            Piece::Field(_) => None,
            Piece::Optional(inner) => find(inner),
        })
    }
    find(&pieces(template))
}

fn write(pieces: &[Piece<'_>], value: &dyn Fn(&str) -> Option<String>, out: &mut String) {
    for piece in pieces {
        // A long text in many fields would grow without end; what is as long as this is refused wherever it arrives.
        if out.len() > MAX_BYTES {
            return;
        }
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Field(name) => out.push_str(&value(name).unwrap_or_default()),
            Piece::Optional(inner) => {
                let known = |piece: &Piece<'_>| !matches!(piece, Piece::Field(name) if value(name).is_none());
                if inner.iter().all(known) {
                    write(inner, value, out);
                }
            }
        }
    }
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.bytes().position(|byte| matches!(byte, b'{' | b'[')) {
        let (text, marked) = rest.split_at(start);
        let close = if marked.starts_with('{') { b'}' } else { b']' };
        let Some(end) = marked.bytes().position(|byte| byte == close) else { break };
        let inner = marked.get(1..end).unwrap_or_default();
        pieces.push(Piece::Text(text));
        pieces.push(match close {
            b'}' => Piece::Field(inner),
            _ => Piece::Optional(self::pieces(inner)),
        });
        rest = marked.get(end + 1..).unwrap_or_default();
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use super::stray_bracket;
    use super::{fields, fill};

    fn value(name: &str) -> Option<String> {
        (name == "name").then(|| "Ana".to_owned())
    }

    #[test]
    fn fields_are_filled_and_optional_parts_fall_away() {
        assert_eq!(fill("Hola, {name}[ ({order_id})]!", &value), "Hola, Ana!");
        assert_eq!(fill("[Soy {name}.\n]Fin", &value), "Soy Ana.\nFin");
        assert_eq!(fill("{order_id}, {name} [open", &value), ", Ana [open");
    }
    #[test]
    fn a_bracket_without_its_other_half_is_found() {
        assert_eq!(stray_bracket("{a} [ {b} ] c"), None);
        assert_eq!(stray_bracket("{a} [ {b} c"), Some('['));
        assert_eq!(stray_bracket("{a} [ {b c ]"), Some('{'));
        assert_eq!(stray_bracket("[a [b] c]"), Some('['));
        assert_eq!(stray_bracket("a} b"), Some('}'));
    }

    #[test]
    fn all_fields_are_named() {
        assert_eq!(fields("{a} [ {b} {c} ] d"), ["a", "b", "c"]);
    }
}
