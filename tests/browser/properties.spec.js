// The element as scripts and frameworks use it: its properties, and what `submit()` tells.
import { test, expect } from "./fixtures.js";
import { Widget, euros, hoursAgo, open, seen, watch } from "./widget.js";

const facts = { reason: "changed_mind", purchased_at: hoursAgo(1).toISOString(), forms_delivered: false, amount_paid: euros(4990) };
const submit = (page) => page.evaluate(() => document.querySelector("refund-widget").submit());

test("every attribute is a property, also one that was set before the element was defined", async ({ page }) => {
  await watch(page);
  await open(page, { body: "<main></main>" });
  await page.waitForFunction(() => customElements.get("refund-widget"));
  const attributes = await page.evaluate(() => {
    const element = document.createElement("refund-widget");
    Object.assign(element, { endpoint: "/contact", orderId: "A-1", supportUrl: "/help", loading: "eager" });
    return Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  });
  expect(attributes).toEqual({ endpoint: "/contact", "order-id": "A-1", "support-url": "/help", loading: "eager" });
  const upgraded = await page.evaluate(() => {
    // Where there is no window, no element is defined.
    const plain = document.implementation.createHTMLDocument("").createElement("refund-widget");
    Object.assign(plain, { orderId: "A-2", facts: { reason: "changed_mind" } });
    document.body.append(plain);
    return [plain.getAttribute("order-id"), plain.facts, plain.endpoint];
  });
  expect(upgraded).toEqual(["A-2", { reason: "changed_mind" }, null]);
});

test("facts are taken as the JSON text that a framework sets", async ({ page }) => {
  await open(page, { policy: "passport-forms" });
  await page.evaluate((text) => (document.querySelector("refund-widget").facts = text), JSON.stringify(facts));
  await expect.poll(() => page.evaluate(() => document.querySelector("refund-widget").verdict?.status)).toBe("qualifies");
  expect(await seen(page, "refund-error")).toEqual([]);
});

test("`submit()` tells what is missing, and then of the receipt, which stays the same", async ({ page }) => {
  await open(page, { policy: "passport-forms", facts });
  expect(await submit(page)).toEqual({ status: "incomplete" });
  const widget = new Widget(page, "passport-forms");
  await widget.sign();
  const sent = await submit(page);
  expect(sent.status).toBe("sent");
  expect(sent.receipt).toEqual((await seen(page, "refund-sent"))[0]);
  expect(await submit(page)).toEqual(sent);
});

test("`submit()` tells what failed", async ({ page }) => {
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  await open(page, { policy: "passport-forms", facts, endpoint: "" });
  expect(await submit(page)).toEqual({ status: "incomplete" });
  await new Widget(page, "passport-forms").sign();
  const { status, error } = await submit(page);
  expect([status, error.code]).toEqual(["failed", "no_endpoint"]);
  expect(said.filter((text) => text.includes("refund-widget"))).toHaveLength(1);
});
