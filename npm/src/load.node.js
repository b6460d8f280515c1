// What the element's shell loads where it was required, as Jest does: as load.js, from the files of the script tag, which lie beside.
import { readFile } from "node:fs/promises";
import * as glue from "./widget.js";
import { ask } from "./ask.js";
import { explain } from "./unavailable.js";

const here = import.meta.url;

const read = (file, encoding) => readFile(new URL(`page/${file}`, here), encoding);
const table = async (file) => JSON.parse(await read(file, "utf8"));
const strings = (locale) => table(`strings/${locale}.json`);
const words = (locale) => table(`words/${locale}.json`);
const begin = () => ({ strings, words, policy: ask });

/** `started` rejects where a file is missing. */
export function load() {
  const sheet = new CSSStyleSheet();
  const style = async () => sheet.replaceSync?.(await read("widget.css", "utf8"));
  const wasm = read("refund-widget.wasm").then((bytes) => glue.default({ module_or_path: bytes }));
  const started = Promise.all([wasm, style()]).catch(explain);
  return { Widget: glue.Widget, sheet, started, begin };
}
