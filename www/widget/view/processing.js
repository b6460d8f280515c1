// What happens after the request: how long the merchant takes, and the dates that come of it.
//
// Days are those of the policy's calendar. It does not name its holidays, so that business days are Monday to Friday here
// and every date is told as approximate.
import { h } from "../dom.js";
import { section } from "./shared.js";

const DAY = 86_400_000;

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {number} Day a day of a calendar, counted from 1970
 * @typedef {{max: number, unit: string}} Length
 * @typedef {Length & {min: number, exceptionally?: Length}} Duration
 */

/** Reckoned from the request's arrival, or as if it went out today. @param {View} view */
export const processing = (view) => {
  const { policy, now, strings, t, state: { receipt, session } } = view;
  const { answer, payout, method } = view.case.verdict.processing;
  if (!answer && !payout) return null;
  const { zone } = policy.document;
  const today = dayOf(receipt?.receivedAt ?? now, zone);
  const [first, last] = answer ? span(today, today, answer) : [today, today];
  // Nothing is approved before the steps are met. When one will be that has not begun, nobody knows.
  /** @type {{met_at: string | null}[]} */
  const steps = (receipt ? session.sent : view.case)?.verdict?.steps ?? [];
  const met = steps.map(({ met_at }) => (met_at ? dayOf(Date.parse(met_at), zone) : Infinity));
  const [earliest, latest] = [Math.max(first, ...met), Math.max(last, ...met)];
  const isApproximate = [answer, earliest < Infinity && payout].some((length) => length?.unit === "business_days");
  const paid = method && strings.find(`processing.${method}`);
  return section(
    view,
    "processing",
    "processing.heading",
    { class: "block", part: "processing" },
    h(
      "ol",
      "dates",
      answer && item(by(view, last), about(view, "processing.answer", answer)),
      payout && payment(view, earliest, latest, payout),
    ),
    paid && h("p", "", paid),
    isApproximate && h("p", "quiet", t(receipt ? "processing.note_sent" : "processing.note")),
  );
};

/**
 * Nobody knows from when on it counts, where that is infinitely late.
 *
 * @param {View} view @param {Day} earliest @param {Day} latest @param {Duration} payout
 */
const payment = (view, earliest, latest, payout) => {
  const { exceptionally } = payout;
  const isDated = earliest < Infinity;
  const [from, until] = span(earliest, latest, payout);
  const range = () => view.format.range("calendar_range", noon(from), noon(until));
  const late = (/** @type {Length} */ { max, unit }) => by(view, after(latest, max, unit));
  const undated = (/** @type {Length} */ length) => about(view, "processing.after", length);
  return [
    isDated ? item(range(), about(view, "processing.payout", payout)) : item(undated(payout), view.t("processing.usual")),
    exceptionally && item((isDated ? late : undated)(exceptionally), about(view, "processing.exceptionally", exceptionally)),
  ];
};

/** About when something happens, and what. @param {string} when @param {string} what */
const item = (when, what) => h("li", "dated", h("span", "dated-when", when), " ", h("span", "dated-what", what));

/** A text with how long that takes. @param {View} view @param {string} key @param {Length & {min?: number}} length */
const about = (view, key, length) => view.fill(key, { time: duration(view, length) });

/** @param {View} view @param {Day} day */
const by = ({ format, fill }, day) => fill("processing.by", { date: format.date("calendar", noon(day)) });

/** @param {View} view @param {Length & {min?: number}} length */
const duration = ({ format, strings }, { min = Infinity, max, unit }) => {
  const most = format.number("count", max);
  const shown = min < max ? `${format.number("count", min)}–${most}` : most;
  return strings.plural(`duration.${unit}`, format.plural(max), shown);
};

/**
 * The first and the last day on which it can be over, where it begins on one of these.
 *
 * @param {Day} earliest @param {Day} latest @param {Duration} duration
 * @returns {[Day, Day]}
 */
const span = (earliest, latest, { min, max, unit }) => [after(earliest, min, unit), after(latest, max, unit)];

/** The day on which so much time has passed, the first one not counted. @param {Day} day @param {number} count @param {string} unit */
export const after = (day, count, unit) => {
  if (unit !== "business_days") return day + (unit === "hours" ? Math.ceil(count / 24) : count);
  // 1 January 1970 was a Thursday. From a weekend on it is counted as from the Friday before.
  const weekday = (day + 3) % 7;
  const worked = Math.min(weekday, 4) + count;
  return day - weekday + Math.floor(worked / 5) * 7 + (worked % 5);
};

/** Swedish dates are those of ISO 8601. @param {number} at @param {string} timeZone @returns {Day} */
const dayOf = (at, timeZone) => Date.parse(new Intl.DateTimeFormat("sv", { timeZone }).format(at)) / DAY;

/** The instant as which dates of style `calendar` take a day. @param {Day} day */
const noon = (day) => day * DAY + DAY / 2;
