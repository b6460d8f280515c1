/** Importing `refund-widget/element` defines `<refund-widget>`; on a server it has no effect. */
import type { Facts, Receipt, RefundRequest, Verdict } from "./types.js";

export interface RefundWidgetElement extends HTMLElement {
  /** The verdict on what is known so far; null until the widget is ready. */
  readonly verdict: Verdict | null;
  /** What the merchant knows is not asked. */
  facts: Facts | null;
  /** The policy's document, in the place of the attribute's URL. */
  policy: object | null;
  /** Words in the place of the widget's own, by their keys: a text, or the forms of a plural by CLDR's categories. */
  strings: Record<string, string | Record<string, string>> | null;
  /** Begins anew. */
  reset(): void;
  /** Sends the request, as the button does. */
  submit(): void;
}

/** Events of the element: they bubble and cross shadow roots. */
export interface RefundWidgetEventMap {
  "refund-ready": CustomEvent;
  "refund-verdict": CustomEvent<Verdict>;
  /** Cancelable: what prevents it sends the request itself. */
  "refund-submit": CustomEvent<RefundRequest>;
  "refund-sent": CustomEvent<Receipt>;
  "refund-error": CustomEvent<{ code: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "refund-widget": RefundWidgetElement;
  }
  interface HTMLElementEventMap extends RefundWidgetEventMap {}
}
