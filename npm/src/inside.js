// What the element's shell loads in a bundled page: as www/inside.js, but with everything in modules, which every bundler
// carries along with no plugin. A locale's strings are a chunk of their own.
import init, { Inside, sha256 } from "./widget.js";
import css from "./widget.css.js";
import wasm from "./widget.wasm.js";
import { inlined } from "./inlined.js";
import { tools } from "./tools/tools.js";

const tables = {
  es: () => import("./strings/es.js"),
  fr: () => import("./strings/fr.js"),
  en: () => import("./strings/en.js"),
};

/** Strings of a locale: `es`, `fr` or `en`. */
const strings = async (locale) => (await tables[locale]()).default;

export async function load() {
  await init({ module_or_path: await inlined(wasm) });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { Inside, sheet, tools: tools(strings, sha256) };
}
