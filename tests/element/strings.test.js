// The words, and what a merchant puts over them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Strings, sifted } from "../../www/widget/strings.js";

const table = { plain: "text", "with.fields": "{n} of {all}, {n}", many: { one: "{n} day", other: "{n} days" } };
const strings = new Strings(table);

test("fields are filled in", () => {
  assert.equal(strings.fill("with.fields", { n: "1", all: "2" }), "1 of 2, 1");
  assert.equal(strings.fill("with.fields", { n: "$&" }), "$& of {all}, $&");
});

test("a string that is missing shows its key", () => {
  assert.deepEqual([strings.get("plain"), strings.get("none"), strings.get("many"), strings.find("none")], ["text", "none", "many", undefined]);
});

test("plurals have the form of their category, or the one that every language has", () => {
  const shown = (/** @type {string} */ category) => strings.plural("many", category, "5");
  assert.deepEqual([shown("one"), shown("few"), strings.plural("none", "one", "1")], ["5 day", "5 days", "none"]);
});

test("a merchant's words replace those of the same key and form", () => {
  const own = { plain: "own", many: { other: "{n} d" }, unknown: "x", "with.fields": { other: "x" } };
  assert.deepEqual(sifted(table, own), { fitting: { plain: "own", many: { other: "{n} d" } }, unfit: ["unknown", "with.fields"] });
});

test("words of another form are told", () => {
  const unfit = (/** @type {object} */ own) => sifted(table, { ...own }).unfit;
  assert.deepEqual(unfit({ many: "x" }), ["many"]);
  assert.deepEqual(unfit({ many: { one: "x" } }), ["many"]);
  assert.deepEqual(unfit({ many: { other: 1 } }), ["many"]);
  assert.deepEqual(unfit({ plain: null, toString: "x" }), ["plain", "toString"]);
});
