// What the shopper typed, kept on the device for a while: in localStorage, under the policy and the order.
//
// Files are listed here and kept by www/tools/kept.js: they are too large for it. What is kept is read back with suspicion:
// facts go through the evaluator's own reader before they are used. When it is kept, and what becomes of what another tab has
// kept, is in state/keeping.js.
import { iso, isObject, parsed, text } from "./json.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./evidence.js").Attachment} Attachment
 * @typedef {"questions" | "answer" | "request" | "receipt"} Screen
 */

/**
 * What a shopper has typed and chosen so far.
 *
 * @typedef {object} Session
 * @property {number} savedAt when it was kept
 * @property {string} id the request's UUID
 * @property {Json} answers facts
 * @property {string[]} unknown the ids of the facts that the shopper does not know
 * @property {string[]} dayOnly the ids of the instants that were given without a time
 * @property {Json | null} entry the question that is being answered, with what is typed so far: see entry.js
 * @property {string} wish what the shopper chose where the choice is theirs: `kind`, or `kind/option`
 * @property {Json} evidence evidence in words, by its id
 * @property {Attachment[]} files
 * @property {string} words what happened, in the shopper's own words
 * @property {string} name who asks
 * @property {string} email where the answer goes
 * @property {string | null} orderId the order's number, where the shopper typed it
 * @property {string | null} subject where the shopper changed it
 * @property {string | null} message where the shopper changed it
 * @property {Screen} screen where the shopper was
 * @property {Json | null} sent the request as it was last posted, as long as it may have arrived
 * @property {Json | null} receipt the endpoint's receipt for it, as it came
 */

/** How long it is kept. */
export const DAYS = 14;
const DAY = 86_400_000;

/** @type {Screen[]} */
const SCREENS = ["questions", "answer", "request", "receipt"];

/** A session in which nothing has been typed. @returns {Session} */
export const newSession = () => ({
  savedAt: Date.now(),
  id: uuid(),
  answers: {},
  unknown: [],
  dayOnly: [],
  entry: null,
  wish: "",
  evidence: {},
  files: [],
  words: "",
  name: "",
  email: "",
  orderId: null,
  subject: null,
  message: null,
  screen: "questions",
  sent: null,
  receipt: null,
});

/** The session as it is kept. @param {Session} session */
export const toJson = ({ savedAt, id, answers, unknown, dayOnly, entry, wish, evidence, files, words, name, email, orderId, ...rest }) => {
  const { subject, message, screen, sent, receipt } = rest;
  const before = { saved_at: iso(savedAt), id, answers, unknown, day_only: dayOnly, entry, wish, evidence, files };
  return { ...before, words, name, email, order_id: orderId, subject, message, screen, sent, receipt };
};

/** A session as it was kept; null where it is too old or not one of ours. @param {any} json @returns {Session | null} */
export const read = (json) => {
  const savedAt = Date.parse(text(json?.saved_at) ?? "");
  const [id, answers, evidence] = [text(json?.id), object(json?.answers), object(json?.evidence)];
  if (!(savedAt >= oldest()) || id === undefined || !answers || !evidence) return null;
  const [maybe, typed] = [(/** @type {string} */ key) => text(json[key]) ?? null, (/** @type {string} */ key) => text(json[key]) ?? ""];
  return {
    savedAt,
    id,
    answers,
    unknown: texts(json.unknown),
    dayOnly: texts(json.day_only),
    entry: object(json.entry),
    wish: typed("wish"),
    evidence,
    files: list(json.files).flatMap(attachment),
    words: typed("words"),
    name: typed("name"),
    email: typed("email"),
    orderId: maybe("order_id"),
    subject: maybe("subject"),
    message: maybe("message"),
    screen: SCREENS.find((screen) => screen === json.screen) ?? "questions",
    sent: object(json.sent),
    receipt: object(json.receipt),
  };
};

/** A session as the text that is kept. @param {string | null} text */
export const parse = (text) => read(parsed(text));

/** @param {unknown} value */
const object = (value) => (isObject(value) ? value : null);

/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} value @returns {string[]} */
const texts = (value) => list(value).filter((item) => text(item) !== undefined);

/** What is known of a file, where it is complete. @param {any} file @returns {Attachment[]} */
const attachment = (file) => {
  const { name, type, size, sha256, evidence } = object(file) ?? {};
  const isWhole = texts([name, type, sha256]).length === 3 && Number.isSafeInteger(size) && size >= 0;
  return isWhole ? [{ name, type, size, sha256, evidence: text(evidence) ?? null }] : [];
};

/** Whether nothing has been typed or chosen. @param {Session} session */
export const isEmpty = ({ answers, evidence, unknown, entry, files, name, email, words, wish, orderId, subject, message }) =>
  [answers, evidence, unknown, files].every((all) => !Object.keys(all).length) &&
  !entry &&
  !(name + email + words + wish) &&
  [orderId, subject, message].every((text) => text === null);

/** Where the session of a policy and an order is kept. @param {string} policy @param {string} orderId */
export const keyOf = (policy, orderId) => `refund-widget:${policy}:${orderId}`;

/** What was kept before this, in milliseconds since 1970, is too old. */
export const oldest = () => Date.now() - DAYS * DAY;

/**
 * Uses the storage, or gives something else: reading the property alone is an exception where it is not allowed.
 *
 * @template T
 * @param {(storage: Storage) => T} use @param {T} otherwise
 */
const stored = (use, otherwise) => {
  try {
    return use(localStorage);
  } catch {
    return otherwise;
  }
};

/** The text that is kept, if there is one. @param {string} key @returns {string | null} */
export const load = (key) => stored((storage) => storage.getItem(key), null);

/** Keeps a text; false where the browser does not. @param {string} key @param {string} text */
export const save = (key, text) =>
  stored((storage) => {
    storage.setItem(key, text);
    return true;
  }, false);

/** Forgets a session. A browser that cannot forget has not kept it either. @param {string} key */
export const forget = (key) => stored((storage) => storage.removeItem(key), undefined);

/** A version 4 UUID (RFC 9562). `crypto.randomUUID` is missing on plain HTTP, `getRandomValues` is not. */
export const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
