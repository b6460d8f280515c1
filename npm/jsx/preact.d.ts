/** `refund-widget/preact`: the element and its tag in Preact's JSX. */
import type { JSX } from "preact";
import type { RefundWidgetElement, RefundWidgetTag } from "../element.js";

export * from "../element.js";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "refund-widget": Omit<JSX.HTMLAttributes<RefundWidgetElement>, keyof RefundWidgetTag> & RefundWidgetTag;
    }
  }
}
