//! A request as a mail that waits in the shopper's own program: a `mailto:` link (RFC 6068).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::request::clean::{clean_line, clean_text};
use crate::request::limits::MAILTO_BYTES;

/// A link that opens a mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailto {
    /// The link, of at most [`MAILTO_BYTES`] unless its recipients alone are longer.
    pub href: String,
    /// Whether the message was cut to fit. Whoever shows the link then says so, and offers the whole text to copy.
    pub is_cut: bool,
}

/// All but RFC 3986's unreserved characters is encoded in a field.
const FIELD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Recipients are the merchant's own: what a URI may hold there stays, `%` too, as it may encode something already.
const RECIPIENTS: &AsciiSet = &FIELD
    .remove(b'%')
    .remove(b'@')
    .remove(b',')
    .remove(b'+')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'*')
    .remove(b';')
    .remove(b':');

/// What stands where a message was cut.
const CUT: &str = "\r\n[…]";

/// The link for a recipient or a whole `mailto:` address. What that already has stays: copies go where they were to
/// go, its subject stands before this one and its text above this one.
pub fn mailto(recipient: &str, subject: &str, message: &str) -> Mailto {
    let (recipients, fields) = taken_apart(recipient);
    let own = |name: &str| fields.iter().find(|field| field.is(name)).map(|field| field.text.as_str());
    let subject = joined(own("subject"), " ", &clean_line(subject));
    let message = joined(own("body"), "\r\n\r\n", &clean_text(message).replace('\n', "\r\n"));

    let mut href = format!("mailto:{}", utf8_percent_encode(&recipients, RECIPIENTS));
    let others = fields.iter().filter(|field| !field.is("subject") && !field.is("body"));
    let others = others.map(|field| (field.name.as_str(), field.text.as_str()));
    for (index, (name, text)) in others.chain([("subject", subject.as_str())]).enumerate() {
        href.push(if index == 0 { '?' } else { '&' });
        href.push_str(&format!("{}={}", encoded(name), encoded(text)));
    }
    href.push_str("&body=");
    let (body, is_cut) = body(&message, MAILTO_BYTES.saturating_sub(href.len()));
    Mailto { href: href + &body, is_cut }
}

/// A field of an address: `cc=desk@shop.example`.
struct Field {
    name: String,
    text: String,
}

impl Field {
    /// Names of header fields are the same in capitals (RFC 5322, section 1.2.2).
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// The recipients as they were written, and the fields decoded.
fn taken_apart(recipient: &str) -> (String, Vec<Field>) {
    const SCHEME: &str = "mailto:";
    let recipient = recipient.trim();
    let address = match recipient.split_at_checked(SCHEME.len()) {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case(SCHEME) => address,
        _ => recipient,
    };
    let (recipients, fields) = address.split_once('?').unwrap_or((address, ""));
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let fields = fields.split('&').filter_map(|field| field.split_once('='));
    let fields = fields.filter(|(name, _)| !name.is_empty());
    let fields = fields.map(|(name, text)| Field { name: decoded(name), text: decoded(text) });
    (recipients.trim().to_owned(), fields.collect())
}

fn joined(own: Option<&str>, between: &str, text: &str) -> String {
    match own.filter(|own| !own.trim().is_empty()) {
        Some(own) => format!("{own}{between}{text}"),
        None => text.to_owned(),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, FIELD).to_string()
}

/// The message, encoded in at most so many bytes, and whether it had to be cut: at a line or a word, if one is near.
fn body(message: &str, most: usize) -> (String, bool) {
    let whole = encoded(message);
    if whole.len() <= most {
        return (whole, false);
    }
    let mut room = most.saturating_sub(encoded(CUT).len());
    let mut end = 0;
    for (at, letter) in message.char_indices() {
        let length = encoded(letter.encode_utf8(&mut [0; 4])).len();
        let Some(left) = room.checked_sub(length) else { break };
        room = left;
        end = at + letter.len_utf8();
    }
    let fitting = message.get(..end).unwrap_or_default();
    let words = fitting.rsplit_once(char::is_whitespace).map_or("", |(words, _)| words);
    let kept = if words.len() * 2 > fitting.len() { words } else { fitting };
    (encoded(kept.trim_end()) + &encoded(CUT), true)
}

#[cfg(test)]
mod tests {
    use super::mailto;
    use crate::request::limits::MAILTO_BYTES;

    fn link(recipient: &str) -> String {
        mailto(recipient, "Refund – A-1001", "Hello,\n49.90 € & more?\r\nAna").href
    }

    const FIELDS: &str = "subject=Refund%20%E2%80%93%20A-1001\
        &body=Hello%2C%0D%0A49.90%20%E2%82%AC%20%26%20more%3F%0D%0AAna";

    #[test]
    fn subject_and_message_are_fields_and_lines_end_as_in_mail() {
        assert_eq!(link("help@shop.example"), format!("mailto:help@shop.example?{FIELDS}"));
        assert_eq!(link("mailto:help@shop.example"), format!("mailto:help@shop.example?{FIELDS}"));
        assert_eq!(link(" MAILTO:help@shop.example "), format!("mailto:help@shop.example?{FIELDS}"));
        assert_eq!(link("mailto:"), format!("mailto:?{FIELDS}"));
    }

    #[test]
    fn what_the_address_has_already_stays() {
        assert_eq!(
            link("mailto:a@shop.example,b@shop.example?cc=desk@shop.example&bcc=all%2Bnew@shop.example"),
            format!(
                "mailto:a@shop.example,b@shop.example?cc=desk%40shop.example&bcc=all%2Bnew%40shop.example&{FIELDS}"
            )
        );
        let both = mailto("mailto:a@shop.example?Subject=%5Bshop%5D&body=Dear%20team", "Refund", "Ana");
        assert_eq!(
            both.href,
            "mailto:a@shop.example?subject=%5Bshop%5D%20Refund&body=Dear%20team%0D%0A%0D%0AAna"
        );
        assert_eq!(both.href.matches('?').count(), 1);
    }

    #[test]
    fn a_recipient_cannot_end_the_address() {
        let href = link("Ana <a\"b@shop.example>#x%20y");
        assert!(href.starts_with("mailto:Ana%20%3Ca%22b@shop.example%3E%23x%20y?"), "{href}");
        assert_eq!(mailto("a@b.example", "one\r\nBcc: all@b.example", "x").href.matches("%0D%0A").count(), 0);
    }

    #[test]
    fn a_long_message_is_cut_at_a_word_and_it_is_told() {
        let message = "Ñandú words. ".repeat(400);
        let cut = mailto("help@shop.example", "Refund", &message);
        assert!(cut.is_cut && cut.href.len() <= MAILTO_BYTES, "{}", cut.href.len());
        assert!(cut.href.len() > MAILTO_BYTES - 100);
        assert!(cut.href.ends_with("words.%0D%0A%5B%E2%80%A6%5D"), "{}", cut.href);
        assert!(!mailto("help@shop.example", "Refund", "short").is_cut);
    }
}
