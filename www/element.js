// The shell of <refund-widget>: it defines the element and delegates to its inside (www/widget), which is loaded late.
//
// It has no import, export or import.meta, so that this one file serves as a module and as a classic script that mounts
// itself where it stands (data-policy, data-endpoint, data-lang). What it loads is in inside.js: one load for a page, and
// only once an element comes near the window, is touched or focused, or is used by a script; `loading="eager"` does not
// wait. Until the inside is ready, and where it cannot be had, the element's own children are what is shown.
{
  const name = "refund-widget";
  const script = globalThis.document?.currentScript ?? null; // null in a module
  // A classic script from another origin has no base URL for import(), hence the absolute one.
  const fetchInside = () =>
    script
      ? import(/* webpackIgnore: true */ /* @vite-ignore */ new URL("inside.js", script.src).href)
      : import("./inside.js");
  let loading;
  const load = () => (loading ??= fetchInside().then((module) => module.load()));

  // Where there are no children, something keeps the place.
  const PLACE = `:host { display: block; min-inline-size: min(100%, 20em); }
    :host([hidden]) { display: none; }
    .place { block-size: 24rem; border-radius: var(--refund-radius, 14px); background: currentColor; opacity: 0.06; }
    @media (forced-colors: active) { .place { border: 1px solid; opacity: 1; } }`;
  let place;
  const placeSheet = () => {
    if (!place) (place = new CSSStyleSheet()).replaceSync(PLACE);
    return place;
  };

  // Importing this file where there is no DOM (a server) has no effect.
  class RefundWidget extends (globalThis.HTMLElement ?? class {}) {
    static observedAttributes = ["policy", "endpoint", "lang", "facts", "strings", "order-id", "loading"];
    // As far ahead as the window is high.
    static #near =
      globalThis.IntersectionObserver &&
      new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && target.#start()), { rootMargin: "100%" });
    #inside = null;
    #state = "waiting"; // "loading", "ready"; or "declined": the shopper has begun with the merchant's own form
    #kept = undefined; // what was typed, while the element is out of the document
    #set = {}; // properties set before the inside was there

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [placeSheet()];
      for (const type of ["focusin", "pointerdown", "input", "refund-ready"]) this.addEventListener(type, () => this.#heard(type));
    }

    connectedCallback() {
      for (const property of ["facts", "policy", "strings"]) {
        if (!Object.hasOwn(this, property)) continue; // set before the element was defined
        this.#set[property] = this[property];
        delete this[property];
      }
      if (this.#inside) return; // moved
      this.#wait();
      // What was at work before it was removed goes on.
      const isEager = this.#kept || this.getAttribute("loading") === "eager" || !RefundWidget.#near || this.#isNear();
      isEager ? this.#start() : RefundWidget.#near.observe(this);
    }

    // A move is a removal and an insertion in one go, and must not cost the shopper anything.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        RefundWidget.#near?.unobserve(this);
        this.#kept = this.#leave() ?? this.#kept;
      });
    }

    attributeChangedCallback(attribute, _, value) {
      if (attribute !== "loading") this.#inside?.changed(attribute);
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
      try {
        const { Inside, sheet, tools } = await load();
        if (!this.isConnected || this.#inside || this.#state !== "loading") return;
        this.shadowRoot.adoptedStyleSheets = [placeSheet(), sheet];
        this.#inside = new Inside(this, tools, this.#set, this.#kept);
        // Policy and words are on their way while the evaluator starts.
        await tools.started;
      } catch (error) {
        loading = undefined; // the next element may have better luck
        this.#leave();
        this.shadowRoot.firstChild?.replaceChildren();
        const detail = { code: "unavailable", message: String(error) };
        this.dispatchEvent(new CustomEvent("refund-error", { bubbles: true, composed: true, detail }));
      }
    }

    #leave() {
      const kept = this.#inside?.leave();
      this.#inside = null;
      return kept;
    }

    #heard(type) {
      if (type === "refund-ready") this.#takeOver();
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
      if (this.#state === "ready") return act(this.#inside);
      this.#start();
      this.addEventListener("refund-ready", () => act(this.#inside), { once: true });
    }

    #give(property, value) {
      this.#set[property] = value;
      this.#inside?.[`set_${property}`](value);
      this.#start();
    }

    get verdict() {
      return this.#inside?.verdict() ?? null;
    }
    get facts() {
      return this.#inside?.facts() ?? this.#set.facts ?? null;
    }
    set facts(facts) {
      this.#give("facts", facts);
    }
    get policy() {
      return this.#inside?.policy() ?? this.#set.policy ?? null;
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
      this.#kept = undefined;
      this.#use((inside) => inside.reset());
    }
    submit() {
      this.#use((inside) => inside.submit());
    }
  }

  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, RefundWidget);

  if (script?.dataset.policy) {
    const element = document.createElement(name);
    for (const { name: attribute, value } of script.attributes) {
      if (attribute.startsWith("data-")) element.setAttribute(attribute.slice("data-".length), value);
    }
    script.after(element);
  }
}
