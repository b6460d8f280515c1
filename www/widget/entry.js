// The question that is being answered: what is typed so far, and what it means as a fact.
import { decimal, plain } from "./amounts.js";
import { names } from "./case.js";
import { iso } from "./json.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./policy.js").Fact} Fact
 * @typedef {import("./policy.js").Policy} Policy
 * @typedef {import("./policy.js").Problem} Problem
 */

/**
 * What is typed so far: `first` is the choice, the date, the amount or the number, `second` the time or the currency, `none`
 * is "I have not".
 *
 * @typedef {{fact: string, first: string, second: string, none: boolean, wrong: Wrong | null}} Entry
 */

/**
 * What is wrong with an entry, for the shopper: the field, the string that says it, and what is filled into that.
 *
 * @typedef {{field: "first" | "second", key: string, fields: Record<string, string>}} Wrong
 */

/**
 * An entry that was understood; `dayOnly` where it is an instant of which only the day is known.
 *
 * @typedef {{value: any, dayOnly: boolean}} Answer
 */

/** @param {string} key @param {Wrong["field"]} [field] @param {Record<string, string>} [fields] @returns {{wrong: Wrong}} */
const wrong = (key, field = "first", fields = {}) => ({ wrong: { field, key, fields } });

/** @param {any} value @param {boolean} [dayOnly] @returns {Answer} */
const answer = (value, dayOnly = false) => ({ value, dayOnly });

/**
 * An entry for a fact, filled with what was answered before.
 *
 * @param {Fact} fact
 * @param {any} value undefined where it was not
 * @param {boolean} dayOnly
 * @param {{format: import("./state.js").Format, policy: Pick<Policy, "minorDigits">}} by
 * @returns {Entry}
 */
export const newEntry = (fact, value, dayOnly, by) => {
  const empty = { fact: fact.id, first: "", second: fact.type === "money" ? "EUR" : "", none: false, wrong: null };
  if (value === undefined) return empty;
  if (value === null) return { ...empty, none: true };
  return { ...empty, ...typed(fact, value, dayOnly, by) };
};

/** @param {Fact} fact @param {any} value @param {boolean} dayOnly @param {Parameters<typeof newEntry>[3]} by */
const typed = ({ type, unit }, value, dayOnly, { format, policy }) => {
  const signed = (/** @type {string} */ text) => text.replace(".", format.sign());
  if (type === "flag") return { first: flagId(value) };
  if (type === "choice") return { first: value };
  if (type === "instant") {
    const [first, time] = local(Date.parse(value));
    return { first, second: dayOnly ? "" : time };
  }
  if (type === "money") return { first: signed(plain(value.minor, policy.minorDigits(value.currency) ?? 2)), second: value.currency };
  return { first: signed(unit === "ratio" ? hundredfold(value) : String(value)) };
};

/** A ratio as a percentage, without what binary fractions add. @param {number} number */
const hundredfold = (number) => String(Math.round(number * 1e8) / 1e6);

/**
 * The fact's value, or what is wrong with the entry.
 *
 * @param {Entry} entry
 * @param {Policy} policy
 * @param {Fact} fact
 * @param {Json} known the facts besides
 * @param {number} now
 * @returns {Answer | {wrong: Wrong}}
 */
export const readEntry = (entry, policy, fact, known, now) => {
  const found = understood(entry, policy, fact, now);
  if ("wrong" in found) return found;
  const problems = policy.problems({ ...known, [fact.id]: found.value }, now);
  const problem = problems.find((problem) => names(problem, fact.id));
  return problem ? explained(problem, fact, known) : found;
};

/** @param {Entry} entry @param {Policy} policy @param {Fact} fact @param {number} now @returns {Answer | {wrong: Wrong}} */
const understood = (entry, policy, fact, now) => {
  const { first, second, none } = entry;
  if (none) return answer(null);
  switch (fact.type) {
    case "choice":
      return first ? answer(first) : wrong("problem.choose");
    case "flag":
      return first ? answer(first === flagId(true)) : wrong("problem.choose");
    case "instant":
      return instant(entry, policy, now);
    case "money":
      return amount(first, second, policy);
    default:
      return number(first, fact);
  }
};

/**
 * A day without a time is the instant of that day, up to now, which is kinder to the shopper.
 *
 * @param {Entry} entry @param {Policy} policy @param {number} now
 */
const instant = (entry, policy, now) => {
  const dayOnly = !entry.second;
  const start = typedInstant(entry);
  if (start === null) return wrong("problem.date");
  const isLate = dayOnly && policy.isKinderWhenLater(entry.fact);
  const at = isLate ? moment(entry.first, "23:59") ?? start : start;
  return answer(iso(Math.max(Math.min(at, now), start)), dayOnly);
};

/** @param {string} typed @param {string} currency @param {Policy} policy */
const amount = (typed, currency, policy) => {
  const places = policy.minorDigits(currency) ?? 2;
  const [digits, given] = decimal(typed, places) ?? [NaN, 0];
  const minor = digits * 10 ** (places - given);
  return Number.isSafeInteger(minor) ? answer({ minor, currency }) : wrong("problem.amount");
};

/** @param {string} typed @param {Fact} fact */
const number = (typed, { type, unit }) => {
  const isWhole = type === "integer";
  const found = decimal(typed, isWhole ? 0 : 2);
  if (!found) return wrong(isWhole ? "problem.whole" : "problem.number");
  const [digits, places] = found;
  return answer(digits / 10 ** (unit === "ratio" ? places + 2 : places));
};

/** The choice that stands for yes or no. @param {boolean} flag */
export const flagId = (flag) => (flag ? "yes" : "no");

/** The evaluator's objection, by code, as something to say at the field. @param {Problem} problem @param {Fact} fact @param {Json} known */
const explained = ({ code }, fact, known) => {
  switch (code) {
    case "future_instant":
      return wrong("problem.future");
    case "unknown_currency":
      return wrong("problem.currency", "second");
    case "negative_amount":
      return wrong("problem.negative");
    case "out_of_range":
      return fact.type === "money" ? wrong("problem.amount") : outOfRange(fact, known);
    default:
      return wrong("problem.other");
  }
};

/** @param {Fact} fact @param {Json} known */
const outOfRange = ({ unit, min, max, at_most: other }, known) => {
  /** @type {Record<string, string>} */
  const fields = {};
  const bound = (/** @type {string} */ name, /** @type {unknown} */ limit) => {
    if (typeof limit === "number") fields[name] = unit === "ratio" ? hundredfold(limit) : String(limit);
  };
  bound("min", min);
  bound("max", known[other] ?? max);
  const [low, high] = ["min" in fields, "max" in fields];
  const key = low ? (high ? "problem.range" : "problem.at_least") : high ? "problem.at_most" : "problem.number";
  return wrong(key, "first", fields);
};

// The shopper's wall clock.

/** The instant that is typed so far, once it is complete. @param {Entry} entry */
export const typedInstant = ({ first, second }) => moment(first, second);

/** A date and a time, or the day's start; null where it is none. @param {string} date @param {string} time */
export const moment = (date, time) => {
  const [, year, month, day] = /^(\d+)-(\d+)-(\d+)$/.exec(date) ?? [];
  const [, hour, minute] = /^(\d+):(\d+)/.exec(time || "0:0") ?? [];
  const at = new Date(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)).getTime();
  return Number.isNaN(at) ? null : at;
};

/** The date and the time, as the browser's fields write them. @param {number} at @returns {[string, string]} */
export const local = (at) => {
  const wall = new Date(at);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const date = [String(wall.getFullYear()).padStart(4, "0"), two(wall.getMonth() + 1), two(wall.getDate())].join("-");
  return [date, `${two(wall.getHours())}:${two(wall.getMinutes())}`];
};

/** Whether a day ends and another begins. @param {number} at */
export const isMidnight = (at) => local(at)[1] === "00:00";
