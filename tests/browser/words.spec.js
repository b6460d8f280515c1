// A merchant's own words over those of the widget: by attribute, by property, before and after it is there.
import { test, expect } from "./fixtures.js";
import { Widget, open, ready, seen } from "./widget.js";

const ID = "iptv-subscription";
const OWN = { "question.continue": "Onwards" };
const element = (attributes = "") => `<refund-widget policy="/policies/${ID}.json" endpoint="/contact" lang="en" order-id="A-1" ${attributes}></refund-widget>`;
const button = (page, name) => new Widget(page, ID).root.getByRole("button", { name, exact: true });
const set = (page, strings) => page.evaluate((strings) => (document.querySelector("refund-widget").strings = strings), strings);

test("the attribute's words are shown, and the others stay", async ({ page }) => {
  await open(page, { body: element(`strings='${JSON.stringify(OWN)}'`) });
  await expect(button(page, "Onwards")).toBeVisible();
  await page.evaluate(() => document.querySelector("refund-widget").setAttribute("strings", '{"question.continue": "Go on"}'));
  await expect(button(page, "Go on")).toBeVisible();
  await page.evaluate(() => document.querySelector("refund-widget").removeAttribute("strings"));
  await expect(button(page, "Continue")).toBeVisible();
  expect(await seen(page, "refund-error")).toEqual([]);
});

test("a property does the same, set before the element is defined or later", async ({ page }) => {
  await page.addInitScript((own) => {
    document.addEventListener("readystatechange", () => {
      const element = document.querySelector("refund-widget");
      if (element && !customElements.get("refund-widget")) element.strings = own;
    });
  }, OWN);
  await open(page, { body: element() });
  await ready(page);
  await expect(button(page, "Onwards")).toBeVisible();
  expect(await page.evaluate(() => document.querySelector("refund-widget").strings)).toEqual(OWN);
  await set(page, { "question.remaining": { other: "{n} to go" } });
  await expect(button(page, "Continue")).toBeVisible();
  await expect(new Widget(page, ID).root.getByText(/^\d to go$/)).toBeVisible();
  await set(page, null);
  await expect(new Widget(page, ID).root.getByText(/to go$/)).toHaveCount(0);
});

test("they stay when the language changes", async ({ page }) => {
  await open(page, { body: element(`strings='${JSON.stringify(OWN)}'`) });
  await expect(button(page, "Onwards")).toBeVisible();
  await page.evaluate(() => (document.querySelector("refund-widget").lang = "fr"));
  await expect(new Widget(page, ID, "fr").root.getByText(new Widget(page, ID, "fr").t["intro.text"])).toBeVisible();
  await expect(button(page, "Onwards")).toBeVisible();
});

test("what has no place among the words is told once, and the rest counts", async ({ page }) => {
  const strings = { ...OWN, "question.kontinue": "Weiter", "question.remaining": "some", "question.unknown": 5 };
  await open(page, { body: element(`strings='${JSON.stringify(strings)}'`) });
  await expect(button(page, "Onwards")).toBeVisible();
  await page.evaluate(() => (document.querySelector("refund-widget").lang = "fr"));
  await expect(new Widget(page, ID, "fr").root.getByText(new Widget(page, ID, "fr").t["intro.text"])).toBeVisible();
  const told = (await seen(page, "refund-error")).map(({ code, pointer }) => `${code} ${pointer}`);
  expect(told).toEqual(["question.kontinue", "question.remaining", "question.unknown"].map((key) => `unknown_string /${key}`));
});

test("what is no table of words is told", async ({ page }) => {
  await open(page, { body: element("strings='{'") });
  await expect(button(page, "Continue")).toBeVisible();
  for (const strings of ["words", [1]]) await set(page, strings);
  expect((await seen(page, "refund-error")).map(({ code }) => code)).toEqual(["not_json", "wrong_type", "wrong_type"]);
  await expect(button(page, "Continue")).toBeVisible();
});
