// Out of a bundler with no plugin, in Node and in a worker. ESBUILD and WORKERD are their executables.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { document } from "./shipped.js";

/** Bundles an entry into a folder of its own, which is returned. */
const bundled = (entry, ...options) => {
  const folder = mkdtempSync("bundle-");
  const source = join(folder, "source.js");
  writeFileSync(source, entry);
  const out = ["--bundle", "--format=esm", "--splitting", `--outdir=${folder}`, "--entry-names=app", "--log-level=error"];
  execFileSync(process.env.ESBUILD, [source, ...out, ...options]);
  return folder;
};

const policy = JSON.stringify(document("smm-services"));

for (const platform of ["browser", "node"]) {
  test(`a bundle for the platform ${platform} runs`, () => {
    const folder = bundled(
      `import { loadPolicy } from "refund-widget";
       import "refund-widget/element";
       const policy = await loadPolicy(${policy});
       console.log(policy.evaluate({}).status);`,
      `--platform=${platform}`,
    );
    const answer = execFileSync(process.execPath, [join(folder, "app.js")], { encoding: "utf8" });
    assert.equal(answer.trim(), "needs_information");
    assert.deepEqual(readdirSync(folder).filter((file) => !file.endsWith(".js")), []);
  });
}

test("a worker that may not compile bytes evaluates", () => {
  const folder = bundled(
    `import { loadPolicy } from "refund-widget";
     export default {
       async test() {
         const policy = await loadPolicy(${policy});
         const { status } = policy.evaluate({});
         if (status !== "needs_information") throw new Error(status);
       },
     };`,
    "--conditions=workerd",
    "--loader:.wasm=copy",
  );
  const kinds = { ".js": "esModule", wasm: "wasm" };
  const files = readdirSync(folder).filter((file) => file !== "source.js");
  files.sort((one) => (one === "app.js" ? -1 : 1)); // the first is the worker
  const modules = files.map((file) => `(name = "${file}", ${kinds[file.slice(-4)] ?? kinds[file.slice(-3)]} = embed "${file}")`);
  const config = join(folder, "worker.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
     const unit :Workerd.Config = (services = [(name = "main", worker = .worker)]);
     const worker :Workerd.Worker = (modules = [${modules.join(", ")}], compatibilityDate = "2026-11-01");`,
  );
  execFileSync(process.env.WORKERD, ["test", config], { stdio: ["ignore", "inherit", "pipe"] });
});
