//! What a widget shows on a page: everything loaded, words and dates by ICU4X.

use refund_native::IcuFormat;
use refund_policy::Locale;
use refund_widget::entry::EntryField;
use refund_widget::message::{Action, Field, Message};
use refund_widget::node::Node;
use refund_widget::view::{light, shadow};

use crate::support::{Page, Widget};

/// The five policies.
pub(crate) const POLICIES: [&str; 5] =
    ["passport-forms", "smm-services", "iptv-subscription", "module-support", "sms-and-payments"];

impl Widget {
    /// One with a policy, an order and words, as a page of the merchant has it.
    pub(crate) fn on_page(policy_id: &str, locale: Locale, facts: &str) -> Widget {
        let mut widget = Widget::writing(locale, |locale| Box::new(Page(IcuFormat::new(locale))));
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
