// What an element is loaded with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { habits, policyOf } from "../../www/widget/load.js";

/** @param {string[]} tags @param {string[]} locales */
const spoken = (tags, locales) => {
  const tools = { languages: () => tags, locales, format: (/** @type {string} */ locale) => locale };
  const { locale, policyLocale, format } = habits(/** @type {any} */ (tools), /** @type {any} */ (null));
  assert.equal(format, locale);
  return [locale, policyLocale];
};

test("the words are in the first language that there are words in, and the policy in the first of its own", () => {
  assert.deepEqual(spoken(["de-AT", "fr-CH", "en"], ["es", "fr", "en", "de"]), ["de", "fr"]);
  assert.deepEqual(spoken(["", "pt-BR", "ES_mx"], ["es", "en"]), ["es", "es"]);
  assert.deepEqual(spoken(["", "ja"], ["es", "en"]), ["en", "en"]);
});

class Compiled {
  /** @param {any} document */
  constructor(document) {
    if (!document.facts) throw [{ code: "missing_key", message: "`facts` is missing", pointer: "", hint: "add it" }];
  }
}

/** @param {any} answer @returns {any} */
const found = (answer) => policyOf(answer, /** @type {any} */ ({ Policy: Compiled }), "es");
const code = (/** @type {any} */ answer) => found(answer).error.code;

test("a policy is read from a copy of its document", () => {
  const document = { id: "a-policy", facts: { reason: { type: "choice", ask: { es: "¿Por qué?" } } } };
  const { policy } = found({ status: 200, document });
  assert.deepEqual([policy.id, policy.locale, policy.say(policy.fact("reason").ask)], ["a-policy", "es", "¿Por qué?"]);
  document.facts.reason.ask.es = "";
  assert.equal(policy.say(policy.fact("reason").ask), "¿Por qué?");
});

test("why there is no policy is told apart", () => {
  assert.deepEqual([{}, undefined, { status: 500 }, { status: 404 }, { status: 410 }, { status: 200 }].map(code), [
    "policy_missing",
    "policy_unreachable",
    "policy_unreachable",
    "policy_not_found",
    "policy_not_found",
    "policy_unreadable",
  ]);
  assert.equal(code({ status: 200, document: { facts: () => {} } }), "policy_unreadable");
  assert.deepEqual(found({ status: 200, document: {} }), { error: { code: "missing_key", message: "`facts` is missing", pointer: "" } });
});
