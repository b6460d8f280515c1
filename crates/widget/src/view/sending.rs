//! What will be sent, in full; the button that sends it; and what to do where that fails.

use refund_policy::Gather;
use refund_policy::Json;

use crate::dom::{Element, el};
use crate::message::{Action, now};
use crate::send::{Failure, Retry};
use crate::view::known::row;
use crate::view::{Icon, View, button, icon};

/// Windows hands no longer link than this to a mail program, and says nothing.
const LINK_CHARS: usize = 2_000;

impl View<'_> {
    pub(crate) fn sending(&self) -> Element {
        let failure = self.state.failure.as_ref();
        let sending = el("div").key("sending").class("sending").child(self.review());
        let sending = sending.maybe(failure.map(|failure| self.failure(failure)));
        if !self.state.has_endpoint() {
            return sending.child(el("p").text(self.t("send.no_endpoint"))).child(self.ways());
        }
        let ways = failure.map(|_| {
            let heading = el("h4").class("heading").text(self.t("ways.heading"));
            el("section").class("other").child(heading).child(self.ways())
        });
        sending.child(self.send_button()).maybe(ways)
    }

    fn send_button(&self) -> Element {
        let state = self.state;
        let key = match (state.sending, &state.failure, state.retry) {
            (true, _, _) => "send.sending",
            (false, Some(_), Some(_)) => "failure.now",
            (false, Some(_), None) => "failure.retry",
            (false, None, _) => "send.button",
        };
        let rests = state.sending || state.is_preparing() || self.wait().is_some();
        let send = el("button")
            .id("send")
            .attr("type", "submit")
            .class(if state.sending { "button primary busy" } else { "button primary" })
            .part("button primary")
            .attr("aria-disabled", if rests { "true" } else { "false" })
            .text(self.t(key));
        el("div").class("actions").child(send).maybe(self.upload())
    }

    /// How much of the files has gone out, where that can be told.
    fn upload(&self) -> Option<Element> {
        let part = self.state.progress.filter(|_| self.state.sending && !self.state.files.is_empty())?;
        let percent = (part * 100.0) as u32;
        let bar = el("progress")
            .class("upload")
            .attr("aria-label", self.t("send.sending"))
            .attr("max", "100")
            .attr("value", percent.to_string());
        let said = self.format.percent(f64::from(percent) / 100.0);
        Some(el("p").key("upload").class("upload-row quiet").child(bar).child(el("span").text(said)))
    }

    /// How long the endpoint does not want to be asked again.
    fn wait(&self) -> Option<i64> {
        let retry_at = self.state.failure.as_ref()?.retry_at?;
        Some(retry_at.millis() - now().millis()).filter(|left| *left > 0)
    }

    /// What happens by itself, and how to stop that; or what there is to wait for. Nothing here is announced while it
    /// counts down.
    fn outlook(&self) -> Option<Element> {
        let time = |left: i64| self.format.length(left.max(1));
        let text = match (self.state.sending, self.state.retry) {
            (true, _) => self.t("failure.trying"),
            (false, Some(Retry::Online)) => self.t("failure.online"),
            (false, Some(Retry::At(at))) => {
                self.fill("failure.next", &[("time", &time(at.millis() - now().millis()))])
            }
            (false, None) => self.fill("failure.wait", &[("time", &time(self.wait()?))]),
        };
        let stop = (!self.state.sending && self.state.retry.is_some())
            .then(|| button("link", self.t("failure.stop"), Action::Stop));
        Some(el("p").key("outlook").class("wait").child(el("span").text(text)).maybe(stop))
    }

    fn failure(&self, failure: &Failure) -> Element {
        let detail = failure
            .detail
            .as_ref()
            .map(|detail| el("p").text(self.fill("failure.detail", &[("detail", detail)])));
        let title = if failure.is_unclear() { "failure.unconfirmed" } else { "failure.heading" };
        let heading =
            el("h4").id("failure").class("notice-title").attr("tabindex", "-1").child(icon(Icon::Cross));
        el("section")
            .key("failure")
            .class("notice error")
            .part("error")
            .attr("aria-labelledby", "failure")
            .child(heading.text(self.t(title)))
            .child(el("p").text(self.t(&["failure.", failure.code].concat())))
            .maybe(detail)
            .maybe(self.outlook())
            .child(el("p").class("quiet").text(self.t("failure.same")))
    }

    /// Ways that work without the endpoint.
    fn ways(&self) -> Element {
        let link = self.mail_link();
        let is_short = link.len() <= LINK_CHARS;
        let link = match link.split_once("&body=") {
            Some((without_body, _)) if !is_short => without_body.to_owned(),
            _ => link,
        };
        let mail =
            el("a").class("button secondary").part("button").attr("href", link).text(self.t("ways.mail"));
        let paste = (!is_short).then(|| el("p").class("quiet").text(self.t("ways.paste")));
        let said = self.state.copied.map(|is_copied| {
            el("p").class("quiet").text(self.t(if is_copied { "ways.copied" } else { "ways.not_copied" }))
        });
        let attach =
            (!self.state.files.is_empty()).then(|| el("p").class("quiet").text(self.t("ways.attach")));
        let buttons = el("div")
            .class("actions")
            .child(mail)
            .child(button("secondary", self.t("ways.copy"), Action::Copy))
            .child(button("secondary", self.t("ways.download"), Action::Save));
        el("div").class("ways").child(buttons).maybe(said).maybe(paste).maybe(attach)
    }

    fn mail_link(&self) -> String {
        let Some(draft) = self.state.letter().map(|letter| letter.draft(self.now)) else {
            return "mailto:".to_owned();
        };
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        let to = self.state.endpoint.strip_prefix("mailto:").unwrap_or_default();
        ["mailto:", to, "?subject=", &encode(&draft.subject), "&body=", &encode(&draft.message)].concat()
    }

    /// Everything that will be sent: for people, and as the data that is posted.
    fn review(&self) -> Element {
        let is_open = self.state.is_reviewing;
        let toggle = button("link disclosure", self.t("review.summary"), Action::Review)
            .attr("aria-expanded", if is_open { "true" } else { "false" });
        // Composing and printing it takes a while; only who wants to read it waits for that.
        let content = if is_open { self.content() } else { Vec::new() };
        el("div").key("review").class("review").part("review").child(toggle).children(content)
    }

    /// The content of the request: for people first.
    pub(crate) fn content(&self) -> Vec<Element> {
        let Some(request) = self.state.current_request() else { return Vec::new() };
        let text = |pointer: &[&str]| {
            let found = pointer.iter().try_fold(&request, |json, key| json.get(key));
            found.and_then(Json::as_str).unwrap_or_default().to_owned()
        };
        let files: Vec<&str> =
            list(&request, &["attachments"]).iter().filter_map(|file| file.get("name")?.as_str()).gather();
        let files = if files.is_empty() { self.t("review.none") } else { files.join(", ") };
        let rows = [
            row(self.t("review.to"), self.policy.document.merchant.clone()),
            row(self.t("contact.name"), text(&["customer", "name"])),
            row(self.t("contact.email"), text(&["customer", "email"])),
            row(self.t("contact.order"), text(&["order_id"])),
            row(self.t("message.subject"), text(&["subject"])),
            row(self.t("message.body"), text(&["message"])).class("row letter"),
            row(self.t("review.files"), files),
        ];
        let people = el("dl")
            .class("rows wide")
            .children(rows)
            .children(self.fact_rows())
            .child(row(self.t("review.verdict"), self.sent_answer(&request)));
        let data = el("details")
            .class("more")
            .child(el("summary").class("summary").text(self.t("review.data")))
            .child(el("pre").class("data").attr("tabindex", "0").attr("lang", "en").text(pretty(&request)));
        vec![people, data]
    }

    /// The verdict as the request says it.
    fn sent_answer(&self, request: &Json) -> String {
        let status =
            request.get("verdict").and_then(|verdict| verdict.get("status")?.as_str()).unwrap_or_default();
        let kinds =
            list(request, &["verdict", "remedies"]).iter().filter_map(|given| given.get("kind")?.as_str());
        let remedies: Vec<String> = kinds.map(|kind| self.t(&["remedy.", kind].concat())).gather();
        let status = self.t(&["status.", status].concat());
        if remedies.is_empty() { status } else { [status.as_str(), " – ", &remedies.join(" / ")].concat() }
    }

    fn fact_rows(&self) -> Vec<Element> {
        let facts = self.case.json.as_object().unwrap_or_default().iter();
        let rows = facts.filter_map(|(id, _)| {
            let index = self.policy.document.fact(id)?;
            let fact = self.state.fact(index)?;
            Some(row(self.label(fact), self.value(fact, self.case.facts.get(index)?)))
        });
        rows.gather()
    }
}

fn list<'a>(json: &'a Json, path: &[&str]) -> &'a [Json] {
    path.iter().try_fold(json, |json, key| json.get(key)).and_then(Json::as_list).unwrap_or_default()
}

/// JSON with line breaks, by the browser.
fn pretty(json: &Json) -> String {
    let value = refund_intl::to_js(json);
    let text =
        js_sys::JSON::stringify_with_replacer_and_space(&value, &wasm_bindgen::JsValue::NULL, &2.into());
    text.map(String::from).unwrap_or_else(|_| json.compact())
}
