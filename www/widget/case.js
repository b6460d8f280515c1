// The case as it stands: what follows from the verdict besides what it says itself.

/**
 * @typedef {import("./policy.js").Case} Case
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./policy.js").Policy} Policy
 * @typedef {import("./policy.js").Problem} Problem
 */

/** How good a status is: a promise with a step is a promise all the same. @type {Record<string, number>} */
const RANKS = { qualifies: 3, action_required: 3, review: 2, needs_information: 1, does_not_qualify: 0 };

/** Whether the policy gives its word, once the steps are done. @param {string} status */
export const isPromise = (status) => RANKS[status] === 3;

/**
 * Until when to send the request so as not to lose what is given now; null where time takes nothing away.
 *
 * A step that is met by waiting changes the status and not what is given, so that the time runs on past it.
 *
 * @param {Case} current
 * @returns {number | null}
 */
export const deadline = ({ verdict }) => {
  const { status, remedies, timeline } = verdict;
  // What is still open can be lost and gained alike.
  let until = status === "needs_information" ? null : verdict.until;
  while (until) {
    const next = timeline.find((/** @type {{from: string}} */ { from }) => from === until);
    // Without the purchase there is no timeline, only an end.
    if (!next) return remedies.length ? Date.parse(until) : null;
    const change = RANKS[next.status] - RANKS[status];
    if (change > 0) return null;
    if (change < 0 || kinds(next.remedies) !== kinds(remedies)) return Date.parse(until);
    until = next.until;
  }
  return null;
};

/**
 * The clause that decides, as the policy has it.
 *
 * @param {{policy: Pick<Policy, "document">, case: Case}} state
 * @returns {Json | undefined}
 */
export const decidingClause = ({ policy, case: { verdict } }) => {
  const deciding = verdict.reasons.find((/** @type {Json} */ { role }) => role === "decides");
  return policy.document.clauses.find((/** @type {Json} */ { id }) => id === deciding?.clause);
};

/** @param {{kind: string}[]} remedies */
const kinds = (remedies) => remedies.map(({ kind }) => kind).join();

/** Whether a problem is with a fact. Ids have no letter that a JSON pointer would escape. @param {Problem} problem @param {string} fact */
export const names = ({ pointer }, fact) => pointer.split("/")[1] === fact;
