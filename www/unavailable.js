// What to set where WebAssembly does not start, as far as the engine says what is in the way. The package's `loadPolicy` says the same.

/** What a page has to set. Each engine has its own words for what the page's policy forbids. */
export const remedy = (error) => (/eval|CSP|content security policy/i.test(error) ? "add 'wasm-unsafe-eval' to the page's script-src" : undefined);

/** Passes an error on, with what to set in its message. */
export const explain = (error) => {
  const hint = remedy(error);
  throw hint ? Error(`${error.message} (${hint})`) : error;
};
