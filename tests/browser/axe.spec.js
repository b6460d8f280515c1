// No violation that axe-core can see, on any screen: in every language, light and dark, from the right as well.
import { AXE, inspect, options } from "./axe.js";
import { test, expect, prepared } from "./faults.js";
import { unfold } from "./screens.js";
import { LOCALES, POLICIES, Widget, euros, hoursAgo, open, ready } from "./widget.js";

const proof = { name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") };
const bought = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };
const refusal = (status, body = {}, headers = {}) => ({ status, headers: { "content-type": "application/problem+json", ...headers }, body: JSON.stringify(body) });

// Each audit of a whole screen takes the machine a second or two.
test.describe.configure({ timeout: 240_000 });

/** Looks at what is shown, light and dark. In French, the page runs from right to left. */
const check = async (page, what, scope) => {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  await page.evaluate(() => {
    const { lang, style } = document.documentElement;
    document.documentElement.dir = lang === "fr" ? "rtl" : "ltr";
    Object.assign(style, { colorScheme: "light dark", backgroundColor: "Canvas" });
  });
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect.soft(await page.evaluate(inspect, options(scope)), `${what}, ${colorScheme}`).toEqual([]);
  }
};

const show = async (page, { policy = "iptv-subscription", facts, lang, ...element }) => {
  await open(page, { policy, facts: { ...bought, ...facts }, lang, ...element });
  return new Widget(page, policy, lang);
};

/** A question for each kind of fact. */
const QUESTIONS = {
  choice: ["iptv-subscription", "reason", {}],
  flag: ["passport-forms", "forms_delivered", { reason: "changed_mind" }],
  instant: ["iptv-subscription", "support_contacted_at", { reason: "changed_mind" }],
  hours: ["iptv-subscription", "outage_hours", { reason: "service_outage", outage_by_merchant: true }],
  ratio: ["iptv-subscription", "usage_ratio", { reason: "changed_mind", purchased_at: hoursAgo(200), support_contacted_at: hoursAgo(100) }],
  money: ["iptv-subscription", "amount_paid", { reason: "changed_mind", amount_paid: undefined, purchased_at: hoursAgo(200), support_contacted_at: hoursAgo(100) }],
  count: ["passport-forms", "applications_cancelled", { reason: "changed_mind", forms_delivered: false, applications_ordered: 3 }],
};

const VERDICTS = [
  ["qualifies", "passport-forms", { reason: "changed_mind", forms_delivered: false, applications_ordered: 2, applications_cancelled: 1 }],
  ["qualifies", "iptv-subscription", { reason: "service_outage", outage_by_merchant: true, outage_hours: 60 }],
  ["action_required", "iptv-subscription", { reason: "technical_problem", support_contacted_at: hoursAgo(20) }],
  ["review", "sms-and-payments", { service: "sms_api", reason: "outage", outage_significant: true, usage: "some" }],
  ["does_not_qualify", "module-support", { reason: "third_party_plugin", own_product: true, licensed: true, amount_paid: undefined }],
  ["needs_information", "iptv-subscription", { reason: "service_outage" }],
];

/** A request that files belong to. */
const WITH_FILES = { policy: "smm-services", facts: { amount_paid: euros(100), reason: "not_as_described", purchased_at: hoursAgo(48).toISOString(), clear_evidence: true } };

const FAILURES = {
  network: "dropped",
  refused: refusal(403, { detail: "not from here" }),
  too_large: refusal(413),
  conflict: refusal(409),
  unclear: { status: 200, body: "<p>thank you" },
  fields: refusal(422, { errors: [{ pointer: "/customer/email", code: "invalid_email", detail: "bad address" }] }),
  server: refusal(500),
  busy: refusal(429, {}, { "retry-after": "3600" }),
};

test("what is wrong is found, inside the element as well", async ({ page }) => {
  const widget = await show(page, { lang: "en" });
  await expect(widget.question).toBeVisible();
  await page.evaluate(AXE);
  await widget.root.locator(".title").evaluate((title) => {
    title.style.color = "silver";
    title.parentElement.append(document.createElement("input"));
  });
  const found = await page.evaluate(inspect, options());
  expect(found.map((line) => line.split(":")[0])).toEqual(["color-contrast", "label"]);
});

for (const lang of LOCALES) {
  test.describe(lang, () => {
    for (const [kind, [policy, fact, facts]] of Object.entries(QUESTIONS)) {
      test(`a question of the kind ${kind}, and what is wrong with an answer`, async ({ page }) => {
        const widget = await show(page, { policy, facts, lang });
        while ((await widget.asked()) !== fact) await widget.answerOne({});
        await check(page, "asked");
        // What is tapped cannot be wrong.
        if (widget.isTapped(fact)) return;
        await widget.button("question.continue").click();
        await expect(widget.root.locator("#problem")).toBeVisible();
        await check(page, "wrong");
      });
    }

    test("an answer that is changed, one that was restored, and a detail of the shop's that cannot be used", async ({ page }) => {
      const widget = await show(page, { lang, facts: { reason: "bufering", support_contacted_at: undefined } });
      await widget.answerOne({ reason: "changed_mind" });
      await check(page, "with an answer");
      await widget.root.locator(".given-line button").first().click();
      await check(page, "changing it");
      await page.reload();
      await ready(page);
      await check(page, "restored");
    });

    for (const [status, policy, facts] of VERDICTS) {
      test(`the verdict ${status} of ${policy}`, async ({ page }) => {
        const widget = await show(page, { policy, facts, lang });
        await widget.answer({});
        await expect(widget.root.locator(".verdict")).toHaveAttribute("data-status", status);
        await unfold(widget);
        await check(page, "answered");
        await widget.button("take.copy").click();
        await check(page, "copied");
      });
    }

    test("the request: empty, incomplete, with files, with a secret, with its message", async ({ page, endpoint }) => {
      await open(page, { ...WITH_FILES, lang });
      const widget = new Widget(page, "smm-services", lang);
      await widget.toRequest();
      await check(page, "empty");
      await unfold(widget);
      for (const id of ["subject", "message"]) await widget.root.locator(`#${id}`).fill("");
      await widget.button("send.button").click();
      await expect(widget.root.locator(".wrong").first()).toBeVisible();
      await check(page, "incomplete");
      await widget.sign();
      await unfold(widget);
      await widget.root.locator("#message").fill("My password is hunter2secret");
      const picture = await page.screenshot();
      await widget.picker.setInputFiles([
        { name: "screen.png", mimeType: "image/png", buffer: picture },
        { name: "IMG_2.HEIC", mimeType: "image/heic", buffer: Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1") },
        { name: "virus.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
      ]);
      await expect(widget.root.locator(".file")).toHaveCount(2);
      await check(page, "with files");
      await widget.button("send.button").click();
      await expect(widget.root.locator("#confirm-wrong")).toBeVisible();
      await check(page, "with a secret");
      expect(endpoint.received).toHaveLength(0);
    });

    test("sending, and a page that was closed meanwhile", async ({ page, endpoint }) => {
      const widget = await prepared(page, endpoint, { lang, faults: ["silent"], ...WITH_FILES });
      await widget.picker.setInputFiles(proof);
      await expect(widget.root.locator(".file")).toHaveCount(1);
      await widget.button("send.button").click();
      await expect.poll(() => endpoint.received.length).toBe(1);
      await check(page, "sending");
      await page.reload();
      await expect(widget.root.getByText(widget.t["failure.interrupted"])).toBeVisible();
      await check(page, "interrupted");
    });

    test("without a connection, without an endpoint, and what is left to do then", async ({ page, endpoint, context }) => {
      const widget = await prepared(page, endpoint, { lang });
      await context.setOffline(true);
      await widget.button("send.button").click();
      await expect(widget.root.getByText(widget.t["failure.offline"])).toBeVisible();
      await check(page, "offline");
      await widget.button("ways.copy").click();
      await widget.root.getByText(widget.t["ways.copied"]).or(widget.root.getByText(widget.t["ways.not_copied"])).first().waitFor();
      await unfold(widget);
      await widget.root.locator("#message").fill("años ".repeat(500));
      await check(page, "copied, and too long for a link");
      await context.setOffline(false);
      await page.evaluate(() => document.querySelector("refund-widget").setAttribute("endpoint", "mailto:help@shop.example"));
      await expect(widget.root.getByText(widget.t["send.no_endpoint"])).toBeVisible();
      await check(page, "no endpoint");
    });

    test("the receipt", async ({ page, endpoint }) => {
      const widget = await prepared(page, endpoint, { lang, faults: ["lost"] });
      await widget.button("send.button").click();
      await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
      await widget.root.locator("#words").fill("Something else.");
      await widget.root.locator("#send").click();
      await widget.receipt();
      await check(page, "of an earlier version");
      await unfold(widget);
      await check(page, "with its content");
    });

    test("a policy that cannot be had", async ({ page }) => {
      for (const children of [`<a href="/contact">Contact</a>`, ""]) {
        await page.unrouteAll();
        await open(page, { body: `<refund-widget policy="/policies/none.json" lang="${lang}">${children}</refund-widget>`, lang });
        await expect(page.locator("refund-widget [role=alert]")).toBeVisible();
        await check(page, children);
      }
    });
  });
}

for (const [index, [code, fault]] of Object.entries(FAILURES).entries()) {
  const lang = LOCALES[index % LOCALES.length];
  test(`a failure of the kind ${code} (${lang})`, async ({ page, endpoint }) => {
    const widget = await prepared(page, endpoint, { lang, faults: Array(3).fill(fault) });
    await widget.button("send.button").click();
    await expect(widget.root.getByText(widget.t[`failure.${code}`])).toBeVisible();
    await check(page, "failed");
  });
}

// Each shop has a look of its own, which the widget takes on.
for (const [index, policy] of POLICIES.entries()) {
  const lang = LOCALES[index % LOCALES.length];
  test(`the demo shop around it: ${policy} (${lang})`, async ({ page }) => {
    await page.goto(`/shop/${policy}?lang=${lang}`);
    const widget = new Widget(page, policy, lang);
    await expect(widget.question).toBeVisible();
    await check(page, "question", "html");
    const choices = Object.entries(widget.document.facts).filter(([, { type }]) => type === "choice");
    await widget.answer(Object.fromEntries(choices.map(([id, { of }]) => [id, Object.keys(of)[0]])));
    await check(page, "answer", "html");
    await widget.toRequest();
    await check(page, "request", "html");
    await widget.button("send.button").click();
    // The first field that is wrong: the explanation where the policy requires one, or else the name.
    const isWrong = () => page.evaluate(() => (document.activeElement.shadowRoot?.activeElement ?? document.activeElement).ariaInvalid);
    await expect.poll(isWrong).toBe("true");
    await check(page, "incomplete", "html");
  });
}
