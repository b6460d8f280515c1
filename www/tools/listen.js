// What the inside hears: events of the element, files that are offered to it, the page waking up, and time passing.
import { offered } from "./offered.js";

const EVENTS = ["click", "submit", "input"];
const OFFERS = ["change", "dragover", "dragleave", "drop"];
/** When another tab, the network or the shopper may have changed something behind the page's back. */
const WAKING = ["storage", "online", "pageshow", "visibilitychange"];
const TICK = 1000;

/**
 * @typedef {(kind: "event" | "files" | "woken" | "tick" | "progress", value?: unknown) => void} Hear
 */

/**
 * Listens until what it returns is called.
 *
 * @param {ShadowRoot} root
 * @param {Hear} hear
 */
export const listen = (root, hear) => {
  const controller = new AbortController();
  const { signal } = controller;
  /** @param {EventTarget} target @param {string[]} kinds @param {(event: Event) => void} listener */
  const on = (target, kinds, listener) => {
    for (const kind of kinds) target.addEventListener(kind, listener, { signal });
  };
  /** @param {Event} event */
  const offer = (event) => {
    const files = offered(event, root);
    if (files.length) hear("files", files);
  };
  on(root, EVENTS, (event) => hear("event", event));
  on(root, ["keydown"], keepEnter);
  on(root, OFFERS, offer);
  on(document, ["paste"], offer); // where nothing has the focus, it is meant for the widget too
  on(window, WAKING, () => hear("woken"));
  const timer = setInterval(() => hear("tick"), TICK);
  return () => {
    controller.abort();
    clearInterval(timer);
  };
};

/** Enter in the name or the e-mail must not send a form of the merchant's that the element may stand in. @param {Event} event */
const keepEnter = (event) => {
  const { key, target } = /** @type {KeyboardEvent} */ (event);
  if (key === "Enter" && target instanceof Element && target.slot) event.preventDefault();
};
