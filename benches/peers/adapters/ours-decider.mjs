import { loadPolicy } from 'refund-widget';
import { refund, refundDecision } from '../policies.mjs';

export const name = 'refund-widget: decider';
export const notes = 'facts as a list in a fixed order; otherwise as decide';
const FACTS = ['reason', 'purchased_at', 'support_contacted_at', 'outage_hours', 'outage_by_merchant', 'usage_ratio', 'amount_paid', 'support_refused'];
export async function load(p) {
  const policy = await loadPolicy(refund(p)), decide = policy.decider(FACTS, { currency: 'EUR' });
  return (f) =>
    refundDecision(
      decide(
        [
          f.reason,
          Math.min(f.purchased_at + 1, f.now),
          f.support_contacted_at ?? null,
          f.outage_hours,
          f.outage_by_merchant,
          f.usage_ratio,
          f.amount_paid * 1000,
          f.support_refused,
        ],
        f.now,
      ),
    );
}
