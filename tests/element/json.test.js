// What scripts hand over, as JSON.
import assert from "node:assert/strict";
import { test } from "node:test";
import { copied, own } from "../../www/widget/json.js";

test("a date is its instant, and what is undefined is absent", () => {
  const at = new Date("2026-11-20T10:00:00Z");
  assert.deepEqual(copied({ at, unknown: undefined, none: null, paid: { minor: 1 } }), { at: "2026-11-20T10:00:00.000Z", none: null, paid: { minor: 1 } });
});

test("what has no JSON is refused, and not taken for none", () => {
  /** @type {any} */
  const circle = {};
  circle.self = circle;
  for (const value of [NaN, Infinity, () => 1, Symbol("x"), 1n, new Date(NaN), circle]) assert.throws(() => copied({ value }));
});

test("what all objects inherit is nobody's member", () => {
  assert.deepEqual([own({ a: 1 }, "a"), own({}, "constructor")], [1, undefined]);
});
