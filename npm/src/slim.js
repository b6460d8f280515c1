// The entry without the wasm, for who serves or compiles `refund-widget/evaluator.wasm` by themselves.
import * as evaluator from "./evaluator.js";
import { loader } from "./policy.js";

export { RefundError } from "./error.js";

/** Makes `loadPolicy` for a wasm of one's own: a compiled module, its bytes, a response or an address, or a promise of it. */
export const createLoader = (wasm) =>
  loader(async () => {
    await evaluator.default({ module_or_path: await (typeof wasm === "function" ? wasm() : wasm) });
    return evaluator;
  });
