// What the shell loads for the first element of a page: the wasm, the style sheet and a locale's strings, all of them
// beside this file. A build for bundlers has its own file of this name, whose export has the same shape.
// widget.js is wasm-bindgen's glue for crates/widget (target web).
import init, { Inside, sha256 } from "./widget.js";
import { tools } from "./tools/tools.js";

const beside = (file) => new URL(file, import.meta.url);

const fetched = async (file) => {
  const response = await fetch(beside(file));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response;
};

/** Strings of a locale: `es`, `fr` or `en`. */
const strings = async (locale) => (await fetched(`strings/${locale}.json`)).json();

/** Compiles while it streams; rejects where a file is missing or WebAssembly is not allowed. */
export async function load() {
  const styled = fetched("widget.css").then((response) => response.text());
  const [css] = await Promise.all([styled, init({ module_or_path: fetched("widget_bg.wasm") })]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { Inside, sheet, tools: tools(strings, sha256) };
}
