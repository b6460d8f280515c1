// Every name of the contract, used as its type says. It is only ever checked.
import "refund-widget/element";
import { RefundError, loadPolicy } from "refund-widget";
import type { Attachment, Customer, Decider, Decision, Facts, Policy, Receipt, RefundRequest, Verdict } from "refund-widget";
import type { RefundSubmission } from "refund-widget/element";

const facts: Facts = {
  reason: "changed_mind",
  purchased_at: new Date(),
  support_contacted_at: null,
  forms_used: undefined,
  amount_paid: { minor: 4990, currency: "EUR" },
  usage_ratio: 0.5,
  support_refused: false,
};

export async function everything(url: URL): Promise<void> {
  const policy: Policy = await loadPolicy(url);
  await loadPolicy("/policies/passport-forms.json");
  await loadPolicy({ id: "x" });
  const names: string[] = [policy.id, policy.version, policy.digest, policy.language, Object.keys(policy.document).join()];
  verdict(policy.evaluate(facts, { at: "2026-11-21T12:00:00Z", locale: "es" }));
  for (const one of policy.evaluateMany([facts, {}], { at: new Date() })) {
    if ("error" in one) names.push(one.error.code, one.error.message, one.error.pointer);
    else verdict(one);
  }
  const decide: Decider = policy.decider(["reason", "purchased_at", "amount_paid"], { currency: "EUR" });
  const { status, remedies, choice, alternatives }: Decision = decide(["changed_mind", Date.now(), 4990], new Date());
  decide([null, undefined, 4990]);
  names.push(status, choice, ...remedies.map(({ kind }) => kind), ...alternatives.map(({ kind }) => kind));
  names.push(policy.decide({ ...facts, purchased_at: Date.now() }, { at: Date.now() }).status, policy.decide(facts).choice);
  const details = { customer: { name: "Ana", email: "ana@example.com" }, order_id: "A-1001", subject: "…", message: "…" };
  request(policy.request(facts, details, { locale: "fr-CA" }));
  const verification = policy.verify(policy.request(facts), { at: new Date() });
  verdict(verification.verdict);
  for (const { pointer, sent, found } of verification.differences) names.push(pointer, String(sent), String(found));
}

function verdict(verdict: Verdict): void {
  const { policy, at, status, remedies, choice, alternatives, until, reasons, missing, steps, evidence } = verdict;
  const { processing, timeline, what_if } = verdict;
  const texts: (string | null | undefined)[] = [policy.id, policy.version, policy.digest, at, choice, until, ...missing];
  for (const { kind, amount, estimate } of remedies) texts.push(kind, amount?.currency, amount?.minor.toFixed(), String(estimate));
  for (const { kind, options } of alternatives) texts.push(kind, ...(options ?? []));
  for (const { clause, role, title, text, source, because } of reasons) {
    texts.push(clause, role, title, text, source?.document, source?.section, source?.paragraphs?.join(), ...because.map(({ fact, value }) => `${fact}${value}`));
  }
  for (const { id, title, text, met_at } of steps) texts.push(id, title, text, met_at);
  for (const { id, need, label, kind, help, given_by } of evidence) texts.push(id, need, label, kind, help, given_by);
  for (const { from, until, status, remedies } of timeline) texts.push(from, until, status, ...remedies.map(({ kind }) => kind));
  for (const { fact, change, status, text } of what_if) texts.push(fact, change, status, text);
  const { answer, payout, method } = processing;
  texts.push(method, answer?.unit, `${answer?.min}${answer?.max}`, payout?.exceptionally?.unit, `${payout?.exceptionally?.max}`);
  switch (status) {
    case "qualifies":
    case "action_required":
    case "review":
    case "does_not_qualify":
    case "needs_information":
      return;
    default:
      status satisfies never;
  }
}

function request(request: RefundRequest): void {
  const { id, sent_at, locale, policy, facts, verdict: sent, customer, order_id, subject, message, attachments } = request;
  const texts: (string | null | undefined)[] = [id, sent_at, locale, policy.digest, order_id, subject, message, request.wish?.kind];
  verdict(sent);
  const { name, email }: Customer = customer;
  texts.push(name, email, ...Object.keys(facts));
  attachments.forEach(({ name, type, size, sha256, evidence }: Attachment) => texts.push(name, type, `${size}`, sha256, evidence));
}

export function failed(error: unknown): string {
  if (!(error instanceof RefundError)) throw error;
  return [error.code, error.message, error.pointer, ...error.problems.map(({ hint }) => hint)].join();
}

export function element(page: Document): void {
  const widget = page.createElement("refund-widget");
  widget.facts = facts;
  widget.policy = { id: "x" };
  widget.addEventListener("refund-verdict", (event) => verdict(event.detail));
  widget.addEventListener("refund-submit", (event) => {
    event.preventDefault();
    const { request: sent, files, respondWith }: RefundSubmission = event.detail;
    request(sent);
    respondWith(Promise.resolve(files.map(({ name }: File) => name)));
  });
  widget.addEventListener("refund-sent", ({ detail: { id, reference, received_at } }: CustomEvent<Receipt>) => [id, reference, received_at]);
  widget.addEventListener("refund-error", (event) => `${event.detail.code}: ${event.detail.message}`);
  widget.addEventListener("refund-ready", () => widget.verdict && verdict(widget.verdict));
  widget.reset();
  void widget.submit().then((submission) => {
    if (submission.status === "sent") return submission.receipt.reference;
    return submission.status === "failed" ? submission.error.code : submission.status;
  });
}
