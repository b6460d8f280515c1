// The package's entries: what is required, what one's own wasm is given to, and what a page's bundle carries of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { createLoader } from "refund-widget/slim";
import { document } from "./shipped.js";

const require = createRequire(import.meta.url);
const facts = { reason: "changed_mind", purchased_at: "2026-11-20T10:00:00Z", forms_delivered: false };
const at = { at: "2026-11-21T10:00:00Z" };
const file = require.resolve("refund-widget/evaluator.wasm");

test("`require` gives the same", async () => {
  const { loadPolicy, RefundError } = require("refund-widget");
  const policy = await loadPolicy(document("passport-forms"));
  assert.equal(policy.evaluate(facts, at).status, "qualifies");
  assert.equal((await loadPolicy(pathToFileURL(join(process.env.ROOT, "policies/passport-forms/policy.json")))).digest, policy.digest);
  assert.throws(() => policy.evaluate({ reasson: "x" }), RefundError);
});

test("an error of `import` is one of `require`, and the other way round", async () => {
  const imported = await import("refund-widget");
  const required = require("refund-widget");
  assert.notEqual(imported.RefundError, required.RefundError);
  for (const [one, other] of [[imported, required], [required, imported]]) {
    const error = await one.loadPolicy({}).catch((error) => error);
    assert.ok(error instanceof other.RefundError && error instanceof one.RefundError && error instanceof Error);
  }
  class Lost extends imported.RefundError {}
  const error = await required.loadPolicy({}).catch((error) => error);
  assert.ok(!(error instanceof Lost) && !(new Error("x") instanceof imported.RefundError) && !(undefined instanceof imported.RefundError));
});

test("`require` of a wasm of one's own", async () => {
  const loadPolicy = require("refund-widget/slim").createLoader(readFileSync(file));
  assert.equal((await loadPolicy(document("passport-forms"))).evaluate(facts, at).status, "qualifies");
});

test("what a worker or an edge runtime carries for the element is nothing", () => {
  for (const condition of ["workerd", "edge-light"]) {
    const element = weight(`import "refund-widget/element"; console.log(1);`, `--conditions=${condition}`);
    assert.ok(element < 100, `${condition}: ${element} bytes`);
  }
});

test("Node reads the wasm from its file", (context) => {
  const script = `const start = performance.now();
    const { loadPolicy } = await import("refund-widget");
    await loadPolicy(${JSON.stringify(document("passport-forms"))});
    console.log((performance.now() - start).toFixed());`;
  const took = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  context.diagnostic(`from the import to a policy: ${took.trim()} ms`);
});

test("a wasm of one's own, in every form", async () => {
  const bytes = readFileSync(file);
  const answer = () => new Response(bytes, { headers: { "content-type": "application/wasm" } });
  for (const wasm of [bytes, Promise.resolve(bytes), () => bytes, answer, await WebAssembly.compile(bytes)]) {
    const loadPolicy = createLoader(wasm);
    assert.equal((await loadPolicy(document("passport-forms"))).evaluate(facts, at).status, "qualifies");
  }
});

/** The bytes that a page's bundle of a source has. */
const weight = (source, ...options) => {
  const folder = mkdtempSync("bundle-");
  writeFileSync(join(folder, "source.js"), source);
  const bundle = ["--bundle", "--format=esm", "--minify", "--log-level=error", ...options];
  return execFileSync(process.env.ESBUILD, [join(folder, "source.js"), ...bundle], { maxBuffer: 2 ** 26 }).length;
};

test("what is imported and not used costs nothing", () => {
  assert.equal(weight(`import { loadPolicy } from "refund-widget"; console.log(1);`), weight("console.log(1);"));
  const error = weight(`import { RefundError } from "refund-widget"; console.log(RefundError);`);
  assert.ok(error < 1000, `RefundError alone is ${error} bytes`);
  const [slim, whole] = ["refund-widget/slim", "refund-widget"].map((name) => weight(`import * as all from "${name}"; console.log(all);`));
  assert.ok(slim < 40_000 && whole > 4 * slim, `slim is ${slim} bytes, the whole ${whole}`);
});

test("the element has one evaluator, and not the package's beside it", () => {
  const folder = mkdtempSync("bundle-");
  writeFileSync(join(folder, "source.js"), `import "refund-widget/element";`);
  const inputs = ["--bundle", `--outfile=${folder}/out.js`, `--metafile=${folder}/inputs.json`, "--log-level=error"];
  execFileSync(process.env.ESBUILD, [join(folder, "source.js"), ...inputs]);
  const files = Object.keys(JSON.parse(readFileSync(join(folder, "inputs.json"), "utf8")).inputs);
  assert.deepEqual(files.filter((file) => file.endsWith(".wasm.js")).map((file) => file.split("/").at(-1)), ["widget.wasm.js"]);
});

test("the themes survive a bundler", () => {
  const folder = mkdtempSync("bundle-");
  writeFileSync(join(folder, "source.js"), `import "refund-widget/themes/bold.css";`);
  execFileSync(process.env.ESBUILD, [join(folder, "source.js"), "--bundle", `--outdir=${folder}/out`, "--log-level=error"]);
  assert.match(readFileSync(join(folder, "out/source.css"), "utf8"), /--refund-/);
});

test("the licences and the script tag's build are inside", () => {
  const root = require.resolve("refund-widget/package.json").replace("package.json", "");
  const { unpkg, jsdelivr } = require("refund-widget/package.json");
  for (const path of ["LICENSE-APACHE", "LICENSE-MIT", unpkg, jsdelivr]) assert.ok(readFileSync(join(root, path)).length, path);
  const folder = join(root, unpkg, "..");
  for (const path of ["load.js", "refund-widget.wasm", "widget.css", "strings/en.json", "words/en.json"]) readFileSync(join(folder, path));
});
