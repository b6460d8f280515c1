//! What is stored on the device, and how to forget it; what would be lost is asked first.

use super::shared::{View, button, p};
use crate::message::Action;
use crate::node::{Element, h};
use crate::session::DAYS;

/// What is stored, and a button that erases it; nothing before anything is typed.
pub(crate) fn foot(view: &View<'_>) -> Option<Element> {
    let session = &view.state.session;
    let is_empty = session.answers.is_empty()
        && session.unknown.is_empty()
        && [&session.words, &session.name, &session.email, &session.wish].into_iter().all(String::is_empty)
        && session.files.is_empty()
        && session.evidence.is_empty()
        && session.message.is_none();
    if is_empty {
        return None;
    }
    let text = match view.state.stores {
        true => view.plural("store.kept", u64::from(DAYS)),
        false => view.t("store.not_kept").to_owned(),
    };
    let foot = h("footer").key("foot").class("foot").child(h("span").child(text)).child(" ");
    Some(foot.child(forget(view, "store.forget")))
}

/// A button that forgets all of it, or begins anew; once it was pressed, the question whether that is meant.
pub(crate) fn forget(view: &View<'_>, key: &'static str) -> Element {
    if !view.state.is_forgetting {
        return button("link", view.t(key), Action::Forget).id("forget");
    }
    h("div")
        .id("forgetting")
        .class("notice warning")
        .attr("part", "warning")
        .attr("role", "group")
        .attr("tabindex", "-1")
        .child(p(
            "",
            view.t(if view.state.receipt.is_some() { "store.forget_receipt" } else { "store.forget_all" }),
        ))
        .child(
            h("div")
                .class("actions")
                .child(button("secondary", view.t(key), Action::ForgetConfirmed).id("forget-yes"))
                .child(button("link", view.t("store.forget_not"), Action::ForgetCancelled).id("forget-no")),
        )
}
