//! The page as others leave it: what a rendering makes of it, and what it never touches.

use gloo_utils::{body, document};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

use super::Rendered;
use crate::message::Field;
use crate::node::{self, Node, On, h, svg};

/// An element in the page, with what stands in it.
struct Page {
    host: HtmlElement,
    root: ShadowRoot,
    rendered: Rendered,
}

impl Page {
    fn new() -> Page {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        body().append_child(&host).unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        Page { host, root, rendered: Rendered::new() }
    }

    fn show(&mut self, inside: impl IntoIterator<Item = node::Element>) {
        self.show_beside(inside, []);
    }

    fn show_beside(
        &mut self,
        inside: impl IntoIterator<Item = node::Element>,
        beside: impl IntoIterator<Item = node::Element>,
    ) {
        let nodes =
            |elements: Vec<node::Element>| elements.into_iter().map(Node::from).collect::<Vec<Node>>();
        let (inside, beside) = (nodes(inside.into_iter().collect()), nodes(beside.into_iter().collect()));
        self.rendered.render(&self.root, &inside, &beside);
    }

    fn find<T: JsCast>(&self, selector: &str) -> T {
        let inside = self.root.query_selector(selector).unwrap();
        inside.or_else(|| self.host.query_selector(selector).unwrap()).unwrap().unchecked_into()
    }

    fn html(&self) -> String {
        self.root.inner_html()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
    }
}

fn text(id: &str, value: &str) -> node::Element {
    h("textarea").id(id).value(value).on(On::Input(Field::Words))
}

fn line(id: &str, value: &str) -> node::Element {
    h("input").id(id).attr("type", "text").value(value).on(On::Input(Field::Name))
}

fn paragraph(words: &str) -> node::Element {
    h("p").child(words)
}

/// As a key would: the letter comes to the caret.
fn type_letter(field: &HtmlTextAreaElement, letter: char) {
    let caret = field.selection_start().unwrap().unwrap();
    field.set_range_text_with_start_and_end(&letter.to_string(), caret, caret).unwrap();
    field.set_selection_range(caret + 1, caret + 1).unwrap();
}

#[wasm_bindgen_test]
fn nodes_are_made_with_their_namespaces_and_texts() {
    let mut page = Page::new();
    let icon = svg("svg").attr("viewBox", "0 0 2 2").child(svg("path").attr("d", "M0 0"));
    page.show([h("p").class("a").child("x < y").child(icon)]);
    assert_eq!(
        page.html(),
        "<p class=\"a\">x &lt; y<svg viewBox=\"0 0 2 2\"><path d=\"M0 0\"></path></svg></p>"
    );
    assert_eq!(page.find::<Element>("path").namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
fn what_did_not_change_is_the_same_node() {
    let mut page = Page::new();
    page.show([paragraph("one"), paragraph("two")]);
    let second: Element = page.find("p:nth-child(2)");
    page.show([paragraph("one, said anew"), paragraph("two"), paragraph("three")]);
    assert!(page.find::<Element>("p:nth-child(2)").is_same_node(Some(&second)));
    assert_eq!(page.html(), "<p>one, said anew</p><p>two</p><p>three</p>");
    page.show([paragraph("two")]);
    assert_eq!(page.html(), "<p>two</p>");
}

#[wasm_bindgen_test]
fn typing_letter_by_letter_keeps_the_field_the_text_and_the_caret() {
    let mut page = Page::new();
    page.show([text("message", "Dear shop")]);
    let field: HtmlTextAreaElement = page.find("#message");
    field.focus().unwrap();
    field.set_selection_range(4, 4).unwrap();
    for letter in ", kind".chars() {
        type_letter(&field, letter);
        // What is around it changes with each letter.
        let hint = h("p").key("changed").child(format!("{} letters", field.value().len()));
        page.show([hint, text("message", &field.value()), h("button").id("restore").child("Restore")]);
        assert!(page.root.active_element().unwrap().is_same_node(Some(&field)), "the field keeps the focus");
    }
    assert_eq!(field.value(), "Dear, kind shop");
    assert_eq!(field.selection_start().unwrap(), Some(10));
}

#[wasm_bindgen_test]
fn what_is_typed_is_the_truth_until_the_state_says_something_new() {
    let mut page = Page::new();
    page.show([line("name", "Ana")]);
    let field: HtmlInputElement = page.find("#name");
    field.set_value("Ana P");
    page.show([line("name", "Ana")]);
    assert_eq!(field.value(), "Ana P", "the state has not heard of it yet");
    page.show([line("name", "Bea")]);
    assert_eq!(field.value(), "Bea");
    assert_eq!(page.rendered.fields(&page.root).len(), 1);
}

#[wasm_bindgen_test]
fn a_new_text_leaves_the_caret_where_it_was() {
    let mut page = Page::new();
    page.show([line("name", "Ana Pérez")]);
    let field: HtmlInputElement = page.find("#name");
    field.focus().unwrap();
    field.set_selection_range(3, 3).unwrap();
    page.show([line("name", "Ana María Pérez")]);
    assert_eq!((field.value().as_str(), field.selection_start().unwrap()), ("Ana María Pérez", Some(3)));
}

#[wasm_bindgen_test]
fn a_field_with_the_focus_stays_whatever_comes_and_goes_around_it() {
    let mut page = Page::new();
    let field = |id: &str| h("div").class("field").child(line(id, ""));
    page.show([paragraph("intro"), field("first"), field("second"), paragraph("end")]);
    let focused: HtmlInputElement = page.find("#second");
    focused.focus().unwrap();
    // Its box has no key, and another of the same kind before it goes.
    page.show([field("second"), field("third")]);
    assert!(page.root.active_element().unwrap().is_same_node(Some(&focused)));
    page.show([field("zeroth"), field("first"), h("section").child("new"), field("second")]);
    assert!(page.root.active_element().unwrap().is_same_node(Some(&focused)));
    assert_eq!(page.root.query_selector_all("input").unwrap().length(), 3);
}

#[wasm_bindgen_test]
fn a_text_that_was_translated_is_put_right() {
    let mut page = Page::new();
    page.show([h("p").child("until ").child(h("b").child("Friday")).child(" at noon")]);
    let paragraph: Element = page.find("p");
    // As Google Translate does: every text becomes two `font` elements, and the words go where the language wants them.
    let font = document().create_element("font").unwrap();
    font.set_inner_html("<font>hasta el mediodía del</font>");
    paragraph.replace_child(&font, &paragraph.first_child().unwrap()).unwrap();
    paragraph.set_class_name("translated");
    paragraph.set_attribute("lang", "es").unwrap();
    page.find::<Element>("b").set_text_content(Some("viernes"));
    paragraph.remove_child(&paragraph.last_child().unwrap()).unwrap();
    page.show([h("p").child("until ").child(h("b").child("Monday")).child(" at noon")]);
    assert_eq!(page.html(), "<p>until <b>Monday</b> at noon</p>");
}

#[wasm_bindgen_test]
fn a_text_that_was_changed_in_place_is_put_right_though_the_state_says_the_same() {
    let mut page = Page::new();
    page.show([paragraph("98 €")]);
    page.find::<Element>("p").first_child().unwrap().set_text_content(Some("89 €"));
    page.show([paragraph("98 €")]);
    assert_eq!(page.html(), "<p>98 €</p>");
}

#[wasm_bindgen_test]
fn what_others_put_into_the_shadow_root_goes() {
    let mut page = Page::new();
    page.show([paragraph("one"), line("name", "")]);
    let copy = page.find::<HtmlInputElement>("#name").clone_node_with_deep(true).unwrap();
    page.root.prepend_with_node_1(&copy).unwrap();
    page.root.append_child(&document().create_element("grammarly-extension").unwrap()).unwrap();
    page.root.append_child(&document().create_comment("v-if")).unwrap();
    page.show([paragraph("one"), line("name", "")]);
    assert_eq!(page.html(), "<p>one</p><input id=\"name\" type=\"text\">");
    assert_eq!(page.root.child_nodes().length(), 2);
}

#[wasm_bindgen_test]
fn what_others_took_away_or_moved_is_put_back() {
    let mut page = Page::new();
    let screen = || [paragraph("one"), line("name", "Ana"), h("p").key("three").child("three")];
    page.show(screen());
    page.find::<Element>("input").remove();
    page.root.prepend_with_node_1(&page.root.last_child().unwrap()).unwrap();
    page.show(screen());
    assert_eq!(page.html(), "<p>one</p><input id=\"name\" type=\"text\"><p>three</p>");
    assert_eq!(page.find::<HtmlInputElement>("input").value(), "Ana");
    page.root.set_inner_html("");
    page.show(screen());
    assert_eq!(page.root.child_element_count(), 3);
}

fn slotted(value: &str) -> node::Element {
    h("input")
        .key("refund-name-input")
        .attr("slot", "refund-name-input")
        .attr("id", "refund-1-name")
        .value(value)
}

#[wasm_bindgen_test]
fn the_merchants_own_children_stay_and_copies_of_fields_go() {
    let mut page = Page::new();
    page.host.set_inner_html("<form slot=\"own\">mail us</form> or call");
    page.show_beside([], [slotted("Ana")]);
    let field: HtmlInputElement = page.find("input");
    field.set_attribute("data-password-manager", "1").unwrap();
    // As Turbo does with a page that it has kept: the field comes twice.
    page.host.prepend_with_node_1(&field.clone_node_with_deep(true).unwrap()).unwrap();
    page.show_beside([], [slotted("Ana")]);
    assert_eq!(page.host.query_selector_all("input").unwrap().length(), 1);
    assert!(page.find::<Element>("input").is_same_node(Some(&field)));
    assert!(field.has_attribute("data-password-manager"), "what a password manager notes stays");
    // As a framework does that sets the children anew.
    page.host.set_inner_html("<form>mail us</form>");
    page.show_beside([], [slotted("Bea")]);
    assert_eq!(page.find::<HtmlInputElement>("input").value(), "Bea");
    page.show([]);
    assert_eq!(page.host.inner_html(), "<form>mail us</form>");
}

#[wasm_bindgen_test]
fn what_is_unfolded_is_the_pages() {
    let mut page = Page::new();
    let more = |words: &str| h("details").key("more").child(h("summary").child("More")).child(words);
    page.show([more("a").flag("open", true)]);
    let details: Element = page.find("details");
    assert!(details.has_attribute("open"));
    details.remove_attribute("open").unwrap();
    page.show([more("b").flag("open", true)]);
    assert!(!details.has_attribute("open"));
    details.set_attribute("open", "").unwrap();
    page.show([more("c")]);
    assert!(details.has_attribute("open"));
}

#[wasm_bindgen_test]
fn a_choice_is_ticked_and_taken_as_the_state_says() {
    let mut page = Page::new();
    let option = |value: &str| h("option").attr("value", value).child(value);
    let select = |value: &str| h("select").id("currency").children(["EUR", "USD"].map(option)).value(value);
    let radio = |is_checked| h("input").id("radio").attr("type", "radio").checked(is_checked);
    page.show([select("USD"), radio(true)]);
    assert_eq!(super::field::text(&page.find("select")).as_deref(), Some("USD"));
    let radio_node: HtmlInputElement = page.find("#radio");
    assert!(radio_node.checked());
    page.show([select("EUR"), radio(false)]);
    assert_eq!(super::field::text(&page.find("select")).as_deref(), Some("EUR"));
    assert!(!radio_node.checked());
}

#[wasm_bindgen_test]
fn a_node_reacts_to_what_the_last_rendering_says() {
    let mut page = Page::new();
    page.show([line("name", "")]);
    let field: Element = page.find("#name");
    assert_eq!(page.rendered.reaction(&field), Some(&On::Input(Field::Name)));
    page.show([h("input").id("name").attr("type", "text")]);
    assert_eq!(page.rendered.reaction(&field), None);
    page.show([]);
    assert_eq!(page.rendered.reaction(&field), None, "what is gone reacts to nothing");
}

#[wasm_bindgen_test]
fn the_preview_of_a_file_is_the_canvas_that_was_drawn() {
    let mut page = Page::new();
    let canvas: web_sys::HtmlCanvasElement = document().create_element("canvas").unwrap().unchecked_into();
    let row = || {
        let mut row = h("li").child("photo.png");
        row.children.insert(0, Node::Preview("ab".to_owned()));
        row
    };
    page.show([row()]);
    assert_eq!(page.html(), "<li>photo.png</li>", "it is not drawn yet");
    page.rendered.add_preview("ab".to_owned(), canvas.clone());
    page.show([row()]);
    page.show([row()]);
    assert!(page.find::<Element>("canvas").is_same_node(Some(&canvas)));
    assert_eq!(page.root.query_selector_all("canvas").unwrap().length(), 1);
}
