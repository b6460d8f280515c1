// The verdict in one sentence, what it comes to, until when, and what is still to be done for it.
import { money } from "../amounts.js";
import { deadline, decidingClause, isPromise } from "../case.js";
import { h } from "../dom.js";
import { iso } from "../json.js";
import { options } from "../letter.js";
import { radios } from "./fields.js";
import { icon, statusIcon } from "./icon.js";
import { stillOpen } from "./known.js";
import { button, end, known, labelOf, remedies, said, section, valueOf } from "./shared.js";
import { picture } from "./timeline.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Child} Child
 * @typedef {import("./shared.js").Json} Json
 */

/** The card with the answer. @param {View} view */
export const verdict = (view) => {
  const { status } = view.case.verdict;
  return h(
    "section",
    { class: "card verdict", part: "card verdict", "data-status": status, "aria-labelledby": "answer" },
    pill(view, status),
    h("h3", { id: "answer", class: "headline", part: "headline", tabindex: -1, "data-copy": true }, headline(view)),
    amounts(view),
    until(view),
    picture(view),
    status === "needs_information" && stillOpen(view),
    steps(view),
    choices(view),
    h("div", "actions", toRequest(view)),
    taking(view),
  );
};

/** Whatever the answer is, the shopper can write to the merchant. @param {View} view */
export const toRequest = ({ t, case: { verdict } }) => {
  const isFutile = verdict.status === "does_not_qualify" && !verdict.alternatives.length;
  const text = t(isFutile ? "verdict.write_anyway" : "verdict.request");
  return button("primary", text, { type: "go", screen: "request" }, { part: "button primary" });
};

/** The status, as a picture and a word. @param {View} view @param {string} status */
const pill = ({ t }, status) => {
  const props = { class: "pill", part: "status", "data-status": status, "data-copy": true };
  return h("p", props, statusIcon(status), h("span", "", t(`status.${status}`)));
};

/** The verdict in one sentence. @param {View} view */
export const headline = (view) => {
  const { status, choice, ...given } = view.case.verdict;
  const key = `headline.${status}`;
  const named = (/** @type {Json[]} */ all, /** @type {string} */ how) => remedies(view, all.map(({ kind }) => kind), how);
  if (status === "needs_information") return view.t(key);
  if (status === "does_not_qualify") {
    const alternatives = named(given.alternatives, "shopper");
    return alternatives ? view.fill(`${key}.alternatives`, { alternatives }) : view.t(key);
  }
  return given.remedies.length ? view.fill(key, { remedies: named(given.remedies, choice) }) : view.t(`${key}.none`);
};

// What it comes to.

/** What each remedy comes to, with the arithmetic where it is not simply all that was paid. @param {View} view */
const amounts = (view) => {
  const { remedies } = view.case.verdict;
  const sums = remedies.filter((/** @type {Json} */ given) => given.amount);
  const rows = sums.map((/** @type {Json} */ given) => amount(view, given, sums.length === 1, remedies.length === 1));
  return rows.length > 0 && h("div", { class: "amounts", part: "amount", "data-copy": true }, rows);
};

/** @param {View} view @param {Json} given @param {boolean} isOnlyAmount @param {boolean} isOnlyRemedy */
const amount = (view, given, isOnlyAmount, isOnlyRemedy) => {
  const shown = money(view, given.amount);
  const isLarge = isOnlyAmount && isPromise(view.case.verdict.status);
  return h(
    "div",
    "amount-row",
    // Beside other remedies it is said which one this is.
    !isOnlyRemedy && h("p", "amount-name", view.t(`remedy.${given.kind}`)),
    h("p", isLarge ? "amount" : "amount small", given.estimate ? view.fill("amount.about", { amount: shown }) : shown),
    arithmetic(view, given),
    given.estimate && h("p", "quiet", view.t("amount.estimate")),
  );
};

/**
 * How an amount that is not simply what was paid is reckoned: "€98.00 paid, × 1 of 2 applications".
 *
 * @param {View} view @param {Json} given
 */
const arithmetic = (view, given) => {
  const { policy } = view;
  const granted = decidingClause(view)?.then.remedies ?? [];
  const how = granted.find((/** @type {Json} */ remedy) => remedy.kind === given.kind)?.amount;
  const paid = policy.fact("amount_paid");
  const factor = how && factorOf(view, how);
  if (!factor || !paid) return null;
  const line = (/** @type {Child} */ name, /** @type {string} */ number) => [h("dt", "", name), h("dd", "", number)];
  const [name, times] = factor;
  return h("dl", "arithmetic", line(said(view, labelOf(view, paid)), valueOf(view, paid, known(view, paid.id))), line(name, `× ${times}`));
};

/**
 * What it is of, and how much of it; nothing where that is not known.
 *
 * @param {View} view @param {Json} how
 * @returns {[Child, string] | null}
 */
const factorOf = (view, { share, unused, percent }) => {
  const { format, t } = view;
  const ids = share ? [share.part, share.of] : unused ? [unused] : [];
  const numbers = ids.map((id) => known(view, id) ?? null);
  if (numbers.includes(null)) return null;
  if (unused) return [t("amount.unused"), format.number("percent", 1 - numbers[0])];
  if (!share) return [t("amount.percent"), format.number("percent", percent / 100)];
  const [part, whole] = numbers.map((number) => format.number("number", number));
  const fact = view.policy.fact(share.part);
  return fact ? [said(view, labelOf(view, fact)), view.fill("amount.share", { part, whole })] : null;
};

// Until when.

/** Until when to write, or until when nothing else holds. @param {View} view */
const until = (view) => {
  const { status, until, timeline } = view.case.verdict;
  const by = deadline(view.case);
  if (by !== null) return when(view, "deadline.send_by", by);
  if (until) return ["review", "does_not_qualify"].includes(status) && when(view, "deadline.holds_until", Date.parse(until));
  const key = timeline.length > 1 ? "deadline.none_now" : "deadline.none";
  return ["qualifies", "review"].includes(status) && h("p", "deadline quiet", view.t(key));
};

/** @param {View} view @param {string} key @param {number} at */
const when = (view, key, at) => {
  const { t, format, now } = view;
  return h(
    "p",
    { class: "deadline", part: "deadline", "data-copy": true },
    icon("clock"),
    h(
      "span",
      "deadline-text",
      h("span", "deadline-label", t(key)),
      h("time", { class: "deadline-date", datetime: iso(at) }, end(view, at)),
      h("span", { class: "deadline-left", part: "time-left" }, view.fill("deadline.left", { time: format.length(at - now) })),
      elsewhere(view, at),
    ),
  );
};

/** That the policy counts by other clocks than the shopper's. @param {View} view @param {number} at */
const elsewhere = (view, at) => {
  const timeZone = view.policy.document.zone;
  const clock = (/** @type {Intl.DateTimeFormatOptions} */ options) => new Date(at).toLocaleString("en", options);
  if (clock({ timeZone }) === clock({})) return null;
  const zone = timeZone.replace(/.*\//, "").replaceAll("_", " ");
  return h("span", "quiet", view.fill("deadline.zone", { zone }));
};

/** Until when to write, in a line. @param {View} view */
export const deadlineLine = (view) => {
  const by = deadline(view.case);
  return by !== null && view.strings.line("deadline.send_by", end(view, by));
};

// What is to be done, chosen and taken along.

/** @param {View} view */
export const steps = (view) => {
  const { status, steps } = view.case.verdict;
  const list = () => h("ol", "steps", steps.map((/** @type {Json} */ due) => step(view, due)));
  const props = { class: "block", "data-status": status, "data-copy": true };
  return steps.length > 0 && section(view, "steps", "steps.heading", props, list());
};

/** @param {View} view @param {Json} due */
const step = (view, { title, text, met_at }) => {
  const { t, format, now, lang } = view;
  const state = met_at ? "running" : "to_do";
  // A step that stands before nothing is advice, and not a task.
  const isTask = view.case.verdict.status === "action_required";
  const at = Date.parse(met_at);
  const met = () => view.fill("steps.met_from", { date: format.date("date_time", at), relative: format.relative(at, now, false) });
  return h(
    "li",
    { class: "step", "data-state": state },
    h("p", "step-title", h("span", { lang }, title), " ", isTask && h("span", "tag", t(`steps.${state}`))),
    h("p", { lang }, text),
    met_at && h("p", "quiet", met()),
  );
};

/** What is the shopper's to choose: between remedies, and how an alternative is wanted. @param {View} view */
const choices = (view) => {
  const { choice, remedies, alternatives } = view.case.verdict;
  if (choice === "shopper" && remedies.length > 1) {
    return chooser(view, "choice.heading", remedies.map((/** @type {Json} */ { kind }) => [kind, view.t(`remedy.${kind}`)]));
  }
  const kind = alternatives.find((/** @type {Json} */ given) => given.options)?.kind;
  if (!kind) return null;
  const ways = options(view.state, kind);
  return chooser(view, "alternatives.options", ways.map(([id, text]) => [`${kind}/${id}`, said(view, view.policy.say(text))]));
};

/** @param {View} view @param {string} heading @param {[string, Child][]} options */
const chooser = (view, heading, options) =>
  h("fieldset", "fieldset block", h("legend", "heading", view.t(heading)), radios("options", "wish", view.state.session.wish, options));

/** What the shopper can take along: the deadline in a calendar, the answer on paper and as text. @param {View} view */
const taking = (view) => {
  const { t, state } = view;
  /** @param {import("./icon.js").Icon} sign @param {string} key @param {"calendar" | "print" | "copyAnswer"} type */
  const tool = (sign, key, type) => button("link tool", [icon(sign), t(key)], { type });
  return h(
    "div",
    "tools",
    deadline(view.case) !== null && tool("calendar", "take.calendar", "calendar"),
    tool("printer", "take.print", "print"),
    state.copied === true ? tool("check", "ways.copied", "copyAnswer") : tool("copy", "take.copy", "copyAnswer"),
  );
};
