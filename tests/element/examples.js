// What the tests share: a policy whose evaluator is told what to say, and a format without `Intl`.

/** @typedef {import("../../www/widget/policy.js").Policy} Policy */

export const VERDICT = {
  at: "2026-11-20T12:00:00Z",
  status: "qualifies",
  remedies: [{ kind: "full_refund" }],
  choice: "all",
  alternatives: [],
  until: null,
  reasons: [],
  missing: [],
  evidence: [],
  timeline: [],
};

/** A policy with these parts of its own. @param {object} parts @returns {Policy} */
export const policy = (parts) =>
  /** @type {any} */ ({
    id: "a-policy",
    language: "en",
    merchant: "The merchant",
    document: { title: { en: "A policy" }, clauses: [], evidence: {} },
    facts: [],
    fact(/** @type {string} */ id) {
      return this.facts.find((/** @type {{id: string}} */ fact) => fact.id === id);
    },
    say: (/** @type {any} */ text) => text?.en ?? "",
    ask: (/** @type {object} */ given, /** @type {object} */ answers) => ({ facts: { ...given, ...answers }, verdict: VERDICT, questions: [], rejected: [] }),
    problems: () => [],
    isKinderWhenLater: () => false,
    prefill: () => ({ subject: "Subject", message: "Hello,\n\nIntroduction.\n\nBye" }),
    request: (/** @type {object} */ facts, /** @type {object} */ details, /** @type {number} */ at) => ({ ...details, facts, sent_at: new Date(at).toISOString() }),
    minorDigits: (/** @type {string} */ currency) => (currency === "JPY" ? 0 : 2),
    ...parts,
  });

export const format = /** @type {any} */ ({
  sign: () => ",",
  size: (/** @type {number} */ bytes) => `${bytes / 2 ** 20} MB`,
  number: (/** @type {string} */ _, /** @type {number} */ number) => String(number),
  plural: () => "other",
  date: (/** @type {string} */ _, /** @type {number} */ at) => new Date(at).toISOString(),
});

/** A storage like the browser's. @returns {Map<string, string>} */
export const withStorage = () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const getItem = (/** @type {string} */ key) => kept.get(key) ?? null;
  const removeItem = (/** @type {string} */ key) => kept.delete(key);
  const setItem = (/** @type {string} */ key, /** @type {string} */ text) => kept.set(key, text);
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value: { getItem, setItem, removeItem } });
  return kept;
};
