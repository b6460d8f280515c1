// Writes shapes.ts: real verdicts and requests as literals of their types, for tsc to find what the types do not name.
import { writeFileSync } from "node:fs";
import { loadPolicy } from "refund-widget";
import { IDS, cases, document } from "./shipped.js";

const lines = ['import type { Decision, RefundRequest, Verdict } from "refund-widget";'];
const declare = (type, value) => lines.push(`export const value${lines.length}: ${type} = ${JSON.stringify(value)};`);
for (const id of IDS) {
  const policy = await loadPolicy(document(id));
  for (const { at, facts } of cases(id)) {
    declare("Verdict", policy.evaluate(facts, { at, locale: "en" }));
    declare("Decision", policy.decide(facts, { at }));
    const attachments = [{ name: "a.png", type: "image/png", size: 1, sha256: "00", evidence: "screenshot" }];
    const details = { customer: { name: "Ana", email: "ana@example.com" }, wish: { kind: "credit" }, attachments };
    declare("RefundRequest", policy.request(facts, details, { at, locale: "fr" }));
  }
}
writeFileSync("shapes.ts", lines.join("\n") + "\n");
