//! The pages. Askama escapes every value that is put into them.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use refund_native::words;
use refund_policy::{Currency, Locale, Money, Policy};
use serde::Deserialize;

use super::data::{Line, Shop, Strings};
use crate::app::App;
use crate::headers;
use crate::problem::{Kind, Refusal};

/// The files of the pages, by name: type and content.
const ASSETS: [(&str, &str, &str); 7] = [
    ("shop.css", CSS, include_str!("../../../../www/shop/shop.css")),
    ("icon.svg", SVG, include_str!("../../../../www/shop/art/icon.svg")),
    ("passport-forms.svg", SVG, include_str!("../../../../www/shop/art/passport-forms.svg")),
    ("smm-services.svg", SVG, include_str!("../../../../www/shop/art/smm-services.svg")),
    ("iptv-subscription.svg", SVG, include_str!("../../../../www/shop/art/iptv-subscription.svg")),
    ("module-support.svg", SVG, include_str!("../../../../www/shop/art/module-support.svg")),
    ("sms-and-payments.svg", SVG, include_str!("../../../../www/shop/art/sms-and-payments.svg")),
];
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The widget's ready themes, which an order's page can wear instead of the shop's own look.
const THEMES: [&str; 3] = ["calm", "bold", "plain"];

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(index))
        .route("/shop/{policy}", get(order))
        .route("/shop/assets/{file}", get(asset))
}

/// What every page has: its language and its words.
pub(crate) struct Page<'a> {
    lang: &'static str,
    t: &'a Strings,
}

/// A language to switch to, by its own name.
struct Language {
    tag: &'static str,
    name: &'static str,
}

impl Page<'_> {
    pub(crate) fn new(app: &App, locale: Locale) -> Page<'_> {
        Page { lang: locale.tag(), t: app.shops.strings(locale) }
    }

    fn languages(&self) -> [Language; 3] {
        [("es", "Español"), ("fr", "Français"), ("en", "English")].map(|(tag, name)| Language { tag, name })
    }
}

/// `?lang=es&theme=calm`
#[derive(Deserialize)]
struct Switch {
    lang: Option<String>,
    theme: Option<String>,
}

impl Switch {
    fn locale(&self) -> Option<Locale> {
        locale(self.lang.as_deref()?)
    }

    fn theme(&self) -> Option<&'static str> {
        THEMES.into_iter().find(|theme| self.theme.as_deref() == Some(theme))
    }
}

#[derive(Template)]
#[template(path = "index.html")]
struct Index<'a> {
    page: Page<'a>,
    cards: Vec<Card<'a>>,
}

/// A shop on the index.
struct Card<'a> {
    policy: &'a str,
    brand: &'a str,
    product: &'a str,
    policy_title: &'a str,
    order_id: &'a str,
    total: String,
}

async fn index(State(app): State<App>, Query(switch): Query<Switch>, headers: HeaderMap) -> Response {
    let locale = switch.locale().unwrap_or_else(|| preferred(&headers));
    let card = |shop| Some(card(shop, app.policies.find(&shop.policy)?, locale));
    html(&Index { page: Page::new(&app, locale), cards: app.shops.all().iter().filter_map(card).collect() })
}

fn card<'a>(shop: &'a Shop, policy: &'a Policy, locale: Locale) -> Card<'a> {
    Card {
        policy: &shop.policy,
        brand: &shop.brand,
        product: shop.product.get(locale),
        policy_title: policy.document.title.get(locale),
        order_id: &shop.order_id,
        total: price(shop, shop.total(), locale),
    }
}

#[derive(Template)]
#[template(path = "order.html")]
struct OrderPage<'a> {
    page: Page<'a>,
    order: Order<'a>,
    form: Form<'a>,
    theme: Option<&'static str>,
}

/// A look to switch to; the shop's own has no theme.
struct Look<'a> {
    theme: &'static str,
    name: &'a str,
    is_current: bool,
}

impl OrderPage<'_> {
    fn looks(&self) -> [Look<'_>; 4] {
        let t = self.page.t;
        [("", &t.look_shop), ("calm", &t.look_calm), ("bold", &t.look_bold), ("plain", &t.look_plain)]
            .map(|(theme, name)| Look { theme, name, is_current: self.theme.unwrap_or_default() == theme })
    }
}

/// An order as its page shows it.
struct Order<'a> {
    policy: &'a str,
    merchant: &'a str,
    brand: &'a str,
    tagline: &'a str,
    product: &'a str,
    blurb: &'a str,
    order_id: &'a str,
    progress: Vec<Progress<'a>>,
    lines: Vec<PricedLine<'a>>,
    total: String,
    purchased_at: String,
    purchased_text: String,
    /// JSON, for the widget's attribute.
    facts: String,
}

struct Progress<'a> {
    text: &'a str,
    reached: bool,
    current: bool,
}

struct PricedLine<'a> {
    text: &'a str,
    /// None for something included.
    price: Option<String>,
}

async fn order(State(app): State<App>, Path(policy): Path<String>, Query(switch): Query<Switch>) -> Response {
    let (Some(shop), Some(policy)) = (app.shops.find(&policy), app.policies.find(&policy)) else {
        return lost_page(&app, switch.locale().unwrap_or(Locale::En));
    };
    let locale = switch.locale().unwrap_or(policy.document.language);
    let form = Form { order_id: &shop.order_id, ..Form::new(&shop.policy) };
    let order = order_of(&app, shop, policy, locale);
    html(&OrderPage { page: Page::new(&app, locale), order, form, theme: switch.theme() })
}

fn order_of<'a>(app: &App, shop: &'a Shop, policy: &'a Policy, locale: Locale) -> Order<'a> {
    let now = (app.clock)();
    let purchased_at = shop.purchased_at(now);
    let step = |(index, text): (usize, &'a super::data::Text)| Progress {
        text: text.get(locale),
        reached: index < shop.reached,
        current: index + 1 == shop.reached,
    };
    let line = |line: &'a Line| PricedLine {
        text: line.text.get(locale),
        price: (line.minor > 0).then(|| price(shop, line.minor, locale)),
    };
    Order {
        policy: &shop.policy,
        merchant: &policy.document.merchant,
        brand: &shop.brand,
        tagline: shop.tagline.get(locale),
        product: shop.product.get(locale),
        blurb: shop.blurb.get(locale),
        order_id: &shop.order_id,
        progress: shop.progress.iter().enumerate().map(step).collect(),
        lines: shop.lines.iter().map(line).collect(),
        total: price(shop, shop.total(), locale),
        purchased_at: purchased_at.to_string(),
        purchased_text: words(locale).full_instant(purchased_at, policy.zone()),
        facts: shop.facts(policy, now).compact(),
    }
}

fn price(shop: &Shop, minor: i64, locale: Locale) -> String {
    Currency::parse(&shop.currency)
        .map(|currency| words(locale).format().money(Money { minor, currency }))
        .unwrap_or_default()
}

/// The plain form, for where no script runs: empty on an order's page, filled again where it was refused.
#[derive(Default)]
pub(crate) struct Form<'a> {
    pub(crate) policy: &'a str,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) order_id: &'a str,
    pub(crate) message: &'a str,
    /// The fields that are wrong.
    pub(crate) wrong: Vec<Field>,
}

/// A field of the plain form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Name,
    Email,
    OrderId,
    Message,
}

/// A field as its template needs it.
struct FieldView<'a> {
    name: &'static str,
    label: &'a str,
    kind: &'static str,
    autocomplete: &'static str,
    required: bool,
    value: &'a str,
    wrong: Option<&'a str>,
}

impl<'a> Form<'a> {
    fn new(policy: &'a str) -> Form<'a> {
        Form { policy, ..Form::default() }
    }

    fn is_wrong(&self) -> bool {
        !self.wrong.is_empty()
    }

    fn fields(&self, t: &'a Strings) -> [FieldView<'a>; 4] {
        let view = |field, name, label, kind, autocomplete, value, wrong: &'a str| FieldView {
            name,
            label,
            kind,
            autocomplete,
            required: field != Field::OrderId,
            value,
            wrong: self.wrong.contains(&field).then_some(wrong),
        };
        [
            view(Field::Name, "name", &t.name, "text", "name", self.name, &t.wrong_name),
            view(Field::Email, "email", &t.email, "email", "email", self.email, &t.wrong_email),
            view(Field::OrderId, "order_id", &t.order_id, "text", "off", self.order_id, &t.wrong_order_id),
            view(Field::Message, "message", &t.message, "text", "off", self.message, &t.wrong_message),
        ]
    }
}

#[derive(Template)]
#[template(path = "sent.html")]
struct Sent<'a> {
    page: Page<'a>,
    brand: &'a str,
    policy: Option<&'a str>,
    reference: &'a str,
}

/// The answer to a plain form that was stored.
pub(crate) fn sent(app: &App, locale: Locale, policy: Option<&str>, reference: &str) -> Response {
    let shop = policy.and_then(|policy| app.shops.find(policy));
    let brand = shop.map_or("", |shop| shop.brand.as_str());
    let policy = shop.map(|shop| shop.policy.as_str());
    let page = Sent { page: Page::new(app, locale), brand, policy, reference };
    with_status(StatusCode::CREATED, &page)
}

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused<'a> {
    page: Page<'a>,
    brand: &'a str,
    form: Form<'a>,
}

/// The answer to a plain form that was not stored: the form again, with what was typed.
pub(crate) fn refused(app: &App, locale: Locale, status: StatusCode, form: Form<'_>) -> Response {
    let brand = app.shops.find(form.policy).map_or("", |shop| shop.brand.as_str());
    with_status(status, &Refused { page: Page::new(app, locale), brand, form })
}

#[derive(Template)]
#[template(path = "lost.html")]
struct Lost<'a> {
    page: Page<'a>,
}

/// The answer to an address that does not exist: a page for a browser, a problem document for a program.
pub(crate) async fn lost(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match accepts.contains("text/html") {
        true => lost_page(&app, preferred(&headers)),
        false => {
            Refusal::new(Kind::NotFound, format!("there is nothing at `{}`", uri.path())).into_response()
        }
    }
}

fn lost_page(app: &App, locale: Locale) -> Response {
    with_status(StatusCode::NOT_FOUND, &Lost { page: Page::new(app, locale) })
}

async fn asset(Path(file): Path<String>, asked: HeaderMap) -> Result<Response, Refusal> {
    let found = ASSETS.into_iter().find(|(name, ..)| *name == file);
    let (_, media_type, content) =
        found.ok_or_else(|| Refusal::new(Kind::NotFound, format!("there is no file `{file}`")))?;
    Ok(headers::tagged(&asked, media_type, &crate::files::sha256(content.as_bytes()), content))
}

/// The first language of the browser's that the pages have. Browsers send them in the order of preference.
fn preferred(headers: &HeaderMap) -> Locale {
    let accepted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = accepted.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
    tags.filter_map(locale).next().unwrap_or(Locale::En)
}

/// A language of the pages, which have those of the policies.
pub(crate) fn locale(tag: &str) -> Option<Locale> {
    Locale::parse(tag).filter(|locale| Locale::OF_POLICIES.contains(locale))
}

fn html(page: &impl Template) -> Response {
    with_status(StatusCode::OK, page)
}

/// A page is made anew each time: its dates move.
fn with_status(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Html(text))
            .into_response(),
        Err(error) => Refusal::unavailable(&error).into_response(),
    }
}
