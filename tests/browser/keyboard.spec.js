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

/** Unfolds what has this id. */
const unfold = async (page, id) => {
  await tabTo(page, `#${id} > summary`);
  await page.keyboard.press("Enter");
  await expect(page.locator(`refund-widget #${id}`)).toHaveAttribute("open", "");
};

test("from the first question to the receipt without a mouse", async ({ page }) => {
  const facts = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };
  await open(page, { policy: "iptv-subscription", facts, lang: "en" });
  const widget = new Widget(page, "iptv-subscription");
  const { t } = widget;

  // To go past an answer does nothing; the key that presses it answers and goes on.
  await tabTo(page, "#answer-technical_problem");
  await tabTo(page, "#answer-changed_mind", 1);
  await expect.poll(() => widget.asked()).toBe("reason");
  await page.keyboard.press("Space");

  // The focus is on the new question, and the next step is its first field.
  await expect(widget.question).toBeFocused();
  await expect.poll(() => widget.asked()).toBe("support_contacted_at");
  await tabTo(page, "#first", 1);
  await tabTo(page, "#none", 12);
  await page.keyboard.press("Enter");

  await expect(widget.headline).toBeFocused();
  await tabTo(page, "#ask", 8);
  await page.keyboard.press("Enter");

  await expect(widget.root.locator("#request")).toBeFocused();
  await tabTo(page, "#words", 5);
  await page.keyboard.type("The picture freezes.");
  // Sent too early, the focus goes to the first field that is missing.
  await tabTo(page, "#send", 30);
  await page.keyboard.press("Enter");
  const name = widget.root.getByRole("textbox", { name: t["contact.name"], exact: true });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveAccessibleDescription(t["contact.name_missing"]);
  await page.keyboard.type("Ana Pérez");
  await expect(name).toHaveAttribute("aria-invalid", "false");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ana@example.org");
  await tabTo(page, "#send", 8);
  await page.keyboard.press("Enter");
  await expect(widget.root.locator("#receipt")).toBeFocused();
  await expect.poll(() => seen(page, "refund-sent")).toHaveLength(1);
});

test("Enter in the name does not send a form of the merchant's", async ({ page }) => {
  const facts = JSON.stringify({ reason: "buffering", purchased_at: hoursAgo(60).toISOString() });
  const body = `<form id="outer"><refund-widget policy="/policies/iptv-subscription.json" endpoint="/contact" lang="en" facts='${facts}'></refund-widget></form>`;
  await open(page, { body });
  await page.evaluate(() => document.querySelector("#outer").addEventListener("submit", (event) => { event.preventDefault(); window.left = true; }));
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await widget.root.getByRole("textbox", { name: widget.t["contact.name"], exact: true }).press("Enter");
  expect(await page.evaluate(() => window.left)).toBeUndefined();
});

test("each screen has its heading, each field its label, and one polite live region", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { reason: "changed_mind", purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990), support_contacted_at: null }, lang: "fr" });
  const widget = new Widget(page, "iptv-subscription", "fr");
  await expect(widget.root.getByRole("heading", { level: 2 })).toHaveText(widget.t["head.refund"]);
  await expect(widget.root.getByRole("heading", { level: 3 }).first()).toHaveText(await widget.headline.textContent());
  await expect(widget.root.getByRole("status")).toHaveCount(1);
  await widget.toRequest();
  await expect(widget.root.getByRole("heading", { level: 2 })).toHaveText(widget.t["head.request"]);
  await expect(widget.root.getByRole("heading", { level: 3 })).toHaveText(widget.t["asked.heading"]);
  const unnamed = await page.evaluate(() => {
    const fields = [...document.querySelectorAll("refund-widget > input"), ...document.querySelector("refund-widget").shadowRoot.querySelectorAll("input, select, textarea")];
    return fields.filter((field) => !field.labels?.length && !field.ariaLabel).map((field) => field.outerHTML);
  });
  expect(unnamed).toEqual([]);
});

test("an answer is left open, given later, changed, kept, and forgotten", async ({ page }) => {
  const widget = await show(page, { reason: "changed_mind" });
  await expect.poll(() => widget.asked()).toBe("support_contacted_at");
  await press(widget, "question.unknown");
  await expect(widget.headline).toBeFocused();
  await unfold(page, "open");
  await tabTo(page, "#open li button", 1);
  await page.keyboard.press("Enter");
  await expect(widget.question).toBeFocused();
  await tabTo(page, "#none");
  await page.keyboard.press("Space");
  await expect(widget.headline).toBeFocused();
  await unfold(page, "your-answers");
  await tabTo(page, "#your-answers li button", 1);
  await page.keyboard.press("Enter");
  await expect(widget.question).toBeFocused();
  await press(widget, "question.cancel");
  await expect(widget.headline).toBeFocused();
  // What would be lost is asked first.
  const hears = await listen(page);
  await unfold(page, "your-answers");
  await press(widget, "store.forget");
  await expect(widget.root.locator("#forgetting")).toBeFocused();
  await press(widget, "store.forget_not");
  await expect(widget.button("store.forget")).toBeFocused();
  await hears([]);
  await page.keyboard.press("Enter");
  await tabTo(page, "#forget-yes", 1);
  await page.keyboard.press("Enter");
  await expect(widget.question).toBeFocused();
  await hears([widget.t["store.forgotten"]]);
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

test("what is to be had is chosen, chosen otherwise by the arrows, and stays chosen", async ({ page }) => {
  const widget = await show(page, { reason: "service_outage", outage_by_merchant: true, outage_hours: 60 });
  await tabTo(page, "[id^=choose-]");
  await page.keyboard.press("Space");
  await expect(widget.root.locator("#request")).toBeFocused();
  const wishes = widget.root.getByRole("radio");
  await expect(wishes.first()).toBeChecked();
  await tabTo(page, "input[type=radio]", 1);
  await page.keyboard.press("ArrowDown");
  await expect(wishes.nth(1)).toBeChecked();
  await expect(wishes.nth(1)).toBeFocused();
  await page.reload();
  await expect(wishes.nth(1)).toBeChecked();
  await press(widget, "request.back");
  await expect(widget.headline).toBeFocused();
});

test("the answer is taken along: calendar, paper, copy", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => (window.print = () => (window.printed = true)));
  const widget = await show(page, { reason: "technical_problem", support_contacted_at: hoursAgo(20) });
  const hears = await listen(page);
  const [calendar] = await Promise.all([page.waitForEvent("download"), press(widget, "take.calendar")]);
  expect(calendar.suggestedFilename()).toMatch(/\.ics$/);
  await expect(widget.button("take.calendar")).toBeFocused();
  await unfold(page, "your-answers");
  await press(widget, "take.print");
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(true);
  await expect(widget.button("take.print")).toBeFocused();
  await press(widget, "take.copy");
  await expect(widget.button("take.copied")).toBeFocused();
  const heard = (text) => text.replaceAll(/\s+/g, " ").trim();
  expect(heard(await page.evaluate(() => navigator.clipboard.readText()))).toContain(heard(await widget.headline.innerText()));
  await hears([widget.t["ways.copied"]]);
});

test("what happens again is said again", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await show(page, { reason: "buffering" });
  const hears = await listen(page);
  await unfold(page, "your-answers");
  await press(widget, "take.copy");
  await expect(widget.button("take.copied")).toBeFocused();
  await hears([widget.t["ways.copied"]]);
  await page.keyboard.press("Enter");
  await hears([widget.t["ways.copied"]]);
  await press(widget, "ask.anyway");
  await tabTo(page, "#send");
  for (let time = 0; time < 2; time++) {
    await widget.root.locator("#send").focus();
    await page.keyboard.press("Enter");
    await hears([widget.t["send.check"]]);
  }
});

test("a file is chosen and taken away again", async ({ page }) => {
  const widget = await show(page, { reason: "not_as_described", clear_evidence: true }, "smm-services");
  await widget.toRequest();
  const hears = await listen(page);
  // Playwright stands in for the system's window from the first listener on, but not at once: one that came with the key was late.
  page.on("filechooser", () => {});
  for (const key of ["Space", "Enter"]) {
    await tabTo(page, "input[type=file]");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press(key)]);
    await chooser.setFiles(proof);
    await expect(widget.root.locator(".file-name")).toHaveText(["proof.txt"]);
    await expect(widget.picker).toBeFocused();
    await hears([widget.t["evidence.added"].one.replace("{n}", "1")]);
    await tabTo(page, ".file button", 2);
    await expect(widget.root.getByRole("button", { name: "Remove proof.txt" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(widget.picker).toBeFocused();
    await hears([widget.t["evidence.removed"].replace("{name}", "proof.txt")]);
  }
});

test("the message is read and changed before it is sent, and the prepared one comes back", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await unfold(page, "letter");
  const message = widget.root.locator("#message");
  const before = await message.inputValue();
  await tabTo(page, "#message", 3);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("My own letter.");
  await expect(message).toHaveValue("My own letter.");
  await press(widget, "message.restore");
  await expect(message).toBeFocused();
  await expect(message).toHaveValue(before);
  expect(endpoint.received).toHaveLength(0);
});

test("what is missing is said once, and the focus goes to the first of it", async ({ page }) => {
  const widget = await show(page, { reason: "buffering" });
  await widget.toRequest();
  const hears = await listen(page);
  // This policy requires an explanation, which stands before the name.
  const words = widget.root.locator("#words");
  const name = widget.root.getByRole("textbox", { name: widget.t["contact.name"], exact: true });
  for (const first of [words, name]) {
    await tabTo(page, "#send");
    await page.keyboard.press("Enter");
    await expect(first).toBeFocused();
    await expect(first).toHaveAttribute("aria-invalid", "true");
    await hears([widget.t["send.check"]]);
    await page.keyboard.type("The picture freezes.");
  }
});

test("a failure gets the focus; it is stopped, tried again, and gone round", async ({ page, endpoint, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await prepared(page, endpoint, { faults: ["dropped", refused], isStill: true });
  const hears = await listen(page);
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await expect(widget.root.locator("#failure")).toBeFocused();
  await hears([widget.t["send.sending"]]);
  await press(widget, "failure.stop");
  await expect(widget.button("failure.retry")).toBeFocused();
  await hears([widget.t["failure.stopped"]]);
  await page.keyboard.press("Enter");
  await expect(widget.root.locator("#failure")).toContainText(widget.t["failure.refused"]);
  await expect(widget.root.locator("#failure")).toBeFocused();
  await hears([widget.t["send.sending"]]);
  await press(widget, "ways.copy");
  await expect(widget.button("ways.copy")).toBeFocused();
  await hears([widget.t["ways.copied"]]);
  const [letter] = await Promise.all([page.waitForEvent("download"), press(widget, "ways.download")]);
  expect(letter.suggestedFilename()).toMatch(/\.txt$/);
  await tabTo(page, "a[href^='mailto:']");
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await widget.receipt();
  await hears([widget.t["send.sending"]]);
});

test("a receipt is read, saved and put away, which asks first", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await widget.receipt();
  const hears = await listen(page);
  await unfold(page, "sent");
  await expect(widget.root.locator(".letter-text")).toBeVisible();
  const [copy] = await Promise.all([page.waitForEvent("download"), press(widget, "receipt.save")]);
  expect(copy.suggestedFilename()).toMatch(/\.txt$/);
  await press(widget, "receipt.again");
  await expect(widget.root.locator("#forgetting")).toBeFocused();
  await expect(widget.root.locator("#forgetting")).toContainText(widget.t["store.forget_receipt"]);
  await expect(widget.root.locator(".reference")).toBeVisible();
  await tabTo(page, "#forget-yes", 1);
  await page.keyboard.press("Enter");
  await expect(widget.headline).toBeFocused();
  await hears([widget.t["store.forgotten"]]);
});

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

// What is typed letter by letter, in every field of every screen: the text, the caret and the focus stay.

const focusOf = (page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    const element = activeElement.shadowRoot?.activeElement ?? activeElement;
    return element.id || element.localName;
  });

/** Types a text, and then into its middle. Only where the caret has stayed behind each letter is the next one in its place. */
const typesInto = async (page, field, text, more = "xyz") => {
  await field.focus();
  const id = await field.evaluate((element) => element.id);
  await field.evaluate((element) => (window.typedInto = element));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await expect(field).toHaveValue(text);
  const middle = Math.floor(text.length / 2);
  await page.keyboard.press("Control+Home");
  for (let step = 0; step < middle; step++) await page.keyboard.press("ArrowRight");
  await page.keyboard.type(more);
  await expect(field).toHaveValue(text.slice(0, middle) + more + text.slice(middle));
  await page.keyboard.press("Backspace");
  await expect(field).toHaveValue(text.slice(0, middle) + more.slice(0, -1) + text.slice(middle));
  expect(await focusOf(page), `${id} keeps the focus`).toBe(id);
  expect(await field.evaluate((element) => element === window.typedInto), `${id} is still the same field`).toBe(true);
};

test("letter by letter: a day and a time", async ({ page }) => {
  const widget = await show(page, { reason: "changed_mind" });
  await expect.poll(() => widget.asked()).toBe("support_contacted_at");
  const [day, time] = [widget.root.locator("#first"), widget.root.locator("#second")];
  await day.focus();
  // The browser's own language says which comes first, day or month.
  await page.keyboard.type("11112025");
  await expect(day).toHaveValue("2025-11-11");
  for (let part = 0; part < 2; part++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("0909");
  await expect(day).toHaveValue("2025-09-09");
  expect(await focusOf(page)).toBe("first");
  await time.focus();
  // It may want to know which half of the day; where it does not, the letter is nothing to it.
  await page.keyboard.type("0715A");
  await expect(time).toHaveValue("07:15");
  for (let part = 0; part < 3; part++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("09");
  await expect(time).toHaveValue("09:15");
  expect(await focusOf(page)).toBe("second");
  await expect(day).toHaveValue("2025-09-09");
});

const TYPED = {
  "an amount": ["iptv-subscription", "amount_paid", { reason: "changed_mind", amount_paid: undefined, purchased_at: hoursAgo(200), support_contacted_at: hoursAgo(100), usage_ratio: 0.5 }],
  "a number of hours": ["iptv-subscription", "outage_hours", { reason: "service_outage", outage_by_merchant: true }],
  "a percentage": ["iptv-subscription", "usage_ratio", { reason: "changed_mind", purchased_at: hoursAgo(200), support_contacted_at: hoursAgo(100) }],
  "a whole number": ["passport-forms", "applications_cancelled", { reason: "changed_mind", forms_delivered: false, applications_ordered: 9 }],
};
for (const [kind, [policy, fact, facts]] of Object.entries(TYPED)) {
  test(`letter by letter: ${kind}`, async ({ page }) => {
    const widget = await show(page, facts, policy);
    for (let asked = 0; (await widget.asked()) !== fact; asked++) {
      expect(asked).toBeLessThan(5);
      await widget.answerOne({});
    }
    const field = widget.root.locator("#first");
    await typesInto(page, field, "12345.67", "890");
    // What is wrong with it is said, and it is typed on.
    await page.keyboard.press("Control+A");
    await page.keyboard.type("many");
    await page.keyboard.press("Enter");
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await typesInto(page, field, "7654", "321");
  });
}

test("letter by letter: every field of the request, empty, with an error, and after a failure", async ({ page, endpoint }) => {
  test.slow();
  endpoint.next.push(refused);
  await open(page, { ...CASE, orderId: null });
  const widget = new Widget(page, CASE.policy);
  await widget.toRequest();
  await unfold(page, "letter");
  const fields = {
    message: widget.root.locator("#message"),
    subject: widget.root.locator("#subject"),
    words: widget.root.locator("#words"),
    order: widget.root.locator("#order-id"),
    name: widget.root.getByRole("textbox", { name: widget.t["contact.name"], exact: true }),
    email: widget.root.getByRole("textbox", { name: widget.t["contact.email"], exact: true }),
  };
  const texts = {
    words: "The picture freezes, é and ñ as well.",
    order: "SP-2026-000123",
    name: "María del Carmen O’Brien",
    email: "ana@example.org",
    subject: "My own subject",
    message: "My own message, not the prepared one.",
  };
  const all = async () => {
    for (const [name, text] of Object.entries(texts)) await typesInto(page, fields[name], text);
  };
  // The prepared message, which the other fields change, is typed on in its middle.
  const prepared = await fields.message.inputValue();
  const middle = Math.floor(prepared.length / 2);
  await fields.message.focus();
  await fields.message.evaluate((element, at) => element.setSelectionRange(at, at), middle);
  await page.keyboard.type("letter by letter");
  await expect(fields.message).toHaveValue(`${prepared.slice(0, middle)}letter by letter${prepared.slice(middle)}`);
  expect(await focusOf(page)).toBe("message");
  await press(widget, "message.restore");

  // Empty, and each with what is wrong with it.
  await all();
  for (const field of Object.values(fields)) await field.fill("");
  await widget.button("send.button").click();
  await expect(fields.name).toHaveAttribute("aria-invalid", "true");
  await all();
  // After a failure.
  await widget.button("send.button").click();
  await expect(widget.root.locator("#failure")).toBeVisible();
  await all();
});

test("letter by letter: an explanation that the policy requires", async ({ page }) => {
  await open(page, { policy: "module-support", facts: { reason: "update_or_fix", own_product: true, licensed: true, customized: false, purchased_at: hoursAgo(60) } });
  const widget = new Widget(page, "module-support");
  await widget.toRequest();
  const fields = await widget.root.locator("form textarea:visible, form input:not([type]):visible, form input[type=text]:visible").all();
  expect(fields.length).toBeGreaterThan(0);
  for (const field of fields) await typesInto(page, field, "Letter by letter");
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
test("Tab reaches every control in its order, and shows where it is: the verdict with all that unfolds", async ({ page }) => {
  const widget = await show(page, { reason: "technical_problem", support_contacted_at: hoursAgo(20) });
  await widget.root.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
  await reached(page);
});
test("Tab reaches every control in its order, and shows where it is: the request, a failure, the receipt", async ({ page, endpoint }) => {
  endpoint.next.push(refused);
  const facts = { ...bought, reason: "not_as_described", clear_evidence: true };
  await open(page, { policy: "smm-services", facts, lang: "es" });
  const widget = new Widget(page, "smm-services", "es");
  await widget.toRequest();
  await widget.sign();
  await widget.picker.setInputFiles(proof);
  await expect(widget.root.locator(".file-name")).toHaveText(["proof.txt"]);
  await widget.root.locator("#letter > summary").click();
  await reached(page);
  await widget.button("send.button").click();
  await expect(widget.root.locator("#failure")).toBeFocused();
  await reached(page);
  await widget.button("failure.retry").click();
  await widget.receipt();
  await widget.root.locator("#sent > summary").click();
  await reached(page);
});
