// What is only printed: on paper the answer has the evidence beside it, and the receipt the clause and the evidence.
import { h } from "../dom.js";
import { row, said, section } from "./shared.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Json} Json
 */

/** What a request should carry, as a list to tick off. @param {View} view */
export const evidenceOnPaper = (view) => {
  const { evidence } = view.case.verdict;
  return evidence.length > 0 && onPaper(view, "evidence", "evidence.heading", evidenceRows(view, evidence));
};

/** The clause and the evidence as the request named them, whatever the policy says by now. @param {View} view */
export const requestOnPaper = (view) => {
  const verdict = view.state.session.sent?.verdict;
  if (!verdict) return null;
  const { reasons: [deciding] = [], evidence = [] } = verdict;
  return [
    deciding && onPaper(view, "clause", "clause.heading", clauseRows(view, deciding)),
    evidence.length > 0 && onPaper(view, "evidence", "evidence.heading", evidenceRows(view, evidence)),
  ];
};

/** @param {View} view @param {Json} reason */
const clauseRows = (view, { title, text, source }) => [
  row(said(view, title), said(view, text)),
  source && row(view.fill("clause.source", source), ""),
];

/** @param {View} view @param {Json[]} evidence */
const evidenceRows = (view, evidence) =>
  evidence.map(({ label, need }) => row(said(view, label), view.t(need === "required" ? "evidence.required" : "evidence.recommended")));

/** @param {View} view @param {string} id @param {string} heading @param {import("./shared.js").Child} rows */
const onPaper = (view, id, heading, rows) => section(view, id, heading, { class: "block on-paper" }, h("dl", "rows", rows));
