// The letter: in the merchant's language, with the same in the shopper's beside it; read in full, and held where it seems secret.
import { test, expect, prepared } from "./faults.js";

test("the letter is in the merchant's language, and the shopper reads with it what it says", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { lang: "es" });
  await widget.read();
  const message = widget.root.locator("#message");
  const translation = widget.root.locator(".translation-text");
  await expect(message).toHaveAttribute("lang", "fr");
  await expect(message).toHaveValue(/^Bonjour,/);
  await expect(translation).toContainText("Buenos días:");
  // Both hold what the shopper says, and follow it.
  await widget.root.locator("#words").fill("Me mudé a otro país.");
  await expect(message).toHaveValue(/Me mudé a otro país\./);
  await expect(translation).toContainText("Me mudé a otro país.");
  // What was written by hand is the shopper's own.
  await message.fill("Lettre.");
  await expect(translation).toHaveCount(0);
  await widget.button("message.restore").click();
  await expect(translation).toContainText("Me mudé a otro país.");
});

test("the subject is translated as long as it is the prepared one", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { lang: "es" });
  await widget.read();
  await widget.root.locator("#subject").fill("Objet.");
  await expect(widget.root.locator(".translation-text")).toHaveText(/^Buenos días:/);
  await widget.button("message.restore").click();
  await expect(widget.root.locator(".translation-text")).not.toHaveText(/^Buenos días:/);
});

test("a shopper with the merchant's language reads it once", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { lang: "fr" });
  await widget.read();
  await expect(widget.root.locator("#message")).toHaveValue(/^Bonjour,/);
  await expect(widget.root.locator(".translation")).toHaveCount(0);
});

test("what will be sent can be read in full, and is what is sent", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await widget.read();
  const [subject, message] = [await widget.root.locator("#subject").inputValue(), await widget.root.locator("#message").inputValue()];
  for (const text of ["SP-77", "It stopped working on Tuesday."]) expect(`${subject}\n${message}`).toContain(text);
  expect(endpoint.received).toHaveLength(0);
  await widget.send();
  expect(endpoint.received[0].json).toMatchObject({ subject, message, order_id: "SP-77", customer: { name: "Ana Pérez", email: "ana@example.org" } });
});

for (const [kind, secret] of Object.entries({ password: "My password is hunter2secret", card_number: "Card 4111 1111 1111 1111", key: "sk_live_51HxYzAbCdEfGhIjKlMnOpQr" })) {
  test(`what looks like a ${kind} is held until it is confirmed, and again when it changes`, async ({ page, endpoint }) => {
    const widget = await prepared(page, endpoint);
    const [words, confirm] = [widget.root.locator("#words"), widget.root.locator("#confirm")];
    await words.fill(secret);
    await expect(widget.root.getByText(widget.t[`secret.${kind}`])).toBeVisible();
    await widget.button("send.button").click();
    await expect(confirm).toBeFocused();
    await confirm.check();
    await words.fill(`${secret} !`);
    await expect(confirm).not.toBeChecked();
    await widget.button("send.button").click();
    await expect(confirm).toBeFocused();
    expect(endpoint.received).toHaveLength(0);
    await confirm.check();
    await widget.send();
  });
}

test("the receipt has reference, time and content, and can be kept", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { lang: "fr" });
  const reference = await widget.send();
  await widget.root.locator("#sent > summary").click();
  const received = new Date(JSON.parse(endpoint.receipts[0]).received_at);
  const [download] = await Promise.all([page.waitForEvent("download"), widget.button("receipt.save").click()]);
  const kept = Buffer.concat(await (await download.createReadStream()).toArray()).toString();
  for (const text of [reference, String(received.getFullYear()), "Ana Pérez", "SP-77", endpoint.received[0].json.message]) expect(kept).toContain(text);
  await expect(widget.root.locator("#sent .rows")).toContainText(String(received.getFullYear()));
  await expect(widget.root.locator(".letter-text")).toContainText("It stopped working on Tuesday.");
});
