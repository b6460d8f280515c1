// The tag as Vue's templates check it.
import type { GlobalComponents } from "vue";
import "refund-widget/vue";

type Tag = InstanceType<GlobalComponents["refund-widget"]>["$props"];

export const right: Tag = { policy: "/policy.json", "order-id": "A-1001", facts: { reason: "changed_mind" }, class: "shop", onRefundVerdict: ({ detail }) => detail.status };
// @ts-expect-error: there is no such way to load
export const late: Tag = { loading: "late" };
