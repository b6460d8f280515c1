//! The letter behind "Read the message": what goes to the merchant, to be edited there, and what it says in the shopper's language.

use super::fields::{labelled, wrong};
use super::icon::Icon;
use super::request::counter;
use super::shared::{View, button, fold, folds, line, p};
use crate::letter::{Draft, draft, prepared};
use crate::message::{Action, Field};
use crate::node::{Element, Node, On, h};
use crate::secret::{Secret, looks_secret};

/// The fold with the letter, and a warning where it seems to hold a secret.
pub(crate) fn letter(view: &View<'_>) -> Vec<Element> {
    let written = draft(view.state, view.context);
    let secret = looks_secret(&written.message).or_else(|| looks_secret(&written.subject));
    let read = fold("letter", view.t("message.read"), contents(view, &written));
    folds([read]).into_iter().chain(secret.map(|secret| warning(view, secret))).collect()
}

fn contents(view: &View<'_>, written: &Draft) -> Vec<Node> {
    let language = view.policy.document.language;
    let mut nodes: Vec<Node> = Vec::new();
    nodes.extend(translation(view).into_iter().map(Node::from));
    let subject = labelled(
        view,
        "input",
        ("subject", Field::Subject),
        &written.subject,
        [view.t("message.subject").into()],
        None,
        |input| input.attr("type", "text").attr("autocomplete", "off").attr("lang", language.tag()),
    );
    nodes.push(subject.children(counter(view, "subject", &Field::Subject)).into());
    let help = view.fill("message.language", &[("language", &view.language_name(language.tag()))]);
    let rows = written.message.lines().count().clamp(8, 18);
    let message = labelled(
        view,
        "textarea",
        ("message", Field::Message),
        &written.message,
        [view.t("message.body").into()],
        Some(help.into()),
        |input| input.attr("rows", rows.to_string()).attr("lang", language.tag()),
    );
    nodes.push(message.children(counter(view, "message", &Field::Message)).into());
    nodes.extend(edited(view).map(Node::from));
    nodes
}

/// That the shopper's own text stands, and the way back to the prepared one.
fn edited(view: &View<'_>) -> Option<Element> {
    let session = &view.state.session;
    (session.subject.is_some() || session.message.is_some()).then(|| {
        p("edited small quiet", view.t("message.edited")).key("edited").child(" ").child(button(
            "link",
            view.t("message.restore"),
            Action::RestoreMessage,
        ))
    })
}

/// The same in the shopper's language, as far as the policy speaks it, to read; not of what they wrote by hand, which they
/// understand.
fn translation(view: &View<'_>) -> Option<Element> {
    let (state, own) = (view.state, view.state.policy_locale);
    if own == view.policy.document.language || state.session.message.is_some() {
        return None;
    }
    let Draft { subject, message } = prepared(state, view.context, own);
    // A subject that was written by hand is the shopper's own.
    let text = match state.session.subject {
        Some(_) => message,
        None => format!("{subject}\n\n{message}"),
    };
    let title = view.fill("message.translation", &[("language", &view.language_name(own.tag()))]);
    Some(
        h("section")
            .key("translation")
            .class("translation")
            .attr("aria-labelledby", "translation-heading")
            .child(p("label", title).id("translation-heading"))
            .child(p("translation-text", text).maybe("lang", view.lang())),
    )
}

fn warning(view: &View<'_>, secret: Secret) -> Element {
    let confirm = h("label")
        .class("option")
        .attr("part", "option")
        .child(
            h("input")
                .id("confirm")
                .class("radio")
                .attr("type", "checkbox")
                .attr("aria-describedby", "confirm-wrong")
                .checked(view.state.is_confirmed)
                .on(On::Tick(Field::Confirm)),
        )
        .child(h("span").child(view.t("secret.confirm")));
    h("section")
        .key("secret")
        .class("notice warning")
        .attr("part", "warning")
        .attr("aria-labelledby", "secret-heading")
        .child(h("h4").id("secret-heading").class("heading").child(view.t("secret.heading")))
        .child(line("", Icon::Info, view.t(secret.key())))
        .child(confirm)
        .children(wrong("confirm-wrong", view.complaint("confirm")))
}
