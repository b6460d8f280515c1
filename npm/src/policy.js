// What the package's entries share. It converts and fills in defaults; the evaluator decides.
import { Decisions, instantText as instant } from "./decide.js";
import { RefundError } from "./error.js";
import { areKnown, checked } from "./options.js";
import { sourceOf } from "./source.js";
import { remedy } from "./remedy.js";

/** The options of `loadPolicy`. */
const LOADING = ["signal", "fetch", "headers"];

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
    // What was meant instead of an unknown name, the evaluator knows: it is waited for then.
    const settings = checked(options, LOADING, areKnown(options, LOADING) ? undefined : (await evaluator()).nearest);
    const [module, { document, text }] = await Promise.all([evaluator(), sourceOf(source, settings, readFile)]);
    // A text is read by the evaluator itself: `JSON.parse` would keep one of two equal keys without a word.
    const { Policy: Evaluator } = module;
    const policy = refusing(() => (text === undefined ? new Evaluator(document) : Evaluator.fromText(text)));
    return new Policy(module, policy, document);
  };
};

/** A policy that can be evaluated; `loadPolicy` makes it. */
class Policy {
  #module;
  #evaluator;
  #decisions;

  constructor(module, evaluator, document) {
    this.#module = module;
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
    const { at = Date.now() } = this.#checked(options, ["at"]);
    return refusing(() => this.#decisions.decide(facts, at));
  }

  decider(facts, options) {
    const { currency } = this.#checked(options, ["currency"]);
    const decide = refusing(() => this.#decisions.decider(facts, currency));
    return (values, at) => refusing(() => decide(values, at));
  }

  request(facts, details, options) {
    const named = { ...details, id: details?.id ?? uuid() };
    return refusing(() => this.#evaluator.request(facts, named, ...this.#settled(options)));
  }

  verify(request, options) {
    return refusing(() => this.#evaluator.verify(request, instant(this.#checked(options, ["at"]).at)));
  }

  #settled(options) {
    const { at, locale } = this.#checked(options, ["at", "locale"]);
    return [instant(at), locale ?? pageLocale() ?? this.language];
  }

  #checked(options, names) {
    return checked(options, names, this.#module.nearest);
  }
}

/** Runs a call into the evaluator, which throws a list of problems. */
const refusing = (call) => {
  try {
    return call();
  } catch (problems) {
    throw Array.isArray(problems) ? new RefundError(problems, {}) : problems;
  }
};

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
