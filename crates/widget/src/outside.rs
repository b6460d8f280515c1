//! The shopper's habits, as the element and the browser tell them.

use refund_policy::Locale;
use web_sys::HtmlElement;

use crate::format::Format;
use crate::tools::Tools;

/// The locale of an element, and how its shopper writes dates and numbers: by its `lang`, that of what it stands in,
/// or the browser's.
pub(crate) fn habits(tools: &Tools, host: &HtmlElement) -> (Locale, Format) {
    let tags = tools.languages(host);
    let mut tags = tags.iter().filter_map(|tag| tag.as_string());
    let locale = tags.find_map(|tag| Locale::parse(&tag)).unwrap_or(Locale::En);
    (locale, tools.format(locale.tag()))
}

/// Whether there is room for two texts side by side.
pub(crate) fn is_wide() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width >= 900.0)
}
