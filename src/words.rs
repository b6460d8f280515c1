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

/// The remedy's name as it stands in a sentence or after a colon, with its article where it has one: "a full refund".
///
/// The widget's strings call it the same (`remedy.full_refund`); a test of xtask's holds that.
pub fn remedy(kind: RemedyKind, locale: Locale) -> &'static str {
    let names: &[&str; 3] = match kind {
        RemedyKind::FullRefund => &["un reembolso íntegro", "un remboursement intégral", "a full refund"],
        RemedyKind::ProratedRefund => &[
            "un reembolso de la parte cancelada",
            "un remboursement de la partie annulée",
            "a refund of the cancelled part",
        ],
        RemedyKind::PartialRefund => {
            &["un reembolso parcial", "un remboursement partiel", "a partial refund"]
        }
        RemedyKind::Credit => &["un saldo a favor", "un avoir", "a credit"],
        RemedyKind::Extension => &["una prolongación", "une prolongation", "an extension"],
        RemedyKind::Replacement => &["una nueva entrega", "une nouvelle livraison", "a replacement"],
        RemedyKind::Repair => &["una corrección", "une correction", "a correction"],
        RemedyKind::Cancellation => &["la cancelación", "la résiliation", "the cancellation"],
        RemedyKind::Investigation => &["una investigación", "une enquête", "an investigation"],
        RemedyKind::Support => &["soporte", "l’assistance", "support"],
        RemedyKind::LimitedSupport => &["soporte limitado", "une assistance limitée", "limited support"],
        RemedyKind::PaidSupport => &["soporte de pago", "une assistance payante", "paid support"],
        RemedyKind::SalesAdvice => {
            &["asesoramiento antes de la compra", "des conseils avant l’achat", "advice before buying"]
        }
    };
    pick(locale, names)
}

/// The status as a short phrase.
pub fn status(status: Status, locale: Locale) -> &'static str {
    let names: &[&str; 3] = match status {
        Status::Qualifies => &["cumple las condiciones", "conditions remplies", "qualifies"],
        Status::ActionRequired => &["falta un paso", "une étape est requise", "one step to take"],
        Status::Review => &["pendiente de estudio", "à examiner", "for review"],
        Status::DoesNotQualify => {
            &["no cumple las condiciones", "conditions non remplies", "does not qualify"]
        }
        Status::NeedsInformation => &["faltan datos", "informations manquantes", "needs information"],
    };
    pick(locale, names)
}

/// Several things in one phrase, as a combination of remedies joins them.
pub fn join(parts: &[String], choice: Combination, locale: Locale) -> String {
    let last: &[&str; 3] = match choice {
        Combination::All => &[" y ", " et ", " and "],
        Combination::Shopper | Combination::Merchant => &[" o ", " ou ", " or "],
        Combination::InOrder => &[" o, si no es posible, ", " ou, à défaut, ", " or, failing that, "],
    };
    let last = pick(locale, last);
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
    if yes { pick(locale, &["sí", "oui", "yes"]) } else { pick(locale, &["no", "non", "no"]) }
}

/// Condition of a change: had the request come before an instant.
pub(crate) fn had_you_asked_before(end: Instant, zone: &dyn Zone, locale: Locale) -> String {
    let (before, end) = bound(
        end,
        zone,
        locale,
        pick(
            locale,
            &[
                ["Si lo hubiera pedido antes del ", "Si lo hubiera pedido hasta el final del "],
                ["Si vous aviez fait la demande avant le ", "Si vous aviez fait la demande au plus tard le "],
                ["Had you asked before ", "Had you asked by the end of "],
            ],
        ),
    );
    [before, &end].concat()
}

/// Condition of a change: once an instant has come, and until another one where it does not hold for ever.
pub(crate) fn from(start: Instant, end: Option<Instant>, zone: &dyn Zone, locale: Locale) -> String {
    let mut text =
        [pick(locale, &["A partir del ", "À partir du ", "From "]), &instant(start, zone, locale)].concat();
    if let Some(end) = end {
        let (to, end) = bound(
            end,
            zone,
            locale,
            pick(
                locale,
                &[
                    [" y hasta el ", " y hasta el final del "],
                    [" et jusqu’au ", " et jusqu’à la fin du "],
                    [" until ", " until the end of "],
                ],
            ),
        );
        text.push_str(to);
        text.push_str(&end);
    }
    text
}

/// The end of a time: an instant, or where it is a midnight, the day that ends with it, so that nobody takes it for a
/// day more. Of two phrases, the one that goes before it: the first before an instant, the second before a day.
fn bound(end: Instant, zone: &dyn Zone, locale: Locale, before: [&'static str; 2]) -> (&'static str, String) {
    let [before_instant, before_day] = before;
    match last_day(end, zone, locale) {
        Some(day) => (before_day, day),
        None => (before_instant, instant(end, zone, locale)),
    }
}

/// Condition of a change: once a step is done, and the waiting time after it is over.
pub(crate) fn once_done(step: &str, wait: Option<Span>, locale: Locale) -> String {
    let done = around(
        locale,
        step,
        &[
            ["Una vez completado este paso («", "»)"],
            ["Une fois cette étape accomplie («\u{a0}", "\u{a0}»)"],
            ["Once this step is done (“", "”)"],
        ],
    );
    let Some(wait) = wait else { return done };
    let and_over = around(
        locale,
        &span(wait, locale),
        &[[" y tras esperar ", ""], [" et après ", " d’attente"], [" and you have waited ", ""]],
    );
    done + &and_over
}

/// A length of time: `48 horas`, `1 mois`.
fn span(span: Span, locale: Locale) -> String {
    let units: &[[&str; 2]; 3] = match span.unit {
        Unit::Hours => &[["hora", "horas"], ["heure", "heures"], ["hour", "hours"]],
        Unit::Days => &[["día", "días"], ["jour", "jours"], ["day", "days"]],
        Unit::Months => &[["mes", "meses"], ["mois", "mois"], ["month", "months"]],
    };
    let [one, other] = pick(locale, units);
    [digits::padded(span.count.into(), 1).as_str(), NBSP, if span.count == 1 { one } else { other }].concat()
}

/// Condition of a change: another answer.
pub(crate) fn if_the_answer_were(label: &str, answer: &str, locale: Locale) -> String {
    let [before, between, after] = pick(
        locale,
        &[
            ["Si la respuesta a «", "» fuera «", "»"],
            ["Si la réponse à «\u{a0}", "\u{a0}» était «\u{a0}", "\u{a0}»"],
            ["If the answer to “", "” were “", "”"],
        ],
    );
    [before, label, between, answer, after].concat()
}

/// Condition of a change: another number.
pub(crate) fn if_it_were(label: &str, comparison: Comparison, number: &str, locale: Locale) -> String {
    let than: &[&str; 3] = match comparison {
        Comparison::Above => &["más de ", "plus de ", "more than "],
        Comparison::AtLeast => &["al menos ", "au moins ", "at least "],
        Comparison::Below => &["menos de ", "moins de ", "less than "],
        Comparison::AtMost => &["como máximo ", "au plus ", "at most "],
    };
    let than = pick(locale, than);
    let [before, between] =
        pick(locale, &[["Si «", "» fuera "], ["Si «\u{a0}", "\u{a0}» était "], ["If “", "” were "]]);
    [before, label, between, than, number].concat()
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

/// When a change happens, as its result is told.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    /// It could have happened, and cannot any more: "you would have been entitled to".
    Past,
    /// It is supposed: "you would be entitled to".
    Supposed,
    /// It is to come: "you will be entitled to".
    ToCome,
}

/// Result of a change: what the policy promises, or what is left to the merchant. Without remedies it is the request itself.
///
/// No verb here takes a preposition that Spanish or French would have to repeat before each remedy.
pub(crate) fn result(mood: Mood, is_promise: bool, remedies: &str, locale: Locale) -> String {
    let begins: &[&str; 3] = match (mood, is_promise) {
        (Mood::Past, true) => &[
            "le habría correspondido ",
            "la politique vous aurait accordé ",
            "you would have been entitled to ",
        ],
        (Mood::Supposed, true) => {
            &["le correspondería ", "la politique vous accorderait ", "you would be entitled to "]
        }
        (Mood::ToCome, true) => {
            &["le corresponderá ", "la politique vous accordera ", "you will be entitled to "]
        }
        (Mood::Past, false) => {
            &["la tienda habría estudiado ", "la boutique aurait étudié ", "the shop would have considered "]
        }
        (Mood::Supposed, false) => {
            &["la tienda estudiaría ", "la boutique étudierait ", "the shop would consider "]
        }
        (Mood::ToCome, false) => {
            &["la tienda estudiará ", "la boutique étudiera ", "the shop will consider "]
        }
    };
    let what = match remedies {
        "" => pick(locale, &["lo que solicita", "ce que vous demandez", "what you ask for"]),
        remedies => remedies,
    };
    [pick(locale, begins), what].concat()
}

/// What a result still takes.
pub(crate) fn after_step(step: &str, locale: Locale) -> String {
    around(
        locale,
        step,
        &[
            [" tras este paso: «", "»"],
            [" après cette étape\u{a0}: «\u{a0}", "\u{a0}»"],
            [" after this step: “", "”"],
        ],
    )
}

/// A text between two others.
fn around(locale: Locale, text: &str, others: &[[&str; 2]; 3]) -> String {
    let [before, after] = pick(locale, others);
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
    let write = |number: Decimal| number.written(pick(locale, &[",", ",", "."]));
    match unit {
        NumberUnit::Count => write(number),
        NumberUnit::Hours => [&write(number), NBSP, "h"].concat(),
        NumberUnit::Ratio => {
            let space = pick(locale, &[NBSP, NNBSP, ""]);
            [&write(number.times_hundred()), space, "%"].concat()
        }
    }
}

/// A date and a time on a zone's clocks: `21 de noviembre de 2026, 14:30`.
pub fn instant(at: Instant, zone: &dyn Zone, locale: Locale) -> String {
    let Some(civil) = at.civil(zone) else { return at.text() };
    let (hour, minute) =
        (digits::padded(civil.hour.unsigned_abs(), 2), digits::padded(civil.minute.unsigned_abs(), 2));
    let at = pick(locale, &[", ", " à ", " at "]);
    [&date(civil.day, locale), at, &hour, ":", &minute].concat()
}

/// The day that ends at an instant, where that is a midnight: `21 de noviembre de 2026`.
pub fn last_day(end: Instant, zone: &dyn Zone, locale: Locale) -> Option<String> {
    let civil = end.civil(zone)?;
    let last = Instant::from_millis(end.millis() - 1).civil(zone)?;
    ((civil.hour, civil.minute) == (0, 0)).then(|| date(last.day, locale))
}

fn date(day: Day, locale: Locale) -> String {
    let (year, month, day) = day.date();
    let (day, year) = (digits::padded(day.into(), 1), digits::padded(year.into(), 1));
    let month = self::month(month, locale);
    let (before, after) = match locale {
        Locale::Es => (" de ", " de "),
        // French counts the first of a month as an ordinal.
        Locale::Fr if day == "1" => ("er ", " "),
        Locale::Fr | Locale::En => (" ", " "),
    };
    [&day, before, month, after, &year].concat()
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
    named.map_or("", |names| pick(locale, names))
}

/// Minor units with the locale's signs: a decimal sign before the last `places` digits, and groups of three.
fn digits(minor: i64, places: usize, locale: Locale) -> String {
    let text = digits::padded(u64::try_from(minor).unwrap_or_default(), places + 1);
    let (whole, fraction) = text.split_at(text.len() - places);
    let group = pick(locale, &[".", NNBSP, ","]);
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
        out.push_str(pick(locale, &[",", ",", "."]));
        out.push_str(fraction);
    }
    out
}

/// One of three by the locale. They come by reference, so that a place which says something hands over one address.
#[inline(never)]
fn pick<T: Copy>(locale: Locale, [es, fr, en]: &[T; 3]) -> T {
    *match locale {
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
