// What holds an element together: it hears events, lets the state take them in, and shows what follows.
//
// It decides nothing itself (see update.js), and what is to be done outside is done in effects.js. The shell (www/element.js)
// calls it.
import { handler, patch } from "./dom.js";
import { run } from "./effects.js";
import { copied, isObject, parsed } from "./json.js";
import { habits, messageOf, policyOf } from "./load.js";
import { oldest, read, toJson } from "./session.js";
import { newState } from "./state.js";
import { sifted } from "./strings.js";
import { catchUp, forgetAll, keep } from "./state/keeping.js";
import { send } from "./state/sending.js";
import { update } from "./update.js";
import { light, shadow } from "./view.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./state.js").Effect} Effect
 * @typedef {import("./strings.js").Table} Table
 */

/**
 * What www/inside.js hands in, so that a build for bundlers can bring its own. The promises are never rejected, but for those of
 * what could not be loaded.
 *
 * @typedef {ReturnType<typeof import("../tools/tools.js").tools>} Tools
 *
 * What scripts have set, where they have: the policy's address or document, facts, strings.
 * @typedef {{policy?: unknown, facts?: unknown, strings?: unknown}} Given
 */

/** The clock ticks every second. While nothing is waited for, every so many ticks are enough. */
const TICK = 1_000;
const IDLE_TICKS = 30;

/** How many elements there have been in this page. */
let serials = 0;

/** One element's inside. */
export class Inside {
  /** @type {HTMLElement} */
  #host;
  /** @type {ShadowRoot} */
  #root;
  /** @type {Tools} */
  #tools;
  #serial = (serials += 1);
  /** @type {State} */
  #state;
  /** The policy as it came, for the page's scripts. @type {unknown} */
  #document = null;
  /** The policy that a script has set, instead of the attribute. @type {unknown} */
  #policy;
  /** The words as they were loaded. @type {Table | undefined} */
  #table;
  /** What the merchant puts over them. @type {Json} */
  #strings = {};
  /** Counts the loads, so that one which was overtaken is not taken in. */
  #loads = 0;
  /** The verdict that the page was told of, without its instant. */
  #told = "";
  /** Whether the element was given back; what is under way then still counts, but shows nothing. */
  #hasLeft = false;
  #ticks = 0;
  /** What stands in the shadow root, and beside the merchant's children. @type {ReturnType<typeof patch>} */
  #shadow = [];
  /** @type {ReturnType<typeof patch>} */
  #light = [];
  #end;
  /** @type {import("./effects.js").Outside} */
  #outside;

  /**
   * Takes over an element that has an open shadow root.
   *
   * @param {HTMLElement} host
   * @param {Tools} tools
   * @param {Given} given
   * @param {unknown} kept what `leave` gave, if it was called before
   */
  constructor(host, tools, given, kept) {
    const root = /** @type {ShadowRoot} */ (host.shadowRoot);
    const state = newState(habits(tools, host));
    state.session = read(kept) ?? state.session;
    [this.#host, this.#root, this.#tools, this.#policy, this.#state] = [host, root, tools, given.policy, state];
    tools.tidy(oldest());
    root.textContent = "";
    this.#end = tools.listen(root, (kind, value) => this.#heard(kind, value));
    const [send, tell] = [this.#send.bind(this), this.#tell.bind(this)];
    this.#outside = { host, root, serial: this.#serial, state, tools, send, tell, load: () => this.#loadPolicy() };
    for (const attribute of ["order-id", "endpoint"]) this.changed(attribute);
    given.strings === undefined ? this.changed("strings") : this.set_strings(given.strings);
    given.facts === undefined ? this.changed("facts") : this.set_facts(given.facts);
    this.#loadStrings();
    this.#loadPolicy();
  }

  // What the shell calls.

  /** An attribute has another value. @param {string} attribute */
  changed(attribute) {
    const value = this.#host.getAttribute(attribute) ?? "";
    switch (attribute) {
      case "policy":
        return this.set_policy(undefined);
      case "endpoint":
        return this.#send({ type: "endpoint", value });
      case "order-id":
        return this.#send({ type: "orderId", value });
      case "lang":
        return this.#loadStrings();
      case "facts":
        return this.#parse(attribute, value, (facts) => this.set_facts(facts));
      case "strings":
        return this.#parse(attribute, value, (strings) => this.set_strings(strings));
    }
  }

  /** @param {string} attribute @param {string} value @param {(json: unknown) => void} set */
  #parse(attribute, value, set) {
    const json = value.trim() ? parsed(value) : {};
    json === undefined ? this.#tellError("not_json", `the attribute \`${attribute}\` is not JSON`) : set(json);
  }

  /** Gives the facts that are known. @param {unknown} facts */
  set_facts(facts) {
    this.#object("facts", facts, (facts) => this.#send({ type: "given", facts }));
  }

  /** Puts words over those of the widget. @param {unknown} strings */
  set_strings(strings) {
    this.#object("strings", strings, (strings) => {
      this.#strings = strings;
      this.#speak();
    });
  }

  /** Takes a copy of what a script gives. @param {string} name @param {unknown} value @param {(object: Json) => void} take */
  #object(name, value, take) {
    let json;
    try {
      json = copied(value ?? {});
    } catch {
      // It is told as what it is not.
    }
    isObject(json) ? take(json) : this.#tellError("wrong_type", `the ${name} are not an object`);
  }

  /** Gives the policy: its address, or the document. @param {unknown} policy */
  set_policy(policy) {
    this.#policy = policy;
    this.#loadPolicy();
  }

  /** The verdict as it stands; null before there is one. */
  verdict() {
    return structuredClone(this.#state.case?.verdict ?? null);
  }

  /** The facts as they stand. */
  facts() {
    return structuredClone(this.#state.case?.facts ?? this.#state.given);
  }

  /** The policy's document; null before there is one. */
  policy() {
    return this.#document;
  }

  /** Forgets everything that was typed. A script that resets does not want the focus. */
  reset() {
    this.#carryOut((state) => (forgetAll(state), []));
  }

  /** Sends the request, or points out what is missing. */
  submit() {
    this.#carryOut(send);
  }

  /** Gives the element back as it was found; what was typed is handed out. */
  leave() {
    this.#hasLeft = true;
    this.#end();
    this.#loads += 1;
    patch(this.#root, this.#shadow, []);
    patch(this.#host, this.#light, []);
    this.#root.append(document.createElement("slot"));
    return toJson(this.#state.session);
  }

  // Loading.

  async #loadStrings() {
    const [state, tools] = [this.#state, this.#tools];
    const { locale, policyLocale } = Object.assign(state, habits(tools, this.#host));
    if (state.policy) state.policy.locale = policyLocale;
    const failed = (/** @type {unknown} */ error) => this.#tellError("strings_unreachable", messageOf(error));
    const table = await tools.strings(locale).catch(failed);
    // Another language may have been asked for meanwhile.
    if (!table || locale !== state.locale) return;
    this.#table = /** @type {Table} */ (table);
    this.#speak();
  }

  /** Takes the words in, with what the merchant puts over them. */
  #speak() {
    if (!this.#table) return;
    const { fitting, unfit } = sifted(this.#table, this.#strings);
    // What does not fit is told once, and not in each language.
    this.#strings = fitting;
    for (const key of unfit) this.#tellError("unknown_string", `\`${key}\` is no string of the widget, or has another form`, `/${key}`);
    this.#send({ type: "strings", table: { ...this.#table, ...fitting } });
  }

  async #loadPolicy() {
    const load = (this.#loads += 1);
    const [answer, canStart] = await Promise.all([
      this.#tools.load(this.#policy ?? this.#host.getAttribute("policy")),
      this.#tools.started.then(() => true, () => false),
    ]);
    // Where the evaluator cannot be had, the shell takes the inside away again.
    if (!canStart || load !== this.#loads) return;
    const found = policyOf(answer, this.#tools.evaluator, this.#state.policyLocale);
    if ("policy" in found) this.#document = answer?.document;
    this.#send({ type: "policy", ...found });
  }

  // Events.

  /** What www/tools/listen.js tells. @param {string} kind @param {any} value */
  #heard(kind, value) {
    switch (kind) {
      case "tick":
        return this.#tick();
      case "woken":
        return this.#send({ type: "woken" });
      case "files": {
        const [evidence, ...files] = value;
        return this.#send({ type: "chosen", evidence, files });
      }
      case "event":
        return this.#event(value);
    }
  }

  #tick() {
    this.#ticks += 1;
    if (this.#waits() || this.#ticks % IDLE_TICKS === 0) this.#send({ type: "tick" });
  }

  /** Whether a retry is waited for, or was until a moment ago. */
  #waits() {
    const { failure, retry } = this.#state;
    return typeof retry === "number" || Date.now() - (failure?.retryAt ?? 0) < 2 * TICK;
  }

  /** @param {Event} event */
  #event(event) {
    const found = handler(event);
    if (!found) return;
    const { node, on } = found;
    if (on.click) this.#send({ type: "do", action: on.click });
    else if (on.submit) {
      event.preventDefault();
      this.#send({ type: "do", action: on.submit });
    } else {
      const { value, checked } = /** @type {HTMLInputElement} */ (node);
      this.#send({ type: "typed", field: on.input ?? on.tick ?? "", value: on.input ? value : checked ? "true" : "" });
    }
  }

  /** Lets the state take something in. @param {Message} message */
  #send(message) {
    // Nothing was typed then; and tabs that answered each other's record with one of their own would never end.
    const keeps = !["tick", "woken", "progress"].includes(message.type);
    this.#carryOut((state) => update(state, message), keeps);
  }

  /** @param {(state: State) => Effect[]} change @param {boolean} [keeps] */
  #carryOut(change, keeps = true) {
    const state = this.#state;
    const effects = [...catchUp(state), ...change(state)];
    if (keeps || effects.some(({ type }) => type === "submit")) keep(state);
    this.#render();
    this.#tellVerdict();
    for (const effect of effects) run(this.#outside, effect);
  }

  #render() {
    if (this.#hasLeft) return;
    const [state, now] = [this.#state, Date.now()];
    const hasChildren = this.#host.childElementCount > this.#light.length;
    this.#shadow = patch(this.#root, this.#shadow, shadow(state, this.#serial, hasChildren, now));
    this.#light = patch(this.#host, this.#light, light(state, this.#serial, now));
  }

  // What the page is told.

  /** Tells of a verdict that is not the one before; and, before the first, that everything is there. */
  #tellVerdict() {
    const { case: current, strings } = this.#state;
    if (!current || !strings) return;
    const { verdict } = current;
    const [before, text] = [this.#told, JSON.stringify({ ...verdict, at: null })];
    if (text === before) return;
    this.#told = text;
    if (!before) this.#tell("refund-ready", { policy: verdict.policy });
    this.#tell("refund-verdict", verdict);
  }

  /** @param {string} code @param {string} message @param {string} [pointer] */
  #tellError(code, message, pointer = "") {
    this.#tell("refund-error", { code, message, pointer });
  }

  /** Dispatches an event with a copy of its detail; false where the page has canceled it. @param {string} name @param {object} detail */
  #tell(name, detail) {
    return this.#tools.dispatch(this.#host, name, structuredClone(detail));
  }
}
