/** `refund-widget/slim`: the package without its wasm, which is `refund-widget/evaluator.wasm`. */
import type { loadPolicy } from "./types.js";

export * from "./types.js";

/** What a wasm can be given as. */
export type Wasm = WebAssembly.Module | BufferSource | Response | URL | string;

/**
 * Makes `loadPolicy` for a wasm of one's own. It must be of the same release as the package.
 *
 * @param wasm the wasm, a promise of it, or a function that gives it, which is called with the first policy
 */
export function createLoader(wasm: Wasm | Promise<Wasm> | (() => Wasm | Promise<Wasm>)): typeof loadPolicy;
