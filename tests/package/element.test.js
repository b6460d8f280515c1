// On a server the element's module can be imported, and does nothing.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

test("importing the element without a page has no effect", async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  await import("refund-widget/element");
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});

test("requiring it and its entries for frameworks has none either", () => {
  const require = createRequire(import.meta.url);
  const before = Object.getOwnPropertyNames(globalThis);
  for (const entry of ["element", "react", "preact", "solid", "svelte", "vue"]) assert.deepEqual(require(`refund-widget/${entry}`), {});
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});
