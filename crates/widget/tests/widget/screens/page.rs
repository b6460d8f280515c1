//! What a widget shows on a page: everything loaded, words and dates by ICU4X.

use chrono::NaiveDateTime;
use refund_native::IcuFormat;
use refund_policy::{DateStyle, Decimal, Format, ListKind, Locale, Money, PageFormat, Plural, TimeUnit};
use refund_widget::entry::EntryField;
use refund_widget::message::{Action, Field, Message};
use refund_widget::node::Node;
use refund_widget::view::{light, shadow};

use crate::support::Widget;

/// The five policies.
pub(crate) const POLICIES: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

impl Widget {
    /// One with a policy, an order and words, as a page of the merchant has it.
    pub(crate) fn on_page(policy_id: &str, locale: Locale, facts: &str) -> Widget {
        let mut widget = Widget::writing(locale, |locale| Box::new(Host(IcuFormat::new(locale))));
        widget.happens(Message::SupportUrl("https://shop.example/support".to_owned()));
        widget.started(policy_id, facts)
    }

    /// Answers, and may go on to do more.
    pub(crate) fn picks(&mut self, fact: &str, answer: &str) -> &mut Widget {
        self.answers(fact, answer);
        self
    }

    /// Types into the question's fields, and goes on.
    pub(crate) fn enters(&mut self, first: &str, second: &str) -> &mut Widget {
        self.types(Field::Entry(EntryField::First), first);
        if !second.is_empty() {
            self.types(Field::Entry(EntryField::Second), second);
        }
        self.does(Action::Continue);
        self
    }

    /// What stands in the shadow root.
    pub(crate) fn shadow(&self) -> Vec<Node> {
        shadow(&self.state, &self.context(), 1, false)
    }

    /// What stands beside the merchant's children.
    pub(crate) fn light(&self) -> Vec<Node> {
        light(&self.state, &self.context(), 1)
    }
}

/// What a page writes beyond ICU4X, as plainly as a test needs.
struct Host(IcuFormat);

impl Format for Host {
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

impl PageFormat for Host {
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
