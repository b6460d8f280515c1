import { loadPolicy } from 'refund-widget';
import { refund, refundDecision, refundFacts } from '../policies.mjs';

export const name = 'refund-widget: decide';
export const notes = 'facts as an object, instants as numbers; windows end before their last instant, so the purchase is put 1 ms later; whole minor units, so amounts travel in thousandths';
const same = (t) => t;
export async function load(p) {
  const policy = await loadPolicy(refund(p));
  return (f) => refundDecision(policy.decide(refundFacts(f, same), { at: f.now }));
}
