// The policy of one element: its document as the merchant wrote it, and what the evaluator makes of cases under it.
//
// Instants are milliseconds since 1970 on this side, and texts on the evaluator's.

/**
 * @typedef {Record<string, any>} Json
 * @typedef {{es: string, fr: string, en: string}} Text
 * @typedef {{code: string, message: string, pointer: string}} Problem
 * @typedef {Json & {id: string, type: string}} Fact a fact of the document with its id
 * @typedef {{facts: Json, verdict: Json, questions: string[], rejected: Problem[]}} Case `verdict` as README has it
 * @typedef {{subject: string, message: string}} Draft
 */

/**
 * The bindings of the evaluator (crates/js) that are called here.
 *
 * @typedef {object} Compiled
 * @property {(given: Json, answers: Json, at: string, locale: string) => Case} ask
 * @property {(facts: Json, at: string) => Problem[]} problems
 * @property {(fact: string) => boolean} isKinderWhenLater
 * @property {(facts: Json, details: Json, at: string, language: string) => Draft} prefill
 * @property {(facts: Json, details: Json, at: string, locale: string) => Json} request
 *
 * @typedef {object} Evaluator
 * @property {new (document: unknown) => Compiled} Policy
 * @property {(currency: string) => number | undefined} minorDigits
 * @property {(bytes: Uint8Array) => string} sha256
 */

/** @param {number} at */
const instant = (at) => new Date(at).toISOString();

/** A policy that cases can be put to. */
export class Policy {
  #evaluator;
  #compiled;

  /**
   * Reads a document; throws a list of problems.
   *
   * @param {Evaluator} evaluator
   * @param {Json} document
   * @param {string} locale the language in which it is to speak: one of its own
   */
  constructor(evaluator, document, locale) {
    this.#evaluator = evaluator;
    this.#compiled = new evaluator.Policy(document);
    this.document = document;
    this.locale = locale;
    this.id = document.id;
    this.language = document.language;
    /** In the author's order. @type {Fact[]} */
    this.facts = Object.entries(document.facts).map(([id, fact]) => ({ ...fact, id }));
  }

  /** The merchant's name. @returns {string} */
  get merchant() {
    return this.document.merchant;
  }

  /** @param {string} id */
  fact(id) {
    return this.facts.find((fact) => fact.id === id);
  }

  /** A text of the document in the shopper's language; nothing where there is none. @param {Text | undefined} text @returns {string} */
  say(text) {
    return text ? text[/** @type {keyof Text} */ (this.locale)] : "";
  }

  /** The case as it stands: what the merchant gives stands before what the shopper answers. @param {Json} given @param {Json} answers @param {number} at */
  ask(given, answers, at) {
    const ask = (/** @type {Json} */ given) => this.#compiled.ask(given, answers, instant(at), this.locale);
    try {
      return ask(given);
    } catch (problems) {
      // They are too deep or too many to be read at all.
      const asked = ask({});
      return { ...asked, rejected: [.../** @type {Problem[]} */ (problems), ...asked.rejected] };
    }
  }

  /** What is wrong with these facts. @param {Json} facts @param {number} at */
  problems(facts, at) {
    return this.#compiled.problems(facts, instant(at));
  }

  /** Whether a day without a time is read as its end. @param {string} fact */
  isKinderWhenLater(fact) {
    return this.#compiled.isKinderWhenLater(fact);
  }

  /** The letter as the policy words it. @param {Json} facts @param {Json} details @param {number} at @param {string} language */
  prefill(facts, details, at, language) {
    return this.#compiled.prefill(facts, details, instant(at), language);
  }

  /** The request as it would be posted; throws a list of problems. @param {Json} facts @param {Json} details @param {number} at */
  request(facts, details, at) {
    return this.#compiled.request(facts, details, instant(at), this.locale);
  }

  /** How many decimals a currency has; nothing for what is none. @param {string} currency */
  minorDigits(currency) {
    return this.#evaluator.minorDigits(currency);
  }
}
