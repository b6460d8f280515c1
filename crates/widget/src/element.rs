//! What holds an element together: it hears events, lets the state take them in, shows what follows, and carries out
//! what is to be done outside.
//!
//! It decides nothing itself: see `state`. The shell (www/element.js) calls it through [`Inside`].

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Promise};
use refund_policy::{Json, Locale};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Event, HtmlElement, ShadowRoot};

use crate::dom::{Handlers, Mounted, handler, patch, property};
use crate::evidence::{FILE_BYTES, Picked};
use crate::load;
use crate::message::{Msg, On, now};
use crate::outside;
use crate::send::{Failure, Outcome, Post, Retry};
use crate::state::{Deadline, Effect, State};
use crate::store::{self, Session};
use crate::strings::Strings;
use crate::tools::Tools;
use crate::view;

/// The clock ticks every second. While nothing is waited for, every so many ticks are enough.
const TICK_MILLIS: i64 = 1_000;
const IDLE_TICKS: u32 = 30;

/// One element's inside.
pub(crate) struct Inside {
    host: HtmlElement,
    root: ShadowRoot,
    page: Document,
    serial: u32,
    tools: Tools,
    state: RefCell<State>,
    shown: RefCell<Shown>,
    /// The policy as it came, for the page's scripts.
    document: RefCell<JsValue>,
    /// The policy that a script has set, instead of the attribute.
    set_policy: RefCell<JsValue>,
    /// Counts the loads, so that one which was overtaken is not taken in.
    loads: Cell<u32>,
    told: RefCell<String>,
    is_ready: Cell<bool>,
    /// Whether the element was given back; what is under way then still counts, but shows nothing.
    has_left: Cell<bool>,
    ticks: Cell<u32>,
    /// What www/tools/listen.js calls, and what ends that.
    hear: Closure<dyn FnMut(String, JsValue)>,
    end: RefCell<Option<Function>>,
}

/// What a promise has come to, and what follows from it.
type Settled = Result<JsValue, JsValue>;
type Then = Box<dyn FnOnce(&Rc<Inside>, Settled)>;

/// What stands in the page.
#[derive(Default)]
struct Shown {
    shadow: Vec<Mounted>,
    light: Vec<Mounted>,
    handlers: Handlers,
}

thread_local! {
    static SERIAL: Cell<u32> = const { Cell::new(0) };
}

impl Inside {
    /// Takes an element over: what its attributes say, or what scripts have set or kept.
    pub(crate) fn start(
        host: HtmlElement,
        tools: Tools,
        policy: JsValue,
        facts: &JsValue,
        kept: &JsValue,
    ) -> Option<Rc<Inside>> {
        let root = host.shadow_root()?;
        let page = host.owner_document()?;
        let (locale, format) = outside::habits(&tools, &host);
        let serial = SERIAL.with(|serial| {
            serial.set(serial.get() + 1);
            serial.get()
        });
        let mut state = State::new(locale, format);
        if let Some(session) = refund_intl::from_js(kept).ok().and_then(|json| Session::read(&json)) {
            state.session = session;
        }
        tools.tidy(store::oldest() as f64);
        let inside = Rc::new_cyclic(|weak: &Weak<Inside>| Inside {
            host,
            root,
            page,
            serial,
            tools,
            state: RefCell::new(state),
            shown: RefCell::default(),
            document: RefCell::new(JsValue::NULL),
            set_policy: RefCell::new(policy),
            loads: Cell::new(0),
            told: RefCell::default(),
            is_ready: Cell::new(false),
            has_left: Cell::new(false),
            ticks: Cell::default(),
            hear: hear(weak.clone()),
            end: RefCell::default(),
        });
        inside.root.set_text_content(None);
        *inside.end.borrow_mut() = Some(inside.tools.listen(&inside.root, inside.hear.as_ref()));
        inside.read_attributes(facts);
        inside.load_strings();
        inside.load_policy();
        Some(inside)
    }

    fn read_attributes(self: &Rc<Self>, facts: &JsValue) {
        let attribute = |name: &str| self.host.get_attribute(name).unwrap_or_default();
        self.send(Msg::OrderId(attribute("order-id")));
        self.send(Msg::Endpoint(attribute("endpoint")));
        if facts.is_undefined() { self.changed("facts") } else { self.set_facts(facts) }
    }

    /// An attribute has another value.
    pub(crate) fn changed(self: &Rc<Self>, attribute: &str) {
        let value = self.host.get_attribute(attribute).unwrap_or_default();
        match attribute {
            "policy" => {
                *self.set_policy.borrow_mut() = JsValue::UNDEFINED;
                self.load_policy();
            }
            "endpoint" => self.send(Msg::Endpoint(value)),
            "order-id" => self.send(Msg::OrderId(value)),
            "lang" => self.load_strings(),
            "facts" if value.trim().is_empty() => self.send(Msg::Given(Json::Object(Vec::new()))),
            "facts" => match js_sys::JSON::parse(&value) {
                Ok(facts) => self.set_facts(&facts),
                Err(_) => self.tell_error("not_json", "the attribute `facts` is not JSON", ""),
            },
            _ => {}
        }
    }

    /// The merchant gives facts.
    pub(crate) fn set_facts(self: &Rc<Self>, facts: &JsValue) {
        let facts = if facts.is_null() || facts.is_undefined() {
            Ok(Json::Object(Vec::new()))
        } else {
            refund_intl::from_js(facts)
        };
        match facts {
            Ok(facts) if facts.as_object().is_some() => self.send(Msg::Given(facts)),
            _ => self.tell_error("wrong_type", "the facts are not an object", ""),
        }
    }

    /// A script gives the policy: its address, or the document.
    pub(crate) fn set_policy(self: &Rc<Self>, policy: JsValue) {
        *self.set_policy.borrow_mut() = policy;
        self.load_policy();
    }

    /// The verdict as it stands.
    pub(crate) fn verdict(&self) -> JsValue {
        let state = self.state.borrow();
        state.case.as_ref().map_or(JsValue::NULL, |case| refund_intl::to_js(&case.verdict.to_json()))
    }

    /// The facts as they stand.
    pub(crate) fn facts(&self) -> JsValue {
        let state = self.state.borrow();
        refund_intl::to_js(state.case.as_ref().map_or(&state.given, |case| &case.json))
    }

    /// The policy's document.
    pub(crate) fn policy(&self) -> JsValue {
        self.document.borrow().clone()
    }

    /// Forgets everything that was typed.
    pub(crate) fn reset(self: &Rc<Self>) {
        self.carry_out(|state| {
            // A script that resets does not want the focus.
            state.forget();
            Vec::new()
        });
    }

    /// Sends the request, or points out what is missing.
    pub(crate) fn submit(self: &Rc<Self>) {
        self.carry_out(State::send);
    }

    /// Gives the element back as it was found; what was typed is handed out.
    pub(crate) fn leave(&self) -> JsValue {
        self.has_left.set(true);
        if let Some(end) = self.end.borrow_mut().take() {
            // It has no reason to fail.
            let _ = end.call0(&JsValue::UNDEFINED);
        }
        self.loads.set(self.loads.get() + 1);
        let shown = std::mem::take(&mut *self.shown.borrow_mut());
        let mut handlers = Handlers::new();
        patch(&self.page, &self.root, shown.shadow, Vec::new(), &mut handlers);
        patch(&self.page, &self.host, shown.light, Vec::new(), &mut handlers);
        if let Ok(slot) = self.page.create_element("slot") {
            // An empty root takes a slot.
            let _ = self.root.append_child(&slot);
        }
        store::kept(&self.state.borrow().session)
    }

    // Loading.

    fn load_strings(self: &Rc<Self>) {
        let (locale, format) = outside::habits(&self.tools, &self.host);
        {
            let mut state = self.state.borrow_mut();
            (state.locale, state.format) = (locale, format);
        }
        self.later(self.tools.strings(locale.tag()), move |inside, table| match table {
            // Another language may have been asked for meanwhile.
            Ok(table) if inside.locale() == locale => inside.send(Msg::Strings(Strings::new(table))),
            Ok(_) => {}
            Err(error) => inside.tell_error("strings_unreachable", &message(&error), ""),
        });
    }

    fn locale(&self) -> Locale {
        self.state.borrow().locale
    }

    fn load_policy(self: &Rc<Self>) {
        let load = self.loads.get() + 1;
        self.loads.set(load);
        let set = self.set_policy.borrow().clone();
        let source =
            if set.is_undefined() || set.is_null() { self.host.get_attribute("policy").into() } else { set };
        self.later(self.tools.load(&source), move |inside, answer| {
            if inside.loads.get() != load {
                return;
            }
            let loaded = load::policy(&answer.unwrap_or_default());
            inside.send(Msg::Policy(loaded.map(|(policy, document)| {
                *inside.document.borrow_mut() = document;
                policy
            })));
        });
    }

    // Events.

    /// What www/tools/listen.js tells.
    fn heard(self: &Rc<Self>, kind: &str, value: JsValue) {
        match kind {
            "tick" => self.tick(),
            "woken" => self.send(Msg::Woken),
            "progress" => self.send(Msg::Progress(value.as_f64().unwrap_or_default())),
            "files" => {
                let mut offered = Array::from(&value).into_iter();
                let evidence = offered.next().and_then(|evidence| evidence.as_string());
                self.send(Msg::Chosen(evidence.unwrap_or_default(), offered.collect()));
            }
            _ => self.event(value.unchecked_ref()),
        }
    }

    fn tick(self: &Rc<Self>) {
        self.ticks.set(self.ticks.get().wrapping_add(1));
        if self.waits() || self.ticks.get().is_multiple_of(IDLE_TICKS) {
            self.send(Msg::Tick);
        }
    }

    /// Whether a retry is waited for, or was until a moment ago.
    fn waits(&self) -> bool {
        let state = self.state.borrow();
        let retry_at = state.failure.as_ref().and_then(|failure| failure.retry_at);
        let is_near = retry_at.is_some_and(|at| now().millis() - at.millis() < 2 * TICK_MILLIS);
        is_near || matches!(state.retry, Some(Retry::At(_)))
    }

    fn event(self: &Rc<Self>, event: &Event) {
        let found = handler(event, &self.shown.borrow().handlers).map(|(node, on)| (node, on.clone()));
        let Some((node, on)) = found else { return };
        let value = |name: &str| property(&node, name);
        match on {
            On::Click(action) => self.send(Msg::Do(action)),
            On::Submit(action) => {
                event.prevent_default();
                self.send(Msg::Do(action));
            }
            On::Input(field) => self.send(Msg::Typed(field, value("value").as_string().unwrap_or_default())),
            On::Tick(field) => {
                let is_on = value("checked").as_bool().unwrap_or(false);
                self.send(Msg::Typed(field, if is_on { "true" } else { "" }.to_owned()));
            }
        }
    }

    /// Lets the state take something in.
    pub(crate) fn send(self: &Rc<Self>, msg: Msg) {
        // Nothing was typed then; and tabs that answered each other's record with one of their own would never end.
        let keeps = !matches!(msg, Msg::Tick | Msg::Woken | Msg::Progress(_));
        self.carry_out_with(|state| state.update(msg), keeps);
    }

    fn carry_out(self: &Rc<Self>, change: impl FnOnce(&mut State) -> Vec<Effect>) {
        self.carry_out_with(change, true);
    }

    fn carry_out_with(self: &Rc<Self>, change: impl FnOnce(&mut State) -> Vec<Effect>, keeps: bool) {
        let effects = {
            let mut state = self.state.borrow_mut();
            let mut effects = state.catch_up();
            effects.extend(change(&mut state));
            if keeps || effects.iter().any(|effect| matches!(effect, Effect::Submit(..))) {
                state.keep();
            }
            effects
        };
        self.render();
        self.tell_verdict();
        effects.into_iter().for_each(|effect| self.run(effect));
    }

    fn render(&self) {
        if self.has_left.get() {
            return;
        }
        let state = self.state.borrow();
        let mut shown = self.shown.borrow_mut();
        let before = std::mem::take(&mut *shown);
        let mut handlers = Handlers::new();
        let has_children = self.host.child_element_count() as usize > before.light.len();
        let nodes = view::shadow(&state, self.serial, has_children, now());
        let shadow = patch(&self.page, &self.root, before.shadow, nodes, &mut handlers);
        let nodes = view::light(&state, self.serial, now());
        let light = patch(&self.page, &self.host, before.light, nodes, &mut handlers);
        *shown = Shown { shadow, light, handlers };
    }

    // Effects.

    fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Focus(id) => self.focus(&id),
            Effect::Follow(id) => {
                if self.tools.has_focus(&self.host) {
                    self.focus(&id);
                }
            }
            Effect::Read(evidence, file) => {
                let state = self.state.borrow();
                let session = state.kept_under.as_deref().filter(|_| state.keeps);
                let read = self.tools.read(&file, FILE_BYTES, session);
                self.later(read, move |inside, taken| {
                    inside.send(Msg::Read(Picked::new(evidence, &file, taken)));
                });
            }
            Effect::Find(key, sha256) => {
                let find = self.tools.find(&key, &sha256);
                self.later(find, move |inside, found| inside.send(Msg::Found(sha256, found)));
            }
            Effect::Drop(key, sha256) => self.tools.drop(&key, sha256.as_deref()),
            Effect::Submit(request, post) => self.post(&request, post),
            Effect::Error(code, message, pointer) => self.tell_error(&code, &message, &pointer),
            Effect::Sent(receipt) => {
                self.tell("refund-sent", &receipt);
            }
            Effect::Copy(text) => self.copy(&text),
            Effect::CopyShown => self.copy(&self.tools.text(&self.root)),
            Effect::Save(name, text) => self.tools.save(&name, "text/plain;charset=utf-8", &text),
            Effect::Calendar(deadline) => {
                let Deadline { file, id, until, summary, description } = deadline;
                self.tools.calendar(&file, &id, until.millis() as f64, &summary, &description);
            }
            Effect::Print => self.tools.print(&self.host),
            Effect::Load => self.load_policy(),
            Effect::Prepare => self.tools.prepare(),
        }
    }

    fn copy(self: &Rc<Self>, text: &str) {
        let copy = self.tools.copy(text);
        self.later(copy, |inside, copied| inside.send(Msg::Copied(is_true(copied))));
    }

    /// The page may object: a canceled `refund-submit` sends nothing.
    fn post(self: &Rc<Self>, request: &Json, post: Post) {
        if !self.tell("refund-submit", request) {
            return self.send(Msg::Answered(Outcome::Failed(Failure::new("cancelled"))));
        }
        let Post { endpoint, id, body, files } = post;
        let exchange = self.tools.send(&endpoint, &id, &body, &files, self.hear.as_ref());
        self.later(exchange, |inside, exchange| inside.send(Msg::Answered(Outcome::new(exchange))));
    }

    /// Goes on with what a promise comes to. One function for all: each one would be compiled at length.
    fn later(self: &Rc<Self>, promise: Promise, then: impl FnOnce(&Rc<Inside>, Settled) + 'static) {
        fn wait(inside: Rc<Inside>, promise: Promise, then: Then) {
            spawn_local(async move {
                let settled = JsFuture::from(promise).await;
                then(&inside, settled);
            });
        }
        wait(self.clone(), promise, Box::new(then));
    }

    fn focus(&self, id: &str) {
        let outside =
            || self.page.get_element_by_id(&["refund-", &self.serial.to_string(), "-", id].concat());
        let inside = || self.root.get_element_by_id(id);
        if let Some(element) = inside().or_else(outside) {
            self.tools.focus(&element);
        }
    }

    /// Tells the page of a verdict that is not the one before; and, before the first, that everything is there.
    fn tell_verdict(&self) {
        let json = {
            let state = self.state.borrow();
            let (Some(case), Some(_)) = (&state.case, &state.strings) else { return };
            case.verdict.to_json()
        };
        if !self.is_ready.replace(true) {
            self.tell(
                "refund-ready",
                &Json::object([("policy", json.get("policy").cloned().unwrap_or(Json::Null))]),
            );
        }
        let mut timeless = json.clone();
        timeless.set("at", Json::Null);
        let text = timeless.compact();
        if *self.told.borrow() != text {
            *self.told.borrow_mut() = text;
            self.tell("refund-verdict", &json);
        }
    }

    fn tell_error(&self, code: &str, message: &str, pointer: &str) {
        let detail =
            Json::object([("code", code.into()), ("message", message.into()), ("pointer", pointer.into())]);
        self.tell("refund-error", &detail);
    }

    /// Dispatches an event; false where the page has canceled it.
    fn tell(&self, name: &str, detail: &Json) -> bool {
        self.tools.dispatch(&self.host, name, &refund_intl::to_js(detail))
    }
}

fn hear(inside: Weak<Inside>) -> Closure<dyn FnMut(String, JsValue)> {
    Closure::new(move |kind: String, value| {
        if let Some(inside) = inside.upgrade() {
            inside.heard(&kind, value);
        }
    })
}

fn is_true(settled: Settled) -> bool {
    settled.is_ok_and(|value| value.is_truthy())
}

/// What an exception says.
fn message(error: &JsValue) -> String {
    property(error, "message").as_string().unwrap_or_default()
}
