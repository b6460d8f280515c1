import { loadPolicy } from 'refund-widget';
import { refund, refundDecision, refundFacts } from '../policies.mjs';

export const name = 'refund-widget: evaluate';
export const notes = 'a whole verdict (texts, timeline, what_if); windows end before their last instant, so the purchase is put 1 ms later; whole minor units, so amounts travel in thousandths';
export async function load(p) {
  const policy = await loadPolicy(refund(p));
  return (f) => refundDecision(policy.evaluate(refundFacts(f), { at: new Date(f.now).toISOString(), locale: 'en' }));
}
