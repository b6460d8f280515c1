// The letter: the subject and the message in the merchant's language, and the request that they are part of.
//
// The evaluator prefills; here the shopper's own words are put into it. What the shopper changed by hand is kept as it is.
// The same in the shopper's language is only for reading.
import { decidingClause } from "./case.js";
import { own, text } from "./json.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./policy.js").Draft} Draft
 * @typedef {import("./policy.js").Text} Text
 * @typedef {import("./evidence.js").Attachment} Attachment
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Ready} Ready
 */

/** The order's number: as the merchant gave it, or as it was typed. @param {State} state */
export const orderId = ({ session, givenOrder }) => (session.orderId ?? givenOrder).trim();

/** The evidence that the message is. @param {Ready} state @returns {Json | undefined} */
export const explanation = (state) => state.case.verdict.evidence.find((/** @type {Json} */ asked) => asked.given_by === "message");

/**
 * The subject and the message as they would be without the shopper's changes by hand, in a language.
 *
 * @param {Ready} state @param {number} at @param {string} language
 * @returns {Draft}
 */
export const prepared = (state, at, language) => {
  const { policy, case: current } = state;
  // A clock that was set back must not make the facts lie in the future.
  const then = Math.max(at, Date.parse(current.verdict.at));
  const { subject, message } = policy.prefill(current.facts, details(state, []), then, language);
  return { subject, message: withParagraphs(message, ownWords(state, language)) };
};

/** The subject and the message as they stand. @param {Ready} state @param {number} at @returns {Draft} */
export const draft = (state, at) => {
  const { subject, message } = prepared(state, at, state.policy.language);
  return { subject: state.session.subject ?? subject, message: state.session.message ?? message };
};

/** The request, as it would be posted; null where it cannot be composed. @param {Ready} state @param {number} at @returns {Json | null} */
export const request = (state, at) => {
  const all = { ...details(state, state.session.files), ...draft(state, at) };
  try {
    return state.policy.request(state.case.facts, all, at);
  } catch {
    return null; // it is larger than anybody would take
  }
};

/** @param {Ready} state @param {Attachment[]} attachments */
const details = (state, attachments) => {
  const { id, name, email } = state.session;
  const customer = { name: name.trim(), email: email.trim() };
  return { id, customer, order_id: orderId(state) || undefined, wish: wish(state), attachments };
};

/** What the shopper chose, as long as the verdict still leaves it to them. @param {Ready} state */
const wish = ({ session, case: { verdict } }) => {
  const [kind, option] = session.wish.split("/");
  const open = [...(verdict.choice === "shopper" ? verdict.remedies : []), ...verdict.alternatives];
  return open.some((given) => given.kind === kind) ? { kind, option } : undefined;
};

/** What only the shopper can say: their words, evidence in words. @param {Ready} state @param {string} language */
const ownWords = ({ session, policy }, language) => {
  const colon = language === "fr" ? " : " : ": ";
  const said = Object.entries(session.evidence).map(([id, typed]) => {
    const label = own(policy.document.evidence ?? {}, id)?.label[language];
    const words = text(typed)?.trim();
    return label && words && `${label}${colon}${words}`;
  });
  return [session.words.trim(), ...said].filter(Boolean);
};

/**
 * Puts paragraphs after the second one: after the salutation and what the letter is about.
 *
 * @param {string} message @param {string[]} paragraphs
 */
export const withParagraphs = (message, paragraphs) => {
  const added = paragraphs.map((paragraph) => `\n\n${paragraph}`).join("");
  const first = message.indexOf("\n\n");
  const second = first < 0 ? -1 : message.indexOf("\n\n", first + 1);
  return second < 0 ? message + added : message.slice(0, second) + added + message.slice(second);
};

/**
 * The ways in which the deciding clause lets an alternative be had: their ids and texts.
 *
 * @param {Ready} state @param {string} kind
 * @returns {[string, Text][]}
 */
export const options = (state, kind) => {
  const found = decidingClause(state)?.then.alternatives?.find((/** @type {Json} */ alternative) => alternative.kind === kind);
  return Object.entries(found?.options ?? {});
};
