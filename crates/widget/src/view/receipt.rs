//! The receipt: the start of a case. What was asked for, under which reference, what comes next.

use refund_policy::document::{Combination, RemedyKind};
use refund_policy::{Currency, DateStyle, Instant, Json, Money};

use super::foot::forget;
use super::icon::{Icon, icon};
use super::processing::dates;
use super::shared::{View, button, capitalized, fold, folds, p, row};
use crate::message::Action;
use crate::node::{Element, Node, h};
use crate::outcome::Receipt;

/// The screen.
pub(crate) fn receipt(view: &View<'_>) -> Element {
    let screen = h("div").key("receipt-screen").class("screen");
    let (Some(receipt), Some(sent)) = (&view.state.receipt, &view.state.session.sent) else { return screen };
    let sent = Sent(sent);
    screen
        .child(card(view, receipt, sent))
        .children(next(view, receipt, sent))
        .children(folds([fold("sent", view.t("receipt.content"), content(view, receipt, sent))]))
        .child(p("again", forget(view, "receipt.again")))
}

/// The request as it was sent. It counts what that says, and not what the same facts would give today.
#[derive(Clone, Copy)]
struct Sent<'a>(&'a Json);

impl<'a> Sent<'a> {
    fn text(self, path: &[&str]) -> Option<&'a str> {
        path.iter().try_fold(self.0, |json, key| json.get(key))?.as_str().filter(|text| !text.is_empty())
    }

    fn list(self, path: &[&str]) -> &'a [Json] {
        let found = path.iter().try_fold(self.0, |json, key| json.get(key));
        found.and_then(Json::as_list).unwrap_or_default()
    }

    fn wish(self) -> Option<RemedyKind> {
        kind(self.0.get("wish")?)
    }

    /// The remedies that were asked for, with the amounts that were known.
    fn remedies(self) -> Vec<(RemedyKind, Option<Money>)> {
        let given = self.list(&["verdict", "remedies"]).iter();
        let given = given.filter_map(|remedy| Some((kind(remedy)?, remedy.get("amount").and_then(money))));
        match self.wish() {
            // An alternative is none of the remedies.
            Some(wish) => {
                let found = given.into_iter().find(|(kind, _)| *kind == wish);
                vec![found.unwrap_or((wish, None))]
            }
            None => given.collect(),
        }
    }

    /// What was asked for in words: the amount where there is one, or what the remedies are called.
    fn asked(self, view: &View<'_>) -> String {
        let remedies = self.remedies();
        let mut amounts = remedies.iter().filter_map(|(kind, amount)| amount.filter(|_| kind.is_refund()));
        if let (Some(amount), None) = (amounts.next(), amounts.next()) {
            return view.money(amount);
        }
        let kinds: Vec<RemedyKind> = remedies.iter().map(|(kind, _)| *kind).collect();
        match kinds.is_empty() {
            true => capitalized(view.t("asked.review")),
            false => capitalized(&view.remedies(&kinds, self.combination())),
        }
    }

    fn combination(self) -> Combination {
        let name = self.text(&["verdict", "choice"]).unwrap_or_default();
        let all = [Combination::All, Combination::Shopper, Combination::Merchant, Combination::InOrder];
        all.into_iter().find(|combination| combination.name() == name).unwrap_or(Combination::All)
    }

    /// Whether money was asked for, so that when it comes is of interest.
    fn is_money(self) -> bool {
        self.remedies().iter().any(|(kind, _)| kind.is_refund())
    }

    /// The steps that were still to be taken, each with the instant at which waiting alone meets it.
    fn steps(self) -> impl Iterator<Item = (&'a str, Option<Instant>)> {
        let steps = self.list(&["verdict", "steps"]).iter();
        steps.filter_map(|step| {
            let met_at = step.get("met_at").and_then(Json::as_str).and_then(Instant::parse);
            Some((step.get("id")?.as_str()?, met_at))
        })
    }
}

fn kind(json: &Json) -> Option<RemedyKind> {
    let name = json.get("kind")?.as_str()?;
    RemedyKind::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

fn money(json: &Json) -> Option<Money> {
    let currency = Currency::parse(json.get("currency")?.as_str()?)?;
    Some(Money { minor: json.get("minor")?.as_i64()?, currency })
}

fn card(view: &View<'_>, receipt: &Receipt, sent: Sent<'_>) -> Element {
    let fact = |name: &str, value: &str| row(name, value);
    let rows = h("dl")
        .class("receipt")
        .child(
            h("div").class("row").child(h("dt").child(view.t("receipt.reference"))).child(
                h("dd").class("reference").attr("part", "reference").child(receipt.reference.as_str()),
            ),
        )
        .child(fact(view.t("receipt.asked"), &sent.asked(view)))
        .children(sent.text(&["order_id"]).map(|order| fact(view.t("receipt.order"), order)))
        .children(sent.text(&["customer", "email"]).map(|email| fact(view.t("receipt.answer_to"), email)));
    let follow = receipt.case_url.as_ref().map(|address| {
        h("a")
            .id("follow")
            .class("button secondary wide")
            .attr("part", "button")
            .attr("href", address.as_str())
            .child(view.t("receipt.follow"))
    });
    h("section")
        .key("receipt-card")
        .class("card")
        .attr("part", "card receipt")
        .attr("data-status", "qualifies")
        .attr("aria-labelledby", "receipt")
        .child(
            h("div").class("seal").child(h("span").class("round").child(icon(Icon::Tick))).child(
                h("h3")
                    .id("receipt")
                    .class("headline")
                    .attr("part", "headline")
                    .attr("tabindex", "-1")
                    .child(view.t("receipt.heading")),
            ),
        )
        .child(rows)
        .children(receipt.is_earlier.then(|| p("", view.t("receipt.earlier"))))
        .children(follow)
}

// What comes next.

/// The steps that are still to be taken, when an answer is due, and when money can come where money was asked for.
fn next(view: &View<'_>, receipt: &Receipt, sent: Sent<'_>) -> Option<Element> {
    let now = view.context.now;
    let due: Vec<(&str, Option<Instant>)> =
        sent.steps().filter(|(_, met_at)| met_at.is_none_or(|at| at > now)).collect();
    let from = receipt.received_at.unwrap_or(now);
    let met = sent.steps().map(|(_, met_at)| met_at).collect();
    let dates = dates(view, from, met, sent.is_money());
    let steps: Vec<Element> = due.into_iter().filter_map(|(id, met_at)| step(view, id, met_at)).collect();
    if steps.is_empty() && dates.is_empty() {
        return None;
    }
    Some(
        h("section")
            .key("next")
            .class("card")
            .attr("part", "card processing")
            .attr("aria-labelledby", "next-heading")
            .child(h("h4").id("next-heading").class("heading").child(view.t("receipt.next")))
            .child(h("ol").class("next").children(steps).children(dates)),
    )
}

fn step(view: &View<'_>, id: &str, met_at: Option<Instant>) -> Option<Element> {
    let step = view.policy.document.steps.iter().find(|step| step.id == id)?;
    let title = view.said(view.say(&step.title));
    let when = match met_at {
        Some(at) => view.fill("step.met", &[("date", &view.date(DateStyle::WeekdayDayTime, at))]),
        None => view.t("receipt.step_now").to_owned(),
    };
    let what: Node = match view.step_link(step) {
        Some(address) if met_at.is_none() => h("a")
            .class("button primary wide")
            .attr("part", "button primary")
            .attr("href", address)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .child(title)
            .into(),
        _ => h("span").class("what").child(title).into(),
    };
    let item = h("li").key(format!("next-{id}")).class(if met_at.is_none() { "todo" } else { "" });
    Some(item.child(h("span").class("when").child(when)).child(" ").child(what))
}

// What was sent.

fn content(view: &View<'_>, receipt: &Receipt, sent: Sent<'_>) -> Vec<Node> {
    let received = receipt.received_at.map(|at| view.full_date(DateStyle::WeekdayDayTime, at));
    let files: Vec<&str> =
        sent.list(&["attachments"]).iter().filter_map(|file| file.get("name")?.as_str()).collect();
    let rows = [
        (view.t("receipt.received"), received.as_deref()),
        (view.t("contact.name"), sent.text(&["customer", "name"])),
        (view.t("message.subject"), sent.text(&["subject"])),
    ];
    let rows = rows.into_iter().filter_map(|(name, value)| Some(row(name, value?)));
    let files = (!files.is_empty()).then(|| row(view.t("receipt.files"), files.join(", ")));
    let message = sent
        .text(&["message"])
        .map(|message| p("letter-text", message).attr("lang", view.policy.document.language.tag()));
    let list = h("dl").class("rows wide").children(rows).children(files);
    let tools = h("div")
        .class("actions")
        .child(button("link", view.t("receipt.save"), Action::Save))
        .child(button("link", view.t("take.print"), Action::Print));
    [Some(list), message, Some(tools)].into_iter().flatten().map(Node::from).collect()
}
