// What the widget knows. It changes only as update.js says; what has to be done outside for that is an effect.
import { newSession } from "./session.js";
import { Strings } from "./strings.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./policy.js").Policy} Policy
 * @typedef {import("./policy.js").Case} Case
 * @typedef {import("./evidence.js").Content} Content
 * @typedef {import("./evidence.js").Picked} Picked
 * @typedef {import("./outcome.js").Failure} Failure
 * @typedef {import("./outcome.js").Outcome} Outcome
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./session.js").Screen} Screen
 * @typedef {ReturnType<typeof import("../tools/format.js").format>} Format
 */

/**
 * Why there is no policy: a stable code, what happened (for developers), and where in the document.
 *
 * @typedef {{code: string, message: string, pointer: string}} LoadError
 */

/**
 * What stays while the element stands in its page.
 *
 * @typedef {object} Lasting
 * @property {string} locale the language of the widget's own words
 * @property {string} policyLocale the language of the policy's texts, which are in fewer
 * @property {Format} format how dates and numbers are written
 * @property {Strings | null} strings the words, once they are there
 * @property {Policy | null} policy once it is there
 * @property {LoadError | null} error why it is not
 * @property {boolean} isReloading whether the shopper waits for it after an error
 * @property {Json} given the facts that the merchant gives
 * @property {string} givenOrder the order's number as the merchant gives it
 * @property {string} endpoint where the request goes; nowhere, where it is empty
 * @property {string | null} keptUnder where the session is kept
 * @property {string | null} stored the session's record as it was last read or written here
 * @property {Case | null} case as it stands, once there is a policy
 */

/**
 * What begins anew with every session.
 *
 * @typedef {object} Begun
 * @property {Session} session what the shopper has typed and chosen
 * @property {number | null} restored when what was found on the device had been kept
 * @property {boolean} keeps whether the browser keeps what is typed
 * @property {boolean} keepsFiles whether it keeps files
 * @property {import("./entry.js").Entry | null} entry the question that is being answered
 * @property {boolean} isChange whether it had been answered before
 * @property {Content[]} files what the files hold that the session lists
 * @property {string[]} lost the hashes of those that the browser has listed and not kept
 * @property {number} reading how many more are being read
 * @property {number} added how many were added since that began
 * @property {import("./validate.js").Complaint[]} complaints what is wrong on the request's screen
 * @property {boolean} excused whether a missing file has been pointed out: the second time the request goes without it
 * @property {boolean} confirmed whether the shopper has confirmed what looks secret
 * @property {boolean} sending whether the request is under way
 * @property {number | null} progress what part of it has gone out, where that can be told
 * @property {Failure | null} failure why the last attempt failed
 * @property {number | null} attempts how many were made since the shopper wanted one; null once they have gone on to other things
 * @property {import("./outcome.js").Retry | null} retry the attempt that nobody need ask for
 * @property {Json | null} earlier an earlier version of the request that may have arrived
 * @property {boolean} mayHaveArrived whether any version of it may have
 * @property {import("./outcome.js").Receipt | null} receipt the endpoint's
 * @property {boolean} isReviewing whether what will be sent is shown
 * @property {boolean | null} copied what the last copying came to
 * @property {string} live what a screen reader is to say besides
 */

/** @typedef {Lasting & Begun} State */
/** A state in which there is a case. @typedef {State & {policy: Policy, case: Case}} Ready */

/**
 * What a button does.
 *
 * @typedef {{type: "continue" | "unknown" | "skip" | "cancel"}
 *   | {type: "restore" | "review" | "send" | "stop" | "forget" | "reload"}
 *   | {type: "copy" | "copyAnswer" | "calendar" | "print" | "save"}
 *   | {type: "change", fact: string}
 *   | {type: "go", screen: Screen}
 *   | {type: "removeFile", index: number}} Action
 */

/**
 * What can happen: every click, input and answer from outside is one of these.
 *
 * @typedef {{type: "do", action: Action}
 *   | {type: "typed", field: string, value: string}
 *   | {type: "chosen", evidence: string, files: File[]}
 *   | {type: "read", picked: Picked}
 *   | {type: "found", sha256: string, taken?: Omit<Content, "sha256">, failed?: boolean}
 *   | {type: "strings", table: import("./strings.js").Table}
 *   | {type: "policy", policy: Policy}
 *   | {type: "policy", error: LoadError}
 *   | {type: "progress", part: number}
 *   | {type: "answered", outcome: Outcome}
 *   | {type: "copied", isCopied: boolean}
 *   | {type: "tick" | "woken"}
 *   | {type: "given", facts: Json}
 *   | {type: "orderId" | "endpoint", value: string}} Message
 */

/**
 * What has to be done outside: `focus` moves the focus, `follow` does so unless the shopper is busy elsewhere on the page;
 * `find` and `drop` are about the files of a session, `drop` without a hash about all of them; `submit` lets the page object
 * and then posts.
 *
 * @typedef {{type: "focus" | "follow", id: string}
 *   | {type: "read", evidence: string, file: File}
 *   | {type: "find", key: string, sha256: string}
 *   | {type: "drop", key: string, sha256?: string}
 *   | {type: "submit", request: Json, endpoint: string, id: string, body: string, files: [string, File][]}
 *   | {type: "error", code: string, message: string, pointer: string}
 *   | {type: "sent", receipt: Json}
 *   | {type: "copy", text: string}
 *   | {type: "save", name: string, text: string}
 *   | {type: "calendar", name: string, id: string, until: number, summary: string, description: string}
 *   | {type: "copyShown" | "print" | "load" | "sweep"}} Effect
 */

/** @returns {Begun} */
const begun = () => ({
  session: newSession(),
  restored: null,
  keeps: true,
  keepsFiles: true,
  entry: null,
  isChange: false,
  files: [],
  lost: [],
  reading: 0,
  added: 0,
  complaints: [],
  excused: false,
  confirmed: false,
  sending: false,
  progress: null,
  failure: null,
  attempts: null,
  retry: null,
  earlier: null,
  mayHaveArrived: false,
  receipt: null,
  isReviewing: false,
  copied: null,
  live: "",
});

/**
 * The state of an element that nothing is known of yet.
 *
 * @param {Pick<Lasting, "locale" | "policyLocale" | "format">} habits
 * @returns {State}
 */
export const newState = (habits) => ({
  ...habits,
  strings: null,
  policy: null,
  error: null,
  isReloading: false,
  given: {},
  givenOrder: "",
  endpoint: "",
  keptUnder: null,
  stored: null,
  case: null,
  ...begun(),
});

/** Begins with a new session, and with nothing of the one before. @param {State} state */
export const begin = (state) => Object.assign(state, begun());

/** Whether there is a case. @param {State} state @returns {state is Ready} */
export const isReady = (state) => Boolean(state.policy && state.case);

/** Evaluates anew. @param {State} state */
export const evaluate = (state) => {
  const { policy, given, session } = state;
  if (policy) state.case = policy.ask(given, session.answers, Date.now());
};

/** What a screen reader is to say besides what gets the focus. @param {State} state @param {string} key */
export const say = (state, key) => announce(state, state.strings?.get(key) ?? "");

/** The same. What is said again differs by a space that nobody hears, or it would not be said. @param {State} state @param {string} text */
export const announce = (state, text) => {
  state.live = text && text === state.live ? `${text}\u00a0` : text;
};

/** The shopper takes matters into their own hands: nothing more is sent until they say so. @param {State} state */
export const takeOver = (state) => Object.assign(state, { retry: null, attempts: null });

/** Nothing is under way. @param {State} state */
export const rest = (state) => Object.assign(takeOver(state), { sending: false, failure: null, progress: null, complaints: [] });

/** @param {string} id @returns {Effect} */
export const focus = (id) => ({ type: "focus", id });

/** Forgets a file of the session, or all of them. @param {State} state @param {string} [sha256] @returns {Effect[]} */
export const drop = ({ keptUnder }, sha256) => (keptUnder === null ? [] : [{ type: "drop", key: keptUnder, sha256 }]);
