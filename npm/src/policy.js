// What the package's entries share. It converts and fills in defaults; the evaluator decides.
import { RefundError } from "./error.js";

/**
 * Makes `loadPolicy` for one way to load the wasm.
 *
 * @param {() => Promise<typeof import("../dist/evaluator.js")>} start loads the evaluator, once for all policies
 */
export const loader = (start) => {
  let started;
  const evaluator = () => (started ??= start().catch(unavailable));
  const unavailable = (cause) => {
    started = undefined; // the next call may have better luck
    throw new RefundError([{ code: "wasm_unavailable", message: `the evaluator cannot be started: ${cause.message}` }], { cause });
  };
  return async (urlOrObject) => {
    const [{ Policy: Evaluator }, document] = await Promise.all([evaluator(), documentOf(urlOrObject)]);
    return new Policy(refusing(() => new Evaluator(document)), document);
  };
};

/** A policy that can be evaluated; `loadPolicy` makes it. */
class Policy {
  #evaluator;

  constructor(evaluator, document) {
    this.#evaluator = evaluator;
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

  request(facts, details, options) {
    const named = { ...details, id: details?.id ?? uuid() };
    return refusing(() => this.#evaluator.request(facts, named, ...this.#settled(options)));
  }

  verify(request, options) {
    return refusing(() => this.#evaluator.verify(request, instant(options?.at)));
  }

  #settled({ at, locale } = {}) {
    return [instant(at), locale ?? pageLocale() ?? this.language];
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

const instant = (at = new Date()) => {
  if (!(at instanceof Date)) return String(at);
  return Number.isNaN(at.getTime()) ? "Invalid Date" : at.toISOString();
};

/** The first language of the page or of its reader that there are texts in. */
const pageLocale = () => {
  const { document, navigator } = globalThis;
  if (!document) return undefined; // a server's own language says nothing about the shopper's
  const tags = [document.documentElement.lang, ...(navigator?.languages ?? [])];
  return tags.find((tag) => /^(es|fr|en)\b/i.test(tag));
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

const documentOf = async (urlOrObject) => {
  if (typeof urlOrObject === "string" || urlOrObject instanceof URL) return fetched(urlOrObject);
  // A copy, so that what is changed later does not part from what is evaluated.
  return structuredClone(urlOrObject);
};

const fetched = async (url) => {
  const unreachable = (why, cause) => {
    throw new RefundError([{ code: "policy_unreachable", message: `the policy ${url} cannot be had: ${why}` }], { cause });
  };
  const file = localFile(url);
  if (file) return parsed(url, await file.catch((cause) => unreachable(cause.message, cause)), "a file");
  const response = await fetch(url).catch((cause) => unreachable(cause.message, cause));
  if (!response.ok) unreachable(`the server answered ${response.status}`);
  const text = await response.text().catch((cause) => unreachable(cause.message, cause));
  return parsed(url, text, response.headers.get("content-type") ?? "no content type");
};

/** The text of a `file:` URL in Node, whose fetch knows none. Not an import, so that bundles for pages stay whole. */
const localFile = (url) => {
  if (!String(url).startsWith("file:")) return undefined;
  return globalThis.process?.getBuiltinModule?.("node:fs/promises").readFile(new URL(url), "utf8");
};

const parsed = (url, text, type) => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RefundError([{ code: "policy_not_json", message: `the policy ${url} is not JSON (${type})` }], { cause });
  }
};
