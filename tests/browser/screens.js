// One way through every screen, for what must hold on each of them; and what is looked for there.
// With PICTURES=folder each screen of a look that has a name is also photographed, for people to look at.
import { join } from "node:path";
import { test, expect } from "./fixtures.js";
import { Widget, open, hoursAgo, euros } from "./widget.js";

/** A case with every kind of question: reason, instant, number, money. */
const ANSWERS = { reason: "technical_problem", purchased_at: hoursAgo(60), support_contacted_at: hoursAgo(20), usage_ratio: 0.25, amount_paid: euros(123456) };

/**
 * Goes from the first question to the receipt, and calls `check(name, widget)` on every screen, with what is wrong on it and
 * without; last where the policy cannot be had. `how` goes to `open`.
 */
export const everyScreen = async (page, look, check, { lang = "es", ...how } = {}) => {
  test.slow();
  const widget = new Widget(page, "iptv-subscription", lang);
  const at = async (name) => {
    await check(name, widget);
    if (process.env.PICTURES && look) await page.screenshot({ path: join(process.env.PICTURES, look, `${name}.png`), fullPage: true });
  };
  await open(page, { policy: "iptv-subscription", lang, ...how });
  await questions(widget, at);
  await unfold(widget);
  await at("verdict");
  await widget.toRequest();
  await widget.button("send.button").click();
  await expect(widget.root.locator(".wrong").first()).toBeVisible();
  await widget.read();
  await at("request");
  await widget.sign();
  const file = { name: "Captura de pantalla del 12 de noviembre de 2026.png", mimeType: "image/png", buffer: await page.screenshot() };
  if (await widget.picker.count()) await widget.picker.first().setInputFiles([file]);
  await page.route("**/contact", (route) => route.abort());
  await widget.button("send.button").click();
  await widget.root.locator("#failure").waitFor();
  await at("failure");
  await page.unroute("**/contact");
  // By now it may have been tried again by itself.
  await widget.button("failure.now").or(widget.root.locator("#receipt")).click();
  await widget.receipt();
  await unfold(widget);
  await at("receipt");
  await page.route("**/policies/*", (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await expect(widget.root.getByRole("alert")).toBeVisible();
  await at("error");
  await page.unroute("**/policies/*");
};

/** Unfolds all that folds. */
export const unfold = (widget) => widget.root.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));

const questions = async (widget, at) => {
  await expect(widget.question).toBeVisible();
  while (await widget.question.isVisible()) {
    const fact = await widget.asked();
    // What is tapped cannot be wrong.
    if (!widget.isTapped(fact)) {
      await widget.button("question.continue").click();
      await expect(widget.root.locator(".wrong").first()).toBeVisible();
    }
    await at(`question-${fact}`);
    await widget.answerOne(ANSWERS);
  }
};

/** What is wider than the window or its own box, and what is too small to be hit. Inside the line of time browsers measure what is not drawn. */
export const misfits = (page) =>
  page.evaluate(() => {
    const host = document.querySelector("refund-widget");
    const found = [];
    for (const element of [...host.shadowRoot.querySelectorAll(":not(.time *)"), ...host.querySelectorAll(":scope > [slot]")]) {
      const { left, right, width, height } = element.getBoundingClientRect();
      const name = `${element.tagName}.${element.getAttribute("class")} ${element.id} ${element.textContent.slice(0, 30)}`;
      if (width > 2 && (right > innerWidth + 0.5 || left < -0.5)) found.push(`${name} is ${left} to ${right}`);
      if (!element.matches("input") && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 2 && getComputedStyle(element).overflowX !== "visible") found.push(`${name} is cut off`);
      // A radio button's and a picker's target is their label.
      const isTarget = element.matches("button, select, a, summary, textarea, label.option, label.button, input:not(.radio, .picker)");
      if (isTarget && height > 0 && (height < 43.9 || width < 43.9)) found.push(`${name} is ${width} × ${height}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
  });

/** Goes through all that can be focused by Tab, and tells where the ring is not to be seen. */
export const ringless = async (page) => {
  await page.evaluate(() => {
    const before = document.body.insertBefore(document.createElement("button"), document.body.firstChild);
    before.id = "before";
    before.focus();
  });
  const found = [];
  let stops = 0;
  for (; stops < 60; stops++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const host = document.querySelector("refund-widget");
      const element = document.activeElement === host ? host.shadowRoot.activeElement : document.activeElement;
      if (!element || (!host.contains(element) && !host.shadowRoot.contains(element))) return null;
      const ringed = element.matches(".radio") ? element.parentElement : element.matches(".picker") ? element.closest(".drop") : element;
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(ringed);
      const room = parseFloat(outlineWidth) + parseFloat(outlineOffset);
      const { left, right } = ringed.getBoundingClientRect();
      const isSeen = outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 && left - room >= -0.5 && right + room <= innerWidth + 0.5;
      return { isSeen, name: `${ringed.tagName}.${ringed.className} ${ringed.textContent.slice(0, 30)}: ${outlineStyle} ${outlineWidth}` };
    });
    if (!at) break;
    if (!at.isSeen) found.push(at.name);
  }
  await page.evaluate(() => document.querySelector("#before").remove());
  expect(stops, "something can be focused").toBeGreaterThan(0);
  return found;
};
