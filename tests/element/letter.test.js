// The letter: the shopper's own words in what the policy prefills.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draft, options, orderId, prepared, request, withParagraphs } from "../../www/widget/letter.js";
import { isReady, newState } from "../../www/widget/state.js";
import { VERDICT, format, policy } from "./examples.js";

const NOW = Date.parse("2026-11-20T12:00:00Z");

/** @param {object} verdict @param {object} session @param {object} [parts] @returns {import("../../www/widget/state.js").Ready} */
const ready = (verdict, session, parts = {}) => {
  const state = newState({ locale: "en", policyLocale: "en", format });
  const known = { policy: policy(parts), case: { facts: {}, verdict: { ...VERDICT, ...verdict }, questions: [], rejected: [] }, givenOrder: "A-1" };
  Object.assign(state, known);
  Object.assign(state.session, session);
  assert.ok(isReady(state));
  return state;
};

test("own words follow the introduction", () => {
  assert.equal(withParagraphs("Hi,\n\nIntro.\n\nBye", ["A", "B"]), "Hi,\n\nIntro.\n\nA\n\nB\n\nBye");
  assert.equal(withParagraphs("Hi", ["A", "B"]), "Hi\n\nA\n\nB");
  assert.equal(withParagraphs("Hi,\n\nIntro.", ["A"]), "Hi,\n\nIntro.\n\nA");
  assert.equal(withParagraphs("Hi", []), "Hi");
});

test("evidence in words bears its label in the letter's language", () => {
  const document = { clauses: [], evidence: { device: { label: { en: "Device", fr: "Appareil" } } } };
  const state = ready({}, { words: " It broke. ", evidence: { device: " TV ", gone: "x", constructor: "x" } }, { document });
  const message = (/** @type {string} */ language) => prepared(state, NOW, language).message;
  assert.equal(message("en"), "Hello,\n\nIntroduction.\n\nIt broke.\n\nDevice: TV\n\nBye");
  assert.equal(message("fr"), "Hello,\n\nIntroduction.\n\nIt broke.\n\nAppareil : TV\n\nBye");
});

test("what was changed by hand stays", () => {
  assert.deepEqual(draft(ready({}, { message: "Mine" }), NOW), { subject: "Subject", message: "Mine" });
});

test("a clock that was set back does not take the facts away", () => {
  const prefill = (/** @type {object} */ _, /** @type {object} */ __, /** @type {number} */ at) => ({ subject: new Date(at).toISOString(), message: "" });
  assert.equal(draft(ready({}, {}, { prefill }), NOW - 60_000).subject, "2026-11-20T12:00:00.000Z");
});

test("the order's number is the one that was typed, or else given", () => {
  assert.deepEqual([orderId(ready({}, {})), orderId(ready({}, { orderId: " B-2 " })), orderId(ready({}, { orderId: "" }))], ["A-1", "B-2", ""]);
});

test("a wish goes along as long as it is open", () => {
  const wish = (/** @type {object} */ verdict, /** @type {string} */ wish) => request(ready(verdict, { wish }), NOW)?.wish;
  const alternatives = [{ kind: "cancellation" }];
  assert.deepEqual(wish({ choice: "shopper" }, "full_refund"), { kind: "full_refund", option: undefined });
  assert.deepEqual(wish({ alternatives }, "cancellation/immediately"), { kind: "cancellation", option: "immediately" });
  assert.deepEqual([wish({}, "full_refund"), wish({ alternatives }, "credit"), wish({}, "")], [undefined, undefined, undefined]);
});

test("a request that cannot be composed is none", () => {
  const refuse = () => {
    throw [{ code: "too_large" }];
  };
  assert.equal(request(ready({}, {}, { request: refuse }), NOW), null);
});

test("the deciding clause says in which ways an alternative can be had", () => {
  const options_ = { immediately: { en: "Now" } };
  const clauses = [{ id: "other", then: {} }, { id: "cycle", then: { alternatives: ["credit", { kind: "cancellation", options: options_ }] } }];
  const state = ready({ reasons: [{ clause: "other", role: "informs" }, { clause: "cycle", role: "decides" }] }, {}, { document: { clauses } });
  assert.deepEqual([options(state, "cancellation"), options(state, "credit")], [[["immediately", { en: "Now" }]], []]);
  assert.deepEqual(options(ready({}, {}), "credit"), []);
});
