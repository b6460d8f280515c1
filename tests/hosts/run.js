// Builds an app per host, opens it in a browser, and prints a table of what works. `--small` takes those that CI runs, a word
// those whose name has it. PACKAGE is the package as npm would publish it, HEADLESS_SHELL a Chromium.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, visit } from "./browser.js";

const here = fileURLToPath(new URL(".", import.meta.url));
// Beside what the hosts are installed in, so that their apps find them; no link leads out of this folder, which some refuse.
const apps = join(here, "apps");

const install = () => {
  rmSync(apps, { recursive: true, force: true });
  const installed = join(apps, "node_modules/refund-widget");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["--extract", "--strip-components=1", "--file", process.env.PACKAGE, "--directory", installed]);
};

const hosts = async () => {
  const files = readdirSync(join(here, "hosts")).sort();
  const all = await Promise.all(files.map(async (file) => (await import(`./hosts/${file}`)).default));
  const [wanted] = process.argv.slice(2);
  const isWanted = ({ name, isSmall }) => (wanted === "--small" ? isSmall : !wanted || name.toLowerCase().includes(wanted.toLowerCase()));
  return all.flat().filter(isWanted);
};

const versionOf = ({ version, module }) => version ?? JSON.parse(readFileSync(join(here, "node_modules", module, "package.json"), "utf8")).version.replace("v", "");

/** What works in a host: `{loadPolicy, element}`, each null or what is wrong. */
const check = async (host, index, browser) => {
  const app = join(apps, String(index));
  cpSync(join(here, "app"), app, { recursive: true });
  try {
    if (host.check) return await host.check(app);
    const { url, close } = await host.open(app);
    try {
      return await visit(browser, url);
    } finally {
      await close();
    }
  } catch (error) {
    return { loadPolicy: error.message, element: error.message };
  }
};

install();
const browser = await launch();
const rows = [];
for (const [index, host] of (await hosts()).entries()) {
  const started = Date.now();
  const found = await check(host, index, browser);
  rows.push({ host, found });
  for (const [part, problem] of Object.entries(found)) if (problem) console.error(`${host.name}: ${part}: ${problem}`);
  console.error(`${host.name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
await browser.close();

const mark = (problem) => (problem === null ? "yes" : problem === undefined ? "–" : "no");
console.log("| host | version | `loadPolicy` | element |\n| --- | --- | --- | --- |");
for (const { host, found } of rows) console.log(`| ${host.name} | ${versionOf(host)} | ${mark(found.loadPolicy)} | ${mark(found.element)} |`);
const works = rows.filter(({ found }) => !found.loadPolicy && !found.element);
console.log(`\n${works.length} passed, ${rows.length - works.length} failed`);
process.exit(works.length === rows.length ? 0 : 1);
