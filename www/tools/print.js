// Paper: the widget alone, of all that stands in the page.

/** What is printed alone bears this attribute meanwhile. */
const PRINTED = "data-refund-print";
const ALONE = `@media print {
  :not(:has([${PRINTED}]), [${PRINTED}], [${PRINTED}] *) { display: none !important; }
  :has([${PRINTED}]) { all: revert !important; display: block !important; }
}`;

/** Prints an element alone, of all that stands in the page, with everything in it unfolded. @param {Element} element */
export const print = (element) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ALONE);
  const folded = [...(element.shadowRoot?.querySelectorAll("details:not([open])") ?? [])];
  const path = [...hostsOf(element)];
  for (const host of path) {
    host.toggleAttribute(PRINTED, true);
    rootOf(host).adoptedStyleSheets.push(sheet);
  }
  for (const details of folded) details.toggleAttribute("open", true);
  const restore = () => {
    for (const host of path) {
      host.toggleAttribute(PRINTED, false);
      rootOf(host).adoptedStyleSheets = rootOf(host).adoptedStyleSheets.filter((other) => other !== sheet);
    }
    for (const details of folded) details.toggleAttribute("open", false);
  };
  addEventListener("afterprint", restore, { once: true });
  globalThis.print();
};

/** An element, and the hosts of the shadow roots that it stands in. @param {Element} element @returns {Generator<Element>} */
function* hostsOf(element) {
  yield element;
  const root = rootOf(element);
  if (root instanceof ShadowRoot) yield* hostsOf(root.host);
}

/** @param {Element} element */
const rootOf = (element) => /** @type {Document | ShadowRoot} */ (element.getRootNode());
