// The entry for pages, Node and bundlers. The wasm is inlined, because no way to name a file beside a module works in all of them.
import * as evaluator from "./evaluator.js";
import wasm from "./evaluator.wasm.js";
import { inlined } from "./inlined.js";
import { loader } from "./policy.js";

export { RefundError } from "./error.js";

export const loadPolicy = loader(async () => {
  await evaluator.default({ module_or_path: await inlined(wasm) });
  return evaluator;
});
