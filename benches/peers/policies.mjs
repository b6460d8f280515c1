// The policy in each peer's own language, as a function of the variant.
import { HOUR, REASONS } from './cases.mjs';

const json = JSON.stringify;

/** JsonLogic has no object literal, so the decision is the array [status, remedy, amount]. */
export const jsonlogic = (p) => {
  const v = (name) => ({ var: name });
  return { if: [
    { or: [v('support_refused'), { in: [v('reason'), p.refused] }] }, ['does_not_qualify', 'none', 0],
    { and: [{ '==': [v('reason'), 'service_outage'] }, v('outage_by_merchant'), { '>': [v('outage_hours'), p.outageHours] }] },
    ['qualifies', 'full_refund_or_extension', v('amount_paid')],
    { or: [{ '==': [v('support_contacted_at'), null] }, { '<': [{ '-': [v('now'), v('support_contacted_at')] }, p.waitHours * HOUR] }] },
    ['blocked', 'none', 0],
    { '<=': [{ '-': [v('now'), v('purchased_at')] }, p.windowHours * HOUR] }, ['qualifies', 'full_refund', v('amount_paid')],
    ['review', 'partial_refund', { '*': [v('amount_paid'), { '-': [1, v('usage_ratio')] }] }],
  ] };
};

/** CEL. `f` is the map of facts; every number is a double, as it is in JSON. (cel-js has no short-circuit, hence `? :`.) */
export const cel = (p) => {
  const out = (status, remedy, amount) => `['${status}', '${remedy}', ${amount}]`;
  return `f.support_refused || f.reason in ${json(p.refused)} ? ${out('does_not_qualify', 'none', '0.0')}
: f.reason == 'service_outage' && f.outage_by_merchant && f.outage_hours > ${p.outageHours}.0 ? ${out('qualifies', 'full_refund_or_extension', 'f.amount_paid')}
: (has(f.support_contacted_at) ? f.now - f.support_contacted_at < ${p.waitHours * HOUR}.0 : true) ? ${out('blocked', 'none', '0.0')}
: f.now - f.purchased_at <= ${p.windowHours * HOUR}.0 ? ${out('qualifies', 'full_refund', 'f.amount_paid')}
: ${out('review', 'partial_refund', 'f.amount_paid * (1.0 - f.usage_ratio)')}`;
};

/** JSONata: builds the decision object itself. */
export const jsonata = (p) => `support_refused or reason in ${json(p.refused)} ? {"status": "does_not_qualify", "remedy": "none", "amount": 0}
: reason = "service_outage" and outage_by_merchant and outage_hours > ${p.outageHours} ? {"status": "qualifies", "remedy": "full_refund_or_extension", "amount": amount_paid}
: $not($exists(support_contacted_at)) or now - support_contacted_at < ${p.waitHours * HOUR} ? {"status": "blocked", "remedy": "none", "amount": 0}
: now - purchased_at <= ${p.windowHours * HOUR} ? {"status": "qualifies", "remedy": "full_refund", "amount": amount_paid}
: {"status": "review", "remedy": "partial_refund", "amount": amount_paid * (1 - usage_ratio)}`;

/** Ours: a refund-policy document. Its windows are open up to an instant and not at it, a fact that is known to be none is
 *  `null`, and amounts are whole minor units; `refundFacts` says what follows. */
export const refund = (p) => {
  const text = (en) => ({ es: `${en} (es)`, fr: `${en} (fr)`, en });
  const clause = (id, title, about, when, then) => ({ id, title: text(title), text: text(about), ...(when && { when }), then });
  return {
    id: 'peers', version: '1', zone: 'Europe/Paris', language: 'en', merchant: 'Peers', title: text('Refund of a subscription'),
    source: { document: 'Refund policy', language: 'en' },
    facts: {
      reason: { type: 'choice', of: Object.fromEntries(REASONS.map((r) => [r, text(r)])), label: text('Reason'), ask: text('Why?') },
      purchased_at: { type: 'instant', label: text('Date of purchase'), ask: text('When did you buy it?') },
      support_contacted_at: { type: 'instant', none: text('Not yet'), label: text('Contact with support'), ask: text('When did you contact support?') },
      outage_hours: { type: 'number', min: 0, unit: 'hours', label: text('Length of the outage'), ask: text('How long was it?') },
      outage_by_merchant: { type: 'flag', label: text('Fault of the service'), ask: text('Did the service fail?') },
      usage_ratio: { type: 'number', min: 0, max: 1, unit: 'ratio', label: text('Share used'), ask: text('How much have you used?') },
      amount_paid: { type: 'money', label: text('Amount paid'), ask: text('How much did you pay?') },
      support_refused: { type: 'flag', default: false, by: 'merchant', label: text('Help declined') },
    },
    steps: { contact_support: { title: text('Ask support for help'), text: text('Tell support about the problem, and wait.'),
      met_when: { elapsed: { hours: p.waitHours, since: 'support_contacted_at' } } } },
    clauses: [
      clause('refused_help', 'Help was declined', 'Whoever declined help gets no refund.', { support_refused: true }, { status: 'does_not_qualify' }),
      clause('excluded_cause', 'Not refunded', 'This reason is not refunded.', { reason: p.refused }, { status: 'does_not_qualify' }),
      clause('long_outage', 'Long outage', 'The service was down for long: your money back, or a longer subscription.',
        { reason: 'service_outage', outage_by_merchant: true, outage_hours: { above: p.outageHours } },
        { status: 'qualifies', remedies: ['full_refund', 'extension'], choice: 'shopper' }),
      clause('window', 'Early request', 'You bought it a short while ago, so you can get back all you paid.',
        { within: { hours: p.windowHours, of: 'purchased_at' } }, { status: 'qualifies', remedies: ['full_refund'], after: ['contact_support'] }),
      clause('late', 'Late request', 'The seller may give you part of it back.', undefined, { status: 'review', after: ['contact_support'],
        remedies: [{ kind: 'partial_refund', amount: { unused: 'usage_ratio' }, estimate: true }] }),
    ],
    request: { subject: text('Refund'), message: text('I am asking for a refund.') },
  };
};

/** The facts as ours takes them. The window's end counts here (`<=`) and not there, so the purchase is a millisecond later,
 *  and amounts travel in thousandths: the rest of a partial refund then comes out whole. */
export const refundFacts = (f, instant = (t) => new Date(t).toISOString()) => ({
  purchased_at: instant(Math.min(f.purchased_at + 1, f.now)),
  support_contacted_at: f.support_contacted_at === undefined ? null : instant(f.support_contacted_at),
  reason: f.reason,
  support_refused: f.support_refused,
  outage_hours: f.outage_hours,
  outage_by_merchant: f.outage_by_merchant,
  usage_ratio: f.usage_ratio,
  amount_paid: { minor: f.amount_paid * 1000, currency: 'EUR' },
});

/** Our verdict as the peers' decision: a step before approval is their `blocked`, and says what will then be given. */
export const refundDecision = (v) => {
  if (v.status === 'action_required') return { status: 'blocked', remedy: 'none', amount: 0 };
  const { remedies: { 0: first, 1: second } } = v;
  if (!first) return { status: v.status, remedy: 'none', amount: 0 };
  return { status: v.status, remedy: second ? 'full_refund_or_extension' : first.kind, amount: first.amount.minor / 1000 };
};
