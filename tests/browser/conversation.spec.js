// The conversation: what is asked and what is not, why, what is typed and what it means, what follows from not knowing.
import { test, expect } from "./fixtures.js";
import { LOCALES, POLICIES, Widget, euros, hoursAgo, open, seen, wall } from "./widget.js";

const facts = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };
const rows = (widget, id) => widget.root.locator(`section[aria-labelledby="${id}-heading"] dt`);

for (const policy of POLICIES) {
  test(`${policy}: one question at a time, each with its reason, and nothing that the shop gave`, async ({ page }) => {
    const given = policy === "module-support" ? { purchased_at: facts.purchased_at } : facts;
    await open(page, { policy, facts: given, lang: "fr" });
    const widget = new Widget(page, policy, "fr");
    const labels = Object.keys(given).map((id) => widget.document.facts[id].label.fr);
    await expect(rows(widget, "from-order")).toHaveText(labels);
    for (let asked = 0; await widget.question.isVisible(); asked++) {
      const fact = await widget.asked();
      expect(Object.keys(given)).not.toContain(fact);
      await expect(widget.root.locator("form.question")).toHaveCount(1);
      await expect(widget.root.getByRole("group")).toHaveAccessibleName(widget.document.facts[fact].ask.fr);
      await expect(widget.root.getByRole("group")).toHaveAccessibleDescription(`${widget.t["question.why"]} ${widget.document.facts[fact].why.fr}`);
      const { type, of } = widget.document.facts[fact];
      await widget.answerOne(type === "choice" ? { [fact]: Object.keys(of)[0] } : {});
      expect(asked).toBeLessThan(12);
    }
  });
}

test("a date is typed into the browser's own control, with what it means beside it", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", lang: "en", facts: { reason: "changed_mind" } });
  const widget = new Widget(page, "iptv-subscription");
  while ((await widget.asked()) !== "purchased_at") await widget.answerOne({});
  const [date, meaning] = [widget.root.locator("#first"), widget.root.locator("#meaning")];
  await expect(date).toHaveAttribute("type", "date");
  await expect(meaning).toBeEmpty();
  await expect(meaning).toHaveAttribute("aria-live", "polite");
  // Figure by figure, as the control of an English browser takes them.
  const { day } = wall(hoursAgo(72));
  const [year, month, date_] = day.split("-");
  await date.focus();
  await page.keyboard.type(`${month}${date_}`);
  await expect(meaning).toBeEmpty();
  await page.keyboard.type(year);
  await expect(date).toHaveValue(day);
  await expect(meaning).toHaveText(/^3 days ago · /);
  // Without a time only days are told; with one, hours too.
  await date.fill(wall(new Date()).day);
  await expect(meaning).toHaveText(/^today · /);
  const earlier = wall(hoursAgo(2));
  await date.fill(earlier.day);
  await widget.root.locator("#second").fill(earlier.time);
  await expect(meaning).toHaveText(/^2 hours ago · /);
  await expect(date).toHaveAccessibleDescription(/2 hours ago/);
});

test("what is wrong stands right under the field that it is about", async ({ page }) => {
  const under = async (widget, field) => {
    await widget.button("question.continue").click();
    const [above, below] = [await widget.root.locator(field).boundingBox(), await widget.root.locator("#problem").boundingBox()];
    expect(below.y - above.y - above.height).toBeLessThan(10);
    expect(below.y).toBeGreaterThan(above.y);
  };
  await open(page, { policy: "iptv-subscription", lang: "en", facts: { ...facts, amount_paid: undefined, purchased_at: hoursAgo(200).toISOString() } });
  const widget = new Widget(page, "iptv-subscription");
  await under(widget, ".options");
  const colour = (selector) => widget.root.locator(selector).first().evaluate((element) => getComputedStyle(element).borderTopColor);
  expect(await colour(".option")).toBe(await widget.root.locator(".wrong").evaluate((element) => getComputedStyle(element).color));
  await widget.answerOne({ reason: "changed_mind" });
  await under(widget, "#first");
  await widget.answerOne({ support_contacted_at: hoursAgo(100) });
  while ((await widget.asked()) !== "amount_paid") await widget.answerOne({ usage_ratio: 0.5 });
  await under(widget, "#first");
});

test("what is meant by a date follows the shopper's language", async ({ page }) => {
  for (const [lang, ago] of [["es", "hace 3 días"], ["fr", "il y a 3 jours"]]) {
    await open(page, { policy: "iptv-subscription", lang, facts: { reason: "changed_mind" } });
    const widget = new Widget(page, "iptv-subscription", lang);
    while ((await widget.asked()) !== "purchased_at") await widget.answerOne({});
    await widget.root.locator("#first").fill(wall(hoursAgo(72)).day);
    await expect(widget.root.locator("#meaning")).toContainText(ago);
  }
});

for (const lang of LOCALES) {
  test(`at the question it is said what follows from not knowing (${lang})`, async ({ page }) => {
    const says = async (widget, key, value) => {
      const text = widget.t[key].replace("{value}", value);
      await expect(widget.button("question.unknown")).toHaveAccessibleDescription(text);
      await expect(widget.root.getByText(text)).toBeVisible();
    };
    // The answer may depend on it.
    await open(page, { policy: "iptv-subscription", lang, facts: { ...facts, reason: "changed_mind" } });
    const iptv = new Widget(page, "iptv-subscription", lang);
    expect(await iptv.asked()).toBe("support_contacted_at");
    await says(iptv, "unknown.decides");
    // The answer is certain, but not the amount.
    await open(page, { policy: "iptv-subscription", lang, facts: { ...facts, purchased_at: hoursAgo(200).toISOString(), support_contacted_at: hoursAgo(100).toISOString(), reason: "changed_mind" } });
    expect(await iptv.asked()).toBe("usage_ratio");
    await says(iptv, "unknown.details");
    // Nothing depends on it.
    await open(page, { policy: "sms-and-payments", lang, facts: { ...facts, reason: "changed_mind", service: "other" } });
    const sms = new Widget(page, "sms-and-payments", lang);
    expect(await sms.asked()).toBe("usage");
    await says(sms, "unknown.context");
    // Something is taken for granted.
    await open(page, { policy: "passport-forms", lang, facts: { ...facts, reason: "changed_mind", forms_delivered: false, applications_ordered: 3 } });
    const forms = new Widget(page, "passport-forms", lang);
    expect(await forms.asked()).toBe("applications_cancelled");
    await says(forms, "unknown.default", "1");
    // Why they write is something that everybody knows.
    await open(page, { policy: "passport-forms", lang });
    await expect(forms.button("question.unknown")).toHaveCount(0);
  });
}

test("what is not known is listed, and the answer says that it depends on it", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, reason: "service_outage" } });
  const widget = new Widget(page, "iptv-subscription");
  const asked = await widget.answer({});
  const card = widget.root.locator(".verdict");
  await expect(card.getByText(widget.t["open.decides"])).toBeVisible();
  const labels = asked.map((fact) => widget.document.facts[fact].label.en);
  await expect(card.locator("dt")).toHaveText(labels);
  await expect(rows(widget, "answers")).toHaveText(labels);
  await expect(widget.root.locator('section[aria-labelledby="answers-heading"] dd:not(.act)')).toHaveText(labels.map(() => widget.t["answers.unknown"]));
});

test("earlier answers stay in sight and can be changed; later ones are kept where they still apply", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  const label = (fact) => widget.document.facts[fact].label.en;
  const change = async (fact, value) => {
    await widget.root.getByRole("button", { name: `Change the answer: ${label(fact)}`, exact: true }).click();
    await expect(widget.question).toBeFocused();
    await widget.fill(fact, value);
    await widget.button("question.continue").click();
  };
  const known = () => page.evaluate(() => Object.keys(document.querySelector("refund-widget").facts).sort());
  expect(await widget.answer({ reason: "service_outage", outage_hours: 60, outage_by_merchant: true, support_contacted_at: null })).toEqual(["reason", "outage_hours", "outage_by_merchant"]);
  await expect(rows(widget, "answers")).toHaveText(["reason", "outage_hours", "outage_by_merchant"].map(label));
  // For another reason the outage does not matter: it is neither shown as an answer nor part of the facts.
  await change("reason", "changed_mind");
  expect(await widget.asked()).toBe("support_contacted_at");
  await expect(rows(widget, "answers")).toHaveText([label("reason")]);
  await expect(widget.root.getByText(widget.t["answers.set_aside"].replace("{labels}", "Length of the outage and Fault of the service itself"))).toBeVisible();
  expect(await known()).toEqual(["amount_paid", "purchased_at", "reason"]);
  await widget.answerOne({ support_contacted_at: null });
  // Back again, and nothing has to be answered a second time.
  await change("reason", "service_outage");
  await expect(widget.headline).toBeFocused();
  expect(await known()).toEqual(["amount_paid", "outage_by_merchant", "outage_hours", "purchased_at", "reason"]);
  await expect(widget.root.getByText(widget.t["answers.set_aside"].replace("{labels}", label("support_contacted_at")))).toBeVisible();
  // A change can be given up.
  await widget.root.getByRole("button", { name: `Change the answer: ${label("outage_hours")}`, exact: true }).click();
  await expect(widget.root.locator("#first")).toHaveValue("60");
  await widget.root.locator("#first").fill("3");
  await widget.button("question.cancel").click();
  await expect(widget.headline).toBeFocused();
  await expect(widget.root.getByText("60 hours").first()).toBeVisible();
});

test("what is already certain shows from the start, with its deadline", async ({ page }) => {
  await open(page, { policy: "sms-and-payments", lang: "es", facts: { amount_paid: euros(4990) } });
  const sms = new Widget(page, "sms-and-payments", "es");
  const certain = sms.root.getByRole("region", { name: sms.t["certain.heading"] });
  await expect(certain).toContainText(sms.t["headline.review.none"]);
  await expect(certain).toContainText(sms.t["certain.text"]);
  await sms.button("question.skip").click();
  await expect(sms.headline).toBeFocused();

  await open(page, { policy: "passport-forms", lang: "es", facts: { ...facts, reason: "changed_mind", forms_delivered: false, applications_ordered: 2 } });
  const forms = new Widget(page, "passport-forms", "es");
  await expect(forms.root.locator(".certain")).toContainText(forms.t["headline.qualifies.none"]);
  await expect(forms.root.locator(".certain")).toContainText(`${forms.t["deadline.send_by"]}: `);
  await expect(forms.root.locator(".certain")).toContainText(", inclusive");
});

test("when the answer becomes certain, that is said once, besides the question that has the focus", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, purchased_at: hoursAgo(200).toISOString() } });
  const widget = new Widget(page, "iptv-subscription");
  const said = widget.root.getByRole("status");
  await widget.answerOne({ reason: "changed_mind" });
  await expect(said).toBeEmpty();
  await widget.answerOne({ support_contacted_at: hoursAgo(100) });
  await expect(widget.question).toBeFocused();
  await expect(said).toHaveText(`${widget.t["certain.heading"]}: ${widget.t["status.review"]}`);
  await widget.answerOne({ usage_ratio: 0.3 });
  await expect(said).toBeEmpty();
});

test("amounts and numbers are typed and shown in the shopper's habits", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", lang: "fr", facts: { ...facts, amount_paid: undefined, purchased_at: hoursAgo(200).toISOString(), reason: "changed_mind", support_contacted_at: hoursAgo(100).toISOString() } });
  const widget = new Widget(page, "iptv-subscription", "fr");
  while (await widget.question.isVisible()) {
    const fact = await widget.asked();
    await widget.root.locator("#first").fill(fact === "amount_paid" ? "1 234,5" : "12,5");
    await widget.button("question.continue").click();
  }
  const facts_ = await page.evaluate(() => document.querySelector("refund-widget").facts);
  expect([facts_.amount_paid, facts_.usage_ratio]).toEqual([{ minor: 123450, currency: "EUR" }, 0.125]);
  await expect(widget.root.getByText(/^1\s234,50\s€$/).first()).toBeVisible();
  await expect(widget.root.getByText(/^12,5\s%$/).first()).toBeVisible();
});

test("what the shop gives later stands before an answer, and is no longer the shopper's to change", async ({ page }) => {
  await open(page, { policy: "iptv-subscription" });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  await page.evaluate(() => (document.querySelector("refund-widget").facts = { reason: "buffering" }));
  await expect(rows(widget, "from-order")).toHaveText([widget.document.facts.reason.label.en]);
  await expect(rows(widget, "answers")).toHaveCount(0);
  expect((await seen(page, "refund-verdict")).at(-1).status).toBe("does_not_qualify");
});
