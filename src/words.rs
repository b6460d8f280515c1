//! The evaluator's own words, and how it writes amounts, numbers and instants.
//!
//! They are for the prefilled message and for text outside a browser, and so they depend on nothing but their
//! arguments: the page and the merchant's side write the same bytes. The widget shows numbers and dates by `Intl`.

use crate::amount::RemedyGiven;
use crate::day::Day;
use crate::decimal::Decimal;
use crate::digits;
use crate::document::{Combination, Comparison, NumberUnit, RemedyKind, Status};
use crate::gather::Gather;
use crate::locale::Locale;
use crate::money::Money;
use crate::time::{Instant, Zone};
use crate::window::{Span, Unit};

/// No-break space.
const NBSP: &str = "\u{a0}";
/// Narrow no-break space.
const NNBSP: &str = "\u{202f}";

/// The remedy's name, without an article: "full refund".
pub fn remedy(kind: RemedyKind, locale: Locale) -> &'static str {
    let [es, fr, en] = match kind {
        RemedyKind::FullRefund => ["reembolso íntegro", "remboursement intégral", "full refund"],
        RemedyKind::ProratedRefund => {
            ["reembolso proporcional", "remboursement au prorata", "pro rata refund"]
        }
        RemedyKind::PartialRefund => ["reembolso parcial", "remboursement partiel", "partial refund"],
        RemedyKind::Credit => ["saldo a su favor", "avoir", "credit"],
        RemedyKind::Extension => ["prórroga", "prolongation", "extension"],
        RemedyKind::Replacement => ["nueva entrega", "nouvelle livraison", "replacement"],
        RemedyKind::Repair => ["corrección", "correction", "repair"],
        RemedyKind::Cancellation => ["cancelación", "résiliation", "cancellation"],
        RemedyKind::Investigation => ["investigación", "enquête", "investigation"],
        RemedyKind::Support => ["soporte incluido", "assistance incluse", "included support"],
        RemedyKind::LimitedSupport => ["soporte limitado", "assistance limitée", "limited support"],
        RemedyKind::PaidSupport => ["soporte de pago", "assistance payante", "paid support"],
        RemedyKind::SalesAdvice => ["asesoramiento comercial", "conseil avant l’achat", "sales advice"],
    };
    pick(locale, es, fr, en)
}

/// The status as a short phrase.
pub fn status(status: Status, locale: Locale) -> &'static str {
    let [es, fr, en] = match status {
        Status::Qualifies => ["cumple las condiciones", "conditions remplies", "qualifies"],
        Status::ActionRequired => ["falta un paso", "une étape est requise", "one step to take"],
        Status::Review => ["pendiente de estudio", "à examiner", "for review"],
        Status::DoesNotQualify => {
            ["no cumple las condiciones", "conditions non remplies", "does not qualify"]
        }
        Status::NeedsInformation => ["faltan datos", "informations manquantes", "needs information"],
    };
    pick(locale, es, fr, en)
}

/// Several things in one phrase, as a combination of remedies joins them.
pub fn join(parts: &[String], choice: Combination, locale: Locale) -> String {
    let last = match choice {
        Combination::All => pick(locale, " y ", " et ", " and "),
        Combination::Shopper | Combination::Merchant => pick(locale, " o ", " ou ", " or "),
        Combination::InOrder => {
            pick(locale, " o, si no es posible, ", " ou, à défaut, ", " or, failing that, ")
        }
    };
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => {
            let mut text = String::new();
            for (index, part) in rest.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(part);
            }
            [&text, last, end].concat()
        }
    }
}

/// The remedies in one phrase, with their amounts.
pub(crate) fn remedies(remedies: &[RemedyGiven], choice: Combination, locale: Locale) -> String {
    let parts: Vec<String> = remedies.iter().map(|remedy| remedy_given(remedy, locale)).gather();
    join(&parts, choice, locale)
}

/// A remedy with its amount, where that is known.
pub(crate) fn remedy_given(given: &RemedyGiven, locale: Locale) -> String {
    let name = remedy(given.kind, locale);
    match given.amount {
        Some(amount) => [name, " (", &money(amount, locale), ")"].concat(),
        None => name.to_owned(),
    }
}

/// Yes or no.
pub fn yes_no(yes: bool, locale: Locale) -> &'static str {
    if yes { pick(locale, "sí", "oui", "yes") } else { pick(locale, "no", "non", "no") }
}

/// Condition of a change: had the request come before a date.
pub(crate) fn had_you_asked_before(date: &str, locale: Locale) -> String {
    around(
        locale,
        date,
        ["Si lo hubiera pedido antes del ", ""],
        ["Si vous aviez fait la demande avant le ", ""],
        ["Had you asked before ", ""],
    )
}

/// Condition of a change: once a date has come.
pub(crate) fn from(date: &str, locale: Locale) -> String {
    around(locale, date, ["A partir del ", ""], ["À partir du ", ""], ["From ", ""])
}

/// Condition of a change: once a step is done, and the waiting time after it is over.
pub(crate) fn once_done(step: &str, wait: Option<Span>, locale: Locale) -> String {
    let done = around(
        locale,
        step,
        ["Una vez completado este paso («", "»)"],
        ["Une fois cette étape accomplie («\u{a0}", "\u{a0}»)"],
        ["Once this step is done (“", "”)"],
    );
    let Some(wait) = wait else { return done };
    let and_over = around(
        locale,
        &span(wait, locale),
        [" y tras esperar ", ""],
        [" et après ", " d’attente"],
        [" and you have waited ", ""],
    );
    done + &and_over
}

/// A length of time: `48 horas`, `1 mois`.
fn span(span: Span, locale: Locale) -> String {
    let [one, other] = match span.unit {
        Unit::Hours => pick(locale, ["hora", "horas"], ["heure", "heures"], ["hour", "hours"]),
        Unit::Days => pick(locale, ["día", "días"], ["jour", "jours"], ["day", "days"]),
        Unit::Months => pick(locale, ["mes", "meses"], ["mois", "mois"], ["month", "months"]),
    };
    [digits::padded(span.count.into(), 1).as_str(), NBSP, if span.count == 1 { one } else { other }].concat()
}

/// Condition of a change: another answer.
pub(crate) fn if_the_answer_were(label: &str, answer: &str, locale: Locale) -> String {
    match locale {
        Locale::Es => ["Si la respuesta a «", label, "» fuera «", answer, "»"].concat(),
        Locale::Fr => ["Si la réponse à «\u{a0}", label, "\u{a0}» était «\u{a0}", answer, "\u{a0}»"].concat(),
        Locale::En => ["If the answer to “", label, "” were “", answer, "”"].concat(),
    }
}

/// Condition of a change: another number.
pub(crate) fn if_it_were(label: &str, comparison: Comparison, number: &str, locale: Locale) -> String {
    let than = match comparison {
        Comparison::Above => pick(locale, "más de ", "plus de ", "more than "),
        Comparison::AtLeast => pick(locale, "al menos ", "au moins ", "at least "),
        Comparison::Below => pick(locale, "menos de ", "moins de ", "less than "),
        Comparison::AtMost => pick(locale, "como máximo ", "au plus ", "at most "),
    };
    match locale {
        Locale::Es => ["Si «", label, "» fuera ", than, number].concat(),
        Locale::Fr => ["Si «\u{a0}", label, "\u{a0}» était ", than, number].concat(),
        Locale::En => ["If “", label, "” were ", than, number].concat(),
    }
}

/// A comparison for programs.
pub(crate) fn symbol(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Above => ">",
        Comparison::AtLeast => ">=",
        Comparison::Below => "<",
        Comparison::AtMost => "<=",
    }
}

/// Result of a change that did not happen; `steps` from a promise, 0 being the promise itself and 1 a named step.
pub(crate) fn would_be(steps: u8, remedies: &str, locale: Locale) -> String {
    match (steps, remedies.is_empty()) {
        (0, false) => around(
            locale,
            remedies,
            ["le correspondería: ", ""],
            ["vous auriez droit à\u{a0}: ", ""],
            ["you would be entitled to: ", ""],
        ),
        (1, false) => around(
            locale,
            remedies,
            ["tras dar un paso le correspondería: ", ""],
            ["une démarche vous donnerait droit à\u{a0}: ", ""],
            ["one step would entitle you to: ", ""],
        ),
        (_, false) => around(
            locale,
            remedies,
            ["el comercio estudiaría: ", ""],
            ["le commerçant examinerait\u{a0}: ", ""],
            ["the merchant would consider: ", ""],
        ),
        (_, true) => pick(
            locale,
            "el comercio estudiaría su caso",
            "le commerçant examinerait votre demande",
            "the merchant would review your case",
        )
        .to_owned(),
    }
}

/// Result of a change that is to come, counted likewise.
pub(crate) fn will_be(steps: u8, remedies: &str, locale: Locale) -> String {
    match (steps, remedies.is_empty()) {
        (0, false) => around(
            locale,
            remedies,
            ["le corresponde: ", ""],
            ["vous avez droit à\u{a0}: ", ""],
            ["you are entitled to: ", ""],
        ),
        (_, false) => around(
            locale,
            remedies,
            ["el comercio estudiará: ", ""],
            ["le commerçant examinera\u{a0}: ", ""],
            ["the merchant will consider: ", ""],
        ),
        (_, true) => pick(
            locale,
            "el comercio estudiará su caso",
            "le commerçant examinera votre demande",
            "the merchant will review your case",
        )
        .to_owned(),
    }
}

/// A text between two others.
fn around(locale: Locale, text: &str, es: [&str; 2], fr: [&str; 2], en: [&str; 2]) -> String {
    let [before, after] = pick(locale, es, fr, en);
    [before, text, after].concat()
}

/// An amount of money: `49,90 €`, `€49.90`; other currencies than the euro by their code.
pub fn money(money: Money, locale: Locale) -> String {
    let code = money.currency.code();
    let name = if code == "EUR" { "€" } else { code };
    let number = digits(money.minor, usize::from(money.currency.minor_digits()), locale);
    match (locale, name) {
        (Locale::En, "€") => ["€", &number].concat(),
        (Locale::En, code) => [code, NBSP, &number].concat(),
        (_, name) => [&number, NBSP, name].concat(),
    }
}

/// A number with its unit: `9 %`, `48,5 h`, `3`.
pub fn number(number: Decimal, unit: NumberUnit, locale: Locale) -> String {
    let write = |number: Decimal| number.written(pick(locale, ",", ",", "."));
    match unit {
        NumberUnit::Count => write(number),
        NumberUnit::Hours => [&write(number), NBSP, "h"].concat(),
        NumberUnit::Ratio => {
            let space = pick(locale, NBSP, NNBSP, "");
            [&write(number.times_hundred()), space, "%"].concat()
        }
    }
}

/// A date and a time on a zone's clocks: `21 de noviembre de 2026, 14:30`.
pub fn instant(at: Instant, zone: &dyn Zone, locale: Locale) -> String {
    let Some(civil) = at.civil(zone) else { return at.text() };
    let (hour, minute) =
        (digits::padded(civil.hour.unsigned_abs(), 2), digits::padded(civil.minute.unsigned_abs(), 2));
    date_and_time(civil.day, &[&hour, ":", &minute].concat(), locale)
}

/// The end of a time: where it is a midnight, the day that ends with it, so that nobody takes it for a day more.
pub fn end(at: Instant, zone: &dyn Zone, locale: Locale) -> String {
    let is_midnight = at.civil(zone).is_some_and(|civil| (civil.hour, civil.minute) == (0, 0));
    let last = Instant::from_millis(at.millis() - 1).civil(zone);
    match last.filter(|_| is_midnight) {
        Some(last) => date_and_time(last.day, "24:00", locale),
        None => instant(at, zone, locale),
    }
}

fn date_and_time(day: Day, time: &str, locale: Locale) -> String {
    let (year, month, day) = day.date();
    let (day, year) = (digits::padded(day.into(), 1), digits::padded(year.into(), 1));
    let month = self::month(month, locale);
    match locale {
        Locale::Es => [&day, " de ", month, " de ", &year, ", ", time].concat(),
        // French counts the first of a month as an ordinal.
        Locale::Fr => {
            [day.as_str(), if day == "1" { "er " } else { " " }, month, " ", &year, " à ", time].concat()
        }
        Locale::En => [&day, " ", month, " ", &year, " at ", time].concat(),
    }
}

fn month(number: u8, locale: Locale) -> &'static str {
    const MONTHS: [[&str; 3]; 12] = [
        ["enero", "janvier", "January"],
        ["febrero", "février", "February"],
        ["marzo", "mars", "March"],
        ["abril", "avril", "April"],
        ["mayo", "mai", "May"],
        ["junio", "juin", "June"],
        ["julio", "juillet", "July"],
        ["agosto", "août", "August"],
        ["septiembre", "septembre", "September"],
        ["octubre", "octobre", "October"],
        ["noviembre", "novembre", "November"],
        ["diciembre", "décembre", "December"],
    ];
    let named = usize::from(number).checked_sub(1).and_then(|index| MONTHS.get(index));
    named.map_or("", |[es, fr, en]| pick(locale, es, fr, en))
}

/// Minor units with the locale's signs: a decimal sign before the last `places` digits, and groups of three.
fn digits(minor: i64, places: usize, locale: Locale) -> String {
    let text = digits::padded(u64::try_from(minor).unwrap_or_default(), places + 1);
    let (whole, fraction) = text.split_at(text.len() - places);
    let group = pick(locale, ".", NNBSP, ",");
    // Spanish leaves four digits together (Real Academia, Ortografía).
    let grouped = locale != Locale::Es || whole.len() > 4;
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    if places > 0 {
        out.push_str(pick(locale, ",", ",", "."));
        out.push_str(fraction);
    }
    out
}

fn pick<T>(locale: Locale, es: T, fr: T, en: T) -> T {
    match locale {
        Locale::Es => es,
        Locale::Fr => fr,
        Locale::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::{join, money};
    use crate::document::Combination;
    use crate::locale::Locale;
    use crate::money::{Currency, Money};

    #[test]
    fn amounts_follow_the_locale() {
        let write = |minor, code, locale| {
            let text = money(Money { minor, currency: Currency::parse(code).expect("a currency") }, locale);
            text.replace('\u{a0}', " ").replace('\u{202f}', "_")
        };
        assert_eq!(write(4990, "EUR", Locale::Es), "49,90 €");
        assert_eq!(write(499_000, "EUR", Locale::Es), "4990,00 €");
        assert_eq!(write(1_234_567, "EUR", Locale::Es), "12.345,67 €");
        assert_eq!(write(1_234_567, "EUR", Locale::Fr), "12_345,67 €");
        assert_eq!(write(1_234_567, "EUR", Locale::En), "€12,345.67");
        assert_eq!(write(5, "USD", Locale::En), "USD 0.05");
        assert_eq!(write(22_606, "JPY", Locale::Fr), "22_606 JPY");
    }

    #[test]
    fn parts_are_joined_as_they_combine() {
        let parts = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!(join(&parts, Combination::Shopper, Locale::En), "a, b or c");
        assert_eq!(join(&parts, Combination::All, Locale::Es), "a, b y c");
        assert_eq!(join(&parts, Combination::InOrder, Locale::Fr), "a, b ou, à défaut, c");
        assert_eq!(join(&[], Combination::All, Locale::En), "");
    }
}
