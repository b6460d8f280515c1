// What the shell loads for the first element of a page: the wasm, the style sheet and a language's words, all of them beside
// this file. A build for bundlers has its own file of this name, whose export has the same shape.
// widget.js is wasm-bindgen's glue for crates/widget (target web).
import { initSync, Widget } from "./widget.js";

const LOCALES = ["es", "fr", "en", "de", "it", "pt", "nl", "ca"];

const fetched = async (file) => {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response;
};

/** Compiled while it streams, or when it is there where the server names another type than `application/wasm`. */
const compiled = async () => {
  const response = await fetched("refund-widget.wasm");
  return WebAssembly.compileStreaming(response.clone()).catch(async () => WebAssembly.compile(await response.arrayBuffer()));
};

/** The JSON of a file. What is on its way already is not asked for again. */
const tables = new Map();
const table = (file) => {
  if (!tables.has(file)) {
    const read = fetched(file).then((response) => response.json());
    tables.set(file, read);
    read.catch(() => tables.delete(file));
  }
  return tables.get(file);
};
/** The widget's own words. */
const strings = (locale) => table(`strings/${locale}.json`);
/** The evaluator's. */
const words = (locale) => table(`words/${locale}.json`);

/** What an element asks for first, asked for while the wasm is on its way. */
const begin = (host, address) => {
  let answer = address && fetch(address, { headers: { Accept: "application/json" } });
  const language = (host.closest("[lang]")?.lang || navigator.language).slice(0, 2).toLowerCase();
  if (LOCALES.includes(language)) strings(language), words(language);
  // The letter is in the merchant's language, which the policy tells. Whoever takes the answer is told what is wrong with it.
  const merchants = async () => words((await (await answer).clone().json()).language);
  if (answer) merchants().catch(() => {});
  const early = (asked) => {
    const taken = asked === address ? answer : undefined;
    answer = undefined;
    return taken || undefined;
  };
  return { strings, words, early };
};

/** `started` rejects where a file is missing or WebAssembly is not allowed. */
export function load() {
  const sheet = new CSSStyleSheet();
  const style = async () => sheet.replaceSync(await (await fetched("widget.css")).text());
  const started = Promise.all([compiled().then((module) => initSync({ module })), style()]);
  // The engine reads its calendars for the first formatter, a tenth of a second on a phone: best while the files are on their way.
  setTimeout(() => new Intl.DateTimeFormat());
  return { Widget, sheet, started, begin };
}
