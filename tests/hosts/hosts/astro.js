// Astro: the package while a page is made, and in its script with the element.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, newer } from "../process.js";
import { serve } from "../serve.js";

const PAGE = `---
import { readFileSync } from "node:fs";
import { loadPolicy } from "refund-widget";
import "refund-widget/themes/calm.css";

const policy = await loadPolicy(readFileSync(process.env.POLICY, "utf8"));
const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), amount_paid: { minor: 4990, currency: "EUR" } };
const { status } = policy.evaluate({ ...facts, forms_delivered: false });
---
<html lang="en">
<head><meta charset="utf-8"><title>Shop</title></head>
<body data-status={status}>
<refund-widget policy="/policy.json" lang="en" facts={JSON.stringify(facts)}></refund-widget>
<script>
import { loadPolicy } from "refund-widget";
import "refund-widget/element";

const { status } = document.body.dataset;
const facts = JSON.parse(document.querySelector("refund-widget").getAttribute("facts"));
loadPolicy("/policy.json").then(
  (policy) => {
    const inPage = policy.evaluate({ ...facts, forms_delivered: false }).status;
    globalThis.told = status === inPage ? inPage : \`\${status} while the page was made, \${inPage} in it\`;
  },
  (error) => (globalThis.told = String(error)),
);
</script>
</body>
</html>
`;

const prepare = (app) => {
  mkdirSync(join(app, "src/pages"), { recursive: true });
  writeFileSync(join(app, "src/pages/index.astro"), PAGE);
  process.env.POLICY = new URL("../../../policies/passport-forms/policy.json", import.meta.url).pathname;
};

const built = async (app) => {
  prepare(app);
  await newer.run(app, "astro", "build");
  return serve(join(app, "dist"));
};

const served = async (app) => {
  prepare(app);
  const port = String(await freePort());
  return newer.start(app, `http://127.0.0.1:${port}/`, "astro", "dev", "--host", "127.0.0.1", "--port", port);
};

export default [
  { name: "Astro, build", module: "astro", open: built },
  { name: "Astro, development server", module: "astro", open: served },
];
