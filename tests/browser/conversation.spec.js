// The conversation: what is asked and what is not, why, what is typed and what it means, what follows from not knowing.
import { test, expect } from "./fixtures.js";
import { POLICIES, Widget, euros, hoursAgo, open, seen, wall } from "./widget.js";

const facts = { purchased_at: hoursAgo(60).toISOString(), amount_paid: euros(4990) };
/** What the page gave, by its labels: it stands in a line that unfolds. */
const given = (widget) => widget.root.locator("#from-order dt");
/** The lines of what was answered, each with Change. */
const answers = (widget) => widget.root.locator(".known .given-line > span");
const unfold = (widget, id) => widget.root.locator(`#${id}`).evaluate((details) => (details.open = true));

for (const policy of POLICIES) {
  test(`${policy}: one question at a time, each with its reason, and nothing that the shop gave`, async ({ page }) => {
    const known = policy === "module-support" ? { purchased_at: facts.purchased_at } : facts;
    await open(page, { policy, facts: known, lang: "fr" });
    const widget = new Widget(page, policy, "fr");
    const labels = Object.keys(known).map((id) => widget.document.facts[id].label.fr);
    await expect(given(widget)).toHaveText(labels);
    for (let asked = 0; await widget.question.isVisible(); asked++) {
      const fact = await widget.asked();
      expect(Object.keys(known)).not.toContain(fact);
      await expect(widget.root.locator("form.question")).toHaveCount(1);
      const { type, of, ask, why } = widget.document.facts[fact];
      const group = widget.root.locator("form.question").getByRole("group");
      await expect(group).toHaveAccessibleName(ask.fr);
      await expect(group).toHaveAccessibleDescription(why?.fr ?? "");
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
  await date.fill(wall(new Date()).day);
  await expect(meaning).toHaveText(/^today · /);
  // It tells the day, which is what a calendar can be mistaken in; a time beside it changes nothing.
  await widget.root.locator("#second").fill("00:00");
  await expect(meaning).toHaveText(/^today · /);
  await expect(date).toHaveAccessibleDescription(/^today · /);
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
  await widget.answerOne({ reason: "changed_mind" });
  await under(widget, "#first");
  const colour = widget.root.locator("#first").evaluate((element) => getComputedStyle(element).borderTopColor);
  expect(await colour).toBe(await widget.root.locator(".wrong").evaluate((element) => getComputedStyle(element).color));
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

test("what is not known is listed, and the answer says that it depends on it", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, reason: "service_outage" } });
  const widget = new Widget(page, "iptv-subscription");
  const asked = await widget.answer({});
  await expect(widget.headline).toHaveText(widget.t["amount.up_to"].replace("{amount}", "€49.90"));
  await expect(widget.root.locator(".verdict")).toHaveAttribute("data-status", "needs_information");
  // What each answer to the first of them would lead to.
  await expect(widget.root.locator("dl.scenarios dt").first()).toBeVisible();
  const labels = asked.map((fact) => widget.document.facts[fact].label.en);
  await unfold(widget, "open");
  await expect(widget.root.locator("#open .given-line > span")).toHaveText(labels);
  await unfold(widget, "your-answers");
  await expect(answers(widget)).toHaveText(labels.map((label) => `${label} ${widget.t["answers.unknown"]}`));
});

test("earlier answers stay in sight and can be changed; later ones are kept where they still apply", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts });
  const widget = new Widget(page, "iptv-subscription");
  const label = (fact) => widget.document.facts[fact].label.en;
  const change = async (fact, value) => {
    await widget.change(fact);
    await widget.tap(fact, value);
  };
  const known = () => page.evaluate(() => Object.keys(document.querySelector("refund-widget").facts).sort());
  expect(await widget.answer({ reason: "service_outage", outage_hours: 60, outage_by_merchant: true, support_contacted_at: null })).toEqual(["reason", "outage_hours", "outage_by_merchant"]);
  await unfold(widget, "your-answers");
  await expect(answers(widget)).toHaveText([widget.words("reason", "service_outage"), `${label("outage_hours")} 60 hours`, `${label("outage_by_merchant")} ${widget.t["question.yes"]}`]);
  // For another reason the outage does not matter: it is neither shown as an answer nor part of the facts.
  await change("reason", "changed_mind");
  await expect(widget.question).toHaveText(widget.document.facts.support_contacted_at.ask.en);
  await expect(answers(widget)).toHaveText([widget.words("reason", "changed_mind")]);
  await expect(widget.root.getByText(widget.t["answers.set_aside"].replace("{labels}", "Length of the outage and Fault of the service itself"))).toBeVisible();
  await expect.poll(known).toEqual(["amount_paid", "purchased_at", "reason"]);
  await widget.answerOne({ support_contacted_at: null });
  // Back again, and nothing has to be answered a second time.
  await change("reason", "service_outage");
  await expect(widget.headline).toBeFocused();
  await unfold(widget, "your-answers");
  await expect.poll(known).toEqual(["amount_paid", "outage_by_merchant", "outage_hours", "purchased_at", "reason"]);
  await expect(widget.root.getByText(widget.t["answers.set_aside"].replace("{labels}", label("support_contacted_at")))).toBeVisible();
  // A change can be given up.
  await widget.change("outage_hours");
  await expect(widget.root.locator("#first")).toHaveValue("60");
  await widget.root.locator("#first").fill("3");
  await widget.button("question.cancel").click();
  await expect(widget.headline).toBeFocused();
  await unfold(widget, "your-answers");
  await expect(answers(widget).filter({ hasText: label("outage_hours") })).toContainText("60 hours");
});

test("what is already certain shows from the start, with its deadline", async ({ page }) => {
  await open(page, { policy: "sms-and-payments", lang: "es", facts: { amount_paid: euros(4990) } });
  const sms = new Widget(page, "sms-and-payments", "es");
  const certain = sms.root.locator(".certain");
  await expect(certain).toHaveAttribute("data-status", "review");
  await expect(certain.locator(".headline")).toHaveText(sms.t["headline.looked_at"]);
  await sms.button("question.skip").click();
  await expect(sms.headline).toBeFocused();

  await open(page, { policy: "passport-forms", lang: "es", facts: { ...facts, reason: "changed_mind", forms_delivered: false, applications_ordered: 2 } });
  const forms = new Widget(page, "passport-forms", "es");
  await expect(forms.root.locator(".certain")).toHaveAttribute("data-status", "qualifies");
  await expect(forms.root.locator(".certain .amount")).toHaveText(/24,95\s€.*49,90\s€/);
  const [before, after] = forms.t["by.ask"].split("{date}");
  await expect(forms.root.locator(".certain .by")).toContainText(before);
  await expect(forms.root.locator(".certain .by time")).toHaveText(/^\d+ de \p{L}+$/u);
  await expect(forms.root.locator(".certain .by")).toContainText(after);
});

test("when the answer becomes certain, that is said once, besides the question that has the focus", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts: { ...facts, purchased_at: hoursAgo(200).toISOString() } });
  const widget = new Widget(page, "iptv-subscription");
  const said = widget.root.getByRole("status");
  await widget.answerOne({ reason: "changed_mind" });
  await expect(said).toBeEmpty();
  await widget.answerOne({ support_contacted_at: hoursAgo(100) });
  await expect(widget.question).toBeFocused();
  await expect(said).toHaveText(widget.t["status.review"]);
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
  await unfold(widget, "your-answers");
  for (const shown of [/1\s234,50\s€$/, /12,5\s%$/]) await expect(answers(widget).filter({ hasText: shown })).toBeVisible();
});

test("what the shop gives later stands before an answer, and is no longer the shopper's to change", async ({ page }) => {
  await open(page, { policy: "iptv-subscription" });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answerOne({ reason: "changed_mind" });
  await page.evaluate(() => (document.querySelector("refund-widget").facts = { reason: "buffering" }));
  // Buffering is certain at once: the verdict is there, and its answers unfold with what the page gave.
  await unfold(widget, "your-answers");
  await expect(widget.root.locator("#your-answers dt")).toHaveText([widget.document.facts.reason.label.en]);
  await expect(answers(widget)).toHaveCount(0);
  await expect.poll(async () => (await seen(page, "refund-verdict")).at(-1)?.status).toBe("does_not_qualify");
});
