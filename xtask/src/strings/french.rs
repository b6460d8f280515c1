//! The spaces of French: a sign that stands apart from its word stays on its line.
//!
//! The build holds the widget's own strings to them; a test holds what else is French: the policies, the demo shop, the
//! command line.

use refund_policy::Json;

/// No-break space: before a colon, and within guillemets.
const NBSP: char = '\u{a0}';
/// Narrow no-break space: before the other signs of two parts.
const NNBSP: char = '\u{202f}';

/// The first sign without its space, in a text or its plural forms.
pub(super) fn wrong(string: &Json) -> Option<String> {
    match string {
        Json::String(text) => wrong_in(text),
        Json::Object(forms) => forms.iter().find_map(|(_, form)| wrong(form)),
        _ => None,
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
    use refund_policy::Json;

    use super::{wrong, wrong_in};
    use crate::assets::read;
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
    fn all_that_is_french_has_its_spaces() {
        let mut found = Vec::new();
        for file in ["www/shop/strings/fr.json", "crates/cli/strings/fr.json"] {
            walk(&json(file), true, &mut found);
        }
        let policies =
            ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];
        for file in policies
            .map(|id| format!("policies/{id}/policy.json"))
            .iter()
            .chain([&"www/shop/shops.json".to_owned()])
        {
            walk(&json(file), false, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }

    /// Every text in French, which in a document is what stands under `fr`.
    fn walk(json: &Json, is_french: bool, found: &mut Vec<String>) {
        if is_french && let Some(problem) = wrong(json) {
            found.push(format!("{problem}: {}", json.compact()));
        }
        for (key, value) in json.as_object().unwrap_or_default() {
            walk(value, is_french || key == "fr", found);
        }
        for item in json.as_list().unwrap_or_default() {
            walk(item, is_french, found);
        }
    }

    fn json(file: &str) -> Json {
        serde_json::from_slice(&read(&root().join(file)).unwrap()).unwrap()
    }
}
