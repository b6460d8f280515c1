// A merchant's own words over those of the widget: by attribute, by property, before and after it is there.
import { test, expect } from "./fixtures.js";
import { Widget, open, ready, seen } from "./widget.js";

const ID = "iptv-subscription";
const OWN = { "question.unknown": "No idea" };
const element = (attributes = "") => `<refund-widget policy="/policies/${ID}.json" endpoint="/contact" lang="en" order-id="A-1" ${attributes}></refund-widget>`;
const button = (page, name) => new Widget(page, ID).root.getByRole("button", { name, exact: true });
const usual = (page) => new Widget(page, ID).button("question.unknown");
const set = (page, strings) => page.evaluate((strings) => (document.querySelector("refund-widget").strings = strings), strings);

test("the attribute's words are shown, and the others stay", async ({ page }) => {
  await open(page, { body: element(`strings='${JSON.stringify(OWN)}'`) });
  await expect(button(page, "No idea")).toBeVisible();
  await page.evaluate(() => document.querySelector("refund-widget").setAttribute("strings", '{"question.unknown": "Don’t ask me"}'));
  await expect(button(page, "Don’t ask me")).toBeVisible();
  await page.evaluate(() => document.querySelector("refund-widget").removeAttribute("strings"));
  await expect(usual(page)).toBeVisible();
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
  await expect(button(page, "No idea")).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.querySelector("refund-widget").strings)).toEqual(OWN);
  await set(page, { "question.remaining": { other: "{n} to go" } });
  await expect(usual(page)).toBeVisible();
  await expect(new Widget(page, ID).root.getByText(/^\d to go$/)).toBeVisible();
  await set(page, null);
  await expect(new Widget(page, ID).root.getByText(/to go$/)).toHaveCount(0);
});

test("they stay when the language changes", async ({ page }) => {
  await open(page, { body: element(`strings='${JSON.stringify(OWN)}'`) });
  await expect(button(page, "No idea")).toBeVisible();
  await page.evaluate(() => (document.querySelector("refund-widget").lang = "fr"));
  const french = new Widget(page, ID, "fr");
  await expect(french.root.getByText(french.t["head.refund"], { exact: true })).toBeVisible();
  await expect(button(page, "No idea")).toBeVisible();
});

test("what is no table of words is told", async ({ page }) => {
  await open(page, { body: element("strings='{'") });
  await expect(usual(page)).toBeVisible();
  for (const strings of ["words", [1]]) await set(page, strings);
  await expect.poll(async () => (await seen(page, "refund-error")).map(({ code }) => code)).toEqual(["not_json", "not_json", "wrong_type"]);
  await expect(usual(page)).toBeVisible();
});
