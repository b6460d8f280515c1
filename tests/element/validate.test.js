// What is wrong with a request, and at which field it is said.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failed } from "../../www/widget/outcome.js";
import { isReady, newState } from "../../www/widget/state.js";
import { Strings } from "../../www/widget/strings.js";
import { complaints, isEmail, ofEndpoint, said } from "../../www/widget/validate.js";
import { VERDICT, format, policy } from "./examples.js";

const COMPLETE = { customer: { name: "Ana", email: "ana@example.org" }, subject: "S", message: "M" };

/** @param {object[]} evidence @param {object} session @param {object} [parts] @returns {import("../../www/widget/state.js").Ready} */
const ready = (evidence, session, parts = {}) => {
  const state = newState({ locale: "en", policyLocale: "en", format });
  Object.assign(state, { policy: policy(parts), case: { facts: {}, verdict: { ...VERDICT, evidence }, questions: [], rejected: [] } });
  Object.assign(state.session, session);
  assert.ok(isReady(state));
  return state;
};
const keys = (/** @type {any[]} */ all) => all.map(({ field, key }) => `${field}: ${key}`);

test("an address has something on both sides of one @, the latter with a dot within", () => {
  for (const email of ["ana@example.org", "a@b.c", "ä+1@mail.example.co.uk", "a@b..c"]) assert.ok(isEmail(email), email);
  for (const email of ["", "ana", "ana@example", "@example.org", "ana@", "a@b@c.de", "a b@c.de", "a@.org", "a@b.", "a@b.c.", "a\u0085@b.c"]) assert.ok(!isEmail(email), email);
});

test("what is missing is told in the order in which the fields stand", () => {
  const empty = { customer: { name: "", email: "" }, subject: " ", message: "" };
  assert.deepEqual(keys(complaints(ready([], {}), empty)), [
    "name: contact.name_missing",
    "email: contact.email_missing",
    "subject: message.subject_missing",
    "message: message.body_missing",
  ]);
  assert.deepEqual(keys(complaints(ready([], {}), { ...COMPLETE, customer: { name: "Ana", email: "ana" } })), ["email: contact.email_wrong"]);
  assert.deepEqual(complaints(ready([], {}), COMPLETE), []);
});

test("required evidence is asked for, a file only once", () => {
  const asked = [
    { id: "order", need: "required", kind: "text", given_by: "order_id" },
    { id: "story", need: "required", kind: "text", given_by: "message" },
    { id: "device", need: "required", kind: "text" },
    { id: "screenshot", need: "required", kind: "file" },
    { id: "more", need: "recommended", kind: "file" },
  ];
  const state = ready(asked, {});
  const missing = ["evidence-device: evidence.text_missing", "evidence-screenshot: evidence.missing", "order-id: contact.order_missing", "words: evidence.text_missing"];
  assert.deepEqual(keys(complaints(state, COMPLETE)), missing);
  state.excused = true;
  assert.equal(complaints(state, COMPLETE).length, 3);
  const file = { name: "a.png", type: "image/png", size: 1, sha256: "a", evidence: "screenshot" };
  Object.assign(state.session, { orderId: "A", words: "x", evidence: { device: "TV" }, files: [file] });
  state.excused = false;
  assert.deepEqual(complaints(state, COMPLETE), []);
  state.lost.push("a");
  assert.deepEqual(keys(complaints(state, COMPLETE)), ["evidence-screenshot: evidence.missing", "evidence-screenshot: file.lost"]);
});

test("what looks secret is to be confirmed", () => {
  const state = ready([], {});
  const secret = { ...COMPLETE, message: "password: hunter2" };
  assert.deepEqual(keys(complaints(state, secret)), ["confirm: secret.confirm_missing"]);
  state.confirmed = true;
  assert.deepEqual(complaints(state, secret), []);
});

test("what the endpoint finds wrong is told where it can be mended", () => {
  const file = { name: "a.png", type: "image/png", size: 1, sha256: "a", evidence: "screenshot" };
  const state = ready([], { files: [file] });
  const errors = [
    { pointer: "/message", code: "too_long", detail: "long" },
    { pointer: "/customer/email", code: "invalid_email", detail: "odd" },
    { pointer: "/customer/name", code: "missing_key", detail: "" },
    { pointer: "/subject", code: "odd", detail: "odd subject" },
    { pointer: "/attachments/0/type", code: "odd", detail: "odd file" },
    { pointer: "/attachments/9", code: "odd", detail: "" },
    { pointer: "/facts/reason", code: "odd", detail: "" },
  ];
  const told = ofEndpoint(state, { ...failed("fields"), errors });
  assert.deepEqual(keys(told), [
    "evidence-screenshot: failure.detail",
    "name: contact.name_missing",
    "email: contact.email_wrong",
    "subject: failure.detail",
    "message: problem.too_long",
  ]);
  state.strings = new Strings({ "failure.detail": "It says: {detail}", "file.total": "{name}: {size}, {count}" });
  assert.equal(said(state, told[0]), "It says: odd file");
  assert.equal(said(state, { field: "evidence-x", key: "file.total", name: "a.png" }), "a.png: 25 MB, 10");
});
