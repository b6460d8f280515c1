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

test("forced colours: what can be pressed is underlined, and what is wrong has a border of its own", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await everyScreen(page, "", async (name, { root }) => {
    const style = (selector, property) => root.locator(selector).evaluateAll((all, property) => [...new Set(all.map((element) => getComputedStyle(element)[property]))], property);
    if (name === "verdict") expect(await style(".link", "textDecorationLine")).toEqual(["underline"]);
    if (name === "request") expect(await style("[aria-invalid=true]", "borderTopStyle")).toEqual(["dashed"]);
  });
});

test("the line of time grows with the text, and its words do not run into each other where there is little room", async ({ page }) => {
  const line = page.locator("refund-widget .time");
  const height = async (width) => {
    await page.setViewportSize({ width, height: 700 });
    return line.evaluate((picture) => picture.getBoundingClientRect().height);
  };
  const collisions = () =>
    line.evaluate((picture) => {
      const { left, right } = picture.getBoundingClientRect();
      const texts = [...picture.querySelectorAll("text")].filter((text) => text.checkVisibility());
      const boxes = texts.map((text) => ({ name: text.textContent, box: text.getBoundingClientRect() }));
      const outside = boxes.filter(({ box }) => box.left < left - 1 || box.right > right + 1).map(({ name }) => `${name} sticks out`);
      const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      const pairs = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => meet(one.box, other.box)).map((other) => `${one.name} meets ${other.name}`));
      return [...outside, ...pairs];
    });
  await everyScreen(page, "", async (name) => {
    if (name !== "verdict") return;
    const usual = await height(1280);
    expect(await collisions()).toEqual([]);
    await page.evaluate(() => (document.documentElement.style.fontSize = "32px"));
    expect(await height(1280)).toBeCloseTo(2 * usual, 0);
    expect(await collisions()).toEqual([]);
    await height(390);
    expect(await collisions()).toEqual([]);
    await expect(page.locator("refund-widget .stretches")).toBeVisible();
    await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  });
});
