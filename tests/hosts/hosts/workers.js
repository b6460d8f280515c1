// Cloudflare's workers by wrangler: in its development server, and as it would be deployed. Importing the element has no effect.
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, newer } from "../process.js";

const WORKER = `import { loadPolicy } from "refund-widget";
import "refund-widget/element";
import document from "./policy.json";

export default {
  async fetch() {
    const policy = await loadPolicy(document);
    const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), forms_delivered: false };
    return Response.json({ status: policy.evaluate(facts).status, elements: typeof customElements });
  },
};
`;
const DATE = ["--compatibility-date", "2026-11-01"];

const prepare = (app) => {
  writeFileSync(join(app, "worker.js"), WORKER);
  copyFileSync(fileURLToPath(new URL("../../../policies/passport-forms/policy.json", import.meta.url)), join(app, "policy.json"));
};

const answered = async (app, ...worker) => {
  const port = String(await freePort());
  const { url, close } = await newer.start(app, `http://127.0.0.1:${port}/`, "wrangler", "dev", ...worker, ...DATE, "--ip", "127.0.0.1", "--port", port);
  try {
    const { status, elements } = await (await fetch(url)).json();
    return { loadPolicy: status === "qualifies" ? null : `it says ${status}`, element: elements === "undefined" ? null : `there are elements: ${elements}` };
  } finally {
    close();
  }
};

const deployed = async (app) => {
  prepare(app);
  await newer.run(app, "wrangler", "deploy", "worker.js", "--name", "shop", ...DATE, "--dry-run", "--outdir", "out");
  return answered(app, "out/worker.js", "--no-bundle");
};

const served = async (app) => {
  prepare(app);
  return answered(app, "worker.js");
};

export default [
  { name: "Cloudflare's workers, as deployed", module: "wrangler", check: deployed },
  { name: "Cloudflare's workers, development server", module: "wrangler", check: served },
];
