// The widget follows what its reader has set: contrast, colours, motion, the size of text; on a narrow screen too.
import { test, expect } from "./fixtures.js";
import { everyScreen, misfits, ringless } from "./screens.js";

const PHONE = { width: 320, height: 640 };

/** A page that goes along with the system's colours; with text as large as a reader's own setting makes it. */
const dress = (page, large) =>
  page.addInitScript((size) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { color-scheme: light dark; font-size: ${size} }`);
    document.adoptedStyleSheets = [sheet];
  }, large ? "32px" : "16px");

const LOOKS = {
  "forced colours": { media: { forcedColors: "active", colorScheme: "dark" } },
  dark: { media: { colorScheme: "dark" } },
  "less motion": { media: { reducedMotion: "reduce" } },
  "more contrast": { media: { contrast: "more" } },
  "text of 200 %": { large: true },
  "320 pixels": { size: PHONE },
  "320 pixels, text of 200 %": { size: PHONE, large: true },
};

for (const [look, { media, large, size }] of Object.entries(LOOKS)) {
  test(`${look}: nothing to scroll sideways, nothing cut off, every target and every ring on each screen`, async ({ page }) => {
    if (size) await page.setViewportSize(size);
    if (media) await page.emulateMedia(media);
    await dress(page, large);
    await everyScreen(page, look, async (name) => {
      expect(await misfits(page), name).toEqual([]);
      expect(await ringless(page), name).toEqual([]);
    });
  });
}
