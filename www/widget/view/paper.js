// What is only printed: on paper the answer has its instant and the evidence beside it, and the receipt the clause.
import { h } from "../dom.js";
import { row, said, section } from "./shared.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Json} Json
 */

/** When it was worked out: paper is read later. @param {View} view */
export const asOf = ({ now, fill, format }) => h("p", "on-paper", fill("take.as_of", { date: format.date("date_time", now) }));

/** What a request should carry, as a list to tick off. @param {View} view */
export const evidenceOnPaper = (view) => {
  const { evidence } = view.case.verdict;
  return evidence.length > 0 && onPaper(view, "evidence", "evidence.heading", evidenceRows(view, evidence));
};

/** The clause as the request named it, whatever the policy says by now. @param {View} view */
export const clauseOnPaper = (view) => {
  const [deciding] = view.state.session.sent?.verdict?.reasons ?? [];
  return deciding && onPaper(view, "clause", "clause.heading", clauseRows(view, deciding));
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
