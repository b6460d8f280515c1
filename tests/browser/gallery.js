// Pictures of every screen, for people to look at: `cargo xtask gallery` writes them to target/gallery.
import { test } from "./fixtures.js";
import { Widget, hoursAgo, watch } from "./widget.js";

const LOOKS = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: "light" },
  "phone-dark": { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: "dark" },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
};

// A case for each status, in the languages with the long texts.
const CASES = [
  { name: "qualifies", policy: "passport-forms", lang: "es", answers: { reason: "changed_mind", forms_delivered: false, forms_used: false, applications_cancelled: 1 } },
  { name: "action-required", policy: "iptv-subscription", lang: "fr", answers: { reason: "technical_problem", support_contacted_at: hoursAgo(20), usage_ratio: 0.25 } },
  { name: "choice", policy: "iptv-subscription", lang: "es", answers: { reason: "service_outage", outage_by_merchant: true, outage_hours: 60.5 } },
  { name: "review", policy: "sms-and-payments", lang: "es", answers: { service: "sms_api", reason: "outage", outage_significant: true, usage: "some" } },
  { name: "proof", policy: "smm-services", lang: "fr", answers: { reason: "not_as_described", clear_evidence: false }, files: true },
  { name: "does-not-qualify", policy: "module-support", lang: "en", answers: { reason: "training", licensed: true, customized: false } },
  { name: "open", policy: "iptv-subscription", lang: "en", answers: { reason: "service_outage" } },
];

for (const [look, use] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use(use);
    for (const { name, policy, lang, answers, files } of CASES) {
      test(name, async ({ page }) => {
        const shoot = (screen) => page.screenshot({ path: `../../target/gallery/${look}/${name}-${screen}.png`, fullPage: true });
        await watch(page);
        await page.goto(`/shop/${policy}?lang=${lang}`);
        const widget = new Widget(page, policy, lang);
        await widget.question.waitFor();
        await shoot("1-question");
        await widget.answerOne(answers);
        if (await widget.question.isVisible()) await shoot("2-question");
        await widget.answer(answers);
        await shoot("3-answer");
        if (look === "desktop") {
          await page.evaluate(() => (window.print = () => {}));
          await widget.button("take.print").click();
          await page.emulateMedia({ media: "print" });
          await shoot("3-paper");
          await page.emulateMedia({ media: "screen" });
          await page.evaluate(() => dispatchEvent(new Event("afterprint")));
        }
        await widget.toRequest();
        await widget.sign({ name: "María del Carmen Fernández Guzmán", email: "maria.carmen@example.org" });
        if (files) {
          const screenshot = await page.screenshot();
          await widget.picker.setInputFiles([
            { name: "Capture d’écran du 12 novembre 2026 à 18 h 04.png", mimeType: "image/png", buffer: screenshot },
            { name: "IMG_2041.HEIC", mimeType: "image/heic", buffer: Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic") },
            { name: "virus.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
          ]);
          await widget.root.locator(".wrong").waitFor();
        }
        await shoot("4-request");
        await page.route("**/contact", (route) => route.abort());
        await widget.button("send.button").click();
        await widget.root.locator("#failure").waitFor();
        await shoot("5-failure");
        await page.unroute("**/contact");
        await widget.button("failure.now").click();
        await widget.receipt();
        await shoot("6-receipt");
      });
    }
  });
}
