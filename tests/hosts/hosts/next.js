// Next by both of its bundlers: the element in a client component, the package in a server component, in the page and at the edge.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, run, start } from "../process.js";

const FILES = {
  "app/layout.jsx": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.jsx": `import { readFileSync } from "node:fs";
import { loadPolicy } from "refund-widget";
import { Refund } from "./refund.jsx";

export const dynamic = "force-dynamic";

// A server component.
export default async function Page() {
  const policy = await loadPolicy(readFileSync(process.env.POLICY, "utf8"));
  const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), amount_paid: { minor: 4990, currency: "EUR" } };
  const { status } = policy.evaluate({ ...facts, forms_delivered: false });
  return <Refund status={status} facts={JSON.stringify(facts)} />;
}
`,
  "app/refund.jsx": `"use client";
import { useEffect } from "react";
import { loadPolicy } from "refund-widget";
import "refund-widget/element";
import "refund-widget/themes/calm.css";

export function Refund({ status, facts }) {
  useEffect(() => {
    const { purchased_at } = JSON.parse(facts);
    loadPolicy("/policy.json").then(
      (policy) => {
        const inPage = policy.evaluate({ reason: "changed_mind", purchased_at, forms_delivered: false }).status;
        globalThis.told = status === inPage ? status : \`\${status} on the server, \${inPage} in the page\`;
      },
      (error) => (globalThis.told = String(error)),
    );
  }, []);
  return <refund-widget policy="/policy.json" lang="en" facts={facts} />;
}
`,
};

/** The page at the edge, which has no files. */
const EDGE = {
  ...FILES,
  "app/page.jsx": FILES["app/page.jsx"]
    .replace('import { readFileSync } from "node:fs";', 'import document from "./policy.json";')
    .replace('readFileSync(process.env.POLICY, "utf8")', "document")
    .replace("export const dynamic", 'export const runtime = "edge";\nexport const dynamic'),
};

const POLICY = new URL("../../../policies/passport-forms/policy.json", import.meta.url).pathname;

const prepare = (app, files) => {
  mkdirSync(join(app, "app"));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(app, file), text);
  copyFileSync(POLICY, join(app, "app/policy.json"));
  process.env.POLICY = POLICY;
};

const built = (bundler, files = FILES) => async (app) => {
  prepare(app, files);
  await run(app, "next", "build", bundler);
  const port = String(await freePort());
  return start(app, `http://localhost:${port}/`, "next", "start", "--hostname", "localhost", "--port", port);
};

const served = (bundler, files = FILES) => async (app) => {
  prepare(app, files);
  const port = String(await freePort());
  return start(app, `http://localhost:${port}/`, "next", "dev", "--hostname", "localhost", "--port", port, bundler);
};

const hosts = (name, files) =>
  ["Turbopack", "webpack"].flatMap((bundler) => {
    const option = `--${bundler.toLowerCase()}`;
    return [
      { name: `${name}, ${bundler}, build`, module: "next", open: built(option, files) },
      { name: `${name}, ${bundler}, development server`, module: "next", open: served(option, files) },
    ];
  });

export default [...hosts("Next", FILES), ...hosts("Next, edge runtime", EDGE)];
