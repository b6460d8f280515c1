// What is known already: from the order, and from the answers, each of which can be changed; and what was left open.
import { names } from "../case.js";
import { h } from "../dom.js";
import { own } from "../json.js";
import { button, factRow, labelOf, row, said, section } from "./shared.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Child} Child
 */

/** What the merchant gave. @param {View} view */
export const givenFacts = (view) => {
  // What could not be used is not in the case, or what the shopper answered instead.
  const { rejected } = view.case;
  const isUsed = (/** @type {string} */ id) => isKnown(view, id) && !rejected.some((problem) => names(problem, id));
  const rows = there(Object.keys(view.state.given).map((id) => isUsed(id) && factRow(view, id)));
  return rows.length > 0 && knownSection(view, "from-order", "known.heading", h("dl", "rows brief", rows));
};

/** What the shopper answered, but for the question that is being changed. @param {View} view @param {string} [but] */
export const answers = (view, but) => {
  const { session } = view.state;
  const rows = there([...Object.keys(session.answers), ...session.unknown].map((id) => id !== but && answerRow(view, id)));
  const aside = setAside(view, but);
  return (rows.length > 0 || aside) && knownSection(view, "answers", "answers.heading", rows.length > 0 && h("dl", "rows", rows), aside);
};

/** @param {Child[]} rows */
const there = (rows) => rows.filter((row) => row);

/** @param {View} view @param {string} id @param {string} heading @param {...Child} children */
const knownSection = (view, id, heading, ...children) =>
  section(view, id, heading, { level: "h3", class: "known", part: "known" }, children);

/** @param {View} view @param {string} id */
const answerRow = (view, id) => {
  const { state, policy, t, case: { facts, questions } } = view;
  const fact = policy.fact(id);
  // What the merchant gives by now stands above.
  if (!fact || (isKnown(view, id) && same(facts[id], own(state.given, id)))) return null;
  const label = labelOf(view, fact);
  const change = act(id, t("answers.change"), view.fill("answers.change_label", { label }));
  if (isKnown(view, id)) return factRow(view, id, facts[id], change);
  const isOpen = state.session.unknown.includes(id) && questions.includes(id);
  return isOpen && row(said(view, label), t("answers.unknown"), { key: id }, change);
};

/** Answers that another one has made needless, in case the shopper looks for them. @param {View} view @param {string} [but] */
const setAside = (view, but) => {
  const { state, policy, format, case: { questions } } = view;
  const labels = Object.keys(state.session.answers).flatMap((id) => {
    const fact = policy.fact(id);
    return fact && id !== but && !questions.includes(id) && !isKnown(view, id) ? labelOf(view, fact) : [];
  });
  return labels.length > 0 && h("p", "quiet set-aside", view.fill("answers.set_aside", { labels: format.list(labels, "conjunction") }));
};

/** Questions that were left open: what the answer depends on, or what would still make it more precise. @param {View} view */
export const stillOpen = (view) => {
  const { policy, t, case: { questions, verdict } } = view;
  if (!questions.length) return null;
  const rows = questions.map((id) => {
    const fact = policy.fact(id);
    const label = fact ? labelOf(view, fact) : "";
    return h("div", "row", h("dt", "", said(view, label)), act(id, t("open.answer"), view.fill("open.answer_label", { label })));
  });
  const text = t(verdict.status === "needs_information" ? "open.decides" : "open.text");
  return section(view, "open", "open.heading", { class: "block" }, h("p", "", text), h("dl", "rows", rows));
};

/**
 * What asks a question again; what it is about is said only where it is not seen.
 *
 * @param {string} fact @param {string} text @param {string} label
 */
const act = (fact, text, label) => h("dd", "act", button("link", text, { type: "change", fact }, { "aria-label": label }));

/** Whether a fact counts in the case as it stands. @param {View} view @param {string} id */
const isKnown = ({ case: { facts } }, id) => Object.hasOwn(facts, id);

/** Whether two facts are written the same. @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
