//! What people type and paste, without what they cannot see: zero-width and direction characters, soft hyphens, tags,
//! stray variation selectors, tabs and control characters.
//!
//! They come along when an address is copied from a page or a chat, make two equal names differ, and turn lines round
//! where a merchant reads them. Letters of every script survive, with the joiners that some of them need, and so do
//! emoji.

/// A text of one line: a name, an e-mail address, an order's number, a subject. Every kind of space and line break
/// becomes a space, and none is left at the ends.
pub fn clean_line(text: &str) -> String {
    let spaced = text.chars().map(|letter| if is_space(letter) { ' ' } else { letter });
    visible(spaced).trim().to_owned()
}

/// A text of several lines: a message. Its lines end in `\n`, and a tab becomes a space; other spaces stay.
pub fn clean_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let spaced = text.chars().map(|letter| match letter {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' => ' ',
        other => other,
    });
    visible(spaced).trim().to_owned()
}

/// Whether a character takes room and shows nothing. Braille's empty cell and Hangul's filler are no white space by
/// Unicode, and look like it.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

fn visible(letters: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    let mut letters = letters.peekable();
    while let Some(letter) = letters.next() {
        let before = text.chars().next_back();
        let stays = match letter {
            '\n' => true,
            ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER => before.is_some_and(can_join),
            KEYCAP_STYLE if before.is_some_and(is_key) => letters.peek() == Some(&KEYCAP),
            _ if is_variation_selector(letter) => before.is_some_and(has_variants),
            _ if is_tag(letter) => before.is_some_and(|before| before == BLACK_FLAG || is_tag(before)),
            other => !other.is_control() && !is_invisible(other),
        };
        if stays {
            text.push(letter);
        }
    }
    text
}

const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
const ZERO_WIDTH_JOINER: char = '\u{200d}';
/// What the flags of England, Scotland and Wales are written with: this, and tags that spell their names.
const BLACK_FLAG: char = '\u{1f3f4}';

/// Whether a joiner may follow: in scripts that join their letters, and in emoji. No script before Greek's block does.
fn can_join(before: char) -> bool {
    let is_joiner = matches!(before, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER);
    before >= '\u{370}' && !is_joiner && !before.is_whitespace()
}

/// Variation selectors choose between forms of the character before them: of emoji and keycaps, of Chinese characters,
/// of Mongolian letters.
fn is_variation_selector(letter: char) -> bool {
    matches!(letter, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A key's emoji is its letter, this selector, and the key around it.
const KEYCAP_STYLE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

fn is_key(letter: char) -> bool {
    matches!(letter, '0'..='9' | '#' | '*')
}

fn has_variants(before: char) -> bool {
    let is_symbol = matches!(before, '©' | '®');
    let has_its_own = is_variation_selector(before) || before == ZERO_WIDTH_JOINER;
    is_symbol || before >= '\u{1000}' && !has_its_own && !before.is_whitespace()
}

fn is_tag(letter: char) -> bool {
    matches!(letter, '\u{e0020}'..='\u{e007f}')
}

/// Format characters that change how others are shown, and what stands for nothing: Unicode's default ignorable code
/// points that are not treated above, annotations, and code points that are no characters.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffc}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(letter) & 0xfffe == 0xfffe
        || matches!(letter, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clean_line, clean_text, is_space};

    #[test]
    fn what_was_pasted_along_goes() {
        assert_eq!(clean_line("\u{200b}ana@example.org"), "ana@example.org");
        assert_eq!(clean_line("\u{feff}ana@exam\u{ad}ple.org\u{200d}"), "ana@example.org");
        assert_eq!(clean_line("Ana\tPérez\r\n"), "Ana Pérez");
        assert_eq!(clean_line("\u{a0}A\u{202f}1001\u{3000}"), "A 1001");
        assert_eq!(clean_line("A\u{202e}1001\u{2066}\u{2069}"), "A1001");
        assert_eq!(clean_line("A-1001\u{e0041}\u{fe0f}\u{1b}[31m"), "A-1001[31m");
        assert_eq!(clean_line("\u{2800}\u{3164}\u{200b}"), "");
    }

    #[test]
    fn a_message_keeps_its_lines() {
        assert_eq!(
            clean_text("Hello,\r\n\r\n98\u{a0}€\tplease\rAna\u{2028}\u{200b}"),
            "Hello,\n\n98\u{a0}€ please\nAna"
        );
    }

    #[test]
    fn letters_and_emoji_survive() {
        for text in [
            "Ana Núñez i Güell",
            "می‌خواهم", // Persian, with a non-joiner
            "ക്‍ഷ ന്‍",    // Malayalam, with joiners
            "শ্রী র‍্যাব",
            "葛\u{e0100}城", // a Japanese name in one of its variants
            "ᠮᠤᠩᠭᠤᠯ\u{180b}",
            "👩‍💻 ❤️‍🔥 🏳️‍🌈 👨‍👩‍👧‍👦 👍🏽 ☎️ 1️⃣ ©️ 🇪🇸",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "Ἀλέξανδρος, Ольга, אנה, 안나, อันนา",
            "e\u{301}",
        ] {
            assert_eq!(clean_line(text), text, "{:?}", text.escape_unicode().to_string());
            assert_eq!(clean_text(text), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_clean_stays_as_it_is(text in any::<String>()) {
            for clean in [clean_line, clean_text] {
                let once = clean(&text);
                prop_assert_eq!(clean(&once), once.clone());
                prop_assert!(!once.contains(|letter: char| letter.is_control() && letter != '\n'));
            }
            prop_assert!(!clean_line(&text).contains('\n'));
        }

        #[test]
        fn no_letter_is_lost(text in any::<String>()) {
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric() && !is_space(*letter)).collect::<String>();
            prop_assert_eq!(letters(&clean_line(&text)), letters(&text));
        }
    }
}
