// The timeline as a picture, and the same in words.
//
// The picture is a stair of time: the more the policy gives, the higher the step. What is only possible is dashed, and what
// is refused is a thin line, so that nothing depends on colour. It is SVG built of nodes, in per cent of the width that
// there is; the style sheet mirrors it where the shopper reads from right to left.
import { deadline, isPromise } from "../case.js";
import { h, svg } from "../dom.js";
import { isMidnight } from "../entry.js";
import { statusIcon } from "./icon.js";
import { end, remedies, section } from "./shared.js";

/** The least part of the width that a stretch takes, in per cent, so that a short one is still seen. */
const LEAST = 13;
/** The width of a letter where the picture is narrowest, in per cent. */
const LETTER = 2.7;
/** Where the stair stands. */
const GROUND = 80;
/** What gives only a part of what there is to be had. */
const PARTS = ["partial_refund", "credit", "limited_support"];

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").VNode} VNode
 * @typedef {{from: number, until: number | null, status: string, kinds: string[]}} Stretch
 * @typedef {{at: number, text: string, half: number}} Label a text at a place of the picture, which it does not leave; `half`
 *   is its half width, in per cent where the picture is narrowest
 */

/** The stair, with now and the deadline marked. Nothing, where time changes nothing. @param {View} view */
export const picture = (view) => {
  const [stretches, here] = stretchesOf(view);
  if (here < 0) return null;
  const { now, t } = view;
  const widths = widthsOf(stretches, now);
  const rights = widths.map((_, index) => sum(widths.slice(0, index + 1)));
  const lefts = [0, ...rights];
  const atNow = lefts[here] + widths[here] * part(stretches[here], now);
  /** @type {[number, number][]} */
  const ends = stretches.flatMap(({ until }, index) => (until === null ? [] : [[rights[index], until]]));
  return svg(
    "svg",
    { class: "picture", role: "img", "aria-label": alternative(view) },
    stretches.map((stretch, index) => step(stretch, lefts[index], rights[index], index < here ? 0 : atNow)),
    svg("rect", { class: "passed", y: 28, width: percent(atNow), height: GROUND - 28 }),
    level("ground", GROUND, { x2: "100%" }),
    dates(view, stretches[0].from, ends),
    line("now-line", atNow, 20),
    svg("circle", { class: "now-dot", cx: percent(atNow), cy: GROUND, r: 5 }),
    show(label(atNow, t("timeline.now")), "now", 13),
  );
};

/** The same in words. @param {View} view */
export const timeline = (view) => {
  const [stretches, here] = stretchesOf(view);
  if (here < 0) return null;
  const list = stretches.map((stretch, index) => inWords(view, stretch, index === 0, index === here));
  return section(view, "timeline", "timeline.heading", { class: "block timeline", part: "timeline" }, h("ol", "stretches", list));
};

/** The stretches of time, and the place of the one in which now is. @param {View} view @returns {[Stretch[], number]} */
const stretchesOf = ({ now, case: { verdict } }) => {
  /** @type {Stretch[]} */
  const stretches = verdict.timeline.map((/** @type {import("./shared.js").Json} */ { from, until, status, remedies }) => ({
    from: Date.parse(from),
    until: until && Date.parse(until),
    status,
    kinds: remedies.map((/** @type {{kind: string}} */ { kind }) => kind),
  }));
  const isNone = stretches.length < 2 || verdict.status === "needs_information";
  return [stretches, isNone ? -1 : stretches.findIndex(({ from, until }) => from <= now && (until === null || now < until))];
};

// In words.

/** What the picture marks, in words. @param {View} view */
const alternative = (view) => {
  const now = view.format.date("short", view.now);
  const until = deadline(view.case);
  return until === null ? view.fill("timeline.picture", { now }) : view.fill("timeline.picture_until", { now, until: end(view, until) });
};

/** @param {View} view @param {Stretch} stretch @param {boolean} isFirst @param {boolean} isHere */
const inWords = (view, { status, kinds, ...stretch }, isFirst, isHere) => {
  const { t, now } = view;
  const { until } = stretch;
  const title = t(`status.${status}`);
  const given = kinds.length > 0 && status !== "needs_information";
  const more = given ? title : status === "needs_information" && t("timeline.depends");
  const what = given ? remedies(view, kinds, status === "review" ? "merchant" : view.case.verdict.choice) : title;
  const when = whenOf(view, stretch, isFirst);
  const isDeadline = until !== null && until === deadline(view.case);
  return h(
    "li",
    { class: until !== null && until <= now ? "stretch over" : "stretch", "data-status": status },
    statusIcon(status),
    h("p", "stretch-what", h("span", "", what), " ", isHere && h("span", "tag here", t("timeline.you_are_here"))),
    h("p", "stretch-when", more ? `${when}\u00a0· ${more}` : when, " ", isDeadline && h("span", "tag", t("timeline.deadline"))),
  );
};

/** @param {View} view @param {{from: number, until: number | null}} stretch @param {boolean} isFirst */
const whenOf = ({ format, fill }, { from, until }, isFirst) => {
  const date = (/** @type {number} */ at, shown = at) => format.date(isMidnight(at) ? "weekday" : "short", shown);
  if (until === null) return fill("timeline.from", { from: date(from) });
  if (!isFirst) return format.range("short", from, before(until));
  return fill(isMidnight(until) ? "timeline.until_end" : "timeline.until", { until: date(until, before(until)) });
};

/** The last instant before an end, which is on the last day; a minute's figures are the same, but at midnight. @param {number} until */
const before = (until) => (isMidnight(until) ? until - 1 : until);

// The stair.

/** The width of each stretch in per cent: by its length, but none too small to be seen. @param {Stretch[]} stretches @param {number} now */
const widthsOf = (stretches, now) => {
  const lengths = stretches.map((stretch) => length(stretch, now));
  const widths = lengths.map((length) => Math.max((length / Math.max(sum(lengths), 1)) * 100, LEAST));
  return widths.map((width) => (width * 100) / sum(widths));
};

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

/**
 * How long a stretch is in the picture; the last one never ends, and is shown until a bit after now.
 *
 * @param {Stretch} stretch @param {number} now
 */
const length = ({ from, until }, now) => (until === null ? Math.max((now - from) * 1.5, 0) : until - from);

/** How far now is into its stretch, from 0 to 1. @param {Stretch} stretch @param {number} now */
const part = (stretch, now) => Math.min((now - stretch.from) / Math.max(length(stretch, now), 1), 1);

/**
 * A step of the stair, with the icon of its status in what is left of it after `now`.
 *
 * @param {Stretch} stretch @param {number} left @param {number} right @param {number} now
 */
const step = (stretch, left, right, now) => {
  const rise = riseOf(stretch);
  const x = percent(left + 0.4);
  const middle = ((left < now && now < right ? now : left) + right) / 2;
  // In the middle of a step, or above one that is too low.
  const y = rise > 24 ? GROUND - rise / 2 - 9 : GROUND - rise - 24;
  return svg(
    "g",
    { class: "stair", "data-status": stretch.status },
    svg("rect", { class: "bar", x, y: GROUND - rise, width: percent(Math.max(right - left - 0.8, 0.5)), height: rise }),
    level("edge", GROUND - rise, { x1: x, x2: percent(right - 0.4) }),
    mark(middle, statusIcon(stretch.status, { x: -9, y, width: 18, height: 18 })),
  );
};

/** How high a step is: by how much is given, and how surely. @param {Stretch} stretch */
const riseOf = ({ status, kinds }) => {
  if (isPromise(status)) return kinds.some((kind) => PARTS.includes(kind)) ? 36 : 50;
  return status === "review" ? 28 : status === "needs_information" ? 16 : 4;
};

/** A place for what does not grow with the picture. @param {number} at @param {VNode} what */
const mark = (at, what) => svg("svg", { class: "mark", x: percent(at), "aria-hidden": "true" }, what);

/** A level line. @param {string} look @param {number} y @param {import("../dom.js").Props} ends */
const level = (look, y, ends) => svg("line", { class: look, y1: y, y2: y, ...ends });

/** An upright line down to a little under the ground. @param {string} look @param {number} at @param {number} top */
const line = (look, at, top) => svg("line", { class: look, x1: percent(at), x2: percent(at), y1: top, y2: GROUND + 5 });

/** @param {number} number */
export const percent = (number) => `${number.toFixed(2)}%`;

// The dates under it.

/**
 * The deadline's date first, then those which that leaves room for.
 *
 * @param {View} view @param {number} start @param {[number, number][]} ends
 */
const dates = (view, start, ends) => {
  const { format } = view;
  const by = deadline(view.case);
  const end = ends.find(([, until]) => until === by);
  const labels = end ? deadlineLabels(view, ...end) : [];
  const marks = end && [line("deadline-line", end[0], 24), mark(end[0], svg("path", { class: "flag", d: "M0 24h14l-4 5 4 5H0z" }))];
  const shown = labels.map((label, index) => show(label, index ? "tick" : "tick deadline-tick", GROUND + (index ? 33 : 18)));
  for (const [at, day] of [...ends, [0, start]]) {
    const date = label(at, format.date("day", at > 0 ? before(day) : day));
    if (!labels.every((other) => isApart(date, other))) continue;
    shown.push(show(date, "tick", GROUND + 18));
    labels.push(date);
  }
  return [marks, shown];
};

/** Its date, and the word under it. @param {View} view @param {number} at @param {number} until */
const deadlineLabels = ({ t, format }, at, until) => {
  const date = label(at, format.date(isMidnight(until) ? "day" : "day_time", before(until)));
  const word = label(at, t("timeline.deadline"));
  date.half = word.half = Math.max(date.half, word.half);
  return [date, word];
};

/** @param {number} at @param {string} text @returns {Label} */
export const label = (at, text) => ({ at, text, half: ([...text].length * LETTER) / 2 });

/** Its anchor, and where its middle is then. @param {Label} label @returns {["start" | "middle" | "end", number]} */
export const anchor = ({ at, half }) => (at < half ? ["start", at + half] : at > 100 - half ? ["end", at - half] : ["middle", at]);

/** @param {Label} one @param {Label} other */
export const isApart = (one, other) => Math.abs(anchor(one)[1] - anchor(other)[1]) > one.half + other.half;

/** @param {Label} label @param {string} look @param {number} y */
const show = (label, look, y) => svg("text", { class: look, x: percent(label.at), y, "text-anchor": anchor(label)[0] }, label.text);
