// Vite: the build as it is published, and the development server, which also prepares dependencies by itself.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { page } from "../page.js";
import { serve } from "../serve.js";

const prepare = (app) => writeFileSync(join(app, "index.html"), page(`<script type="module" src="/main.js"></script>`));

/** Two releases are told apart by the name that they are installed under. */
const hosts = (module, isSmall) => [
  {
    name: "Vite, build", module, isSmall,
    open: async (app) => {
      const { build } = await import(module);
      prepare(app);
      await build({ root: app, logLevel: "error" });
      return serve(join(app, "dist"));
    },
  },
  {
    name: "Vite, development server", module, isSmall,
    open: async (app) => {
      const { createServer } = await import(module);
      prepare(app);
      const server = await createServer({ root: app, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
      await server.listen();
      return { url: server.resolvedUrls.local[0], close: () => server.close() };
    },
  },
];

export default [...hosts("vite", true), ...hosts("vite-7", false)];
