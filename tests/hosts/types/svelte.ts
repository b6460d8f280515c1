// The tag as Svelte's templates check it.
import type { SvelteHTMLElements } from "svelte/elements";
import "refund-widget/svelte";

type Tag = SvelteHTMLElements["refund-widget"];

export const right: Tag = { policy: "/policy.json", "order-id": "A-1001", facts: { reason: "changed_mind" }, class: "shop", "onrefund-verdict": ({ detail }) => detail.status };
// @ts-expect-error: there is no such way to load
export const late: Tag = { loading: "late" };
