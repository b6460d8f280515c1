// What the element's shell loads in a bundled page: as www/load.js, but with everything in modules, which every bundler carries
// along with no plugin. A language's words are a chunk of their own.
import * as glue from "./widget.js";
import wasm from "./widget.wasm.js";
import css from "./widget.css.js";
import { inlined } from "./inlined.js";
import { ask } from "./ask.js";
import { explain } from "./unavailable.js";

/** A language's words: the widget's own (`strings`) and the evaluator's (`words`). */
const tables = {
  es: () => import("./strings/es.js"),
  fr: () => import("./strings/fr.js"),
  en: () => import("./strings/en.js"),
  de: () => import("./strings/de.js"),
  it: () => import("./strings/it.js"),
  pt: () => import("./strings/pt.js"),
  nl: () => import("./strings/nl.js"),
  ca: () => import("./strings/ca.js"),
};
const strings = async (locale) => (await tables[locale]()).strings;
const words = async (locale) => (await tables[locale]()).words;

/** In a bundle nothing is gained by asking for the policy before the wasm is there: it is there with the bundle. */
const begin = () => ({ strings, words, policy: ask });

/** `started` rejects where WebAssembly is not allowed. */
export function load() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync?.(css);
  const started = inlined(wasm).then((bytes) => glue.default({ module_or_path: bytes })).catch(explain);
  return { Widget: glue.Widget, sheet, started, begin };
}
