// Small screens: nothing to scroll sideways, and everything as large as a thumb.
import { test, expect } from "./fixtures.js";
import { misfits } from "./screens.js";
import { Widget, LOCALES, POLICIES, open, hoursAgo, euros } from "./widget.js";

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
      await widget.root.locator("#letter summary").click();
      await widget.button("send.button").click();
      expect(await misfits(page)).toEqual([]);
    });
  }
}
