// Posting to another origin, and from a page on plain HTTP: what the platform forbids there is not needed.
import { test, expect, prepared } from "./faults.js";
import { CSP } from "./widget.js";

// Chromium asks before a page that it takes for a public one (`open` answers in the server's place) may post to this machine.
test.use({ permissions: ["local-network-access"] });

const proof = { name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") };
const elsewhere = ({ url }) => `${url.replace("127.0.0.1", "localhost")}/contact`;
const answer = (status, body, headers) => ({ status, headers: { "access-control-allow-origin": "*", "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

test("an endpoint of another origin is posted to without a preflight", async ({ page, endpoint }) => {
  const received = answer(201, { id: "x", reference: "R-1", received_at: "2026-11-20T10:00:00Z" });
  const csp = CSP.replace("connect-src 'self'", "connect-src *");
  const widget = await prepared(page, endpoint, { endpoint: elsewhere(endpoint), csp, faults: [received] });
  await widget.picker.setInputFiles(proof);
  await expect(widget.root.locator(".file-name")).toHaveText(["proof.txt"]);
  expect(await widget.send()).toBe("R-1");
  const [{ headers, json, files }] = endpoint.received;
  expect(endpoint.preflights).toBe(0);
  expect(headers["idempotency-key"]).toBeUndefined();
  expect(headers.accept).toBe("application/json");
  expect(json.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(files[json.attachments[0].sha256].toString()).toBe("proof");
});

test("one that does not say when to come back is asked again after a while", async ({ page, endpoint }) => {
  const csp = CSP.replace("connect-src 'self'", "connect-src *");
  // The header is there and not exposed.
  const widget = await prepared(page, endpoint, { endpoint: elsewhere(endpoint), csp, faults: [answer(429, {}, { "retry-after": "900" })], isStill: true });
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["failure.busy"])).toBeVisible();
  await expect(widget.root.locator(".wait")).toContainText(/1\d seconds/);
});

test("on plain HTTP files are hashed and requests sent, without the browser's help", async ({ page, endpoint }) => {
  await page.addInitScript(() => {
    Object.defineProperty(crypto, "subtle", { value: undefined });
    for (const missing of ["locks", "clipboard"]) Object.defineProperty(navigator, missing, { value: undefined });
  });
  const widget = await prepared(page, endpoint, { faults: ["dropped"], isStill: true });
  await widget.picker.setInputFiles(proof);
  await widget.button("send.button").click();
  await widget.button("ways.copy").click();
  await expect(widget.root.getByText(widget.t["ways.not_copied"]).first()).toBeVisible();
  await widget.button("failure.now").click();
  await widget.receipt();
  const [{ json, files }] = endpoint.received;
  expect(Object.keys(files)).toEqual([json.attachments[0].sha256]);
  expect(json.attachments[0].sha256).toBe("c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7");
});
