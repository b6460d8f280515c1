// axe-core in a page, whichever browser shows it: what breaks WCAG 2.2 AA or good practice, shadow roots included.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** To be evaluated in the page before `inspect`. It comes from outside the page, so the page's policies let it be. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What `inspect` takes: where to look, the widget or with "html" the whole page, and by which rules. */
export const options = (scope = "refund-widget") => [scope, TAGS];

/** Runs in the page, when it has come to rest; gives every violation in a line. The gradient of cards with a status is judged where it is strongest. */
export const inspect = async ([scope, tags]) => {
  const roots = [document, ...[...document.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean)];
  const endless = (animation) => animation.effect?.getTiming().iterations === Infinity;
  const animations = roots.flatMap((root) => root.getAnimations()).filter((animation) => !endless(animation));
  await Promise.allSettled(animations.map(({ finished }) => finished));
  const flat = new CSSStyleSheet();
  flat.replaceSync(".card[data-status] { background: color-mix(in srgb, var(--_status) 8%, var(--_surface)) !important }");
  const { shadowRoot } = document.querySelector("refund-widget");
  const sheets = [...shadowRoot.adoptedStyleSheets];
  shadowRoot.adoptedStyleSheets = [...sheets, flat];
  const { violations, incomplete } = await axe.run(scope, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations", "incomplete"] });
  shadowRoot.adoptedStyleSheets = sheets;
  // A colour before a gradient or a picture cannot be judged, and must not hide there.
  const isHidden = ({ any }) => ["bgGradient", "bgImage"].includes(any[0]?.data?.messageKey);
  const unjudged = incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(isHidden) }));
  const line = ({ id }, { target, html, any }) => `${id}: ${target.flat().at(-1)}: ${any[0]?.message ?? ""} ${html.slice(0, 160)}`;
  return [...violations, ...unjudged].flatMap((rule) => rule.nodes.map((node) => line(rule, node)));
};
