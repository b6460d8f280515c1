// The fields of a question, by the type of its fact.
import { h } from "../dom.js";
import { flagId, local, typedInstant } from "../entry.js";
import { check, label, radios, wrong } from "./fields.js";
import { said } from "./shared.js";

/** What a number is called, and its sign. @type {Record<string, [string, string]>} */
const UNITS = { ratio: ["question.ratio", "%"], hours: ["question.hours", "h"], count: ["question.count", ""] };
/** The currencies that most shoppers of these merchants pay in. */
const COMMON = ["EUR", "USD", "GBP", "CHF", "MXN", "CAD", "MAD", "BRL"];

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Fact} Fact
 * @typedef {import("./shared.js").Child} Child
 * @typedef {import("../entry.js").Entry} Entry
 * @typedef {import("../dom.js").Props} Props
 */

/** @param {View} view @param {Entry} entry @param {Fact} fact */
export const inputs = (view, entry, fact) => {
  const { none, type } = fact;
  const show = TYPES[type] ?? number;
  return h("div", "fields", show(view, entry, fact), none && check("none", entry.none, said(view, view.policy.say(none))));
};

/** @param {View} view @param {Entry} entry @param {Fact} fact */
const choice = (view, entry, fact) => {
  const options = Object.entries(fact.of).map(([id, text]) => /** @type {[string, Child]} */ ([id, said(view, view.policy.say(text))]));
  return field(view, entry, "first", radios("options", "first", entry.first, options));
};

/** @param {View} view @param {Entry} entry */
const flag = (view, entry) => {
  const [yes, no] = [view.t("question.yes"), view.t("question.no")];
  return field(view, entry, "first", radios("options two", "first", entry.first, [[flagId(true), yes], [flagId(false), no]]));
};

/** @param {View} view @param {Entry} entry */
const instant = (view, entry) => {
  const { t } = view;
  const date = { type: "date", max: local(Date.now())[0], "aria-describedby": "problem time-help meaning", disabled: entry.none };
  const time = { type: "time", "aria-describedby": "time-help", disabled: entry.none };
  return [
    pair(
      field(view, entry, "first", label("first", t("question.date")), input(entry, "first", date)),
      field(
        view,
        entry,
        "second",
        label("second", t("question.time"), " ", h("span", "optional", t("question.optional"))),
        input(entry, "second", time),
      ),
    ),
    h(
      "div",
      "",
      h("p", { id: "time-help", class: "help" }, t("question.time_help")),
      h("p", { id: "meaning", class: "meaning", "aria-live": "polite" }, meaning(view, entry)),
    ),
  ];
};

/** "3 days ago · Fri, 20 Nov 2026", as soon as a date is typed. @param {View} view @param {Entry} entry */
const meaning = ({ format, now }, entry) => {
  const at = entry.none ? null : typedInstant(entry);
  return at !== null && `${format.relative(at, now, !entry.second)} · ${format.date("weekday", at)}`;
};

/** @param {View} view @param {Entry} entry */
const money = (view, entry) => {
  const { t, format, policy } = view;
  // A second option of the same value would be the one that is shown as chosen.
  const others = format.currencies().filter((code) => !COMMON.includes(code) && policy.minorDigits(code) !== undefined);
  const group = (/** @type {string} */ key, /** @type {string[]} */ codes) =>
    h("optgroup", { label: t(key) }, codes.map((code) => h("option", { value: code }, `${code} – ${format.name("currency", code)}`)));
  const groups = [group("question.currency_common", COMMON), group("question.currency_all", others)];
  const currencies = h("select", shared(entry, "second"), groups);
  const amount = input(entry, "first", { type: "text", inputmode: "decimal", "aria-describedby": "problem" });
  return pair(
    field(view, entry, "first", label("first", t("question.amount")), amount),
    field(view, entry, "second", label("second", t("question.currency")), h("div", "with-sign", currencies, h("span", "sign arrow"))),
  );
};

/** @param {View} view @param {Entry} entry @param {Fact} fact */
const number = (view, entry, { type, unit = "count" }) => {
  const [key, sign] = UNITS[unit];
  const props = { type: "text", inputmode: type === "integer" ? "numeric" : "decimal", "aria-describedby": "problem" };
  const signed = h("div", "with-sign", input(entry, "first", props), sign && h("span", { class: "sign", "aria-hidden": "true" }, sign));
  return h("div", "short", field(view, entry, "first", label("first", view.t(key)), signed));
};

/** @type {Record<string, (view: View, entry: Entry, fact: Fact) => Child>} */
const TYPES = { choice, flag, instant, money };

/** Two fields side by side. @param {...Child} fields */
const pair = (...fields) => h("div", "pair", fields);

/**
 * A field, with what is wrong with it.
 *
 * @param {View} view @param {Entry} entry @param {"first" | "second"} name @param {...Child} parts
 */
const field = (view, entry, name, ...parts) => {
  const { wrong: problem } = entry;
  const text = problem?.field === name ? view.fill(problem.key, { ...problem.fields, example: example(view, entry) }) : undefined;
  return h("div", "field", parts, wrong("problem", text));
};

/** An amount as the shopper might type it. @param {View} view @param {Entry} entry */
const example = ({ policy, format }, { second }) => (policy.minorDigits(second) === 0 ? "4990" : `49${format.sign()}90`);

/** @param {Entry} entry @param {"first" | "second"} field @param {Props} props */
const input = (entry, field, props) => h("input", { ...shared(entry, field), autocomplete: "off", ...props });

/** What every field of a question has. @param {Entry} entry @param {"first" | "second"} field @returns {Props} */
const shared = (entry, field) => ({
  id: field,
  class: "input",
  part: "input",
  "aria-invalid": String(entry.wrong?.field === field),
  on: { input: field },
  value: entry[field],
});
