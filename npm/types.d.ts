/** The package `refund-widget`: refund policies evaluated in a page, in Node and in edge workers. */

/** An instant as RFC 3339 with its offset. Those that come out are in UTC with `Z`. */
export type Instant = string;
/** A language in which shoppers are spoken to. */
export type Locale = PolicyLocale | "de" | "it" | "pt" | "nl" | "ca";
/** A language in which policies have their texts. */
export type PolicyLocale = "es" | "fr" | "en";

/** An amount of money. */
export interface Money {
  /** Whole minor units: cents. */
  minor: number;
  /** ISO 4217. */
  currency: string;
}

/**
 * What is known of a case, by the policy's fact ids. A fact that is absent or `undefined` is unknown; one that is `null` is
 * known to be none.
 */
export type Facts = Record<string, FactValue | undefined>;
/** What a fact can be: a choice's id, an instant, a number, yes or no, an amount, or known to be none. */
export type FactValue = string | number | boolean | Money | Date | null;

/** What a verdict comes to. */
export type Status =
  /** The policy gives the remedies. */
  | "qualifies"
  /** It gives them once the steps are done. */
  | "action_required"
  /** The merchant decides. */
  | "review"
  /** The policy gives nothing back. */
  | "does_not_qualify"
  /** It depends on a fact that is missing. */
  | "needs_information";

/** What a policy can give. */
export type RemedyKind =
  /** All that was paid. */
  | "full_refund"
  /** The part of what was paid that was not used. */
  | "prorated_refund"
  /** A part of what was paid, which the merchant sets. */
  | "partial_refund"
  /** Money to spend with the merchant. */
  | "credit"
  /** More time of the service. */
  | "extension"
  /** The same once more. */
  | "replacement"
  /** It is put right. */
  | "repair"
  /** The contract ends. */
  | "cancellation"
  /** The merchant looks into it. */
  | "investigation"
  /** Help. */
  | "support"
  /** Help within bounds. */
  | "limited_support"
  /** Help for a price. */
  | "paid_support"
  /** Advice on what to buy. */
  | "sales_advice";

/** The answer of a policy to the facts of one case. */
export interface Verdict {
  /** Which policy answered. */
  policy: PolicyRef;
  /** The instant that was asked about. */
  at: Instant;
  /** What it comes to. */
  status: Status;
  /** What the policy gives. */
  remedies: Remedy[];
  /** How several remedies combine: all of them, one that the shopper or the merchant chooses, or the first that is possible. */
  choice: "all" | "shopper" | "merchant" | "in_order";
  /** What the shopper can have although, or besides. */
  alternatives: Alternative[];
  /** The first instant at which this ceases to hold by the passing of time alone; null where it never does. */
  until: Instant | null;
  /** Why: the clauses and the facts that made them hold. */
  reasons: Reason[];
  /** The facts that can still change something, the next question first. */
  missing: string[];
  /** What is to be done before approval, in its order. */
  steps: Step[];
  /** What the request should carry. */
  evidence: Evidence[];
  /** How long the merchant takes. */
  processing: Processing;
  /** The same question asked of all time; empty while the purchase's instant is unknown. */
  timeline: Segment[];
  /** The nearest changes that would alter the status. */
  what_if: WhatIf[];
  /** The least and the most money that the policy promises to give back, over all that is still unknown; null where that does not differ. */
  range: MoneyRange | null;
  /** The answers to the next question and what each leads to, those that lead to the same in one; at most eight. */
  scenarios: Scenario[];
  /** The earliest instant at which waiting can cost something; null where it never does. */
  act_by: Instant | null;
}

/** Which policy it is. */
export interface PolicyRef {
  /** The document's `id`. */
  id: string;
  /** The document's `version`, as the merchant counts. */
  version: string;
  /** `sha256-…`: tells this document from any other. */
  digest: string;
}

/** Something that the policy gives. */
export interface Remedy {
  /** What. */
  kind: RemedyKind;
  /** Left out where a fact that it needs is missing, or where it has none. */
  amount?: Money;
  /** Between what the amount lies, where it is not certain and both ends are known. */
  between?: MoneyRange;
  /** Whether the amount is an estimate and no promise. */
  estimate: boolean;
}

/** Between two amounts, both included. */
export interface MoneyRange {
  /** The smaller one. */
  least: Money;
  /** The larger one. */
  most: Money;
}

/** An answer to the next question, and what it leads to. */
export interface Scenario {
  /** The fact that the next question asks for. */
  fact: string;
  /** The answer, in the language asked for. */
  answer: string;
  /** `needs_information` while more is open. */
  status: Status;
  /** What the policy gives then. */
  remedies: Remedy[];
}

/** What the shopper can have although, or besides. */
export interface Alternative {
  /** What. */
  kind: RemedyKind;
  /** The ids of the ways in which it can be had, where there are several. */
  options?: string[];
}

/** A clause that has to do with the verdict. */
export interface Reason {
  /** Its id in the document. */
  clause: string;
  /** Whether it decides, asks for steps, or is only told. */
  role: "decides" | "requires" | "informs";
  /** A few words, in the language asked for. */
  title: string;
  /** What it says, in the language asked for. */
  text: string;
  /** Where the merchant's prose says so, the paragraphs counted from 1; null where the policy names no place. */
  source: { document: string; section: string; paragraphs?: number[] } | null;
  /** The facts that made it hold. */
  because: { fact: string; value: FactValue }[];
}

/** Something to do before approval. */
export interface Step {
  /** Its id in the document. */
  id: string;
  /** A few words. */
  title: string;
  /** What to do. */
  text: string;
  /** When it is met, as far as that is known. */
  met_at: Instant | null;
  /** Where it is done. */
  link?: string;
}

/** Something that the request should carry. */
export interface Evidence {
  /** Its id in the document. */
  id: string;
  /** Whether a request without it is refused. */
  need: "required" | "recommended";
  /** What it is, in the language asked for. */
  label: string;
  /** Words or a file. */
  kind: "text" | "file";
  /** What helps to give the right thing. */
  help?: string;
  /** The part of the request that gives it, so that it is not asked for twice. */
  given_by?: "order_id" | "message";
}

/** How long the merchant takes; null where the policy does not say. */
export interface Processing {
  /** Until there is an answer. */
  answer: Duration | null;
  /** From the answer until the money is there. */
  payout: Duration | null;
  /** How the money comes, such as `original_payment_method`. */
  method: string | null;
}

/** From `min` to `max`. */
export interface Duration {
  /** At least. */
  min: number;
  /** At most. */
  max: number;
  /** In what both are counted. */
  unit: DurationUnit;
  /** The most in exceptional cases. */
  exceptionally?: { max: number; unit: DurationUnit };
}
/** Business days are Monday to Friday in the policy's zone. */
export type DurationUnit = "hours" | "days" | "business_days";

/** A time throughout which the answer is the same. */
export interface Segment {
  /** Its first instant. */
  from: Instant;
  /** The first instant after it; null where it has no end. */
  until: Instant | null;
  /** What the verdict is. */
  status: Status;
  /** What the policy gives. */
  remedies: { kind: RemedyKind }[];
}

/** A change that would alter the status. */
export interface WhatIf {
  /** The fact. */
  fact: string;
  /** What it would have to be, in words. */
  change: string;
  /** What the status would be. */
  status: Status;
  /** A whole sentence that says so. */
  text: string;
}

/** What the shopper adds to the facts; the names are those of the request. */
export interface Details {
  /** A UUID, the idempotency key; a new one where none is given. */
  id?: string;
  /** Who asks. */
  customer?: Partial<Customer>;
  /** The shop's name for the order. */
  order_id?: string | null;
  /** In the place of the prefilled subject. */
  subject?: string;
  /** In the place of the prefilled message. */
  message?: string;
  /** What the shopper chose, where the policy leaves the choice to them. */
  wish?: Wish;
  /** What the files that go with it are. */
  attachments?: Attachment[];
}

/** What the shopper chose. */
export interface Wish {
  /** The remedy or the alternative. */
  kind: RemedyKind;
  /** The id of one of the alternative's options. */
  option?: string | null;
}

/** Who asks. */
export interface Customer {
  /** As they write it. */
  name: string;
  /** Where the answer goes. */
  email: string;
}

/** A file that goes with a request. */
export interface Attachment {
  /** Its file name. */
  name: string;
  /** Its media type. */
  type: string;
  /** In bytes. */
  size: number;
  /** In hexadecimal. */
  sha256: string;
  /** The id of the evidence that it is. */
  evidence?: string | null;
}

/** What is posted to the contact endpoint. */
export interface RefundRequest {
  /** A UUID, the idempotency key. */
  id: string;
  /** When it was composed. */
  sent_at: Instant;
  /** The shopper's language. */
  locale: Locale;
  /** Which policy the verdict is by. */
  policy: PolicyRef;
  /** What was known, without what is unknown. */
  facts: Record<string, Exclude<FactValue, Date>>;
  /** What the shopper was told. A server works it out again: `policy.verify`. */
  verdict: Verdict;
  /** Who asks. */
  customer: Customer;
  /** The shop's name for the order. */
  order_id: string | null;
  /** A line, in the merchant's language. */
  subject: string;
  /** In the merchant's language. */
  message: string;
  /** What the shopper chose, where the policy leaves the choice to them. */
  wish?: Wish;
  /** What the files that go with it are. */
  attachments: Attachment[];
}

/** What the endpoint answers. */
export interface Receipt {
  /** The request's. */
  id: string;
  /** What the shopper can refer to. */
  reference: string;
  /** When it arrived. */
  received_at: Instant;
}

/** A request evaluated again. */
export interface Verification {
  /** The verdict recomputed. */
  verdict: Verdict;
  /** Where the request says otherwise; empty where it does not. */
  differences: Difference[];
}

/** Where a request says something else than is found. */
export interface Difference {
  /** A JSON pointer into the request. */
  pointer: string;
  /** What the request says. */
  sent: unknown;
  /** What is found. */
  found: unknown;
}

/** Something that is wrong. */
export interface Problem {
  /** A stable name, such as `unknown_fact`. */
  code: string;
  /** What is wrong, in English, for developers. */
  message: string;
  /** A JSON pointer (RFC 6901) to what is wrong, empty for the whole. */
  pointer: string;
  /** What was meant, or what to do. */
  hint?: string;
}

/** Thrown for everything that is wrong with a policy, a fact, a request or an option. */
export class RefundError extends Error {
  /** Tells it from other errors, also from another copy of the package. */
  readonly name: "RefundError";
  /** The first problem's. */
  readonly code: string;
  /** The first problem's. */
  readonly pointer: string;
  /** All that is wrong; `code`, `message` and `pointer` are the first one's. */
  readonly problems: Problem[];
}

/** When. */
export interface AtOption {
  /** The instant of the request; now, where none is given. */
  at?: Instant | Date;
}

/** When, and in which language. */
export interface Options extends AtOption {
  /** The language of the texts, a BCP 47 tag; by default the page's or its reader's, on a server the policy's own. */
  locale?: Locale | (string & {});
}

/** A policy's document. Every key is in `policies/schema.json`; here is what programs ask it for. */
export interface PolicyDocument {
  /** The policy's id. */
  id: string;
  /** Its version, as the merchant counts. */
  version: string;
  /** The IANA zone in which its days and months are counted. */
  zone: string;
  /** The merchant's language: one of {@link PolicyLocale}; a JSON file's type says no more than that it is a text. */
  language: string;
  /** The merchant's name. */
  merchant: string;
  /** What it is about, by languages. */
  title: Record<PolicyLocale, string>;
  /** What it asks about, by ids, in the order of the questions. */
  facts: Record<string, PolicyFact>;
  /** The deciding clauses: the first that holds decides. */
  clauses: object[];
}

/** What a policy says of one of its facts. */
export interface PolicyFact {
  /** `instant`, `money`, `number`, `flag` or `choice`. */
  type: string;
  /** The values of a choice, and what they are called. */
  of?: object;
}

/** The facts of a policy's document, for TypeScript to find a name or a choice that it does not have. */
export type FactsOf<D extends PolicyDocument> = {
  [F in keyof D["facts"]]?: (D["facts"][F] extends { of: infer C } ? keyof C | null : FactValue) | undefined;
};

/** A policy that can be evaluated. */
export interface Policy<F extends object = Facts> extends PolicyRef {
  /** The merchant's language. */
  readonly language: PolicyLocale;
  /** The document as it was loaded. */
  readonly document: Readonly<Record<string, unknown>>;
  /** @throws {RefundError} where a fact is not the policy's */
  evaluate(facts: F, options?: Options): Verdict;
  /** In the order given; a case that is wrong has its error in its place and stops nothing. */
  evaluateMany(listOfFacts: readonly F[], options?: Options): (Verdict | { error: Problem })[];
  /**
   * A verdict without its texts, for many cases a second: what it gives, and nothing of why, until when or what is missing.
   * Instants are milliseconds since 1970 best; a `Date` or a text has to be read first.
   *
   * @throws {RefundError} where a fact is not the policy's
   */
  decide(facts: F, options?: { at?: Instant | Date | number }): Decision;
  /**
   * Decides on facts in a fixed order, which is the fastest.
   *
   * @throws {RefundError} `unknown_fact` or `duplicate_id`, where one of them is not the policy's or stands twice;
   *   `unknown_currency`, where amounts are among them and no currency is given
   */
  decider(facts: readonly (keyof F & string)[], options?: { currency?: string }): Decider;
  /** The request that would be posted, with the subject and the message prefilled. */
  request(facts: F, details?: Details, options?: Options): RefundRequest;
  /** For servers: the verdict on a received request recomputed, and where it differs. */
  verify(request: RefundRequest, options?: AtOption): Verification;
}

/** What a policy gives; a verdict has the same. */
export type Decision = Pick<Verdict, "status" | "remedies" | "choice" | "alternatives">;

/**
 * The decision on values in the decider's order: a choice's value, true or false, a number, an instant (milliseconds since 1970, a
 * `Date` or a text), minor units; `undefined` for what is not known, `null` for what is known to be none.
 */
export type Decider = (
  values: readonly (string | number | boolean | Date | null | undefined)[],
  at?: Instant | Date | number,
) => Decision;

/** How a policy is fetched. */
export interface LoadOptions {
  /** Gives up; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** In the place of the global one: one that caches, or that is the framework's. */
  fetch?: typeof fetch;
  /** What the request says besides, such as `authorization`. */
  headers?: HeadersInit;
}

/**
 * What a policy is loaded from: its address (in Node, Deno and Bun also a `file:` URL), its JSON text, the server's answer, what
 * `import` gives for a JSON file, or the document itself.
 */
export type PolicySource = string | URL | Response | object;

/** Loads a policy from its document or from what `import` gives for a JSON file, whose facts TypeScript then knows. */
export function loadPolicy<D extends PolicyDocument>(source: D | { default: D }, options?: LoadOptions): Promise<Policy<FactsOf<D>>>;

/**
 * Loads a policy.
 *
 * @throws {RefundError} `policy_not_found`, `policy_unreachable`, `policy_unreadable` (it is not JSON), `wasm_unavailable`,
 * `unknown_option`, or what is wrong with the document
 */
export function loadPolicy(source: PolicySource | Promise<PolicySource>, options?: LoadOptions): Promise<Policy>;
