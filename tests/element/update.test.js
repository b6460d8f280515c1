// What follows from each thing that happens.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { outcome } from "../../www/widget/outcome.js";
import { newState } from "../../www/widget/state.js";
import { catchUp, keep } from "../../www/widget/state/keeping.js";
import { update } from "../../www/widget/update.js";
import { VERDICT, format, policy, withStorage } from "./examples.js";

/** @typedef {import("../../www/widget/state.js").State} State */

const FACTS = [
  { id: "reason", type: "choice", of: { other: {} } },
  { id: "hours", type: "number", unit: "hours" },
];
const TABLE = { "label.value": "{label}: {value}", "certain.heading": "Certain", "status.qualifies": "Granted", "store.other_tab": "Another tab", "evidence.added": { other: "{n} added" } };
/** Asks for all that is not known; without the reason there is no answer. @param {any} given @param {any} answers */
const ask = (given, answers) => {
  const facts = { ...given, ...answers };
  const questions = FACTS.map(({ id }) => id).filter((id) => !(id in facts));
  const verdict = { ...VERDICT, status: "reason" in facts ? "qualifies" : "needs_information" };
  return { facts, verdict, questions, rejected: "odd" in given ? [{ code: "unknown_fact", message: "odd", pointer: "/odd" }] : [] };
};

let storage = withStorage();
beforeEach(() => {
  storage = withStorage();
});

/** Takes things in as inside.js does. @param {State} state @param {any} message @returns {any[]} the effects */
const happens = (state, message) => {
  const effects = [...catchUp(state), ...update(state, message)];
  if (!["tick", "woken", "progress"].includes(message.type)) keep(state);
  return effects;
};
const does = (/** @type {State} */ state, /** @type {string} */ type, more = {}) => happens(state, { type: "do", action: { type, ...more } });
const types = (/** @type {State} */ state, /** @type {string} */ field, /** @type {string} */ value) => happens(state, { type: "typed", field, value });

/** An element that has everything. */
const started = ({ orderId = "A-1", endpoint = "/contact" } = {}) => {
  const state = newState({ locale: "en", policyLocale: "en", format });
  happens(state, { type: "orderId", value: orderId });
  happens(state, { type: "endpoint", value: endpoint });
  happens(state, { type: "strings", table: TABLE });
  happens(state, { type: "policy", policy: policy({ facts: FACTS, ask }) });
  return state;
};
/** One that has come to the request, with everything that is needed. */
const complete = () => {
  const state = started();
  happens(state, { type: "given", facts: { reason: "other", hours: 1 } });
  for (const [field, value] of [["name", "Ana"], ["email", "ana@example.org"]]) types(state, field, value);
  does(state, "go", { screen: "request" });
  return state;
};
const answered = (/** @type {State} */ state, /** @type {number} */ status, /** @type {object} */ body = {}) =>
  happens(state, { type: "answered", outcome: outcome({ status, retryAfter: null, body: JSON.stringify(body) }) });
const file = (/** @type {string} */ sha256, isKept = true) => ({
  evidence: "screenshot",
  name: `${sha256}.png`,
  attachment: { name: `${sha256}.png`, type: "image/png", size: 1, sha256, evidence: "screenshot" },
  content: { sha256, file: sha256, raw: false, isKept, preview: null },
});

test("questions are asked one after the other, and the answer comes at the end", () => {
  const state = started();
  assert.deepEqual([state.session.screen, state.entry?.fact], ["questions", "reason"]);
  assert.deepEqual(does(state, "continue"), [{ type: "focus", id: "first" }]);
  assert.equal(state.entry?.wrong?.key, "problem.choose");
  types(state, "first", "other");
  assert.equal(state.entry?.wrong, null);
  assert.deepEqual(does(state, "continue"), [{ type: "focus", id: "question" }]);
  assert.equal(state.live, "Certain: Granted");
  assert.equal(state.entry?.fact, "hours");
  assert.deepEqual(does(state, "unknown"), [{ type: "focus", id: "answer" }]);
  assert.deepEqual([state.session.answers, state.session.unknown, state.session.screen], [{ reason: "other" }, ["hours"], "answer"]);
});

test("an answer can be changed, or kept after all", () => {
  const state = started();
  types(state, "first", "other");
  does(state, "continue");
  does(state, "skip");
  assert.deepEqual(does(state, "change", { fact: "reason" }), [{ type: "focus", id: "question" }]);
  assert.deepEqual([state.entry?.first, state.isChange, state.session.screen], ["other", true, "questions"]);
  happens(state, { type: "tick" });
  assert.equal(state.entry?.fact, "reason");
  does(state, "cancel");
  assert.deepEqual([state.entry?.fact, state.isChange], ["hours", false]);
});

test("facts that come later change what is asked, and what was given in vain is told", () => {
  const state = started();
  assert.deepEqual(happens(state, { type: "given", facts: { reason: "other", odd: 1 } }), [{ type: "error", code: "unknown_fact", message: "odd", pointer: "/odd" }]);
  assert.equal(state.entry?.fact, "hours");
});

test("a policy that cannot be had is told, and can be asked for again", () => {
  const state = started();
  const error = { code: "policy_not_found", message: "none", pointer: "" };
  assert.deepEqual(happens(state, { type: "policy", error }), [{ type: "error", ...error }]);
  assert.deepEqual([state.policy, state.error], [null, error]);
  assert.deepEqual(does(state, "reload"), [{ type: "load" }]);
  assert.equal(state.error, null);
});

// Keeping.

test("what is typed is kept at once, and found again", () => {
  const state = started();
  types(state, "first", "oth");
  assert.deepEqual([...storage.keys()], ["refund-widget:a-policy:A-1"]);
  assert.deepEqual(JSON.parse([...storage.values()][0]).entry, { fact: "reason", first: "oth", second: "", none: false, change: false });
  const again = started();
  assert.deepEqual([again.entry?.first, again.session.id, typeof again.restored], ["oth", state.session.id, "number"]);
  does(again, "forget");
  assert.equal(storage.size, 0);
});

test("an order's session stays with the order", () => {
  const state = started();
  types(state, "words", "mine");
  happens(state, { type: "orderId", value: "B-2" });
  assert.equal(state.session.words, "");
  types(state, "words", "other");
  happens(state, { type: "orderId", value: "A-1" });
  assert.equal(state.session.words, "mine");
});

test("what another tab keeps is taken over before anything else, and what it forgets is forgotten", () => {
  const [one, other] = [started(), started()];
  types(one, "words", "from one");
  happens(other, { type: "woken" });
  assert.deepEqual([other.session.words, other.live], ["from one", "Another tab"]);
  types(other, "name", "Ana");
  types(one, "email", "ana@example.org");
  assert.deepEqual([one.session.words, one.session.name, one.session.email], ["from one", "Ana", "ana@example.org"]);
  does(other, "forget");
  happens(one, { type: "woken" });
  assert.deepEqual([one.session.words, one.session.id === other.session.id], ["", false]);
});

test("time alone writes nothing", () => {
  const state = started();
  types(state, "words", "mine");
  const [before] = storage.values();
  happens(state, { type: "tick" });
  assert.equal([...storage.values()][0], before);
});

// Files.

test("files are read, added and taken away", () => {
  const state = started();
  const [effect] = happens(state, { type: "chosen", evidence: "screenshot", files: ["a"] });
  assert.deepEqual([effect, state.reading], [{ type: "read", evidence: "screenshot", file: "a" }, 1]);
  happens(state, { type: "read", picked: file("a") });
  assert.deepEqual([state.reading, state.files.length, state.session.files[0].name, state.live], [0, 1, "a.png", "1 added"]);
  assert.deepEqual(does(state, "removeFile", { index: 0 }), [
    { type: "drop", key: "refund-widget:a-policy:A-1", sha256: "a" },
    { type: "focus", id: "evidence-screenshot" },
  ]);
  assert.deepEqual([state.files, state.session.files], [[], []]);
  assert.deepEqual(does(state, "removeFile", { index: 0 }), []);
});

test("a file that is there already stays, and one that was forgotten meanwhile is dropped", () => {
  const state = started();
  happens(state, { type: "chosen", evidence: "screenshot", files: ["a", "a"] });
  happens(state, { type: "read", picked: file("a") });
  assert.deepEqual(happens(state, { type: "read", picked: file("a") }), []);
  assert.deepEqual([state.session.files.length, state.complaints[0].key], [1, "file.twice"]);
  happens(state, { type: "chosen", evidence: "screenshot", files: ["b"] });
  does(state, "forget");
  assert.deepEqual(happens(state, { type: "read", picked: file("b") }), [{ type: "drop", key: "refund-widget:a-policy:A-1", sha256: "b" }]);
});

test("a file that is gone from the device is said, and mended by adding it again", () => {
  const first = started();
  happens(first, { type: "chosen", evidence: "screenshot", files: ["a"] });
  happens(first, { type: "read", picked: file("a") });
  const state = started();
  happens(state, { type: "found", sha256: "a", failed: true });
  assert.deepEqual(state.lost, []);
  happens(state, { type: "found", sha256: "a" });
  assert.deepEqual([state.lost, state.complaints[0].key], [["a"], "file.lost"]);
  happens(state, { type: "chosen", evidence: "screenshot", files: ["a"] });
  happens(state, { type: "read", picked: file("a") });
  assert.deepEqual([state.lost, state.complaints, state.session.files.length, state.files.length], [[], [], 1, 1]);
});

// Sending.

test("what is missing is pointed out first", () => {
  const state = started();
  assert.deepEqual(does(state, "send"), [{ type: "focus", id: "name" }]);
  assert.equal(state.session.screen, "request");
});

test("a request is sent, and its receipt shown", () => {
  const state = complete();
  const [submit] = does(state, "send");
  assert.equal(submit.type, "submit");
  assert.deepEqual([submit.endpoint, submit.id, submit.body], ["/contact", state.session.id, JSON.stringify(submit.request)]);
  assert.deepEqual(does(state, "send"), []);
  const receipt = { reference: "R-1" };
  assert.deepEqual(answered(state, 201, receipt), [{ type: "follow", id: "receipt" }, { type: "sent", receipt }]);
  assert.deepEqual([state.session.screen, state.sending, started().receipt?.reference], ["receipt", false, "R-1"]);
});

test("a request that may have arrived is sent again as it was, and a changed one says so", () => {
  const state = complete();
  const [first] = does(state, "send");
  answered(state, 500);
  assert.deepEqual([state.failure?.code, typeof state.retry, state.attempts], ["server", "number", 0]);
  const [second] = does(state, "send");
  assert.equal(second.body, first.body);
  answered(state, 500);
  types(state, "words", "more");
  assert.deepEqual([state.retry, state.attempts], [null, null]);
  types(state, "message", "changed");
  const [third] = does(state, "send");
  assert.notEqual(third.body, first.body);
  answered(state, 409, { receipt: { reference: "R-1" } });
  assert.equal(JSON.stringify(state.session.sent), first.body);
});

test("an attempt is made when it is due, and the focus is left alone", (context) => {
  const state = complete();
  does(state, "send");
  assert.deepEqual(answered(state, 500).map(({ type }) => type), ["follow", "error"]);
  assert.deepEqual(happens(state, { type: "tick" }).filter(() => Number(state.retry) > Date.now()), []);
  context.mock.timers.enable({ apis: ["Date"], now: Number(state.retry) });
  assert.equal(happens(state, { type: "tick" })[0].type, "submit");
  assert.deepEqual(answered(state, 500).map(({ type }) => type), ["error"]);
  assert.equal(state.attempts, 1);
  assert.deepEqual(does(state, "stop"), [{ type: "focus", id: "send" }]);
  assert.deepEqual([state.retry, state.attempts], [null, null]);
});

test("what has not gone out has not arrived, unless an earlier attempt may have", () => {
  const state = complete();
  const fails = (/** @type {boolean} */ isUnsent) => happens(state, { type: "answered", outcome: outcome({ failed: "network", isUnsent }) });
  const [first] = does(state, "send");
  fails(true);
  assert.equal(state.failure?.isUnsent, true);
  const [second] = does(state, "send");
  assert.equal(second.body, first.body);
  fails(false);
  assert.equal(state.failure?.isUnsent, false);
  does(state, "send");
  fails(true);
  assert.equal(state.failure?.isUnsent, false);
  assert.equal(started().failure?.isUnsent, false);
});

test("a refusal at a field that is not on the screen is told as what it is", () => {
  const state = complete();
  does(state, "send");
  const errors = [{ pointer: "/facts/reason", code: "odd", detail: "The reason is odd." }];
  assert.deepEqual(answered(state, 422, { errors }).at(-1), { type: "error", code: "refused", message: "The reason is odd.", pointer: "" });
  assert.equal(state.session.sent, null);
});

test("nothing is posted where there is no endpoint, or only a mailbox", () => {
  for (const endpoint of ["", "mailto:refunds@example.org"]) {
    const state = complete();
    happens(state, { type: "endpoint", value: endpoint });
    assert.deepEqual(does(state, "send"), []);
  }
});

test("a page that was left while sending says that nobody knows", () => {
  does(complete(), "send");
  assert.equal(started().failure?.code, "interrupted");
});

test("the receipt is taken along as text, and the letter before", () => {
  const state = complete();
  assert.deepEqual(does(state, "copy"), [{ type: "copy", text: "Subject\n\nHello,\n\nIntroduction.\n\nBye" }]);
  assert.equal(does(state, "save")[0].name, "refund-A-1.txt");
  does(state, "send");
  answered(state, 201, { reference: "R-1" });
  const [{ text }] = does(state, "save");
  assert.match(text, /^receipt\.reference: R-1\nreview\.to: The merchant\ncontact\.name: Ana\n/);
});
