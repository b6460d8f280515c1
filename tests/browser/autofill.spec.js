// Name and e-mail stand where a browser fills them in by itself: beside the merchant's children, outside the shadow root.
import { test, expect, CASE } from "./faults.js";
import { LOCALES, Widget, open, ready } from "./widget.js";

const ADDRESS = { fields: [{ name: "NAME_FULL", value: "María Guzmán" }, { name: "EMAIL_ADDRESS", value: "maria@example.org" }] };

const show = async (page, lang = "en") => {
  await open(page, { ...CASE, lang });
  const widget = new Widget(page, CASE.policy, lang);
  await widget.toRequest();
  return widget;
};
const field = (page, kind) => page.locator(`refund-widget > input[autocomplete=${kind}]`);

/** Chromium's own autofill, as if the shopper had chosen this address from its list at the name. */
const autofill = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Autofill.enable");
  await session.send("Autofill.setAddresses", { addresses: [ADDRESS] });
  const { root } = await session.send("DOM.getDocument", { depth: 0 });
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "refund-widget > [autocomplete=name]" });
  const { node } = await session.send("DOM.describeNode", { nodeId });
  const filled = new Promise((resolve) => session.once("Autofill.addressFormFilled", resolve));
  await field(page, "name").focus();
  // It takes Chromium a moment to read a form that a script has made.
  await expect(async () => session.send("Autofill.trigger", { fieldId: node.backendNodeId, address: ADDRESS })).toPass();
  return (await filled).filledFields.map(({ name, fillingStrategy }) => [name, fillingStrategy]);
};

for (const lang of LOCALES) {
  test(`both are the page's own fields, each with its label and its purpose (${lang})`, async ({ page }) => {
    const widget = await show(page, lang);
    for (const [kind, type] of [["name", "text"], ["email", "email"]]) {
      const input = field(page, kind);
      await expect(input).toBeVisible();
      expect(await input.evaluate(({ type, name, form, labels, id }) => ({ type, name, form, labels: [...labels].map(({ textContent }) => textContent), isAlone: document.querySelectorAll(`#${id}`).length === 1 }))).toEqual({
        type,
        name: kind,
        // A form of its own would send itself; browsers take the page's loose fields for one.
        form: null,
        labels: [widget.t[`contact.${kind}`]],
        isAlone: true,
      });
    }
  });
}

test("what the browser fills in is taken, kept and sent", { tag: "@whole" }, async ({ page, endpoint }) => {
  const widget = await show(page);
  // Complaints go away as if it had been typed.
  await widget.button("send.button").click();
  await expect(field(page, "name")).toHaveAttribute("aria-invalid", "true");
  expect(await autofill(page)).toEqual([["name", "autocompleteAttribute"], ["email", "autocompleteAttribute"]]);
  for (const [kind, value] of [["name", "María Guzmán"], ["email", "maria@example.org"]]) {
    await expect(field(page, kind)).toHaveValue(value);
    await expect(field(page, kind)).toHaveAttribute("aria-invalid", "false");
  }
  await page.reload();
  await ready(page);
  await expect(field(page, "email")).toHaveValue("maria@example.org");
  await widget.root.locator("#words").fill("It stopped working.");
  await widget.send();
  expect(endpoint.received[0].json.customer).toEqual({ name: "María Guzmán", email: "maria@example.org" });
});

test("the merchant's own form beside them is not in the way", { tag: "@whole" }, async ({ page }) => {
  await page.goto(`/shop/${CASE.policy}?lang=en`);
  const widget = new Widget(page, CASE.policy);
  await expect(widget.question).toBeVisible();
  await widget.answer({ reason: "buffering" });
  await widget.toRequest();
  await autofill(page);
  await expect(field(page, "email")).toHaveValue("maria@example.org");
});
