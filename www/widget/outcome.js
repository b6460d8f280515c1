// What the endpoint's answer means, and when another attempt makes sense. www/tools/send.js posts.
import { isObject, parsed, text } from "./json.js";

/** @typedef {import("./policy.js").Json} Json */

/**
 * The endpoint's receipt: as it came, what the merchant calls the request, when it arrived, and whether another version had
 * arrived before, which is the one that counts.
 *
 * @typedef {{json: Json, reference: string, receivedAt: number | null, isEarlier: boolean}} Receipt
 */

/**
 * Why a request was not received. `code` is the string that says so, without `failure.`, and the event's code; `detail` is
 * what the endpoint says itself; before `retryAt` it does not want to be asked again; `isUnsent` where it is certain that it
 * was not received.
 *
 * @typedef {{code: string, detail: string | null, errors: FieldError[], retryAt: number | null, isUnsent: boolean}} Failure
 * @typedef {{pointer: string, code: string, detail: string}} FieldError what is wrong with a field of the request
 */

/** When an attempt is made that nobody asked for: at an instant, or as soon as there is a connection. @typedef {number | "online"} Retry */

/** @typedef {{receipt: Receipt} | {failure: Failure}} Outcome */

/** How many attempts are made without being asked for. */
export const ATTEMPTS = 5;
/** The first of them comes after this at most, each later one after twice as long, but none after more than the last. */
const BACK_OFF = 4_000;
const LONGEST_BACK_OFF = 60_000;
/** How long to wait where the endpoint is busy and does not say. */
const BUSY = 10_000;
/** Nobody watches a countdown for longer: after that it is for the shopper to come back. */
const LONGEST_WAIT = 300_000;

/** A failure of which only the kind is known. @param {string} code @param {boolean} [isUnsent] @returns {Failure} */
export const failed = (code, isUnsent = false) => ({ code, detail: null, errors: [], retryAt: null, isUnsent });

/** Whether the request may have arrived all the same. @param {Failure} failure */
export const isUnclear = ({ code }) => !["fields", "refused", "too_large", "cancelled"].includes(code);

/** The string that says what has become of the request, where it failed. @param {Failure} failure */
export const failureHeading = ({ code, isUnsent }) =>
  code === "refused" ? "failure.refused" : isUnsent ? "failure.heading" : "failure.unconfirmed";

/**
 * When to try again by itself, after so many attempts that were made so; null where that would not help.
 *
 * Back-off is exponential with full jitter, so that those who failed together do not come back together. What the endpoint
 * asks for (`Retry-After`) is waited for in any case.
 *
 * @param {Failure} failure @param {number} attempts @param {number} now
 * @returns {Retry | null}
 */
export const retry = ({ code, retryAt }, attempts, now) => {
  const mayHelp = ["offline", "network", "timeout", "server", "busy", "elsewhere"].includes(code);
  if (!mayHelp || attempts >= ATTEMPTS) return null;
  if (code === "offline") return "online";
  const earliest = Math.max(retryAt ?? now, now);
  const backOff = Math.min(BACK_OFF * 2 ** attempts, LONGEST_BACK_OFF);
  return earliest - now <= LONGEST_WAIT ? earliest + Math.floor(Math.random() * backOff) : null;
};

/**
 * What www/tools/send.js says of an exchange.
 *
 * @param {import("../tools/send.js").Answer | import("../tools/send.js").Failure} exchange
 * @returns {Outcome}
 */
export const outcome = (exchange) =>
  "failed" in exchange ? { failure: failed(exchange.failed, exchange.isUnsent) } : understood(exchange.status, exchange.retryAfter, parsed(exchange.body));

/** @param {number} status @param {string | null} retryAfter @param {any} body @returns {Outcome} */
const understood = (status, retryAfter, body) => {
  // With 409, what was sent first has arrived, under the same id.
  const isEarlier = status === 409;
  const found = isEarlier ? receipt(body?.receipt) : status < 300 ? receipt(body) : null;
  if (found) return { receipt: { ...found, isEarlier } };
  const errors = fieldErrors(body);
  const code = codeOf(status, errors);
  const detail = code === "refused" ? text(body?.detail) : undefined;
  const retryAt = code === "busy" ? retryAtOf(retryAfter, Date.now()) : null;
  return { failure: { ...failed(code), detail: detail ?? null, errors, retryAt } };
};

/** @type {Record<number, string>} */
const CODES = { 408: "timeout", 409: "conflict", 413: "too_large", 429: "busy", 503: "busy" };

/** @param {number} status @param {FieldError[]} errors */
const codeOf = (status, errors) => {
  if (status < 400) return "unclear";
  return CODES[status] ?? (status < 500 ? (errors.length ? "fields" : "refused") : "server");
};

/** Reads a receipt: it has a reference at least. @param {any} body @returns {Receipt | null} */
export const receipt = (body) => {
  const reference = isObject(body) ? text(body.reference) : undefined;
  const receivedAt = Date.parse(text(body?.received_at) ?? "");
  return reference === undefined ? null : { json: body, reference, receivedAt: receivedAt || null, isEarlier: false };
};

/** The extension `errors` of a problem document (RFC 9457). @param {any} body @returns {FieldError[]} */
const fieldErrors = (body) => {
  const errors = /** @type {unknown[]} */ (Array.isArray(body?.errors) ? body.errors : []);
  const part = (/** @type {any} */ error, /** @type {string} */ key) => text(error?.[key]) ?? "";
  return errors.map((error) => ({ pointer: part(error, "pointer"), code: part(error, "code"), detail: part(error, "detail") }));
};

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). @param {string | null} header @param {number} now */
const retryAtOf = (header, now) => {
  const said = (header ?? "").trim();
  const at = /^\d+$/.test(said) ? now + Number(said) * 1000 : Date.parse(said);
  return Number.isNaN(at) ? now + BUSY : at;
};
