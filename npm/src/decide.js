// Decisions without texts, for many cases a second. A case is laid flat in the evaluator's memory and decided there: an outcome's
// number and its amounts are all that comes back. What the flat tables do not tell, and what is wrong, the evaluator's own `decide`
// says.
import { RefundError } from "./error.js";

// What a row has for what is not known, and for what is known to be none.
const UNKNOWN = NaN;
const NONE = Infinity;

/** The decisions of a policy; `evaluator` is the started module, `policy` its policy. */
export class Decisions {
  #evaluator;
  #policy;
  /** What facts there are, by their ids: `{id, kind, codes}`. */
  #columns;
  /** All facts laid flat, once that is asked for. */
  #all;
  #currencies = new Set();

  constructor(evaluator, policy) {
    this.#evaluator = evaluator;
    this.#policy = policy;
  }

  decide(facts, at) {
    const millis = this.#millis(at);
    this.#all ??= new Table(this.#evaluator, this.#policy, [...this.#known().values()]);
    const currency = isPlain(facts) ? this.#layOut(this.#all, facts) : undefined;
    return (currency !== undefined && this.#all.decide(millis, currency)) || this.#exactly(facts, at);
  }

  decider(ids, currency) {
    const columns = ids.map((id) => this.#known().get(id) ?? { id });
    const table = new Table(this.#evaluator, this.#policy, columns);
    if (columns.some(({ kind }) => kind === "money") && !this.#isCurrency(currency)) {
      const message = `\`${currency}\` is not the currency that amounts are in`;
      throw new RefundError([{ code: "unknown_currency", message, pointer: "/currency", hint: 'such as { currency: "EUR" }' }]);
    }
    return (values, at = Date.now()) => {
      const { row } = table;
      let isFlat = values.length === row.length;
      for (let place = 0; isFlat && place < row.length; place++) {
        const column = columns[place];
        const value = values[place];
        const code = column.kind === "money" ? minorUnits(value) : this.#code(column, value);
        if (code === undefined) isFlat = false;
        else row[place] = code;
      }
      if (isFlat) {
        const decision = table.decide(this.#millis(at), currency);
        if (decision) return decision;
      }
      const given = (value, { kind }) => (kind === "money" && typeof value === "number" ? { minor: value, currency } : value);
      return this.#exactly(Object.fromEntries(columns.map((column, place) => [column.id, given(values[place], column)])), at);
    };
  }

  #known() {
    this.#columns ??= new Map(
      this.#policy.columns().map(({ id, kind, values }, place) => {
        const codes = new Map(values.map((value, code) => [value, code]));
        return [id, { id, kind, place, codes }];
      }),
    );
    return this.#columns;
  }

  /** Writes facts into a table of all; the currency of what was paid ("" where that is not known), or undefined where they do not fit. */
  #layOut({ row }, facts) {
    row.fill(UNKNOWN);
    let currency = "";
    for (const id in facts) {
      const column = this.#columns.get(id);
      const value = facts[id];
      const code = column && this.#code(column, value);
      if (code === undefined) return undefined;
      row[column.place] = code;
      if (id === "amount_paid" && value) currency = value.currency;
    }
    return currency;
  }

  /** A value as a row has it; undefined where it is none of the fact's, or may be none. */
  #code({ kind, codes }, value) {
    if (value === undefined) return UNKNOWN;
    if (value === null) return NONE;
    switch (kind) {
      case "choice":
        return codes.get(value);
      case "flag":
        return typeof value === "boolean" ? Number(value) : undefined;
      case "number":
        return Number.isFinite(value) ? value : undefined;
      case "instant":
        return finite(this.#millis(value));
      case "money":
        return this.#isAmount(value) ? value.minor : undefined;
    }
  }

  #isAmount(value) {
    if (typeof value !== "object") return false;
    for (const key in value) if (key !== "minor" && key !== "currency") return false;
    return Number.isFinite(value.minor) && this.#isCurrency(value.currency);
  }

  #isCurrency(code) {
    if (this.#currencies.has(code)) return true;
    if (typeof code !== "string" || !this.#evaluator.isCurrency(code)) return false;
    this.#currencies.add(code);
    return true;
  }

  /** Milliseconds since 1970; not a number where it is no instant. */
  #millis(at) {
    if (typeof at === "number") return at;
    if (at instanceof Date) return at.getTime();
    return typeof at === "string" ? this.#evaluator.millis(at) : NaN;
  }

  /** By the evaluator, for which an instant is a text or a date. */
  #exactly(facts, at) {
    const isNumericInstant = (id, value) => typeof value === "number" && this.#columns.get(id)?.kind === "instant";
    const given = ([id, value]) => [id, isNumericInstant(id, value) ? new Date(value) : value];
    return this.#policy.decide(isPlain(facts) ? Object.fromEntries(Object.entries(facts).map(given)) : facts, instantText(at));
  }
}

/** Facts in a fixed order in the evaluator's memory. */
class Table {
  #evaluator;
  #tables;
  #outcomes;
  #row;
  #amounts;
  #length;

  constructor(evaluator, policy, columns) {
    this.#evaluator = evaluator;
    this.#tables = policy.decider(columns.map(({ id }) => id));
    this.#outcomes = this.#tables.outcomes().map(prepared);
    this.#length = columns.length;
    this.#look();
  }

  get row() {
    if (this.#row.length !== this.#length) this.#look();
    return this.#row;
  }

  /** Where the memory has grown, what was looked at is empty. */
  #look() {
    const { buffer } = this.#evaluator.linearMemory();
    const most = Math.max(0, ...this.#outcomes.map(({ remedies }) => remedies.length));
    this.#row = new Float64Array(buffer, this.#tables.row(), this.#length);
    this.#amounts = new Float64Array(buffer, this.#tables.amounts(), 2 * most);
  }

  /** The decision on the row; undefined where the tables do not tell. */
  decide(millis, currency) {
    const outcome = this.#outcomes[this.#tables.decide(millis)];
    if (!outcome) return undefined;
    const { status, choice, alternatives } = outcome;
    const remedies = [];
    for (let place = 0; place < outcome.remedies.length; place++) {
      const { kind, estimate, unnamed } = outcome.remedies[place];
      const minor = this.#amounts[2 * place];
      remedies.push(
        Number.isNaN(minor)
          ? unnamed
          : { kind: this.#amounts[2 * place + 1] ? "full_refund" : kind, amount: { minor, currency }, estimate },
      );
    }
    return { status, remedies, choice, alternatives };
  }
}

/** What decisions share may not be changed. */
const prepared = ({ status, remedies, choice, alternatives }) => ({
  status,
  choice,
  alternatives: Object.freeze(alternatives.map(Object.freeze)),
  remedies: remedies.map(({ kind, estimate }) => ({ kind, estimate, unnamed: Object.freeze({ kind, estimate: false }) })),
});

/** Nothing but its own members counts as a fact. */
const isPlain = (facts) => {
  if (typeof facts !== "object" || facts === null) return false;
  const prototype = Object.getPrototypeOf(facts);
  return prototype === Object.prototype || prototype === null;
};

/** Minor units as a row has them. An amount with a currency of its own is the evaluator's to read. */
const minorUnits = (value) => {
  if (value === undefined) return UNKNOWN;
  return Number.isFinite(value) ? value : undefined;
};

const finite = (number) => (Number.isFinite(number) ? number : undefined);

/** An instant as the evaluator reads it: RFC 3339. */
export const instantText = (at = new Date()) => {
  const date = typeof at === "number" ? new Date(at) : at;
  if (!(date instanceof Date)) return String(date);
  return Number.isNaN(date.getTime()) ? "Invalid Date" : date.toISOString();
};
