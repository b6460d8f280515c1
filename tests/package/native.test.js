// Native and wasm: the same answers, byte for byte, although the one has its zones from chrono-tz and its formats from ICU4X,
// and the other both from the engine. Every shipped case and more than ten thousand made ones, of every policy in every locale.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { RefundError, loadPolicy } from "refund-widget";
import { natively } from "./native.js";
import { IDS, cases, document } from "./shipped.js";

const LOCALES = ["es", "fr", "en"];
const MADE = 10_500;

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

/** The package's answer to a case, as the command line words it. */
const answer = (policy, { id, at, facts }, locale) => {
  try {
    return { id, decision: policy.evaluate(facts, { at, locale }) };
  } catch (error) {
    if (!(error instanceof RefundError)) throw error;
    const [problem] = error.problems;
    return { id, error: { ...problem, pointer: `/facts${problem.pointer}` } };
  }
};

// What ICU4X writes otherwise than the engine: signs of currencies, which stand in texts alone.
const differences = JSON.parse(readFileSync(join(process.env.ROOT, "crates/native/tests/intl-differences.json"), "utf8"));
const asTheEngineWrites = (line, locale) =>
  differences.filter(([tag]) => tag === locale).reduce((text, [, own, other]) => text.replaceAll(own, other), line);

const compare = (id, policy, lines, locale) =>
  natively(id, lines, locale).forEach((line, index) =>
    assert.equal(asTheEngineWrites(line, locale), JSON.stringify(answer(policy, lines[index], locale))),
  );

for (const id of IDS) {
  test(`${id}: the same bytes natively and as wasm`, async () => {
    const policy = await loadPolicy(document(id));
    const shipped = cases(id).map(({ id: name, at, facts }) => ({ id: name, at, facts }));
    const many = made(id, MADE / IDS.length);
    LOCALES.forEach((locale, index) => {
      compare(id, policy, shipped, locale);
      compare(id, policy, many.filter((_, number) => number % LOCALES.length === index), locale);
    });
  });
}

test("what is refused is refused in the same words", async () => {
  const policy = await loadPolicy(document("passport-forms"));
  const deep = JSON.parse("[".repeat(60) + "]".repeat(60));
  const wrong = [
    { reson: "changed_mind" }, { reason: "change_mind" }, { reason: null }, { forms_used: 1 }, [], "x", 0.5, deep,
    { purchased_at: "yesterday" }, { purchased_at: "2999-01-01T00:00:00Z" }, { applications_ordered: 9_007_199_254_740_993 },
    { applications_ordered: 1e300 }, { applications_ordered: 0.1 + 0.2 }, { applications_ordered: 1, applications_cancelled: 2 },
    { amount_paid: { minor: 9_007_199_254_740_993, currency: "EUR" } }, { amount_paid: { minor: 1.5, currency: "EUR" } },
    { amount_paid: { minor: 1, currency: "eur" } }, { ["x".repeat(65)]: 1 }, { reason: "x".repeat(20_001) },
    Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`f${index}`, index])), { reason: Array(257).fill(0) },
  ];
  const lines = wrong.map((facts, index) => ({ id: index, at: "2026-11-20T10:00:00Z", facts }));
  for (const { id, at, facts } of lines) assert.throws(() => policy.evaluate(facts, { at, locale: "en" }), RefundError, `${id}`);
  compare("passport-forms", policy, lines, "en");
});
