import assert from "node:assert/strict";
import { test } from "node:test";
import { anchor, isApart, label, percent } from "../../www/widget/view/timeline.js";

test("per cent have two decimals", () => {
  assert.deepEqual([0.4, 33.333, 100, 7.05].map(percent), ["0.40%", "33.33%", "100.00%", "7.05%"]);
});

test("labels stay within the picture and apart", () => {
  const at = (/** @type {number} */ place) => label(place, "22 nov, 07:00");
  assert.deepEqual([2, 50, 99].map((place) => anchor(at(place))[0]), ["start", "middle", "end"]);
  assert.ok(isApart(at(10), at(80)));
  assert.ok(!isApart(at(40), at(60)));
});
