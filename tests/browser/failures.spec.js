// What happens when the endpoint or the policy cannot be had: a message, a retry under the same id, a last way out.
import { test, expect } from "./fixtures.js";
import { Widget, open, seen, hoursAgo, euros } from "./widget.js";

const facts = { reason: "changed_mind", purchased_at: hoursAgo(30).toISOString(), amount_paid: euros(4990), support_contacted_at: null };

/** A request that is ready to be sent; `answers` are what the endpoint does, one after the other, then it is itself. */
const prepared = async (page, answers, lang = "en") => {
  await open(page, { policy: "iptv-subscription", facts, lang, orderId: "SP-77" });
  const sent = [];
  await page.route("**/contact", async (route) => {
    const request = route.request();
    const body = request.postDataBuffer().toString();
    sent.push({ body: body.match(/name="request"\r\n\r\n(.*)\r\n/)[1], headers: request.headers() });
    const answer = answers.shift();
    if (answer === "abort") return route.abort();
    return answer ? route.fulfill(answer) : route.continue();
  });
  const widget = new Widget(page, "iptv-subscription", lang);
  await widget.toRequest();
  await widget.sign();
  return { widget, sent };
};

for (const lang of ["es", "fr", "en"]) {
  test(`a network failure and a server error, then a receipt under the same id (${lang})`, async ({ page }) => {
    const { widget, sent } = await prepared(page, ["abort", { status: 500, body: "<h1>oops" }], lang);
    await widget.button("send.button").click();
    await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
    await expect(widget.root.locator("#failure")).toBeFocused();
    await widget.button("failure.retry").click();
    await expect(widget.root.getByText(widget.t["failure.server"])).toBeVisible();
    await widget.button("failure.retry").click();
    await widget.receipt();
    // The same bytes each time, so that the endpoint knows the repetition.
    expect(sent.map(({ body }) => body)).toEqual([sent[0].body, sent[0].body, sent[0].body]);
    const { id } = JSON.parse(sent[0].body);
    expect(sent.map(({ headers }) => headers["idempotency-key"])).toEqual([id, id, id]);
    expect((await seen(page, "refund-error")).map(({ code }) => code)).toEqual(["network", "server"]);
  });
}

test("a lost answer: the request is there once, and the shopper gets its receipt", async ({ page, shop }) => {
  const { widget } = await prepared(page, []);
  await page.unroute("**/contact");
  let first = true;
  await page.route("**/contact", async (route) => {
    if (!first) return route.continue();
    first = false;
    await route.fetch();
    return route.abort();
  });
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.network"])).toBeVisible();
  // Changed meanwhile: what arrived is what counts, and there is no second request.
  await widget.root.locator("#words").fill("Something else.");
  await widget.button("failure.retry").click();
  await widget.receipt();
});

test("an endpoint that is busy is asked again when it said so", async ({ page }) => {
  const { widget, sent } = await prepared(page, [{ status: 503, headers: { "Retry-After": "2" }, body: "{}" }]);
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.busy"])).toBeVisible();
  const retry = widget.button("failure.retry");
  await expect(retry).toHaveAttribute("aria-disabled", "true");
  // A disabled button may be pressed by a screen reader all the same.
  await retry.dispatchEvent("click");
  expect(sent).toHaveLength(1);
  await expect(retry).toHaveAttribute("aria-disabled", "false", { timeout: 6_000 });
  await retry.click();
  await widget.receipt();
});

test("field errors stand at their fields, in the shopper's language where there are words", async ({ page }) => {
  const errors = [
    { pointer: "/message", code: "strange", detail: "no smileys" },
    { pointer: "/customer/email", code: "invalid_email", detail: "bad address" },
  ];
  const problem = { status: 422, contentType: "application/problem+json", body: JSON.stringify({ title: "x", errors }) };
  const { widget } = await prepared(page, [problem], "es");
  await widget.button("send.button").click();
  const email = widget.root.getByRole("textbox", { name: widget.t["contact.email"] });
  await expect(email).toBeFocused();
  await expect(email).toHaveAccessibleDescription(new RegExp(widget.t["contact.email_wrong"].slice(0, 30)));
  await expect(widget.root.locator("#message-wrong")).toHaveText("La tienda indica: no smileys");
  await email.fill("ana@example.com");
  await expect(email).toHaveAttribute("aria-invalid", "false");
});

test("a problem that no field can mend is told", async ({ page }) => {
  const errors = [{ pointer: "/policy/id", code: "unknown_policy", detail: "there is no policy `x` here" }];
  const { widget } = await prepared(page, [{ status: 422, body: JSON.stringify({ errors }) }]);
  await widget.button("send.button").click();
  await expect(widget.root.getByText("The shop says: there is no policy `x` here")).toBeVisible();
});

test("an answer that confirms nothing is no receipt", async ({ page }) => {
  const { widget } = await prepared(page, [{ status: 200, contentType: "text/html", body: "<p>thank you" }]);
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.unclear"])).toBeVisible();
});

test("there is always a last way out: mail, copy, file", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { widget } = await prepared(page, ["abort"]);
  await widget.button("send.button").click();
  const mail = widget.root.getByRole("link", { name: widget.t["ways.mail"] });
  const letter = await widget.root.locator("#message").inputValue();
  const address = new URL(await mail.getAttribute("href"));
  expect(address.protocol).toBe("mailto:");
  expect(address.searchParams.get("body")).toBe(letter);
  await widget.button("ways.copy").click();
  await expect(widget.root.getByText(widget.t["ways.copied"]).first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(letter);
  const [download] = await Promise.all([page.waitForEvent("download"), widget.button("ways.download").click()]);
  expect(download.suggestedFilename()).toBe("refund-SP-77.txt");
});

test("without an endpoint the ways out are the way", async ({ page }) => {
  await open(page, { policy: "iptv-subscription", facts, endpoint: "mailto:help@shop.example" });
  const widget = new Widget(page, "iptv-subscription");
  await widget.toRequest();
  await expect(widget.button("send.button")).toHaveCount(0);
  expect(await widget.root.getByRole("link", { name: widget.t["ways.mail"] }).getAttribute("href")).toMatch(/^mailto:help@shop\.example\?subject=/);
});

test("what looks like a password is held until it is confirmed", async ({ page }) => {
  const { widget, sent } = await prepared(page, []);
  await widget.root.locator("#words").fill("My password is hunter2secret");
  await expect(widget.root.getByText(widget.t["secret.password"])).toBeVisible();
  await widget.button("send.button").click();
  await expect(widget.root.locator("#confirm")).toBeFocused();
  expect(sent).toHaveLength(0);
  await widget.root.locator("#confirm").check();
  await widget.send();
});

test("files: wrong ones are refused with a clear message, right ones are sent with their hash", async ({ page }) => {
  const { widget, sent } = await prepared(page, [], "fr");
  const picker = widget.root.locator("input[type=file]");
  const file = (name, content, mimeType = "text/plain") => ({ name, mimeType, buffer: Buffer.from(content) });
  await picker.setInputFiles([file("virus.exe", "MZ\x90\0"), file("vide.txt", ""), file("notes.txt", "bonjour"), file("encore.txt", "bonjour")]);
  await expect(widget.root.getByText("« virus.exe » n’est ni une image, ni un PDF, ni un fichier texte.")).toBeVisible();
  await expect(widget.root.getByText("« vide.txt » est vide.")).toBeVisible();
  await expect(widget.root.locator(".file-name")).toHaveCount(1);
  await picker.setInputFiles([{ name: "gros.pdf", mimeType: "application/pdf", buffer: Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(10 * 1024 * 1024)]) }]);
  await expect(widget.root.getByText(/« gros\.pdf » dépasse 10/)).toBeVisible();
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await picker.setInputFiles([{ name: "écran.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") }]);
  await expect(widget.root.locator("canvas.preview")).toBeVisible();
  await widget.root.getByRole("button", { name: /^Retirer (notes|encore)\.txt$/ }).click();
  await expect(widget.root.locator(".file-name")).toHaveText(["écran.png"]);
  await widget.send();
  const [attachment] = JSON.parse(sent[0].body).attachments;
  expect(attachment).toMatchObject({ name: "écran.png", type: "image/png", evidence: "screenshot" });
  expect(attachment.sha256).toMatch(/^[0-9a-f]{64}$/);
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
    await open(page, { body: `<refund-widget policy="/policies/broken.json" lang="es"><a href="/contact">Contacto</a></refund-widget>` });
    const widget = new Widget(page, "iptv-subscription", "es");
    await expect(widget.root.getByRole("heading", { name: widget.t["error.heading"] })).toBeVisible();
    await expect(page.getByRole("link", { name: "Contacto" })).toBeVisible();
    expect((await seen(page, "refund-error")).map((error) => error.code)).toEqual([code]);
    mended = true;
    await widget.button("error.retry").click();
    await expect(widget.question).toBeVisible();
    await expect(page.getByRole("link", { name: "Contacto" })).toBeHidden();
  });
}
