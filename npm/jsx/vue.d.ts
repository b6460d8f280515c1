/** `refund-widget/vue`: the element and its tag in Vue's templates and JSX. Tell Vue's compiler that it is an element (`isCustomElement`). */
import type { DefineComponent, HTMLAttributes } from "vue";
import type { RefundWidgetEventMap, RefundWidgetTag } from "../element.js";

export * from "../element.js";

/** Vue's templates call the events `@refund-verdict`. */
type Heard = {
  [Name in keyof RefundWidgetEventMap as Name extends `refund-${infer Rest}` ? `onRefund${Capitalize<Rest>}` : never]?: (event: RefundWidgetEventMap[Name]) => void;
};

declare module "vue" {
  interface GlobalComponents {
    "refund-widget": DefineComponent<RefundWidgetTag & Heard & Omit<HTMLAttributes, keyof RefundWidgetTag>>;
  }
}
