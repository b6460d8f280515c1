/** The package `refund-widget`: refund policies evaluated in a page, in Node and in edge workers. */

/** An instant as RFC 3339 with its offset. Those that come out are in UTC with `Z`. */
export type Instant = string;
export type Locale = "es" | "fr" | "en";

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
export type FactValue = string | number | boolean | Money | Date | null;

export type Status = "qualifies" | "action_required" | "review" | "does_not_qualify" | "needs_information";

export type RemedyKind =
  | "full_refund"
  | "prorated_refund"
  | "partial_refund"
  | "credit"
  | "extension"
  | "replacement"
  | "repair"
  | "cancellation"
  | "investigation"
  | "support"
  | "limited_support"
  | "paid_support"
  | "sales_advice";

export interface Verdict {
  policy: PolicyRef;
  /** The instant that was asked about. */
  at: Instant;
  status: Status;
  /** What the policy gives. */
  remedies: Remedy[];
  /** How several remedies combine. */
  choice: "all" | "shopper" | "merchant" | "in_order";
  /** What the shopper can have although, or besides. */
  alternatives: Alternative[];
  /** The first instant at which this ceases to hold by the passing of time alone; null where it never does. */
  until: Instant | null;
  reasons: Reason[];
  /** The facts that can still change something, the next question first. */
  missing: string[];
  steps: Step[];
  evidence: Evidence[];
  processing: Processing;
  /** The same question asked of all time; empty while the purchase's instant is unknown. */
  timeline: Segment[];
  /** The nearest changes that would alter the status. */
  what_if: WhatIf[];
}

export interface PolicyRef {
  id: string;
  version: string;
  /** `sha256-…`: tells this document from any other. */
  digest: string;
}

export interface Remedy {
  kind: RemedyKind;
  /** Left out where a fact that it needs is missing, or where it has none. */
  amount?: Money;
  /** Whether the amount is an estimate and no promise. */
  estimate: boolean;
}

export interface Alternative {
  kind: RemedyKind;
  options?: string[];
}

export interface Reason {
  clause: string;
  role: "decides" | "requires" | "informs";
  title: string;
  text: string;
  /** Where the merchant's prose says so, the paragraphs counted from 1; null where the policy names no place. */
  source: { document: string; section: string; paragraphs?: number[] } | null;
  /** The facts that made it hold. */
  because: { fact: string; value: FactValue }[];
}

export interface Step {
  id: string;
  title: string;
  text: string;
  /** When it is met, as far as that is known. */
  met_at: Instant | null;
}

export interface Evidence {
  id: string;
  need: "required" | "recommended";
  label: string;
  kind: "text" | "file";
  help?: string;
  /** The part of the request that gives it, so that it is not asked for twice. */
  given_by?: "order_id" | "message";
}

export interface Processing {
  answer: Duration | null;
  payout: Duration | null;
  method: string | null;
}

export interface Duration {
  min: number;
  max: number;
  unit: DurationUnit;
  exceptionally?: { max: number; unit: DurationUnit };
}
export type DurationUnit = "hours" | "days" | "business_days";

export interface Segment {
  from: Instant;
  until: Instant | null;
  status: Status;
  remedies: { kind: RemedyKind }[];
}

export interface WhatIf {
  fact: string;
  change: string;
  status: Status;
  text: string;
}

/** What the shopper adds to the facts; the names are those of the request. */
export interface Details {
  /** A UUID, the idempotency key; a new one where none is given. */
  id?: string;
  customer?: Partial<Customer>;
  order_id?: string | null;
  /** In the place of the prefilled subject. */
  subject?: string;
  /** In the place of the prefilled message. */
  message?: string;
  /** What the shopper chose, where the policy leaves the choice to them. */
  wish?: Wish;
  attachments?: Attachment[];
}

export interface Wish {
  kind: RemedyKind;
  /** The id of one of the alternative's options. */
  option?: string | null;
}

export interface Customer {
  name: string;
  email: string;
}

export interface Attachment {
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
  id: string;
  sent_at: Instant;
  locale: Locale;
  policy: PolicyRef;
  facts: Record<string, Exclude<FactValue, Date>>;
  verdict: Verdict;
  customer: Customer;
  order_id: string | null;
  subject: string;
  /** In the merchant's language. */
  message: string;
  wish?: Wish;
  attachments: Attachment[];
}

/** What the endpoint answers. */
export interface Receipt {
  id: string;
  reference: string;
  received_at: Instant;
}

export interface Verification {
  /** The verdict recomputed. */
  verdict: Verdict;
  /** Where the request says otherwise; empty where it does not. */
  differences: Difference[];
}

export interface Difference {
  /** A JSON pointer into the request. */
  pointer: string;
  sent: unknown;
  found: unknown;
}

export interface Problem {
  /** A stable name, such as `unknown_fact`. */
  code: string;
  message: string;
  /** A JSON pointer (RFC 6901) to what is wrong, empty for the whole. */
  pointer: string;
  hint?: string;
}

/** Thrown for everything that is wrong with a policy, a fact, a request or an option. */
export class RefundError extends Error {
  readonly name: "RefundError";
  readonly code: string;
  readonly pointer: string;
  /** All that is wrong; `code`, `message` and `pointer` are the first one's. */
  readonly problems: Problem[];
}

export interface AtOption {
  /** The instant of the request; now, where none is given. */
  at?: Instant | Date;
}

export interface Options extends AtOption {
  /** The language of the texts, a BCP 47 tag; by default the page's or its reader's, on a server the policy's own. */
  locale?: Locale | (string & {});
}

export interface Policy extends PolicyRef {
  /** The merchant's language. */
  readonly language: Locale;
  /** The document as it was loaded. */
  readonly document: Readonly<Record<string, unknown>>;
  /** @throws {RefundError} where a fact is not the policy's */
  evaluate(facts: Facts, options?: Options): Verdict;
  /** In the order given; a case that is wrong has its error in its place and stops nothing. */
  evaluateMany(listOfFacts: readonly Facts[], options?: Options): (Verdict | { error: Problem })[];
  /** The request that would be posted, with the subject and the message prefilled. */
  request(facts: Facts, details?: Details, options?: Options): RefundRequest;
  /** For servers: the verdict on a received request recomputed, and where it differs. */
  verify(request: RefundRequest, options?: AtOption): Verification;
}

/**
 * Loads a policy from its URL, or from its document.
 *
 * @throws {RefundError} `policy_unreachable`, `policy_not_json`, `wasm_unavailable`, or what is wrong with the document
 */
export function loadPolicy(urlOrObject: string | URL | object): Promise<Policy>;
