// What of the verdict needs a browser: its room on a phone, time that runs on, other zones, the line of time, paper, clipboard, calendar.
import { readFile } from "node:fs/promises";
import { test, expect } from "./fixtures.js";
import { LOCALES, Widget, euros, open, seen } from "./widget.js";

// A Saturday, 11:00 in Madrid.
const NOW = "2026-11-21T10:00:00Z";
const before = (hours) => new Date(Date.parse(NOW) - hours * 3600_000).toISOString();
const PASSPORT = { reason: "changed_mind", purchased_at: "2026-11-18T09:00:00+01:00", forms_delivered: false, amount_paid: euros(9800), applications_ordered: 2, applications_cancelled: 1 };
const IPTV = { reason: "technical_problem", purchased_at: before(30), amount_paid: euros(4990), support_contacted_at: before(20) };

/** Opens the answer to these facts, at a fixed instant. */
const openAnswer = async (page, policy, facts, lang = "en") => {
  await page.clock.setFixedTime(NOW);
  await open(page, { policy, facts, lang });
  const widget = new Widget(page, policy, lang);
  await widget.answer({});
  return widget;
};
/** With plain spaces, whichever kind the browser's tables have. */
const plain = (text) => text.replace(/[\u00a0\u202f\u2009]/g, " ").replace(/\s+/g, " ").trim();
/** As they are read: what the style makes of their first letters does not count. */
const texts = async (locator) => (await locator.allTextContents()).map(plain);

/** Unfolds one of the rows. */
const unfold = (widget, id) => widget.root.locator(`#${id}:not([open]) > summary`).click();

/** What a page may know of a case, from all over the policies. */
const CASES = {
  "passport-forms": [
    PASSPORT,
    { ...PASSPORT, applications_cancelled: undefined },
    { ...PASSPORT, purchased_at: before(24 * 30) },
    { ...PASSPORT, reason: "forms_not_received", purchased_at: before(24 * 30) },
    { purchased_at: before(30), amount_paid: euros(9800), applications_ordered: 2 },
  ],
  "iptv-subscription": [
    IPTV,
    { ...IPTV, support_contacted_at: null },
    { ...IPTV, purchased_at: before(100), support_contacted_at: before(90), usage_ratio: 0.25 },
    { ...IPTV, reason: "service_outage", outage_by_merchant: true, outage_hours: 60 },
    { purchased_at: before(30), amount_paid: euros(4990) },
  ],
  "smm-services": [
    { reason: "cancel_recurring", last_payment_at: before(50), amount_paid: euros(900) },
    { reason: "dissatisfied", purchased_at: before(50), amount_paid: euros(900) },
    { reason: "not_as_described", clear_evidence: false, purchased_at: before(150), amount_paid: euros(900) },
  ],
  "module-support": [
    { reason: "third_party_plugin", purchased_at: before(24), own_product: true, licensed: true },
    { reason: "training", purchased_at: before(24), own_product: true, licensed: true },
    {},
  ],
  "sms-and-payments": [
    { service: "sms_api", reason: "outage", outage_significant: true, usage: "some" },
    { service: "other", reason: "changed_mind", usage: "none", purchased_at: before(50) },
    {},
  ],
};

// How much room there is on a phone.

for (const lang of LOCALES) {
  test(`the first answer is near the top, and a verdict fits a phone's screen (${lang})`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.clock.setFixedTime(NOW);
    const over = [];
    for (const [policy, cases] of Object.entries(CASES)) {
      for (const [index, facts] of cases.entries()) {
        await open(page, { policy, facts, lang, orderId: `A-${index}` });
        const widget = new Widget(page, policy, lang);
        await expect(widget.question.or(widget.headline)).toBeVisible();
        const { y: top } = await widget.root.boundingBox();
        if (await widget.question.isVisible()) {
          const first = await widget.root.locator(".tap, .fields .input").first().boundingBox();
          if (first.y - top > 320) over.push(`${policy} ${index}: the first answer is ${first.y - top} px below the top`);
        }
        await widget.answer({});
        const { height } = await widget.root.boundingBox();
        if (height > 844) over.push(`${policy} ${index}: the verdict is ${height} px high`);
      }
    }
    expect(over).toEqual([]);
  });

  test(`the receipt has seventy words at most before anything is unfolded (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [policy, facts] of [["iptv-subscription", { ...IPTV, purchased_at: new Date(Date.now() - 30 * 3600_000).toISOString(), support_contacted_at: null }], ["passport-forms", { ...PASSPORT, purchased_at: new Date(Date.now() - 3 * 86_400_000).toISOString() }]]) {
      await open(page, { policy, facts, lang });
      const widget = new Widget(page, policy, lang);
      await widget.answer({});
      await widget.toRequest();
      await widget.sign();
      await widget.send();
      const text = await widget.root.evaluate((host) => host.shadowRoot.querySelector(".root").innerText);
      expect(text).toContain(widget.t["receipt.heading"]);
      const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
      expect(words.length, words.join(" ")).toBeLessThanOrEqual(70);
    }
  });
}

// How much, time and place.

test("the amount has its arithmetic where it is prorated or estimated, and none where it is what was paid", async ({ page }) => {
  const arithmetic = async (facts, policy, lang) => {
    const widget = await openAnswer(page, policy, facts, lang);
    await unfold(widget, "why");
    return { widget, rows: await texts(widget.root.locator(".arithmetic :is(dt, dd)")) };
  };
  const prorated = await arithmetic(PASSPORT, "passport-forms", "es");
  expect(prorated.rows).toEqual(["Importe pagado", "98,00 €", prorated.widget.document.facts.applications_cancelled.label.es, "× 1 de 2", prorated.widget.t["amount.comes_to"], "49,00 €"]);
  const estimated = await arithmetic({ ...IPTV, purchased_at: before(100), support_contacted_at: before(90), usage_ratio: 0.25 }, "iptv-subscription", "fr");
  expect(estimated.rows).toEqual(["Montant payé", "49,90 €", estimated.widget.t["amount.unused"], "× 75 %", estimated.widget.t["amount.comes_to"], "37,43 €"]);
  await expect(estimated.widget.root.getByText(estimated.widget.t["amount.estimate"])).toBeVisible();
  expect((await arithmetic(IPTV, "iptv-subscription", "en")).rows).toEqual([]);
});

test("the time that is left runs on, and the answer changes when it is over", async ({ page }) => {
  await page.clock.install({ time: NOW });
  await open(page, { policy: "iptv-subscription", facts: { ...IPTV, purchased_at: before(71.49), support_contacted_at: before(60) } });
  const widget = new Widget(page, "iptv-subscription");
  const left = widget.root.locator(".time .now");
  await expect(left).toHaveText("30 minutes left");
  await page.clock.runFor("10:00");
  await expect(left).toHaveText("20 minutes left");
  await page.clock.runFor("21:00");
  await expect(widget.root.locator(".verdict")).toHaveAttribute("data-status", "review");
  await expect(left).toHaveCount(0);
});

test("a shopper in another zone reads their own clock, and is told by which the policy counts", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, timezoneId: "America/Mexico_City", locale: "es-MX" });
  const widget = await openAnswer(await context.newPage(), "passport-forms", PASSPORT, "es");
  const deadline = widget.root.locator(".by time");
  expect(plain(await deadline.innerText())).toMatch(/^miércoles 25 de noviembre\b.*\b(17:00|5:00 p\.\s?m\.)$/);
  await expect(deadline).toHaveAttribute("datetime", "2026-11-25T23:00:00Z");
  await unfold(widget, "changes");
  await expect(widget.root.locator("#changes")).toContainText(widget.t["deadline.zone"].replace("{zone}", "Madrid"));
  await context.close();
});

/** Where things stand on the line of time, from its left edge, as parts of its width. */
const positions = (widget) =>
  widget.root.locator(".time").evaluate((picture) => {
    const frame = picture.getBoundingClientRect();
    const at = (selector) => [...picture.querySelectorAll(selector)].map((element) => element.getBoundingClientRect()).filter(({ width }) => width > 0).map((box) => ({ from: (box.left - frame.left) / frame.width, to: (box.right - frame.left) / frame.width, top: box.top - frame.top }));
    return { held: at(".held")[0], then: at("rect.then")[0], dot: at(".dot")[0], labels: at("text") };
  });

test("the line of time marks now and the deadline, says so in words, and unfolds to the same as a list", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const widget = await openAnswer(page, "iptv-subscription", IPTV, "fr");
  const picture = widget.root.getByRole("img");
  const left = widget.t["timeline.left"].replace("{time}", "42 heures");
  const name = plain(await picture.getAttribute("aria-label"));
  expect(name).toBe(plain(widget.t["timeline.sentence"].replace("{left}", left).replace("{date}", "lundi 23 novembre, 05:00").replace("{then}", widget.t["timeline.then_review"])));
  expect(await texts(picture.locator("text"))).toEqual([left, widget.t["timeline.then_review"], "20 nov.", "23 nov., 05:00"]);
  const { held, then, dot } = await positions(widget);
  // 30 of 72 hours have passed.
  expect(((dot.from + dot.to) / 2 - held.from) / (held.to - held.from)).toBeCloseTo(30 / 72, 2);
  expect(then.from).toBeGreaterThan(held.to);
  await unfold(widget, "changes");
  await expect(widget.root.locator(".stretch")).toHaveCount(3);
  await expect(widget.root.locator(".stretch .tag")).toHaveText(widget.t["timeline.now"]);
});

test("where time changes nothing there is no line, and nothing for the calendar", async ({ page }) => {
  const widget = await openAnswer(page, "sms-and-payments", { service: "other", reason: "changed_mind", usage: "none", purchased_at: before(50) });
  await expect(widget.root.getByRole("img")).toHaveCount(0);
  await expect(widget.button("take.calendar")).toHaveCount(0);
});

const LINES = [
  ["iptv-subscription", IPTV],
  ["iptv-subscription", { ...IPTV, support_contacted_at: before(1) }],
  ["iptv-subscription", { ...IPTV, purchased_at: before(71), support_contacted_at: before(40) }],
  ["passport-forms", { ...PASSPORT, purchased_at: before(1) }],
  ["passport-forms", { ...PASSPORT, purchased_at: before(24 * 7) }],
];
for (const width of [320, 1280]) {
  test(`no label of the line leaves it or runs into another, at ${width} pixels`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 700 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const lang of LOCALES) {
      let widget;
      for (const [index, [policy, facts]] of LINES.entries()) {
        if (LINES[index - 1]?.[0] !== policy) widget = await openAnswer(page, policy, facts, lang);
        else await page.evaluate((facts) => (document.querySelector("refund-widget").facts = facts), facts);
        const { labels } = await positions(widget);
        expect(labels.length).toBeGreaterThan(2);
        for (const label of labels) expect([label.from >= -0.01, label.to <= 1.01], `${lang} ${index}`).toEqual([true, true]);
        const overlap = labels.some((one, index) => labels.slice(0, index).some((other) => one.from < other.to && other.from < one.to && Math.abs(one.top - other.top) < 8));
        expect(overlap, `${lang} ${index}`).toBe(false);
      }
    }
  });
}

test("where the page runs from right to left, so does time, and the words stay readable", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const widget = await openAnswer(page, "iptv-subscription", IPTV);
  const left = await positions(widget);
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  const right = await positions(widget);
  expect(right.dot.from).toBeCloseTo(1 - left.dot.to, 1);
  expect(right.then.from).toBeCloseTo(1 - left.then.to, 1);
  for (const label of right.labels) expect([label.from >= -0.01, label.to <= 1.01]).toEqual([true, true]);
  // Mirrored twice is not mirrored.
  const mirrored = await widget.root.locator(".time text").first().evaluate((text) => text.getScreenCTM().a);
  expect(mirrored).toBeGreaterThan(0);
});

test("forced colours: the line is drawn in the system's", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const widget = await openAnswer(page, "iptv-subscription", IPTV);
  const colours = await widget.root.locator(".time").evaluate((picture) => {
    const probe = document.body.appendChild(document.createElement("p"));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("p { forced-color-adjust: none; color: CanvasText; background: GrayText; outline-color: Highlight }");
    document.adoptedStyleSheets = [sheet];
    const { color, backgroundColor, outlineColor } = getComputedStyle(probe);
    const names = { [color]: "CanvasText", [backgroundColor]: "GrayText", [outlineColor]: "Highlight" };
    const of = (selector) => [...new Set([...picture.querySelectorAll(selector)].map((element) => names[getComputedStyle(element).fill]))];
    return { left: of(".left"), others: of(".held, rect.then"), words: of("text"), now: of(".dot") };
  });
  expect(colours).toEqual({ left: ["CanvasText"], others: ["GrayText"], words: ["CanvasText"], now: ["Highlight"] });
});

test("motion is subtle, and none where none is wanted", async ({ page }) => {
  const animations = (widget) => widget.root.evaluate((host) => host.shadowRoot.querySelector(".verdict").getAnimations({ subtree: true }).length);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await animations(await openAnswer(page, "iptv-subscription", IPTV))).toBe(0);
});

// What it rests on, and what follows.

test("the clause, where it stands, what it rests on, and what would change the answer", async ({ page }) => {
  const widget = await openAnswer(page, "iptv-subscription", { ...IPTV, support_contacted_at: null }, "es");
  await unfold(widget, "why");
  const why = widget.root.locator("#why");
  const clause = widget.document.clauses.find(({ id }) => id === "full_refund_window");
  await expect(why).toContainText(clause.title.es);
  await expect(why).toContainText(clause.text.es);
  await expect(why.locator(".source").first()).toContainText(widget.document.source.document);
  expect(plain((await why.locator(".rows").last().locator("..").innerText()))).toMatch(/Fecha y hora de compra .*20 (de )?nov.* 0?5:00/);
  await unfold(widget, "changes");
  await expect(widget.root.locator("#changes .list li").first()).toContainText(widget.document.steps.contact_support.title.es);
  // The step is still to be done.
  await expect(widget.root.locator("#step-contact_support")).toContainText(widget.t["step.takes"].replace("{time}", "48 horas"));
});

test("a step that is under way has its instant", async ({ page }) => {
  const widget = await openAnswer(page, "iptv-subscription", IPTV);
  await expect(widget.root.locator("#step-contact_support")).toContainText(widget.t["step.met"].replace("{date}", "22 November, 15:00"));
});

for (const [lang, dates] of [
  ["es", ["A más tardar, el martes 24 de noviembre", "del 30 de noviembre al 8 de diciembre"]],
  ["fr", ["Au plus tard le mardi 24 novembre", "du 30 novembre au 8 décembre"]],
  ["en", ["By Tuesday 24 November", "30 November to 8 December"]],
]) {
  test(`processing times are dates, business days counted from Monday to Friday (${lang})`, async ({ page }) => {
    const widget = await openAnswer(page, "passport-forms", PASSPORT, lang);
    await unfold(widget, "next");
    expect((await texts(widget.root.locator(".dated-when"))).map((text) => text.toLowerCase())).toEqual(dates.map((text) => text.toLowerCase()));
    await expect(widget.root.getByText(widget.t["processing.note"])).toBeVisible();
  });
}

test("processing times in hours, and exceptional ones", async ({ page }) => {
  const hours = await openAnswer(page, "smm-services", { reason: "cancel_recurring", last_payment_at: before(50), amount_paid: euros(900) });
  await unfold(hours, "next");
  expect(await texts(hours.root.locator(".dated"))).toEqual(["By Monday 23 November The shop answers (24 to 48 hours)."]);
  // Holidays do not matter to hours.
  await expect(hours.root.getByText(hours.t["processing.note"])).toHaveCount(0);
  const exceptional = await openAnswer(page, "iptv-subscription", IPTV);
  expect(await texts(exceptional.root.locator(".dated-when"))).toEqual(["18 December 2026 to 4 January 2027", "By Saturday 20 February 2027"]);
});

test("nothing is approved before a step is met: the money counts from there, and has no date where nobody knows", async ({ page }) => {
  const days = (widget) => texts(widget.root.locator(".dated-when"));
  // Met on Monday the 23rd; twenty business days later it is the 21st of December.
  const facts = { ...IPTV, purchased_at: before(2) };
  const running = await openAnswer(page, "iptv-subscription", { ...facts, support_contacted_at: before(1) });
  expect(await days(running)).toEqual(["21 December 2026 to 5 January 2027", "By Sunday 21 February 2027"]);
  const unknown = await openAnswer(page, "iptv-subscription", { ...facts, support_contacted_at: null });
  expect(await days(unknown)).toEqual(["20 to 31 business days after approval", "90 days after approval"]);
});

test("what is still to be done stands on the receipt too", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...IPTV, purchased_at: new Date(Date.now() - 30 * 3600_000).toISOString(), support_contacted_at: null } });
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await widget.sign();
  await widget.send();
  const next = widget.root.getByRole("region", { name: widget.t["receipt.next"] });
  await expect(next.locator(".todo")).toContainText(widget.t["receipt.step_now"]);
  await expect(next.locator(".todo")).toContainText(widget.document.steps.contact_support.title.en);
  expect(await texts(next.locator(".dated-when"))).toEqual(["20 to 31 business days after approval", "90 days after approval"]);
});

// What is taken along.

/** A file for a calendar as its lines, unfolded, by name. */
const parsed = (text) => {
  const fields = text.replace(/\r\n /g, "").split("\r\n").filter(Boolean).map((line) => line.split(/:(.*)/s));
  // The alarm repeats a name; the event's own comes first.
  return Object.fromEntries(fields.reverse());
};
const calendarOf = async (page, widget) => {
  const [download] = await Promise.all([page.waitForEvent("download"), widget.button("take.calendar").click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
};

for (const lang of LOCALES) {
  test(`the deadline goes into a calendar as RFC 5545 has it (${lang})`, async ({ page, baseURL }) => {
    const elsewhere = [];
    page.on("request", (request) => new URL(request.url()).origin === new URL(baseURL).origin || elsewhere.push(request.url()));
    const widget = await openAnswer(page, "passport-forms", PASSPORT, lang);
    const { name, text } = await calendarOf(page, widget);
    expect(name).toBe("refund-A-1001.ics");
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(text.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const fields = parsed(text);
    expect(fields).toMatchObject({ VERSION: "2.0", DTSTAMP: "20261121T100000Z", DTSTART: "20261125T223000Z", DTEND: "20261125T230000Z", ACTION: "DISPLAY", "TRIGGER;RELATED=END": "-P1D" });
    expect(fields.UID).toBe("passport-forms-A-1001@127.0.0.1");
    expect(fields.SUMMARY).toBe(widget.t["calendar.summary"].replace("{title}", widget.document.title[lang]));
    const words = widget.t["calendar.text"].replace("{merchant}", widget.document.merchant);
    expect(fields.DESCRIPTION).toBe(`${words}\\n${widget.t["label.value"].replace("{label}", widget.t["contact.order"]).replace("{value}", "A-1001")}`);
    // The same again is the same entry, not another.
    expect(parsed((await calendarOf(page, widget)).text).UID).toBe(fields.UID);
    expect(elsewhere).toEqual([]);
    expect(await seen(page, "securitypolicyviolation")).toEqual([]);
  });
}

test("signs that mean something in a calendar are escaped, and lines are folded between letters", async ({ page }) => {
  const policy = structuredClone(new Widget(page, "passport-forms").document);
  policy.title.en = "Back; and, \\forth – «ñandú» ".repeat(8).trim();
  policy.merchant = "Ünïcode & Söhne";
  await page.clock.setFixedTime(NOW);
  await open(page, { policy: "passport-forms", facts: PASSPORT, lang: "en" });
  await page.evaluate((policy) => (document.querySelector("refund-widget").policy = policy), policy);
  const widget = new Widget(page, "passport-forms");
  await expect(widget.root.getByText(policy.merchant, { exact: true })).toBeVisible();
  const { text } = await calendarOf(page, widget);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const escaped = policy.title.en.replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,");
  expect(parsed(text).SUMMARY).toBe(`Deadline: ${escaped}`);
});

test("less than a day before the deadline the alarm is an hour before; without a deadline there is no button", async ({ page }) => {
  const widget = await openAnswer(page, "iptv-subscription", { ...IPTV, purchased_at: before(60), support_contacted_at: before(50) });
  expect(parsed((await calendarOf(page, widget)).text)["TRIGGER;RELATED=END"]).toBe("-PT1H");
  const late = await openAnswer(page, "iptv-subscription", { ...IPTV, purchased_at: before(400), support_contacted_at: before(390), usage_ratio: 0.5 });
  await expect(late.button("take.calendar")).toHaveCount(0);
});

test("the answer as text: what it is, how much, until when, why", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await openAnswer(page, "passport-forms", PASSPORT, "es");
  await unfold(widget, "your-answers");
  await widget.button("take.copy").click();
  await expect(widget.button("take.copied")).toBeVisible();
  await expect(widget.root.getByRole("status")).toHaveText(widget.t["ways.copied"]);
  const text = plain(await page.evaluate(() => navigator.clipboard.readText()));
  const { title } = widget.document.clauses.find(({ id }) => id === "cancellation_window");
  for (const part of [widget.document.merchant, widget.t["status.qualifies"], "49,00 €", "miércoles 25 de noviembre", title.es]) expect(text).toContain(part);
  // A button is nothing to take along.
  expect(text).not.toContain(await widget.root.locator("#ask").innerText());
});

test("where nothing can be copied, that is said", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const widget = await openAnswer(page, "passport-forms", PASSPORT);
  await unfold(widget, "your-answers");
  await widget.button("take.copy").click();
  await expect(widget.root.getByRole("status")).toHaveText(widget.t["ways.not_copied"]);
});

test("on paper: the widget alone, with the answer, the clause and the evidence, and no buttons", async ({ page }) => {
  await page.clock.setFixedTime(NOW);
  const element = `<refund-widget policy="/policies/passport-forms.json" lang="en" order-id="A-1001" facts='${JSON.stringify(PASSPORT)}'></refund-widget>`;
  await open(page, { body: `<header>the shop's menu</header><main><section><h1>Your order</h1></section><div>${element}</div></main>` });
  const widget = new Widget(page, "passport-forms");
  await widget.headline.waitFor();
  await unfold(widget, "your-answers");
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await widget.button("take.print").click();
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(true);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const text of ["the shop's menu", "Your order"]) await expect(page.getByText(text, { exact: true })).toBeHidden();
  // Paper is read later.
  await expect(widget.root.getByText(/^As of Saturday 21 November 2026\b.* 11:00$/)).toBeVisible();
  await expect(widget.headline).toBeVisible();
  await expect(widget.root.locator(".time")).toBeVisible();
  await expect(widget.root.getByText(widget.document.clauses.find(({ id }) => id === "cancellation_window").text.en)).toBeVisible();
  const evidence = widget.root.getByRole("region", { name: widget.t["evidence.heading"] });
  const { order_confirmation, description } = widget.document.evidence;
  await expect(evidence.locator("b")).toHaveText([order_confirmation.label.en, description.label.en]);
  // What is folded on the screen is unfolded.
  for (const id of ["why", "changes", "next", "rights"]) await expect(widget.root.locator(`#${id} > .inner`), id).toBeVisible();
  expect(await widget.root.getByRole("button").count()).toBe(0);
  const colour = await widget.headline.evaluate((headline) => getComputedStyle(headline).color);
  expect(colour).toBe("rgb(27, 29, 34)");
  // Afterwards the page is as it was.
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await expect(page.getByText("the shop's menu")).toBeVisible();
  await expect(evidence).toBeHidden();
  await expect(widget.root.locator("#why > .inner")).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  expect(await seen(page, "securitypolicyviolation")).toEqual([]);
});

test("the receipt on paper: the reference, what comes next and what was sent, and no buttons", async ({ page }) => {
  const facts = { ...PASSPORT, purchased_at: new Date(Date.now() - 3 * 86_400_000).toISOString() };
  await open(page, { policy: "passport-forms", facts });
  const widget = new Widget(page, "passport-forms");
  await widget.toRequest();
  await widget.sign();
  const reference = await widget.send();
  await unfold(widget, "sent");
  await page.evaluate(() => (window.print = () => {}));
  await widget.button("take.print").click();
  await page.emulateMedia({ media: "print" });
  await expect(widget.root.getByText(reference)).toBeVisible();
  await expect(widget.root.getByText("ana@example.org").first()).toBeVisible();
  await expect(widget.root.locator(".letter-text")).toContainText("It stopped working on Tuesday.");
  await expect(widget.root.locator(".dated").first()).toBeVisible();
  expect(await widget.root.getByRole("button").count()).toBe(0);
});
