// Jest and Vitest, with either DOM that they have for tests: the package evaluates, and the element comes to a verdict by a click.
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newer, run } from "../process.js";

const TESTS = `
const facts = { reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000) };

test("loadPolicy", async () => {
  const policy = await loadPolicy(document_);
  expect(policy.evaluate({ ...facts, forms_delivered: false }).status).toBe("qualifies");
  expect(() => policy.evaluate({ reasson: "changed_mind" })).toThrow(RefundError);
});

test("element", async () => {
  document.body.innerHTML = '<refund-widget lang="en"><a href="/contact">Contact</a></refund-widget>';
  const widget = document.querySelector("refund-widget");
  const told = new Promise((resolve, reject) => {
    widget.addEventListener("refund-ready", resolve);
    widget.addEventListener("refund-error", ({ detail }) => reject(new Error(detail.code + ": " + detail.message)));
  });
  widget.facts = { ...facts, amount_paid: { minor: 4990, currency: "EUR" } };
  widget.policy = document_;
  await told;
  const verdict = new Promise((resolve) => widget.addEventListener("refund-verdict", ({ detail }) => detail.status === "qualifies" && resolve()));
  widget.shadowRoot.querySelector("#answer-no").click();
  await verdict;
  expect(widget.verdict.status).toBe("qualifies");
  expect(widget.shadowRoot.querySelector(".verdict").dataset.status).toBe("qualifies");
});
`;

const REQUIRED = (environment) => `/** @jest-environment ${environment} */
const { loadPolicy, RefundError } = require("refund-widget");
require("refund-widget/element");
const document_ = require("./policy.json");
${TESTS}`;

const IMPORTED = (environment) => `// @vitest-environment ${environment}
import { expect, test } from "vitest";
import { loadPolicy, RefundError } from "refund-widget";
import "refund-widget/element";
import document_ from "./policy.json";
${TESTS}`;

const host = (name, module, environment, source, test) => ({
  name: `${name}, ${environment.includes("happy") ? "happy-dom" : "jsdom"}`, module,
  check: async (app) => {
    writeFileSync(join(app, "shop.test.js"), source(environment));
    copyFileSync(fileURLToPath(new URL("../../../policies/passport-forms/policy.json", import.meta.url)), join(app, "policy.json"));
    const tried = (part) => test(app, part).then(() => null, (error) => error.message);
    return { loadPolicy: await tried("loadPolicy"), element: await tried("element") };
  },
});

const jest = (app, part) => run(app, "jest", "--testNamePattern", part);
const vitest = (app, part) => newer.run(app, "vitest", "run", "--testNamePattern", part);

export default [
  host("Jest", "jest", "jsdom", REQUIRED, jest),
  host("Jest", "jest", "@happy-dom/jest-environment", REQUIRED, jest),
  host("Vitest", "vitest", "jsdom", IMPORTED, vitest),
  host("Vitest", "vitest", "happy-dom", IMPORTED, vitest),
];
