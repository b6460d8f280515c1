// Every path by keyboard alone: where the focus goes, and what a screen reader is told, once.
import { test, expect, prepared, CASE } from "./faults.js";
import { listen, tabTo, tabbed } from "./keyboard.js";
import { Widget, open, hoursAgo, euros, seen } from "./widget.js";

const bought = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };
const proof = { name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") };
const refused = { status: 403 };

const show = async (page, facts, policy = "iptv-subscription") => {
  await open(page, { policy, facts: { ...bought, ...facts } });
  const widget = new Widget(page, policy);
  await expect(widget.question.or(widget.headline)).toBeVisible();
  return widget;
};
/** Goes to a button by Tab, and presses it. */
const press = async (widget, key) => {
  const button = widget.button(key).first();
  await button.evaluate((element) => element.setAttribute("data-sought", ""));
  await tabTo(widget.page, "[data-sought]");
  await button.evaluate((element) => element.removeAttribute("data-sought"));
  await widget.page.keyboard.press("Enter");
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

test("an answer is left open, given later, changed, kept, and forgotten", async ({ page }) => {
  const widget = await show(page, { reason: "changed_mind" });
  expect(await widget.asked()).toBe("support_contacted_at");
  await press(widget, "question.unknown");
  await expect(widget.headline).toBeFocused();
  await tabTo(page, "[aria-label^='Answer: ']");
  await page.keyboard.press("Enter");
  await expect(widget.question).toBeFocused();
  await tabTo(page, "#none");
  await page.keyboard.press("Space");
  await press(widget, "question.continue");
  await expect(widget.headline).toBeFocused();
  await tabTo(page, "[aria-label^='Change the answer: ']");
  await page.keyboard.press("Enter");
  await expect(widget.question).toBeFocused();
  await press(widget, "question.cancel");
  await expect(widget.headline).toBeFocused();
  const said = await listen(page);
  await press(widget, "store.forget");
  await expect(widget.question).toBeFocused();
  expect(await said()).toEqual([widget.t["store.forgotten"]]);
});

test("a wrong answer brings the focus to its field, which says why", async ({ page }) => {
  const widget = await show(page, { reason: "service_outage", outage_by_merchant: true });
  await tabTo(page, "#first");
  await page.keyboard.type("many");
  await page.keyboard.press("Enter");
  const field = widget.root.locator("#first");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(widget.t["problem.number"]);
});

test("what is certain can be skipped to", async ({ page }) => {
  const widget = await show(page, { reason: "changed_mind", purchased_at: hoursAgo(200), support_contacted_at: hoursAgo(100) });
  await press(widget, "question.skip");
  await expect(widget.headline).toBeFocused();
});

test("a wish is chosen by the arrows, and stays chosen", async ({ page }) => {
  const widget = await show(page, { reason: "service_outage", outage_by_merchant: true, outage_hours: 60 });
  const wishes = widget.root.getByRole("radio");
  await tabTo(page, "input[type=radio]");
  await page.keyboard.press("Space");
  await expect(wishes.first()).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(wishes.nth(1)).toBeChecked();
  await expect(wishes.nth(1)).toBeFocused();
  await press(widget, "verdict.request");
  await expect(widget.root.locator("#request")).toBeFocused();
  await press(widget, "request.back");
  await expect(widget.headline).toBeFocused();
  await expect(wishes.nth(1)).toBeChecked();
});

test("the answer is taken along: calendar, paper, copy", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => (window.print = () => (window.printed = true)));
  const widget = await show(page, { reason: "technical_problem", support_contacted_at: hoursAgo(20) });
  const said = await listen(page);
  const [calendar] = await Promise.all([page.waitForEvent("download"), press(widget, "take.calendar")]);
  expect(calendar.suggestedFilename()).toMatch(/\.ics$/);
  await expect(widget.button("take.calendar")).toBeFocused();
  await press(widget, "take.print");
  expect(await page.evaluate(() => window.printed)).toBe(true);
  await expect(widget.button("take.print")).toBeFocused();
  await press(widget, "take.copy");
  await expect(widget.button("ways.copied")).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(await widget.headline.textContent());
  expect(await said()).toEqual([widget.t["ways.copied"]]);
});

// The widget does not do this yet.
test("what happens again is said again", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await show(page, { reason: "buffering" });
  const said = await listen(page);
  await press(widget, "take.copy");
  await expect(widget.button("ways.copied")).toBeFocused();
  expect(await said()).toEqual([widget.t["ways.copied"]]);
  await page.keyboard.press("Enter");
  await expect.poll(said).toEqual([widget.t["ways.copied"]]);
  await press(widget, "verdict.write_anyway");
  await tabTo(page, "#send");
  for (let time = 0; time < 2; time++) {
    await said();
    await widget.root.locator("#send").focus();
    await page.keyboard.press("Enter");
    await expect.poll(said).toEqual([widget.t["send.check"]]);
  }
});

test("a file is chosen and taken away again", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const said = await listen(page);
  for (const key of ["Space", "Enter"]) {
    await tabTo(page, "input[type=file]");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press(key)]);
    await chooser.setFiles(proof);
    await expect(widget.root.locator(".file-name")).toHaveText(["proof.txt"]);
    await expect(widget.picker).toBeFocused();
    expect(await said()).toEqual([widget.t["evidence.added"].one.replace("{n}", "1")]);
    await page.keyboard.press("Shift+Tab");
    await expect(widget.root.getByRole("button", { name: "Remove proof.txt" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(widget.picker).toBeFocused();
    expect(await said()).toEqual([widget.t["evidence.removed"].replace("{name}", "proof.txt")]);
  }
});

test("the prepared letter comes back, and everything is read before it is sent", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await tabTo(page, "#message");
  await page.keyboard.type("My own letter.");
  await press(widget, "message.restore");
  await expect(widget.root.locator("#message")).toBeFocused();
  await press(widget, "review.summary");
  await expect(widget.button("review.summary")).toBeFocused();
  await expect(widget.button("review.summary")).toHaveAttribute("aria-expanded", "true");
  await tabTo(page, "summary", 2);
  await page.keyboard.press("Enter");
  await tabTo(page, ".data", 1); // so that it can be scrolled
  expect(endpoint.received).toHaveLength(0);
});

test("what is missing is said once, and the focus goes to the first of it", async ({ page }) => {
  const widget = await show(page, { reason: "buffering" });
  await widget.toRequest();
  const said = await listen(page);
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await expect(widget.root.getByRole("textbox", { name: widget.t["contact.name"] })).toBeFocused();
  expect(await said()).toEqual([widget.t["send.check"]]);
});

test("a failure gets the focus; it is stopped, tried again, and gone round", async ({ page, endpoint, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await prepared(page, endpoint, { faults: ["dropped", refused] });
  const said = await listen(page);
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await expect(widget.root.locator("#failure")).toBeFocused();
  expect(await said()).toEqual([widget.t["send.sending"]]);
  await press(widget, "failure.stop");
  await expect(widget.button("failure.retry")).toBeFocused();
  expect(await said()).toEqual([widget.t["failure.stopped"]]);
  await page.keyboard.press("Enter");
  await expect(widget.root.getByText(widget.t["failure.refused"])).toBeVisible();
  await expect(widget.root.locator("#failure")).toBeFocused();
  expect(await said()).toEqual([widget.t["send.sending"]]);
  await press(widget, "ways.copy");
  await expect(widget.button("ways.copy")).toBeFocused();
  expect(await said()).toEqual([widget.t["ways.copied"]]);
  const [letter] = await Promise.all([page.waitForEvent("download"), press(widget, "ways.download")]);
  expect(letter.suggestedFilename()).toMatch(/\.txt$/);
  await tabTo(page, "a[href^='mailto:']");
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await widget.receipt();
  expect(await said()).toEqual([widget.t["send.sending"]]);
});

test("a receipt is read, saved and put away", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await widget.receipt();
  const said = await listen(page);
  const [copy] = await Promise.all([page.waitForEvent("download"), press(widget, "receipt.save")]);
  expect(copy.suggestedFilename()).toMatch(/\.txt$/);
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await expect(widget.root.locator(".letter")).toBeVisible();
  await press(widget, "receipt.again");
  await expect(widget.headline).toBeFocused();
  expect(await said()).toEqual([widget.t["store.forgotten"]]);
});

// The widget does not do this yet.
test("a policy that could not be had is tried again, and the focus goes on into the widget", async ({ page }) => {
  let mended = false;
  await page.route("**/policies/late.json", (route) => (mended ? route.continue({ url: route.request().url().replace("late", CASE.policy) }) : route.fulfill({ status: 503 })));
  await open(page, { body: `<refund-widget policy="/policies/late.json" lang="en"></refund-widget>` });
  const widget = new Widget(page, CASE.policy);
  await expect(widget.root.getByRole("alert")).toBeVisible();
  mended = true;
  await press(widget, "error.retry");
  await expect(widget.question).toBeFocused();
});

const SCREENS = {
  "a choice": ["iptv-subscription", {}],
  "a date": ["iptv-subscription", { reason: "changed_mind" }],
  "an amount": ["iptv-subscription", { reason: "changed_mind", amount_paid: undefined, purchased_at: hoursAgo(200), support_contacted_at: hoursAgo(100), usage_ratio: 0.5 }],
  "an answer": ["iptv-subscription", { reason: "service_outage", outage_by_merchant: true, outage_hours: 60 }],
};
const reached = async (page) => {
  const { controls, stops } = await tabbed(page);
  expect(controls.length).toBeGreaterThan(1);
  expect(stops.map(({ name }) => name)).toEqual(controls);
  expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([]);
};
for (const [screen, [policy, facts]] of Object.entries(SCREENS)) {
  test(`Tab reaches every control in its order, and shows where it is: ${screen}`, async ({ page }) => {
    await show(page, facts, policy);
    await reached(page);
  });
}
test("Tab reaches every control in its order, and shows where it is: the request, a failure, the receipt", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: [refused], lang: "es" });
  await widget.picker.setInputFiles(proof);
  await expect(widget.root.locator(".file-name")).toHaveText(["proof.txt"]);
  await widget.button("review.summary").click();
  await widget.root.getByText(widget.t["review.data"]).click();
  await reached(page);
  await widget.button("send.button").click();
  await expect(widget.root.locator("#failure")).toBeFocused();
  await reached(page);
  await widget.button("failure.retry").click();
  await widget.receipt();
  await widget.root.getByText(widget.t["receipt.content"]).click();
  await reached(page);
});
