// Node, Deno and Bun: the package evaluates, imported and required; importing the element has no effect.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const policy = pathToFileURL(fileURLToPath(new URL("../../../policies/passport-forms/policy.json", import.meta.url))).href;
const bin = (path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

const FACTS = `{ reason: "changed_mind", purchased_at: new Date(Date.now() - 3600_000), forms_delivered: false }`;
const PROGRAMS = {
  import: {
    "package.mjs": `import { loadPolicy } from "refund-widget";
      const policy = await loadPolicy("${policy}");
      console.log(policy.evaluate(${FACTS}).status);`,
    "element.mjs": `import "refund-widget/element"; console.log(typeof customElements);`,
  },
  require: {
    "package.cjs": `const { loadPolicy } = require("refund-widget");
      loadPolicy("${policy}").then((policy) => console.log(policy.evaluate(${FACTS}).status));`,
    "element.cjs": `require("refund-widget/element"); console.log(typeof customElements);`,
  },
};
const EXPECTED = { package: "qualifies", element: "undefined" };

const host = (name, way, program, module, { isSmall, version, args = [] } = {}) => ({
  name: `${name}, ${way}`, module, version, isSmall,
  check: (app) => {
    const told = (file) => {
      writeFileSync(join(app, file), PROGRAMS[way][file]);
      const text = execFileSync(program, [...args, join(app, file)], { encoding: "utf8", cwd: app, stdio: ["ignore", "pipe", "pipe"] }).trim();
      return text === EXPECTED[file.split(".")[0]] ? null : `it says ${text}`;
    };
    const [loadPolicy, element] = Object.keys(PROGRAMS[way]).map(told);
    return { loadPolicy, element };
  },
});

const both = (name, ...rest) => ["import", "require"].map((way) => host(name, way, ...rest));

export default [
  ...both("Node", process.execPath, undefined, { isSmall: true, version: process.versions.node }),
  ...both("Node", bin("node-20.0/bin/node"), "node-20.0"),
  ...both("Node", bin("node-24/bin/node"), "node-24"),
  ...both("Deno", bin(".bin/deno"), "deno", { args: ["run", "--allow-read", "--allow-env"] }),
  ...both("Bun", bin(`@oven/bun-linux-${process.arch}/bin/bun`), "bun"),
];
