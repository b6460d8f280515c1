//! A widget without a browser: a clock that stands, a storage, and the effects that are to be carried out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use chrono::NaiveDateTime;
use refund_policy::{
    DateStyle, Decimal, Format, Instant, Json, ListKind, Locale, Money, PageFormat, Plural, Policy,
    Strings as Sentences, TimeUnit, Words, Zone,
};
use refund_widget::effect::Effect;
use refund_widget::message::{Action, Field, FileHandle, Message, ReadFile};
use refund_widget::number::plain;
use refund_widget::outcome::Outcome;
use refund_widget::session::{Attachment, Screen, Session};
use refund_widget::state::{Context, State};
use refund_widget::strings::Strings;
use refund_widget::update::update;

/// Monday 30 November 2026, 16:00 in universal time: 17:00 in Paris and Madrid.
pub(crate) const NOW: &str = "2026-11-30T16:00:00Z";

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

pub(crate) fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("the test's JSON is valid")
}

/// A file of the repository.
pub(crate) fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).expect("the file is there")
}

pub(crate) fn policy(id: &str) -> Box<Policy> {
    let document = json(&file(&format!("policies/{id}/policy.json")));
    Box::new(Policy::read(&document, &refund_native::find_zone).expect("the policy is valid"))
}

pub(crate) fn strings(locale: Locale) -> Strings {
    serde_json::from_str(&file(&format!("www/strings/{}.json", locale.tag()))).expect("the table is valid")
}

/// The evaluator's words of a language, with everything else written plainly.
pub(crate) fn words(locale: Locale) -> Rc<Words> {
    words_with(locale, Plain::of)
}

fn words_with(locale: Locale, format: FormatOf) -> Rc<Words> {
    let words = |locale| {
        let sentences =
            Sentences::read(refund_policy::verdict::strings::table(locale)).expect("the table is whole");
        Words::new(sentences, format(locale))
    };
    let quoting = locale.of_policies();
    Rc::new(if quoting == locale { words(locale) } else { words(locale).beside(words(quoting)) })
}

pub(crate) fn zone(name: &str) -> Box<dyn Zone> {
    refund_native::find_zone(name).expect("the zone is known")
}

/// How dates, amounts and numbers are written in a language.
pub(crate) type FormatOf = fn(Locale) -> Box<dyn PageFormat>;

/// One widget, and what is outside it.
pub(crate) struct Widget {
    pub(crate) state: State,
    pub(crate) now: Instant,
    pub(crate) is_online: bool,
    pub(crate) zone: Box<dyn Zone>,
    pub(crate) format: Box<dyn PageFormat>,
    format_of: FormatOf,
    /// What the browser has stored.
    pub(crate) storage: BTreeMap<String, String>,
    /// Whether it stores anything.
    pub(crate) can_store: bool,
    pub(crate) random: [u8; 16],
}

impl Widget {
    /// One that nothing was told yet.
    pub(crate) fn new(locale: Locale) -> Widget {
        Widget::writing(locale, Plain::of)
    }

    /// The same, by other formats than the plain ones.
    pub(crate) fn writing(locale: Locale, format_of: FormatOf) -> Widget {
        let (zone, format, random) = (zone("Europe/Madrid"), format_of(locale), [7; 16]);
        let context = Context { now: at(NOW), zone: &*zone, format: &*format, is_online: true, random };
        let state = State::new(locale, locale.of_policies(), None, &context);
        let (storage, now) = (BTreeMap::new(), at(NOW));
        Widget { state, now, is_online: true, zone, format, format_of, storage, can_store: true, random }
    }

    /// One that has everything: a policy, an order, an endpoint, words.
    pub(crate) fn start(policy_id: &str, facts: &str) -> Widget {
        Widget::start_in(Locale::En, policy_id, facts)
    }

    pub(crate) fn start_in(locale: Locale, policy_id: &str, facts: &str) -> Widget {
        Widget::new(locale).started(policy_id, facts)
    }

    pub(crate) fn started(mut self, policy_id: &str, facts: &str) -> Widget {
        self.happens(Message::OrderId("A-1".to_owned()));
        self.happens(Message::Endpoint("/contact".to_owned()));
        self.happens(Message::Given(json(facts)));
        self.happens(Message::Strings(strings(self.state.locale)));
        for locale in [self.state.locale, Locale::Es, Locale::Fr] {
            self.happens(Message::Words(words_with(locale, self.format_of)));
        }
        self.happens(Message::Policy(Ok(policy(policy_id))));
        self
    }

    /// Another tab, or the same page once more, on the same device.
    pub(crate) fn again(&self, policy_id: &str, facts: &str) -> Widget {
        let mut widget = Widget::new(self.state.locale);
        (widget.storage, widget.now, widget.random) = (self.storage.clone(), self.now, [9; 16]);
        widget.started(policy_id, facts)
    }

    /// Lets the state take something in, as `browser` does.
    pub(crate) fn happens(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        let record = self.state.stored_under.clone().filter(|_| !self.state.is_opening);
        if let Some(key) = record
            && self.storage.get(&key) != self.state.stored.as_ref()
        {
            let text = self.storage.get(&key).cloned();
            effects.extend(self.take_in(Message::Record { key, text }));
        }
        effects.extend(self.take_in(message));
        effects
    }

    fn take_in(&mut self, message: Message) -> Vec<Effect> {
        let mut left = Vec::new();
        let context = Context {
            now: self.now,
            zone: &*self.zone,
            format: &*self.format,
            is_online: self.is_online,
            random: self.random,
        };
        for effect in update(&mut self.state, message, &context) {
            match effect {
                Effect::LoadRecord(key) => {
                    let text = self.storage.get(&key).cloned();
                    left.extend(self.take_in(Message::Record { key, text }));
                }
                Effect::SaveRecord { key, text } => {
                    if self.can_store {
                        self.storage.insert(key, text);
                    }
                    left.extend(self.take_in(Message::Saved(self.can_store)));
                }
                Effect::ForgetRecord(key) => {
                    self.storage.remove(&key);
                }
                other => left.push(other),
            }
        }
        left
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            zone: &*self.zone,
            format: &*self.format,
            is_online: self.is_online,
            random: self.random,
        }
    }

    pub(crate) fn does(&mut self, action: Action) -> Vec<Effect> {
        self.happens(Message::Do(action))
    }

    pub(crate) fn types(&mut self, field: Field, text: &str) -> Vec<Effect> {
        self.happens(Message::Typed(field, text.to_owned()))
    }

    pub(crate) fn answers(&mut self, fact: &str, answer: &str) -> Vec<Effect> {
        self.does(Action::Answer(fact.to_owned(), answer.to_owned()))
    }

    pub(crate) fn answered(&mut self, status: u16, body: &str) -> Vec<Effect> {
        let outcome = Outcome::of_answer(status, None, serde_json::from_str(body).ok().as_ref(), self.now);
        self.happens(Message::Answered(outcome))
    }

    /// Fills in what every request needs, and goes to its screen.
    pub(crate) fn sign(&mut self) {
        self.does(Action::Go(Screen::Request));
        self.types(Field::Name, "Ana");
        self.types(Field::Email, "ana@example.org");
        self.types(Field::Words, "It stopped working.");
    }

    pub(crate) fn asked(&self) -> Option<&str> {
        self.state.entry.as_ref().map(|entry| entry.fact.as_str())
    }

    pub(crate) fn complaints(&self) -> Vec<(&str, &str)> {
        self.state.complaints.iter().map(|complaint| (complaint.field.as_str(), complaint.key)).collect()
    }

    /// The session as it is stored.
    pub(crate) fn stored(&self) -> Option<Session> {
        Session::parse(self.storage.values().next()?, self.now)
    }

    pub(crate) fn screen(&self) -> Screen {
        self.state.session.screen
    }
}

/// What is posted, if something is.
pub(crate) fn posted(effects: &[Effect]) -> Option<(&Json, &str)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Submit { request, body, .. } => Some((request, body.as_str())),
        _ => None,
    })
}

/// The ids of the nodes to which the focus is moved.
pub(crate) fn focused(effects: &[Effect]) -> Vec<&str> {
    let id = |effect| match effect {
        &Effect::Focus(ref id) | &Effect::Follow(ref id) => Some(id.as_str()),
        _ => None,
    };
    effects.iter().filter_map(id).collect()
}

pub(crate) fn picture(sha256: &str, size: u64) -> ReadFile {
    ReadFile {
        attachment: Attachment {
            name: format!("{sha256}.png"),
            media_type: "image/png".to_owned(),
            size,
            sha256: sha256.to_owned(),
            evidence: None,
        },
        handle: FileHandle(1),
        is_raw: false,
        is_stored: true,
        has_preview: true,
    }
}

/// Writes plainly, so that a test says what it expects without a table of a locale.
struct Plain(Locale);

impl Plain {
    fn of(locale: Locale) -> Box<dyn PageFormat> {
        Box::new(Page(Plain(locale)))
    }
}

impl Format for Plain {
    fn locale(&self) -> Locale {
        self.0
    }

    fn platform_date(&self, style: DateStyle, _: bool, at: NaiveDateTime) -> String {
        at.format(if style == DateStyle::Time { "%H:%M" } else { "%Y-%m-%d" }).to_string()
    }

    fn money(&self, amount: Money) -> String {
        let digits = plain(amount.minor, amount.currency.minor_digits().into(), self.decimal_sign());
        format!("{digits} {}", amount.currency.code())
    }

    fn number(&self, number: Decimal) -> String {
        number.to_string().replace('.', &self.decimal_sign().to_string())
    }

    fn percent(&self, ratio: Decimal) -> String {
        format!("{} of one", self.number(ratio))
    }

    fn plural(&self, number: u64) -> Plural {
        if number == 1 { Plural::One } else { Plural::Other }
    }

    fn list(&self, items: &[String], kind: ListKind) -> String {
        items.join(if kind == ListKind::And { " & " } else { " / " })
    }

    fn unit(&self, number: Decimal, unit: TimeUnit) -> String {
        format!("{number} {unit:?}")
    }

    fn relative(&self, number: i64, unit: TimeUnit) -> String {
        format!("{number} {unit:?}")
    }

    fn decimal_sign(&self) -> char {
        if self.0 == Locale::En { '.' } else { ',' }
    }
}

/// What a page writes beyond any other host, as plainly as a test needs.
pub(crate) struct Page<F>(pub(crate) F);

impl<F: Format> Format for Page<F> {
    fn locale(&self) -> Locale {
        self.0.locale()
    }

    fn platform_date(&self, style: DateStyle, with_year: bool, at: NaiveDateTime) -> String {
        self.0.platform_date(style, with_year, at)
    }

    fn money(&self, amount: Money) -> String {
        self.0.money(amount)
    }

    fn number(&self, number: Decimal) -> String {
        self.0.number(number)
    }

    fn percent(&self, ratio: Decimal) -> String {
        self.0.percent(ratio)
    }

    fn plural(&self, number: u64) -> Plural {
        self.0.plural(number)
    }

    fn list(&self, items: &[String], kind: ListKind) -> String {
        self.0.list(items, kind)
    }

    fn unit(&self, number: Decimal, unit: TimeUnit) -> String {
        self.0.unit(number, unit)
    }

    fn relative(&self, number: i64, unit: TimeUnit) -> String {
        self.0.relative(number, unit)
    }

    fn decimal_sign(&self) -> char {
        self.0.decimal_sign()
    }
}

impl<F: Format> PageFormat for Page<F> {
    fn currency_name(&self, code: &str) -> String {
        code.to_owned()
    }

    fn language_name(&self, tag: &str) -> String {
        tag.to_owned()
    }

    fn currencies(&self) -> Vec<String> {
        vec!["EUR".to_owned(), "AUD".to_owned()]
    }

    fn file_size(&self, bytes: u64) -> String {
        format!("{} MB", bytes / 1_048_576)
    }

    fn time_range(
        &self,
        _: DateStyle,
        from: NaiveDateTime,
        until: NaiveDateTime,
        _: NaiveDateTime,
    ) -> String {
        format!("{from} – {until}")
    }
}
