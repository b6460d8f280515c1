// Native and wasm: the same verdicts, byte for byte, although the one has its zones from chrono-tz and the other from the
// engine. Every shipped case, in every locale, and many made ones around the ends of windows.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { loadPolicy } from "refund-widget";
import { IDS, cases, document } from "./shipped.js";

const refund = join(process.env.ROOT, "target/debug/refund");

/** The lines that the command line answers with. */
const natively = (id, lines, locale) => {
  const input = lines.map((line) => JSON.stringify(line)).join("\n");
  const run = spawnSync(refund, ["evaluate", "--policy", id, "--cases", "-", "--locale", locale], { input, maxBuffer: 2 ** 28 });
  assert.equal(run.status, 0, run.stderr.toString());
  return run.stdout.toString().trim().split("\n");
};

/** A number from 0 on, the same in every run (mulberry32). */
const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
};

const value = (fact, number, at) => {
  if (fact.none && number % 5 === 0) return null;
  switch (fact.type) {
    case "choice":
      return Object.keys(fact.of)[number % Object.keys(fact.of).length];
    case "flag":
      return number % 2 === 0;
    case "integer":
      return 1;
    case "number":
      return fact.max === 1 ? (number % 1001) / 1000 : (number % 200) / 2;
    case "money":
      return { minor: number % 100_000, currency: ["EUR", "USD", "JPY"][number % 3] };
    case "instant":
      return new Date(at - (number % 130) * 86_400_000 - (number % 86_400) * 1000).toISOString();
  }
};

const made = (id, count) => {
  const next = random(id.length);
  const { facts } = document(id);
  return Array.from({ length: count }, (_, index) => {
    const at = Date.UTC(2026, 0, 1) + (next() % (3 * 365 * 86_400)) * 1000;
    const known = Object.entries(facts).filter(() => next() % 5 > 0);
    return {
      id: `${id}-${index}`,
      at: new Date(at).toISOString(),
      facts: Object.fromEntries(known.map(([name, fact]) => [name, value(fact, next(), at)])),
    };
  });
};

for (const id of IDS) {
  test(`${id}: the same bytes natively and as wasm`, async () => {
    const policy = await loadPolicy(document(id));
    const compare = (lines, locale) =>
      natively(id, lines, locale).forEach((line, index) => {
        const { id: name, at, facts } = lines[index];
        const decision = policy.evaluate(facts, { at, locale });
        assert.equal(line, JSON.stringify({ id: name, decision }));
      });
    const shipped = cases(id).map(({ id: name, at, facts }) => ({ id: name, at, facts }));
    for (const locale of ["es", "fr", "en"]) compare(shipped, locale);
    compare(made(id, 400), "es");
  });
}
