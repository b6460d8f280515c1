// A page that runs from right to left: a pseudo-locale, that is the words stay and the direction changes.
import { readFileSync } from "node:fs";
import { test, expect } from "./fixtures.js";
import { everyScreen, misfits } from "./screens.js";
import { Widget, euros, hoursAgo, open } from "./widget.js";

/**
 * What has a box of its own, by its distance from the start of the widget. What stands in a line
 * follows the words before it, which run from left to right; the line of time has its own test.
 */
const boxes = (page) =>
  page.evaluate(() => {
    const host = document.querySelector("refund-widget");
    const inside = [...host.shadowRoot.querySelectorAll(":not(.time, .time *, .unseen, option, optgroup)"), ...host.querySelectorAll(":scope > [slot]")];
    const whole = host.shadowRoot.querySelector(".root").getBoundingClientRect();
    const isTurned = getComputedStyle(host).direction === "rtl";
    const isBox = (element) => !/^(inline|none|contents)/.test(getComputedStyle(element).display) && element.getBoundingClientRect().width > 0;
    return inside.filter(isBox).map((element) => {
      const { left, right } = element.getBoundingClientRect();
      const name = `${element.localName}.${element.getAttribute("class") ?? element.slot}`;
      return isTurned ? { name, start: whole.right - right, end: whole.right - left } : { name, start: left - whole.left, end: right - whole.left };
    });
  });

const turn = (page, where, dir) => page.evaluate(([where, dir]) => (document.querySelector(where).dir = dir), [where, dir]);

for (const [where, width] of [
  ["html", 390],
  ["refund-widget", 1024],
]) {
  test(`dir on ${where}, ${width} pixels wide: every screen is the mirror of itself, and nothing overflows`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await everyScreen(
      page,
      `rtl ${where}`,
      async (name) => {
        await turn(page, where, "ltr");
        const usual = await boxes(page);
        await turn(page, where, "rtl");
        const turned = await boxes(page);
        expect(turned.length).toBe(usual.length);
        const unlike = turned.filter(({ start, end }, index) => Math.abs(start - usual[index].start) > 1 || Math.abs(end - usual[index].end) > 1);
        expect(unlike, name).toEqual([]);
        expect(await misfits(page), name).toEqual([]);
      },
      { lang: "fr" },
    );
  });
}

const FACTS = { reason: "technical_problem", purchased_at: hoursAgo(60), support_contacted_at: hoursAgo(20), amount_paid: euros(123456) };

test("what goes on points to where reading goes on", async ({ page }) => {
  await open(page, { policy: "iptv-subscription" });
  const arrow = () => page.locator("refund-widget .tap").first().evaluate((tap) => new DOMMatrix(getComputedStyle(tap, "::after").transform).b > 0);
  await expect.poll(arrow).toBe(false);
  await turn(page, "html", "rtl");
  await expect.poll(arrow).toBe(true);
});

test("words from left to right keep their order, on the side where the page begins", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", lang: "es", facts: FACTS });
  const { headline } = new Widget(page, "iptv-subscription", "es");
  await headline.locator(".amount").waitFor();
  await turn(page, "html", "rtl");
  const [sum, sign, words, line] = await headline.evaluate((heading) => {
    const text = heading.querySelector(".amount").firstChild;
    const at = text.data.indexOf("€");
    const of = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect();
    };
    return [of(0, at), of(at, at + 1), of(at + 1, text.length), heading.getBoundingClientRect()].map(({ left, right }) => ({ left, right }));
  });
  expect(sign.left).toBeGreaterThan(sum.left);
  expect(words.left).toBeGreaterThan(sign.left);
  expect(words.right).toBeCloseTo(line.right, 0);
});

test("the style sheet knows no left and no right", () => {
  const css = readFileSync(new URL("../../www/widget.css", import.meta.url), "utf8").replace(/\/\*[^]*?\*\//g, "");
  const declarations = [...css.matchAll(/([\w-]+)\s*:\s*([^;{}]+)[;}]/g)];
  expect(declarations.length).toBeGreaterThan(300);
  const physical = declarations.filter(([, property, value]) => {
    const isPhysical = /^((min|max)-)?(width|height)$|^(top|right|bottom|left)$|-(top|right|bottom|left)(-|$)/.test(property);
    const namesSides = /(^|\s)(left|right)(\s|$)/.test(value);
    // Four values are top, right, bottom and left.
    const hasFour = /^(padding|margin|inset|border-width|scroll-margin)$/.test(property) && value.replace(/\([^()]*\)/g, "").trim().split(/\s+/).length > 3;
    return isPhysical || namesSides || hasFour;
  });
  expect(physical.map(([declaration]) => declaration)).toEqual([]);
});
