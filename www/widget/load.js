// What an element is loaded with: its languages, and the policy as www/tools/load.js has it from its address or as a script has
// handed it over.
import { Policy } from "./policy.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./state.js").LoadError} LoadError
 * @typedef {import("./inside.js").Tools} Tools
 */

/** The languages of a policy's texts. */
const POLICY_LOCALES = ["es", "fr", "en"];

/**
 * The languages of an element, and how its shopper writes dates and numbers: by its `lang`, that of what it stands in, or the
 * browser's.
 *
 * @param {Tools} tools @param {HTMLElement} host
 */
export const habits = (tools, host) => {
  const languages = tools.languages(host).map((tag) => tag.split(/[-_]/)[0].toLowerCase());
  const first = (/** @type {string[]} */ locales) => languages.find((language) => locales.includes(language)) ?? "en";
  const locale = first(tools.locales);
  return { locale, policyLocale: first(POLICY_LOCALES), format: tools.format(locale) };
};

/**
 * The policy of an answer, or why there is none.
 *
 * @param {Awaited<ReturnType<Tools["load"]>>} answer
 * @param {import("./policy.js").Evaluator} evaluator
 * @param {string} locale
 * @returns {{policy: Policy} | {error: LoadError}}
 */
export const policyOf = (answer, evaluator, locale) => {
  const [code, message] = unloaded(answer) ?? [];
  if (code && message) return { error: { code, message, pointer: "" } };
  try {
    // A copy, so that what a script changes later does not part from what is evaluated.
    return { policy: new Policy(evaluator, structuredClone(/** @type {Json} */ (answer?.document)), locale) };
  } catch (problems) {
    // The evaluator's list; or the document was no data at all.
    const [problem] = Array.isArray(problems) ? problems : [{ code: "policy_unreadable", message: messageOf(problems), pointer: "" }];
    return { error: { code: problem.code, message: problem.message, pointer: problem.pointer } };
  }
};

/**
 * Why there is no document: a code, and a message.
 *
 * @param {Awaited<ReturnType<Tools["load"]>>} answer
 * @returns {[string, string] | undefined}
 */
const unloaded = (answer) => {
  const { status, document } = answer ?? { status: 0 };
  if (status === undefined) return ["policy_missing", "no policy was given"];
  if (status === 404 || status === 410) return ["policy_not_found", "there is nothing at the policy's address"];
  if (status < 200 || status > 299) return ["policy_unreachable", "the policy could not be loaded"];
  if (document === undefined) return ["policy_unreadable", "the policy's address did not answer with JSON"];
};

/** What an exception says. @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));
