// The deadline: until when to send so as not to lose what is given now.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deadline, isPromise, names } from "../../www/widget/case.js";
import { VERDICT } from "./examples.js";

const [SOON, LATE] = ["2026-11-22T09:00:00Z", "2026-12-01T00:00:00Z"];
const full = [{ kind: "full_refund" }];

/** @param {object} verdict */
const until = (verdict) => {
  const found = deadline(/** @type {any} */ ({ verdict: { ...VERDICT, until: SOON, ...verdict } }));
  return found && new Date(found).toISOString().replace(".000", "");
};

test("a deadline is where something is lost", () => {
  assert.equal(until({ timeline: [{ from: SOON, until: null, status: "review", remedies: [] }] }), SOON);
  assert.equal(until({ timeline: [{ from: SOON, until: null, status: "qualifies", remedies: [{ kind: "credit" }] }] }), SOON);
  assert.equal(until({ until: null }), null);
});

test("what waiting gains is no deadline, nor what is still open", () => {
  assert.equal(until({ status: "review", timeline: [{ from: SOON, until: null, status: "qualifies", remedies: full }] }), null);
  assert.equal(until({ status: "needs_information" }), null);
});

test("the time runs on past a step that waiting meets", () => {
  const met = { from: SOON, until: LATE, status: "qualifies", remedies: full };
  const over = { from: LATE, until: null, status: "does_not_qualify", remedies: [] };
  assert.equal(until({ status: "action_required", timeline: [met, over] }), LATE);
  assert.equal(until({ status: "action_required", timeline: [{ ...met, until: null }] }), null);
});

test("without a timeline the end is all there is", () => {
  assert.deepEqual([until({}), until({ remedies: [] })], [SOON, null]);
});

test("a promise with a step is a promise", () => {
  assert.deepEqual(["qualifies", "action_required", "review", "does_not_qualify", "needs_information"].map(isPromise), [true, true, false, false, false]);
});

test("a problem names its fact by its pointer", () => {
  const problem = { code: "", message: "", pointer: "/amount_paid/minor" };
  assert.deepEqual([names(problem, "amount_paid"), names(problem, "minor")], [true, false]);
});
