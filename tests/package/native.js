// The command line, which has the same evaluator natively: its zones are chrono-tz's and not the engine's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const refund = join(process.env.ROOT, "target/debug/refund");

/** The lines with which it answers to cases; the policy is an id or a file. */
export const natively = (policy, cases, locale) => {
  const input = cases.map((line) => JSON.stringify(line)).join("\n");
  const run = spawnSync(refund, ["evaluate", "--policy", policy, "--cases", "-", "--locale", locale], { input, maxBuffer: 2 ** 28 });
  assert.equal(run.status, 0, run.stderr.toString());
  return run.stdout.toString().trim().split("\n");
};
