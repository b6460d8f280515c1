// What the endpoint's answer means, and when it is asked again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ATTEMPTS, failed, isUnclear, outcome, receipt, retry } from "../../www/widget/outcome.js";

const NOW = 1_800_000_000_000;

/** @param {number} status @param {unknown} [body] @param {string | null} [retryAfter] @returns {any} */
const answer = (status, body, retryAfter = null) => outcome({ status, retryAfter, body: JSON.stringify(body) ?? "" });
/** @param {number} status @param {unknown} [body] */
const code = (status, body) => answer(status, body).failure?.code ?? "sent";

/** How long a failure is waited for at least and at most, in milliseconds; null where it is not tried again by itself. @param {any} failure @param {number} attempts */
const waits = (failure, attempts) => {
  const all = Array.from({ length: 500 }, () => retry(failure, attempts, NOW)).filter((at) => typeof at === "number");
  return all.length ? [Math.min(...all) - NOW, Math.max(...all) - NOW] : null;
};

test("a receipt needs a reference", () => {
  const receipt = { id: "1", reference: "R-1", received_at: "2026-11-20T10:00:00Z" };
  assert.deepEqual(answer(201, receipt), { receipt: { json: receipt, reference: "R-1", receivedAt: Date.parse(receipt.received_at), isEarlier: false } });
  assert.equal(answer(409, { receipt }).receipt.isEarlier, true);
  assert.deepEqual([code(200), code(200, {}), code(200, { reference: 5 }), code(200, "R-1"), code(302, receipt)], Array(5).fill("unclear"));
});

test("a receipt's instant may be missing", () => {
  assert.equal(receipt({ reference: "R" })?.receivedAt, null);
  assert.equal(receipt(null), null);
});

test("errors are told apart", () => {
  const fields = { detail: "no", errors: [{ pointer: "/message", code: "too_long" }, 5] };
  assert.deepEqual([422, 403, 408, 409, 413, 429, 500, 502, 503].map((status) => code(status)), ["refused", "refused", "timeout", "conflict", "too_large", "busy", "server", "server", "busy"]);
  assert.deepEqual(answer(422, fields).failure, { code: "fields", detail: null, errors: [{ pointer: "/message", code: "too_long", detail: "" }, { pointer: "", code: "", detail: "" }], retryAt: null, isUnsent: false });
  assert.equal(answer(403, { detail: "no" }).failure.detail, "no");
  assert.deepEqual(outcome({ failed: "offline" }), { failure: failed("offline") });
});

test("what may have arrived is not called failed", () => {
  assert.deepEqual(["fields", "refused", "too_large", "cancelled", "network", "unclear", "interrupted"].map((code) => isUnclear(failed(code))), [false, false, false, false, true, true, true]);
});

test("back-off doubles with full jitter and ends", () => {
  const failure = failed("network");
  for (const [attempts, most] of [4_000, 8_000, 16_000, 32_000, 60_000].entries()) {
    const [from, to] = waits(failure, attempts) ?? [];
    assert.ok(from >= 0 && from < most / 10 && to > (most * 9) / 10 && to < most, `${from} ${to}`);
  }
  assert.equal(waits(failure, ATTEMPTS), null);
});

test("what trying again cannot mend is left to the shopper", () => {
  for (const code of ["fields", "refused", "too_large", "conflict", "unclear", "cancelled", "interrupted"]) assert.equal(retry(failed(code), 0, NOW), null, code);
  assert.equal(retry(failed("offline"), 0, NOW), "online");
});

test("what the endpoint asks for is waited for", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: NOW });
  const busy = (/** @type {string | null} */ header) => waits(answer(429, undefined, header).failure, 0);
  const from = (/** @type {number} */ seconds, /** @type {string | null} */ header) => {
    const [from, to] = busy(header) ?? [];
    assert.ok(from >= seconds * 1000 && to < seconds * 1000 + 4_000, `${header}: ${from} ${to}`);
  };
  from(30, "30");
  from(80, "Fri, 15 Jan 2027 08:01:20 GMT");
  from(0, "Fri, 15 Jan 2027 07:00:00 GMT");
  from(10, "soon");
  from(10, null);
  // Nobody watches an hour pass.
  assert.equal(busy("3600"), null);
});
