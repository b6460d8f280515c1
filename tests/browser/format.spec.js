// Dates, times, amounts and numbers in the shopper's habits: www/tools/format.js, as the page's scripts have it.
import { readFileSync } from "node:fs";
import { test, expect } from "./fixtures.js";

const source = readFileSync(new URL("../../www/tools/format.js", import.meta.url), "utf8");
const plain = (text) => text.replace(/[\u00a0\u202f\u2009]/g, " ");

test.use({ locale: "es-MX" });

/** What the formats of a language answer to these calls: `[method, ...arguments]`. */
const write = async (page, language, calls) => {
  await page.route("**/format.js", (route) => route.fulfill({ contentType: "text/javascript", body: source }));
  await page.route("**/blank", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto("/blank");
  const written = await page.evaluate(
    async ([language, calls]) => {
      const { format } = await import("/format.js");
      const habits = format(language);
      return calls.map(([method, ...values]) => habits[method](...values));
    },
    [language, calls],
  );
  return written.map((text) => (typeof text === "string" ? plain(text) : text));
};

const at = (text) => Date.parse(text);
const [HOUR, DAY] = [3_600_000, 86_400_000];

test("habits are the browser's in the element's language", async ({ page }) => {
  // A Mexican writes amounts with a point; of a Frenchman's habits this browser knows nothing.
  expect(await write(page, "es", [["sign"], ["number", "number", 1234.5]])).toEqual([".", "1,234.5"]);
  expect(await write(page, "fr", [["sign"], ["number", "number", 1234.5]])).toEqual([",", "1 234,5"]);
});

test("amounts, numbers and sizes", async ({ page }) => {
  const calls = [["money", 49.9, "EUR"], ["money", 500, "JPY"], ["number", "percent", 0.3], ["number", "number", 48.5], ["number", "count", 10000], ["unit", 60.5, "hour"]];
  expect(await write(page, "fr", calls)).toEqual(["49,90 €", "500 JPY", "30 %", "48,5", "10 000", "60,5 heures"]);
  expect(await write(page, "en", [["size", 200], ["size", 2.5 * 2 ** 20], ["size", 10 * 2 ** 20]])).toEqual(["1 kB", "2.5 MB", "10 MB"]);
});

test("times are told relative to now, and by the calendar", async ({ page }) => {
  const now = at("2026-11-20T12:00:00Z");
  const relative = (text, byDay = false) => ["relative", at(text), now, byDay];
  const calls = [relative("2026-11-17T12:00:00Z"), relative("2026-11-20T10:00:00Z"), relative("2026-11-22T12:00:00Z"), relative("2026-08-20T12:00:00Z"), relative("2024-11-19T12:00:00Z")];
  expect(await write(page, "es", calls)).toEqual(["hace 3 días", "hace 2 horas", "pasado mañana", "hace 3 meses", "hace 2 años"]);
  // Where only the day is known, hours mean nothing. In Madrid the 20th has begun at 23:00.
  expect(await write(page, "fr", [relative("2026-11-19T23:00:00Z", true), relative("2026-11-19T22:59:00Z", true)])).toEqual(["aujourd’hui", "hier"]);
});

test("lengths have their two largest units", async ({ page }) => {
  const calls = [2 * DAY + 3 * HOUR + 1, HOUR, 61_000, 1_001, 500, 70 * DAY, DAY].map((millis) => ["length", millis]);
  expect(await write(page, "en", calls)).toEqual(["2 days and 3 hours", "1 hour", "1 minute", "2 seconds", "1 second", "2 months", "1 day"]);
});

test("lists, plurals and names follow the language", async ({ page }) => {
  expect(await write(page, "fr", [["list", ["a", "b", "c"], "conjunction"], ["plural", 0], ["name", "currency", "EUR"], ["name", "language", "es"], ["name", "currency", "?"]])).toEqual(["a, b et c", "one", "euro", "espagnol", "?"]);
  expect(await write(page, "en", [["list", ["a", "b", "c"], "disjunction"], ["plural", 0]])).toEqual(["a, b, or c", "other"]);
  const [currencies] = await write(page, "en", [["currencies"]]);
  expect(currencies).toEqual(expect.arrayContaining(["EUR", "MAD", "USD"]));
});

test("a day of another year has its year", async ({ page }) => {
  await page.clock.setFixedTime("2026-11-20T12:00:00Z");
  const [this_, next] = [at("2026-12-15T12:00:00Z"), at("2027-02-16T12:00:00Z")];
  const calls = [["date", "calendar", next], ["date", "day", next], ["date", "day_time", this_], ["range", "calendar_range", this_, next], ["range", "calendar_range", next, next + 7 * DAY], ["date", "date", next]];
  const written = ["mardi 16 février 2027", "16 févr. 2027", "15 déc., 13:00", "15 décembre 2026 – 16 février 2027", "16–23 février 2027", "mardi 16 février 2027"];
  expect(await write(page, "fr", calls)).toEqual(written);
});

test("a day of the policy's calendar is the same day on every wall", async ({ browser, baseURL }) => {
  for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    const context = await browser.newContext({ baseURL, timezoneId });
    const noon = at("2026-11-24T12:00:00Z");
    expect(await write(await context.newPage(), "fr", [["date", "calendar", noon], ["range", "calendar_range", noon, noon + 7 * DAY]])).toEqual(["mardi 24 novembre", "24 novembre – 1 décembre"]);
    await context.close();
  }
});
