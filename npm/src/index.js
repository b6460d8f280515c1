// The entry for pages and their bundlers.
import { loader } from "./policy.js";
import { start } from "./start.js";

export { RefundError } from "./error.js";

export const loadPolicy = /* @__PURE__ */ loader(start);
