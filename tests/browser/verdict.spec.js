// The verdict: its sentence, its amount, its deadline, the picture of the timeline, why, what follows, what is taken along.
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

test("one sentence for every way in which remedies combine", async ({ page }) => {
  const sentence = async (policy, facts, lang) => plain(await (await openAnswer(page, policy, facts, lang)).headline.innerText());
  expect(await sentence("smm-services", { reason: "cancel_recurring", last_payment_at: before(50), amount_paid: euros(900) }, "en")).toBe("You are entitled to a full refund and the cancellation.");
  expect(await sentence("iptv-subscription", { ...IPTV, reason: "service_outage", outage_by_merchant: true, outage_hours: 60 }, "es")).toBe("Le corresponde un reembolso íntegro o una prolongación.");
  expect(await sentence("passport-forms", { ...PASSPORT, reason: "forms_not_received", purchased_at: before(24 * 30) }, "fr")).toBe("La politique vous accorde une nouvelle livraison et, en cas d’échec, un remboursement intégral.");
  expect(await sentence("sms-and-payments", { service: "sms_api", reason: "outage", outage_significant: true, usage: "some" }, "fr")).toBe("La boutique décide : elle peut vous accorder un remboursement partiel ou un avoir, mais ne le promet pas.");
  expect(await sentence("module-support", { reason: "third_party_plugin", purchased_at: before(24), own_product: true, licensed: true }, "en")).toBe("This policy does not cover your case, but paid support is open to you.");
});

test("the amount has its arithmetic where it is prorated or estimated, and none where it is what was paid", async ({ page }) => {
  const prorated = await openAnswer(page, "passport-forms", PASSPORT, "es");
  expect(await texts(prorated.root.locator(".amount"))).toEqual(["49,00 €"]);
  expect(await texts(prorated.root.locator(".arithmetic > *"))).toEqual(["Importe pagado", "98,00 €", "Expedientes que cancela", "× 1 de 2"]);
  const estimated = await openAnswer(page, "iptv-subscription", { ...IPTV, purchased_at: before(100), support_contacted_at: before(90), usage_ratio: 0.25 }, "fr");
  expect(await texts(estimated.root.locator(".amount"))).toEqual(["environ 37,43 €"]);
  expect(await texts(estimated.root.locator(".arithmetic > *"))).toEqual(["Montant payé", "49,90 €", "Non utilisé", "× 75 %"]);
  await expect(estimated.root.getByText(estimated.t["amount.estimate"])).toBeVisible();
  const whole = await openAnswer(page, "iptv-subscription", IPTV);
  expect(await texts(whole.root.locator(".amounts"))).toEqual(["€49.90"]);
});

for (const [lang, date, left] of [
  ["es", "miércoles, 25 de noviembre de 2026, inclusive", "Aún tiene 4 días y 13 horas"],
  ["fr", "mercredi 25 novembre 2026 inclus", "Il vous reste 4 jours et 13 heures"],
  ["en", "the end of Wednesday, 25 November 2026", "4 days and 13 hours left"],
]) {
  test(`the deadline is a date and the time that is left (${lang})`, async ({ page }) => {
    const widget = await openAnswer(page, "passport-forms", PASSPORT, lang);
    expect(await texts(widget.root.locator(".deadline-date"))).toEqual([date]);
    expect(await texts(widget.root.locator(".deadline-left"))).toEqual([left]);
    await expect(widget.root.locator(".deadline-date")).toHaveAttribute("datetime", "2026-11-25T23:00:00Z");
  });
}

test("what is to be lost is a deadline, and what is to be gained is none", async ({ page }) => {
  // The merchant looks at it for seven days, without naming a remedy, and then no more.
  const review = await openAnswer(page, "smm-services", { reason: "dissatisfied", purchased_at: before(50), amount_paid: euros(900) });
  await expect(review.root.locator(".deadline-label")).toHaveText(review.t["deadline.send_by"]);
  await expect(review.button("take.calendar")).toBeVisible();
  // A policy that pays only after a wait.
  const policy = structuredClone(review.document);
  policy.clauses = [
    { ...policy.clauses.at(-1), id: "wait", when: { within: { days: 7, of: "purchased_at" } }, then: { status: "does_not_qualify" } },
    { ...policy.clauses.at(-1), then: { status: "qualifies", remedies: ["full_refund"] } },
  ];
  await page.evaluate((policy) => (document.querySelector("refund-widget").policy = policy), policy);
  await expect(review.root.locator(".verdict")).toHaveAttribute("data-status", "does_not_qualify");
  await expect(review.root.locator(".deadline-label")).toHaveText(review.t["deadline.holds_until"]);
  await expect(review.button("take.calendar")).toHaveCount(0);
  await expect(review.root.getByText(review.t["timeline.deadline"], { exact: true })).toHaveCount(0);
});

test("the time that is left runs on, and the answer changes when it is over", async ({ page }) => {
  await page.clock.install({ time: NOW });
  await open(page, { policy: "iptv-subscription", facts: { ...IPTV, purchased_at: before(71.49), support_contacted_at: before(60) } });
  const widget = new Widget(page, "iptv-subscription");
  await expect(widget.root.locator(".deadline-left")).toHaveText("30 minutes left");
  await page.clock.runFor("10:00");
  await expect(widget.root.locator(".deadline-left")).toHaveText("20 minutes left");
  await page.clock.runFor("21:00");
  await expect(widget.root.locator(".verdict")).toHaveAttribute("data-status", "review");
});

test("a shopper in another zone is told which clocks the policy counts by", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, timezoneId: "America/Mexico_City", locale: "es-MX" });
  const widget = await openAnswer(await context.newPage(), "passport-forms", PASSPORT, "es");
  expect(await texts(widget.root.locator(".deadline-date"))).toEqual(["miércoles, 25 de noviembre de 2026, 5:00 p.m."]);
  await expect(widget.root.locator(".deadline")).toContainText("La política cuenta en Madrid.");
  await context.close();
});

/** Where things stand in the picture, from its left edge, as parts of its width. */
const positions = (widget) =>
  widget.root.locator(".picture").evaluate((picture) => {
    const frame = picture.getBoundingClientRect();
    const at = (selector) => [...picture.querySelectorAll(selector)].map((element) => element.getBoundingClientRect()).map((box) => ({ from: (box.left - frame.left) / frame.width, to: (box.right - frame.left) / frame.width, top: box.top - frame.top, height: box.height }));
    return { bars: at(".bar"), now: at(".now-line")[0], deadline: at(".deadline-line")[0], labels: at("text") };
  });

test("the timeline is a picture in which now and the deadline are marked, and which says so in words", async ({ page }) => {
  // The stair rises when it comes.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const widget = await openAnswer(page, "iptv-subscription", IPTV, "fr");
  const picture = widget.root.getByRole("img");
  await expect(picture).toHaveAccessibleName(/^Frise chronologique\. Maintenant\s: 21 nov\. 2026, 11:00\. Date limite\s: lundi 23 novembre 2026 à 05:00\./);
  expect(await texts(picture.locator("text"))).toEqual(["23 nov., 5:00", "Date limite", "22 nov.", "20 nov.", "Maintenant"]);
  const { bars, now, deadline } = await positions(widget);
  // 30 of 58 hours have passed in the first stretch; the deadline is 72 hours after the purchase.
  expect((now.from - bars[0].from) / (bars[0].to - bars[0].from)).toBeCloseTo(30 / 58, 1);
  expect(deadline.from).toBeCloseTo(bars[1].to, 1);
  // The more is given, the higher: a full refund, the same, and then what the merchant may give.
  expect(bars.map(({ height }) => Math.round(height))).toEqual([48, 48, 26]);
  // The list says the same.
  expect(await texts(widget.root.locator(".stretch"))).toEqual([
    "un remboursement intégral maintenantJusqu’au 22 nov. 2026, 15:00 · D’abord une étape",
    "un remboursement intégral 22 nov. 2026, 15:00 – 23 nov. 2026, 05:00 Date limite · La politique l’accorde",
    "un remboursement partiel À partir du 23 nov. 2026, 05:00 · La boutique décide",
  ]);
});

test("a time that ends at midnight is told by its last day", async ({ page }) => {
  const widget = await openAnswer(page, "passport-forms", PASSPORT, "es");
  expect(await texts(widget.root.locator(".picture text"))).toEqual(["25 nov", "Fin del plazo", "18 nov", "Ahora"]);
  expect(await texts(widget.root.locator(".stretch-when"))).toEqual([
    "Hasta el final del mié, 25 nov 2026 Fin del plazo · La política lo concede",
    "Desde el jue, 26 nov 2026 · Depende de otras respuestas suyas",
  ]);
});

test("where time changes nothing there is no picture, and that is said", async ({ page }) => {
  const widget = await openAnswer(page, "sms-and-payments", { service: "other", reason: "changed_mind", usage: "none", purchased_at: before(50) });
  await expect(widget.root.getByText(widget.t["deadline.none"])).toBeVisible();
  await expect(widget.root.getByRole("img")).toHaveCount(0);
});

test("where all changes lie behind, that is said, and the list tells of them as past", async ({ page }) => {
  const facts = { ...IPTV, purchased_at: before(400), support_contacted_at: before(390), usage_ratio: 0.5 };
  const widget = await openAnswer(page, "iptv-subscription", facts, "fr");
  await expect(widget.root.getByText(widget.t["deadline.none_now"])).toBeVisible();
  await expect(widget.root.getByText(widget.t["deadline.none"])).toHaveCount(0);
  await expect(widget.root.getByRole("region", { name: widget.t["timeline.past"] })).toBeVisible();
});

test("where something else is open, the request is no vain one", async ({ page }) => {
  const facts = { reason: "third_party_plugin", purchased_at: before(24), own_product: true, licensed: true };
  const widget = await openAnswer(page, "module-support", facts);
  await expect(widget.button("verdict.request")).toHaveCount(2);
  await expect(widget.button("verdict.write_anyway")).toHaveCount(0);
});

const PICTURES = [
  ["iptv-subscription", IPTV],
  ["iptv-subscription", { ...IPTV, support_contacted_at: before(1) }],
  ["iptv-subscription", { ...IPTV, purchased_at: before(71), support_contacted_at: before(40) }],
  ["iptv-subscription", { ...IPTV, purchased_at: before(400), support_contacted_at: before(390), usage_ratio: 0.5 }],
  ["passport-forms", { ...PASSPORT, purchased_at: before(1) }],
  ["passport-forms", { ...PASSPORT, purchased_at: before(24 * 7) }],
  ["smm-services", { reason: "not_as_described", clear_evidence: false, purchased_at: before(150), amount_paid: euros(900) }],
];
for (const width of [320, 1280]) {
  test(`no label of the picture leaves it or runs into another, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    for (const lang of LOCALES) {
      let widget;
      for (const [index, [policy, facts]] of PICTURES.entries()) {
        if (PICTURES[index - 1]?.[0] !== policy) widget = await openAnswer(page, policy, facts, lang);
        else await page.evaluate((facts) => (document.querySelector("refund-widget").facts = facts), facts);
        const { labels } = await positions(widget);
        expect(labels.length).toBeGreaterThan(1);
        for (const label of labels) expect([label.from >= -0.01, label.to <= 1.01]).toEqual([true, true]);
        const overlap = labels.some((one, index) => labels.slice(0, index).some((other) => one.from < other.to && other.from < one.to && Math.abs(one.top - other.top) < 8));
        expect(overlap).toBe(false);
      }
    }
  });
}

test("where the page runs from right to left, so does time, and the words stay readable", async ({ page }) => {
  const widget = await openAnswer(page, "iptv-subscription", IPTV);
  const left = await positions(widget);
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  const right = await positions(widget);
  expect(right.now.from).toBeCloseTo(1 - left.now.to, 1);
  expect(right.deadline.from).toBeCloseTo(1 - left.deadline.to, 1);
  for (const label of right.labels) expect([label.from >= -0.01, label.to <= 1.01]).toEqual([true, true]);
  // Mirrored twice is not mirrored.
  const mirrored = await widget.root.locator(".picture text").first().evaluate((text) => text.getScreenCTM().a);
  expect(mirrored).toBeGreaterThan(0);
});

test("forced colours: the picture is drawn in the system's", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const widget = await openAnswer(page, "iptv-subscription", IPTV);
  const colours = await widget.root.locator(".picture").evaluate((picture) => {
    const probe = document.body.appendChild(document.createElement("p"));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("p { forced-color-adjust: none; color: CanvasText; background: Canvas; outline-color: Highlight }");
    document.adoptedStyleSheets = [sheet];
    const { color, backgroundColor, outlineColor } = getComputedStyle(probe);
    const names = { [color]: "CanvasText", [backgroundColor]: "Canvas", [outlineColor]: "Highlight" };
    const of = (selector, property) => [...new Set([...picture.querySelectorAll(selector)].map((element) => names[getComputedStyle(element)[property]]))];
    return { bars: of(".bar", "fill"), edges: of(".edge, .ground, .deadline-line", "stroke"), words: of("text, .flag", "fill"), now: of(".now-line", "stroke") };
  });
  expect(colours).toEqual({ bars: ["Canvas"], edges: ["CanvasText"], words: ["CanvasText"], now: ["Highlight"] });
});

test("motion is subtle, and none where none is wanted", async ({ page }) => {
  const animations = (widget) => widget.root.locator(".stair").first().evaluate((stair) => stair.getAnimations().length);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await animations(await openAnswer(page, "iptv-subscription", IPTV))).toBe(0);
});

test("the clause, where it stands, what it rests on, and what would change the answer", async ({ page }) => {
  const facts = { ...IPTV, support_contacted_at: null };
  const widget = await openAnswer(page, "iptv-subscription", facts, "es");
  const why = widget.root.getByRole("region", { name: widget.t["clause.heading"] });
  const clause = widget.document.clauses.find(({ id }) => id === "full_refund_window");
  await expect(why).toContainText(clause.text.es);
  await expect(why).toContainText(widget.document.source.document);
  expect(plain(await why.locator(".because").innerText())).toContain("Fecha y hora de compra 20 nov 2026, 5:00");
  const changes = widget.root.getByRole("region", { name: widget.t["what_if.heading"] });
  await expect(changes.locator("li").first()).toContainText(widget.document.steps.contact_support.title.es);
  // The step is still to be done.
  await expect(widget.root.locator(".step")).toContainText(widget.t["steps.to_do"]);
});

test("a step that is under way has its instant", async ({ page }) => {
  const widget = await openAnswer(page, "iptv-subscription", IPTV);
  await expect(widget.root.locator(".step")).toContainText(widget.t["steps.running"]);
  await expect(widget.root.locator(".step")).toContainText("Counts as done from 22 November 2026 at 15:00 (tomorrow).");
});

for (const [lang, dates, note] of [
  ["es", ["A más tardar, el martes, 24 de noviembre", "30 de noviembre – 8 de diciembre"], "Los festivos no se tienen en cuenta"],
  ["fr", ["Au plus tard le mardi 24 novembre", "30 novembre – 8 décembre"], "Les jours fériés ne sont pas pris en compte"],
  ["en", ["By Tuesday 24 November", "30 November – 8 December"], "Public holidays are not taken into account"],
]) {
  test(`processing times are dates, business days counted from Monday to Friday (${lang})`, async ({ page }) => {
    const widget = await openAnswer(page, "passport-forms", PASSPORT, lang);
    expect(await texts(widget.root.locator(".dated-when"))).toEqual(dates);
    await expect(widget.root.getByRole("region", { name: widget.t["processing.heading"] })).toContainText(note);
  });
}

test("processing times in hours, and exceptional ones", async ({ page }) => {
  const hours = await openAnswer(page, "smm-services", { reason: "cancel_recurring", last_payment_at: before(50), amount_paid: euros(900) });
  expect(await texts(hours.root.locator(".dated"))).toEqual(["By Monday 23 November The shop answers (24–48 hours)."]);
  // Holidays do not matter to hours.
  await expect(hours.root.getByText(hours.t["processing.note"])).toHaveCount(0);
  const exceptional = await openAnswer(page, "iptv-subscription", IPTV);
  expect(await texts(exceptional.root.locator(".dated-when"))).toEqual(["18 December 2026 – 4 January 2027", "By Saturday, 20 February 2027"]);
});

test("nothing is approved before a step is met: the money counts from there, and has no date where nobody knows", async ({ page }) => {
  const days = (widget) => texts(widget.root.locator(".dated-when"));
  // Met on Monday the 23rd; twenty business days later it is the 21st of December.
  const facts = { ...IPTV, purchased_at: before(2) };
  const running = await openAnswer(page, "iptv-subscription", { ...facts, support_contacted_at: before(1) });
  expect(await days(running)).toEqual(["21 December 2026 – 5 January 2027", "By Sunday, 21 February 2027"]);
  const open = await openAnswer(page, "iptv-subscription", { ...facts, support_contacted_at: null });
  expect(await days(open)).toEqual(["20–31 business days after approval", "90 days after approval"]);
  await expect(open.root.getByText(open.t["processing.note"])).toHaveCount(0);
});

test("what is still to be done stands on the receipt too", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...IPTV, purchased_at: new Date(Date.now() - 30 * 3600_000).toISOString(), support_contacted_at: null } });
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await widget.sign();
  await widget.send();
  const steps = widget.root.getByRole("region", { name: widget.t["steps.heading"] });
  await expect(steps).toContainText(widget.document.steps.contact_support.text.en);
  await expect(steps).toContainText(widget.t["steps.to_do"]);
  expect(await texts(widget.root.locator(".dated-when"))).toEqual(["20–31 business days after approval", "90 days after approval"]);
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
  await expect(widget.root.getByRole("heading", { level: 2 })).toHaveText(policy.title.en);
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
  await widget.button("take.copy").click();
  await expect(widget.button("ways.copied")).toBeVisible();
  await expect(widget.root.getByRole("status")).toHaveText(widget.t["ways.copied"]);
  const text = plain(await page.evaluate(() => navigator.clipboard.readText()));
  const parts = [widget.document.title.es, "La política lo concede", "Le corresponde un reembolso de la parte cancelada.", "49,00 €", "Importe pagado 98,00 €", "× 1 de 2", "miércoles, 25 de noviembre de 2026, inclusive", "Cancelación en 7 días", "Política de reembolso y cancelación, apartado"];
  for (const part of parts) expect(text.toLowerCase()).toContain(part.toLowerCase());
  expect(text).not.toContain(widget.t["verdict.request"]);
});

test("where nothing can be copied, that is said", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const widget = await openAnswer(page, "passport-forms", PASSPORT);
  await widget.button("take.copy").click();
  await expect(widget.root.getByRole("status")).toHaveText(widget.t["ways.not_copied"]);
});

test("on paper: the widget alone, with the answer, the clause and the evidence, and no buttons", async ({ page }) => {
  await page.clock.setFixedTime(NOW);
  const element = `<refund-widget policy="/policies/passport-forms.json" lang="en" order-id="A-1001" facts='${JSON.stringify(PASSPORT)}'></refund-widget>`;
  await open(page, { body: `<header>the shop's menu</header><main><section><h1>Your order</h1></section><div>${element}</div></main>` });
  const widget = new Widget(page, "passport-forms");
  await widget.headline.waitFor();
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await widget.button("take.print").click();
  expect(await page.evaluate(() => window.printed)).toBe(true);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const text of ["the shop's menu", "Your order"]) await expect(page.getByText(text, { exact: true })).toBeHidden();
  // Paper is read later.
  await expect(widget.root.getByText("As of 21 November 2026 at 11:00")).toBeVisible();
  await expect(widget.root.locator(".deadline-left")).toBeHidden();
  await expect(widget.headline).toBeVisible();
  await expect(widget.root.locator(".picture")).toBeVisible();
  await expect(widget.root.getByText(widget.document.clauses.find(({ id }) => id === "cancellation_window").text.en)).toBeVisible();
  const evidence = widget.root.getByRole("region", { name: widget.t["evidence.heading"] });
  await expect(evidence.locator("dt")).toHaveText([widget.document.evidence.order_confirmation.label.en, widget.document.evidence.description.label.en]);
  // What is folded on the screen is unfolded.
  await expect(widget.root.locator("details .clause").first()).toBeVisible();
  expect(await widget.root.getByRole("button").count()).toBe(0);
  const colour = await widget.headline.evaluate((headline) => getComputedStyle(headline).color);
  expect(colour).toBe("rgb(27, 29, 34)");
  // Afterwards the page is as it was.
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await expect(page.getByText("the shop's menu")).toBeVisible();
  await expect(evidence).toBeHidden();
  await expect(widget.root.locator("details .clause").first()).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  expect(await seen(page, "securitypolicyviolation")).toEqual([]);
});

test("the receipt on paper: the reference, the clause and what was sent, and no more what belongs to it", async ({ page }) => {
  const facts = { ...PASSPORT, purchased_at: new Date(Date.now() - 3 * 86_400_000).toISOString() };
  await open(page, { policy: "passport-forms", facts });
  const widget = new Widget(page, "passport-forms");
  await widget.toRequest();
  await widget.sign();
  const reference = await widget.send();
  await page.evaluate(() => (window.print = () => {}));
  await widget.button("take.print").click();
  await page.emulateMedia({ media: "print" });
  await expect(widget.root.getByText(reference)).toBeVisible();
  await expect(widget.root.getByRole("region", { name: widget.t["clause.heading"] })).toContainText(widget.document.clauses.find(({ id }) => id === "cancellation_window").text.en);
  await expect(widget.root.getByRole("region", { name: widget.t["evidence.heading"] })).toHaveCount(0);
  await expect(widget.root.getByText("ana@example.org").first()).toBeVisible();
  await expect(widget.root.locator("pre")).toBeHidden();
});
