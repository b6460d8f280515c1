// On a server the element's module can be imported, and does nothing.
import assert from "node:assert/strict";
import test from "node:test";

test("importing the element without a page has no effect", async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  await import("refund-widget/element");
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});
