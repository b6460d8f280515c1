// What is to be done outside for a change of the state: www/tools does it, and what comes of it happens to the state.
import { FILE_BYTES, picked } from "./evidence.js";
import { failed, outcome } from "./outcome.js";

/**
 * @typedef {import("./state.js").Effect} Effect
 * @typedef {import("./state.js").Message} Message
 */

/**
 * Where it is done: an element, how things happen to its state, and how its page is told of something, who may object.
 *
 * @typedef {object} Outside
 * @property {HTMLElement} host
 * @property {ShadowRoot} root
 * @property {number} serial the element's number in its page: ids outside its shadow root are the page's
 * @property {import("./state.js").State} state
 * @property {import("./inside.js").Tools} tools
 * @property {(message: Message) => void} send
 * @property {(name: string, detail: object) => boolean} tell
 * @property {() => void} load loads the policy
 */

/** Does what is to be done. @param {Outside} outside @param {Effect} effect */
export const run = (outside, effect) => {
  const { host, root, tools, tell, load } = outside;
  switch (effect.type) {
    case "focus":
      return focus(outside, effect.id);
    case "follow":
      return tools.hasFocus(host) ? focus(outside, effect.id) : undefined;
    case "read":
      return read(outside, effect);
    case "find":
      return find(outside, effect);
    case "drop":
      return tools.drop(effect.key, effect.sha256);
    case "submit":
      return post(outside, effect);
    case "error":
      return tell("refund-error", { code: effect.code, message: effect.message, pointer: effect.pointer });
    case "sent":
      return tell("refund-sent", effect.receipt);
    case "copy":
      return copy(outside, effect.text);
    case "copyShown":
      return copy(outside, tools.text(root));
    case "save":
      return tools.save(effect.name, "text/plain;charset=utf-8", effect.text);
    case "calendar":
      return tools.calendar(effect.name, effect.id, effect.until, effect.summary, effect.description);
    case "print":
      return tools.print(host);
    case "load":
      return load();
    case "sweep":
      return tools.sweep();
  }
};

/** Name and e-mail stand outside the shadow root, where autofill works. @param {Outside} outside @param {string} id */
const focus = ({ root, serial, tools }, id) => {
  const element = root.getElementById(id) ?? document.getElementById(`refund-${serial}-${id}`);
  if (element) tools.focus(element);
};

/** @param {Outside} outside @param {Extract<Effect, {type: "read"}>} effect */
const read = async ({ state, tools, send }, { evidence, file }) => {
  const session = (state.keeps && state.keptUnder) || undefined;
  const taken = await tools.read(file, FILE_BYTES, session).catch(() => undefined);
  send({ type: "read", picked: picked(evidence, file, taken) });
};

/** @param {Outside} outside @param {Extract<Effect, {type: "find"}>} effect */
const find = async ({ tools, send }, { key, sha256 }) => {
  const found = await tools.find(key, sha256).then((taken) => ({ taken }), () => ({ failed: true }));
  send({ type: "found", sha256, ...found });
};

/** @param {Outside} outside @param {string} text */
const copy = async ({ tools, send }, text) => send({ type: "copied", isCopied: await tools.copy(text) });

/**
 * The page may object: a canceled `refund-submit` sends nothing.
 *
 * @param {Outside} outside @param {Extract<Effect, {type: "submit"}>} effect
 */
const post = async ({ tools, tell, send }, { request, endpoint, id, body, files }) => {
  if (!tell("refund-submit", request)) return send({ type: "answered", outcome: { failure: failed("cancelled") } });
  const hear = (/** @type {string} */ _, /** @type {any} */ part) => send({ type: "progress", part });
  send({ type: "answered", outcome: outcome(await tools.send(endpoint, id, body, files, hear)) });
};
