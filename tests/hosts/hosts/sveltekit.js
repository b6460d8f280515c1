// SvelteKit: the package on the server and in the page, the element in a component that the server renders too.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, newer } from "../process.js";

const FILES = {
  "vite.config.js": `import { sveltekit } from "@sveltejs/kit/vite";
// SvelteKit is installed above the app's folder here.
export default { plugins: [sveltekit()], server: { fs: { allow: [".."] } } };
`,
  "src/app.html": `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Shop</title>%sveltekit.head%</head>
<body>%sveltekit.body%</body>
</html>
`,
  "src/routes/+page.server.js": `import { readFileSync } from "node:fs";
import { loadPolicy } from "refund-widget";

export const load = async () => {
  const policy = await loadPolicy(readFileSync(process.env.POLICY, "utf8"));
  const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000).toISOString(), amount_paid: { minor: 4990, currency: "EUR" } };
  return { facts, status: policy.evaluate({ ...facts, forms_delivered: false }).status };
};
`,
  "src/routes/+page.svelte": `<script>
  import { onMount } from "svelte";
  import { loadPolicy } from "refund-widget";
  import "refund-widget/element";
  import "refund-widget/themes/calm.css";

  const { data } = $props();
  onMount(() => {
    loadPolicy("/policy.json").then(
      (policy) => {
        const inPage = policy.evaluate({ ...data.facts, forms_delivered: false }).status;
        globalThis.told = data.status === inPage ? inPage : \`\${data.status} on the server, \${inPage} in the page\`;
      },
      (error) => (globalThis.told = String(error)),
    );
  });
</script>

<refund-widget policy="/policy.json" lang="en" facts={JSON.stringify(data.facts)}></refund-widget>
`,
};

const prepare = (app) => {
  mkdirSync(join(app, "src/routes"), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(app, file), text);
  writeFileSync(join(app, "package.json"), `{ "name": "shop", "private": true, "type": "module" }`);
  process.env.POLICY = new URL("../../../policies/passport-forms/policy.json", import.meta.url).pathname;
};

const serve = async (app, ...command) => {
  const port = String(await freePort());
  return newer.start(app, `http://127.0.0.1:${port}/`, "vite", ...command, "--host", "127.0.0.1", "--port", port);
};

const built = async (app) => {
  prepare(app);
  await newer.run(app, "vite", "build");
  return serve(app, "preview");
};

const served = async (app) => {
  prepare(app);
  return serve(app, "dev");
};

export default [
  { name: "SvelteKit, build", module: "@sveltejs/kit", open: built },
  { name: "SvelteKit, development server", module: "@sveltejs/kit", open: served },
];
