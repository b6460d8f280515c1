// The receipt: what the shopper keeps.
import { h } from "../dom.js";
import { icon } from "./icon.js";
import { clauseOnPaper } from "./paper.js";
import { processing } from "./processing.js";
import { content } from "./sending.js";
import { button, row } from "./shared.js";
import { steps } from "./verdict.js";

/** @typedef {import("./shared.js").View} View */

/** @param {View} view */
export const receipt = (view) => {
  const { t, state } = view;
  return h(
    "div",
    { key: "receipt", class: "screen" },
    state.receipt && [
      card(view, state.receipt),
      steps(view),
      processing(view),
      clauseOnPaper(view),
      h("div", "block", h("details", { class: "more", part: "more" }, h("summary", "summary", t("receipt.content")), content(view))),
      h("div", "actions end", button("quiet", t("receipt.again"), { type: "forget" })),
    ],
  );
};

/** @param {View} view @param {import("../outcome.js").Receipt} receipt */
const card = ({ t, format }, { reference, receivedAt, isEarlier }) =>
  h(
    "section",
    { class: "card verdict", part: "card receipt", "data-status": "qualifies", "aria-labelledby": "receipt" },
    h("div", "seal", icon("check")),
    h("h3", { id: "receipt", class: "headline", part: "headline", tabindex: -1 }, t("receipt.heading")),
    h(
      "dl",
      "rows",
      h("div", "row", h("dt", "", t("receipt.reference")), h("dd", { class: "reference", part: "reference" }, reference)),
      receivedAt !== null && row(t("receipt.received"), format.date("full_date_time", receivedAt)),
    ),
    isEarlier && h("p", "", t("receipt.earlier")),
    h("p", "quiet", t("receipt.keep")),
    h("div", "actions", button("secondary", t("receipt.save"), { type: "save" }), button("secondary", t("take.print"), { type: "print" })),
  );
