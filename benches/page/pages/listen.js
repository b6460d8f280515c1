// Notes when an event first comes: `performance.now()` counts from the navigation.
const { event } = document.currentScript.dataset;
// A component's `load` does not reach the window.
document.addEventListener(
  event,
  ({ target }) => {
    if (target.localName.includes("-")) globalThis.readyAfter ??= performance.now();
  },
  true,
);
