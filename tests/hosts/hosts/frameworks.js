// The element made by a framework in the page, which sets its properties: an object for the facts, a text for what is a text.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { page } from "../page.js";
import { serve } from "../serve.js";

const PROPERTIES = `{
  policy: "/policy.json", lang: "en", orderId: "A-1001",
  facts: { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), amount_paid: { minor: 4990, currency: "EUR" } },
}`;

const FRAMEWORKS = {
  react: `import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    createRoot(document.body).render(createElement("refund-widget", ${PROPERTIES}));`,
  vue: `import { createApp, h } from "vue/dist/vue.runtime.esm-bundler.js";
    createApp({ render: () => h("refund-widget", ${PROPERTIES}) }).mount(document.body);`,
};

const shown = (module) => async (app) => {
  const { build } = await import("esbuild");
  const entry = join(app, "framework.js");
  writeFileSync(entry, `import "./main.js";\n${FRAMEWORKS[module]}`);
  const define = { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" };
  await build({ entryPoints: [entry], outdir: join(app, "dist"), bundle: true, logLevel: "error", define });
  // When the body is there.
  writeFileSync(join(app, "dist/index.html"), page(`<script src="framework.js" defer></script>`, ""));
  return serve(join(app, "dist"));
};

export default [
  { name: "React, in the page", module: "react", open: shown("react") },
  { name: "Vue, in the page", module: "vue", open: shown("vue") },
];
