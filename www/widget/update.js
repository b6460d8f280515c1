// What follows from each thing that happens: the only place where the state changes.
//
// What has to be done outside (load, send, keep, tell the page) comes back as effects, which inside.js carries out.
import { evaluate, focus, say } from "./state.js";
import { Strings } from "./strings.js";
import { change, go, headingOf, leaveOpen, nextQuestion, proceed } from "./state/answering.js";
import { evaluated } from "./state/asking.js";
import { chosen, found, read, removeFile, typed } from "./state/filling.js";
import { forgetAll, openSession } from "./state/keeping.js";
import { answered, due, send, stop, woken } from "./state/sending.js";
import { calendar, copy, save } from "./state/taking.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./state.js").Action} Action
 * @typedef {import("./state.js").Effect} Effect
 */

/** Takes in what happened, and says what has to be done. @param {State} state @param {Message} message @returns {Effect[]} */
export const update = (state, message) => {
  switch (message.type) {
    case "do":
      return act(state, message.action);
    case "typed":
      return typed(state, message.field, message.value);
    case "chosen":
      return chosen(state, message.evidence, message.files);
    case "read":
      return read(state, message.picked);
    case "found":
      return found(state, message);
    case "strings":
      state.strings = new Strings(message.table);
      evaluate(state);
      return [];
    case "policy":
      return arrived(state, message);
    case "progress":
      state.progress = message.part;
      return [];
    case "answered":
      return answered(state, message.outcome);
    case "copied":
      state.copied = message.isCopied;
      say(state, message.isCopied ? "ways.copied" : "ways.not_copied");
      return [];
    case "tick":
      evaluate(state);
      return due(state);
    case "woken":
      return woken(state);
    case "given":
      state.given = message.facts;
      return evaluated(state);
    case "orderId":
      state.givenOrder = message.value;
      return state.policy ? [...openSession(state), ...evaluated(state)] : [];
    case "endpoint":
      state.endpoint = message.value;
      return [];
  }
};

/** @param {State} state @param {Extract<Message, {type: "policy"}>} message @returns {Effect[]} */
const arrived = (state, message) => {
  const follow = (/** @type {string} */ id) => /** @type {Effect[]} */ (state.isReloading ? [{ type: "follow", id }] : []);
  if ("error" in message) {
    const effects = follow("retry");
    Object.assign(state, { policy: null, error: message.error, isReloading: false });
    return [{ type: "error", ...message.error }, ...effects];
  }
  Object.assign(state, { policy: message.policy, error: null });
  const effects = [...openSession(state), ...evaluated(state), ...follow(headingOf(state.session.screen))];
  state.isReloading = false;
  return effects;
};

/** @param {State} state @param {Action} action @returns {Effect[]} */
const act = (state, action) => {
  switch (action.type) {
    case "continue":
      return proceed(state);
    case "unknown":
      return leaveOpen(state);
    case "skip":
      return go(state, "answer");
    case "cancel":
      return nextQuestion(state);
    case "change":
      return change(state, action.fact);
    case "go":
      return go(state, action.screen);
    case "removeFile":
      return removeFile(state, action.index);
    case "restore":
      Object.assign(state.session, { subject: null, message: null });
      return [focus("message")];
    case "review":
      state.isReviewing = !state.isReviewing;
      return [];
    case "send":
      return send(state);
    case "stop":
      return stop(state);
    case "copy":
      return copy(state);
    case "calendar":
      return calendar(state);
    case "save":
      return save(state);
    case "forget":
      return forgetAll(state);
    case "reload":
      Object.assign(state, { policy: null, error: null, isReloading: true });
      return [{ type: "load" }];
    case "copyAnswer":
      return [{ type: "copyShown" }];
    case "print":
      return [{ type: "print" }];
  }
};
