// The entry for Node, Deno and Bun, which read the wasm from its file. index.cjs is made of this one.
import { readFile } from "node:fs/promises";
import * as evaluator from "./evaluator.js";
import { inlined } from "./inlined.js";
import { loader } from "./policy.js";

export { RefundError } from "./error.js";

// Not in one expression: bundlers would take it for a file of theirs.
const here = import.meta.url;

/** In a server's bundle the file does not lie beside this one, and what was inlined is taken. */
const wasm = async () => {
  try {
    return await readFile(new URL("evaluator_bg.wasm", here));
  } catch {
    return inlined((await import("./evaluator.wasm.js")).default);
  }
};

const start = async () => {
  evaluator.initSync({ module: await WebAssembly.compile(await wasm()) });
  return evaluator;
};

export const loadPolicy = /* @__PURE__ */ loader(start, { readFile });
