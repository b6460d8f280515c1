//! Screens to look at: written where `VIEW_DUMP` names a folder, and nowhere else.

use std::env;
use std::fs;
use std::path::Path;

use refund_policy::Locale;
use refund_widget::message::{Action, Field, Message};
use refund_widget::session::Screen;

use super::html::html;
use crate::support::{Widget, file};

const IPTV: &str =
    r#"{"purchased_at": "2026-11-28T13:00:00+01:00", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
const FORMS: &str = r#"{"purchased_at": "2026-11-27T11:00:00+01:00", "amount_paid": {"minor": 9800, "currency": "EUR"}, "applications_ordered": 2}"#;
const SMM: &str =
    r#"{"purchased_at": "2026-11-24T11:00:00+01:00", "amount_paid": {"minor": 16400, "currency": "EUR"}}"#;
const RECURRING: &str = r#"{"purchased_at": "2026-10-12T11:00:00+01:00", "last_payment_at": "2026-11-12T11:00:00+01:00", "amount_paid": {"minor": 16400, "currency": "EUR"}}"#;
const MODULE: &str = r#"{"purchased_at": "2026-11-01T11:00:00+01:00", "own_product": true}"#;

#[test]
fn the_gallery_is_written_where_it_is_asked_for() {
    let Ok(folder) = env::var("VIEW_DUMP") else { return };
    for locale in Locale::ALL {
        for (name, page) in screens(locale) {
            write(Path::new(&folder), &format!("{name}-{}", locale.tag()), &page);
        }
    }
}

fn screens(locale: Locale) -> Vec<(&'static str, Widget)> {
    let page = |policy, facts| Widget::on_page(policy, locale, facts);
    let mut all = vec![
        ("start", page("iptv-subscription", IPTV)),
        ("start-bare", page("sms-and-payments", "{}")),
        ("start-forms", page("passport-forms", FORMS)),
        ("start-module", page("module-support", MODULE)),
    ];
    let mut typed = page("iptv-subscription", IPTV);
    typed.picks("reason", "technical_problem");
    all.push(("typed-instant", typed));
    let mut money = page("iptv-subscription", r#"{"purchased_at": "2026-11-28T13:00:00+01:00"}"#);
    money.picks("reason", "technical_problem").does(Action::NotAtAll);
    all.push(("typed-money", money));
    let mut wrong = page("iptv-subscription", IPTV);
    wrong.picks("reason", "service_outage").enters("forty", "");
    all.push(("typed-wrong", wrong));
    let mut deadline = page("iptv-subscription", IPTV);
    deadline.picks("reason", "technical_problem").does(Action::NotAtAll);
    all.push(("verdict-deadline", deadline));
    let mut waiting = page("iptv-subscription", IPTV);
    waiting.picks("reason", "technical_problem").enters("2026-11-29", "10:00");
    all.push(("verdict-waiting", waiting));
    let mut late = page(
        "iptv-subscription",
        r#"{"purchased_at": "2026-11-10T13:00:00+01:00", "amount_paid": {"minor": 4990, "currency": "EUR"}, "usage_ratio": 0.5}"#,
    );
    late.picks("reason", "technical_problem").does(Action::NotAtAll);
    all.push(("verdict-part", late));
    let mut choice = page("iptv-subscription", IPTV);
    choice.picks("reason", "service_outage").enters("60", "").picks("outage_by_merchant", "yes");
    all.push(("verdict-choice", choice));
    let mut range = page("passport-forms", FORMS);
    range.picks("reason", "changed_mind").picks("forms_delivered", "no");
    range.does(Action::Unknown);
    all.push(("verdict-range", range));
    let mut faith = page(
        "passport-forms",
        r#"{"purchased_at": "2026-10-27T11:00:00+01:00", "amount_paid": {"minor": 9800, "currency": "EUR"}}"#,
    );
    faith.picks("reason", "circumstances_changed");
    all.push(("verdict-case", faith));
    let mut first = page(
        "passport-forms",
        r#"{"purchased_at": "2026-10-27T11:00:00+01:00", "amount_paid": {"minor": 9800, "currency": "EUR"}}"#,
    );
    first.picks("reason", "forms_not_received");
    all.push(("verdict-first", first));
    let mut review = page("smm-services", SMM);
    review.picks("reason", "not_as_described").picks("clear_evidence", "no");
    all.push(("verdict-proof", review));
    let mut no = page("smm-services", RECURRING);
    no.picks("reason", "cancel_recurring");
    all.push(("verdict-cancel", no));
    let mut never = page("iptv-subscription", IPTV);
    never.picks("reason", "buffering");
    all.push(("verdict-no", never));
    let mut support = page("module-support", MODULE);
    support.picks("reason", "update_or_fix").picks("licensed", "yes").picks("customized", "no");
    all.push(("verdict-support", support));
    let mut paid = page("module-support", MODULE);
    paid.picks("reason", "training");
    all.push(("verdict-paid", paid));
    let mut gateway = page("sms-and-payments", "{}");
    gateway.picks("service", "payment_gateway").picks("reason", "incorrect_charge");
    all.push(("verdict-investigation", gateway));
    let mut open = page("iptv-subscription", IPTV);
    open.picks("reason", "service_outage");
    for _ in 0..4 {
        if open.state.session.screen == Screen::Questions {
            open.does(Action::Unknown);
        }
    }
    all.push(("unknowns", open));
    let mut request = page("iptv-subscription", IPTV);
    request.picks("reason", "technical_problem").does(Action::NotAtAll);
    request.does(Action::Go(Screen::Request));
    request.happens(Message::Typed(Field::Name, "Ana".to_owned()));
    all.push(("request", request));
    all
}

fn write(folder: &Path, name: &str, page: &Widget) {
    let css = file("www/widget.css").replace(":host", ".host").replace("::slotted", ".slotted");
    let body = html(&page.shadow());
    let slotted = html(&page.light());
    let text = format!(
        "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>{name}</title><style>:root{{color-scheme:light dark}}body{{margin:0;padding:20px 16px;background:light-dark(#fbfbfc,#141619)}}</style><div id=w><template shadowrootmode=open><style>{}</style>{body}</template>{slotted}</div>",
        css.replace(".host(", ":host(").replace(".host", ":host").replace(".slotted", "::slotted")
    );
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join(format!("{name}.html")), text).expect("a file");
}
