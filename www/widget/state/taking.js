// Taking along: the letter as text, what was sent as a file, the deadline for the shopper's calendar.
import { deadline } from "../case.js";
import { draft, orderId } from "../letter.js";
import { isReady } from "../state.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Ready} Ready
 * @typedef {import("../state.js").Effect} Effect
 */

/** Puts the letter on the clipboard. @param {State} state @returns {Effect[]} */
export const copy = (state) => (isReady(state) ? [{ type: "copy", text: letter(state) }] : []);

/** Offers the receipt as a file, or else the letter. @param {State} state @returns {Effect[]} */
export const save = (state) => {
  if (!isReady(state)) return [];
  return [{ type: "save", name: fileName(state, ".txt"), text: state.receipt ? receipt(state) : letter(state) }];
};

/** Offers the deadline, where something is lost after it. @param {State} state @returns {Effect[]} */
export const calendar = (state) => {
  const { strings, session } = state;
  const until = isReady(state) ? deadline(state.case) : null;
  if (!isReady(state) || !strings || until === null) return [];
  const { id, document, merchant } = state.policy;
  const order = orderId(state);
  const text = strings.fill("calendar.text", { merchant });
  const description = order ? `${text}\n${strings.line("contact.order", order)}` : text;
  const summary = strings.fill("calendar.summary", { title: state.policy.say(document.title) });
  return [{ type: "calendar", name: fileName(state, ".ics"), id: `${id}-${order || session.id}`, until, summary, description }];
};

/** The letter as text, for the clipboard, a mail or a file. @param {Ready} state */
const letter = (state) => {
  const { subject, message } = draft(state, Date.now());
  return `${subject}\n\n${message}`;
};

/** The name of a file that is about this request. @param {State} state @param {string} extension */
const fileName = (state, extension) => `refund-${orderId(state).replace(/[^a-zA-Z0-9]/gu, "-") || state.session.id}${extension}`;

/** What the shopper keeps: the reference, when it arrived, and what was sent. @param {Ready} state */
const receipt = ({ strings, format, policy, session, receipt }) => {
  const { customer, order_id: order, subject, message, attachments } = session.sent ?? {};
  const received = receipt?.receivedAt && format.date("full_date_time", receipt.receivedAt);
  const files = attachments?.map((/** @type {{name: string}} */ { name }) => name).join(", ");
  const lines = [
    ["receipt.reference", receipt?.reference],
    ["receipt.received", received],
    ["review.to", policy.merchant],
    ["contact.name", customer?.name],
    ["contact.email", customer?.email],
    ["contact.order", order],
    ["review.files", files],
    ["message.subject", subject],
  ];
  const head = lines.map(([key, value]) => (value ? `${strings?.line(key, value)}\n` : "")).join("");
  return `${head}\n${message ?? ""}\n`;
};
