//! The button that sends, and what to do where that fails.

use refund_policy::{Decimal, Instant};

use super::fields::wrong;
use super::icon::{Icon, icon};
use super::shared::{View, button, p};
use crate::letter::mail_link;
use crate::message::Action;
use crate::node::{Element, Node, h};
use crate::outcome::{Failure, Retry};

/// The end of the request's screen.
pub(crate) fn sending(view: &View<'_>) -> Element {
    let state = view.state;
    let end = h("div").key("sending").class("sending");
    let end = end.children(state.failure.as_ref().map(|failure| failed(view, failure)));
    if !state.way().is_post() {
        return end.child(p("", view.t("send.no_endpoint"))).child(ways(view)).children(deadline(view));
    }
    let others = state.failure.as_ref().map(|_| others(view));
    match &state.failure {
        // What the shop has refused, it refuses again: the other ways are what helps.
        Some(failure) if failure.code == "refused" => {
            end.children(others).child(send_button(view, "secondary"))
        }
        _ => end.child(send_button(view, "primary")).children(deadline(view)).children(others),
    }
}

/// Until when to send.
fn deadline(view: &View<'_>) -> Option<Element> {
    let by = view.deadline()?;
    Some(p("small quiet by", view.fill("send.by", &[("date", &view.last_moment(by))])).key("by"))
}

// The button.

fn send_button(view: &View<'_>, look: &str) -> Element {
    let state = view.state;
    let text = match &state.failure {
        _ if state.is_sending => view.t("send.sending"),
        None => view.t("send.button"),
        Some(_) if state.retry.is_none() => view.t("failure.retry"),
        Some(_) => view.t("failure.now"),
    };
    let is_disabled = state.is_sending || state.is_preparing() || wait(view).is_some();
    let send = h("button")
        .id("send")
        .attr("type", "submit")
        .class(format!("button {look}{}", if state.is_sending { " busy" } else { "" }))
        .attr("part", if look == "primary" { "button primary" } else { "button" })
        .attr("aria-disabled", is_disabled.to_string())
        .attr("aria-describedby", "send-wrong outlook")
        .child(text);
    // A file that was not taken is no reason not to send; what was missing when Send was pressed is.
    let is_incomplete = state.is_excused && !state.complaints.is_empty();
    let incomplete = is_incomplete.then(|| view.t("send.check").to_owned());
    h("div").class("actions").child(send).children(upload(view)).children(wrong("send-wrong", incomplete))
}

/// How much of the files has gone out, where that can be told.
fn upload(view: &View<'_>) -> Option<Element> {
    let state = view.state;
    let part = state.progress.filter(|_| state.is_sending && !state.files.is_empty())?;
    let percent = (part * 100.0).floor();
    let bar = h("progress")
        .class("upload")
        .attr("aria-label", view.t("send.sending"))
        .attr("max", "100")
        .attr("value", percent.to_string());
    let shown = Decimal::from_f64(percent / 100.0).map(|ratio| view.context.format.percent(ratio));
    Some(p("upload-row small quiet", bar).key("upload").children(shown.map(|shown| h("span").child(shown))))
}

/// The instant before which the endpoint does not want to be asked again.
fn wait(view: &View<'_>) -> Option<Instant> {
    view.state.failure.as_ref()?.retry_at.filter(|at| *at > view.context.now)
}

// What went wrong.

fn failed(view: &View<'_>, failure: &Failure) -> Element {
    let heading = failure.heading();
    let cause = view.find(&format!("failure.{}", failure.code));
    let detail = failure.detail.as_ref().map(|detail| view.fill("failure.detail", &[("detail", detail)]));
    let is_refused = failure.code == "refused";
    h("section")
        .key("failure-notice")
        .class("notice error")
        .attr("part", "error")
        .attr("aria-labelledby", "failure")
        .child(
            h("h4")
                .id("failure")
                .class("notice-title")
                .attr("tabindex", "-1")
                .child(icon(Icon::Cross))
                .child(view.t(heading)),
        )
        .children((!is_refused).then_some(cause).flatten().map(|cause| p("", cause)))
        .children(detail.map(|detail| p("", detail)))
        .children(outlook(view))
        .children((!is_refused).then(|| p("small quiet", view.t("failure.same"))))
}

/// What happens by itself, and how to stop that; or what there is to wait for. Nothing here is announced while it counts down.
fn outlook(view: &View<'_>) -> Option<Element> {
    let state = view.state;
    let left = |until: Instant| view.length_until(until);
    let text = match (state.is_sending, state.retry, wait(view)) {
        (true, ..) => view.t("failure.trying").to_owned(),
        (_, Some(Retry::Online), _) => view.t("failure.online").to_owned(),
        (_, Some(Retry::At(at)), _) => view.fill("failure.next", &[("time", &left(at))]),
        (_, None, Some(at)) => view.fill("failure.wait", &[("time", &left(at))]),
        (_, None, None) => return None,
    };
    let can_stop = !state.is_sending && state.retry.is_some();
    let stop = can_stop.then(|| button("link", view.t("failure.stop"), Action::Stop));
    Some(h("p").id("outlook").class("wait").child(h("span").child(text)).children(stop))
}

// Ways that work without the endpoint.

fn others(view: &View<'_>) -> Element {
    h("section")
        .key("other")
        .class("other")
        .attr("aria-labelledby", "other-heading")
        .child(h("h4").id("other-heading").class("heading").child(view.t("ways.heading")))
        .child(ways(view))
}

fn ways(view: &View<'_>) -> Element {
    let state = view.state;
    let link = mail_link(state, view.context);
    let mail = h("a")
        .class("button secondary")
        .attr("part", "button")
        .attr("href", link.href)
        .child(view.t("ways.mail"));
    let mut notes: Vec<Node> = Vec::new();
    let mut note = |text: &str| notes.push(p("small quiet", text).into());
    if let Some(is_copied) = state.copied {
        note(view.t(if is_copied { "ways.copied" } else { "ways.not_copied" }));
    }
    if link.is_cut {
        note(view.t("ways.paste"));
    }
    if !state.files.is_empty() {
        note(view.t("ways.attach"));
    }
    h("div")
        .class("ways")
        .child(
            h("div")
                .class("actions")
                .child(mail)
                .child(button("secondary", view.t("ways.copy"), Action::CopyMessage))
                .child(button("secondary", view.t("ways.download"), Action::Save)),
        )
        .children(notes)
}
