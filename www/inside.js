// What the shell loads for the first element of a page: the wasm, the style sheet and a locale's strings, all of them
// beside this file. A build for bundlers has its own file of this name, whose export has the same shape.
// evaluator.js is wasm-bindgen's glue for crates/js (target web).
import { Policy, initSync, minorDigits, sha256 } from "./evaluator.js";
import { tools } from "./tools/tools.js";
import { Inside } from "./widget/inside.js";

const LOCALES = ["es", "fr", "en", "de", "it", "pt", "nl", "ca"];

const beside = (file) => new URL(file, import.meta.url);

const fetched = async (file) => {
  const response = await fetch(beside(file));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response;
};

/** The strings of one of the locales. */
const strings = async (locale) => (await fetched(`strings/${locale}.json`)).json();

/** Compiled while it streams, or when it is there where the server names another type than `application/wasm`. */
const compiled = async () => {
  const response = await fetched("evaluator.wasm");
  return WebAssembly.compileStreaming(response.clone()).catch(async () => WebAssembly.compile(await response.arrayBuffer()));
};

/** `tools.started` rejects where a file is missing or WebAssembly is not allowed. */
export function load() {
  const sheet = new CSSStyleSheet();
  const style = async () => sheet.replaceSync(await (await fetched("widget.css")).text());
  const started = Promise.all([compiled().then((module) => initSync({ module })), style()]);
  // The engine reads its calendars for the first formatter, a tenth of a second on a phone: best while the files are on their way.
  setTimeout(() => new Intl.DateTimeFormat());
  return { Inside, sheet, tools: tools({ Policy, minorDigits, sha256 }, started, LOCALES, strings) };
}
