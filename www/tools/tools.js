// What the inside asks of the browser: plumbing that decides nothing. Both builds hand it in (www/inside.js, npm/src/inside.js).
import { format } from "./format.js";
import { listen } from "./listen.js";
import { load } from "./load.js";
import * as page from "./page.js";
import { print } from "./print.js";
import { send } from "./send.js";
import { tidy } from "./tidy.js";

// Reading and keeping files is for those who reach the request's screen, so it is loaded there.
const files = () => import("./files.js");

/** @param {string} session @param {string} [hash] */
const drop = (session, hash) => files().then((module) => module.drop(session, hash)).catch(() => {});

/**
 * @param {import("../widget/policy.js").Evaluator} evaluator
 * @param {string[]} locales that there are strings in
 * @param {(locale: string) => Promise<object>} strings
 */
export const tools = (evaluator, locales, strings) => ({
  evaluator,
  locales,
  strings,
  ...page,
  format,
  listen,
  load,
  print,
  // Few put a deadline into their calendar, so how that is written is loaded when one does.
  /** @param {string} name @param {Parameters<typeof import("./calendar.js").calendar>} deadline */
  calendar: async (name, ...deadline) => page.save(name, "text/calendar;charset=utf-8", (await import("./calendar.js")).calendar(...deadline)),
  send,
  /** @param {File} file @param {number} limit @param {string} [session] */
  read: async (file, limit, session) => (await files()).read(file, limit, session, evaluator.sha256),
  /** @param {string} session @param {string} hash */
  find: async (session, hash) => (await files()).find(session, hash),
  drop,
  /** Loads what reads files, before a connection is lost. */
  prepare: () => void files().catch(() => {}),
  /** @param {number} before */
  tidy: (before) => tidy(before, drop),
});
