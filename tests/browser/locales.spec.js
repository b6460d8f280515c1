// Every locale's words on a phone that is 320 pixels wide: nothing is cut, nothing is wider than the window, no field is
// left unfilled.
import { test, expect } from "./fixtures.js";
import { LOCALES, Widget, euros, open, strings } from "./widget.js";

/** What the policies speak, and what only the widget does. */
const ALL = [...LOCALES, "de", "it", "pt", "nl", "ca"];
const FACTS = { purchased_at: "2026-11-20T04:00:00Z", amount_paid: euros(123456), support_contacted_at: "2026-11-20T14:00:00Z" };

/** What does not fit, and what should not be read by a shopper. */
const misfits = (page, keys) =>
  page.evaluate((keys) => {
    const found = [];
    for (const element of document.querySelector("refund-widget").shadowRoot.querySelectorAll("*")) {
      const { left, right, height } = element.getBoundingClientRect();
      if (right - left > 2 && (right > innerWidth + 0.5 || left < -0.5)) found.push(`${element.tagName}.${element.className} is ${left} to ${right}`);
      if (!element.matches("button, .button, label.option")) continue;
      if (element.scrollWidth > element.clientWidth + 1) found.push(`“${element.textContent}” is cut`);
      // A line is 24 pixels high, and the padding the rest of 44. The verdict's button says what it asks for, at any length.
      if (element.matches(".primary:not(#ask)") && height > 60) found.push(`“${element.textContent}” needs two lines`);
      if (element.matches("button, .button") && height > 85) found.push(`“${element.textContent}” needs three lines`);
    }
    const text = document.querySelector("refund-widget").shadowRoot.textContent;
    found.push(...(text.match(/\{\w+\}/g) ?? []), ...keys.filter((key) => key.includes("_") && text.includes(key)));
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
  }, keys);

for (const locale of ALL) {
  test(`the words fit at 320 pixels (${locale})`, async ({ page }, testInfo) => {
    const table = strings(locale);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.clock.setFixedTime("2026-11-21T10:00:00Z");
    await page.route("**/contact", (route) => route.fulfill({ status: 500 }), { times: 1 });
    await open(page, { policy: "iptv-subscription", lang: locale, facts: FACTS });
    const widget = new Widget(page, "iptv-subscription", locale);
    const look = async (screen) => {
      expect(await misfits(page, Object.keys(table)), screen).toEqual([]);
      await page.screenshot({ path: testInfo.outputPath(`${locale}-${screen}.png`), fullPage: true });
    };

    await expect(widget.question).toBeVisible();
    await look("question");
    await widget.answer({ reason: "technical_problem" });
    await look("answer");
    await widget.toRequest();
    await widget.read();
    await widget.picker.first().setInputFiles({ name: "captura.txt", mimeType: "text/plain", buffer: Buffer.from("proof") });
    await expect(widget.root.locator(".file")).toContainText("captura.txt");
    await widget.button("send.button").click();
    await expect(widget.root.getByText(table["contact.name_missing"])).toBeVisible();
    await look("request");
    await widget.sign();
    await widget.button("send.button").click();
    await expect(widget.root.getByText(table["failure.server"])).toBeVisible();
    await look("failure");
    await widget.button("failure.now").click();
    await widget.receipt();
    await look("receipt");
  });
}
