// The shell of <refund-widget>: it defines the element and delegates to its inside (crates/widget), which is loaded late.
//
// It has no import, export or import.meta, so that this one file serves as a module and as a classic script that mounts
// itself where it stands (data-policy, data-endpoint, data-lang). What it loads is in load.js: one load for a page, and
// only once an element comes near the window, is touched or focused, or is used by a script; `loading="eager"` does not
// wait. Until the inside is ready, and where it cannot be had, the element's own children are what is shown.
{
  const name = "refund-widget";
  // Null in a module. In a classic bundle it is the bundle's tag, which does not ask for a widget.
  const tag = globalThis.document?.currentScript;
  const script = tag?.dataset.policy ? tag : null;
  // A classic script from another origin has no base URL for import(), hence the absolute one.
  const fetchInside = () =>
    script
      ? import(/* webpackIgnore: true */ /* @vite-ignore */ new URL("load.js", script.src).href)
      : import("./load.js");
  // The same twice in a row (of a file that two ask for, of a second element) says nothing new.
  let logged;
  const log = ({ code, message, pointer }) => {
    const line = [name, code, message, pointer].filter(Boolean).join(" ");
    if (line !== logged) console.error((logged = line));
  };
  let loading;
  const load = () => (loading ??= fetchInside().then((module) => module.load()));

  // Where there are no children, something keeps the place.
  const PLACE = `:host { display: block; min-inline-size: min(100%, 20em) }
    :host([hidden]) { display: none }
    .place { block-size: 24rem; border-radius: var(--refund-radius, 14px); background: currentColor; opacity: 0.06 }
    @media (forced-colors: active) { .place { border: 1px solid; opacity: 1 } }`;
  let place;
  const placeSheet = () => {
    if (!place) (place = new CSSStyleSheet()).replaceSync?.(PLACE); // jsdom before 27 has none
    return place;
  };

  // Importing this file where there is no DOM (a server) has no effect.
  class RefundWidget extends (globalThis.HTMLElement ?? class {}) {
    static observedAttributes = ["policy", "endpoint", "lang", "facts", "strings", "order-id", "support-url", "loading"];
    // As far ahead as the window is high.
    static #near =
      globalThis.IntersectionObserver &&
      new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && target.#start()), { rootMargin: "100%" });
    #widget = null;
    #state = "waiting"; // "loading", "ready"; or "declined": the shopper has begun with the merchant's own form
    #typed = undefined; // what was typed, while the element is out of the document
    #set = {}; // properties that scripts have set
    #sent; // the promise of what comes of the request

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [placeSheet()];
      for (const type of ["focusin", "pointerdown", "input", "refund-ready", "refund-error"]) this.addEventListener(type, this.#heard);
    }

    connectedCallback() {
      for (const [property, value] of Object.entries(this)) {
        if (!(property in RefundWidget.prototype)) continue;
        // Set before the element was defined.
        delete this[property];
        this[property] = value;
      }
      if (this.#widget) return; // moved
      this.#wait();
      // What was at work before it was removed goes on.
      const isEager = this.#typed || this.getAttribute("loading") === "eager" || !RefundWidget.#near || this.#isNear();
      isEager ? this.#start() : RefundWidget.#near.observe(this);
    }

    // A move is a removal and an insertion in one go, and must not cost the shopper anything.
    disconnectedCallback() {
      queueMicrotask(() => {
        // jsdom empties a page that it closes, and leaves no document.
        if (this.isConnected || !document) return;
        RefundWidget.#near?.unobserve(this);
        this.#typed = this.#leave() ?? this.#typed;
      });
    }

    attributeChangedCallback(attribute, _, value) {
      if (attribute !== "loading") this.#widget?.changed(attribute);
      else if (value === "eager") this.#start();
    }

    // The observer tells it only with the next frame.
    #isNear() {
      const [box] = this.getClientRects();
      return box && box.top < 2 * innerHeight && box.bottom > -innerHeight;
    }

    #wait() {
      this.#state = "waiting";
      const slot = document.createElement("slot");
      slot.append(Object.assign(document.createElement("div"), { className: "place" }));
      this.shadowRoot.replaceChildren(slot);
    }

    async #start() {
      if (!this.isConnected || this.#state !== "waiting") return;
      this.#state = "loading";
      RefundWidget.#near?.unobserve(this);
      const isWanted = () => this.isConnected && !this.#widget && this.#state === "loading";
      try {
        const { Widget, sheet, started, begin } = await load();
        if (!isWanted()) return;
        // Policy and words are on their way while the wasm starts.
        const policy = this.#set.policy ?? this.getAttribute("policy");
        const loader = begin(this, typeof policy === "string" && policy.trim() ? policy : undefined);
        await started;
        if (!isWanted()) return;
        this.shadowRoot.adoptedStyleSheets = [placeSheet(), sheet];
        this.#widget = new Widget(this, this.shadowRoot, loader, this.#set, this.#typed);
      } catch (error) {
        loading = undefined; // the next element may have better luck
        this.#leave();
        this.shadowRoot.firstChild?.replaceChildren();
        const detail = { code: "wasm_unavailable", message: error.message };
        this.dispatchEvent(new CustomEvent("refund-error", { bubbles: true, composed: true, detail }));
      }
    }

    #leave() {
      const typed = this.#widget?.leave();
      this.#widget?.free();
      this.#widget = null;
      return typed;
    }

    #heard({ type, detail }) {
      if (type === "refund-error") log(detail);
      else if (type === "refund-ready") this.#takeOver();
      else if (this.#state === "ready") return;
      else if (type !== "input") this.#start();
      // Beside an error the merchant's form is what is to be filled in.
      else if (this.shadowRoot.childElementCount < 2) this.#decline();
    }

    // The focus was on a child that is hidden now, and goes on where reading does.
    #takeOver() {
      this.#state = "ready";
      const focused = this.getRootNode().activeElement;
      if (focused !== this && this.contains(focused)) this.shadowRoot.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
    }

    // Nothing that is typed is taken away.
    #decline() {
      this.#state = "declined";
      RefundWidget.#near?.unobserve(this);
      this.#leave();
    }

    #use(act) {
      if (this.#state === "ready") return act(this.#widget);
      this.#start();
      this.addEventListener("refund-ready", () => act(this.#widget), { once: true });
    }

    #give(property, value) {
      // Frameworks set a property where the tag has an attribute.
      if (property !== "policy" && typeof value === "string") return this.setAttribute(property, value);
      this.#set[property] = value;
      this.#widget?.[`set_${property}`](value);
      this.#start();
    }

    get verdict() {
      return this.#widget?.verdict() ?? null;
    }
    get facts() {
      return this.#widget?.facts() ?? this.#set.facts ?? null;
    }
    set facts(facts) {
      this.#give("facts", facts);
    }
    get policy() {
      return this.#widget?.policy() ?? this.#set.policy ?? null;
    }
    set policy(policy) {
      this.#give("policy", policy);
    }
    get strings() {
      return this.#set.strings ?? null;
    }
    set strings(strings) {
      this.#give("strings", strings);
    }
    reset() {
      this.#typed = this.#sent = undefined;
      this.#use((widget) => widget.reset());
    }
    submit() {
      return (this.#sent ??= this.#send());
    }

    // The widget tells at once whether it sends or what is missing, and later what came of it.
    async #send() {
      const { type, detail } = await new Promise((resolve) => {
        for (const type of ["refund-sent", "refund-error"]) this.addEventListener(type, resolve, { once: true });
        this.#use((widget) => {
          let isUnderWay;
          this.addEventListener("refund-submit", () => (isUnderWay = true), { once: true });
          widget.submit();
          isUnderWay || resolve({});
        });
      });
      if (type === "refund-sent") return { status: "sent", receipt: detail };
      this.#sent = undefined;
      return type ? { status: "failed", error: detail } : { status: "incomplete" };
    }
  }

  // The other attributes are properties too.
  for (const attribute of RefundWidget.observedAttributes) {
    const property = attribute.replace(/-./, (letter) => letter[1].toUpperCase());
    if (property in RefundWidget.prototype) continue;
    Object.defineProperty(RefundWidget.prototype, property, {
      get() {
        return this.getAttribute(attribute);
      },
      set(value) {
        this.setAttribute(attribute, value ?? "");
      },
    });
  }

  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, RefundWidget);

  if (script) {
    const element = document.createElement(name);
    for (const { name: attribute, value } of script.attributes) {
      if (attribute.startsWith("data-")) element.setAttribute(attribute.slice("data-".length), value);
    }
    // Nothing in a head is shown: the place is the end of the body, once that is there.
    if (!script.closest("head")) script.after(element);
    else if (document.readyState !== "loading") document.body.append(element);
    else addEventListener("DOMContentLoaded", () => document.body.append(element), { once: true });
  }
}
