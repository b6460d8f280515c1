// The widget in somebody else's page: strict policies, several of them, moved and removed, attributes, methods, events.
import { test, expect } from "./fixtures.js";
import { Widget, open, ready, seen, hoursAgo, euros, policy, wall } from "./widget.js";

const facts = { reason: "buffering", purchased_at: hoursAgo(30).toISOString(), amount_paid: euros(4990) };
const element = (attributes = "") => `<refund-widget policy="/policies/iptv-subscription.json" endpoint="/contact" lang="en" ${attributes}></refund-widget>`;

test("the whole path breaks neither the content security policy nor trusted types", async ({ page }) => {
  await open(page, { policy: "smm-services", facts: { amount_paid: euros(100) } });
  const widget = new Widget(page, "smm-services");
  await widget.answer({ reason: "not_as_described", purchased_at: hoursAgo(48), clear_evidence: true });
  await widget.toRequest();
  await widget.sign();
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await widget.picker.setInputFiles([{ name: "a.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") }]);
  await expect(widget.root.locator("canvas.preview")).toBeVisible();
  await widget.root.locator("#letter summary").click();
  await expect(widget.root.locator("#message")).toBeVisible();
  await widget.send();
  expect(await seen(page, "securitypolicyviolation")).toEqual([]);
});

test("a page may object to sending, and send later by a method", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  await page.evaluate(() => document.addEventListener("refund-submit", (event) => event.preventDefault(), { once: true }));
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await widget.sign();
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.cancelled"])).toBeVisible();
  expect(await seen(page, "refund-sent")).toEqual([]);
  await page.evaluate(() => document.querySelector("refund-widget").submit());
  await widget.receipt();
  const [, { request }] = await seen(page, "refund-submit");
  expect(Object.keys(request)).toEqual(expect.arrayContaining(["id", "sent_at", "locale", "policy", "facts", "verdict", "customer", "order_id", "subject", "message", "attachments"]));
});

test("properties and reset()", async ({ page }) => {
  await open(page, { policy: "iptv-subscription" });
  const widget = new Widget(page, "iptv-subscription");
  const get = (name) => page.evaluate((name) => document.querySelector("refund-widget")[name], name);
  await expect.poll(async () => (await get("verdict")).status).toBe("needs_information");
  expect((await get("policy")).id).toBe("iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  await expect.poll(() => get("facts")).toEqual({ reason: "changed_mind" });
  await page.evaluate((facts) => (document.querySelector("refund-widget").facts = facts), facts);
  await expect.poll(async () => (await get("verdict")).status).toBe("does_not_qualify");
  await page.evaluate(() => document.querySelector("refund-widget").reset());
  await expect.poll(() => get("facts")).toEqual(facts);
});

test("a policy and facts that a script sets before the element is defined", async ({ page }) => {
  await open(page, { body: `<refund-widget lang="fr"></refund-widget>` });
  await page.evaluate(([policy, facts]) => Object.assign(document.querySelector("refund-widget"), { policy, facts }), [policy("iptv-subscription"), facts]);
  await ready(page);
  const widget = new Widget(page, "iptv-subscription", "fr");
  await expect(widget.headline).toHaveText(widget.t["headline.no_refund"]);
});

test("facts that are too deep to be read at all are told, and asked", async ({ page }) => {
  await open(page, { policy: "iptv-subscription" });
  await page.evaluate(() => {
    const deep = {};
    for (let at = deep, depth = 0; depth < 200; depth += 1) at = at.reason = {};
    document.querySelector("refund-widget").facts = deep;
  });
  await expect.poll(async () => (await seen(page, "refund-error")).map(({ code }) => code)).toEqual(["too_deep"]);
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  await expect.poll(() => page.evaluate(() => document.querySelector("refund-widget").facts)).toEqual({ reason: "changed_mind" });
});

test("facts of the merchant's that cannot be used are told to both, and asked", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { reason: "bufering", purchased_at: hoursAgo(30).toISOString() } });
  const widget = new Widget(page, "iptv-subscription");
  await expect.poll(() => widget.asked()).toBe("reason");
  const label = widget.document.facts.reason.label.en;
  await expect(widget.root.getByText(widget.t["problem.given"].replace("{label}", label))).toBeVisible();
  const [error] = await seen(page, "refund-error");
  expect(error).toMatchObject({ code: "unknown_choice", pointer: "/reason" });
  await widget.answerOne({ reason: "changed_mind" });
  await expect(widget.root.getByText(widget.t["problem.given"].replace("{label}", label))).toHaveCount(0);
});

test("the language can change while a question is being answered", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { purchased_at: hoursAgo(30).toISOString() } });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  const contact = hoursAgo(20);
  await widget.fill("support_contacted_at", contact);
  await page.evaluate(() => (document.querySelector("refund-widget").lang = "es"));
  const spanish = new Widget(page, "iptv-subscription", "es");
  await expect(spanish.question).toHaveText(spanish.document.facts.support_contacted_at.ask.es);
  await expect(spanish.root.locator("#first")).toHaveValue(wall(contact).day);
  await expect(spanish.root.locator("#second")).toHaveValue(wall(contact).time);
  await expect(spanish.root.getByText(spanish.words("reason", "changed_mind"))).toBeVisible();
});

test("several on one page keep to themselves; moving one costs nothing, removing one leaves no trace", async ({ page }) => {
  await open(page, { body: `<div id="a">${element('order-id="1"')}</div><div id="b">${element('order-id="2"')}</div>` });
  await expect.poll(async () => (await seen(page, "refund-ready")).length).toBe(2);
  const [first, second] = [page.locator("refund-widget").nth(0), page.locator("refund-widget").nth(1)];
  const widget = new Widget(page, "iptv-subscription", "en", first);
  await widget.answerOne({ reason: "changed_mind" });
  const asked = await widget.asked();
  await widget.fill(asked, hoursAgo(48));
  const { ask } = policy("iptv-subscription").facts.reason;
  await expect(second.locator("#question")).toHaveText(ask.en);
  // A move is a removal and an insertion in one go.
  await page.evaluate(() => document.querySelector("#b").append(document.querySelector("#a refund-widget")));
  const moved = new Widget(page, "iptv-subscription", "en", page.locator("#b refund-widget").nth(1));
  await expect(moved.root.locator("#first")).toHaveValue(wall(hoursAgo(48)).day);
  await moved.button("question.continue").click();
  await expect(moved.question).not.toHaveText(policy("iptv-subscription").facts[asked].ask.en);
  // Away for a while, then back in the page.
  const children = await page.evaluate(async () => {
    const element = document.querySelectorAll("#b refund-widget")[1];
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const left = [element.childElementCount, element.shadowRoot.innerHTML];
    document.querySelector("#a").append(element);
    return left;
  });
  expect(children).toEqual([0, "<slot></slot>"]);
  await expect(page.locator("#a refund-widget #question")).toBeVisible();
  await expect(page.locator("#a refund-widget #question")).not.toHaveText(ask.en);
});

test("a page with hostile style leaves the widget usable", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts, orderId: null });
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("body, body * { font-size: 40px; text-transform: uppercase; letter-spacing: 1em; text-align: right; color: red } input { width: 10px; border: 0; display: inline }");
    document.adoptedStyleSheets = [sheet];
  });
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  const style = (locator) => locator.evaluate((element) => {
    const { fontSize, textTransform, letterSpacing, textAlign, width } = getComputedStyle(element);
    return { fontSize, textTransform, letterSpacing, textAlign, isWide: parseFloat(width) > 200 };
  });
  const plain = { fontSize: "16px", textTransform: "none", letterSpacing: "normal", textAlign: "left", isWide: true };
  expect(await style(widget.root.locator("#order-id"))).toEqual(plain);
  expect(await style(widget.root.getByRole("textbox", { name: widget.t["contact.name"], exact: true }))).toEqual(plain);
});
