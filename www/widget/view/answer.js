// The answer's screen: the verdict, why, how it changes over time, what happens then.
import { h } from "../dom.js";
import { icon } from "./icon.js";
import { answers, givenFacts, stillOpen } from "./known.js";
import { asOf, evidenceOnPaper } from "./paper.js";
import { processing } from "./processing.js";
import { factRow, line, section } from "./shared.js";
import { timeline } from "./timeline.js";
import { toRequest, verdict } from "./verdict.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Json} Json
 */

/** @param {View} view */
export const answer = (view) =>
  h(
    "div",
    { key: "answer", class: "screen" },
    asOf(view),
    verdict(view),
    timeline(view),
    view.case.verdict.status !== "needs_information" && stillOpen(view),
    why(view),
    whatIf(view),
    processing(view),
    // What the law gives stands beside what the policy gives; a second lane has its place here.
    section(view, "rights", "rights.heading", { class: "block rights", part: "rights" }, line("", "shield", view.t("rights.text"))),
    givenFacts(view),
    answers(view),
    h("div", "actions end", toRequest(view)),
    evidenceOnPaper(view),
  );

/** @param {View} view */
const why = (view) => {
  /** @type {Json[]} */
  const reasons = view.case.verdict.reasons;
  const clauses = (/** @type {string} */ role) => reasons.flatMap((reason) => (reason.role === role ? clause(view, reason) : []));
  const [deciding, informing] = [clauses("decides"), clauses("informs")];
  const also = h("div", "", informing);
  return (
    deciding.length + informing.length > 0 &&
    section(
      view,
      "why",
      "clause.heading",
      { class: "block", part: "clause" },
      deciding.length > 0 && h("div", "", deciding),
      informing.length > 0 && h("details", { class: "more", part: "more" }, h("summary", "summary", view.t("clause.also")), also),
    )
  );
};

/** @param {View} view @param {Json} reason */
const clause = (view, { clause, role, title, text, source, because }) => {
  const { lang, t } = view;
  const facts = because.map((/** @type {Json} */ { fact, value }) => factRow(view, fact, value));
  return h(
    "div",
    { key: clause, class: "clause", "data-copy": role === "decides" },
    h("h5", { class: "clause-title", lang }, title),
    h("p", { lang }, text),
    source && h("p", "source", icon("file"), h("cite", "", view.fill("clause.source", source))),
    facts.length > 0 && h("div", "because", h("p", "quiet", t("clause.because")), h("dl", "rows", facts)),
  );
};

/** @param {View} view */
const whatIf = (view) => {
  const changes = view.case.verdict.what_if;
  const list = () => h("ul", { class: "list", lang: view.lang }, changes.map((/** @type {Json} */ { text }) => h("li", "", text)));
  return changes.length > 0 && section(view, "what-if", "what_if.heading", { class: "block" }, list());
};
