// The entry for pages, Node and bundlers.
import { loader } from "./policy.js";
import { start } from "./start.js";

export { RefundError } from "./error.js";

export const loadPolicy = loader(start);
