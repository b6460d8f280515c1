// Sending: the request as it stands, what the endpoint made of it, attempts that nobody asks for.
import { request } from "../letter.js";
import { failed as failureOf, failureHeading, isUnclear, retry } from "../outcome.js";
import { drop, evaluate, focus, isReady, say, takeOver } from "../state.js";
import { complaints, ofEndpoint } from "../validate.js";
import { go } from "./answering.js";
import { findFiles, isPreparing } from "./filling.js";

/**
 * @typedef {import("../policy.js").Json} Json
 * @typedef {import("../outcome.js").Failure} Failure
 * @typedef {import("../outcome.js").Outcome} Outcome
 * @typedef {import("../outcome.js").Receipt} Receipt
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Effect} Effect
 */

/** @param {Json} one @param {Json} other */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The request, composed for the instant of the one before where nothing has changed since: the same bytes again. @param {State} state */
const compose = (state) => {
  if (!isReady(state)) return null;
  const { sent } = state.session;
  const sentAt = Date.parse(sent?.sent_at);
  const again = sent && sentAt ? request(state, sentAt) : null;
  return again && isSame(again, sent ?? {}) ? again : request(state, Date.now());
};

/** The shopper, or a script of the page, wants the request to be sent. @param {State} state @returns {Effect[]} */
export const send = (state) => {
  const isEarly = Date.now() < (state.failure?.retryAt ?? 0);
  if (state.sending || isEarly || state.receipt) return [];
  evaluate(state);
  const composed = compose(state);
  if (!composed || !isReady(state)) return [];
  state.session.screen = "request";
  state.complaints = complaints(state, composed);
  const [first] = state.complaints;
  if (first) {
    state.excused = true;
    say(state, "send.check");
    return [focus(first.field)];
  }
  if (isPreparing(state)) {
    say(state, "evidence.reading");
    return findFiles(state);
  }
  if (!hasEndpoint(state)) return [];
  Object.assign(state, { failure: null, attempts: 0 });
  say(state, "send.sending");
  return post(state, composed);
};

/** Makes the attempt that is due. @param {State} state @returns {Effect[]} */
export const due = (state) => {
  const { retry: next, sending, attempts } = state;
  if (typeof next !== "number" || next > Date.now() || sending) return [];
  if (!isOnline()) {
    state.retry = "online";
    return [];
  }
  state.attempts = attempts === null ? null : attempts + 1;
  const composed = compose(state);
  return composed ? post(state, composed) : [];
};

/** Something has changed outside: a connection is there again, perhaps. @param {State} state */
export const woken = (state) => {
  if (state.retry === "online" && isOnline()) state.retry = retry(failureOf("network"), 0, Date.now());
  return due(state);
};

/** @param {State} state @param {Json} composed @returns {Effect[]} */
const post = (state, composed) => {
  const { session, endpoint, files } = state;
  if (session.sent && !isSame(session.sent, composed)) state.earlier = session.sent;
  session.sent = composed;
  Object.assign(state, { sending: true, retry: null, progress: null });
  const parts = files.map(({ sha256, file }) => /** @type {[string, File]} */ ([sha256, file]));
  return [{ type: "submit", request: composed, endpoint, id: session.id, body: JSON.stringify(composed), files: parts }];
};

/** What the endpoint made of the request. @param {State} state @param {Outcome} outcome @returns {Effect[]} */
export const answered = (state, outcome) => {
  // Forgotten meanwhile, or another tab has the receipt already.
  if (!state.sending) return [];
  Object.assign(state, { sending: false, live: "" });
  return "receipt" in outcome ? received(state, outcome.receipt) : failed(state, outcome.failure);
};

/** @param {State} state @param {Receipt} receipt @returns {Effect[]} */
const received = (state, receipt) => {
  const { session, earlier } = state;
  if (receipt.isEarlier && earlier) session.sent = earlier;
  const dropped = session.files.length ? drop(state) : [];
  Object.assign(session, { receipt: receipt.json, files: [] });
  Object.assign(state, { receipt, earlier: null, files: [] });
  go(state, "receipt");
  return [{ type: "follow", id: "receipt" }, { type: "sent", receipt: receipt.json }, ...dropped];
};

/** @param {State} state @param {Failure} failure @returns {Effect[]} */
const failed = (state, failure) => {
  state.complaints = ofEndpoint(state, failure);
  if (failure.code === "fields" && !state.complaints.length) {
    // Nothing that the shopper could mend at a field of this screen.
    failure = { ...failure, code: "refused", detail: failure.errors[0]?.detail ?? null };
  }
  // What arrived before it, if anything.
  if (!isUnclear(failure)) state.session.sent = state.earlier;
  else if (!failure.isUnsent) state.mayHaveArrived = true;
  state.retry = state.attempts === null ? null : retry(failure, state.attempts, Date.now());
  state.failure = { ...failure, isUnsent: !state.mayHaveArrived };
  return [...failureFocus(state), { type: "error", code: failure.code, message: failure.detail ?? "", pointer: "" }];
};

/**
 * A failure is pointed out where the shopper waits for it, or has to do something about it; who is busy with something else by
 * now only hears of it.
 *
 * @param {State} state
 * @returns {Effect[]}
 */
const failureFocus = (state) => {
  const { attempts, complaints: [first] } = state;
  if (attempts === null) {
    if (state.failure) say(state, failureHeading(state.failure));
    return [];
  }
  return attempts && state.retry !== null ? [] : [{ type: "follow", id: first?.field ?? "failure" }];
};

/** Makes no more attempts. @param {State} state @returns {Effect[]} */
export const stop = (state) => {
  takeOver(state);
  say(state, "failure.stopped");
  return [focus("send")];
};

/** Whether there is an endpoint that can be posted to. @param {State} state */
export const hasEndpoint = ({ endpoint }) => Boolean(endpoint) && !endpoint.startsWith("mailto:");

/** The request as it was received, or else as it would be sent. @param {State} state */
export const currentRequest = (state) => (state.receipt ? state.session.sent : compose(state));

const isOnline = () => globalThis.navigator?.onLine ?? true;
