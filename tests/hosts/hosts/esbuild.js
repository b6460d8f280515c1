// esbuild in its three kinds: one module, modules that are split, and a classic script.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { page } from "../page.js";
import { serve } from "../serve.js";

const built = (options, head) => async (app) => {
  const { build } = await import("esbuild");
  await build({ entryPoints: [join(app, "main.js")], outdir: join(app, "dist"), bundle: true, logLevel: "error", ...options });
  writeFileSync(join(app, "dist/index.html"), page(head));
  return serve(join(app, "dist"));
};
const module = `<script type="module" src="main.js"></script>`;

export default [
  { name: "esbuild, ESM", module: "esbuild", open: built({ format: "esm" }, module) },
  { name: "esbuild, ESM split", module: "esbuild", open: built({ format: "esm", splitting: true }, module) },
  { name: "esbuild, IIFE", module: "esbuild", isSmall: true, open: built({ format: "iife" }, `<script src="main.js"></script>`) },
];
