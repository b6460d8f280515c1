// JSON from outside, which may be anything.

/** @typedef {import("./policy.js").Json} Json */

/** The value of a JSON text; nothing where it is none. @param {string | null} text @returns {any} */
export const parsed = (text) => {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
};

/** @param {unknown} value @returns {value is Json} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value that is to be a text. @param {unknown} value */
export const text = (value) => (typeof value === "string" ? value : undefined);

/** A member of an object; nothing of what all inherit, which has names that a fact could have. @param {Json} json @param {string} key */
export const own = (json, key) => (Object.hasOwn(json, key) ? json[key] : undefined);

/** An instant as text: RFC 3339 in universal time, with milliseconds where there are any. @param {number} at */
export const iso = (at) => new Date(at).toISOString().replace(".000Z", "Z");

/**
 * A copy of a script's value as JSON: a date is its instant, what is undefined is absent. Throws where something has no JSON;
 * `JSON.stringify` alone would make null of it, and null is a fact that is known to be none.
 *
 * @param {unknown} value
 */
export const copied = (value) => JSON.parse(JSON.stringify(value, strictly));

/** @this {Json} @param {string} key @param {unknown} value */
function strictly(key, value) {
  const hasNone = typeof value === "function" || typeof value === "symbol" || (typeof value === "number" && !Number.isFinite(value));
  if (hasNone || (value === null && this[key] !== null)) throw new TypeError("expected a value that has a JSON form");
  return value;
}
