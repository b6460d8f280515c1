// Small screens: nothing to scroll sideways, and everything as large as a thumb.
import { test, expect } from "./fixtures.js";
import { Widget, LOCALES, POLICIES, open, hoursAgo, euros } from "./widget.js";

/** What is wider than the window, and what is too small to be hit. */
const misfits = (page) =>
  page.evaluate(() => {
    const found = [];
    const root = document.querySelector("refund-widget").shadowRoot;
    for (const element of root.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (box.width > 2 && (box.right > innerWidth + 0.5 || box.left < -0.5)) found.push(`${element.tagName}.${element.className} is ${box.left} to ${box.right}`);
      // A radio button's and a picker's target is their label.
      const isTarget = element.matches("button, select, a, summary, textarea, label.option, label.button, input:not(.radio, .picker)");
      if (isTarget && box.height > 0 && box.height < 44) found.push(`${element.textContent || element.id} is ${box.height} high`);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
  });

for (const lang of LOCALES) {
  for (const [index, policy] of POLICIES.entries()) {
    test(`${policy} at 320 pixels, in ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.emulateMedia({ colorScheme: index % 2 ? "dark" : "light", reducedMotion: "reduce" });
      await open(page, { policy, lang, facts: { amount_paid: policy === "module-support" ? undefined : euros(123456), purchased_at: hoursAgo(30).toISOString() } });
      const widget = new Widget(page, policy, lang);
      for (let asked = 0; await widget.question.isVisible(); asked++) {
        expect(await misfits(page)).toEqual([]);
        const fact = await widget.asked();
        const { type, of } = widget.document.facts[fact];
        const answers = type === "choice" ? { [fact]: Object.keys(of).at(-1) } : type === "flag" ? { [fact]: true } : {};
        await widget.answerOne(answers);
        expect(asked).toBeLessThan(12);
      }
      expect(await misfits(page)).toEqual([]);
      await widget.toRequest();
      expect(await misfits(page)).toEqual([]);
      await widget.button("review.summary").click();
      await widget.button("send.button").click();
      expect(await misfits(page)).toEqual([]);
    });
  }
}
