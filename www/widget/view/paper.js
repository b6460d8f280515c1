// What is only printed: on paper the answer has the evidence beside it, and the receipt the clause and the evidence.
import { row, said, section } from "./shared.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Json} Json
 */

/** What a request should carry, as a list to tick off. @param {View} view */
export const evidenceOnPaper = (view) => {
  const { evidence } = view.case.verdict;
  return evidence.length > 0 && onPaper(view, "evidence", evidenceRows(view, evidence));
};

/** The clause and the evidence as the request named them, whatever the policy says by now. @param {View} view */
export const requestOnPaper = (view) => {
  const verdict = view.state.session.sent?.verdict;
  if (!verdict) return null;
  return onPaper(view, "clause", [clauseRows(view, verdict.reasons?.[0]), evidenceRows(view, verdict.evidence ?? [])]);
};

/** @param {View} view @param {Json | undefined} reason */
const clauseRows = (view, reason) => {
  const { document = "", section = "" } = reason?.source ?? {};
  const source = () => row(view.fill("clause.source", { document, section }), "");
  return reason && [row(said(view, reason.title), said(view, reason.text)), source()];
};

/** @param {View} view @param {Json[]} evidence */
const evidenceRows = (view, evidence) =>
  evidence.map(({ label, need }) => row(said(view, label), view.t(need === "required" ? "evidence.required" : "evidence.recommended")));

/** @param {View} view @param {string} id @param {import("./shared.js").Child} rows */
const onPaper = (view, id, rows) => section(view, id, `${id}.heading`, { class: "block on-paper" }, rows);
