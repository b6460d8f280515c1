// Source maps: what is minified or bundled leads back to the source that somebody wrote.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { dirname, join } from "node:path";
import test from "node:test";

const root = dirname(createRequire(import.meta.url).resolve("refund-widget/package.json"));
const read = (file) => readFileSync(join(root, "dist", file), "utf8");

/** A built file, a text that stands in it, and the source that the text is from. */
const BUILT = [
  ["index.cjs", "the options are not an object", "options.js"],
  ["slim.cjs", "the options are not an object", "options.js"],
  ["element.cjs", "DOMContentLoaded", "element.js"],
  ["page/refund-widget.js", "DOMContentLoaded", "element.js"],
  ["page/load.js", "application/json", "ask.js"],
];

for (const [file, text, source] of BUILT) {
  test(`a position in ${file} leads back to ${source}`, () => {
    const script = read(file);
    const [, address] = /^\/\/# sourceMappingURL=(.+)$/m.exec(script);
    const payload = JSON.parse(read(join(dirname(file), address)));
    const lines = script.split("\n");
    const line = lines.findIndex((line) => line.includes(text));
    const entry = new SourceMap(payload).findEntry(line, lines[line].indexOf(text));
    assert.equal(entry.originalSource, source);
    const original = payload.sourcesContent[payload.sources.indexOf(source)].split("\n")[entry.originalLine];
    assert.ok(original.includes(text), original);
  });
}
