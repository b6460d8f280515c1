// Parcel 2, which reads `main` and not `exports` unless it is told otherwise; and its development server.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { page } from "../page.js";
import { freePort, run, start } from "../process.js";
import { serve } from "../serve.js";

const prepare = (app) => writeFileSync(join(app, "index.html"), page(`<script type="module" src="main.js"></script>`));

const built = async (app) => {
  prepare(app);
  await run(app, "parcel", "build", "index.html", "--no-cache");
  return serve(join(app, "dist"));
};

const served = async (app) => {
  prepare(app);
  const port = await freePort();
  return start(app, `http://127.0.0.1:${port}/`, "parcel", "serve", "index.html", "--no-cache", "--no-hmr", "--host", "127.0.0.1", "--port", String(port));
};

export default [
  { name: "Parcel, build", module: "parcel", isSmall: true, open: built },
  { name: "Parcel, development server", module: "parcel", open: served },
];
