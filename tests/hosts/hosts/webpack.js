// webpack 5 as it is without a configuration file: a classic script; and its development server.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../compile.js";
import { page } from "../page.js";
import { serve } from "../serve.js";

// Performance hints speak of sizes that a shop decides on.
const options = (app, mode) => ({ mode, context: app, entry: "./main.js", output: { path: join(app, "dist") }, performance: false });

const show = (app) => {
  mkdirSync(join(app, "dist"), { recursive: true });
  writeFileSync(join(app, "dist/index.html"), page(`<script src="main.js"></script>`));
};

const built = (mode) => async (app) => {
  const { default: webpack } = await import("webpack");
  await compile(webpack, options(app, mode));
  show(app);
  return serve(join(app, "dist"));
};

const served = async (app) => {
  const { default: webpack } = await import("webpack");
  const { default: Server } = await import("webpack-dev-server");
  show(app);
  const compiler = webpack({ ...options(app, "development"), stats: "none", infrastructureLogging: { level: "error" } });
  const server = new Server({ host: "127.0.0.1", port: "auto", static: join(app, "dist"), hot: false }, compiler);
  await server.start();
  return { url: `http://127.0.0.1:${server.server.address().port}/`, close: () => server.stop() };
};

export default [
  { name: "webpack, production", module: "webpack", isSmall: true, open: built("production") },
  { name: "webpack, development", module: "webpack", open: built("development") },
  { name: "webpack, development server", module: "webpack", open: served },
];
