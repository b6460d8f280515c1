// Answering: what an answer changes, and where the shopper goes.
import { readEntry } from "../entry.js";
import { evaluate, focus, isReady, takeOver } from "../state.js";
import { entryOf, nextEntry } from "./asking.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Effect} Effect
 */

/** Takes the answer and goes on. @param {State} state @returns {Effect[]} */
export const proceed = (state) => {
  const { entry, session } = state;
  const fact = entry && state.policy?.fact(entry.fact);
  if (!fact || !isReady(state)) return [];
  const answer = readEntry(entry, state.policy, fact, state.case.facts, Date.now());
  if ("wrong" in answer) {
    entry.wrong = answer.wrong;
    return [focus(answer.wrong.field)];
  }
  const { id } = fact;
  session.unknown = without(session.unknown, id);
  session.dayOnly = [...without(session.dayOnly, id), ...(answer.dayOnly ? [id] : [])];
  session.answers[id] = answer.value;
  return goOn(state);
};

/** Leaves the question open. @param {State} state */
export const leaveOpen = (state) => {
  const { entry, session } = state;
  if (!entry) return [];
  delete session.answers[entry.fact];
  session.unknown = [...without(session.unknown, entry.fact), entry.fact];
  return goOn(state);
};

/** @param {string[]} ids @param {string} gone */
const without = (ids, gone) => ids.filter((id) => id !== gone);

/** Goes on, and says it when the answer has become certain. @param {State} state */
const goOn = (state) => {
  const wasOpen = isOpen(state);
  state.live = "";
  evaluate(state);
  const effects = nextQuestion(state);
  const { strings, entry } = state;
  if (wasOpen && !isOpen(state) && strings && entry) {
    state.live = strings.line("certain.heading", strings.get(`status.${state.case?.verdict.status}`));
  }
  return effects;
};

/** @param {State} state */
const isOpen = (state) => state.case?.verdict.status === "needs_information";

/** Asks the next question, or shows the answer where there is none. @param {State} state @returns {Effect[]} */
export const nextQuestion = (state) => {
  state.isChange = false;
  state.entry = nextEntry(state);
  return state.entry ? [focus("question")] : go(state, "answer");
};

/** Asks a question again. @param {State} state @param {string} fact @returns {Effect[]} */
export const change = (state, fact) => {
  state.entry = entryOf(state, fact);
  state.isChange = true;
  state.session.screen = "questions";
  return [focus("question")];
};

/** Goes to a screen. @param {State} state @param {import("../session.js").Screen} screen @returns {Effect[]} */
export const go = (state, screen) => {
  state.session.screen = screen;
  Object.assign(takeOver(state), { complaints: [], failure: null, copied: null });
  if (screen === "questions") state.entry = nextEntry(state);
  const effects = [focus(headingOf(screen))];
  return screen === "request" ? [...effects, { type: "sweep" }] : effects;
};

/** The element with which a screen begins. @param {import("../session.js").Screen} screen */
export const headingOf = (screen) => (screen === "questions" ? "question" : screen);
