// The element and its events by the DOM's own names, on the element, the document and the window; and a policy imported as JSON.
import { loadPolicy } from "refund-widget";
import type { PolicyDocument, Verdict } from "refund-widget";
import type { Submission } from "refund-widget/element";
import document_ from "./policy.json" with { type: "json" };

const hear = (verdict: Verdict): string => verdict.status;

export async function page(): Promise<Submission> {
  for (const target of [document, window, document.body]) target.addEventListener("refund-verdict", (event) => hear((event as CustomEvent<Verdict>).detail));
  document.addEventListener("refund-error", ({ detail }) => `${detail.code} ${detail.message} ${detail.pointer ?? ""}`);
  window.addEventListener("refund-ready", ({ detail }) => detail.policy.digest);
  // @ts-expect-error: a receipt has no status
  document.addEventListener("refund-sent", ({ detail }) => detail.status);
  const widget = document.querySelector("refund-widget")!;
  Object.assign(widget, { endpoint: "/contact", orderId: "A-1001", supportUrl: "/help", loading: "eager" });
  widget.policy = document_;
  // @ts-expect-error: the verdict is told, not set
  widget.verdict = null;
  return widget.submit();
}

export async function imported(): Promise<void> {
  const same: PolicyDocument = document_;
  const policy = await loadPolicy(document_);
  hear(policy.evaluate({ reason: "changed_mind", purchased_at: new Date(), forms_delivered: null }));
  // @ts-expect-error: the policy asks for no such fact
  policy.evaluate({ reasson: "changed_mind" });
  // @ts-expect-error: the fact has no such choice
  policy.evaluate({ reason: "whim" });
  (await loadPolicy(import("./policy.json", { with: { type: "json" } }))).evaluate({ anything: same.id });
}
