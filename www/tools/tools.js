// What the inside asks of the browser: plumbing that decides nothing. Both builds hand it in (www/inside.js, npm/src/inside.js).
import { calendar } from "./calendar.js";
import * as files from "./files.js";
import { format } from "./format.js";
import { listen } from "./listen.js";
import { load } from "./load.js";
import * as page from "./page.js";
import { print } from "./print.js";
import { send } from "./send.js";
import { tidy } from "./tidy.js";

/** @param {string} session @param {string} [hash] */
const drop = (session, hash) => void files.drop(session, hash).catch(() => {});

/**
 * @param {import("../widget/policy.js").Evaluator} evaluator
 * @param {Promise<unknown>} started settled once everything is there that a screen needs, or cannot be had
 * @param {string[]} locales that there are strings in
 * @param {(locale: string) => Promise<object>} strings
 */
export const tools = (evaluator, started, locales, strings) => ({
  evaluator,
  started,
  locales,
  strings,
  ...page,
  format,
  listen,
  load,
  print,
  /** @param {string} name @param {Parameters<typeof calendar>} deadline */
  calendar: (name, ...deadline) => page.save(name, "text/calendar;charset=utf-8", calendar(...deadline)),
  send,
  /** @param {File} file @param {number} limit @param {string} [session] */
  read: (file, limit, session) => files.read(file, limit, session, evaluator.sha256),
  find: files.find,
  drop,
  /** Forgets the files that sessions have left behind. */
  sweep: () => void files.sweep().catch(() => {}),
  /** @param {number} before */
  tidy: (before) => tidy(before, drop),
});
