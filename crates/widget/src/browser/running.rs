//! What holds an element together: it lets the state take in what happens, shows what follows, and has done what is to be done.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_utils::window;
use js_sys::{Date, Intl::DateTimeFormat, Reflect};
use refund_intl::IntlFormat;
use refund_policy::{Instant, Json, Zone, to_json};
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlCanvasElement, HtmlElement, Node, ShadowRoot};

use super::events::{self, ErrorDetail};
use super::files::Files;
use super::listen::Listening;
use super::load::{self, Loader};
use super::render::Rendered;
use super::{field, history, records, theme};
use crate::effect::Effect;
use crate::message::Message;
use crate::node::{On, Value};
use crate::outcome::Retry;
use crate::session::Session;
use crate::state::{Context, State};
use crate::update::update;
use crate::view;

/// While nothing is waited for, every so many ticks are enough.
const IDLE_TICKS: u32 = 30;
/// For so long after it an instant still counts as waited for, so that its end is shown.
const NEAR_MILLIS: i64 = 2_000;

/// One element at work.
pub(super) struct Running {
    pub(super) host: HtmlElement,
    pub(super) root: ShadowRoot,
    /// Its number in its page: what stands beside the shadow root needs ids of its own.
    pub(super) serial: u32,
    pub(super) files: RefCell<Files>,
    pub(super) state: RefCell<State>,
    pub(super) listening: RefCell<Option<Listening>>,
    pub(super) loader: Loader,
    zone: Box<dyn Zone>,
    pub(super) format: RefCell<IntlFormat>,
    rendered: RefCell<Rendered>,
    /// What happens while something else is being taken in comes after it.
    waiting: RefCell<VecDeque<Message>>,
    is_busy: Cell<bool>,
    /// The policy that a script has set, instead of the attribute.
    pub(super) set_policy: RefCell<JsValue>,
    /// The policy's document, for scripts.
    pub(super) document: RefCell<Option<Json>>,
    /// Counts the loads, so that one which was overtaken is not taken in.
    pub(super) loads: Cell<u32>,
    /// The verdict that the page was told of, without its instant.
    told: RefCell<Option<Json>>,
    /// Whether the element was given back; what is under way then still counts, but shows nothing.
    has_left: Cell<bool>,
    ticks: Cell<u32>,
}

impl Running {
    /// An element that nothing is known of yet; `session` is the text that [`leave`](Running::leave) gave, if it was called before.
    pub(super) fn new(
        host: HtmlElement,
        root: ShadowRoot,
        serial: u32,
        loader: Loader,
        session: Option<&str>,
    ) -> Running {
        let zone = device_zone();
        let (locale, policy_locale) = load::languages(&host);
        let format = load::format(locale);
        let session = session.and_then(|text| Session::parse(text, now()));
        let context = context(&*zone, &format);
        let state = State::new(locale, policy_locale, session, &context);
        Running {
            host,
            root,
            serial,
            files: RefCell::default(),
            state: RefCell::new(state),
            listening: RefCell::default(),
            loader,
            zone,
            format: RefCell::new(format),
            rendered: RefCell::new(Rendered::new()),
            waiting: RefCell::default(),
            is_busy: Cell::new(false),
            set_policy: RefCell::new(JsValue::UNDEFINED),
            document: RefCell::default(),
            loads: Cell::new(0),
            told: RefCell::default(),
            has_left: Cell::new(false),
            ticks: Cell::new(0),
        }
    }

    /// Lets the state take something in, shows what follows, and does what is to be done.
    pub(super) fn send(self: &Rc<Self>, message: Message) {
        self.waiting.borrow_mut().push_back(message);
        if self.is_busy.replace(true) {
            return;
        }
        let mut effects = Vec::new();
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(message) = next else { break };
            effects.extend(self.take_in(message));
            self.render();
        }
        self.is_busy.set(false);
        self.tell_verdict();
        effects.into_iter().for_each(|effect| self.run(effect));
    }

    /// Whether the state is taking something in, or the page is being made to agree with it.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy.get()
    }

    /// Makes the page agree with the state once more, whatever others have made of it.
    pub(super) fn show(self: &Rc<Self>) {
        if !self.is_busy.replace(true) {
            self.render();
            self.is_busy.set(false);
        }
    }

    /// Goes by what is behind the element now.
    pub(super) fn follow_theme(&self) {
        theme::follow(&self.host, &self.root);
    }

    /// A second has passed. A clock that nobody waits for need not be looked at each time.
    pub(super) fn tick(self: &Rc<Self>) {
        self.ticks.set(self.ticks.get().wrapping_add(1));
        // A page may turn dark by a class, of which nobody is told.
        self.follow_theme();
        let is_waiting = {
            let state = self.state.borrow();
            let retry_at = state.failure.as_ref().and_then(|failure| failure.retry_at);
            let is_near = retry_at.is_some_and(|at| now().millis() - at.millis() < NEAR_MILLIS);
            is_near || matches!(state.retry, Some(Retry::At(_)))
        };
        if is_waiting || self.ticks.get().is_multiple_of(IDLE_TICKS) {
            self.send(Message::Tick);
        }
    }

    /// What stands in fields and was not heard of: some that fill them in do not tell, and half a time is no event at all.
    pub(super) fn unheard(&self) -> Vec<Message> {
        let fields = self.rendered.borrow().fields(&self.root);
        let unheard = |(element, name, said): (Element, _, String)| {
            let text = field::text(&element)?;
            match field::is_incomplete(&element) {
                true => Some(Message::Incomplete(name)),
                false => (text != said).then_some(Message::Typed(name, text)),
            }
        };
        fields.into_iter().filter_map(unheard).collect()
    }

    /// What a node of the page reacts to.
    pub(super) fn reaction(&self, node: &Node) -> Option<On> {
        self.rendered.borrow().reaction(node).cloned()
    }

    /// What the state last said that a field holds.
    pub(super) fn said(&self, node: &Node) -> Option<Value> {
        self.rendered.borrow().said(node).cloned()
    }

    /// Holds the preview of a file ready.
    pub(super) fn add_preview(&self, sha256: String, canvas: HtmlCanvasElement) {
        self.rendered.borrow_mut().add_preview(sha256, canvas);
    }

    /// Gives the element back as it was found; what was typed is handed out as text.
    pub(super) fn leave(&self) -> String {
        self.has_left.set(true);
        self.listening.take();
        self.loads.set(self.loads.get() + 1);
        self.rendered.borrow_mut().render(&self.root, &[crate::node::h("slot").into()], &[]);
        self.state.borrow().session.to_text()
    }

    /// The policy's document; none before there is one.
    pub(super) fn document(&self) -> Option<Json> {
        self.document.borrow().clone()
    }

    // What the state and the page are told.

    /// What the state makes of a message. Records are read and written at once, before anything is shown.
    fn take_in(&self, message: Message) -> Vec<Effect> {
        let mut state = self.state.borrow_mut();
        let format = self.format.borrow();
        let mut messages: VecDeque<Message> = changed_record(&state).into_iter().chain([message]).collect();
        let mut later = Vec::new();
        while let Some(message) = messages.pop_front() {
            let before = state.place();
            for effect in update(&mut state, message, &context(&*self.zone, &format)) {
                match effect {
                    Effect::LoadRecord(key) => {
                        messages.push_front(Message::Record { text: records::load(&key), key })
                    }
                    Effect::SaveRecord { key, text } => {
                        messages.push_front(Message::Saved(records::save(&key, &text)))
                    }
                    Effect::ForgetRecord(key) => records::forget(&key),
                    Effect::PushPlace(place) => {
                        let key = state.stored_under.as_deref().unwrap_or_default();
                        history::push(key, &before, &place);
                    }
                    other => later.push(other),
                }
            }
        }
        later
    }

    fn render(&self) {
        if self.has_left.get() {
            return;
        }
        let (state, format) = (self.state.borrow(), self.format.borrow());
        let context = context(&*self.zone, &format);
        let mut rendered = self.rendered.borrow_mut();
        let ours = rendered.beside(&self.host).len();
        let has_children = self.host.child_element_count() as usize > ours;
        let inside = view::shadow(&state, &context, self.serial, has_children);
        let beside = view::light(&state, &context, self.serial);
        rendered.render(&self.root, &inside, &beside);
        self.follow_theme();
    }

    /// Tells of a verdict that is not the one before; and, before the first, that everything is there.
    fn tell_verdict(&self) {
        let verdict = {
            let state = self.state.borrow();
            let (Some(case), Some(_)) = (&state.case, &state.strings) else { return };
            case.verdict.to_json()
        };
        // Time alone makes no other verdict.
        let mut timeless = verdict.clone();
        timeless.set("at", Json::Null);
        if self.told.borrow().as_ref() == Some(&timeless) {
            return;
        }
        if self.told.replace(Some(timeless)).is_none() {
            let policy = verdict.get("policy").cloned().unwrap_or(Json::Null);
            events::tell(&self.host, "refund-ready", &Json::object([("policy", policy)]));
        }
        events::tell(&self.host, "refund-verdict", &verdict);
    }

    /// Tells the page that something went wrong.
    pub(super) fn tell_error(&self, code: &str, message: &str, pointer: &str) {
        events::tell(&self.host, "refund-error", &to_json(&ErrorDetail { code, message, pointer }));
    }
}

/// The device's clock.
pub(super) fn now() -> Instant {
    Instant::from_millis(Date::now() as i64)
}

/// The record that another tab has written meanwhile.
fn changed_record(state: &State) -> Option<Message> {
    let key = state.stored_under.clone().filter(|_| !state.is_opening)?;
    let text = records::load(&key);
    (text != state.stored).then_some(Message::Record { key, text })
}

fn context<'a>(zone: &'a dyn Zone, format: &'a IntlFormat) -> Context<'a> {
    let mut random = [0; 16];
    if let Ok(crypto) = window().crypto() {
        // So few bytes are never refused.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    Context { now: now(), zone, format, is_online: window().navigator().on_line(), random }
}

/// The zone that the device is set to; universal time where it tells none.
fn device_zone() -> Box<dyn Zone> {
    let options = DateTimeFormat::default().resolved_options();
    let name = Reflect::get(&options, &"timeZone".into()).ok().and_then(|name| name.as_string());
    name.and_then(|name| refund_intl::find_zone(&name)).unwrap_or_else(|| Box::new(Universal))
}

struct Universal;

impl Zone for Universal {
    fn offset_at(&self, _: Instant) -> i32 {
        0
    }
}
