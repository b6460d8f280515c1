/** Importing `refund-widget/element` defines `<refund-widget>`; on a server it has no effect. */
import type { Facts, PolicyDocument, PolicyRef, Problem, Receipt, RefundRequest, Verdict } from "./types.js";

/** Words in the place of the widget's own, by their keys: a text, or the forms of a plural by CLDR's categories. */
export type Strings = Record<string, string | Record<string, string>>;

/** What can be written on the tag. */
export interface RefundWidgetAttributes {
  /** The policy's address. */
  policy?: string;
  /** Where requests are posted to. */
  endpoint?: string;
  /** What the merchant knows is not asked: JSON. */
  facts?: string;
  /** Words in the place of the widget's own: JSON. */
  strings?: string;
  /** The shop's name for the order. */
  "order-id"?: string;
  /** Where there is help from people. */
  "support-url"?: string;
  /** `eager` does not wait until the element is near the window. */
  loading?: "eager" | "lazy";
  /** The language, a BCP 47 tag. */
  lang?: string;
}

/** What can be set on the element. */
export interface RefundWidgetProperties {
  /** What the merchant knows is not asked. */
  facts?: Facts | null;
  /** The policy's address, or its document. */
  policy?: string | PolicyDocument | object | null;
  /** Words in the place of the widget's own. */
  strings?: Strings | null;
  /** Where requests are posted to. */
  endpoint?: string;
  /** The shop's name for the order. */
  orderId?: string;
  /** Where there is help from people. */
  supportUrl?: string;
  /** `eager` does not wait until the element is near the window. */
  loading?: "eager" | "lazy";
}

/** `<refund-widget>`. */
export interface RefundWidgetElement extends HTMLElement {
  /** The verdict on what is known so far; null until the widget is ready. */
  readonly verdict: Verdict | null;
  /** What is known so far; what is set is not asked. */
  facts: Facts | null;
  /** The policy's document, once it is there; what is set, an address or a document, stands for the attribute. */
  get policy(): PolicyDocument | string | null;
  set policy(policy: string | PolicyDocument | object | null);
  /** Words in the place of the widget's own. */
  strings: Strings | null;
  /** Where requests are posted to; the attribute. */
  endpoint: string | null;
  /** The shop's name for the order; the attribute `order-id`. */
  orderId: string | null;
  /** Where there is help from people; the attribute `support-url`. */
  supportUrl: string | null;
  /** Whether it waits until it is near the window; the attribute. */
  loading: "eager" | "lazy" | null;
  /** Begins anew. */
  reset(): void;
  /** Sends the request, as the button does, and tells what came of it. */
  submit(): Promise<Submission>;
}

/** What came of `submit()`. */
export type Submission =
  /** The endpoint has it. */
  | { status: "sent"; receipt: Receipt }
  /** Something is missing, which the widget points out. */
  | { status: "incomplete" }
  /** It could not be sent, or nothing can be sent yet. */
  | { status: "failed"; error: WidgetError };

/**
 * What `refund-error` tells: the codes are those of the package's `RefundError`. The message names the URL of what could not be loaded, and
 * what was meant or is to be set, as far as that is known.
 */
export type WidgetError = Pick<Problem, "code" | "message"> & Partial<Pick<Problem, "pointer">>;

/** What `refund-submit` brings. A page that sends by itself prevents the event and hands over a promise. */
export interface RefundSubmission {
  /** What would be posted. */
  request: RefundRequest;
  /** The files of the request's attachments, in their order. */
  files: File[];
  /** What the promise gives is the receipt; what it rejects with is shown to the shopper. */
  respondWith(receipt: Promise<unknown> | unknown): void;
}

/** Events of the element: they bubble and cross shadow roots, so that a document and a window hear them too. */
export interface RefundWidgetEventMap {
  /** There is a first verdict. */
  "refund-ready": CustomEvent<{ policy: PolicyRef }>;
  /** The verdict is another one. */
  "refund-verdict": CustomEvent<Verdict>;
  /** The request is about to be posted. Cancelable: what prevents it sends the request itself. */
  "refund-submit": CustomEvent<RefundSubmission>;
  /** The endpoint has it. */
  "refund-sent": CustomEvent<Receipt>;
  /** Something is wrong. */
  "refund-error": CustomEvent<WidgetError>;
}

/** Handlers of its events in JSX: `onrefund-verdict={…}`. */
export type RefundWidgetHandlers = {
  [Name in keyof RefundWidgetEventMap as `on${Name}`]?: (event: RefundWidgetEventMap[Name]) => void;
};

declare global {
  interface HTMLElementTagNameMap {
    "refund-widget": RefundWidgetElement;
  }
  // What an element, a document and a window have in common.
  interface GlobalEventHandlersEventMap extends RefundWidgetEventMap {}
}

/** What a tag takes where a framework sets properties: what is written on it, or the value itself. */
export type RefundWidgetTag = RefundWidgetHandlers & {
  [Name in keyof RefundWidgetAttributes | keyof RefundWidgetProperties]?:
    | (Name extends keyof RefundWidgetAttributes ? RefundWidgetAttributes[Name] : never)
    | (Name extends keyof RefundWidgetProperties ? RefundWidgetProperties[Name] : never);
};
