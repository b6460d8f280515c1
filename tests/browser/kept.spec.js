// What was typed survives a reload, and can be forgotten.
import { test, expect } from "./fixtures.js";
import { Widget, open, ready, hoursAgo, euros } from "./widget.js";

const facts = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };

test("answers, open questions and the place survive a reload", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  const asked = await widget.asked();
  await page.reload();
  await ready(page);
  expect(await widget.asked()).toBe(asked);
  await expect(widget.root.getByText(widget.words("reason", "changed_mind"))).toBeVisible();
  // A reload does not pull the page to the widget.
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
});

test("the request's text, name and screen survive; an edited letter is kept when answers change", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, support_contacted_at: null } });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answer({ reason: "changed_mind" });
  await widget.toRequest();
  await widget.sign({ name: "Ana Pérez", words: "I moved to another country." });
  const message = widget.root.locator("#message");
  await expect(message).toHaveValue(/I moved to another country\.[^]*Ana Pérez/);
  await message.fill("My own letter.");
  await page.reload();
  await ready(page);
  await expect(message).toHaveValue("My own letter.");
  await expect(widget.root.getByRole("textbox", { name: "Full name" })).toHaveValue("Ana Pérez");
  await widget.button("request.back").click();
  await widget.root.getByRole("button", { name: /^Change the answer: Reason/ }).click();
  await widget.fill("reason", "technical_problem");
  await widget.button("question.continue").click();
  await widget.toRequest();
  await expect(message).toHaveValue("My own letter.");
  // Until the shopper wants the prepared one again.
  await widget.button("message.restore").click();
  await expect(message).toHaveValue(/I moved to another country\./);
  await expect(message).toBeFocused();
});

test("what is kept belongs to one policy and one order, and is forgotten on demand", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  const keys = () => page.evaluate(() => Object.keys(localStorage));
  expect(await keys()).toEqual([]);
  await widget.answerOne({ reason: "changed_mind" });
  expect(await keys()).toEqual(["refund-widget:iptv-subscription:A-1001"]);
  await page.evaluate(() => document.querySelector("refund-widget").setAttribute("order-id", "A-1002"));
  expect(await widget.asked()).toBe("reason");
  await page.evaluate(() => document.querySelector("refund-widget").setAttribute("order-id", "A-1001"));
  expect(await widget.asked()).not.toBe("reason");
  await widget.button("store.forget").click();
  expect(await keys()).toEqual([]);
  expect(await widget.asked()).toBe("reason");
});

test("what is too old or is not the widget's is not used", async ({ page }) => {
  const key = "refund-widget:iptv-subscription:A-1001";
  for (const stored of ["{", '{"answers":{}}', JSON.stringify({ saved_at: hoursAgo(24 * 15).toISOString(), id: "x", answers: { reason: "changed_mind" }, evidence: {} })]) {
    await page.unrouteAll();
    await page.addInitScript(([key, stored]) => localStorage.setItem(key, stored), [key, stored]);
    await open(page, { policy: "iptv-subscription", facts });
    expect(await new Widget(page, "iptv-subscription").asked()).toBe("reason");
  }
});

test("where nothing can be kept, that is said and everything works", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  await expect(widget.root.getByText(widget.t["store.not_kept"])).toBeVisible();
});

test("after the receipt a reload shows the receipt, and a new request starts anew", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, reason: "buffering" } });
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await widget.sign();
  const reference = await widget.send();
  await page.reload();
  await ready(page);
  await expect(widget.root.locator(".reference")).toHaveText(reference);
  await widget.button("receipt.again").click();
  await expect(widget.headline).toBeVisible();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
