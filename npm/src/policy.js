// What the package's entries share. It converts and fills in defaults; the evaluator decides.
import { Decisions, instantText as instant } from "./decide.js";
import { RefundError, refusing } from "./error.js";
import { checked } from "./options.js";
import { sourceOf } from "./source.js";
import { remedy } from "./unavailable.js";

/** The only option of most calls. */
const AT = ["at"];

/** The languages that there are words in. */
const LOCALES = /^(es|fr|en|de|it|pt|nl|ca)\b/i;

/**
 * Makes `loadPolicy` for one way to load the wasm.
 *
 * @param {() => Promise<typeof import("../dist/evaluator.js")>} start loads the evaluator, once for all policies
 * @param {{readFile?: (file: URL, encoding: "utf8") => Promise<string>}} host what the entry's host can do besides
 */
export const loader = (start, { readFile } = {}) => {
  let started;
  const evaluator = () => (started ??= start().catch(unavailable));
  const unavailable = (cause) => {
    started = undefined; // the next call may have better luck
    const problem = { code: "wasm_unavailable", message: `the evaluator cannot be started: ${cause.message}`, hint: remedy(cause) };
    throw new RefundError([problem], { cause });
  };
  return async (source, options) => {
    const settings = checked(options, ["signal", "fetch", "headers"]);
    const [module, { document, text }] = await Promise.all([evaluator(), sourceOf(source, settings, readFile)]);
    // A text is read by the evaluator itself: `JSON.parse` would keep one of two equal keys without a word.
    const { Policy: Evaluator } = module;
    const policy = refusing(() => (text === undefined ? new Evaluator(document) : Evaluator.fromText(text)));
    return new Policy(module, policy, document);
  };
};

/** A policy that can be evaluated; `loadPolicy` makes it. */
class Policy {
  #evaluator;
  #decisions;

  constructor(module, evaluator, document) {
    this.#evaluator = evaluator;
    this.#decisions = new Decisions(module, evaluator);
    this.document = document;
    Object.freeze(this);
  }

  get id() {
    return this.#evaluator.id;
  }
  get version() {
    return this.#evaluator.version;
  }
  get digest() {
    return this.#evaluator.digest;
  }
  get language() {
    return this.#evaluator.language;
  }

  evaluate(facts, options) {
    return refusing(() => this.#evaluator.evaluate(facts, ...this.#settled(options)));
  }

  evaluateMany(listOfFacts, options) {
    return refusing(() => this.#evaluator.evaluateMany(listOfFacts, ...this.#settled(options)));
  }

  decide(facts, options) {
    const { at = Date.now() } = checked(options, AT);
    return this.#decisions.decide(facts, at);
  }

  decider(facts, options) {
    return this.#decisions.decider(facts, checked(options, ["currency"]).currency);
  }

  request(facts, details, options) {
    const named = { ...details, id: details?.id ?? uuid() };
    return refusing(() => this.#evaluator.request(facts, named, ...this.#settled(options)));
  }

  verify(request, options) {
    return refusing(() => this.#evaluator.verify(request, instant(checked(options, AT).at)));
  }

  #settled(options) {
    const { at, locale } = checked(options, ["at", "locale"]);
    return [instant(at), locale ?? pageLocale() ?? this.language];
  }
}

/** The first language of the page or of its reader that there are texts in. */
const pageLocale = () => {
  const { document, navigator } = globalThis;
  if (!document) return undefined; // a server's own language says nothing about the shopper's
  const tags = [document.documentElement.lang, ...(navigator?.languages ?? [])];
  return tags.find((tag) => LOCALES.test(tag));
};

/** `crypto.randomUUID` is missing where a page was not loaded by https. */
const uuid = () => crypto.randomUUID?.() ?? uuidOf(crypto.getRandomValues(new Uint8Array(16)));

/** RFC 9562, version 4. */
const uuidOf = (bytes) => {
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
