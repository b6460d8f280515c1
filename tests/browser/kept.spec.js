// What was typed and added survives a reload, a crash and a closed tab, for a while, and can be forgotten.
import { test, expect, prepared, CASE } from "./faults.js";
import { Widget, open, ready, hoursAgo, euros } from "./widget.js";

const facts = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };

test("answers, open questions and the place survive a reload", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  const asked = await widget.asked();
  await page.reload();
  await ready(page);
  await expect.poll(() => widget.asked()).toBe(asked);
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
  await widget.read();
  await message.fill("My own letter.");
  await page.reload();
  await ready(page);
  await expect(message).toHaveValue("My own letter.");
  await expect(widget.root.getByRole("textbox", { name: widget.t["contact.name"], exact: true })).toHaveValue("Ana Pérez");
  await widget.button("request.back").click();
  await widget.change("reason");
  await widget.tap("reason", "buffering");
  await widget.toRequest();
  await expect(message).toHaveValue("My own letter.");
  // Until the shopper wants the prepared one again.
  await widget.read();
  await widget.button("message.restore").click();
  await expect(message).toHaveValue(/I moved to another country\./);
  await expect(message).toBeFocused();
});

test("what is kept belongs to one policy and one order, and is forgotten on demand", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  const keys = () => page.evaluate(() => Object.keys(localStorage));
  await expect.poll(keys).toEqual([]);
  await widget.answerOne({ reason: "changed_mind" });
  await expect.poll(keys).toEqual(["refund-widget:iptv-subscription:A-1001"]);
  await page.evaluate(() => document.querySelector("refund-widget").setAttribute("order-id", "A-1002"));
  await expect.poll(() => widget.asked()).toBe("reason");
  await page.evaluate(() => document.querySelector("refund-widget").setAttribute("order-id", "A-1001"));
  await expect.poll(() => widget.asked()).not.toBe("reason");
  await widget.forget();
  await expect.poll(keys).toEqual([]);
  await expect.poll(() => widget.asked()).toBe("reason");
});

test("what is too old or is not the widget's is not used", async ({ page }) => {
  const key = "refund-widget:iptv-subscription:A-1001";
  for (const stored of ["{", '{"answers":{}}', JSON.stringify({ saved_at: hoursAgo(24 * 15).toISOString(), id: "x", answers: { reason: "changed_mind" }, evidence: {} })]) {
    await page.unrouteAll();
    await page.addInitScript(([key, stored]) => localStorage.setItem(key, stored), [key, stored]);
    await open(page, { policy: "iptv-subscription", facts });
    await expect.poll(() => new Widget(page, "iptv-subscription").asked()).toBe("reason");
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
  // Starting again would cost the reference, so it is asked first.
  await widget.button("receipt.again").click();
  await expect(widget.root.getByText(widget.t["store.forget_receipt"])).toBeVisible();
  await widget.button("store.forget_not").click();
  await expect(widget.root.locator(".reference")).toHaveText(reference);
  await widget.forget("receipt.again");
  await expect(widget.headline).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
});

const proof = { name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") };
const names = (widget) => widget.root.locator(".file-name");
const ids = (page) =>
  page.evaluate(async () => {
    const database = await new Promise((resolve) => (indexedDB.open("refund-widget").onsuccess = ({ target }) => resolve(target.result)));
    const request = database.objectStoreNames.length ? database.transaction("files").objectStore("files").getAllKeys() : { result: [] };
    if (!("error" in request)) return [];
    await new Promise((resolve) => (request.onsuccess = resolve));
    database.close();
    return request.result.map(([session]) => session);
  });

test("files survive a reload, and are sent as they were", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await widget.picker.setInputFiles([proof, { name: "a.png", mimeType: "image/png", buffer: png }]);
  await expect(names(widget)).toHaveText(["proof.txt", "a.png"]);
  await expect.poll(() => ids(page)).toHaveLength(2);
  await page.reload();
  await ready(page);
  await expect(names(widget)).toHaveText(["proof.txt", "a.png"]);
  await expect(widget.root.locator("canvas.preview")).toBeVisible();
  await widget.send();
  const [{ json, files }] = endpoint.received;
  expect(files[json.attachments[0].sha256].toString()).toBe("proof");
  // Who has the receipt needs them no longer.
  await expect.poll(() => ids(page)).toEqual([]);
});

test("a file that is taken away, and all of them once forgotten, are gone from the device", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await widget.picker.setInputFiles([proof, { ...proof, name: "other.txt", buffer: Buffer.from("other") }]);
  await expect.poll(() => ids(page)).toHaveLength(2);
  await widget.root.getByRole("button", { name: "Remove proof.txt" }).click();
  await expect.poll(() => ids(page)).toHaveLength(1);
  await widget.forget();
  await expect.poll(() => ids(page)).toEqual([]);
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
});

test("files are not kept longer than the answers they belong to", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await widget.picker.setInputFiles(proof);
  await expect.poll(() => ids(page)).toHaveLength(1);
  await page.evaluate((saved_at) => {
    const [[key, text]] = Object.entries(localStorage);
    localStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), saved_at }));
  }, hoursAgo(24 * 15).toISOString());
  // Another order's page is enough.
  await page.close();
  const other = await page.context().newPage();
  await open(other, { ...CASE, orderId: "B-2" });
  await expect.poll(() => ids(other)).toEqual([]);
  await expect.poll(() => other.evaluate(() => localStorage.length)).toBe(0);
});

for (const [what, deny] of Object.entries({
  "not allowed": () => (IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); }),
  "full": () => (IDBObjectStore.prototype.put = () => { throw new DOMException("no", "QuotaExceededError"); }),
})) {
  test(`where the store for files is ${what}, that is said, and they are sent all the same`, async ({ page, endpoint }) => {
    await page.addInitScript(deny);
    const widget = await prepared(page, endpoint);
    await widget.picker.setInputFiles(proof);
    await expect(widget.root.getByText(widget.t["evidence.not_kept"])).toBeVisible();
    await page.reload();
    await ready(page);
    const lost = widget.root.locator(".wrong", { hasText: widget.t["file.lost"].replace("{name}", "proof.txt") });
    await expect(lost).toBeVisible();
    await widget.button("send.button").click();
    await expect(widget.picker).toBeFocused();
    expect(endpoint.received).toHaveLength(0);
    await widget.picker.setInputFiles(proof);
    await expect(lost).toHaveCount(0);
    await expect(names(widget)).toHaveText(["proof.txt"]);
    await widget.send();
    expect(endpoint.received[0].json.attachments).toHaveLength(1);
  });
}

test("a question that is half answered survives a reload", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, reason: "service_outage", outage_by_merchant: true } });
  const widget = new Widget(page, "iptv-subscription");
  const asked = await widget.asked();
  await widget.root.locator("#first").fill("12");
  await page.reload();
  await ready(page);
  await expect.poll(() => widget.asked()).toBe(asked);
  await expect(widget.root.locator("#first")).toHaveValue("12");
});

test("a crash costs nothing that was typed", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await widget.picker.setInputFiles(proof);
  await expect.poll(() => ids(page)).toHaveLength(1);
  await widget.root.locator("#words").pressSequentially(" And then it stopped.");
  // What the browser writes on its own account takes it a moment; the widget has no timer of its own to flush.
  await page.waitForTimeout(300);
  const session = await page.context().newCDPSession(page);
  session.send("Page.crash").catch(() => {});
  await page.waitForEvent("crash");
  const again = await page.context().newPage();
  await open(again, CASE);
  const after = new Widget(again, CASE.policy);
  await expect(after.root.locator("#words")).toHaveValue("It stopped working on Tuesday. And then it stopped.");
  await expect(names(after)).toHaveText(["proof.txt"]);
});
