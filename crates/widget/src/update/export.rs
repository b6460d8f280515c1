//! What the shopper takes along: the letter as text, what was sent as a file, the deadline for their calendar.

use refund_policy::{DateStyle, Json};

use crate::deadline::deadline;
use crate::effect::Effect;
use crate::letter;
use crate::state::{Context, State};
use crate::wall_clock;

/// Puts the letter on the clipboard.
pub(super) fn copy(state: &State, context: &Context<'_>) -> Vec<Effect> {
    state.case.iter().map(|_| Effect::Copy(letter::as_text(state, context))).collect()
}

/// Offers the receipt as a file, or else the letter.
pub(super) fn save(state: &State, context: &Context<'_>) -> Vec<Effect> {
    if state.case.is_none() {
        return Vec::new();
    }
    let text = receipt(state, context).unwrap_or_else(|| letter::as_text(state, context));
    vec![Effect::SaveText { name: file_name(state, "txt"), text }]
}

/// Offers the deadline, where something is lost after it.
pub(super) fn calendar(state: &State) -> Vec<Effect> {
    let entry = || {
        let (policy, strings) = (state.policy.as_deref()?, state.strings.as_ref()?);
        let until = deadline(state.case.as_ref()?)?;
        let document = &policy.document;
        let order = letter::order_id(state);
        let text = strings.fill("calendar.text", &[("merchant", &document.merchant)]);
        let (number, description) = match order {
            "" => (state.session.id.as_str(), text),
            order => (order, format!("{text}\n{}", strings.line("contact.order", order))),
        };
        let title = document.title.get(state.policy_locale);
        Some(Effect::Calendar {
            name: file_name(state, "ics"),
            id: format!("{}-{number}", document.id),
            until,
            summary: strings.fill("calendar.summary", &[("title", title)]),
            description,
        })
    };
    entry().into_iter().collect()
}

/// The name of a file that is about this request.
fn file_name(state: &State, extension: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let order: String = letter::order_id(state).chars().map(plain).collect();
    let name = if order.is_empty() { &state.session.id } else { &order };
    format!("refund-{name}.{extension}")
}

/// What the shopper keeps: the reference, when it arrived, and what was sent. None before there is a receipt.
fn receipt(state: &State, context: &Context<'_>) -> Option<String> {
    let (receipt, strings, policy) =
        (state.receipt.as_ref()?, state.strings.as_ref()?, state.policy.as_ref()?);
    let sent = state.session.sent.as_ref();
    let text = |path: &[&str]| {
        let found = path.iter().try_fold(sent?, |json, key| json.get(key))?;
        Some(found.as_str()?.to_owned())
    };
    let files = sent.and_then(|sent| sent.get("attachments")?.as_list()).unwrap_or_default();
    let files: Vec<&str> = files.iter().filter_map(|file| file.get("name").and_then(Json::as_str)).collect();
    let received = receipt
        .received_at
        .map(|at| context.format.full_date(DateStyle::WeekdayDayTime, wall_clock::local(at, context.zone)));
    let lines = [
        ("receipt.reference", Some(receipt.reference.clone())),
        ("receipt.received", received),
        ("review.to", Some(policy.document.merchant.clone())),
        ("contact.name", text(&["customer", "name"])),
        ("contact.email", text(&["customer", "email"])),
        ("contact.order", text(&["order_id"])),
        ("review.files", Some(files.join(", "))),
        ("message.subject", text(&["subject"])),
    ];
    let line = |(key, value): &(&str, Option<String>)| {
        let value = value.as_ref().filter(|value| !value.is_empty())?;
        Some(strings.line(key, value) + "\n")
    };
    let head: String = lines.iter().filter_map(line).collect();
    Some(format!("{head}\n{}\n", text(&["message"]).unwrap_or_default()))
}
