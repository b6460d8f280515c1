// What the inside asks of the browser: plumbing that decides nothing. Both builds hand it in (www/inside.js, npm/src/inside.js).
import { format } from "./format.js";
import { copy, print, save, text } from "./page.js";

/** @param {(locale: string) => Promise<object>} strings */
export const tools = (strings) => ({
  strings,
  format,
  copy,
  text,
  save,
  print,
  // Few put a deadline into their calendar, so how that is written is loaded when one does.
  /** @param {string} name @param {Parameters<typeof import("./calendar.js").calendar>} deadline */
  calendar: async (name, ...deadline) => save(name, "text/calendar;charset=utf-8", (await import("./calendar.js")).calendar(...deadline)),
});
