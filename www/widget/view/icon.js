// Icons: each says again what a text beside it says.
import { svg } from "../dom.js";

const CIRCLE = "M12 3a9 9 0 100 18 9 9 0 000-18z";
const PATHS = {
  check: `M8 12.5l2.8 2.8L16.5 9${CIRCLE}`,
  step: "M4 19h5v-5h5V9h6M15 4l5 5-5 5",
  scale: "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a2.6 2.6 0 005 0zM19 7l-2.5 6a2.6 2.6 0 005 0z",
  cross: `M9 9l6 6M15 9l-6 6${CIRCLE}`,
  question: `M9.6 9.4a2.5 2.5 0 114.1 1.9c-.9.7-1.7 1.2-1.7 2.4M12 17v.1${CIRCLE}`,
  clock: `M12 7v5l3.2 2${CIRCLE}`,
  info: `M12 11v5M12 8v.1${CIRCLE}`,
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  calendar: "M5 6h14v14H5zM5 10h14M9 3v5M15 3v5M12 13v4M10 15h4",
  printer: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  shield: "M12 3l7 3v5c0 4.6-2.9 8-7 10-4.1-2-7-5.4-7-10V6z",
};

/** @type {Record<string, Icon>} */
const STATUSES = { qualifies: "check", action_required: "step", review: "scale", does_not_qualify: "cross", needs_information: "question" };

/** @typedef {keyof typeof PATHS} Icon */

/**
 * An icon, unseen by a screen reader. The one that goes somewhere goes where reading does.
 *
 * @param {Icon} name @param {import("../dom.js").Props} [place]
 */
export const icon = (name, place) => {
  const look = name === "step" ? "icon onward" : "icon";
  return svg("svg", { class: look, viewBox: "0 0 24 24", "aria-hidden": "true", ...place }, svg("path", { d: PATHS[name] }));
};

/** The icon of a status. @param {string} status @param {import("../dom.js").Props} [place] */
export const statusIcon = (status, place) => icon(STATUSES[status], place);
