// `refund serve` on a free port of loopback, with a database that ends with it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = new URL("../../", import.meta.url).pathname;
export const REFUND = process.env.REFUND ?? join(root, "target/debug/refund");

/** Starts it, and waits for the first line that it prints: its address. */
const started = async (database) => {
  const server = spawn(REFUND, ["serve", "--port", "0", "--database", database, "--widget", "target/dist"], {
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

/** A demo shop of one's own: `{ url, database, stop }`. */
export const serve = async () => {
  const folder = await mkdtemp(join(tmpdir(), "refund-"));
  const database = join(folder, "requests.sqlite");
  const { server, url } = await started(database);
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await ended;
    await rm(folder, { recursive: true });
  };
  return { url, database, stop };
};
