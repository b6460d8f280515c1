//! A verdict as a letter: the answer first, with the instant by which the request has to be sent; then why, what time will
//! change, what would have made a better answer, what to do, what to send along, what happens next, and what is still missing.
//!
//! Instants stand on the clocks of the policy's zone. The policy's own texts come in the language in which the reader reads
//! it; the sentences between them are this program's (`strings/`), and where one quotes the policy, in the policy's language.

use refund_policy::document::{
    Alternative, Clause, Combination, Duration, Fact, FactKind, Processing, RemedyKind,
};
use refund_policy::request::fact_text;
use refund_policy::verdict::strings::fill;
use refund_policy::{
    AlternativeGiven, EvidenceAsked, Facts, Format, Instant, ListKind, MoneyRange, Policy, Reason, Role,
    Scenario, Segment, Status, StepDue, Verdict, Words,
};
use textwrap::{Options, WordSeparator, WordSplitter, fill as wrap};

use crate::failure::Failure;
use crate::strings::{Strings, strings};

/// Columns of the text.
const WIDTH: usize = 80;
/// More scenarios than these are told by none of them.
const MOST_SCENARIOS: usize = 4;

/// What a letter is written from.
struct Letter<'a> {
    policy: &'a Policy,
    facts: &'a Facts,
    verdict: &'a Verdict,
    /// The reader's language.
    words: &'a Words,
    strings: Strings,
    /// The language of what quotes the policy.
    quoting: Strings,
}

/// The letter for a verdict on these facts.
pub(crate) fn letter(
    policy: &Policy,
    facts: &Facts,
    verdict: &Verdict,
    words: &Words,
) -> Result<String, Failure> {
    let (own, quoting) = (strings(words.locale())?, strings(words.text_locale())?);
    let letter = Letter { policy, facts, verdict, words, strings: own, quoting };
    let parts = [
        letter.answer(),
        letter.scenarios(),
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
    /// What the shopper gets, until when they have to ask for it, and what they can have besides.
    fn answer(&self) -> String {
        let sentences = [self.status(), self.send_by(), self.step_note(), self.choice(), self.alternatives()];
        paragraph(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    fn status(&self) -> Option<String> {
        let strings = &self.strings;
        let remedies = self.words.remedies(&self.verdict.remedies, self.verdict.choice);
        let (with_remedies, plain) = match self.verdict.status {
            Status::Qualifies => (&strings.qualifies, &strings.qualifies_plain),
            // The request is what the time runs for, and so it comes first.
            Status::ActionRequired if self.is_promised() && self.by().is_some() => {
                return Some(self.send_by_for(&remedies));
            }
            Status::ActionRequired if self.is_promised() => {
                (&strings.step_promised, &strings.qualifies_plain)
            }
            Status::ActionRequired => (&strings.step_review, &strings.step_review_plain),
            Status::Review if self.is_investigation() => {
                (&strings.review_investigation, &strings.review_plain)
            }
            Status::Review => (&strings.review, &strings.review_plain),
            Status::DoesNotQualify => (&strings.does_not_qualify, &strings.does_not_qualify),
            Status::NeedsInformation => return Some(self.undecided()),
        };
        let sentence = if remedies.is_empty() { plain } else { with_remedies };
        Some(self.say(sentence, &[("remedies", &remedies)]))
    }

    fn undecided(&self) -> String {
        let count = u32::try_from(self.verdict.missing.len()).unwrap_or(u32::MAX);
        let missing = self.strings.needs_information.of(count, self.format());
        let missing = self.say(missing, &[("count", &self.count(count))]);
        match self.verdict.range {
            Some(MoneyRange { least, most }) => {
                let sentence = if least.minor > 0 { &self.strings.range } else { &self.strings.range_up_to };
                let (least, most) = (self.format().money(least), self.format().money(most));
                format!("{} {missing}", self.say(sentence, &[("least", &least), ("most", &most)]))
            }
            None => missing,
        }
    }

    /// Whether the deciding clause promises what it names, be it after a step.
    fn is_promised(&self) -> bool {
        let clause = self.verdict.deciding().and_then(|reason| self.clause(&reason.clause));
        clause.is_some_and(|clause| clause.then.status == Status::Qualifies)
    }

    fn is_investigation(&self) -> bool {
        matches!(self.verdict.remedies.as_slice(), [only] if only.kind == RemedyKind::Investigation)
    }

    /// The last time at which nothing is lost yet, in words.
    fn by(&self) -> Option<String> {
        let end = self.verdict.act_by?;
        let day = self.words.last_day(end, self.verdict.at, self.policy.zone());
        Some(day.unwrap_or_else(|| self.instant(end)))
    }

    fn send_by_for(&self, remedies: &str) -> String {
        let by = self.by().unwrap_or_default();
        self.say(&self.strings.step_promised_by, &[("by", &by), ("remedies", remedies)])
    }

    /// By when the request has to be sent, unless that has been said with the answer.
    fn send_by(&self) -> Option<String> {
        let sentence = match self.verdict.status {
            Status::ActionRequired if self.is_promised() => return None,
            Status::NeedsInformation => &self.strings.send_by_open,
            _ => &self.strings.send_by,
        };
        Some(self.say(sentence, &[("by", &self.by()?)]))
    }

    /// That a request which has to be sent in time need not wait for the step.
    fn step_note(&self) -> Option<String> {
        let applies =
            self.verdict.status == Status::ActionRequired && self.is_promised() && self.by().is_some();
        applies.then(|| self.strings.step_note.clone())
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
        let given = &self.verdict.alternatives;
        // The ways in which one can be had are the policy's words.
        let quotes = given.iter().any(|given| !self.options(given).is_empty());
        let (words, strings) = match quotes {
            true => (self.words.quoting(), &self.quoting),
            false => (self.words, &self.strings),
        };
        let named: Vec<String> = given.iter().map(|given| self.alternative(given, words)).collect();
        let sentence = match self.verdict.remedies.is_empty() {
            true => &strings.alternatives,
            false => &strings.alternatives_besides,
        };
        let all = words.join(&named, Combination::All);
        (!named.is_empty()).then(|| self.say(sentence, &[("alternatives", &all)]))
    }

    fn alternative(&self, given: &AlternativeGiven, words: &Words) -> String {
        let options = self.options(given);
        match options.is_empty() {
            true => words.remedy(given.kind).to_owned(),
            false => words.remedy_option(given.kind, &words.format().list(&options, ListKind::Or)),
        }
    }

    /// The ways in which an alternative can be had, in the deciding clause's words.
    fn options(&self, given: &AlternativeGiven) -> Vec<String> {
        let clause = self.verdict.deciding().and_then(|reason| self.clause(&reason.clause));
        let same = |alternative: &&Alternative| alternative.kind == given.kind;
        let options =
            clause.and_then(|clause| clause.then.alternatives.iter().find(same)).map(|found| &found.options);
        let locale = self.words.text_locale();
        options.into_iter().flatten().map(|option| lower_first(option.label.get(locale))).collect()
    }

    /// What each answer to the next question leads to.
    fn scenarios(&self) -> String {
        let Some(first) = self.verdict.scenarios.first() else { return String::new() };
        let label = self.fact(&first.fact).map_or("", |fact| fact.label.get(self.words.text_locale()));
        let heading = self.say(&self.quoting.scenarios, &[("label", label)]);
        let told = self.verdict.scenarios.iter().take(MOST_SCENARIOS);
        self.section(&heading, told.map(|scenario| item("-", &self.scenario(scenario))))
    }

    fn scenario(&self, scenario: &Scenario) -> String {
        let words = self.words.quoting();
        let status = words.status(scenario.status);
        let outcome = match scenario.remedies.is_empty() {
            true => status.to_owned(),
            false => format!("{status}, {}", words.remedies(&scenario.remedies, Combination::All)),
        };
        self.say(&self.quoting.scenario, &[("answer", &scenario.answer), ("outcome", &outcome)])
    }

    fn clause(&self, id: &str) -> Option<&Clause> {
        self.policy.document.clauses.iter().find(|clause| clause.id == id)
    }

    fn fact(&self, id: &str) -> Option<&Fact> {
        self.policy.document.facts.get(self.policy.document.fact(id)?)
    }

    /// What time alone will make of it, as far as the time line tells.
    fn changes(&self) -> String {
        let later = self.verdict.timeline.iter().filter(|segment| segment.from > self.verdict.at);
        self.section(&self.strings.changes, later.map(|segment| item("-", &self.change(segment))))
    }

    fn change(&self, segment: &Segment) -> String {
        // A time line does not tell how its remedies combine.
        let names: Vec<&str> = segment.remedies.iter().map(|kind| self.words.remedy(*kind)).collect();
        let remedies = names.join(", ");
        let sentence = match remedies.is_empty() {
            true => &self.strings.change,
            false => &self.strings.change_with_remedies,
        };
        let status = self.words.status(segment.status);
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
        let source = reason.source.as_ref()?;
        let place = [("document", source.document.as_str()), ("section", source.section.as_str())];
        Some(self.say(&self.quoting.r#where, &place))
    }

    fn known(&self, id: &str) -> Option<String> {
        let index = self.policy.document.fact(id)?;
        let fact = self.policy.document.facts.get(index)?;
        let words = self.words.quoting();
        let value = fact_text(self.policy, fact, self.facts.get(index)?, words)?;
        Some(self.say(&self.quoting.known, &[("label", fact.label.get(words.locale())), ("value", &value)]))
    }

    fn to_do(&self) -> String {
        let steps = self.verdict.steps.iter().enumerate();
        self.section(&self.strings.to_do, steps.map(|(index, step)| self.step(index + 1, step)))
    }

    fn step(&self, number: usize, step: &StepDue) -> String {
        let met = step.met_at.map(|at| self.say(&self.strings.met_at, &[("met_at", &self.instant(at))]));
        let link = step.link.as_ref().map(|link| self.say(&self.strings.link, &[("link", link)]));
        let text = [step.title.clone() + ".", step.text.clone()]
            .into_iter()
            .chain(link)
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
        let strings = &self.quoting;
        let need = if evidence.required { &strings.required } else { &strings.recommended };
        let named = self.say(&strings.evidence, &[("label", &evidence.label), ("need", need)]);
        let help = evidence.help.iter().map(|help| format!(". {help}"));
        item("-", &(named + &help.collect::<String>()))
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
        let forms = if duration.min == duration.max { &self.strings.single } else { &self.strings.from_to };
        let form =
            forms.get(duration.unit.name()).map_or("", |plural| plural.of(duration.max, self.format()));
        self.say(form, &[("min", &self.count(duration.min)), ("max", &self.count(duration.max))])
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
        let fact = self.fact(id)?;
        let ask = fact.ask.as_ref().unwrap_or(&fact.label).get(self.words.text_locale());
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
        let words = self.words.quoting();
        let title = document.title.get(words.locale());
        let at = words.full_instant(self.verdict.at, self.policy.zone());
        self.say(&self.quoting.policy, &[("title", title), ("version", &document.version), ("at", &at)])
    }

    fn instant(&self, at: Instant) -> String {
        self.words.instant(at, self.verdict.at, self.policy.zone())
    }

    fn format(&self) -> &dyn Format {
        self.words.format()
    }

    fn count(&self, count: u32) -> String {
        self.format().number(i64::from(count).into())
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
