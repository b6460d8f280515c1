// What the shell loads for the first element of a page: the wasm, the style sheet and a language's words, all of them beside
// this file. A build for bundlers has its own file of this name, whose export has the same shape.
// widget.js is wasm-bindgen's glue for crates/widget (target web).
import { ask } from "./ask.js";
import { explain } from "./unavailable.js";
import { initSync, Widget } from "./widget.js";

const LOCALES = ["es", "fr", "en", "de", "it", "pt", "nl", "ca"];

/** A file as it is read from its answer; an error names its URL. */
const loaded = async (file, read) => {
  const { href } = new URL(file, import.meta.url);
  try {
    const response = await fetch(href);
    if (!response.ok) throw Error(response.status);
    return await read(response);
  } catch ({ message }) {
    throw Error(`${href}: ${message}`);
  }
};

/** Compiled while it streams, or when it is there where the server names another type than `application/wasm`. */
const compiled = (response) =>
  WebAssembly.compileStreaming(response.clone()).catch(async () => WebAssembly.compile(await response.arrayBuffer()));

/** The JSON of a file. What is on its way already is not asked for again. */
const tables = new Map();
const table = (file) => {
  if (!tables.has(file)) {
    const read = loaded(file, (response) => response.json());
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
  let answer = address && ask(address);
  const language = (host.closest("[lang]")?.lang || navigator.language).slice(0, 2).toLowerCase();
  if (LOCALES.includes(language)) strings(language), words(language);
  const policy = (asked) => {
    const early = asked === address && answer;
    answer = undefined;
    return early || ask(asked);
  };
  return { strings, words, policy };
};

/** `started` rejects where a file is missing or WebAssembly is not allowed. */
export function load() {
  const sheet = new CSSStyleSheet();
  const wasm = loaded("refund-widget.wasm", compiled).then((module) => initSync({ module }));
  const style = loaded("widget.css", (response) => response.text()).then((css) => sheet.replaceSync(css));
  const started = Promise.all([wasm, style]).catch(explain);
  // The engine reads its calendars for the first formatter, a tenth of a second on a phone: best while the files are on their way.
  setTimeout(() => new Intl.DateTimeFormat());
  return { Widget, sheet, started, begin };
}
