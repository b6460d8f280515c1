// Keeping: what is typed goes onto the device at once, and what another tab has kept comes from there.
//
// The tabs of an order share one record. Before a tab takes anything in, it looks whether the record is still the one that it
// read or wrote last, and takes over what it finds instead. So whatever is added is added to the newest, and no tab overwrites
// another. A record that is gone was forgotten, here as well.
import { failed, receipt } from "../outcome.js";
import { forget, isEmpty, keyOf, load, parse, save, toJson } from "../session.js";
import { begin, drop, evaluate, rest, say } from "../state.js";
import { ask } from "./asking.js";
import { go } from "./answering.js";
import { findFiles } from "./filling.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Effect} Effect
 */

/** Where the session is kept; null as long as there is no policy. @param {State} state */
const key = ({ policy, givenOrder }) => policy && keyOf(policy.id, givenOrder);

/**
 * Takes up what was kept for this policy and this order; what was typed for another stays with that one.
 *
 * @param {State} state
 * @returns {Effect[]}
 */
export const openSession = (state) => {
  const place = key(state);
  if (state.keptUnder === place) return [];
  if (state.keptUnder !== null) begin(state);
  state.stored = place && load(place);
  state.keptUnder = place;
  const session = parse(state.stored);
  if (session) {
    // An element that was away for a moment restores nothing.
    state.restored = isEmpty(state.session) ? session.savedAt : null;
    state.session = session;
  }
  const effects = resume(state);
  if (state.session.sent && !state.receipt) Object.assign(state, { failure: failed("interrupted"), mayHaveArrived: true });
  return effects;
};

/** Takes over what another tab has kept since. @param {State} state @returns {Effect[]} */
export const catchUp = (state) => {
  const place = key(state);
  if (!place || state.keptUnder !== place) return [];
  const stored = load(place);
  if (stored === state.stored) return [];
  const session = parse(stored);
  if (session) state.session = session;
  else begin(state);
  Object.assign(state, { stored, entry: null, isChange: false });
  const effects = resume(state);
  evaluate(state);
  ask(state);
  say(state, "store.other_tab");
  return effects;
};

/** Keeps what has changed. @param {State} state */
export const keep = (state) => {
  const place = key(state);
  if (!place) return;
  const { session, entry } = state;
  if (session.entry && session.entry.fact !== entry?.fact) session.entry = null;
  if (isEmpty(session)) {
    forget(place);
    state.stored = null;
    return;
  }
  const text = () => JSON.stringify(toJson(session));
  if (state.stored === text()) return;
  session.savedAt = Date.now();
  const kept = text();
  state.keeps = save(place, kept);
  if (state.keeps) state.stored = kept;
};

/** Forgets what was typed and begins anew, under a new id. @param {State} state @returns {Effect[]} */
export const forgetAll = (state) => {
  const dropped = state.session.files.length ? drop(state) : [];
  begin(state);
  evaluate(state);
  ask(state);
  say(state, "store.forgotten");
  return [...go(state, state.entry ? "questions" : "answer"), ...dropped];
};

/** What follows from a session that was read. @param {State} state */
const resume = (state) => {
  const { session } = state;
  const isListed = (/** @type {string} */ hash) => session.files.some(({ sha256 }) => sha256 === hash);
  state.files = state.files.filter(({ sha256 }) => isListed(sha256));
  state.lost = state.lost.filter(isListed);
  state.receipt = receipt(session.receipt);
  if (state.receipt) rest(state);
  else if (session.screen === "receipt") session.screen = "request";
  return findFiles(state);
};
