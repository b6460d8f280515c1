// What holds an element together: it hears events, lets the state take them in, shows what follows, and carries out what is to
// be done outside.
//
// It decides nothing itself: see update.js. The shell (www/element.js) calls it.
import { handler, patch } from "./dom.js";
import { FILE_BYTES, picked } from "./evidence.js";
import { copied, isObject, parsed } from "./json.js";
import { failed, outcome } from "./outcome.js";
import { Policy } from "./policy.js";
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
 * @typedef {import("./state.js").LoadError} LoadError
 */

/**
 * What www/inside.js hands in, so that a build for bundlers can bring its own. The promises are never rejected, but for those of
 * what could not be loaded.
 *
 * @typedef {ReturnType<typeof import("../tools/tools.js").tools>} Tools
 */

/** What scripts have set, where they have: the policy's address or document, facts, strings. @typedef {{policy?: unknown, facts?: unknown, strings?: unknown}} Given */

/** The languages of a policy's texts. */
const POLICY_LOCALES = ["es", "fr", "en"];
/** The clock ticks every second. While nothing is waited for, every so many ticks are enough. */
const TICK = 1_000;
const IDLE_TICKS = 30;

/** How many elements there have been in this page. */
let serials = 0;

/** One element's inside. */
export class Inside {
  #host;
  #root;
  #tools;
  #serial = (serials += 1);
  /** @type {State} */
  #state;
  /** The policy as it came, for the page's scripts. @type {unknown} */
  #document = null;
  /** The policy that a script has set, instead of the attribute. @type {unknown} */
  #policy;
  /** The words as they were loaded. @type {import("./strings.js").Table | undefined} */
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

  /**
   * Takes over an element that has an open shadow root.
   *
   * @param {HTMLElement} host
   * @param {Tools} tools
   * @param {Given} given
   * @param {unknown} kept what `leave` gave, if it was called before
   */
  constructor(host, tools, given, kept) {
    this.#host = host;
    this.#root = /** @type {ShadowRoot} */ (host.shadowRoot);
    this.#tools = tools;
    this.#policy = given.policy;
    this.#state = newState(this.#habits());
    this.#state.session = read(kept) ?? this.#state.session;
    tools.tidy(oldest());
    this.#root.textContent = "";
    this.#end = tools.listen(this.#root, (kind, value) => this.#heard(kind, value));
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

  /** The shopper's habits, as the element and the browser tell them. */
  #habits() {
    const languages = this.#tools.languages(this.#host).map((tag) => tag.split(/[-_]/)[0].toLowerCase());
    const first = (/** @type {string[]} */ locales) => languages.find((language) => locales.includes(language)) ?? "en";
    const locale = first(this.#tools.locales);
    return { locale, policyLocale: first(POLICY_LOCALES), format: this.#tools.format(locale) };
  }

  async #loadStrings() {
    const { locale, policyLocale } = Object.assign(this.#state, this.#habits());
    if (this.#state.policy) this.#state.policy.locale = policyLocale;
    try {
      const table = await this.#tools.strings(locale);
      // Another language may have been asked for meanwhile.
      if (locale !== this.#state.locale) return;
      this.#table = /** @type {import("./strings.js").Table} */ (table);
      this.#speak();
    } catch (error) {
      this.#tellError("strings_unreachable", messageOf(error));
    }
  }

  /** Takes the words in, with what the merchant puts over them. */
  #speak() {
    if (!this.#table) return;
    const { fitting, unfit } = sifted(this.#table, this.#strings);
    // What does not fit is told once, and not in each language.
    this.#strings = fitting;
    for (const key of unfit) this.#tellError("unknown_string", `\`${key}\` is no string of the widget, or has another form there`, `/${key}`);
    this.#send({ type: "strings", table: { ...this.#table, ...fitting } });
  }

  async #loadPolicy() {
    const load = (this.#loads += 1);
    const answer = await this.#tools.load(this.#policy ?? this.#host.getAttribute("policy"));
    if (load === this.#loads) this.#send({ type: "policy", ...this.#compiled(answer) });
  }

  /**
   * The policy, as www/tools/load.js has loaded it from its address or as a script has handed it over.
   *
   * @param {Awaited<ReturnType<Tools["load"]>>} answer
   * @returns {{policy: Policy} | {error: LoadError}}
   */
  #compiled(answer) {
    const error = unloaded(answer);
    if (error) return { error };
    const document = /** @type {Json} */ (answer?.document);
    try {
      // A copy, so that what a script changes later does not part from what is evaluated.
      const policy = new Policy(this.#tools.evaluator, structuredClone(document), this.#state.policyLocale);
      this.#document = document;
      return { policy };
    } catch (problems) {
      const { code, message, pointer } = Array.isArray(problems) ? problems[0] : loadError("policy_unreadable", messageOf(problems));
      return { error: { code, message, pointer } };
    }
  }

  // Events.

  /** What www/tools/listen.js tells. @param {string} kind @param {any} value */
  #heard(kind, value) {
    switch (kind) {
      case "tick":
        return this.#tick();
      case "woken":
        return this.#send({ type: "woken" });
      case "progress":
        return this.#send({ type: "progress", part: value });
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
    for (const effect of effects) this.#run(effect);
  }

  #render() {
    if (this.#hasLeft) return;
    const [state, now] = [this.#state, Date.now()];
    state.isRtl = getComputedStyle(this.#host).direction === "rtl";
    const hasChildren = this.#host.childElementCount > this.#light.length;
    this.#shadow = patch(this.#root, this.#shadow, shadow(state, this.#serial, hasChildren, now));
    this.#light = patch(this.#host, this.#light, light(state, this.#serial, now));
  }

  // Effects.

  /** @param {Effect} effect */
  #run(effect) {
    const tools = this.#tools;
    switch (effect.type) {
      case "focus":
        return this.#focus(effect.id);
      case "follow":
        return tools.hasFocus(this.#host) ? this.#focus(effect.id) : undefined;
      case "read":
        return this.#read(effect.evidence, effect.file);
      case "find":
        return this.#find(effect.key, effect.sha256);
      case "drop":
        return tools.drop(effect.key, effect.sha256);
      case "submit":
        return this.#post(effect);
      case "error":
        return this.#tellError(effect.code, effect.message, effect.pointer);
      case "sent":
        return this.#tell("refund-sent", effect.receipt);
      case "copy":
        return this.#copy(effect.text);
      case "copyShown":
        return this.#copy(tools.text(this.#root));
      case "save":
        return tools.save(effect.name, "text/plain;charset=utf-8", effect.text);
      case "calendar":
        return tools.calendar(effect.name, effect.id, effect.until, effect.summary, effect.description);
      case "print":
        return tools.print(this.#host);
      case "load":
        return this.#loadPolicy();
      case "prepare":
        return tools.prepare();
    }
  }

  /** Name and e-mail stand outside the shadow root, where autofill works. @param {string} id */
  #focus(id) {
    const element = this.#root.getElementById(id) ?? document.getElementById(`refund-${this.#serial}-${id}`);
    if (element) this.#tools.focus(element);
  }

  /** @param {string} evidence @param {File} file */
  async #read(evidence, file) {
    const { keeps, keptUnder } = this.#state;
    const session = keeps ? keptUnder ?? undefined : undefined;
    const taken = await this.#tools.read(file, FILE_BYTES, session).catch(() => undefined);
    this.#send({ type: "read", picked: picked(evidence, file, taken) });
  }

  /** @param {string} key @param {string} sha256 */
  async #find(key, sha256) {
    const found = await this.#tools.find(key, sha256).then((taken) => ({ taken }), () => ({ failed: true }));
    this.#send({ type: "found", sha256, ...found });
  }

  /** @param {string} text */
  async #copy(text) {
    this.#send({ type: "copied", isCopied: await this.#tools.copy(text) });
  }

  /** The page may object: a canceled `refund-submit` sends nothing. @param {Extract<Effect, {type: "submit"}>} post */
  async #post({ request, endpoint, id, body, files }) {
    if (!this.#tell("refund-submit", request)) return this.#send({ type: "answered", outcome: { failure: failed("cancelled") } });
    const exchange = await this.#tools.send(endpoint, id, body, files, (kind, value) => this.#heard(kind, value));
    this.#send({ type: "answered", outcome: outcome(exchange) });
  }

  /** Tells the page of a verdict that is not the one before; and, before the first, that everything is there. */
  #tellVerdict() {
    const { case: current, strings } = this.#state;
    if (!current || !strings) return;
    const { verdict } = current;
    const text = JSON.stringify({ ...verdict, at: null });
    const isFirst = !this.#told;
    if (text === this.#told) return;
    this.#told = text;
    if (isFirst) this.#tell("refund-ready", { policy: verdict.policy });
    this.#tell("refund-verdict", verdict);
  }

  /** @param {string} code @param {string} message @param {string} [pointer] */
  #tellError(code, message, pointer = "") {
    this.#tell("refund-error", { code, message, pointer });
  }

  /** Dispatches an event with a copy of what it is about; false where the page has canceled it. @param {string} name @param {object} detail */
  #tell(name, detail) {
    return this.#tools.dispatch(this.#host, name, structuredClone(detail));
  }
}

/** @param {string} code @param {string} message @returns {LoadError} */
const loadError = (code, message) => ({ code, message, pointer: "" });

/** Why there is no document. @param {Awaited<ReturnType<Tools["load"]>>} answer @returns {LoadError | undefined} */
const unloaded = (answer) => {
  if (!answer) return loadError("policy_unreachable", "the policy could not be loaded");
  const { status, document } = answer;
  if (status === undefined) return loadError("policy_missing", "no policy was given");
  if (status === 404 || status === 410) return loadError("policy_not_found", "there is nothing at the policy's address");
  if (status < 200 || status > 299) return loadError("policy_unreachable", "the policy could not be loaded");
  if (document === undefined) return loadError("policy_unreadable", "the policy's address did not answer with JSON");
};

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
