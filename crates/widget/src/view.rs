//! What is shown, as a function of the state: the frame around the screens.

mod evidence;
mod fields;
mod foot;
mod headline;
mod icon;
mod known;
mod letter;
mod processing;
mod questions;
mod receipt;
mod request;
mod scenarios;
mod sending;
mod shared;
mod timeline;
mod typed;
mod unfolded;
mod verdict;

use refund_policy::DateStyle;

use icon::{Icon, icon};
use shared::{View, button, p};

use crate::message::Action;
use crate::node::{Element, Node, h};
use crate::session::Screen;
use crate::state::{Context, State};

/// What stands in the shadow root. The merchant's own children show until everything is there.
pub fn shadow(state: &State, context: &Context<'_>, serial: u32, has_children: bool) -> Vec<Node> {
    let slot = |is_hidden: bool, child: Option<Element>| {
        h("slot").key("children").flag("hidden", is_hidden).children(child).into()
    };
    if state.error.is_some() {
        return failed(state, has_children).into_iter().chain([slot(false, None)]).collect();
    }
    match View::new(state, context, serial) {
        Some(view) => vec![slot(true, None), frame(&view).into()],
        // Where there are no children, something keeps the place meanwhile: see www/element.js.
        None => vec![slot(false, Some(h("div").class("place")))],
    }
}

/// What stands beside the merchant's children: the fields that a browser fills in by itself only there.
pub fn light(state: &State, context: &Context<'_>, serial: u32) -> Vec<Node> {
    match View::new(state, context, serial) {
        Some(view) if state.session.screen == Screen::Request => request::light_fields(&view),
        _ => Vec::new(),
    }
}

fn root(state: &State) -> Element {
    h("div").key("root").class("root").attr("part", "root").attr("lang", state.locale.tag())
}

/// The policy could not be loaded.
fn failed(state: &State, has_children: bool) -> Option<Node> {
    let (strings, error) = (state.strings.as_ref()?, state.error.as_ref()?);
    let t = |key: &'static str| strings.get(key);
    let what = strings.find(&format!("error.{}", error.code)).unwrap_or_else(|| t("error.policy_invalid"));
    let notice = h("section")
        .class("notice error")
        .attr("part", "error")
        .attr("role", "alert")
        .child(
            h("h2").class("notice-title").child(icon(Icon::Cross)).child(h("span").child(t("error.heading"))),
        )
        .child(p("", what))
        .children(has_children.then(|| p("", t("error.form"))))
        .child(button("secondary", t("error.retry"), Action::Reload).id("retry"));
    Some(root(state).child(notice).into())
}

fn frame(view: &View<'_>) -> Element {
    let screen = match view.state.session.screen {
        Screen::Questions => questions::questions(view),
        Screen::Answer => verdict::verdict(view),
        Screen::Request => request::request(view),
        Screen::Receipt => receipt::receipt(view),
    };
    // On the verdict what is stored unfolds with the answers, and a receipt begins anew by itself.
    let has_foot = matches!(view.state.session.screen, Screen::Questions | Screen::Request);
    root(view.state)
        .child(head(view))
        .child(h("p").key("live").class("unseen").attr("role", "status").child(view.state.live.as_str()))
        .children(restored(view))
        .children(known::rejected(view))
        .child(screen)
        .children(has_foot.then(|| foot::foot(view)).flatten())
}

/// What this is, and the shop's name.
fn head(view: &View<'_>) -> Element {
    let title = match view.state.session.screen {
        Screen::Request => "head.request",
        _ if view.is_about_refunds() => "head.refund",
        _ => "head.support",
    };
    h("header")
        .key("head")
        .class("head")
        .attr("part", "head")
        .child(h("h2").class("title").attr("part", "title").attr("data-copy", "").child(view.t(title)))
        .child(
            p("merchant", view.policy.document.merchant.as_str())
                .attr("part", "merchant")
                .attr("data-copy", ""),
        )
}

/// That something was found on the device.
fn restored(view: &View<'_>) -> Option<Element> {
    let at = view.state.restored?;
    let is_shown = matches!(view.state.session.screen, Screen::Questions | Screen::Answer);
    let text = || view.fill("store.restored", &[("date", &view.date(DateStyle::ShortDayTime, at))]);
    is_shown.then(|| p("quiet small", text()).key("restored"))
}
