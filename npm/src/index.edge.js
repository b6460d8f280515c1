// The entry for Next's edge runtime and Vercel's functions: as for Cloudflare's workers, but `?module` names a compiled module. It is
// imported when it is needed: a module that waits for it is one that Turbopack gives to components before it is there.
import { createLoader } from "./slim.js";

export { RefundError } from "./error.js";

const compiled = async () => (await import("./evaluator_bg.wasm?module")).default;

export const loadPolicy = /* @__PURE__ */ createLoader(compiled);
