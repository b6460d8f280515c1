/** What to do where WebAssembly does not start, as far as the engine says why. */
export const remedy = (error) => {
  const message = String(error?.message ?? error);
  if (!globalThis.WebAssembly) return "this engine has no WebAssembly, or it is switched off";
  if (/content security policy|\bCSP\b|unsafe-eval/i.test(message)) return "add 'wasm-unsafe-eval' to the page's script-src";
  if (/disallowed by embedder|code generation/i.test(message)) {
    return "this runtime compiles no bytes: bundle with the condition `workerd`, or give `refund-widget/slim` a compiled module";
  }
  return undefined;
};
