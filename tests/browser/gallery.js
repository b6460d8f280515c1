// Pictures of every state, for people to look at: `cargo xtask gallery` writes them to target/gallery, with a page for each look.
//
// Each state is seen in each look, and in each language, but not in every pair of them. The clock always shows the same time, so
// that two runs can be compared.
import { readFileSync } from "node:fs";
import { test, expect } from "./fixtures.js";
import { unfold } from "./screens.js";
import { GALLERY } from "./sheets.js";
import { LOCALES, POLICIES, Widget, euros, longestJitter, open, ready } from "./widget.js";

const NOW = Date.parse("2026-11-18T17:20:00+01:00");
const ago = (hours) => new Date(NOW - hours * 3600_000);
const bought = (hours, minor = 4990) => ({ purchased_at: ago(hours).toISOString(), amount_paid: euros(minor) });

// Looks.

const HAND = { isMobile: true, hasTouch: true };
const PHONE = [390, 844];
const DESKTOP = [1280, 900];

/** Looks that share a page, and so a language: each is a size, and what else the page and the system are like. */
const GROUPS = [
  { use: { ...HAND, deviceScaleFactor: 2 }, looks: { phone: { size: PHONE }, "phone-dark": { size: PHONE, dark: true }, narrow: { size: [320, 640] } } },
  { use: HAND, looks: { "forced-light": { size: PHONE, forced: true }, bold: { size: PHONE, theme: "bold" }, large: { size: PHONE, large: true } } },
  { use: {}, looks: { desktop: { size: DESKTOP }, "desktop-dark": { size: DESKTOP, dark: true }, rtl: { size: DESKTOP, dir: "rtl" } } },
  {
    use: {},
    looks: { "forced-dark": { size: DESKTOP, forced: true, dark: true }, calm: { size: DESKTOP, theme: "calm" }, plain: { size: DESKTOP, theme: "plain" } },
  },
];

const theme = (name) => readFileSync(new URL(`../../www/themes/${name}.css`, import.meta.url), "utf8");
const style = ({ large, theme: name }) => `
  html { color-scheme: light dark; font: ${large ? 32 : 16}px/1.5 system-ui, sans-serif }
  body { margin: 16px auto; padding-inline: 16px; max-inline-size: 46rem }
  refund-widget + refund-widget { margin-block-start: 40px }
  ${name ? theme(name) : ""}`;

const dress = async (page, { size: [width, height], dark, forced, dir = "ltr", ...look }) => {
  await page.setViewportSize({ width, height });
  await page.mouse.move(0, 0);
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", forcedColors: forced ? "active" : "none", reducedMotion: "reduce" });
  await page.evaluate(
    ([css, dir]) => {
      document.documentElement.dir = dir;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    },
    [style(look), dir],
  );
};

/** The whole page, in a window of its size: what the browser does for `fullPage` makes a mouse of a finger. */
const shoot = async (page, look, name) => {
  const { width } = page.viewportSize();
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
  await page.screenshot({ path: new URL(`${look}/${name}.png`, GALLERY).pathname, animations: "disabled" });
};

// States. Each goes there in a page of its own.

const FORM = `<form><p><label>Name <input></label></p><p><label>Message <textarea></textarea></label></p><p><button>Send</button></p></form>`;
const NAME = "María del Carmen Fernández Guzmán";

const element = (lang, { policy, facts = {}, endpoint = "/contact", order = "A-1001", children = "" }) =>
  `<refund-widget policy="/policies/${policy}.json" endpoint="${endpoint}" lang="${lang}" order-id="${order}" facts='${JSON.stringify(facts)}' loading="eager">${children}</refund-widget>`;

/** Opens one element, or several below each other. */
const show = async (page, lang, elements) => {
  await open(page, { lang, body: elements.map((each) => element(lang, each)).join("") });
  const widgets = elements.map(({ policy }, index) => new Widget(page, policy, lang, page.locator("refund-widget").nth(index)));
  for (const { question, headline } of widgets) await expect(question.or(headline)).toBeVisible();
  return widgets;
};

/** Leaves nothing to be seen but one part of the screen, from one of the elements on. Chromium draws no longer picture than 16384 pixels. */
const crop = (page, part, from) =>
  page.evaluate(
    ([part, from]) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`.root > :not(.screen), .screen > :not(${part}) { display: none }`);
      for (const { shadowRoot } of [...document.querySelectorAll("refund-widget")].slice(from)) shadowRoot.adoptedStyleSheets.push(sheet);
    },
    [part, from],
  );

/** A question of each kind: under which policy, and what is known so far. */
const QUESTIONS = {
  choice: ["iptv-subscription", bought(30)],
  flag: ["passport-forms", { ...bought(30), reason: "changed_mind" }],
  instant: ["iptv-subscription", { ...bought(30), reason: "changed_mind" }],
  hours: ["iptv-subscription", { ...bought(30), reason: "service_outage", outage_by_merchant: true }],
  ratio: ["iptv-subscription", { ...bought(200), reason: "changed_mind", support_contacted_at: ago(100).toISOString() }],
  money: ["iptv-subscription", { purchased_at: ago(200).toISOString(), reason: "changed_mind", support_contacted_at: ago(100).toISOString(), usage_ratio: 0.25 }],
  count: ["passport-forms", { ...bought(30, 9800), reason: "changed_mind", forms_delivered: false, applications_ordered: 3 }],
};

const questions = async (page, lang) => {
  const elements = Object.values(QUESTIONS).map(([policy, facts], index) => ({ policy, facts, order: `A-${index}` }));
  const widgets = await show(page, lang, elements);
  await crop(page, ".question", 1);
  return widgets;
};

const verdict = (policy, facts) => async (page, lang) => {
  const [widget] = await show(page, lang, [{ policy, facts }]);
  await widget.answer({});
  return widget;
};

/** A request that a file belongs to. */
const request = async (page, lang) => {
  const facts = { ...bought(48, 12900), reason: "not_as_described", clear_evidence: true };
  const [widget] = await show(page, lang, [{ policy: "smm-services", facts }]);
  await widget.toRequest();
  return widget;
};

const PREPARED = { policy: "iptv-subscription", facts: { ...bought(30), reason: "changed_mind", support_contacted_at: null } };
const prepared = async (widget) => {
  await widget.toRequest();
  await widget.sign({ name: NAME, email: "maria.carmen@example.org" });
};

const problem = (status, body = {}, headers = {}) => ({ status, headers, contentType: "application/problem+json", body: JSON.stringify(body) });
const wrongEmail = { pointer: "/customer/email", code: "invalid_email", detail: "bad address" };

/** How each way to fail goes about it. */
const FAILURES = {
  fields: (route) => route.fulfill(problem(422, { errors: [wrongEmail] })),
  timeout: () => {},
  network: (route) => route.abort(),
  refused: (route) => route.fulfill(problem(403, { detail: "Orders of other shops are answered there." })),
  busy: (route) => route.fulfill(problem(429, {}, { "retry-after": "120" })),
  server: (route) => route.fulfill(problem(500)),
  unclear: (route) => route.fulfill({ status: 200, body: "<p>Thank you" }),
  offline: (route) => route.abort(),
};

const failures = async (page, lang) => {
  await longestJitter(page);
  await page.route("**/contact/*", (route) => FAILURES[new URL(route.request().url()).pathname.split("/").at(-1)](route));
  const endpoints = [...Object.keys(FAILURES).map((kind) => `/contact/${kind}`), "mailto:help@shop.example"];
  const elements = endpoints.map((endpoint, index) => ({ ...PREPARED, endpoint, order: `A-${index}` }));
  const widgets = await show(page, lang, elements);
  for (const widget of widgets) await prepared(widget);
  // Nothing is tried again by itself while pictures are taken.
  await page.clock.pauseAt(NOW + 3600_000);
  for (const [index, kind] of Object.keys(FAILURES).entries()) {
    if (kind === "offline") await page.context().setOffline(true);
    await widgets[index].button("send.button").click();
    if (kind === "timeout") await page.clock.runFor(31_000);
    await expect(widgets[index].root.locator("#failure")).toBeVisible();
  }
  await crop(page, ".sending", 0);
};

const STATES = {
  "01-start": async (page, lang) => {
    await page.route("**/policies/held.json", () => {});
    await page.route("**/policies/none.json", (route) => route.fulfill({ status: 404, body: "" }));
    const elements = [{ policy: "held", children: FORM }, { policy: "held" }, { policy: "none", children: FORM }, { policy: "none" }];
    await open(page, { lang, body: elements.map((each) => element(lang, each)).join("") });
    await expect(page.locator("refund-widget").getByRole("alert")).toHaveCount(2);
  },
  "02-questions": questions,
  "03-wrong": async (page, lang) => {
    for (const widget of await questions(page, lang)) {
      // What is tapped cannot be wrong.
      if (widget.isTapped(await widget.asked())) continue;
      await widget.button("question.continue").click();
      await expect(widget.root.locator("#problem")).toBeVisible();
    }
  },
  "04-restored": async (page, lang) => {
    const [widget] = await show(page, lang, [{ policy: "iptv-subscription", facts: { ...bought(200), reason: "bufering" } }]);
    await widget.answerOne({ reason: "changed_mind" });
    await widget.answerOne({ support_contacted_at: ago(100) });
    await page.reload();
    await ready(page);
    await expect(widget.question).toBeVisible();
  },
  "05-changing": async (page, lang) => {
    const [widget] = await show(page, lang, [{ policy: "iptv-subscription", facts: bought(200) }]);
    await widget.answerOne({ reason: "technical_problem" });
    await widget.answerOne({});
    await widget.root.locator(".given-line button").first().click();
    await expect(widget.button("question.cancel")).toBeVisible();
  },
  "06-qualifies": verdict("passport-forms", { ...bought(60, 9800), reason: "changed_mind", forms_delivered: false, applications_ordered: 2, applications_cancelled: 1 }),
  "07-choice": verdict("iptv-subscription", { ...bought(60), reason: "service_outage", outage_by_merchant: true, outage_hours: 60.5 }),
  "08-action-required": async (page, lang) => {
    const facts = { ...bought(30, 123456), reason: "technical_problem", support_contacted_at: ago(20).toISOString() };
    await unfold(await verdict("iptv-subscription", facts)(page, lang));
  },
  "09-review": verdict("iptv-subscription", { ...bought(200), reason: "changed_mind", support_contacted_at: ago(100).toISOString(), usage_ratio: 0.25 }),
  "10-not-covered": verdict("smm-services", { amount_paid: euros(2990), reason: "cancel_recurring", last_payment_at: ago(200).toISOString() }),
  "11-open": verdict("iptv-subscription", { ...bought(60), reason: "service_outage" }),
  "12-request": request,
  "13-incomplete": async (page, lang) => {
    const widget = await request(page, lang);
    await unfold(widget);
    for (const id of ["subject", "message"]) await widget.root.locator(`#${id}`).fill("");
    await widget.button("send.button").click();
    await expect(widget.root.locator(".wrong").first()).toBeVisible();
  },
  "14-files": async (page, lang) => {
    const widget = await request(page, lang);
    await widget.sign({ name: NAME, email: "maria.carmen@example.org" });
    await widget.picker.setInputFiles([
      { name: "Capture d’écran du 12 novembre 2026 à 18 h 04.png", mimeType: "image/png", buffer: await page.screenshot() },
      { name: "IMG_2041.HEIC", mimeType: "image/heic", buffer: Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1") },
    ]);
    await expect(widget.root.locator(".file")).toHaveCount(2);
    await unfold(widget);
    await widget.root.locator("#message").fill("My password is hunter2secret");
    await widget.button("send.button").click();
    await expect(widget.root.locator("#confirm-wrong")).toBeVisible();
    await widget.picker.setInputFiles({ name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
    await expect(widget.root.locator("[data-evidence] .wrong")).toBeVisible();
  },
  "15-sending": async (page, lang) => {
    // An upload that stays where it is.
    await page.addInitScript(() => {
      XMLHttpRequest.prototype.send = function () {
        this.upload.dispatchEvent(new ProgressEvent("progress", { loaded: 42, total: 100 }));
      };
    });
    const widget = await request(page, lang);
    await widget.sign({ name: NAME, email: "maria.carmen@example.org" });
    await widget.picker.setInputFiles({ name: "chat.txt", mimeType: "text/plain", buffer: Buffer.from("proof") });
    await expect(widget.root.locator(".file")).toHaveCount(1);
    await widget.button("send.button").click();
    await expect(widget.root.locator("progress")).toBeVisible();
  },
  "16-failures": failures,
  "17-receipt": async (page, lang) => unfold(await received(page, lang)),
};

const received = async (page, lang) => {
  const body = JSON.stringify({ reference: "7KXM-P3QA", received_at: new Date(NOW).toISOString() });
  await page.route("**/contact", (route) => route.fulfill({ status: 201, contentType: "application/json", body }));
  const [widget] = await show(page, lang, [PREPARED]);
  await prepared(widget);
  await widget.send();
  return widget;
};

for (const [group, { use, looks }] of GROUPS.entries()) {
  test.describe(Object.keys(looks).join(", "), () => {
    test.use({ viewport: { width: Object.values(looks)[0].size[0], height: 900 }, ...use });
    for (const [index, [name, go]] of Object.entries(STATES).entries()) {
      const lang = LOCALES[(index + group) % LOCALES.length];
      test(`${name} (${lang})`, async ({ page }) => {
        await page.clock.install({ time: NOW });
        await go(page, lang);
        for (const [look, how] of Object.entries(looks)) {
          await dress(page, how);
          await shoot(page, look, `${name}-${lang}`);
        }
      });
    }
  });
}

// Beside these: a language whose words are long and which no policy speaks, paper, and the shops around it.

for (const name of ["03-wrong", "08-action-required", "14-files"]) {
  test.describe("German", () => {
    test.use({ ...HAND, viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 });
    test(name, async ({ page }) => {
      await page.clock.install({ time: NOW });
      await STATES[name](page, "de");
      await dress(page, { size: [320, 640] });
      await shoot(page, "narrow", `${name}-de`);
    });
  });
}

for (const lang of LOCALES) {
  for (const [name, go] of Object.entries({ verdict: STATES["08-action-required"], receipt: received })) {
    test(`${name} on paper (${lang})`, async ({ page }) => {
      await page.clock.install({ time: NOW });
      await page.addInitScript(() => (window.print = () => {}));
      await go(page, lang);
      await page.setViewportSize({ width: 794, height: 1123 });
      const widget = new Widget(page, POLICIES[0], lang);
      await unfold(widget);
      await widget.button("take.print").click();
      await page.emulateMedia({ media: "print" });
      await shoot(page, "paper", `${name}-${lang}`);
    });
  }
}

for (const [index, policy] of POLICIES.entries()) {
  const lang = LOCALES[index % LOCALES.length];
  test(`the shop of ${policy} (${lang})`, async ({ page }) => {
    await page.goto(`/shop/${policy}?lang=${lang}`);
    await new Widget(page, policy, lang).question.waitFor();
    for (const [look, { size: [width, height], dark }] of Object.entries({ ...GROUPS[0].looks, ...GROUPS[2].looks })) {
      if (look === "rtl") continue;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
      await shoot(page, "shop", `${policy}-${look}`);
    }
  });
}
