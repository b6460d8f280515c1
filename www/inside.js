// What the shell loads for the first element of a page: the wasm, the style sheet and a locale's strings, all of them
// beside this file. A build for bundlers has its own file of this name, whose export has the same shape.
// evaluator.js is wasm-bindgen's glue for crates/js (target web).
import init, { Policy, minorDigits, sha256 } from "./evaluator.js";
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

/** Compiles while it streams; rejects where a file is missing or WebAssembly is not allowed. */
export async function load() {
  const styled = fetched("widget.css").then((response) => response.text());
  const [css] = await Promise.all([styled, init({ module_or_path: fetched("evaluator.wasm") })]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { Inside, sheet, tools: tools({ Policy, minorDigits, sha256 }, LOCALES, strings) };
}
