// TypeScript: the tag in the JSX and the templates of frameworks, and what tools for packages say of the types.
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "../process.js";

const here = fileURLToPath(new URL("..", import.meta.url));

/** A project of `types/`, beside the installed package. */
const checked = (project) => async (app) => {
  cpSync(`${here}/types`, app, { recursive: true });
  cpSync(`${here}/../../policies/passport-forms/policy.json`, `${app}/policy.json`);
  await run(app, "tsc", "--project", `tsconfig${project}.json`);
  return { element: null, loadPolicy: project ? undefined : null };
};

const packed = (program, ...args) => async () => {
  await run(here, program, ...args, process.env.PACKAGE);
  return { loadPolicy: null, element: null };
};

export default [
  { name: "TypeScript, DOM, Svelte and Vue", module: "typescript", isSmall: true, check: checked("") },
  { name: "TypeScript, React", module: "@types/react", isSmall: true, check: checked(".react") },
  { name: "TypeScript, Preact", module: "preact", isSmall: true, check: checked(".preact") },
  { name: "TypeScript, Solid", module: "solid-js", isSmall: true, check: checked(".solid") },
  { name: "publint", module: "publint", isSmall: true, check: packed("publint", "--strict") },
  // Themes and the wasm have no types.
  { name: "Are the types wrong?", module: "@arethetypeswrong/cli", isSmall: true, check: packed("attw", "--profile", "node16", "--exclude-entrypoints", "./themes/*.css", "./evaluator.wasm", "--") },
];
