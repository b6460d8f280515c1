// Rollup with the plugin that lets it find packages at all.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { page } from "../page.js";
import { serve } from "../serve.js";

const built = (output, head) => async (app) => {
  const { rollup } = await import("rollup");
  const { default: resolve } = await import("@rollup/plugin-node-resolve");
  const onwarn = (warning) => {
    throw new Error(warning.message);
  };
  const bundle = await rollup({ input: join(app, "main.js"), plugins: [resolve({ browser: true })], onwarn });
  await bundle.write({ dir: join(app, "dist"), ...output });
  writeFileSync(join(app, "dist/index.html"), page(head));
  return serve(join(app, "dist"));
};

export default [
  { name: "Rollup, ESM", module: "rollup", open: built({ format: "es" }, `<script type="module" src="main.js"></script>`) },
  {
    name: "Rollup, IIFE", module: "rollup",
    open: built({ format: "iife", inlineDynamicImports: true }, `<script src="main.js"></script>`),
  },
];
