// The questions' screen: one question, why it is asked, and what is known so far.
import { h } from "../dom.js";
import { questions as asked } from "../state/asking.js";
import { isEmpty } from "../session.js";
import { inputs } from "./asked.js";
import { statusIcon } from "./icon.js";
import { answers, givenFacts } from "./known.js";
import { button, line, said, section, valueOf } from "./shared.js";
import { deadlineLine, headline } from "./verdict.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Fact} Fact
 * @typedef {import("../entry.js").Entry} Entry
 */

/** @param {View} view */
export const questions = (view) => {
  const { state, policy, t } = view;
  const { entry } = state;
  const fact = entry && policy.fact(entry.fact);
  return h(
    "div",
    { key: "questions", class: "screen" },
    fact && [
      isEmpty(state.session) && h("p", "lead", t("intro.text")),
      givenFacts(view),
      answers(view, fact.id),
      certain(view),
      question(view, entry, fact),
    ],
  );
};

/** @param {View} view @param {Entry} entry @param {Fact} fact */
const question = (view, entry, fact) => {
  const { policy, t, lang } = view;
  const ask = h("h3", { id: "question", class: "ask", part: "question", tabindex: -1, lang }, policy.say(fact.ask ?? fact.label));
  return h(
    "form",
    { key: `question-${fact.id}`, class: "card question", part: "card", novalidate: true, on: { submit: { type: "continue" } } },
    h(
      "fieldset",
      { class: "fieldset", "aria-describedby": "problem why" },
      h("legend", "legend", ask),
      fact.why && h("p", { id: "why", class: "why" }, h("span", "why-intro", t("question.why")), " ", said(view, policy.say(fact.why))),
      inputs(view, entry, fact),
    ),
    actions(view, fact),
    remaining(view),
  );
};

/** @param {View} view @param {Fact} fact */
const actions = (view, fact) => {
  const { t, state } = view;
  // Somebody always knows why they write; what they may not know is when, how much, how long.
  const mayStayOpen = fact.context || fact.type !== "choice";
  return h(
    "div",
    "actions",
    h("button", { type: "submit", class: "button primary", part: "button primary" }, t("question.continue")),
    mayStayOpen && button("quiet", t("question.unknown"), { type: "unknown" }, { id: "unknown", "aria-describedby": "unknown-help" }),
    state.isChange && button("quiet", t("question.cancel"), { type: "cancel" }),
    mayStayOpen && h("p", { id: "unknown-help", class: "help" }, follows(view, fact)),
  );
};

/** What follows from "I don't know". @param {View} view @param {Fact} fact */
const follows = (view, fact) => {
  const { status, missing } = view.case.verdict;
  if (fact.default !== undefined) return view.fill("unknown.default", { value: valueOf(view, fact, fact.default) });
  const isDecisive = status === "needs_information" && missing.includes(fact.id);
  return view.t(fact.context ? "unknown.context" : isDecisive ? "unknown.decides" : "unknown.details");
};

/** How much is still to come, at most: every answer can make further questions needless. @param {View} view */
const remaining = ({ state, strings, format, t }) => {
  const left = asked(state).length - 1;
  const atMost = () => strings.plural("question.remaining", format.plural(left), format.number("count", left));
  return !state.isChange && h("p", "remaining", left > 0 ? atMost() : t("question.last"));
};

/** What holds whatever is answered next. @param {View} view */
const certain = (view) => {
  const { t, case: { verdict: { status } } } = view;
  const by = deadlineLine(view);
  return (
    status !== "needs_information" &&
    section(
      view,
      "certain",
      "certain.heading",
      { level: "h3", class: "certain", part: "certain", "data-status": status },
      line("certain-line headline-line", statusIcon(status), certainHeadline(view)),
      by && line("certain-line", "clock", by),
      h("p", "quiet", t("certain.text")),
      button("link", t("question.skip"), { type: "skip" }),
    )
  );
};

/** A question about a fact with a default can still change what is given: then only the status is certain. @param {View} view */
const certainHeadline = (view) => {
  const mayChange = asked(view.state).some((id) => view.policy.fact(id)?.default !== undefined);
  return (mayChange && view.strings.find(`headline.${view.case.verdict.status}.none`)) || headline(view);
};
