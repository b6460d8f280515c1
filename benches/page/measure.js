// Prints how long after the navigation the element has a verdict that needs no question, beside the time in which ALTCHA can be
// ticked and Pagefind's component UI can answer: medians on this machine, Chromium with a processor four times as slow, nothing in
// the cache, everything in brotli on loopback.
//
// CHROME is the browser, DIST the folder of the script tag's files, POLICIES the folder of policies.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "playwright-core";

const ROUNDS = 11;
const SLOWER = 4;
const PAGES = [
  ["refund-widget, a verdict", "refund.html"],
  ["ALTCHA, ready to be ticked", "altcha.html"],
  ["Pagefind, ready to answer", "pagefind.html"],
];
const ANSWERED = "an answer, the next screen";
/** The answers to the questions of questions.html, by their ids: then there is a verdict. */
const TAPPED = ["answer-service_outage", "unknown", "answer-no", "none"];
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

const { CHROME, DIST, POLICIES } = process.env;
const here = import.meta.dirname;

/** A page's files: what each component ships, under a name of its own. */
const site = () => {
  const folder = mkdtempSync(join(tmpdir(), "refund-speed-"));
  cpSync(join(here, "pages"), folder, { recursive: true });
  cpSync(DIST, join(folder, "refund"), { recursive: true });
  cpSync(join(here, "node_modules/altcha/dist/main"), join(folder, "altcha"), { recursive: true });
  for (const id of ["passport-forms", "iptv-subscription"]) cpSync(join(POLICIES, id, "policy.json"), join(folder, `policies/${id}.json`));
  writeFileSync(join(folder, "challenge"), "{}");
  execFileSync(process.execPath, [join(here, "node_modules/pagefind/lib/runner/bin.cjs"), "--site", folder], { stdio: "ignore" });
  return folder;
};

/** Serves a folder in brotli, compressed before anybody measures. */
const serve = async (folder) => {
  const files = new Map();
  const compressed = (path) => {
    if (!files.has(path)) files.set(path, brotliCompressSync(readFileSync(join(folder, path))));
    return files.get(path);
  };
  const server = createServer(({ url }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    try {
      const body = compressed(path);
      response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Content-Encoding": "br", "Cache-Control": "no-store" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
};

/** Milliseconds from one navigation to the component's being ready, in a context of its own. */
const time = async (browser, url) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(url);
    const ready = await page.waitForFunction(() => globalThis.readyAfter, undefined, { timeout: 30_000 });
    return await ready.jsonValue();
  } finally {
    await context.close();
  }
};

/** Milliseconds from each answer to the frame that shows what comes next, where everything is there already. */
const answers = async (browser, url) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => globalThis.readyAfter, undefined, { timeout: 30_000 });
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    return await page.evaluate(async (tapped) => {
      const { shadowRoot } = document.querySelector("refund-widget");
      const shown = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const taken = [];
      for (const id of tapped) {
        await shown();
        const started = performance.now();
        shadowRoot.getElementById(id).click();
        await shown();
        taken.push(performance.now() - started);
      }
      return taken;
    }, TAPPED);
  } finally {
    await context.close();
  }
};

const median = (times) => times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)];

const folder = site();
const { server, origin } = await serve(folder);
const browser = await chromium.launch({ executablePath: CHROME, args: ["--no-sandbox", "--disable-quic"] });
try {
  const times = new Map([...PAGES.map(([name]) => name), ANSWERED].map((name) => [name, []]));
  // One after the other in every round, so that whatever else the machine does falls on all of them. The first only warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, page] of PAGES) {
      const taken = await time(browser, `${origin}/${page}`);
      if (round > 0) times.get(name).push(taken);
    }
    const taken = await answers(browser, `${origin}/questions.html`);
    if (round > 0) times.get(ANSWERED).push(...taken);
  }
  console.log(`milliseconds from the navigation, or from the answer, ${SLOWER}× slower processor, ${ROUNDS} rounds\n`);
  console.log(`${"".padEnd(30)}${"median".padStart(8)}${"least".padStart(8)}${"most".padStart(8)}`);
  for (const [name, taken] of times) {
    const figures = [median(taken), Math.min(...taken), Math.max(...taken)];
    console.log(name.padEnd(30) + figures.map((millis) => millis.toFixed(0).padStart(8)).join(""));
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
