// The shell of <refund-widget>: it defines the element and delegates to the wasm module, which builds and runs the inside.
//
// It has no import, export or import.meta, so that this one file serves as a module and as a classic script that mounts
// itself where it stands (data-policy, data-endpoint, data-lang). What it loads is in inside.js: one load for a page.
// Until the inside is ready, and where it cannot be had, the element's own children are what is shown.
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

  // Importing this file where there is no DOM (a server) has no effect.
  class RefundWidget extends (globalThis.HTMLElement ?? class {}) {
    static observedAttributes = ["policy", "endpoint", "lang", "facts", "order-id"];
    #inside = null;
    #kept = undefined; // what was typed, while the element is out of the document
    #set = {}; // properties set before the inside was ready

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).append(document.createElement("slot"));
    }

    async connectedCallback() {
      for (const property of ["facts", "policy"]) {
        if (!Object.hasOwn(this, property)) continue; // set before the element was defined
        const value = this[property];
        delete this[property];
        this[property] = value;
      }
      try {
        const { Inside, sheet, tools } = await load();
        if (!this.isConnected || this.#inside) return;
        this.shadowRoot.adoptedStyleSheets = [sheet];
        this.#inside = new Inside(this, tools, this.#set.policy, this.#set.facts, this.#kept);
      } catch (error) {
        loading = undefined; // the next element may have better luck
        const detail = { code: "unavailable", message: String(error) };
        this.dispatchEvent(new CustomEvent("refund-error", { bubbles: true, composed: true, detail }));
      }
    }

    // A move is a removal and an insertion in one go, and must not cost the shopper anything.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected || !this.#inside) return;
        this.#kept = this.#inside.leave();
        this.#inside.free();
        this.#inside = null;
      });
    }

    attributeChangedCallback(attribute) {
      this.#inside?.changed(attribute);
    }

    get verdict() {
      return this.#inside?.verdict() ?? null;
    }
    get facts() {
      return this.#inside?.facts() ?? this.#set.facts ?? null;
    }
    set facts(facts) {
      this.#set.facts = facts;
      this.#inside?.set_facts(facts);
    }
    get policy() {
      return this.#inside?.policy() ?? this.#set.policy ?? null;
    }
    set policy(policy) {
      this.#set.policy = policy;
      this.#inside?.set_policy(policy);
    }
    reset() {
      this.#kept = undefined;
      this.#inside?.reset();
    }
    submit() {
      this.#inside?.submit();
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
