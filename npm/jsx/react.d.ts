/** `refund-widget/react`: the element and its tag in React's JSX. React 19 sets properties and hears events of elements. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { RefundWidgetElement, RefundWidgetTag } from "../element.js";

export * from "../element.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "refund-widget": Omit<DetailedHTMLProps<HTMLAttributes<RefundWidgetElement>, RefundWidgetElement>, keyof RefundWidgetTag> & RefundWidgetTag;
    }
  }
}
