// Trying again by itself: with back-off, for a while, visibly, and never against the shopper's will.
import { expect, goneOut, prepared, test } from "./faults.js";
import { seen } from "./widget.js";

const busy = (retryAfter) => ({ status: 503, headers: retryAfter ? { "retry-after": retryAfter } : {} });

/** A request that has failed, on a clock that only a test sets. */
const failed = async (page, endpoint, faults) => {
  const widget = await prepared(page, endpoint, { faults, isStill: true });
  await widget.button("send.button").click();
  await expect(widget.root.locator("#failure")).toBeFocused();
  return widget;
};
const wait = (widget) => widget.root.locator(".wait");
const attempts = (endpoint) => expect.poll(() => endpoint.received.length);

test("each attempt comes later than the one before, five at most, and then it is the shopper's turn", async ({ page, endpoint }) => {
  const widget = await failed(page, endpoint, Array(7).fill("dropped"));
  for (const [index, longest] of [4, 8, 16, 32, 60].entries()) {
    await expect(wait(widget)).toContainText(widget.t["failure.next"].split("{")[0]);
    await page.clock.fastForward((longest - 2) * 1000);
    expect(endpoint.received).toHaveLength(index + 1);
    await page.clock.fastForward(3000);
    await attempts(endpoint).toBe(index + 2);
  }
  await expect(widget.button("failure.retry")).toBeVisible();
  await expect(wait(widget)).toHaveCount(0);
  await page.clock.fastForward(300_000);
  expect(endpoint.received).toHaveLength(6);
  expect(new Set(endpoint.received.map(({ text }) => text)).size).toBe(1);
  // Asked for, it begins anew.
  await widget.button("failure.retry").click();
  await expect(widget.button("failure.stop")).toBeVisible();
});

test("it counts down in sight and says nothing, until the receipt is there", async ({ page, endpoint }) => {
  const widget = await failed(page, endpoint, ["dropped", "dropped"]);
  await page.evaluate(() => {
    window.said = [];
    const live = document.querySelector("refund-widget").shadowRoot.querySelector("[role=status]");
    new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
  });
  await expect(wait(widget)).toContainText("4 seconds");
  await page.clock.runFor(1000);
  await expect(wait(widget)).toContainText("3 seconds");
  expect(await widget.root.locator("[aria-live], [role=alert], [role=timer]").count()).toBe(0);
  await page.clock.fastForward(5_000);
  await attempts(endpoint).toBe(2);
  await expect(widget.root.locator("#failure")).toBeFocused();
  await page.clock.fastForward(9_000);
  await widget.receipt();
  expect((await page.evaluate(() => window.said)).filter(Boolean)).toEqual([]);
});

test("it can be stopped, and tried at once", async ({ page, endpoint }) => {
  const widget = await failed(page, endpoint, ["dropped", "dropped"]);
  await widget.button("failure.stop").click();
  await expect(widget.button("failure.retry")).toBeFocused();
  await page.clock.fastForward(300_000);
  expect(endpoint.received).toHaveLength(1);
  await widget.button("failure.retry").click();
  await attempts(endpoint).toBe(2);
  await widget.button("failure.now").click();
  await widget.receipt();
});

test("what the shopper changes is not sent before they say so", async ({ page, endpoint }) => {
  const widget = await failed(page, endpoint, ["dropped"]);
  const words = widget.root.locator("#words");
  await words.pressSequentially("And");
  await expect(wait(widget)).toHaveCount(0);
  await page.clock.fastForward(300_000);
  expect(endpoint.received).toHaveLength(1);
  await expect(words).toBeFocused();
});

test("who types while a request is under way keeps the focus", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: ["silent"], isStill: true });
  await widget.button("send.button").click();
  await attempts(endpoint).toBe(1);
  const words = widget.root.locator("#words");
  await words.pressSequentially("And");
  await goneOut(page, 1);
  await page.clock.fastForward(31_000);
  await expect(widget.root.getByText(widget.t["failure.timeout"])).toBeVisible();
  await expect(words).toBeFocused();
  await expect(widget.root.getByRole("status")).toHaveText(widget.t["failure.unconfirmed"]);
  await page.clock.fastForward(300_000);
  expect(endpoint.received).toHaveLength(1);
});

for (const [what, header, seconds] of [
  ["seconds", () => "30", 30],
  ["a date", () => new Date(Date.now() + 40_000).toUTCString(), 38],
  ["nothing", () => undefined, 10],
]) {
  test(`a busy endpoint that names ${what} is not asked before`, async ({ page, endpoint }) => {
    const widget = await failed(page, endpoint, [() => busy(header())]);
    const now = widget.button("failure.now");
    await expect(now).toHaveAttribute("aria-disabled", "true");
    // A disabled button may be pressed by a screen reader all the same.
    await now.dispatchEvent("click");
    await page.clock.fastForward((seconds - 3) * 1000);
    expect(endpoint.received).toHaveLength(1);
    // The longest jitter comes on top.
    await page.clock.fastForward(10_000);
    await widget.receipt();
  });
}

test("an endpoint that wants to be left alone for an hour is, and the other ways stand open", async ({ page, endpoint }) => {
  const widget = await failed(page, endpoint, [busy("3600")]);
  await expect(wait(widget)).toContainText(/1 hour|59 minutes/);
  await expect(widget.button("failure.stop")).toHaveCount(0);
  await expect(widget.button("ways.copy")).toBeVisible();
  await page.clock.fastForward(3_500_000);
  expect(endpoint.received).toHaveLength(1);
  await page.clock.fastForward(101_000);
  await expect(widget.button("failure.retry")).toHaveAttribute("aria-disabled", "false");
  await widget.button("failure.retry").click();
  await widget.receipt();
});

test("offline it waits for a connection", async ({ page, endpoint, context }) => {
  const widget = await prepared(page, endpoint, { isStill: true });
  await context.setOffline(true);
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.offline"])).toBeVisible();
  await expect(wait(widget)).toContainText(widget.t["failure.online"]);
  await page.clock.fastForward(300_000);
  expect(endpoint.received).toHaveLength(0);
  await context.setOffline(false);
  await expect(wait(widget)).toContainText(widget.t["failure.next"].split("{")[0]);
  await page.clock.fastForward(5_000);
  await widget.receipt();
  await expect.poll(async () => (await seen(page, "refund-error")).map(({ code }) => code)).toEqual(["offline"]);
});

test("a page that is reloaded while a request is under way says so, and sends the same bytes", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: ["lost"] });
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
  await page.reload();
  await expect(widget.root.getByText(widget.t["failure.interrupted"])).toBeVisible();
  expect(endpoint.received, "nothing is sent by itself after a reload").toHaveLength(1);
  await widget.button("failure.retry").click();
  await widget.receipt();
  expect(endpoint.received[1].text).toBe(endpoint.received[0].text);
});

test("how much has gone out is shown, on the page's own origin", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const pdf = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.concat([Buffer.from(`%PDF-1.7 ${name}`), Buffer.alloc(3 * 2 ** 20, name)]) });
  await widget.picker.setInputFiles([pdf("a.pdf"), pdf("b.pdf")]);
  await expect(widget.root.locator(".file")).toHaveCount(2);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 * 2 ** 20 });
  await widget.button("send.button").click();
  const bar = widget.root.getByRole("progressbar");
  await expect.poll(() => bar.evaluate((element) => element.position).catch(() => 0)).toBeGreaterThan(0.1);
  await widget.receipt();
  await expect(bar).toHaveCount(0);
});
