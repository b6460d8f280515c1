// Asking: which question is next, and what is typed into it so far.
import { names } from "../case.js";
import { newEntry } from "../entry.js";
import { own, text } from "../json.js";
import { evaluate, isReady } from "../state.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Effect} Effect
 * @typedef {import("../entry.js").Entry} Entry
 */

/** The questions that are worth asking and not left open, the next one first. @param {State} state */
export const questions = ({ case: current, session }) => (current?.questions ?? []).filter((fact) => !session.unknown.includes(fact));

/** The entry of the next question. @param {State} state */
export const nextEntry = (state) => entryOf(state, questions(state)[0]);

/** An entry for a fact, filled with what was answered before. @param {State} state @param {string} id */
export const entryOf = (state, id) => {
  const fact = state.policy?.fact(id);
  if (!fact || !isReady(state)) return null;
  const { answers, dayOnly } = state.session;
  const value = Object.hasOwn(answers, id) ? own(state.case.facts, id) : undefined;
  return newEntry(fact, value, dayOnly.includes(id), state);
};

/** Evaluates anew, tells the page what it gave in vain, and asks what is next. @param {State} state @returns {Effect[]} */
export const evaluated = (state) => {
  evaluate(state);
  ask(state);
  const isGiven = (/** @type {import("../policy.js").Problem} */ problem) =>
    problem.pointer === "" || Object.keys(state.given).some((id) => names(problem, id));
  const told = (state.case?.rejected ?? []).filter(isGiven);
  return told.map(({ code, message, pointer }) => ({ type: "error", code, message, pointer }));
};

/** Asks the next question. One that is being answered stays, as long as it is still one. @param {State} state */
export const ask = (state) => {
  const { entry, session } = state;
  if (!state.isChange && !(entry && questions(state).includes(entry.fact))) {
    const kept = keptEntry(state);
    state.isChange = kept?.isChange ?? false;
    state.entry = kept?.entry ?? nextEntry(state);
  }
  if (session.screen === "questions" && !state.entry && state.case) session.screen = "answer";
};

// A question that is half answered.

/** Notes what is typed into the question. @param {State} state */
export const keepEntry = ({ entry, isChange, session }) => {
  if (!entry) return;
  const { fact, first, second, none } = entry;
  session.entry = { fact, first, second, none, change: isChange };
};

/** The question that was half answered, if it is one still. @param {State} state @returns {{entry: Entry, isChange: boolean} | null} */
const keptEntry = (state) => {
  const { fact, first, second, none, change: isChange } = state.session.entry ?? {};
  const isWhole = text(fact) !== undefined && typeof none === "boolean" && typeof isChange === "boolean";
  if (!isWhole || !(isChange || questions(state).includes(fact))) return null;
  const entry = entryOf(state, fact);
  return entry && { entry: { ...entry, first: text(first) ?? "", second: text(second) ?? "", none }, isChange };
};
