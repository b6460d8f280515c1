// Filling in: what is typed into fields, which files are added and taken away.
import { refused } from "../evidence.js";
import { announce, drop, focus, takeOver } from "../state.js";
import { fieldOf, ofFile, ofLost, said } from "../validate.js";
import { keepEntry } from "./asking.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Effect} Effect
 * @typedef {import("../evidence.js").Usable} Usable
 */

/** The parts of the letter, besides evidence. */
const LETTER = ["words", "order-id", "subject", "message"];

/**
 * A field has a new value; a box that is ticked is "true".
 *
 * @param {State} state @param {string} field @param {string} value
 * @returns {Effect[]}
 */
export const typed = (state, field, value) => {
  takeOver(state);
  forgetComplaint(state, field);
  const isEvidence = field.startsWith(fieldOf(null));
  // What was confirmed is what was read then.
  if (isEvidence || LETTER.includes(field)) state.confirmed = false;
  if (isEvidence) state.session.evidence[field.slice(fieldOf(null).length)] = value;
  else if (field === "confirm") state.confirmed = value === "true";
  else if (["first", "second", "none"].includes(field)) typedEntry(state, field, value);
  else Object.assign(state.session, { [field === "order-id" ? "orderId" : field]: value });
  return [];
};

/** @param {State} state @param {string} field @param {string} value */
const typedEntry = (state, field, value) => {
  const { entry } = state;
  if (!entry) return;
  Object.assign(entry, { [field]: field === "none" ? value === "true" : value });
  if (field === "none" || entry.wrong?.field === field) entry.wrong = null;
  keepEntry(state);
};

/** Forgets what is wrong with a field. @param {State} state @param {string} field */
const forgetComplaint = (state, field) => {
  state.complaints = state.complaints.filter((complaint) => complaint.field !== field);
};

// Files.

/** Files were chosen as evidence. @param {State} state @param {string} evidence @param {File[]} files @returns {Effect[]} */
export const chosen = (state, evidence, files) => {
  takeOver(state);
  forgetComplaint(state, fieldOf(evidence));
  if (!state.reading) state.added = 0;
  state.reading += files.length;
  return files.map((file) => ({ type: "read", evidence, file }));
};

/** A chosen file has been read. @param {State} state @param {import("../evidence.js").Picked} picked */
export const read = (state, picked) => {
  const wasForgotten = !state.reading;
  state.reading = Math.max(0, state.reading - 1);
  const effects =
    "problem" in picked ? complain(state, picked, picked.problem)
    : wasForgotten ? drop(state, picked.content.sha256)
    : addFile(state, picked);
  sayAdded(state, picked.evidence);
  return effects;
};

/** @param {State} state @param {{evidence: string, name: string}} picked @param {string} problem @returns {Effect[]} */
const complain = (state, { evidence, name }, problem) => {
  state.complaints.push(ofFile(evidence, problem, name));
  return [];
};

/** @param {State} state @param {Usable} picked @returns {Effect[]} */
const addFile = (state, picked) => {
  const { attachment, content } = picked;
  const { session, lost, files } = state;
  const { sha256 } = content;
  const isFoundAgain = lost.includes(sha256);
  const problem = isFoundAgain ? undefined : refused(attachment, session.files);
  if (problem) {
    complain(state, picked, problem);
    // The same file is there already, and stays.
    return session.files.some((file) => file.sha256 === sha256) ? [] : drop(state, sha256);
  }
  state.added += 1;
  state.keepsFiles = Boolean(content.isKept);
  if (isFoundAgain) state.lost = lost.filter((hash) => hash !== sha256);
  else session.files.push(attachment);
  files.push(content);
  return [];
};

/** Says what became of files offered together, when the last of them has been read. @param {State} state @param {string} evidence */
const sayAdded = (state, evidence) => {
  const { strings, format, reading, added, complaints } = state;
  if (!strings || reading) return;
  const refusals = complaints.filter(({ field }) => field === fieldOf(evidence)).map((complaint) => said(state, complaint));
  const news = added ? [strings.plural("evidence.added", format.plural(added), format.number("count", added))] : [];
  announce(state, [...news, ...refusals].join(" "));
};

/**
 * A file that is listed was looked for on the device. One that is not there stays listed: another tab may have it. What could
 * not be looked for is looked for again before it is sent.
 *
 * @param {State} state
 * @param {Extract<import("../state.js").Message, {type: "found"}>} message
 * @returns {Effect[]}
 */
export const found = (state, { sha256, taken, failed }) => {
  const listed = state.session.files.find((file) => file.sha256 === sha256);
  if (!listed || content(state, sha256) || failed) return [];
  if (taken) {
    state.files.push({ ...taken, sha256 });
  } else if (!state.lost.includes(sha256)) {
    state.complaints.push(ofLost(listed));
    state.lost.push(sha256);
  }
  return [];
};

/** Looks for the files that are listed and not here. @param {State} state @returns {Effect[]} */
export const findFiles = (state) => {
  const { keptUnder: key, session } = state;
  if (key === null) return [];
  return session.files.filter(({ sha256 }) => !content(state, sha256)).map(({ sha256 }) => ({ type: "find", key, sha256 }));
};

/** Takes a file away again. @param {State} state @param {number} index @returns {Effect[]} */
export const removeFile = (state, index) => {
  const { session, strings } = state;
  const [gone] = session.files.splice(index, 1);
  if (!gone) return [];
  state.files = state.files.filter(({ sha256 }) => sha256 !== gone.sha256);
  state.lost = state.lost.filter((hash) => hash !== gone.sha256);
  announce(state, strings?.fill("evidence.removed", { name: gone.name }) ?? "");
  const field = fieldOf(gone.evidence);
  forgetComplaint(state, field);
  return [...drop(state, gone.sha256), focus(field)];
};

/** What a file holds, once it has been read or found. @param {State} state @param {string} sha256 */
export const content = ({ files }, sha256) => files.find((file) => file.sha256 === sha256);

/** Whether files are still being read or looked for. @param {State} state */
export const isPreparing = (state) => {
  const isHere = (/** @type {string} */ sha256) => content(state, sha256) || state.lost.includes(sha256);
  return state.reading > 0 || state.session.files.some(({ sha256 }) => !isHere(sha256));
};
