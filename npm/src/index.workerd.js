// The entry for Cloudflare's workers, which refuse to compile bytes and import a compiled module instead.
import * as evaluator from "./evaluator.js";
import module from "./evaluator_bg.wasm";
import { loader } from "./policy.js";

export { RefundError } from "./error.js";

const start = async () => {
  evaluator.initSync({ module });
  return evaluator;
};

export const loadPolicy = /* @__PURE__ */ loader(start);
