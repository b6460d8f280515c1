// Every worker has its own `refund serve`: a free port on loopback, and a database that ends with it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test as base } from "@playwright/test";

export { expect } from "@playwright/test";

const root = new URL("../../", import.meta.url).pathname;
const refund = process.env.REFUND ?? join(root, "target/debug/refund");

/** Starts the server, and waits for the first line that it prints: its address. */
const started = async (database) => {
  const server = spawn(refund, ["serve", "--port", "0", "--database", database, "--widget", "target/dist"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: server.stdout });
  const url = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`refund serve ended with ${code} before it was ready`)));
  });
  lines.resume();
  return { server, url: url.trim() };
};

/** `shop` is the demo shop's `{ url, database }`; pages open relative to it. */
export const test = base.extend({
  shop: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "refund-"));
      const database = join(folder, "requests.sqlite");
      const { server, url } = await started(database);
      await use({ url, database });
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
});
