// Which files may be added.
import assert from "node:assert/strict";
import { test } from "node:test";
import { picked, refused } from "../../www/widget/evidence.js";

const MIB = 2 ** 20;
const file = (/** @type {string} */ sha256, /** @type {number} */ size) => ({ name: "a.pdf", type: "application/pdf", size, sha256, evidence: null });

test("sizes and counts are limited", () => {
  assert.equal(refused(file("a", 10 * MIB), []), undefined);
  assert.equal(refused(file("a", 10 * MIB + 1), []), "file.size");
  assert.equal(refused(file("a", 1), [file("a", 1)]), "file.twice");
  assert.equal(refused(file("c", 5 * MIB), [file("a", 10 * MIB), file("b", 10 * MIB)]), undefined);
  assert.equal(refused(file("c", 6 * MIB), [file("a", 10 * MIB), file("b", 10 * MIB)]), "file.total");
  assert.equal(refused(file("a", 1), Array.from({ length: 10 }, (_, index) => file(String(index), 1))), "file.count");
});

test("a file that could not be read is known by its name", () => {
  const offered = /** @type {any} */ ({ name: "b.png" });
  assert.deepEqual(picked("screenshot", offered, undefined), { evidence: "screenshot", name: "b.png", problem: "file.unreadable" });
  assert.deepEqual(picked("screenshot", offered, { name: "b", problem: "file.type" }), { evidence: "screenshot", name: "b", problem: "file.type" });
});
