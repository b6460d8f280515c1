// A shopper at the keyboard, in whichever browser the driver drives: what they press, where the focus is, what they read.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { AXE, inspect, options } from "../axe.js";

const PATIENCE_MS = 60_000;

// These run in the page. A selector finds in the element's shadow root, or beside it where name and e-mail stand.

const hasFocus = (selector) => {
  const { activeElement } = document;
  return (activeElement?.shadowRoot?.activeElement ?? activeElement)?.matches(selector) ?? false;
};

const found = ([selector, property]) => {
  const widget = document.querySelector("refund-widget");
  return (widget?.shadowRoot?.querySelector(selector) ?? widget?.querySelector(selector))?.[property] ?? null;
};

/** What is asked now, once the focus is on another question than before; nothing where it is on the verdict. */
const asked = (before) => {
  const at = document.activeElement?.shadowRoot?.activeElement;
  if (at?.id === "answer") return "";
  return at?.id === "question" && at.textContent !== before ? at.textContent : null;
};

/** The figures of a day, in the order in which this browser's own control takes them. */
const figures = (millis) => {
  const parts = new Intl.DateTimeFormat(undefined, { day: "2-digit", month: "2-digit", year: "numeric" }).formatToParts(millis);
  return parts.filter(({ type }) => type !== "literal").map(({ value }) => value);
};

export const shopper = (driver) => {
  const until = async (what, look, isRight = Boolean) => {
    let seen;
    for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await wait(50)) {
      seen = await look();
      if (isRight(seen)) return seen;
    }
    throw new Error(`it did not come to be that ${what}; last seen: ${JSON.stringify(seen)}`);
  };
  const read = (selector, property = "textContent") => driver.evaluate(found, [selector, property]);
  return {
    ...driver,
    /** Presses Tab until the focus is there. */
    tabTo: async (selector, limit = 60) => {
      for (let step = 0; step < limit; step++) {
        await driver.press("Tab");
        if (await driver.evaluate(hasFocus, selector)) return;
      }
      throw new Error(`${selector} was not reached by ${limit} steps`);
    },
    typeDay: async (millis) => {
      for (const part of await driver.evaluate(figures, millis)) {
        await driver.type(part);
        // Elsewhere a full part leads to the next one by itself.
        if (driver.nextPart) await driver.press(driver.nextPart);
      }
    },
    isAt: (selector) => until(`the focus is at ${selector}`, () => driver.evaluate(hasFocus, selector)),
    goesOn: (question) => until(`something follows on ${question}`, () => driver.evaluate(asked, question), (text) => text !== null),
    has: async (selector) => (await read(selector)) !== null,
    reads: (selector, words = /./) => until(`${selector} says ${words}`, () => read(selector), (text) => text !== null && words.test(text)),
    finds: (selector, typed) => until(`${selector} holds ${typed}`, () => read(selector, "value"), (value) => value === typed),
    /** Nothing on this screen that axe-core can see. */
    audits: async (screen) => {
      if (!(await driver.evaluate(() => "axe" in window))) await driver.evaluate(AXE);
      assert.deepEqual(await driver.evaluate(inspect, options("html")), [], screen);
    },
  };
};
