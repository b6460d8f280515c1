// Programs of the hosts, from node_modules/.bin.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const bin = (program) => fileURLToPath(new URL(`node_modules/.bin/${program}`, import.meta.url));
const QUIET = { CI: "1", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

const started = (app, variables, program, args) => {
  const child = spawn(bin(program), args, { cwd: app, env: { ...process.env, ...QUIET, ...variables }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(text));
  return { child, said: () => said.join("") };
};

const programs = (variables) => ({
  /** Runs a program in an app's folder to its end; what it said is the error where it fails. */
  run: (app, program, ...args) =>
    new Promise((resolve, reject) => {
      const { child, said } = started(app, variables, program, args);
      child.on("error", reject);
      child.on("close", (code) => (code === 0 ? resolve(said()) : reject(new Error(said()))));
    }),

  /** Starts a server in a group of its own, so that what it starts ends with it, and waits until its address answers. */
  start: async (app, url, program, ...args) => {
    const { child, said } = started(app, variables, program, args);
    let ended = false;
    child.on("error", () => (ended = true));
    child.on("exit", () => (ended = true));
    const close = () => ended || process.kill(-child.pid);
    for (const until = Date.now() + 60_000; ; ) {
      if (ended || Date.now() > until) {
        close();
        throw new Error(said());
      }
      if (await fetch(url).then((response) => response.ok, () => false)) return { url, close };
      await new Promise((later) => setTimeout(later, 200));
    }
  },
});

export const { run, start } = programs({});

/** The same in Node 24, for hosts that the project's own Node is too old for. */
export const newer = programs({ PATH: `${fileURLToPath(new URL("node_modules/node-24/bin", import.meta.url))}:${process.env.PATH}` });

/** A port that nothing listens at. */
export const freePort = async () => {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
};
