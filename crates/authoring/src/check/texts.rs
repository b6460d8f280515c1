//! Texts that stand in two locales and are the same there.

use refund_policy::document::Document;
use refund_policy::value::problem::{join, nth};
use refund_policy::{Json, Locale, Problem, code};

use super::{Diagnostic, warning};

/// Texts of two words or more that are the same in two languages, told at the one that is not the merchant's own.
///
/// One word may be the same in both (`Motif`, `Total`); so may what is no word: fields of templates, numbers, the
/// merchant's name.
pub(super) fn untranslated(json: &Json, document: &Document) -> Vec<Diagnostic> {
    let mut texts = Vec::new();
    collect(json, "", &mut texts);
    texts.iter().flat_map(|(pointer, text)| in_text(text, pointer, document)).collect()
}

type Translated<'a> = [(Locale, &'a str); 3];

/// All texts with their pointers: the objects that hold a string for each locale.
fn collect<'a>(json: &'a Json, pointer: &str, texts: &mut Vec<(String, Translated<'a>)>) {
    let mut locales = Locale::OF_POLICIES.map(|locale| (locale, ""));
    let strings = locales.iter_mut().filter_map(|(locale, text)| {
        *text = json.get(locale.tag())?.as_str()?;
        Some(())
    });
    if strings.count() == Locale::OF_POLICIES.len() {
        texts.push((pointer.to_owned(), locales));
        return;
    }
    for (key, member) in json.as_object().unwrap_or_default() {
        collect(member, &join(pointer, key), texts);
    }
    for (index, item) in json.as_list().unwrap_or_default().iter().enumerate() {
        collect(item, &nth(pointer, index), texts);
    }
}

fn in_text(text: &Translated<'_>, pointer: &str, document: &Document) -> Vec<Diagnostic> {
    // What the merchant wrote first is the original.
    let mut ordered = text.to_vec();
    ordered.sort_by_key(|(locale, _)| *locale != document.language);
    let translations = ordered.iter().enumerate().skip(1);
    translations
        .filter_map(|(index, (locale, translation))| {
            let same = |(_, earlier): &&(Locale, &str)| earlier == translation;
            let (original, _) = ordered.iter().take(index).find(same)?;
            let is_prose = words(translation, &document.merchant) >= 2;
            let message = format!("the text is the same as in `{}`", original.tag());
            let problem = Problem::of(code::UNTRANSLATED, join(pointer, locale.tag()), message);
            is_prose.then(|| warning(problem.hint("translate it")))
        })
        .collect()
}

/// How many words a text has: runs of two letters or more outside fields and names.
fn words(text: &str, name: &str) -> usize {
    let without_names = text.replace(name, " ");
    let mut prose = String::new();
    let mut rest = without_names.as_str();
    while let Some((before, field)) = rest.split_once('{') {
        prose.push_str(before);
        prose.push(' ');
        rest = field.split_once('}').map_or("", |(_, after)| after);
    }
    prose.push_str(rest);
    prose.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 1).count()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_words_count() {
        assert_eq!(words("Solicitud de reembolso[ – {order_id}]", "Mi Tienda"), 3);
        assert_eq!(words("{order_id} {name}", "Mi Tienda"), 0);
        assert_eq!(words("Mi Tienda: total 12,50 €", "Mi Tienda"), 1);
        assert_eq!(words("à la carte", "x"), 2);
    }
}
