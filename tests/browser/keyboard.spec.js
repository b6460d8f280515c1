// The whole path by keyboard alone, and where the focus goes.
import { test, expect } from "./fixtures.js";
import { Widget, open, hoursAgo, euros, seen } from "./widget.js";

/** Presses Tab until the element that has the focus matches. */
const tabTo = async (page, matches, limit = 60) => {
  for (let step = 0; step < limit; step++) {
    await page.keyboard.press("Tab");
    const is = await page.evaluate((selector) => {
      const inside = document.activeElement.shadowRoot?.activeElement;
      return (inside ?? document.activeElement).matches(selector);
    }, matches);
    if (is) return;
  }
  throw new Error(`${matches} was not reached by ${limit} steps`);
};

test("from the first question to the receipt without a mouse", async ({ page }) => {
  const facts = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };
  await open(page, { policy: "iptv-subscription", facts, lang: "en" });
  const widget = new Widget(page, "iptv-subscription");

  // Arrows choose; nothing goes on before Continue or Enter says so.
  await tabTo(page, "input[type=radio]");
  await page.keyboard.press("Space");
  expect(await widget.asked()).toBe("reason");
  await page.keyboard.press("ArrowDown");
  expect(await widget.asked()).toBe("reason");
  await page.keyboard.press("Enter");

  // The focus is on the new question, and the next step is its first field.
  await expect(widget.question).toBeFocused();
  expect(await widget.asked()).toBe("support_contacted_at");
  await tabTo(page, "#first", 1);
  await tabTo(page, "#none", 12);
  await page.keyboard.press("Space");
  await tabTo(page, "button[type=submit]", 3);
  await page.keyboard.press("Enter");

  await expect(widget.headline).toBeFocused();
  await tabTo(page, ".primary", 8);
  await page.keyboard.press("Enter");

  await expect(widget.root.locator("#request")).toBeFocused();
  // Sent too early, the focus goes to the first field that is missing.
  await tabTo(page, "button[type=submit]", 30);
  await page.keyboard.press("Enter");
  const name = widget.root.getByRole("textbox", { name: "Full name" });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveAccessibleDescription("Enter your name.");
  await page.keyboard.type("Ana Pérez");
  await expect(name).toHaveAttribute("aria-invalid", "false");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ana@example.org");
  await tabTo(page, "#words", 5);
  await page.keyboard.type("The picture freezes.");
  await tabTo(page, "button[type=submit]", 8);
  await page.keyboard.press("Enter");
  await expect(widget.root.locator("#receipt")).toBeFocused();
  expect(await seen(page, "refund-sent")).toHaveLength(1);
});

test("Enter in the name does not send a form of the merchant's", async ({ page }) => {
  const facts = JSON.stringify({ reason: "buffering", purchased_at: hoursAgo(60).toISOString() });
  const body = `<form id="outer"><refund-widget policy="/policies/iptv-subscription.json" endpoint="/contact" lang="en" facts='${facts}'></refund-widget></form>`;
  await open(page, { body });
  await page.evaluate(() => document.querySelector("#outer").addEventListener("submit", (event) => { event.preventDefault(); window.left = true; }));
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await widget.root.getByRole("textbox", { name: "Full name" }).press("Enter");
  expect(await page.evaluate(() => window.left)).toBeUndefined();
});

test("each screen has its heading, each field its label, and one polite live region", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { reason: "changed_mind", purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990), support_contacted_at: null }, lang: "fr" });
  const widget = new Widget(page, "iptv-subscription", "fr");
  await expect(widget.root.getByRole("heading", { level: 2 })).toHaveText(widget.document.title.fr);
  await expect(widget.root.getByRole("heading", { level: 3 }).first()).toHaveText(await widget.headline.textContent());
  await expect(widget.root.getByRole("status")).toHaveCount(1);
  await widget.toRequest();
  await expect(widget.root.getByRole("heading", { level: 3 })).toHaveText(widget.t["request.heading"]);
  const unnamed = await page.evaluate(() => {
    const fields = [...document.querySelectorAll("refund-widget > input"), ...document.querySelector("refund-widget").shadowRoot.querySelectorAll("input, select, textarea")];
    return fields.filter((field) => !field.labels?.length && !field.ariaLabel).map((field) => field.outerHTML);
  });
  expect(unnamed).toEqual([]);
});
