//! A verdict as a letter: the answer first, then why, what time will change, what
//! would have made a better answer, what to do, what to send along, what
//! happens next, and what is still missing.
//!
//! Instants stand on the clocks of the policy's zone. The policy's own texts come in the locale; only the sentences
//! between them are this program's (`strings/`).

use refund_policy::document::{Alternative, Clause, Combination, Duration, Fact, FactKind, Processing};
use refund_policy::request::fact_text;
use refund_policy::{
    AlternativeGiven, EvidenceAsked, Facts, Instant, Locale, Policy, Reason, RemedyGiven, Role, Segment,
    Status, StepDue, Verdict, words,
};
use textwrap::{Options, WordSeparator, WordSplitter, fill as wrap};

use crate::failure::Failure;
use crate::strings::{Strings, fill, strings};

/// Columns of the text.
const WIDTH: usize = 80;

/// What a letter is written from.
struct Letter<'a> {
    policy: &'a Policy,
    facts: &'a Facts,
    verdict: &'a Verdict,
    locale: Locale,
    strings: Strings,
}

/// The letter for a verdict on these facts.
pub(crate) fn letter(
    policy: &Policy,
    facts: &Facts,
    verdict: &Verdict,
    locale: Locale,
) -> Result<String, Failure> {
    let letter = Letter { policy, facts, verdict, locale, strings: strings(locale)? };
    let parts = [
        letter.answer(),
        letter.why(),
        letter.changes(),
        letter.otherwise(),
        letter.to_do(),
        letter.to_attach(),
        letter.next(),
        letter.open(),
        letter.also(),
        paragraph(&letter.strings.law),
        paragraph(&letter.signature()),
    ];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"))
}

impl Letter<'_> {
    /// What the shopper gets, until when, and what they can have besides.
    fn answer(&self) -> String {
        let sentences = [self.status(), self.choice(), self.alternatives(), self.until()];
        paragraph(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    fn status(&self) -> Option<String> {
        let strings = &self.strings;
        let remedies = self.remedies();
        let (with_remedies, plain) = match self.verdict.status {
            Status::Qualifies => (&strings.qualifies, &strings.qualifies_plain),
            Status::ActionRequired => (&strings.action_required, &strings.action_required_plain),
            Status::Review => (&strings.review, &strings.review_plain),
            Status::DoesNotQualify => (&strings.does_not_qualify, &strings.does_not_qualify),
            Status::NeedsInformation => return Some(self.undecided()),
        };
        let sentence = if remedies.is_empty() { plain } else { with_remedies };
        Some(self.say(sentence, &[("remedies", &remedies)]))
    }

    fn undecided(&self) -> String {
        let count = u32::try_from(self.verdict.missing.len()).unwrap_or(u32::MAX);
        self.say(self.strings.needs_information.of(count, self.locale), &[("count", &count.to_string())])
    }

    fn remedies(&self) -> String {
        let named: Vec<String> = self.verdict.remedies.iter().map(|remedy| self.remedy(remedy)).collect();
        words::join(&named, self.verdict.choice, self.locale)
    }

    fn remedy(&self, remedy: &RemedyGiven) -> String {
        let name = words::remedy(remedy.kind, self.locale);
        let Some(amount) = remedy.amount else { return name.to_owned() };
        let sentence = if remedy.estimate { &self.strings.of_estimate } else { &self.strings.of_amount };
        self.say(sentence, &[("remedy", name), ("amount", &words::money(amount, self.locale))])
    }

    /// Who chooses among several remedies. (That they come in order, or all, the phrase itself says.)
    fn choice(&self) -> Option<String> {
        if self.verdict.remedies.len() < 2 {
            return None;
        }
        match self.verdict.choice {
            Combination::Shopper => Some(self.strings.choice_shopper.clone()),
            Combination::Merchant => Some(self.say(&self.strings.choice_merchant, &[])),
            Combination::All | Combination::InOrder => None,
        }
    }

    fn alternatives(&self) -> Option<String> {
        let named: Vec<String> =
            self.verdict.alternatives.iter().map(|given| self.alternative(given)).collect();
        let sentence = match self.verdict.remedies.is_empty() {
            true => &self.strings.alternatives,
            false => &self.strings.alternatives_besides,
        };
        let all = words::join(&named, Combination::All, self.locale);
        (!named.is_empty()).then(|| self.say(sentence, &[("alternatives", &all)]))
    }

    fn alternative(&self, given: &AlternativeGiven) -> String {
        let name = words::remedy(given.kind, self.locale);
        let options = self.options(given);
        match options.is_empty() {
            true => name.to_owned(),
            false => self.say(&self.strings.with_options, &[("alternative", name), ("options", &options)]),
        }
    }

    /// The ways in which an alternative can be had, in the deciding clause's words.
    fn options(&self, given: &AlternativeGiven) -> String {
        let clause = self.verdict.deciding().and_then(|reason| self.clause(&reason.clause));
        let same = |alternative: &&Alternative| alternative.kind == given.kind;
        let options =
            clause.and_then(|clause| clause.then.alternatives.iter().find(same)).map(|found| &found.options);
        let labels = options.into_iter().flatten().map(|option| lower_first(option.label.get(self.locale)));
        labels.collect::<Vec<_>>().join(&self.strings.or)
    }

    fn clause(&self, id: &str) -> Option<&Clause> {
        self.policy.document.clauses.iter().find(|clause| clause.id == id)
    }

    fn until(&self) -> Option<String> {
        let end = self.verdict.until?;
        // At a midnight the day that ends with it is told, so that nobody takes it for a day more.
        let (sentence, until) = match words::last_day(end, self.policy.zone(), self.locale) {
            Some(day) => (&self.strings.until_end_of, day),
            None => (&self.strings.until, self.instant(end)),
        };
        Some(self.say(sentence, &[("until", &until)]))
    }

    /// What time alone will make of it, as far as the time line tells.
    fn changes(&self) -> String {
        let later = self.verdict.timeline.iter().filter(|segment| segment.from > self.verdict.at);
        self.section(&self.strings.changes, later.map(|segment| item("-", &self.change(segment))))
    }

    fn change(&self, segment: &Segment) -> String {
        let names = segment.remedies.iter().map(|kind| words::remedy(*kind, self.locale));
        let remedies = names.collect::<Vec<_>>().join(", ");
        let sentence = match remedies.is_empty() {
            true => &self.strings.change,
            false => &self.strings.change_with_remedies,
        };
        let status = words::status(segment.status, self.locale);
        self.say(
            sentence,
            &[("from", &self.instant(segment.from)), ("status", status), ("remedies", &remedies)],
        )
    }

    /// What would have made a better answer.
    fn otherwise(&self) -> String {
        self.section(
            &self.strings.otherwise,
            self.verdict.what_if.iter().map(|change| item("-", &change.text)),
        )
    }

    /// The clause that decides, where it stands, and the facts behind it.
    fn why(&self) -> String {
        let reasons = self.verdict.reasons.iter().filter(|reason| reason.role == Role::Decides);
        self.section(&self.strings.why, reasons.map(|reason| self.reason(reason)))
    }

    fn reason(&self, reason: &Reason) -> String {
        let known = reason.because.iter().filter_map(|because| self.known(&because.fact));
        let lines = [reason.title.clone(), reason.text.clone()];
        lines.into_iter().chain(self.place(reason)).chain(known).map(|line| indented(&line)).collect()
    }

    /// Where the source says so, unless the policy leaves that open.
    fn place(&self, reason: &Reason) -> Option<String> {
        let section = reason.source.as_ref()?.section.as_str();
        Some(self.say(&self.strings.r#where, &[("document", &reason.document), ("section", section)]))
    }

    fn known(&self, id: &str) -> Option<String> {
        let index = self.policy.document.fact(id)?;
        let fact = self.policy.document.facts.get(index)?;
        let value = fact_text(self.policy, fact, self.facts.get(index)?, self.locale)?;
        Some(self.say(&self.strings.known, &[("label", fact.label.get(self.locale)), ("value", &value)]))
    }

    fn to_do(&self) -> String {
        let steps = self.verdict.steps.iter().enumerate();
        self.section(&self.strings.to_do, steps.map(|(index, step)| self.step(index + 1, step)))
    }

    fn step(&self, number: usize, step: &StepDue) -> String {
        let met = step.met_at.map(|at| self.say(&self.strings.met_at, &[("met_at", &self.instant(at))]));
        let text = [step.title.clone() + ".", step.text.clone()]
            .into_iter()
            .chain(met)
            .collect::<Vec<_>>()
            .join(" ");
        item(&format!("{number}."), &text)
    }

    fn to_attach(&self) -> String {
        self.section(
            &self.strings.to_attach,
            self.verdict.evidence.iter().map(|evidence| self.evidence(evidence)),
        )
    }

    fn evidence(&self, evidence: &EvidenceAsked) -> String {
        let need = if evidence.required { &self.strings.required } else { &self.strings.recommended };
        let help = evidence.help.iter().map(|help| format!(". {help}"));
        item("-", &format!("{} ({need}){}", evidence.label, help.collect::<String>()))
    }

    fn next(&self) -> String {
        let Processing { answer, payout, method } = &self.verdict.processing;
        let method = method.as_deref().map(|method| match method {
            "card" => self.strings.card.clone(),
            _ => self.strings.original_payment_method.clone(),
        });
        let answer =
            answer.map(|answer| self.say(&self.strings.answer, &[("duration", &self.duration(answer))]));
        let sentences: Vec<String> =
            [answer, payout.map(|payout| self.payout(payout)), method].into_iter().flatten().collect();
        let text = (!sentences.is_empty()).then(|| indented(&sentences.join(" ")));
        self.section(&self.strings.next, text)
    }

    fn payout(&self, payout: Duration) -> String {
        let duration = self.duration(payout);
        let Some((max, unit)) = payout.exceptionally else {
            return self.say(&self.strings.payout, &[("duration", &duration)]);
        };
        let longest = self.duration(Duration { min: max, max, unit, exceptionally: None });
        self.say(&self.strings.payout_exceptionally, &[("duration", &duration), ("longest", &longest)])
    }

    fn duration(&self, duration: Duration) -> String {
        let forms = if duration.min == duration.max { &self.strings.single } else { &self.strings.range };
        let form = forms.get(duration.unit.name()).map_or("", |plural| plural.of(duration.max, self.locale));
        self.say(form, &[("min", &duration.min.to_string()), ("max", &duration.max.to_string())])
    }

    /// The questions, each with the fact that would answer it here.
    fn open(&self) -> String {
        let heading = match self.verdict.status {
            Status::NeedsInformation => &self.strings.open,
            _ => &self.strings.open_though_certain,
        };
        self.section(heading, self.verdict.missing.iter().filter_map(|id| self.question(id)))
    }

    fn question(&self, id: &str) -> Option<String> {
        let fact = self.policy.document.facts.get(self.policy.document.fact(id)?)?;
        let ask = fact.ask.as_ref().unwrap_or(&fact.label).get(self.locale);
        // Names must be copied into a file, so they are not wrapped with the text.
        Some(item("-", ask) + &item(" ", &format!("{id}: {}", shape(fact))))
    }

    fn also(&self) -> String {
        let others = self.verdict.reasons.iter().filter(|reason| reason.role == Role::Informs);
        self.section(
            &self.strings.also,
            others.map(|reason| item("-", &format!("{}. {}", reason.title, reason.text))),
        )
    }

    fn signature(&self) -> String {
        let document = &self.policy.document;
        let title = document.title.get(self.locale);
        let at = self.instant(self.verdict.at);
        self.say(&self.strings.policy, &[("title", title), ("version", &document.version), ("at", &at)])
    }

    fn instant(&self, at: Instant) -> String {
        words::instant(at, self.policy.zone(), self.locale)
    }

    /// A sentence with these values, and those that any sentence may name.
    fn say(&self, sentence: &str, values: &[(&str, &str)]) -> String {
        let document = &self.policy.document;
        let common = [("merchant", document.merchant.as_str()), ("zone", document.zone.as_str())];
        fill(sentence, &[values, &common].concat())
    }

    /// A heading and what stands under it; nothing where that is nothing.
    fn section(&self, heading: &str, items: impl IntoIterator<Item = String>) -> String {
        let items: String = items.into_iter().collect();
        if items.is_empty() { items } else { format!("{heading}\n{items}") }
    }
}

/// What a fact's value looks like in JSON.
fn shape(fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Choice(choices) => {
            let values: Vec<String> = choices.iter().map(|choice| format!("\"{}\"", choice.id)).collect();
            values.join(" | ")
        }
        FactKind::Flag => "true | false".to_owned(),
        FactKind::Number(_) => "0".to_owned(),
        FactKind::Instant if fact.none.is_some() => "\"2026-11-20T10:00:00+01:00\" | null".to_owned(),
        FactKind::Instant => "\"2026-11-20T10:00:00+01:00\"".to_owned(),
        FactKind::Money => "{\"minor\": 4990, \"currency\": \"EUR\"}".to_owned(),
    }
}

/// A label as a part of a sentence.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn paragraph(text: &str) -> String {
    wrapped(text, "", "")
}

fn indented(text: &str) -> String {
    wrapped(text, "  ", "  ")
}

fn item(mark: &str, text: &str) -> String {
    let first = format!("  {mark} ");
    let rest = " ".repeat(first.len());
    wrapped(text, &first, &rest)
}

fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let options = Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        // Only at spaces: not within a zone's name, and never at a no-break space.
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    wrap(text, options) + "\n"
}
