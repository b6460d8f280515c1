/** `refund-widget/solid`: the element and its tag in Solid's JSX, with `prop:` for properties and `on:` for events. */
import type { JSX } from "solid-js";
import type { RefundWidgetElement, RefundWidgetEventMap, RefundWidgetProperties, RefundWidgetTag } from "../element.js";

export * from "../element.js";

type Prefixed =
  & { [Name in keyof RefundWidgetProperties as `prop:${Name}`]?: RefundWidgetProperties[Name] }
  & { [Name in keyof RefundWidgetEventMap as `on:${Name}`]?: (event: RefundWidgetEventMap[Name]) => void };

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "refund-widget": Omit<JSX.HTMLAttributes<RefundWidgetElement>, keyof RefundWidgetTag> & RefundWidgetTag & Prefixed;
    }
  }
}
