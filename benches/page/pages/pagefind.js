// It loads its index and its wasm when somebody begins to type; here at once, as for a shopper who waits for an answer.
import "/pagefind/pagefind-component-ui.js";

await globalThis.PagefindComponents.getInstanceManager().getInstance("default").triggerLoad();
globalThis.readyAfter = performance.now();
