// From the shop's page to the receipt, on each of the five policies, through the real endpoint.
import { execFileSync } from "node:child_process";
import { test, expect } from "./fixtures.js";
import { Widget, euros, hoursAgo, open, seen, watch } from "./widget.js";

const root = new URL("../../", import.meta.url).pathname;
const refund = process.env.REFUND ?? `${root}target/debug/refund`;

const requests = (database) => JSON.parse(execFileSync(refund, ["requests", "--format", "json", "--database", database], { encoding: "utf8" }));

// The shops give the purchase and the amount; `optional` is told on the request, and decides nothing.
const PATHS = [
  { policy: "passport-forms", lang: "es", answers: { reason: "changed_mind", forms_delivered: false, forms_used: false, applications_cancelled: 1 }, status: "qualifies", amount: "49,00 €" },
  { policy: "smm-services", lang: "fr", answers: { reason: "not_as_described", clear_evidence: false }, status: "action_required", file: true },
  { policy: "iptv-subscription", lang: "fr", answers: { reason: "technical_problem", support_contacted_at: hoursAgo(50), usage_ratio: 0.25 }, status: "qualifies", amount: "49,90 €" },
  { policy: "module-support", lang: "en", answers: { reason: "usage_question", licensed: true, customized: false }, status: "qualifies" },
  { policy: "sms-and-payments", lang: "es", answers: { service: "sms_api", reason: "outage", outage_significant: true }, optional: { usage: "some" }, status: "review", file: true },
];

for (const { policy, lang, answers, optional = {}, status, amount, file } of PATHS) {
  test(`${policy}, in ${lang}`, async ({ page, shop }) => {
    await watch(page);
    await page.goto(`/shop/${policy}?lang=${lang}`);
    const widget = new Widget(page, policy, lang);
    await expect(widget.question.or(widget.headline)).toBeVisible();
    await expect(page.locator("form.plain")).toBeHidden();
    const asked = await widget.answer(answers);
    expect(asked).not.toContain("purchased_at");
    await expect(widget.headline).toBeFocused();
    await expect(widget.root.locator(".verdict")).toHaveAttribute("data-status", status);
    if (amount) await expect(widget.headline).toHaveText(widget.t["amount.back"].replace("{amount}", amount));
    await widget.toRequest();
    await widget.sign({ name: "Ana Pérez", email: "ana@example.org" });
    for (const [fact, value] of Object.entries(optional)) await widget.root.locator(`#context-${fact}`).selectOption(value);
    if (file) {
      const evidence = { name: "prueba.txt", mimeType: "text/plain", buffer: Buffer.from("captura: año 2026\n") };
      await widget.picker.setInputFiles(evidence);
      await expect(widget.root.getByText("prueba.txt")).toBeVisible();
    }
    const reference = await widget.send();
    const [receipt] = await seen(page, "refund-sent");
    expect(receipt.reference).toBe(reference);
    expect(await seen(page, "refund-error")).toEqual([]);
    expect(await seen(page, "securitypolicyviolation")).toEqual([]);
    const arrived = requests(shop.database).find((request) => request.reference === reference);
    expect(arrived.policy).toBe(policy);
    expect(JSON.stringify(arrived.differences)).toBe("[]");
    expect((await seen(page, "refund-submit"))[0].request.facts).toMatchObject(optional);
  });
}

test("a question is asked only as long as it can still matter", async ({ page }) => {
  await watch(page);
  await page.goto("/shop/iptv-subscription?lang=en");
  const widget = new Widget(page, "iptv-subscription");
  // Buffering is excluded whatever else holds: nothing more is asked.
  expect(await widget.answer({ reason: "buffering" })).toEqual(["reason"]);
  await expect(widget.headline).toHaveText(widget.t["headline.no_refund"]);
  await expect(widget.button("ask.anyway")).toBeVisible();
});

test("what is not known is left open, said so, and can be answered later", async ({ page }) => {
  await watch(page);
  await page.goto("/shop/iptv-subscription?lang=en");
  const widget = new Widget(page, "iptv-subscription");
  await widget.answer({ reason: "service_outage" });
  await expect(widget.headline).toHaveText(widget.t["amount.up_to"].replace("{amount}", "€49.90"));
  const label = widget.document.facts.outage_hours.label.en;
  await widget.root.locator("#open summary").click();
  await widget.root.getByRole("button", { name: new RegExp(`^${widget.t["open.answer"]} ?: ${label}$`) }).click();
  await expect(widget.question).toBeFocused();
  await widget.fill("outage_hours", 60.5);
  await widget.button("question.continue").click();
  await expect(widget.headline).toBeFocused();
  await widget.root.locator("#your-answers summary").click();
  await expect(widget.root.locator("#your-answers").getByText("60.5 hours")).toBeVisible();
});

test("an answer can be changed, and the later ones stay", async ({ page }) => {
  await watch(page);
  await page.goto("/shop/passport-forms?lang=en");
  const widget = new Widget(page, "passport-forms");
  await widget.answer({ reason: "changed_mind", forms_delivered: false, forms_used: false, applications_cancelled: 1 });
  const back = (amount) => widget.t["amount.back"].replace("{amount}", amount);
  await expect(widget.headline).toHaveText(back("€49.00"));
  await widget.change("applications_cancelled");
  await expect(widget.root.locator("#first")).toHaveValue("1");
  await widget.root.locator("#first").fill("3");
  await widget.button("question.continue").click();
  await expect(widget.root.locator("#problem")).toHaveText(widget.t["problem.range"].replace("{min}", "1").replace("{max}", "2"));
  await expect(widget.root.locator("#first")).toBeFocused();
  await widget.root.locator("#first").fill("2");
  await widget.button("question.continue").click();
  await expect(widget.headline).toBeFocused();
  await expect(widget.headline).toHaveText(back("€98.00"));
});

test("the shopper's choice between remedies is in the letter and in the request", async ({ page }) => {
  await watch(page);
  await page.goto("/shop/iptv-subscription?lang=en");
  const widget = new Widget(page, "iptv-subscription");
  await widget.answer({ reason: "service_outage", outage_by_merchant: true, outage_hours: 60 });
  await widget.toRequest("extension");
  await expect(widget.root.locator("#message")).toHaveValue(/Je demande une prolongation\./);
  await widget.sign();
  await widget.send();
  expect((await seen(page, "refund-submit"))[0].request.wish).toEqual({ kind: "extension", option: null });
});

test("a purchase in the future is refused at the field, in the shopper's language", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", lang: "es", facts: { amount_paid: euros(4990) } });
  const widget = new Widget(page, "iptv-subscription", "es");
  while ((await widget.asked()) !== "purchased_at") await widget.answerOne({ reason: "changed_mind" });
  await widget.fill("purchased_at", hoursAgo(-48));
  await widget.button("question.continue").click();
  await expect(widget.root.locator("#problem")).toHaveText(widget.t["problem.future"]);
  await expect(widget.root.locator("#first")).toHaveAttribute("aria-invalid", "true");
  await expect(widget.root.locator("#first")).toBeFocused();
  await widget.fill("purchased_at", hoursAgo(72));
  await expect(widget.root.locator("#meaning")).toContainText("hace 3 días");
});

test("a clause says where the merchant's policy has it, unless the document names no place", async ({ page }) => {
  const widget = new Widget(page, "iptv-subscription");
  const source = widget.root.locator("#why .source");
  await open(page, { policy: "iptv-subscription" });
  await widget.answer({ reason: "buffering" });
  await widget.root.locator("#why summary").click();
  await expect(source.first()).toHaveText(/^Politique de remboursement, «\s*Situations Non Remboursables\s*»/);
  await expect(source.first()).toBeVisible();

  const unsourced = (clauses) => clauses.map(({ source, ...clause }) => clause);
  const json = { ...widget.document, clauses: unsourced(widget.document.clauses), informative: unsourced(widget.document.informative) };
  await page.route("**/policies/unsourced.json", (route) => route.fulfill({ json }));
  await open(page, { policy: "unsourced", orderId: "A-1002" });
  await widget.answer({ reason: "buffering" });
  await widget.root.locator("#why summary").click();
  await expect(widget.root.locator("#why .inner")).toBeVisible();
  await expect(source).toHaveCount(0);
});
