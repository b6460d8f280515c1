// Two tabs of one order: neither overwrites the other, and a request is sent once.
import { CASE, expect, goneOut, prepared, test } from "./faults.js";
import { Widget, open } from "./widget.js";

const proof = { name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") };

/** Makes a page hear nothing of other tabs, as one that the system has frozen. */
const deafen = () => {
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (!["storage", "visibilitychange", "pageshow"].includes(type)) addEventListener.call(this, type, ...rest);
  };
};

/** The same order in another tab, at the request that the first one has prepared. */
const another = async (page, { isDeaf = false } = {}) => {
  const other = await page.context().newPage();
  if (isDeaf) await other.addInitScript(deafen);
  await open(other, CASE);
  const widget = new Widget(other, CASE.policy);
  await expect(widget.root.locator("#request")).toBeVisible();
  return widget;
};
const words = (widget) => widget.root.locator("#words");
const name = (widget) => widget.root.getByRole("textbox", { name: widget.t["contact.name"] });

test("what is typed in one tab is in the other, and both add to the same", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint);
  const second = await another(page);
  await words(first).fill("From the first tab.");
  await expect(words(second)).toHaveValue("From the first tab.");
  await name(second).fill("Second Name");
  await expect(name(first)).toHaveValue("Second Name");
  await page.bringToFront();
  await first.button("request.back").click();
  await expect(second.headline).toBeVisible();
  await first.toRequest();
  await expect(words(first)).toHaveValue("From the first tab.");
  await first.send();
  expect(endpoint.received[0].json.customer.name).toBe("Second Name");
});

test("a tab that slept through it adds to what it finds, and overwrites nothing", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint);
  const second = await another(page, { isDeaf: true });
  await words(first).fill("Written while the other slept.");
  await expect(words(second)).toHaveValue("It stopped working on Tuesday.");
  await name(second).fill("Second Name");
  await expect(words(second)).toHaveValue("Written while the other slept.");
  await expect(name(first)).toHaveValue("Second Name");
  await expect(words(first)).toHaveValue("Written while the other slept.");
});

test("files are in both, and gone from both", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint);
  const second = await another(page);
  const names = (widget) => widget.root.locator(".file-name");
  await first.picker.setInputFiles(proof);
  await expect(names(second)).toHaveText(["proof.txt"]);
  await second.send();
  const [{ json, files }] = endpoint.received;
  expect(files[json.attachments[0].sha256].toString()).toBe("proof");
});

test("a file that could not be kept stays with the tab that has it", async ({ page, endpoint }) => {
  await page.addInitScript(() => (IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); }));
  const first = await prepared(page, endpoint);
  await first.picker.setInputFiles(proof);
  const second = await another(page);
  await expect(second.root.locator(".wrong")).toHaveText(second.t["file.lost"].replace("{name}", "proof.txt"));
  await words(second).fill("From the second tab.");
  await expect(words(first)).toHaveValue("From the second tab.");
  await page.bringToFront();
  await first.send();
  const [{ json, files }] = endpoint.received;
  expect(files[json.attachments[0].sha256].toString()).toBe("proof");
});

test("the receipt of one tab is the other's too, and nothing is sent twice", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint);
  const second = await another(page);
  await page.bringToFront();
  const reference = await first.send();
  await expect(second.root.locator(".reference")).toHaveText(reference);
  await second.page.evaluate(() => document.querySelector("refund-widget").submit());
  await expect(second.root.locator(".reference")).toHaveText(reference);
  expect(endpoint.received).toHaveLength(1);
});

test("while one tab sends, the other waits, and then has the receipt", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint, { faults: ["silent"], isStill: true });
  const second = await another(page);
  await first.button("send.button").click();
  await expect.poll(() => endpoint.received.length).toBe(1);
  await second.button("send.button").click();
  await expect(second.root.getByText(second.t["failure.elsewhere"])).toBeVisible();
  expect(endpoint.received).toHaveLength(1);
  await second.button("failure.stop").click();
  await goneOut(page, 1);
  await page.clock.fastForward(31_000);
  await page.bringToFront();
  await first.button("failure.now").click();
  const reference = await first.receipt();
  await expect(second.root.locator(".reference")).toHaveText(reference);
  expect(endpoint.received).toHaveLength(2);
});

test("what is forgotten in one tab is forgotten in the other, and does not come back", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint);
  const second = await another(page);
  await first.forget();
  await expect(second.headline).toBeVisible();
  await second.toRequest();
  await expect(words(second)).toHaveValue("");
  await expect(name(second)).toHaveValue("");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
});

test("tabs at rest write nothing", async ({ page, endpoint }) => {
  const first = await prepared(page, endpoint);
  const second = await another(page);
  const records = (widget) => widget.page.evaluate(() => {
    window.writes = 0;
    window.addEventListener("storage", () => window.writes++);
  });
  await Promise.all([records(first), records(second)]);
  await words(first).fill("Once.");
  await expect(words(second)).toHaveValue("Once.");
  await expect.poll(() => second.page.evaluate(() => window.writes)).toBe(1);
  expect(await first.page.evaluate(() => window.writes)).toBe(0);
});
