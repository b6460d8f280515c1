// Amounts as people type them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decimal, money, plain } from "../../www/widget/amounts.js";

test("amounts are read as people type them", () => {
  /** @type {[string, [number, number] | null][]} */
  const cases = [
    ["49,90", [4990, 2]],
    ["49.9", [499, 1]],
    ["49", [49, 0]],
    ["1.234,50 €", [123450, 2]],
    ["1 234,50", [123450, 2]],
    ["1,234.50", [123450, 2]],
    ["1’234.50", [123450, 2]],
    ["1.234", [1234, 0]],
    ["1.234.567", [1234567, 0]],
    ["-5", [-5, 0]],
    ["5.", [5, 0]],
    [".5", [5, 1]],
    ["", null],
    [",", null],
    ["abc", null],
    ["1,2345", null],
    ["1,5,5", null],
    ["12,34.5", null],
    ["99999999999999999", null],
  ];
  for (const [text, expected] of cases) assert.deepEqual(decimal(text, 2), expected, text);
});

test("decimals are as many as the currency has", () => {
  assert.deepEqual(decimal("1.234", 3), [1234, 3]);
  assert.equal(decimal("1.5", 0), null);
  assert.deepEqual(decimal("1.500", 0), [1500, 0]);
});

test("minor units are written plainly", () => {
  assert.deepEqual([plain(5, 2), plain(4990, 2), plain(500, 0)], ["0.05", "49.90", "500"]);
});

test("an amount is shown in its currency's major units", () => {
  const format = { money: (/** @type {number} */ amount, /** @type {string} */ currency) => `${amount} ${currency}` };
  const policy = { minorDigits: (/** @type {string} */ currency) => (currency === "JPY" ? 0 : 2) };
  const by = /** @type {any} */ ({ format, policy });
  assert.equal(money(by, { minor: 4990, currency: "EUR" }), "49.9 EUR");
  assert.equal(money(by, { minor: 4990, currency: "JPY" }), "4990 JPY");
});
