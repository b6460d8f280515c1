// What is kept on the device, as it is on the devices of those who were here before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DAYS, forget, isEmpty, keyOf, load, newSession, parse, save, toJson, uuid } from "../../www/widget/session.js";
import { withStorage } from "./examples.js";

const KEYS =
  "saved_at id answers unknown day_only entry wish evidence files words name email order_id subject message screen sent receipt";

test("a session is kept and forgotten", () => {
  withStorage();
  const key = keyOf("a-policy", "order 1");
  assert.equal(key, "refund-widget:a-policy:order 1");
  const session = newSession();
  Object.assign(session, { answers: { reason: "other", forms_used: false }, message: "línea 1\nlínea 2", screen: "request" });
  session.files.push({ name: "a.pdf", type: "application/pdf", size: 3, sha256: "00", evidence: null });
  const text = JSON.stringify(toJson(session));
  assert.equal(save(key, text), true);
  assert.equal(JSON.stringify(toJson(/** @type {any} */ (parse(load(key))))), text);
  forget(key);
  assert.equal(load(key), null);
});

test("its record has the members that it always had, in their order", () => {
  assert.equal(Object.keys(toJson(newSession())).join(" "), KEYS);
  const savedAt = Date.parse("2026-11-20T10:00:00Z");
  assert.equal(toJson({ ...newSession(), savedAt }).saved_at, "2026-11-20T10:00:00Z");
  assert.equal(toJson({ ...newSession(), savedAt: savedAt + 5 }).saved_at, "2026-11-20T10:00:00.005Z");
});

test("a record from before is read, and written as it was", () => {
  const file = { name: "a.pdf", type: "application/pdf", size: 3, sha256: "00", evidence: "screenshot" };
  const record = {
    saved_at: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace(".000", ""),
    id: "0b9f2a34-5c11-4d7e-8a90-0123456789ab",
    answers: { reason: "other", amount_paid: { minor: 4990, currency: "EUR" }, support_contacted_at: null },
    unknown: ["usage_ratio"],
    day_only: ["purchased_at"],
    entry: { fact: "purchased_at", first: "2026-11-19", second: "", none: false, change: false },
    wish: "cancellation/immediately",
    evidence: { device: "TV" },
    files: [file],
    words: "It stopped.",
    name: "Ana",
    email: "ana@example.org",
    order_id: null,
    subject: "Mine",
    message: null,
    screen: "request",
    sent: null,
    receipt: null,
  };
  assert.equal(JSON.stringify(toJson(/** @type {any} */ (parse(JSON.stringify(record))))), JSON.stringify(record));
});

test("where nothing may be kept, nothing is", () => {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => { throw new Error("not allowed"); } });
  assert.deepEqual([save("key", "text"), load("key"), forget("key")], [false, null, undefined]);
});

test("what is too old or not one of ours is not read", () => {
  const kept = (/** @type {object} */ changed) => parse(JSON.stringify({ ...toJson(newSession()), ...changed }));
  const old = new Date(Date.now() - (DAYS * 24 + 1) * 3600_000).toISOString();
  assert.deepEqual([kept({ saved_at: old }), kept({ saved_at: 5 }), kept({ id: 1 }), kept({ answers: [] }), parse("{"), parse("null"), parse(null)], Array(7).fill(null));
  const odd = kept({ unknown: ["a", 1], words: 5, screen: "x", files: [{ name: "a" }, null], entry: "x", order_id: 5 });
  assert.deepEqual([odd?.unknown, odd?.words, odd?.screen, odd?.files, odd?.entry, odd?.orderId], [["a"], "", "questions", [], null, null]);
});

test("a session is empty until something is typed", () => {
  assert.equal(isEmpty(newSession()), true);
  for (const typed of [{ words: "x" }, { answers: { a: 1 } }, { unknown: ["a"] }, { entry: {} }, { subject: "" }, { orderId: "1" }]) {
    assert.equal(isEmpty({ ...newSession(), ...typed }), false, JSON.stringify(typed));
  }
});

test("ids are random UUIDs of version 4", () => {
  assert.notEqual(uuid(), uuid());
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
