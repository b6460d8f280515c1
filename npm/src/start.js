// The evaluator with its wasm inlined, because no way to name a file beside a module works in every bundler.
import * as evaluator from "./evaluator.js";
import wasm from "./evaluator.wasm.js";
import { inlined } from "./inlined.js";

let started;

/** Starts the evaluator, once for the package and its element; rejects where WebAssembly is not to be had. */
export const start = () =>
  (started ??= instantiate().catch((error) => {
    started = undefined; // the next call may have better luck
    throw error;
  }));

const instantiate = async () => {
  await evaluator.default({ module_or_path: await inlined(wasm) });
  return evaluator;
};
