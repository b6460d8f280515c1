// The themes and what they are made of: docs/theming.md names what there is, and the colours can be read everywhere.
import { readFileSync, readdirSync } from "node:fs";
import { test, expect } from "./fixtures.js";
import { AXE, inspect, options } from "./axe.js";
import { everyScreen, misfits, ringless } from "./screens.js";
import { open, seen } from "./widget.js";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const files = (folder, ending) => {
  try {
    return readdirSync(new URL(folder, root), { recursive: true }).filter((file) => file.endsWith(ending)).map((file) => `${folder}/${file}`);
  } catch {
    return [];
  }
};
const css = read("www/widget.css");
const docs = read("docs/theming.md");

/** The rows of a table of the page, each as its cells; the first holds the name in backticks. */
const rows = (name) => [...docs.matchAll(new RegExp(`^\\| (\`${name}.*)\\|$`, "gm"))].map(([, row]) => row.split(" | ").map((cell) => cell.trim()));
const THEMES = files("www/themes", ".css").map((file) => file.match(/(\w+)\.css$/)[1]);

test("docs/theming.md has each custom property, with the value that it has by itself", () => {
  const inside = [...css.matchAll(/var\(--refund-([\w-]+), (.+)\)[;/]/g)].map(([, name, value]) => [`\`--refund-${name}\``, `\`${value}\``]);
  const written = rows("--refund-").map(([name, , value]) => [name, value]);
  const names = inside.map(([name, value]) => [name, value.replace(/var\(--_([\w-]+)\)/g, "var(--refund-$1)")]);
  expect(written.toSorted()).toEqual(names.toSorted());
  expect(new Set(css.match(/--refund-[\w-]+/g)).size, "each is read in one place").toBe(names.length);
});

test("docs/theming.md has each part", () => {
  const sources = files("crates/widget/src", ".rs").filter((file) => /view/.test(file)).map(read).join("\n");
  const given = [...sources.matchAll(/"part", (?:if [^{]*\{ )?"([a-z][a-z -]*)"/g)].flatMap(([, parts]) => parts.split(" "));
  expect(given.length).toBeGreaterThan(30);
  const written = rows("[a-z]").map(([name]) => name.replaceAll("`", ""));
  expect(written.toSorted()).toEqual([...new Set(given)].toSorted());
});

test("a theme is made of what is documented, and of nothing else", () => {
  expect(THEMES.length).toBeGreaterThanOrEqual(3);
  const properties = rows("--refund-").map(([name]) => name.replaceAll("`", ""));
  const parts = rows("[a-z]").map(([name]) => name.replaceAll("`", ""));
  for (const theme of THEMES) {
    const source = read(`www/themes/${theme}.css`);
    expect(docs, theme).toContain(`themes/${theme}.css`);
    expect(source).not.toMatch(/@import|url\(/);
    for (const [, selectors] of source.replace(/\/\*[^]*?\*\//g, "").matchAll(/([^{}]+)\{/g)) {
      for (const selector of selectors.split(",")) {
        const [, part] = selector.trim().match(/^refund-widget(?:::part\(([\w-]+)\))?$/);
        if (part) expect(parts, theme).toContain(part);
      }
    }
    for (const [name] of source.matchAll(/--[\w-]+/g)) expect(properties, theme).toContain(name);
  }
});

/** The contrast of pairs of custom properties as the widget's inside sees them. */
const contrasts = (page, pairs) =>
  page.evaluate((pairs) => {
    const { shadowRoot } = document.querySelector("refund-widget");
    const probe = shadowRoot.querySelector(".root").appendChild(document.createElement("i"));
    const sheet = new CSSStyleSheet();
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const luminance = (colour) => {
      sheet.replaceSync(`i { color: ${colour} }`);
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const found = pairs.map(([one, other]) => {
      const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    });
    shadowRoot.adoptedStyleSheets = shadowRoot.adoptedStyleSheets.slice(0, -1);
    probe.remove();
    return found;
  }, pairs);

const of = (name) => `var(--_${name})`;
const tint = (name, percent) => `color-mix(in srgb, ${of(name)} ${percent}%, ${of("surface")})`;
const STATUSES = ["good", "step", "review", "bad", "open"];
/** Words on what they may stand on; and what is no word but has to be seen. */
const WORDS = [
  ...["text", "quiet", "accent", "bad", "good"].flatMap((word) => ["surface", "raised"].map((ground) => [of(word), of(ground)])),
  ...["text", "quiet", "accent"].map((word) => [of(word), "Canvas"]),
  [of("on-accent"), of("accent")],
  [of("on-accent"), `color-mix(in srgb, ${of("accent")} 88%, ${of("text")})`],
  [of("text"), tint("accent", 8)],
  ...STATUSES.flatMap((status) => [[of(status), of("surface")], [of(status), tint(status, 13)], [of("text"), tint(status, 8)], [of("quiet"), tint(status, 8)], [of("accent"), tint(status, 8)]]),
];
const SIGNS = ["field", "focus", "accent"].flatMap((sign) => ["surface", "Canvas"].map((ground) => [of(sign), ground === "Canvas" ? ground : of(ground)]));

/** The element in a page with the theme, linked as a shop would. */
const wear = async (page, theme) => {
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { color-scheme: light dark; background: Canvas }");
    document.adoptedStyleSheets = [sheet];
  });
  await page.route("**/themes/*.css", (route) => route.fulfill({ contentType: "text/css", body: read(`www/themes/${theme}.css`) }));
  const link = theme ? `<link rel="stylesheet" href="/themes/${theme}.css">` : "";
  return `${link}<refund-widget policy="/policies/iptv-subscription.json" endpoint="/contact" lang="es" order-id="A-1001"></refund-widget>`;
};

for (const theme of [undefined, ...THEMES]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${theme ?? "no theme"}, ${colorScheme}: the roles keep WCAG's contrast`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, { body: await wear(page, theme) });
      await page.locator("refund-widget #question").waitFor();
      const poor = async (pairs, least) => (await contrasts(page, pairs)).flatMap((contrast, index) => (contrast < least ? [`${pairs[index].join(" on ")}: ${contrast.toFixed(2)}`] : []));
      expect(await poor(WORDS, 4.5)).toEqual([]);
      expect(await poor(SIGNS, 3)).toEqual([]);
    });
  }
}

for (const theme of THEMES) {
  for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" }]) {
    test(`${theme}, ${media.forcedColors ? "forced colours" : media.colorScheme}: every screen can be read and used`, async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia(media);
      const body = await wear(page, theme);
      await everyScreen(
        page,
        `${theme} ${Object.values(media).join(" ")}`,
        async (name) => {
          expect(await misfits(page), name).toEqual([]);
          if (name === "request") expect(await ringless(page), name).toEqual([]);
          if (media.forcedColors || !["question-purchased_at", "verdict", "failure", "receipt"].includes(name)) return;
          await page.evaluate(AXE);
          expect(await page.evaluate(inspect, options()), name).toEqual([]);
        },
        { body },
      );
      expect(await seen(page, "securitypolicyviolation")).toEqual([]);
    });
  }
}

test("the demo's order pages wear the themes", async ({ page }) => {
  await page.goto("/shop/passport-forms?lang=en");
  const looks = page.getByRole("navigation", { name: "The assistant’s look:" });
  const worn = new Set();
  for (const name of ["Calm", "Bold", "Plain", "The shop’s own"]) {
    await looks.getByRole("link", { name }).click();
    await expect(looks.getByRole("link", { name })).toHaveAttribute("aria-current", "true");
    worn.add(await page.locator("refund-widget .root").evaluate((root) => ["accent", "surface", "radius"].map((name) => getComputedStyle(root).getPropertyValue(`--_${name}`)).join(" ")));
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/demo-${name.slice(0, 4)}.png`, fullPage: true });
  }
  expect(worn.size).toBe(4);
});
