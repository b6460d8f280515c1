// What happens when the endpoint or the policy cannot be had: a message, a retry under the same id, a last way out.
import { test, expect, prepared as moving } from "./faults.js";
import { LOCALES, Widget, open, seen } from "./widget.js";

const json = (status, body, headers) => ({ status, headers: { "content-type": "application/problem+json", ...headers }, body: JSON.stringify(body) });
const text = (status, body = "", headers) => ({ status, headers: { "content-type": "text/html", ...headers }, body });
const reference = (receipt) => JSON.parse(receipt).reference;

/** An attempt that comes by itself must not come before a test has looked, however busy the machine. */
const prepared = (page, endpoint, options) => moving(page, endpoint, { isStill: true, ...options });

/** Chromium does not tell a page that what is redirected has gone out. */
const REDIRECTED = text(302, "", { location: "http://127.0.0.1:1/" });

// Each with its code, and whether it is tried again by itself.
const FAILURES = {
  "the connection is dropped": ["dropped", "network", true],
  "the answer is lost after the commit": ["lost", "network", true],
  "half of the answer comes": ["half", "network", true],
  "400 without a reason": [text(400), "refused", false],
  "401": [json(401, { detail: "please sign in" }), "refused", false],
  "403": [json(403, { detail: "not from here" }), "refused", false],
  "404": [text(404, "<h1>not found"), "refused", false],
  "409 without a receipt": [json(409, { title: "taken" }), "conflict", false],
  "413": [text(413), "too_large", false],
  "429 with Retry-After in seconds": [json(429, {}, { "retry-after": "30" }), "busy", true],
  "503 with Retry-After as a date": [json(503, {}, { "retry-after": new Date(Date.now() + 60_000).toUTCString() }), "busy", true],
  "503 without Retry-After": [text(503), "busy", true],
  "500": [text(500, "<h1>oops"), "server", true],
  "502": [text(502), "server", true],
  "504": [text(504), "server", true],
  "200 with HTML": [text(200, "<p>thank you"), "unclear", false],
  "a redirect to a page": [text(303, "", { location: "/" }), "unclear", false],
  "a redirect to nowhere": [REDIRECTED, "network", true],
};

const REFUSED = ["refused", "too_large"];
const HEADINGS = { refused: "failure.refused", too_large: "failure.heading" };

for (const [index, [what, [fault, code, isRepeated]]] of Object.entries(FAILURES).entries()) {
  const lang = LOCALES[index % LOCALES.length];
  test(`${what}: said in words, repeated under the same id, with other ways out (${lang})`, async ({ page, endpoint }) => {
    const widget = await prepared(page, endpoint, { faults: [fault], lang });
    await widget.button("send.button").click();
    await expect(widget.root.getByText(widget.t[`failure.${code}`])).toBeVisible();
    await expect(widget.root.locator("#failure")).toBeFocused();
    // What came of it, as far as that can be known.
    if (fault !== REDIRECTED) await expect(widget.root.locator("#failure")).toHaveText(widget.t[HEADINGS[code] ?? "failure.unconfirmed"]);
    for (const way of ["ways.copy", "ways.download"]) await expect(widget.button(way)).toBeVisible();
    await expect(widget.root.getByRole("link", { name: widget.t["ways.mail"] })).toBeVisible();
    await expect(widget.button("failure.stop")).toHaveCount(isRepeated ? 1 : 0);
    await expect.poll(async () => (await seen(page, "refund-error")).map((error) => error.code)).toEqual([code]);
    if (code === "busy") return; // asked again when it said so: retry.spec.js
    await widget.button(isRepeated ? "failure.now" : "failure.retry").click();
    expect(await widget.receipt()).toBe(reference(endpoint.receipts[0]));
    // Stored once: a lost answer's receipt is the one that is given again.
    expect(new Set(endpoint.receipts.map(reference)).size).toBe(1);
    const [first, second] = endpoint.received;
    // Where it may have arrived, the same bytes, so that the endpoint knows the repetition.
    if (!REFUSED.includes(code)) expect(second.text).toBe(first.text);
    expect([first, second].map(({ headers }) => headers["idempotency-key"])).toEqual([first.json.id, first.json.id]);
  });
}

test("the connection is refused, and then not", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  endpoint.down();
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
  await expect(widget.root.locator("#failure")).toHaveText(widget.t["failure.heading"]);
  await endpoint.up();
  await widget.button("failure.now").click();
  await widget.receipt();
});

for (const error of ["namenotresolved", "connectionreset", "timedout", "accessdenied"]) {
  test(`the network says ${error}`, async ({ page, endpoint }) => {
    const widget = await prepared(page, endpoint);
    await page.route("**/contact", (route) => route.abort(error));
    await widget.button("send.button").click();
    await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
    await page.unroute("**/contact");
    await widget.button("failure.now").click();
    await widget.receipt();
  });
}

test("what may have arrived once stays so, whatever comes after", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: ["lost"] });
  await widget.button("send.button").click();
  await expect(widget.root.locator("#failure")).toBeFocused();
  endpoint.down();
  await widget.button("failure.now").click();
  await expect(widget.root.locator("#failure")).toHaveText(widget.t["failure.unconfirmed"]);
});

test("where the shop refuses, the other ways come first", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: [json(403, { detail: "not from here" })] });
  await widget.button("send.button").click();
  await expect(widget.root.locator("#failure")).toBeFocused();
  await expect(widget.root.getByText(widget.t["failure.same"])).toHaveCount(0);
  const [ways, again] = await Promise.all([widget.root.locator(".ways").boundingBox(), widget.button("failure.retry").boundingBox()]);
  expect(ways.y).toBeLessThan(again.y);
  await expect(widget.button("failure.retry")).toHaveClass("button secondary");
});

test("that something is missing is seen where Send was pressed, until it is there", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const beside = widget.root.locator(".sending").getByText(widget.t["send.check"]);
  await widget.read();
  await widget.root.locator("#subject").fill("");
  await expect(beside).toHaveCount(0);
  await widget.button("send.button").click();
  await expect(beside).toBeVisible();
  await expect(widget.button("send.button")).toHaveAccessibleDescription(widget.t["send.check"]);
  await widget.root.locator("#subject").fill("Refund");
  await expect(beside).toHaveCount(0);
});

test("an endpoint that is silent is waited for half a minute", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: ["silent"] });
  await widget.button("send.button").click();
  await expect.poll(() => endpoint.received.length).toBe(1);
  await expect(widget.button("send.sending")).toHaveAttribute("aria-disabled", "true");
  await page.clock.fastForward(31_000);
  await expect(widget.root.getByText(widget.t["failure.timeout"])).toBeVisible();
  await widget.button("failure.now").click();
  await widget.receipt();
});

test("changed after a lost answer: what arrived is what counts, and the shopper is told so", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { faults: ["lost"] });
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
  await widget.root.locator("#words").fill("Something else.");
  await widget.button("failure.retry").click();
  expect(await widget.receipt()).toBe(reference(endpoint.receipts[0]));
  await expect(widget.root.getByText(widget.t["receipt.earlier"])).toBeVisible();
  await widget.root.getByText(widget.t["receipt.content"]).click();
  await expect(widget.root.locator(".letter-text")).toContainText("It stopped working on Tuesday.");
});

test("field errors stand at their fields, in the shopper's language where there are words", async ({ page, endpoint }) => {
  const errors = [
    { pointer: "/message", code: "strange", detail: "no smileys" },
    { pointer: "/customer/email", code: "invalid_email", detail: "bad address" },
  ];
  const widget = await prepared(page, endpoint, { faults: [json(422, { title: "x", errors })], lang: "es" });
  await widget.button("send.button").click();
  const email = widget.root.getByRole("textbox", { name: widget.t["contact.email"] });
  await expect(email).toBeFocused();
  await expect(email).toHaveAccessibleDescription(new RegExp(widget.t["contact.email_wrong"].slice(0, 30)));
  // It is seen although the message is folded away.
  await expect(widget.root.locator("#message-wrong")).toBeVisible();
  await expect(widget.root.locator("#message-wrong")).toHaveText("La tienda indica: «no smileys»");
  await email.fill("ana@example.com");
  await expect(email).toHaveAttribute("aria-invalid", "false");
  await widget.button("failure.retry").click();
  await widget.receipt();
  expect(endpoint.received[1].json).toMatchObject({ id: endpoint.received[0].json.id, customer: { email: "ana@example.com" } });
});

test("a 400 with errors is read as a 422 is", async ({ page, endpoint }) => {
  const errors = [{ pointer: "/customer/name", code: "missing_name", detail: "no name" }];
  const widget = await prepared(page, endpoint, { faults: [json(400, { errors })] });
  await widget.button("send.button").click();
  await expect(widget.root.getByRole("textbox", { name: widget.t["contact.name"] })).toBeFocused();
});

test("a problem that no field can mend is told", async ({ page, endpoint }) => {
  const errors = [{ pointer: "/policy/id", code: "unknown_policy", detail: "there is no policy `x` here" }];
  const widget = await prepared(page, endpoint, { faults: [json(422, { errors })] });
  await widget.button("send.button").click();
  await expect(widget.root.getByText("The shop says: “there is no policy `x` here”")).toBeVisible();
});

test("there is always a last way out: mail, copy, file", async ({ page, endpoint, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await prepared(page, endpoint, { faults: [text(403)] });
  await widget.button("send.button").click();
  const mail = widget.root.getByRole("link", { name: widget.t["ways.mail"] });
  const message = widget.root.locator("#message");
  const letter = await message.inputValue();
  const address = new URL(await mail.getAttribute("href"));
  expect(address.protocol).toBe("mailto:");
  // A mail's lines end as RFC 6068 says.
  expect(address.searchParams.get("body")).toBe(letter.replaceAll("\n", "\r\n"));
  await widget.button("ways.copy").click();
  await expect(widget.root.getByText(widget.t["ways.copied"]).first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(letter);
  const [download] = await Promise.all([page.waitForEvent("download"), widget.button("ways.download").click()]);
  expect(download.suggestedFilename()).toBe("refund-SP-77.txt");
  // Too long for the link of some systems: it is cut where that is seen, and says what to do.
  await widget.read();
  await message.fill("años ".repeat(300));
  await expect(mail).toHaveAttribute("href", /^mailto:\?subject=[^&]+&body=.+%0D%0A%5B%E2%80%A6%5D$/);
  await expect(widget.root.getByText(widget.t["ways.paste"])).toBeVisible();
});

test("without an endpoint the ways out are the way", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { endpoint: "mailto:help@shop.example" });
  await expect(widget.button("send.button")).toHaveCount(0);
  expect(await widget.root.getByRole("link", { name: widget.t["ways.mail"] }).getAttribute("href")).toMatch(/^mailto:help@shop\.example\?subject=/);
});

const POLICIES = {
  "answers 404": [{ status: 404, body: "not here" }, "policy_not_found"],
  "is HTML": [{ contentType: "text/html", body: "<!doctype html>" }, "policy_unreadable"],
  "is broken": [{ contentType: "application/json", body: '{"id": "x"}' }, "missing_key"],
  "cannot be reached": ["abort", "policy_unreachable"],
};
for (const [what, [answer, code]] of Object.entries(POLICIES)) {
  test(`a policy that ${what}: the merchant's own form shows, with a word in the shopper's language`, async ({ page }) => {
    let mended = false;
    await page.route("**/policies/broken.json", (route) => {
      if (mended) return route.continue({ url: route.request().url().replace("broken", "iptv-subscription") });
      return answer === "abort" ? route.abort() : route.fulfill(answer);
    });
    const said = [];
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    await open(page, { body: `<refund-widget policy="/policies/broken.json" lang="es"><a href="/contact">Contacto</a></refund-widget>` });
    const widget = new Widget(page, "iptv-subscription", "es");
    await expect(widget.root.getByRole("heading", { name: widget.t["error.heading"] })).toBeVisible();
    await expect(page.getByRole("link", { name: "Contacto" })).toBeVisible();
    await expect.poll(async () => (await seen(page, "refund-error")).map((error) => error.code)).toEqual([code]);
    const [{ message }] = await seen(page, "refund-error");
    if (code.startsWith("policy_")) expect(message).toContain(`the policy ${new URL("/policies/broken.json", page.url())} `);
    // Once, in one line.
    expect(said.filter((line) => line.startsWith("refund-widget "))).toEqual([expect.stringContaining(`${code} ${message}`)]);
    mended = true;
    await widget.button("error.retry").click();
    await expect(widget.question).toBeVisible();
    await expect(page.getByRole("link", { name: "Contacto" })).toBeHidden();
  });
}

test("a policy whose address is none is told", async ({ page }) => {
  await open(page, { body: `<refund-widget policy="http://[" lang="en"></refund-widget>` });
  await expect.poll(async () => (await seen(page, "refund-error")).map(({ code, message }) => `${code} ${message}`)).toEqual([
    expect.stringMatching(/^policy_unreachable the policy http:\/\/\[ cannot be had: .*URL/),
  ]);
});
