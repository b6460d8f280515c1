/** `refund-widget/svelte`: the element and its tag in Svelte's templates. */
import type { HTMLAttributes } from "svelte/elements";
import type { RefundWidgetElement, RefundWidgetTag } from "../element.js";

export * from "../element.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "refund-widget": Omit<HTMLAttributes<RefundWidgetElement>, keyof RefundWidgetTag> & RefundWidgetTag;
  }
}
