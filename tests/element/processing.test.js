import assert from "node:assert/strict";
import { test } from "node:test";
import { after } from "../../www/widget/view/processing.js";

const DAY = 86_400_000;

// 20 November 2026 is a Friday.
for (const [from, count, until] of /** @type {[string, number, string][]} */ ([
  ["2026-11-20", 0, "2026-11-20"],
  ["2026-11-20", 1, "2026-11-23"],
  ["2026-11-20", 2, "2026-11-24"],
  ["2026-11-20", 5, "2026-11-27"],
  ["2026-11-21", 1, "2026-11-23"],
  ["2026-11-22", 5, "2026-11-27"],
  ["2026-11-23", 4, "2026-11-27"],
  ["2026-11-23", 5, "2026-11-30"],
  ["2026-11-18", 31, "2026-12-31"],
])) {
  test(`business days leave the weekend out: ${count} after ${from}`, () => {
    const day = after(Date.parse(from) / DAY, count, "business_days");
    assert.equal(new Date(day * DAY).toISOString().slice(0, 10), until);
  });
}

test("hours and days are days of the calendar", () => {
  assert.deepEqual([24, 25, 48].map((hours) => after(10, hours, "hours")), [11, 12, 12]);
  assert.equal(after(10, 90, "days"), 100);
});
