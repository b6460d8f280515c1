// The entry for Cloudflare's workers, which refuse to compile bytes and import a compiled module instead.
import module from "./evaluator_bg.wasm";
import { createLoader } from "./slim.js";

export { RefundError } from "./error.js";

export const loadPolicy = /* @__PURE__ */ createLoader(module);
