// What the screens share: the view, values and remedies in words, and the elements of which all of them are made.
import { money } from "../amounts.js";
import { isMidnight } from "../entry.js";
import { h } from "../dom.js";
import { icon } from "./icon.js";

/**
 * @typedef {import("../dom.js").Child} Child
 * @typedef {import("../dom.js").VNode} VNode
 * @typedef {import("../policy.js").Fact} Fact
 * @typedef {import("../policy.js").Json} Json
 *
 * What a screen is made from: the state, as far as every screen needs it, at one instant.
 * @typedef {object} View
 * @property {import("../state.js").Ready} state
 * @property {import("../strings.js").Strings} strings
 * @property {import("../state.js").Format} format
 * @property {import("../policy.js").Policy} policy
 * @property {import("../policy.js").Case} case
 * @property {number} now
 * @property {number} serial the number of this element in its page: ids outside its shadow root are the page's
 * @property {string | undefined} lang the language of the policy's texts, where it is not that of the widget's own
 * @property {(key: string) => string} t the text of a key
 * @property {(key: string, fields: Record<string, string>) => string} fill the text of a key with its fields
 */

// Words.

/**
 * The policy's words among others: a screen reader pronounces them in their own language.
 *
 * @param {View} view @param {string} text
 * @returns {Child}
 */
export const said = ({ lang }, text) => (lang ? h("span", { lang }, text) : text);

/** A short noun for a fact. @param {View} view @param {Fact} fact */
export const labelOf = ({ policy }, fact) => policy.say(fact.label);

/** What is known of a fact, be it by default. @param {View} view @param {string} id */
export const known = ({ policy, case: { facts } }, id) => (Object.hasOwn(facts, id) ? facts[id] : policy.fact(id)?.default);

/** A fact's value in words. @param {View} view @param {Fact} fact @param {any} value @returns {string} */
export const valueOf = (view, fact, value) => {
  const { format, policy, state, t } = view;
  if (value === null) return policy.say(fact.none);
  switch (fact.type) {
    case "choice":
      return policy.say(fact.of[value]);
    case "flag":
      return t(value ? "question.yes" : "question.no");
    case "instant": {
      const at = Date.parse(value);
      const isDay = state.session.dayOnly.includes(fact.id);
      return isDay ? view.fill("answers.day_only", { date: format.date("weekday", at) }) : format.date("short", at);
    }
    case "money":
      return money(view, value);
    default:
      return fact.unit === "hours" ? format.unit(value, "hour") : format.number(fact.unit === "ratio" ? "percent" : "number", value);
  }
};

/**
 * A fact and its value, in a row; nothing where it is not known.
 *
 * @param {View} view @param {string} id @param {any} [value] @param {Child} [act]
 */
export const factRow = (view, id, value = known(view, id), act) => {
  const fact = view.policy.fact(id);
  if (!fact || value === undefined) return null;
  const words = valueOf(view, fact, value);
  return row(said(view, labelOf(view, fact)), value === null || fact.type === "choice" ? said(view, words) : words, { key: id }, act);
};

/** Several remedies in one phrase. @param {View} view @param {string[]} kinds @param {string} choice how they combine */
export const remedies = ({ t, fill, format }, kinds, choice) => {
  const names = kinds.map((kind) => t(`remedy.${kind}`));
  if (choice !== "in_order") return format.list(names, choice === "all" ? "conjunction" : "disjunction");
  return names.length ? names.reduce((first, then) => fill("remedy.in_order", { first, then })) : "";
};

/**
 * An instant as the end of a time: "the end of Sunday" where it is a midnight on the shopper's wall.
 *
 * @param {View} view @param {number} until
 */
export const end = ({ format, fill }, until) =>
  isMidnight(until) ? fill("deadline.end_of", { date: format.date("date", until - 1) }) : format.date("full_date_time", until);

// Elements.

/**
 * A button that does something.
 *
 * @param {string} look @param {Child} text @param {import("../state.js").Action} action
 * @param {import("../dom.js").Props} [props]
 */
export const button = (look, text, action, props) =>
  h("button", { type: "button", class: `button ${look}`, part: "button", on: { click: action }, ...props }, text);

/** A line behind an icon. @param {string} className @param {import("./icon.js").Icon | VNode} sign @param {Child} text */
export const line = (className, sign, text) => h("p", className, typeof sign === "string" ? icon(sign) : sign, h("span", "", text));

/**
 * A name and what it stands for.
 *
 * @param {Child} name @param {Child} value @param {import("../dom.js").Props} [props] @param {Child} [act]
 */
export const row = (name, value, props, act) => h("div", { class: "row", ...props }, h("dt", "", name), h("dd", "", value), act);

/**
 * A part of a screen under its heading.
 *
 * @param {View} view @param {string} id @param {string} heading its key @param {import("../dom.js").Props} props
 * @param {...Child} children
 */
export const section = (view, id, heading, props, ...children) => {
  const { level = "h4", ...rest } = props;
  id += "-heading";
  return h("section", { key: id, "aria-labelledby": id, ...rest }, h(String(level), { class: "heading", id }, view.t(heading)), children);
};
