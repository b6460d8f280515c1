// custom-elements.json, which editors and documentation read, against the code.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";

const require = createRequire(import.meta.url);
const root = require.resolve("refund-widget/package.json").replace("package.json", "");
const read = (...path) => readFileSync(join(...path), "utf8");
const manifest = JSON.parse(read(root, require("refund-widget/package.json").customElements));
const [declaration] = manifest.modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();
const shell = read(root, "dist/element.js");
const style = read(root, "dist/widget.css.js");

/** The Rust sources of the element's inside, as one text. */
const sources = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : read(folder, entry.name)))
    .join("\n");
const inside = sources(join(process.env.ROOT, "crates/widget/src"));
const found = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

test("attributes", () => {
  const [, list] = /observedAttributes = \[([^\]]*)\]/.exec(shell);
  assert.deepEqual(names(declaration.attributes), found(list, /"([^"]+)"/g));
});

test("properties and methods", async () => {
  const defined = new Map();
  globalThis.HTMLElement = class {};
  globalThis.customElements = { get: () => undefined, define: (name, element) => defined.set(name, element) };
  try {
    await import("refund-widget/element");
  } finally {
    delete globalThis.HTMLElement;
    delete globalThis.customElements;
  }
  const { prototype } = defined.get(declaration.tagName);
  const callbacks = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback", "lang"];
  const members = Object.getOwnPropertyNames(prototype).filter((name) => !callbacks.includes(name));
  assert.deepEqual(names(declaration.members), members.sort());
});

test("events", () => {
  const told = found(inside, /(?:tell|ask)\(&self\.host, "(refund-[a-z]+)"/g);
  assert.deepEqual(names(declaration.events), told);
  const types = found(read(root, "element.d.ts"), /"(refund-[a-z]+)": CustomEvent/g);
  assert.deepEqual(types, told);
});

test("parts and custom properties", () => {
  const parts = found(inside, /"part", (?:if [^{]*\{ )?"([a-z -]+)"/g).flatMap((names) => names.split(" "));
  const known = names(declaration.cssParts);
  assert.deepEqual([...new Set(parts)].filter((part) => !known.includes(part)), []);
  for (const part of known) assert.ok(inside.includes(part), part);
  assert.deepEqual(names(declaration.cssProperties), found(style, /(--refund-[a-z-]+)/g));
});
