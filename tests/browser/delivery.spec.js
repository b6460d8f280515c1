// The ways in which the widget and the package reach a page, under a strict content security policy.
import { test, expect } from "./fixtures.js";

const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'";
const POLICY = "/policies/passport-forms.json";
const npm = new URL("../../npm/dist/", import.meta.url).pathname;

/** Opens a page with this body, and gathers the element's events and what the browser's policy forbids. */
const open = async (page, body, { csp = CSP, files = {} } = {}) => {
  await page.addInitScript(() => {
    window.seen = [];
    for (const type of ["refund-ready", "refund-error", "securitypolicyviolation"]) {
      document.addEventListener(type, (event) => window.seen.push([type, event.detail?.code ?? event.violatedDirective]));
    }
  });
  for (const [path, script] of Object.entries(files)) {
    await page.route(path, (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  }
  await page.route("**/npm/**", (route) => route.fulfill({ path: npm + new URL(route.request().url()).pathname.slice("/npm/".length) }));
  const headers = { "content-security-policy": csp };
  await page.route("**/delivery", (route) => route.fulfill({ contentType: "text/html", headers, body: `<!doctype html><html lang="es">${body}` }));
  await page.goto("/delivery");
};

const seen = (page) => page.evaluate(() => window.seen);
const becomesReady = (page) => expect.poll(() => seen(page)).toEqual([["refund-ready", undefined]]);

test("a module script and an element", async ({ page }) => {
  await open(page, `<script type="module" src="/widget/refund-widget.js"></script><refund-widget policy="${POLICY}"><a href="/contact">Contact</a></refund-widget>`);
  await becomesReady(page);
  await expect(page.getByRole("link", { name: "Contact" })).toBeHidden();
});

for (const when of ["", "async", "defer"]) {
  test(`one classic script${when && ` with ${when}`}, mounted where it stands`, async ({ page }) => {
    await open(page, `<main><p>before</p><script src="/widget/refund-widget.js" data-policy="${POLICY}" data-lang="fr" ${when}></script><p>after</p></main>`);
    await becomesReady(page);
    expect(await page.evaluate(() => document.querySelector("refund-widget").previousElementSibling.localName)).toBe("script");
    expect(await page.evaluate(() => document.querySelector("refund-widget").lang)).toBe("fr");
  });
}

test("both tags on one page define the element once", async ({ page }) => {
  await open(page, `<body><script src="/widget/refund-widget.js" data-policy="${POLICY}"></script><script type="module" src="/widget/refund-widget.js"></script>`);
  await becomesReady(page);
});

test("where WebAssembly is not allowed, the element's own children stay", async ({ page }) => {
  const csp = CSP.replace(" 'wasm-unsafe-eval'", "");
  await page.addInitScript(() => document.addEventListener("refund-error", ({ detail }) => (window.failed = detail)));
  await open(page, `<script type="module" src="/widget/refund-widget.js"></script><refund-widget policy="${POLICY}"><a href="/contact">Contact</a></refund-widget>`, { csp });
  await expect.poll(async () => (await seen(page)).map(([type]) => type)).toContain("refund-error");
  await expect(page.getByRole("link", { name: "Contact" })).toBeVisible();
  const { code, message } = await page.evaluate(() => window.failed);
  expect(code).toBe("wasm_unavailable");
  expect(message).toContain(`${new URL("/widget/refund-widget.wasm", page.url())}: `);
  expect(message).toMatch(/\(add 'wasm-unsafe-eval' to the page's script-src\)$/);
});

/** The lines of ours in the console. */
const lines = (page) => {
  const said = [];
  page.on("console", (message) => message.text().startsWith("refund-widget ") && said.push(message.text()));
  return said;
};
const script = `<script type="module" src="/widget/refund-widget.js"></script>`;
const element = `<refund-widget policy="${POLICY}" lang="en"></refund-widget>`;

const LOST = {
  "refund-widget.wasm": ["wasm_unavailable", "404"],
  "widget.css": ["wasm_unavailable", "404"],
  "strings/en.json": ["strings_unreachable", "404"],
  "words/en.json": ["strings_unreachable", "404"],
};
for (const [file, [code, why]] of Object.entries(LOST)) {
  test(`where ${file} is lost, its address is told, and once for two elements`, async ({ page }) => {
    const said = lines(page);
    await page.route(`**/widget/${file}`, (route) => route.fulfill({ status: 404, body: "lost" }));
    await open(page, script + element + element);
    await expect.poll(() => said).toEqual([`refund-widget ${code} ${new URL(`/widget/${file}`, page.url())}: ${why}`]);
  });
}

test("where a server has a page in the place of the wasm, the address is told", async ({ page }) => {
  const said = lines(page);
  await page.route("**/refund-widget.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await open(page, script + element);
  await expect.poll(() => said).toEqual([expect.stringMatching(/^refund-widget wasm_unavailable http:.*\/widget\/refund-widget\.wasm: .*magic/)]);
});

test("the wasm is compiled while it streams, and nothing is loaded twice", async ({ page }) => {
  const loaded = [];
  page.on("response", async (response) => {
    const path = new URL(response.url()).pathname;
    if (path.startsWith("/widget/")) loaded.push(path.slice("/widget/".length));
    if (path.endsWith(".wasm")) expect(response.headers()["content-type"]).toBe("application/wasm");
  });
  const element = `<refund-widget policy="${POLICY}" lang="es"></refund-widget>`;
  await open(page, `<script type="module" src="/widget/refund-widget.js"></script>${element}${element}`);
  await expect.poll(async () => (await seen(page)).length).toBe(2);
  expect(loaded.filter((file) => !/^(strings|words)\//.test(file)).sort()).toEqual(["load.js", "refund-widget.js", "refund-widget.wasm", "widget.css"]);
});

test("a server that does not know the wasm's type is no obstacle", async ({ page }) => {
  await page.route("**/refund-widget.wasm", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await open(page, `<script type="module" src="/widget/refund-widget.js"></script><refund-widget policy="${POLICY}" lang="en"></refund-widget>`);
  await becomesReady(page);
});

test("the package's element, unbundled", async ({ page }) => {
  await open(page, `<script type="module" src="/npm/element.js"></script><refund-widget policy="${POLICY}" lang="en"></refund-widget>`);
  await becomesReady(page);
});

test("the package's evaluator, unbundled, in the page's language", async ({ page }) => {
  const script = `
    import { loadPolicy, RefundError } from "/npm/index.js";
    const policy = await loadPolicy("${POLICY}");
    const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), forms_delivered: false };
    const reason = policy.evaluate(facts).reasons[0].title;
    const lost = await loadPolicy("/policies/lost.json").catch((error) => error instanceof RefundError && error.code);
    document.body.textContent = JSON.stringify([reason === policy.evaluate(facts, { locale: "es" }).reasons[0].title, lost]);`;
  await open(page, `<body><script type="module" src="/app.js"></script>`, { files: { "**/app.js": script } });
  await expect(page.locator("body")).toHaveText('[true,"policy_not_found"]');
});
