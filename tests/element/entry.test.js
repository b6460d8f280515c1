// What is typed into a question, and what it means as a fact.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMidnight, local, moment, newEntry, readEntry } from "../../www/widget/entry.js";
import { format, policy } from "./examples.js";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const by = /** @type {any} */ ({ format, policy: policy({}) });

/** @param {any} fact @param {Partial<import("../../www/widget/entry.js").Entry>} typed @param {object} [evaluator] @param {object} [known] */
const answered = (fact, typed, evaluator = {}, known = {}) => {
  const whole = { id: "fact", ...fact };
  return readEntry({ ...newEntry(whole, undefined, false, by), ...typed }, policy(evaluator), whole, known, NOW);
};
const objecting = (/** @type {string} */ code, pointer = "/fact") => ({ problems: () => [{ code, pointer, message: "" }] });

test("a moment is read as it was shown", () => {
  for (const text of ["2026-11-20T09:05:00Z", "2026-03-29T12:00:00Z", "1999-12-31T23:59:00Z"]) {
    assert.equal(moment(...local(Date.parse(text))), Date.parse(text));
  }
});

test("what is no moment is none", () => {
  for (const [date, time] of [["", ""], ["2026-11", ""], ["2026-11-20", "10"], ["x-y-z", ""]]) assert.equal(moment(date, time), null);
});

test("a day begins at midnight on the shopper's wall", () => {
  assert.equal(isMidnight(new Date(2026, 10, 20).getTime()), true);
  assert.equal(isMidnight(new Date(2026, 10, 20, 0, 1).getTime()), false);
});

test("an entry shows what was answered before", () => {
  /** @type {[any, any, string, string][]} */
  const cases = [
    [{ type: "choice" }, "other", "other", ""],
    [{ type: "flag" }, true, "yes", ""],
    [{ type: "flag" }, false, "no", ""],
    [{ type: "number", unit: "ratio" }, 0.07, "7", ""],
    [{ type: "number", unit: "hours" }, 1.5, "1,5", ""],
    [{ type: "money" }, { minor: 4990, currency: "USD" }, "49,90", "USD"],
    [{ type: "money" }, undefined, "", "EUR"],
  ];
  for (const [fact, value, first, second] of cases) {
    const entry = newEntry({ id: "fact", ...fact }, value, false, by);
    assert.deepEqual([entry.first, entry.second, entry.none], [first, second, false]);
  }
  assert.equal(newEntry({ id: "fact", type: "instant" }, null, false, by).none, true);
  const at = new Date(2026, 10, 19, 9, 5).toISOString();
  assert.deepEqual(["first", "second"].map((part) => /** @type {any} */ (newEntry({ id: "fact", type: "instant" }, at, true, by))[part]), ["2026-11-19", ""]);
});

test("an entry is read as the fact's value", () => {
  const value = (/** @type {any} */ fact, /** @type {any} */ typed) => /** @type {any} */ (answered(fact, typed)).value;
  assert.equal(value({ type: "choice" }, { first: "other" }), "other");
  assert.equal(value({ type: "flag" }, { first: "no" }), false);
  assert.equal(value({ type: "number", unit: "ratio" }, { first: "7,5 %" }), 0.075);
  assert.equal(value({ type: "integer" }, { first: "12" }), 12);
  assert.deepEqual(value({ type: "money" }, { first: "49,9" }), { minor: 4990, currency: "EUR" });
  assert.deepEqual(value({ type: "money" }, { first: "4990", second: "JPY" }), { minor: 4990, currency: "JPY" });
  assert.equal(value({ type: "instant" }, { none: true }), null);
});

test("a day without a time is the instant of that day, up to now, which is kinder", () => {
  const kinder = { isKinderWhenLater: () => true };
  const at = (/** @type {any} */ typed, /** @type {object} */ evaluator) => /** @type {any} */ (answered({ type: "instant" }, typed, evaluator));
  const [day, now] = ["2026-11-18", local(NOW)[0]];
  assert.deepEqual(at({ first: day, second: "" }, kinder), { value: iso(moment(day, "23:59")), dayOnly: true });
  assert.deepEqual(at({ first: day, second: "" }, {}), { value: iso(moment(day, "")), dayOnly: true });
  assert.deepEqual(at({ first: day, second: "10:30" }, kinder), { value: iso(moment(day, "10:30")), dayOnly: false });
  assert.equal(at({ first: now, second: "" }, kinder).value, iso(NOW));
});

/** @param {number | null} at */
const iso = (at) => new Date(at ?? NaN).toISOString().replace(".000", "");

test("what cannot be read is said at its field", () => {
  const wrong = (/** @type {any[]} */ ...given) => /** @type {any} */ (answered(given[0], given[1], given[2], given[3])).wrong;
  assert.deepEqual(wrong({ type: "choice" }, {}), { field: "first", key: "problem.choose", fields: {} });
  assert.equal(wrong({ type: "instant" }, { first: "2026" }).key, "problem.date");
  assert.equal(wrong({ type: "money" }, { first: "x" }).key, "problem.amount");
  assert.equal(wrong({ type: "integer" }, { first: "1,5" }).key, "problem.whole");
  assert.equal(wrong({ type: "instant" }, { first: "2027-01-01" }, objecting("future_instant")).key, "problem.future");
  assert.deepEqual(wrong({ type: "money" }, { first: "1" }, objecting("unknown_currency", "/fact/currency")), { field: "second", key: "problem.currency", fields: {} });
  assert.equal(wrong({ type: "flag" }, { first: "yes" }, objecting("out_of_range", "/another")), undefined);
});

test("a bound is told in the unit in which it is typed", () => {
  const range = (/** @type {any} */ fact, known = {}) => /** @type {any} */ (answered({ type: "number", ...fact }, { first: "1" }, objecting("out_of_range"), known)).wrong;
  assert.deepEqual(range({ min: 0, max: 0.07, unit: "ratio" }), { field: "first", key: "problem.range", fields: { min: "0", max: "7" } });
  assert.deepEqual(range({ min: 1 }).key, "problem.at_least");
  assert.deepEqual(range({ max: 9, at_most: "other" }, { other: 5 }), { field: "first", key: "problem.at_most", fields: { max: "5" } });
  assert.deepEqual(range({}).key, "problem.number");
});
