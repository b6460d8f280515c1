// The request's screen: evidence, who asks, the message, and what will be sent.
import { h } from "../dom.js";
import { orderId } from "../letter.js";
import { complaint, field, label, labelled, optional } from "./fields.js";
import { evidence } from "./evidence.js";
import { icon } from "./icon.js";
import { letter } from "./letter.js";
import { sending } from "./sending.js";
import { button, said, section } from "./shared.js";

/** @typedef {import("./shared.js").View} View */

/** @param {View} view */
export const request = (view) => {
  const { t } = view;
  return h(
    "form",
    { key: "request", class: "screen", novalidate: true, on: { submit: { type: "send" } } },
    h("div", "intro", h("h3", { id: "request", class: "ask", part: "headline", tabindex: -1 }, t("request.heading")), h("p", "lead", t("request.intro"))),
    evidence(view),
    contact(view),
    letter(view),
    sending(view),
    h("div", "actions end", button("quiet", t("request.back"), { type: "go", screen: "answer" })),
  );
};

/** Name and e-mail come from outside the shadow root, where autofill works. @param {View} view */
const contact = (view) => {
  const slotted = (/** @type {string} */ field) =>
    h(
      "div",
      "field",
      ["label", "help", "input"].map((part) => h("slot", { name: slotOf(field, part) })),
      complaint(view, field) && h("p", "wrong", icon("cross"), h("slot", { name: slotOf(field, "wrong") })),
    );
  return section(view, "contact", "contact.heading", { class: "card", part: "card" }, slotted("name"), slotted("email"), order(view));
};

/** @param {View} view */
const order = (view) => {
  // The policy may call it otherwise: a licence key, an invoice's number.
  const asked = view.case.verdict.evidence.find((/** @type {import("./shared.js").Json} */ { given_by }) => given_by === "order_id");
  const name = label("order-id", asked ? said(view, asked.label) : view.t("contact.order"), asked?.need !== "required" && optional(view));
  const help = asked?.help ? said(view, asked.help) : view.t("contact.order_help");
  const value = view.state.session.orderId ?? orderId(view.state);
  return labelled(view, "order-id", name, field(view, "order-id", "input", help, { autocomplete: "off", type: "text", value }), help);
};

/** Name and e-mail: the nodes that stand beside the merchant's children and show in the slots. @param {View} view */
export const lightFields = (view) => [lightField(view, "name", "text"), lightField(view, "email", "email", view.t("contact.email_help"))];

/** @param {string} field @param {string} part */
const slotOf = (field, part) => `refund-${field}-${part}`;

/** @param {View} view @param {"name" | "email"} name @param {string} type @param {string} [help] */
const lightField = (view, name, type, help) => {
  // An id that is the element's own among all of its page.
  const id = `refund-${view.serial}-${name}`;
  const wrong = complaint(view, name);
  const slot = (/** @type {string} */ part) => ({ key: slotOf(name, part), slot: slotOf(name, part) });
  const input = {
    ...slot("input"),
    type,
    name,
    autocomplete: name,
    "aria-required": "true",
    "aria-invalid": String(!!wrong),
    "aria-describedby": `${id}-wrong ${id}-help`,
    on: { input: name },
    value: view.state.session[name],
  };
  return [
    h("label", { ...slot("label"), for: id }, view.t(`contact.${name}`)),
    h("input", { ...input, id }),
    help && h("span", { ...slot("help"), id: `${id}-help` }, help),
    wrong && h("span", { ...slot("wrong"), id: `${id}-wrong` }, wrong),
  ];
};
