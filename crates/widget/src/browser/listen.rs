//! What the widget hears: events of its own nodes, files that are offered to it, the page waking up, and time passing.

use std::rc::{Rc, Weak};

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Interval;
use gloo_utils::{document, window};
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, Event, EventTarget, HtmlInputElement, KeyboardEvent, MutationObserver, MutationObserverInit,
    Node, PopStateEvent, UiEvent,
};

use super::running::Running;
use super::{field, history, offered};
use crate::message::{Action, Message};
use crate::node::{On, Value};

/// When another tab, the network or the shopper may have changed something behind the page's back.
const WAKING: [&str; 4] = ["storage", "online", "offline", "pageshow"];
const TICK_MILLIS: u32 = 1_000;

/// Listens as long as it lives.
pub(super) struct Listening {
    _listeners: Vec<EventListener>,
    _ticks: Interval,
    children: MutationObserver,
    _children_changed: Closure<dyn Fn()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.children.disconnect();
    }
}

/// Listens to what concerns an element; none where the browser has no way to watch its children.
pub(super) fn listen(running: &Rc<Running>) -> Option<Listening> {
    let weak = Rc::downgrade(running);
    let on = |target: &EventTarget, kinds: &[&'static str], act: fn(&Rc<Running>, &Event)| {
        let listener = |kind: &&'static str| listener(target, kind, weak.clone(), act);
        kinds.iter().map(listener).collect::<Vec<EventListener>>()
    };
    let (root, window) = (&running.root, window());
    let dark = window.match_media("(prefers-color-scheme: dark)").ok().flatten();
    let listeners = [
        on(root, &["click"], clicked),
        on(root, &["submit"], submitted),
        on(root, &["input", "change"], typed),
        on(root, &["keydown", "keypress", "keyup"], pressed),
        on(root, &["change", "dragover", "dragleave", "drop"], offered),
        // Where nothing has the focus, it is meant for the widget too.
        on(&document(), &["paste"], offered),
        on(&document(), &["visibilitychange"], |running, _| running.send(Message::Woken)),
        on(&window, &WAKING, |running, _| running.send(Message::Woken)),
        on(&window, &["popstate"], navigated),
        // A page without a colour of its own turns dark with the device.
        dark.map(|dark| on(&dark, &["change"], |running, _| running.follow_theme())).unwrap_or_default(),
    ];
    let weak = Rc::downgrade(running);
    let ticks = Interval::new(TICK_MILLIS, move || {
        if let Some(running) = weak.upgrade() {
            running.tick();
        }
    });
    let weak = Rc::downgrade(running);
    let children_changed = Closure::<dyn Fn()>::new(move || {
        if let Some(running) = weak.upgrade() {
            running.show();
        }
    });
    // A copy of a field that somebody puts back must not wait for the next letter to be typed, which may be typed into it.
    let children = MutationObserver::new(children_changed.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    children.observe_with_options(&running.host, &options).ok()?;
    let listeners = listeners.into_iter().flatten().collect();
    Some(Listening { _listeners: listeners, _ticks: ticks, children, _children_changed: children_changed })
}

fn listener(
    target: &EventTarget,
    kind: &'static str,
    running: Weak<Running>,
    act: fn(&Rc<Running>, &Event),
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, kind, options, move |event| {
        // What a change of the page itself causes (a field that is removed loses the focus) is nothing that anybody did.
        if let Some(running) = running.upgrade().filter(|running| !running.is_busy()) {
            act(&running, event);
        }
    })
}

/// A button of a form acts by its click: a frame that is not allowed to submit forms does not even tell that one was to be.
fn clicked(running: &Rc<Running>, event: &Event) {
    let path = path(event);
    let on_click = path.iter().find_map(|node| match running.reaction(node)? {
        On::Click(action) => Some(action),
        _ => None,
    });
    if let Some(action) = on_click {
        return act(running, event, action);
    }
    let is_submit = |node: &Element| {
        node.local_name() == "button" && node.get_attribute("type").is_none_or(|kind| kind == "submit")
    };
    if path.iter().filter_map(|node| node.dyn_ref::<Element>()).any(is_submit) {
        submit(running, event, &path);
    }
}

fn submitted(running: &Rc<Running>, event: &Event) {
    submit(running, event, &path(event));
}

fn submit(running: &Rc<Running>, event: &Event, path: &[Node]) {
    let action = path.iter().find_map(|node| match running.reaction(node)? {
        On::Submit(action) => Some(action),
        _ => None,
    });
    if let Some(action) = action {
        event.prevent_default();
        act(running, event, action);
    }
}

fn act(running: &Rc<Running>, event: &Event, action: Action) {
    // The second tap of two in one place was meant for the question that the first has answered, not for the next one.
    if action.is_answer() && event.dyn_ref::<UiEvent>().is_some_and(|event| event.detail() > 1) {
        return;
    }
    // A browser that fills in fields does not always tell.
    for message in running.unheard() {
        running.send(message);
    }
    running.send(Message::Do(action));
}

fn typed(running: &Rc<Running>, event: &Event) {
    let Some((element, on)) = path(event).into_iter().find_map(|node| {
        let on = running.reaction(&node)?;
        Some((node.dyn_into::<Element>().ok()?, on))
    }) else {
        return;
    };
    match on {
        On::Input(name) if field::is_incomplete(&element) => running.send(Message::Incomplete(name)),
        On::Input(name) => {
            let text = field::text(&element).unwrap_or_default();
            // Some password managers tell of a change alone; to others it is old news.
            let is_news = event.type_() == "input"
                || running.said(&element).is_some_and(|said| said != Value::Text(text.clone()));
            if is_news {
                running.send(Message::Typed(name, text));
            }
        }
        On::Tick(name) if event.type_() == "input" => {
            let is_ticked = element.dyn_ref::<HtmlInputElement>().is_some_and(HtmlInputElement::checked);
            running.send(Message::Typed(name, if is_ticked { "true".to_owned() } else { String::new() }));
        }
        _ => {}
    }
}

/// What is typed into a field is not for the shortcuts of the page, which sees only that a key was pressed on the element. What
/// leaves a field or belongs to the browser goes on.
fn pressed(running: &Rc<Running>, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let path = path(event);
    let Some(target) =
        path.first().and_then(|node| node.dyn_ref::<Element>()).filter(|node| field::takes_keys(node))
    else {
        return;
    };
    let is_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    if !is_command && !["Escape", "Tab"].contains(&event.key().as_str()) {
        event.stop_propagation();
    }
    let is_enter = event.type_() == "keydown" && event.key() == "Enter" && !event.is_composing();
    if is_enter && field::is_one_line(target) {
        // It would send a form of the merchant's that the element may stand in.
        event.prevent_default();
        submit(running, event, &path);
    }
}

fn offered(running: &Rc<Running>, event: &Event) {
    if let Some((evidence, files)) = offered::offered(event, &running.root) {
        let files = files.into_iter().map(|file| running.files.borrow_mut().hold(file)).collect();
        running.send(Message::Offered { evidence, files });
    }
}

fn navigated(running: &Rc<Running>, event: &Event) {
    let Some(event) = event.dyn_ref::<PopStateEvent>() else { return };
    let key = running.state.borrow().stored_under.clone();
    if let Some(place) = history::place_of(&event.state(), key.as_deref().unwrap_or_default()) {
        running.send(Message::Navigated(place));
    }
}

/// The nodes that an event happens to, the innermost first.
fn path(event: &Event) -> Vec<Node> {
    let path: Array = event.composed_path();
    path.iter().filter_map(|target| target.dyn_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use gloo_utils::document;
    use refund_intl::{IntlFormat, find_zone};
    use refund_policy::verdict::strings::table;
    use refund_policy::{Json, Locale, Policy, Strings, Words};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode, UiEvent, UiEventInit};

    use super::listen;
    use crate::browser::running::Running;
    use crate::message::Message;

    const POLICY: &str = include_str!("../../../../policies/module-support/policy.json");
    const STRINGS: &str = include_str!("../../../../www/strings/en.json");

    /// A widget that asks one question with two answers after another.
    fn asking() -> Rc<Running> {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        host.set_attribute("lang", "en").unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let loader = JsValue::UNDEFINED.unchecked_into();
        let running = Rc::new(Running::new(host, root, 1, loader, None));
        *running.listening.borrow_mut() = listen(&running);
        let policy = Policy::read(&serde_json::from_str(POLICY).unwrap(), &find_zone).unwrap();
        running.send(Message::OrderId("taps".to_owned()));
        running.send(Message::Given(Json::object([("reason", "update_or_fix".into())])));
        running.send(Message::Strings(serde_json::from_str(STRINGS).unwrap()));
        // The shopper's and the merchant's.
        for locale in [Locale::En, Locale::Es] {
            let words = Words::new(Strings::read(table(locale)).unwrap(), Box::new(IntlFormat::new(locale)));
            running.send(Message::Words(Rc::new(words)));
        }
        running.send(Message::Policy(Ok(Box::new(policy))));
        running
    }

    /// Taps the first answer, which is the `count`th tap in this place; tells how many questions have been answered then.
    fn tap(running: &Running, count: i32) -> usize {
        let answer = running.root.query_selector(".tap").unwrap().unwrap();
        let options = UiEventInit::new();
        options.set_bubbles(true);
        options.set_detail(count);
        answer.dispatch_event(&UiEvent::new_with_event_init_dict("click", &options).unwrap()).unwrap();
        running.state.borrow().session.answers.len()
    }

    #[wasm_bindgen_test]
    fn a_double_tap_answers_one_question() {
        let running = asking();
        assert_eq!(tap(&running, 1), 1);
        assert_eq!(tap(&running, 2), 1);
        assert_eq!(tap(&running, 1), 2);
        running.send(Message::Reset);
        // A keyboard's click is none of several.
        assert_eq!(tap(&running, 0), 1);
        running.send(Message::Reset);
    }
}
