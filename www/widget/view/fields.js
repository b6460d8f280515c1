// Fields: what the shopper fills in, with label, help and what is wrong.
import { h } from "../dom.js";
import { said } from "../validate.js";
import { icon } from "./icon.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Child} Child
 * @typedef {import("../dom.js").Props} Props
 */

/** What is wrong with a field, if something is. @param {View} view @param {string} field */
export const complaint = ({ state }, field) => {
  const found = state.complaints.find((complaint) => complaint.field === field);
  return found && said(state, found);
};

/** What is wrong, beside its field. @param {string} id @param {string | undefined} text */
export const wrong = (id, text) => text && h("p", { id, class: "wrong" }, icon("cross"), h("span", "", text));

/** A field's label. @param {string} field @param {...Child} text */
export const label = (field, ...text) => h("label", { for: field, class: "label" }, text);

/** That a field may be left empty. @param {View} view */
export const optional = (view) => h("span", "optional", ` ${view.t("question.optional")}`);

/**
 * A field, described by what is wrong with it and by its help, where it has one.
 *
 * @param {View} view @param {string} id @param {string} tag @param {Child} help @param {Props} props
 */
export const field = (view, id, tag, help, props) =>
  h(tag, {
    id,
    class: "input",
    part: "input",
    "aria-invalid": String(!!complaint(view, id)),
    "aria-describedby": help ? `${id}-wrong ${id}-help` : `${id}-wrong`,
    on: { input: id },
    ...props,
  });

/**
 * A field under its label, with help and what is wrong.
 *
 * @param {View} view @param {string} id @param {Child} label @param {Child} input @param {Child} [help]
 */
export const labelled = (view, id, label, input, help) =>
  h("div", "field", label, help && h("p", { id: `${id}-help`, class: "help" }, help), input, wrong(`${id}-wrong`, complaint(view, id)));

/**
 * One of several, each with its value and its text. The first bears the field's id, so that the focus finds it.
 *
 * @param {string} look @param {string} name the field @param {string} chosen @param {[value: string, text: Child][]} options
 */
export const radios = (look, name, chosen, options) =>
  h(
    "div",
    look,
    options.map(([value, text], index) => {
      const id = index ? undefined : name;
      return option(value, { id, type: "radio", name, value, checked: value === chosen, on: { input: name } }, text);
    }),
  );

/** A box that can be ticked. @param {string} id @param {boolean} checked @param {Child} text */
export const check = (id, checked, text) => option(undefined, { id, type: "checkbox", checked, on: { tick: id } }, text);

/** @param {string | undefined} key @param {Props} input @param {Child} text */
const option = (key, input, text) =>
  h("label", { key, class: "option", part: "option" }, h("input", { class: "radio", ...input }), h("span", "", text));
