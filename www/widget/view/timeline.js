// The timeline as a picture, and the same in words.
//
// The picture is a stair of time: the more the policy gives, the higher the step. What is only possible is dashed, and what
// is refused is a thin line, so that nothing depends on colour. It is SVG built of nodes, in per cent of the width that
// there is and in em, so that it grows with the text; the style sheet mirrors it where the shopper reads from right to left.
import { deadline, isPromise } from "../case.js";
import { h, svg } from "../dom.js";
import { isMidnight } from "../entry.js";
import { statusIcon } from "./icon.js";
import { end, remedies, section } from "./shared.js";

/** The least part of the width that a stretch takes, in per cent, so that a short one is still seen. */
const LEAST = 13;
/** The width of a letter where the picture is narrowest, in per cent. */
const LETTER = 2.7;
/** Where the stair stands, and its top. */
const GROUND = 6.4;
const TOP = 2.4;
/** The lines of text: above the stair, below it, and below that. */
const ABOVE = 1;
const BELOW = GROUND + 1.4;
const LAST = BELOW + 1.2;
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
  const nowLabel = label(atNow, t("timeline.now"));
  return svg(
    "svg",
    { class: "picture", role: "img", "aria-label": alternative(view) },
    stretches.map((stretch, index) => step(stretch, lefts[index], rights[index])),
    // A line has half its width above its place.
    svg("rect", { class: "passed", y: em(TOP - 0.2), width: percent(atNow), height: em(GROUND - TOP + 0.2) }),
    stretches.map((stretch, index) => sign(stretch, lefts[index], rights[index], index < here ? 0 : atNow)),
    level("ground", GROUND, { x2: "100%" }),
    dates(view, stretches[0].from, ends, nowLabel),
    line("now-line", atNow, ABOVE + 0.6),
    svg("circle", { class: "now-dot", cx: percent(atNow), cy: em(GROUND), r: "0.4em" }),
    show(nowLabel, "now", ABOVE),
  );
};

/** The same in words. @param {View} view */
export const timeline = (view) => {
  const [stretches, here] = stretchesOf(view);
  if (here < 0) return null;
  const list = stretches.map((stretch, index) => inWords(view, stretch, index === 0, index === here));
  const heading = here < stretches.length - 1 ? "timeline.heading" : "timeline.past";
  return section(view, "timeline", heading, { class: "block timeline", part: "timeline" }, h("ol", "stretches", list));
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
    h("p", "stretch-when", when, isDeadline && [" ", h("span", "tag", t("timeline.deadline"))], more && `\u00a0· ${more}`),
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

/** A step of the stair. @param {Stretch} stretch @param {number} left @param {number} right */
const step = (stretch, left, right) => {
  const rise = riseOf(stretch);
  const [x, y] = [percent(left + 0.4), GROUND - rise];
  return svg(
    "g",
    { class: "stair", "data-status": stretch.status },
    svg("rect", { class: "bar", x, y: em(y), width: percent(Math.max(right - left - 0.8, 0.5)), height: em(rise) }),
    level("edge", y, { x1: x, x2: percent(right - 0.4) }),
  );
};

/**
 * The icon of a step's status, in what is left of it after `now`.
 *
 * @param {Stretch} stretch @param {number} left @param {number} right @param {number} now
 */
const sign = (stretch, left, right, now) => {
  const { status } = stretch;
  const rise = riseOf(stretch);
  const middle = ((left < now && now < right ? now : left) + right) / 2;
  // In the middle of a step, or above one that is too low.
  const y = rise > 2 ? GROUND - rise / 2 - 0.7 : GROUND - rise - 1.8;
  return mark(middle, statusIcon(status, { x: "-0.7em", y: em(y), width: "1.4em", height: "1.4em" }), status);
};

/** How high a step is: by how much is given, and how surely. @param {Stretch} stretch */
const riseOf = ({ status, kinds }) => {
  if (isPromise(status)) return kinds.some((kind) => PARTS.includes(kind)) ? 2.9 : 4;
  return status === "review" ? 2.2 : status === "needs_information" ? 1.3 : 0.3;
};

/** A place for what does not grow with the picture's width. @param {number} at @param {VNode} what @param {string} [status] */
const mark = (at, what, status) => svg("svg", { class: "mark", x: percent(at), "data-status": status, "aria-hidden": "true" }, what);

/** A level line. @param {string} look @param {number} y @param {import("../dom.js").Props} ends */
const level = (look, y, ends) => svg("line", { class: look, y1: em(y), y2: em(y), ...ends });

/** An upright line down to a little under the ground. @param {string} look @param {number} at @param {number} top */
const line = (look, at, top) => svg("line", { class: look, x1: percent(at), x2: percent(at), y1: em(top), y2: em(GROUND + 0.4) });

/** @param {number} number */
const em = (number) => `${number.toFixed(2)}em`;

/** @param {number} number */
export const percent = (number) => `${number.toFixed(2)}%`;

// The dates under it.

/**
 * The deadline's date first, then those which that leaves room for; above the stair, where there is none below.
 *
 * @param {View} view @param {number} start @param {[number, number][]} ends @param {Label} nowLabel
 */
const dates = (view, start, ends, nowLabel) => {
  const { format } = view;
  const by = deadline(view.case);
  const end = ends.find(([, until]) => until === by);
  const labels = end ? deadlineLabels(view, ...end) : [];
  const above = [nowLabel];
  const shown = labels.map((label, index) => show(label, index ? "" : "deadline-tick", index ? LAST : BELOW));
  const marks = end && [line("deadline-line", end[0], TOP - 0.5), mark(end[0], flag())];
  for (const [at, day] of [...ends.filter((other) => other !== end), [0, start]]) {
    const date = label(at, format.date("day", at > 0 ? before(day) : day));
    const rows = at > 0 ? [labels, above] : [labels];
    const row = rows.find((others) => others.every((other) => isApart(date, other)));
    const isAbove = row === above;
    if (at > 0) shown.push(line("edge-line", at, isAbove ? ABOVE + 0.6 : TOP));
    if (!row) continue;
    shown.push(show(date, "", isAbove ? ABOVE : BELOW));
    row.push(date);
  }
  return [shown, marks];
};

/** Where the deadline is; it flies where time goes. */
const flag = () => {
  const place = { class: "flag onward", viewBox: "0 0 14 10", y: em(TOP - 0.5), width: "1.1em", height: "0.8em" };
  return svg("svg", place, svg("path", { d: "M0 0h14l-4 5 4 5H0z" }));
};

/** Its date, and the word under it. @param {View} view @param {number} at @param {number} until */
const deadlineLabels = ({ t, format }, at, until) => {
  const date = label(at, format.date(isMidnight(until) ? "day" : "day_time", before(until)));
  const word = label(at, t("timeline.deadline"));
  date.half = word.half = Math.max(date.half, word.half);
  return [date, word];
};

/** With a little room on either side. @param {number} at @param {string} text @returns {Label} */
export const label = (at, text) => ({ at, text, half: (([...text].length + 0.5) * LETTER) / 2 });

/** Its anchor, and where its middle is then. @param {Label} label @returns {["start" | "middle" | "end", number]} */
export const anchor = ({ at, half }) => (at < half ? ["start", at + half] : at > 100 - half ? ["end", at - half] : ["middle", at]);

/** @param {Label} one @param {Label} other */
export const isApart = (one, other) => Math.abs(anchor(one)[1] - anchor(other)[1]) > one.half + other.half;

/** @param {Label} label @param {string} look @param {number} y */
const show = (label, look, y) => svg("text", { class: look, x: percent(label.at), y: em(y), "text-anchor": anchor(label)[0] }, label.text);
