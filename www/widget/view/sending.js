// What will be sent, in full; the button that sends it; and what to do where that fails.
import { h } from "../dom.js";
import { draft } from "../letter.js";
import { failureHeading } from "../outcome.js";
import { isPreparing } from "../state/filling.js";
import { currentRequest, hasEndpoint } from "../state/sending.js";
import { wrong } from "./fields.js";
import { icon } from "./icon.js";
import { button, factRow, row } from "./shared.js";

/** Windows hands no longer link than this to a mail program, and says nothing. */
const LINK_CHARS = 2_000;

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Json} Json
 */

/** @param {View} view */
export const sending = (view) => {
  const { state, t } = view;
  const { failure } = state;
  const others = failure && h("section", "other", h("h4", "heading", t("ways.heading")), ways(view));
  // What the shop has refused, it refuses again: the other ways are what helps.
  const isRefused = failure?.code === "refused";
  return h(
    "div",
    { key: "sending", class: "sending" },
    review(view),
    failure && failed(view, failure),
    hasEndpoint(state)
      ? [isRefused && others, sendButton(view, isRefused ? "secondary" : "primary"), !isRefused && others]
      : [h("p", "", t("send.no_endpoint")), ways(view)],
  );
};

// The button.

/** @param {View} view @param {string} look */
const sendButton = (view, look) => {
  const { state, t } = view;
  const key = state.sending ? "send.sending" : !state.failure ? "send.button" : state.retry === null ? "failure.retry" : "failure.now";
  const props = {
    id: "send",
    type: "submit",
    class: `button ${look}${state.sending ? " busy" : ""}`,
    part: look === "primary" ? "button primary" : "button",
    "aria-disabled": String(state.sending || isPreparing(state) || wait(view) > 0),
    "aria-describedby": "send-wrong outlook",
  };
  // A file that was not taken is no reason not to send; what was missing when Send was pressed is.
  const isIncomplete = state.excused && state.complaints.length > 0;
  return h("div", "actions", h("button", props, t(key)), upload(view), isIncomplete && wrong("send-wrong", t("send.check")));
};

/** How much of the files has gone out, where that can be told. @param {View} view */
const upload = ({ state, t, format }) => {
  if (state.progress === null || !state.sending || !state.files.length) return null;
  const value = Math.floor(state.progress * 100);
  const bar = h("progress", { class: "upload", "aria-label": t("send.sending"), max: 100, value: String(value) });
  return h("p", { key: "upload", class: "upload-row quiet" }, bar, h("span", "", format.number("percent", value / 100)));
};

/** How long the endpoint does not want to be asked again. @param {View} view */
const wait = ({ state }) => (state.failure?.retryAt ?? 0) - Date.now();

// What went wrong.

/** @param {View} view @param {import("../outcome.js").Failure} failure */
const failed = (view, failure) => {
  const { t } = view;
  const [heading, cause] = [failureHeading(failure), `failure.${failure.code}`];
  return h(
    "section",
    { key: "failure", class: "notice error", part: "error", "aria-labelledby": "failure" },
    h("h4", { id: "failure", class: "notice-title", tabindex: -1 }, icon("cross"), t(heading)),
    heading !== cause && h("p", "", t(cause)),
    failure.detail !== null && h("p", "", view.fill("failure.detail", { detail: failure.detail })),
    outlook(view),
    heading !== cause && h("p", "quiet", t("failure.same")),
  );
};

/**
 * What happens by itself, and how to stop that; or what there is to wait for. Nothing here is announced while it counts down.
 *
 * @param {View} view
 */
const outlook = (view) => {
  const { state: { sending, retry }, t, format, fill } = view;
  const time = (/** @type {number} */ left) => ({ time: format.length(Math.max(left, 1)) });
  const text =
    sending ? t("failure.trying")
    : retry === "online" ? t("failure.online")
    : retry !== null ? fill("failure.next", time(retry - Date.now()))
    : wait(view) > 0 && fill("failure.wait", time(wait(view)));
  const stop = !sending && retry !== null && button("link", t("failure.stop"), { type: "stop" });
  return text && h("p", { id: "outlook", class: "wait" }, h("span", "", text), stop);
};

// Ways that work without the endpoint.

/** @param {View} view */
const ways = (view) => {
  const { t, state: { copied, files } } = view;
  const link = mailLink(view);
  const isShort = link.length <= LINK_CHARS;
  const note = (/** @type {string} */ key) => h("p", "quiet", t(key));
  return h(
    "div",
    "ways",
    h(
      "div",
      "actions",
      h("a", { class: "button secondary", part: "button", href: isShort ? link : link.replace(/&body=.*/, "") }, t("ways.mail")),
      button("secondary", t("ways.copy"), { type: "copy" }),
      button("secondary", t("ways.download"), { type: "save" }),
    ),
    copied !== null && note(copied ? "ways.copied" : "ways.not_copied"),
    !isShort && note("ways.paste"),
    files.length > 0 && note("ways.attach"),
  );
};

/** @param {View} view */
const mailLink = ({ state, now }) => {
  const { subject, message } = draft(state, now);
  const to = state.endpoint.startsWith("mailto:") ? state.endpoint : "mailto:";
  return `${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(message)}`;
};

// What is sent.

/** Everything that will be sent: for people, and as the data that is posted. @param {View} view */
const review = (view) => {
  const isOpen = view.state.isReviewing;
  const toggle = button("link disclosure", view.t("review.summary"), { type: "review" }, { "aria-expanded": String(isOpen) });
  // Composing it takes a while; only who wants to read it waits for that.
  return h("div", { key: "review", class: "review", part: "review" }, toggle, isOpen && content(view));
};

/** The content of the request: for people first. @param {View} view */
export const content = (view) => {
  const { state, policy, t } = view;
  const request = currentRequest(state);
  if (!request) return null;
  const { customer = {}, attachments = [] } = request;
  const files = attachments.map((/** @type {{name: string}} */ { name }) => name).join(", ");
  const facts = Object.keys(view.case.facts).map((id) => factRow(view, id));
  const data = h("pre", { class: "data", tabindex: 0, lang: "en" }, JSON.stringify(request, null, 2));
  return [
    h(
      "dl",
      "rows wide",
      row(t("review.to"), policy.merchant),
      row(t("contact.name"), customer.name),
      row(t("contact.email"), customer.email),
      row(t("contact.order"), request.order_id),
      row(t("message.subject"), request.subject),
      row(t("message.body"), request.message, { class: "row letter" }),
      row(t("review.files"), files || t("review.none")),
      facts,
      row(t("review.verdict"), sentAnswer(view, request)),
    ),
    h("details", "more", h("summary", "summary", t("review.data")), data),
  ];
};

/** The verdict as the request says it. @param {View} view @param {Json} request */
const sentAnswer = ({ t }, { verdict: { status, remedies = [] } = /** @type {Json} */ ({}) }) => {
  const kinds = remedies.map((/** @type {{kind: string}} */ { kind }) => t(`remedy.${kind}`));
  return [t(`status.${status}`), kinds.join(" / ")].filter((part) => part).join(" – ");
};
