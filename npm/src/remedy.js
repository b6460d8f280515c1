// What to do where the evaluator does not start: what a page has to set, and in other hosts what else to import.
import { remedy as ofPage } from "./unavailable.js";

export const remedy = (error) => {
  if (!globalThis.WebAssembly) return "this engine has no WebAssembly, or it is switched off";
  const message = String(error?.message ?? error);
  if (/disallowed by embedder|code generation|not allowed in Edge Runtime/i.test(message)) {
    return "this runtime compiles no bytes: bundle with the condition `workerd` or `edge-light`, or give `refund-widget/slim` a compiled module";
  }
  if (/DecompressionStream/.test(message)) return "this runtime unpacks no wasm: give `refund-widget/slim` the bytes of `refund-widget/evaluator.wasm`";
  return ofPage(message);
};
