// Rspack, which is configured as webpack is.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../compile.js";
import { page } from "../page.js";
import { serve } from "../serve.js";

const built = (mode) => async (app) => {
  const { rspack } = await import("@rspack/core");
  await compile(rspack, { mode, context: app, entry: "./main.js", output: { path: join(app, "dist") }, performance: false });
  writeFileSync(join(app, "dist/index.html"), page(`<script src="main.js"></script>`));
  return serve(join(app, "dist"));
};

export default ["production", "development"].map((mode) => ({ name: `Rspack, ${mode}`, module: "@rspack/core", open: built(mode) }));
