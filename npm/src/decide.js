// Decisions without texts, for many cases a second. A case is laid flat in the evaluator's memory and decided there: an outcome's
// number and its amounts are all that comes back. What the flat tables do not tell, and what is wrong, the evaluator's own `decide`
// says.
//
// What runs for every case allocates nothing but its decision, and asks nothing twice that does not change from case to case.
import { RefundError, refusing } from "./error.js";

// What a row has for what is not known, and for what is known to be none.
const UNKNOWN = NaN;
const NONE = Infinity;

/** The decisions of a policy; `evaluator` is the started module, `policy` its policy. */
export class Decisions {
  #evaluator;
  #policy;
  /** What facts there are, by their ids: `{id, kind, place, codes, isPaid}`. */
  #columns;
  /** All facts laid flat, once that is asked for. */
  #all;
  /** The facts in the order in which the last case had them: the next one is likely to have them so too. */
  #order = [];
  /** The last currency that was one: the next amount is likely to be in it too. */
  #currency;

  constructor(evaluator, policy) {
    this.#evaluator = evaluator;
    this.#policy = policy;
  }

  decide(facts, at) {
    const all = (this.#all ??= this.#table([...this.#known().keys()]));
    const currency = isPlain(facts) ? this.#layOut(all.row(), facts) : undefined;
    return (currency !== undefined && all.decide(this.#millis(at), currency)) || this.#exactly(facts, at);
  }

  decider(ids, currency) {
    const columns = ids.map((id) => this.#known().get(id) ?? { id });
    const table = this.#table(ids);
    if (columns.some(({ kind }) => kind === "money") && !this.#isCurrency(currency)) {
      const message = `\`${currency}\` is not the currency that amounts are in`;
      throw new RefundError([{ code: "unknown_currency", message, pointer: "/currency", hint: 'such as { currency: "EUR" }' }]);
    }
    const count = columns.length;
    const isLaidOut = (values) => {
      if (values.length !== count) return false;
      const row = table.row();
      for (let place = 0; place < count; place++) {
        const column = columns[place];
        const value = values[place];
        const code = column.kind === "money" ? minorUnits(value) : this.#code(column, value);
        if (code === undefined) return false;
        row[place] = code;
      }
      return true;
    };
    const given = (value, { kind }) => (kind === "money" && typeof value === "number" ? { minor: value, currency } : value);
    const named = (values) => Object.fromEntries(columns.map((column, place) => [column.id, given(values[place], column)]));
    return (values, at = Date.now()) =>
      (isLaidOut(values) && table.decide(this.#millis(at), currency)) || this.#exactly(named(values), at);
  }

  #table(ids) {
    return new Table(this.#evaluator, refusing(() => this.#policy.decider(ids)), ids.length);
  }

  #known() {
    this.#columns ??= new Map(
      this.#policy.columns().map(({ id, kind, values }, place) => {
        const codes = new Map(values.map((value, code) => [value, code]));
        return [id, { id, kind, place, codes, isPaid: id === "amount_paid" }];
      }),
    );
    return this.#columns;
  }

  /** Writes facts into a row of all; the currency of what was paid ("" where that is not known), or undefined where they do not fit. */
  #layOut(row, facts) {
    row.fill(UNKNOWN);
    let currency = "";
    let next = 0;
    for (const id in facts) {
      let column = this.#order[next];
      if (column?.id !== id) {
        column = this.#columns.get(id);
        if (!column) return undefined;
        this.#order[next] = column;
      }
      next++;
      const value = facts[id];
      const code = this.#code(column, value);
      if (code === undefined) return undefined;
      row[column.place] = code;
      if (column.isPaid && value) currency = value.currency;
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
        return value === true ? 1 : value === false ? 0 : undefined;
      case "number":
        return Number.isFinite(value) ? value : undefined;
      case "instant":
        return finite(typeof value === "number" ? value : this.#millis(value));
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
    if (code === this.#currency) return true;
    if (typeof code !== "string" || !this.#evaluator.isCurrency(code)) return false;
    this.#currency = code;
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
    const isNumericInstant = (id, value) => typeof value === "number" && this.#known().get(id)?.kind === "instant";
    const given = ([id, value]) => [id, isNumericInstant(id, value) ? new Date(value) : value];
    const dated = isPlain(facts) ? Object.fromEntries(Object.entries(facts).map(given)) : facts;
    return refusing(() => this.#policy.decide(dated, instantText(at)));
  }
}

/** Facts in a fixed order in the evaluator's memory. */
class Table {
  #memory;
  #tables;
  #outcomes;
  #row;
  #amounts;
  #length;

  constructor(evaluator, tables, length) {
    this.#memory = evaluator.linearMemory();
    this.#tables = tables;
    this.#outcomes = tables.outcomes().map(prepared);
    this.#length = length;
    this.#look();
  }

  row() {
    if (this.#row.length !== this.#length) this.#look();
    return this.#row;
  }

  /** Where the memory has grown, what was looked at is empty. */
  #look() {
    const { buffer } = this.#memory;
    const most = Math.max(0, ...this.#outcomes.map(({ remedies }) => remedies.length));
    this.#row = new Float64Array(buffer, this.#tables.row(), this.#length);
    this.#amounts = new Float64Array(buffer, this.#tables.amounts(), 2 * most);
  }

  /** The decision on the row; undefined where the tables do not tell. */
  decide(millis, currency) {
    const outcome = this.#outcomes[this.#tables.decide(millis)];
    if (!outcome) return undefined;
    const { shared, status, choice, alternatives } = outcome;
    if (shared) return shared;
    const remedies = new Array(outcome.remedies.length);
    for (let place = 0; place < remedies.length; place++) {
      const { kind, estimate, unnamed } = outcome.remedies[place];
      const minor = this.#amounts[2 * place];
      // Not a number is equal to nothing.
      remedies[place] =
        minor === minor ? { kind: this.#amounts[2 * place + 1] ? "full_refund" : kind, amount: { minor, currency }, estimate } : unnamed;
    }
    return { status, remedies, choice, alternatives };
  }
}

/** What decisions share may not be changed; a decision without amounts is shared as a whole. */
const prepared = ({ status, remedies, choice, alternatives }) => {
  Object.freeze(alternatives.map(Object.freeze));
  const unnamed = ({ kind }) => Object.freeze({ kind, estimate: false });
  const isAlike = !remedies.some(({ amounted }) => amounted);
  const shared = isAlike ? Object.freeze({ status, remedies: Object.freeze(remedies.map(unnamed)), choice, alternatives }) : undefined;
  const shapes = remedies.map((remedy) => ({ kind: remedy.kind, estimate: remedy.estimate, unnamed: unnamed(remedy) }));
  return { shared, status, choice, alternatives, remedies: shapes };
};

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
