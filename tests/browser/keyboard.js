// What a test at the keyboard needs besides the widget's words: where the focus is, and what a screen reader is told.

import { expect } from "@playwright/test";

/** Presses Tab until the element that has the focus matches. */
export const tabTo = async (page, matches, limit = 60) => {
  for (let step = 0; step < limit; step++) {
    await page.keyboard.press("Tab");
    const is = await page.evaluate((selector) => {
      const inside = document.activeElement.shadowRoot?.activeElement;
      return (inside ?? document.activeElement).matches(selector);
    }, matches);
    if (is) return;
  }
  throw new Error(`${matches} was not reached by ${limit} steps`);
};

/**
 * Listens to the live region from now on. What it gives waits until exactly these texts have been said since the last time: words often
 * come after what can be seen, as "Copied." does once the clipboard has the text.
 */
export const listen = async (page) => {
  await page.evaluate(() => {
    window.region = document.querySelector("refund-widget").shadowRoot.querySelector("[role=status]");
    window.said = [];
    // Every change is spoken, even one to the same text.
    const isSpoken = ({ type, addedNodes }) => type === "characterData" || addedNodes.length > 0;
    const heard = (records) => window.said.push(...records.filter(isSpoken).map(() => window.region.textContent.trim()).filter(Boolean));
    new MutationObserver(heard).observe(window.region, { subtree: true, childList: true, characterData: true });
  });
  // In another node's stead nothing would be spoken.
  const said = () => page.evaluate(() => (window.region.isConnected ? window.said : ["the live region is gone"]));
  return async (texts) => {
    await expect.poll(said).toEqual(texts);
    await page.evaluate((count) => window.said.splice(0, count), texts.length);
  };
};

/** Every control that can be used now, in its order, and where Tab leads from before the element until after it. */
export const tabbed = async (page) => {
  const controls = await page.evaluate(() => {
    const inOrder = (node) => {
      if (node instanceof HTMLSlotElement) return node.assignedNodes().flatMap(inOrder);
      return node instanceof Element ? [node, ...[...(node.shadowRoot ?? node).childNodes].flatMap(inOrder)] : [];
    };
    const isControl = (element) => element.matches("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const all = inOrder(document.querySelector("refund-widget")).filter((element) => isControl(element) && element.checkVisibility() && !element.disabled);
    // Tab leads to one radio button of a group.
    const group = (name) => all.filter((other) => other.type === "radio" && other.name === name);
    const isStop = (element) => element.type !== "radio" || element === (group(element.name).find(({ checked }) => checked) ?? group(element.name)[0]);
    window.nameOf = (element) => element.id || element.ariaLabel || element.textContent.trim();
    for (const where of ["prepend", "append"]) document.body[where](Object.assign(document.createElement("a"), { href: "#" }));
    document.querySelector("body > a").focus();
    return all.filter(isStop).map(window.nameOf);
  });
  const next = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      if (!document.querySelector("refund-widget").contains(activeElement)) return null;
      const element = activeElement.shadowRoot?.activeElement ?? activeElement;
      // A radio button's place is its label, and a picker's the place where files fall.
      const shown = [element, element.closest(".option"), element.matches(".picker") ? element.closest(".drop") : null];
      const isOutlined = (element) => element && getComputedStyle(element).outlineStyle !== "none" && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
      return { name: window.nameOf(element), isSeen: shown.some(isOutlined) };
    });
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await next();
    if (!stop) break;
    if (stop.name !== stops.at(-1)?.name) stops.push(stop); // the parts of a date are one control
  }
  await page.evaluate(() => document.querySelectorAll("body > a").forEach((link) => link.remove()));
  return { controls, stops };
};
