//! The spaces of French: a sign that stands apart from its word stays on its line.
//!
//! The build holds the tables to them; a test holds what else is French: the policies and the demo shop.

use super::table::Text;

/// No-break space: before a colon, and within guillemets.
const NBSP: char = '\u{a0}';
/// Narrow no-break space: before the other signs of two parts.
const NNBSP: char = '\u{202f}';

/// The first sign without its space, in a text or its plural forms.
pub(super) fn wrong(string: &Text) -> Option<String> {
    match string {
        Text::Single(text) => wrong_in(text),
        Text::Forms(forms) => forms.iter().find_map(|(_, text)| wrong_in(text)),
    }
}

fn wrong_in(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().find_map(|(index, sign)| {
        let before = index.checked_sub(1).and_then(|before| letters.get(before)).copied();
        let after = letters.get(index + 1).copied();
        let (is_right, space) = match sign {
            ';' | '?' | '!' => (before == Some(NNBSP), "a narrow no-break space (U+202F) before it"),
            // Not the colon of a time or an address.
            ':' if after.is_none_or(char::is_whitespace) => {
                (before == Some(NBSP), "a no-break space (U+00A0) before it")
            }
            '«' => (matches!(after, Some(NBSP | NNBSP)), "a no-break space (U+00A0) after it"),
            '»' => (matches!(before, Some(NBSP | NNBSP)), "a no-break space (U+00A0) before it"),
            _ => return None,
        };
        (!is_right).then(|| format!("{sign} has not {space}"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::wrong_in;
    use crate::files::read;
    use crate::process::root;

    #[test]
    fn a_sign_without_its_space_is_told() {
        for right in ["Oui\u{a0}: «\u{a0}a\u{a0}»\u{202f}; b\u{202f}?", "À 10:30, https://example.org"] {
            assert_eq!(wrong_in(right), None);
        }
        for torn in ["Oui : a", "Oui: a", "a ; b", "a\u{a0}; b", "a ?", "«a\u{a0}»", "«\u{a0}a »"] {
            assert!(wrong_in(torn).is_some(), "{torn}");
        }
    }

    #[test]
    fn the_policies_and_the_demo_shop_have_their_spaces() {
        let policies =
            ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];
        let mut files: Vec<String> = policies.iter().map(|id| format!("policies/{id}/policy.json")).collect();
        files.push("www/shop/shops.json".to_owned());
        let mut found = Vec::new();
        for file in files {
            let document = serde_json::from_slice(&read(&root().join(file)).unwrap()).unwrap();
            walk(&document, false, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }

    /// Every text in French: what stands under `fr`.
    fn walk(json: &Value, is_french: bool, found: &mut Vec<String>) {
        match json {
            Value::String(text) if is_french => {
                found.extend(wrong_in(text).map(|problem| format!("{problem}: {text}")));
            }
            Value::Object(members) => {
                members.iter().for_each(|(key, value)| walk(value, is_french || key == "fr", found));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, is_french, found)),
            _ => {}
        }
    }
}
