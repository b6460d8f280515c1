//! Whether what is behind the widget is dark: a page may be so by a class, and never say it by `color-scheme`.
//!
//! The root then says it (`data-theme`), and the style sheet follows that instead of the page's `color-scheme`.

use gloo_utils::window;
use js_sys::{Math, Number};
use web_sys::{Element, HtmlElement, ShadowRoot};

/// The attribute of the root; the rendering leaves it alone.
pub(super) const THEME: &str = "data-theme";
/// Below it black text is harder to read than white: the contrast of both is the same at 0.179.
const DARK_BELOW: f64 = 0.179;

/// Notes on the root what is behind it, where a colour is: over an image the page's `color-scheme` stands.
pub(super) fn follow(host: &HtmlElement, shadow: &ShadowRoot) {
    let Some(root) = shadow.query_selector("[part~=root]").ok().flatten() else { return };
    let colour = if says_when_it_is_dark(host) { None } else { background(host) };
    let theme = colour.map(|colour| if luminance(colour) < DARK_BELOW { "dark" } else { "light" });
    match theme {
        Some(theme) if root.get_attribute(THEME).as_deref() != Some(theme) => {
            let _ = root.set_attribute(THEME, theme);
        }
        Some(_) => {}
        None => {
            let _ = root.remove_attribute(THEME);
        }
    }
}

/// Whether the page says by `color-scheme` that it can be dark: then the style sheet inherits when it is, at once.
fn says_when_it_is_dark(host: &HtmlElement) -> bool {
    let style = window().get_computed_style(host).ok().flatten();
    let scheme = style.and_then(|style| style.get_property_value("color-scheme").ok());
    scheme.is_some_and(|scheme| scheme.contains("dark"))
}

/// The colour behind an element, of the nearest that is painted opaquely.
fn background(host: &HtmlElement) -> Option<[f64; 3]> {
    let mut next: Option<Element> = Some(host.clone().into());
    while let Some(element) = next {
        let style = window().get_computed_style(&element).ok().flatten()?;
        let has_image = style.get_property_value("background-image").is_ok_and(|image| image != "none");
        let colour = style.get_property_value("background-color").ok().and_then(|colour| opaque(&colour));
        if has_image || colour.is_some() {
            return colour.filter(|_| !has_image);
        }
        next = element.parent_element().or_else(|| {
            let root = element.get_root_node();
            wasm_bindgen::JsCast::dyn_into::<ShadowRoot>(root).ok().map(|root| root.host())
        });
    }
    None
}

/// The parts of a colour as the browser computes it, `rgb(17, 17, 17)`; none where it lets something through.
fn opaque(colour: &str) -> Option<[f64; 3]> {
    let inside = colour.strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?.strip_suffix(')')?;
    let parts: Vec<f64> =
        inside.split([',', ' ', '/']).map(Number::parse_float).filter(|part| !part.is_nan()).collect();
    match parts.as_slice() {
        [red, green, blue] | [red, green, blue, 1.0] => Some([*red, *green, *blue]),
        _ => None,
    }
}

/// WCAG's relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { Math::pow((part + 0.055) / 1.055, 2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use gloo_utils::document;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

    use super::follow;

    /// What the root of an element says that stands on a ground of this colour.
    fn theme_on(background: &str) -> Option<String> {
        let ground = document().create_element("div").unwrap();
        ground.set_attribute("style", background).unwrap();
        document().body().unwrap().append_child(&ground).unwrap();
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        ground.append_child(&host).unwrap();
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let root = document().create_element("div").unwrap();
        root.set_attribute("part", "root").unwrap();
        shadow.append_child(&root).unwrap();
        follow(&host, &shadow);
        let theme = root.get_attribute("data-theme");
        ground.remove();
        theme
    }

    #[wasm_bindgen_test]
    fn the_root_says_what_is_behind_it() {
        assert_eq!(theme_on("background: #111").as_deref(), Some("dark"));
        assert_eq!(theme_on("background: rgb(250, 250, 250)").as_deref(), Some("light"));
        assert_eq!(theme_on("background: linear-gradient(#000, #fff)"), None);
    }
}
