// A page whose style leaves nothing alone: the widget is used, and looks, as on any other.
import { readFileSync } from "node:fs";
import { test, expect } from "./fixtures.js";
import { everyScreen, misfits, ringless } from "./screens.js";
import { open, ready } from "./widget.js";

const HOSTILE = readFileSync(new URL("hostile.css", import.meta.url), "utf8");
const element = `<refund-widget policy="/policies/iptv-subscription.json" endpoint="/contact" lang="es" order-id="A-1001"></refund-widget>`;

/** Serves a style of the page's own, as the strict policy wants it. */
const styled = (page, css) => page.route("**/page.css", (route) => route.fulfill({ contentType: "text/css", body: css }));
const linked = (body) => `<link rel="stylesheet" href="/page.css">${body}`;

/** What is seen of the fields outside, where the page's style reaches. */
const fieldsOf = (page) =>
  page.evaluate(() => {
    const looks = ["display", "position", "cssFloat", "opacity", "visibility", "color", "backgroundColor", "fontSize", "fontWeight", "letterSpacing", "textTransform", "direction", "transform", "pointerEvents", "boxSizing", "borderTopWidth", "clipPath", "transitionDuration", "webkitTextFillColor", "webkitTextSecurity", "width", "height"];
    return [...document.querySelectorAll("refund-widget > [slot]")].map((field) => {
      const style = getComputedStyle(field);
      const before = getComputedStyle(field, "::before").content;
      return [field.slot, ...looks.map((look) => style[look]), before];
    });
  });

test("a request goes through, and every screen is whole", { tag: "@whole" }, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await styled(page, HOSTILE);
  await everyScreen(
    page,
    "hostile",
    async (name) => {
      expect(await misfits(page), name).toEqual([]);
      expect(await ringless(page), name).toEqual([]);
    },
    { body: linked(element) },
  );
});

test("name and e-mail look as they do on a page without a style", async ({ page }) => {
  const looks = [];
  for (const css of ["body { margin: 0; padding: 8px }", HOSTILE]) {
    await styled(page, css);
    await everyScreen(page, "", async (name) => name === "request" && looks.push(await fieldsOf(page)), { body: linked(element) });
    await page.evaluate(() => localStorage.clear());
  }
  expect(looks[0].length).toBeGreaterThan(5);
  expect(looks[1]).toEqual(looks[0]);
});

test("a row of flexible boxes does not squeeze it to nothing", async ({ page }) => {
  await styled(page, "main { display: flex } section { display: grid; justify-items: center }");
  for (const around of ["main", "section"]) {
    await open(page, { body: linked(`<${around}>${element}</${around}>`) });
    await ready(page);
    const { width } = await page.locator("refund-widget").boundingBox();
    expect(width).toBeGreaterThan(300);
  }
});

test("small text of the page's is the page's alone: one property makes the widget's its own, and targets stay large", async ({ page }) => {
  await styled(page, "html { font-size: 62.5% } refund-widget { --refund-font-size: 1.6rem }");
  await everyScreen(page, "62.5 %", async (name) => expect(await misfits(page), name).toEqual([]), { body: linked(element) });
  expect(await page.locator("refund-widget").evaluate((host) => getComputedStyle(host.shadowRoot.querySelector(".root")).fontSize)).toBe("16px");
});
