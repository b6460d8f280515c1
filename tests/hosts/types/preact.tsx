// The tag in this framework's JSX: what is right is taken, and what is wrong is refused.
import type { Verdict } from "refund-widget";
import "refund-widget/preact";

const facts = { reason: "changed_mind", amount_paid: { minor: 4990, currency: "EUR" } };
const hear = (verdict: Verdict): string => verdict.status;

export const right = (
  <refund-widget policy="/policy.json" endpoint="/contact" lang="en" order-id="A-1001" facts={facts} loading="eager" onrefund-verdict={(event) => hear(event.detail)}>
    <a href="/contact">Contact</a>
  </refund-widget>
);
export const text = <refund-widget policy={{ id: "x" }} facts={JSON.stringify(facts)} orderId="A-1001" class="shop" />;
// @ts-expect-error: there is no such way to load
export const late = <refund-widget loading="late" />;
// @ts-expect-error: a fact is no function
export const odd = <refund-widget facts={{ reason: () => 1 }} />;
// @ts-expect-error: a verdict is no number
export const heard = <refund-widget onrefund-verdict={(event) => event.detail.status * 2} />;
