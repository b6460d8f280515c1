// What the element's shell loads in a bundled page: as www/inside.js, but with everything in modules, which every bundler
// carries along with no plugin. A locale's strings are a chunk of their own.
import * as evaluator from "./evaluator.js";
import css from "./widget.css.js";
import { start } from "./start.js";
import { tools } from "./tools/tools.js";
import { Inside } from "./widget/inside.js";

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

/** The strings of one of the locales. */
const strings = async (locale) => (await tables[locale]()).default;

export function load() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { Inside, sheet, tools: tools(evaluator, start(), Object.keys(tables), strings) };
}
