//! A deadline as an iCalendar file (RFC 5545).

use refund_policy::Instant;

const MINUTE_MILLIS: i64 = 60_000;
const DAY_MILLIS: i64 = 24 * 60 * MINUTE_MILLIS;
/// A line has at most so many octets (section 3.1).
const OCTETS: usize = 75;

/// A deadline in a shopper's calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadline<'a> {
    /// The same for the same request, so that adding it again moves it and does not double it.
    pub id: &'a str,
    /// When it is.
    pub until: Instant,
    /// Its title.
    pub summary: &'a str,
    /// Its text.
    pub description: &'a str,
    /// The page's host name.
    pub host: &'a str,
    /// The page's address, without the query, which may open an order to whoever reads the calendar.
    pub url: &'a str,
}

impl Deadline<'_> {
    /// The file's text.
    pub fn to_ics(&self, now: Instant) -> String {
        let millis = self.until.millis();
        // It ends at the deadline: one at midnight would else stand on the day after.
        let start = Instant::from_millis(millis - 30 * MINUTE_MILLIS);
        // A day before, or an hour where that has passed.
        let alarm = if millis - now.millis() > DAY_MILLIS { "-P1D" } else { "-PT1H" };
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//refund-widget//deadline//EN".to_owned(),
            "METHOD:PUBLISH".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&format!("{}@{}", self.id, self.host))),
            format!("DTSTAMP:{}", utc(now)),
            // A later file for the same request counts as its newer version.
            format!("SEQUENCE:{}", now.millis().div_euclid(MINUTE_MILLIS)),
            format!("DTSTART:{}", utc(start)),
            format!("DTEND:{}", utc(self.until)),
            format!("SUMMARY:{}", escaped(self.summary)),
            format!("DESCRIPTION:{}", escaped(self.description)),
            format!("URL:{}", self.url),
            "TRANSP:TRANSPARENT".to_owned(),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", escaped(self.summary)),
            format!("TRIGGER;RELATED=END:{alarm}"),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().map(|line| folded(line) + "\r\n").collect()
    }
}

/// "20261122T060000Z".
fn utc(at: Instant) -> String {
    let seconds = at.to_string();
    let seconds = seconds.get(..19).unwrap_or(&seconds);
    seconds.chars().filter(|character| !matches!(character, '-' | ':')).chain(['Z']).collect()
}

/// A text as a value (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => value.extend(['\\', character]),
            '\n' | '\r' => value.push_str("\\n"),
            other => value.push(other),
        }
    }
    value
}

/// A line, and what is longer in lines that begin with a space.
fn folded(line: &str) -> String {
    let (mut lines, mut octets) = (String::with_capacity(line.len()), 0);
    for character in line.chars() {
        if octets + character.len_utf8() > OCTETS {
            lines.push_str("\r\n ");
            octets = 1;
        }
        lines.push(character);
        octets += character.len_utf8();
    }
    lines
}

#[cfg(test)]
mod tests {
    use refund_policy::Instant;

    use super::{Deadline, escaped, folded};

    fn file(now: &str, until: &str) -> String {
        let (summary, description) = ("Pedir el reembolso; hoy, no mañana", "Línea 1\r\nLínea 2 \\ fin");
        let instant = |text| Instant::parse(text).unwrap();
        let host = "shop.example";
        let url = "https://shop.example/order";
        Deadline { id: "1234", until: instant(until), summary, description, host, url }.to_ics(instant(now))
    }

    #[test]
    fn an_entry_ends_at_the_deadline_and_reminds_a_day_before() {
        let file = file("2026-11-20T10:00:30Z", "2026-11-22T06:00:00Z");
        for line in [
            "UID:1234@shop.example",
            "DTSTAMP:20261120T100030Z",
            "DTSTART:20261122T053000Z",
            "DTEND:20261122T060000Z",
            r"SUMMARY:Pedir el reembolso\; hoy\, no mañana",
            r"DESCRIPTION:Línea 1\nLínea 2 \\ fin",
            "URL:https://shop.example/order",
            "TRIGGER;RELATED=END:-P1D",
        ] {
            assert!(file.contains(&format!("{line}\r\n")), "{line} in {file}");
        }
        assert!(file.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_near_deadline_reminds_an_hour_before() {
        assert!(file("2026-11-22T01:00:00Z", "2026-11-22T06:00:00Z").contains("RELATED=END:-PT1H\r\n"));
    }

    #[test]
    fn a_later_file_is_a_newer_version_of_the_same_entry() {
        let sequence = |file: String| {
            let line = file.lines().find_map(|line| line.strip_prefix("SEQUENCE:").map(str::to_owned));
            line.unwrap().parse::<i64>().unwrap()
        };
        let (one, other) = (
            file("2026-11-20T10:00:00Z", "2026-11-22T06:00:00Z"),
            file("2026-11-20T10:01:00Z", "2026-11-22T06:00:00Z"),
        );
        assert_eq!(sequence(one) + 1, sequence(other));
    }

    #[test]
    fn line_breaks_of_every_kind_are_one() {
        assert_eq!(escaped("a\r\nb\rc\nd"), r"a\nb\nc\nd");
    }

    #[test]
    fn a_long_line_is_folded_between_characters() {
        let line = folded(&"ñ€😀".repeat(40));
        assert!(line.split("\r\n").all(|part| part.len() <= 75), "{line}");
        assert!(line.split("\r\n").skip(1).all(|part| part.starts_with(' ')));
        assert_eq!(line.replace("\r\n ", ""), "ñ€😀".repeat(40));
        assert_eq!(folded(&"a".repeat(75)), "a".repeat(75));
    }
}
