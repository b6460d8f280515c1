// CommonJS, beside modules in one program: the package, the element and a framework's tag by `require`.
import { loadPolicy, RefundError } from "refund-widget";
import { createLoader } from "refund-widget/slim";
import type { RefundWidgetElement } from "refund-widget/element";
import type { GlobalComponents } from "vue";
import "refund-widget/vue";

type Tag = InstanceType<GlobalComponents["refund-widget"]>["$props"];

export const right: Tag = { policy: "/policy.json", onRefundVerdict: ({ detail }) => detail.status };
// @ts-expect-error: there is no such way to load
export const late: Tag = { loading: "late" };
export const made: RefundWidgetElement = document.createElement("refund-widget");
// @ts-expect-error: the verdict is told, not set
made.verdict = null;
export const loaders: (typeof loadPolicy)[] = [loadPolicy, createLoader("/evaluator.wasm")];
export const codeOf = (error: unknown): string | null => (error instanceof RefundError ? error.code : null);
