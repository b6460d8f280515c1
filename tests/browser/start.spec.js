// When the widget starts: as late as can be, and without a jump. What it must not take from the page meanwhile.
import { test, expect } from "./fixtures.js";
import { Widget, euros, hoursAgo, open, ready, seen } from "./widget.js";

const facts = { reason: "buffering", purchased_at: hoursAgo(30).toISOString(), amount_paid: euros(4990) };
const FORM = `<form><label>Your question <input name="question"></label><a href="/contact">Contact</a></form>`;
const below = (attributes = "", children = FORM) =>
  `<p>top</p><div id="space"></div><refund-widget policy="/policies/iptv-subscription.json" endpoint="/contact" lang="en" ${attributes}>${children}</refund-widget><p id="after">after</p>`;

/** Opens a page whose element is five windows down, and gathers what is loaded for it and how much the page jumps. */
const openBelow = async (page, attributes, children) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    window.jumped = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.jumped += entry.value))).observe({ type: "layout-shift", buffered: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("#space { height: 500vh } #after { height: 50vh }");
    document.adoptedStyleSheets = [sheet];
  });
  await open(page, { body: below(attributes, children) });
  await page.waitForFunction(() => customElements.get("refund-widget"));
  // As long as it takes to notice what is near.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  await page.evaluate(() => (window.jumped = 0));
  return () => loaded.filter((path) => path.startsWith("/widget/") || path.startsWith("/policies/"));
};
const use = (page, act) => page.evaluate(act);

test("far below the window nothing is loaded but the shell, and the children show", async ({ page }) => {
  const loaded = await openBelow(page);
  expect(loaded()).toEqual(["/widget/refund-widget.js"]);
  await expect(page.getByRole("link", { name: "Contact" })).toBeVisible();
  expect(await use(page, () => [document.querySelector("refund-widget").verdict, document.querySelector("refund-widget").facts])).toEqual([null, null]);
  expect(loaded()).toHaveLength(1);
});

test("it starts before it is seen, and nothing jumps", async ({ page }) => {
  const loaded = await openBelow(page);
  // One window and a half above: still too far.
  await use(page, () => scrollTo(0, document.querySelector("refund-widget").offsetTop - 2.5 * innerHeight));
  await page.waitForTimeout(200);
  expect(loaded()).toHaveLength(1);
  await use(page, () => scrollTo(0, document.querySelector("refund-widget").offsetTop - 1.5 * innerHeight));
  await ready(page);
  await use(page, () => scrollTo(0, document.querySelector("refund-widget").offsetTop));
  await expect(page.locator("refund-widget #question")).toBeVisible();
  await expect(page.getByRole("link", { name: "Contact" })).toBeHidden();
  expect(await use(page, () => window.jumped)).toBe(0);
});

test("`loading=\"eager\"` does not wait, from the start or later", async ({ page }) => {
  await openBelow(page, 'loading="eager"');
  await ready(page);
  await openBelow(page);
  await use(page, () => document.querySelector("refund-widget").setAttribute("loading", "eager"));
  await ready(page);
});

test("what is near the window from the start does not wait for a frame", async ({ page }) => {
  await page.addInitScript(() => (IntersectionObserver.prototype.observe = () => {}));
  await open(page, { policy: "iptv-subscription", facts });
  await ready(page);
});

test("the policy and the words are on their way while the evaluator is", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/refund-widget.wasm", async (route) => {
    await held;
    return route.continue();
  });
  const loaded = await openBelow(page, 'loading="eager"');
  await expect.poll(loaded).toEqual(expect.arrayContaining(["/policies/iptv-subscription.json", "/widget/strings/en.json", "/widget/words/en.json"]));
  await expect(page.getByRole("link", { name: "Contact" })).toBeVisible();
  expect(await seen(page, "refund-ready")).toEqual([]);
  release();
  await ready(page);
});

test("the focus starts it, and goes on inside it", async ({ page }) => {
  await openBelow(page);
  await use(page, () => document.querySelector("refund-widget a").focus({ preventScroll: true }));
  await ready(page);
  await expect(page.locator("refund-widget #question")).toBeFocused();
});

test("a touch starts it", async ({ page }) => {
  await openBelow(page);
  await use(page, () => document.querySelector("refund-widget form").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })));
  await ready(page);
});

test("a script that uses it starts it", async ({ page }) => {
  await openBelow(page);
  await page.evaluate((facts) => (document.querySelector("refund-widget").facts = facts), facts);
  await ready(page);
  await expect.poll(async () => (await seen(page, "refund-verdict"))[0]?.status).toBe("does_not_qualify");
  // A method is carried out once it can be.
  await openBelow(page, `facts='${JSON.stringify(facts)}'`);
  await use(page, () => document.querySelector("refund-widget").submit());
  await ready(page);
  const widget = new Widget(page, "iptv-subscription");
  await expect(widget.root.locator("#request")).toBeVisible();
  await expect(widget.root.getByText(widget.t["contact.name_missing"])).toBeVisible();
});

test("who has begun with the merchant's own form keeps it", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/policies/*.json", async (route) => {
    await held;
    return route.continue();
  });
  const loaded = await openBelow(page);
  await page.getByLabel("Your question").focus();
  await expect.poll(loaded).toContain("/policies/iptv-subscription.json");
  await page.keyboard.type("Where is my refund?");
  release();
  await page.waitForTimeout(300);
  await expect(page.getByLabel("Your question")).toHaveValue("Where is my refund?");
  await expect(page.getByLabel("Your question")).toBeFocused();
  expect(await seen(page, "refund-ready")).toEqual([]);
});

test("where there are no children, the place is kept; where nothing can be had, it is given up", async ({ page }) => {
  const height = () => page.locator("refund-widget").evaluate((element) => element.offsetHeight);
  await openBelow(page, "", "");
  await expect.poll(height).toBeGreaterThan(300);
  await page.route("**/refund-widget.wasm", (route) => route.abort());
  await use(page, () => document.querySelector("refund-widget").reset());
  await expect.poll(async () => (await seen(page, "refund-error")).map(({ code }) => code)).toEqual(["wasm_unavailable"]);
  await expect.poll(height).toBe(0);
});

test("an element that a script makes, hides and shows", async ({ page }) => {
  await openBelow(page, "hidden");
  await use(page, () => scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(200);
  expect(await seen(page, "refund-ready")).toEqual([]);
  await use(page, () => document.querySelector("refund-widget").removeAttribute("hidden"));
  await ready(page);
  await page.evaluate((facts) => {
    const element = Object.assign(document.createElement("refund-widget"), { facts, policy: "/policies/iptv-subscription.json" });
    document.body.prepend(element);
    scrollTo(0, 0);
  }, facts);
  await expect(page.locator("refund-widget").first().locator("#answer")).toBeVisible();
});

test("an element that is taken away while it loads, and put back", async ({ page }) => {
  await openBelow(page, 'loading="eager"');
  await ready(page);
  const states = await page.evaluate(async () => {
    const first = document.querySelector("refund-widget");
    const other = first.cloneNode(true);
    for (let turn = 0; turn < 5; turn++) {
      document.body.prepend(other);
      await new Promise((done) => setTimeout(done, turn));
      other.remove();
      await new Promise((done) => setTimeout(done, turn));
    }
    const away = [other.shadowRoot.querySelector(".root"), other.verdict];
    document.body.prepend(other);
    return away;
  });
  expect(states).toEqual([null, null]);
  await expect(page.locator("refund-widget").first().locator("#question")).toBeVisible();
  expect(await seen(page, "refund-error")).toEqual([]);
});

test("the page gets no global but the element", async ({ page }) => {
  await page.addInitScript(() => (window.before = undefined));
  await page.addInitScript(() => (window.before = Reflect.ownKeys(window).map(String)));
  await open(page, { policy: "iptv-subscription", facts: { ...facts, reason: "changed_mind" } });
  const widget = new Widget(page, "iptv-subscription");
  await widget.answer({ support_contacted_at: hoursAgo(60) });
  await widget.toRequest();
  await widget.sign();
  await widget.send();
  const since = await use(page, () => Reflect.ownKeys(window).map(String).filter((key) => !window.before.includes(key)));
  // `seen` is the tests' own.
  expect(since.filter((key) => key !== "seen")).toEqual([]);
});
