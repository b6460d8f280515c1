// What is shown, as a function of the state: the frame around the screens.
import { names } from "./case.js";
import { h } from "./dom.js";
import { DAYS, isEmpty } from "./session.js";
import { answer } from "./view/answer.js";
import { icon } from "./view/icon.js";
import { questions } from "./view/questions.js";
import { receipt } from "./view/receipt.js";
import { lightFields, request } from "./view/request.js";
import { button, labelOf } from "./view/shared.js";

/**
 * @typedef {import("./view/shared.js").View} View
 * @typedef {import("./dom.js").Child} Child
 * @typedef {import("./state.js").State} State
 */

const SCREENS = { questions, answer, request, receipt };
/** What the steps above are called; the receipt stands after the last. */
const STEPS = ["questions", "answer", "request"];

/**
 * What stands in the shadow root. The merchant's own children show until everything is there.
 *
 * @param {State} state @param {number} serial @param {boolean} hasChildren @param {number} now
 * @returns {Child[]}
 */
export const shadow = (state, serial, hasChildren, now) => {
  const slot = (/** @type {boolean} */ hidden, /** @type {Child} */ child) => h("slot", { key: "children", hidden }, child);
  if (state.strings && state.error) return [failed(state, state.strings, state.error.code, hasChildren), slot(false, null)];
  const view = viewOf(state, serial, now);
  // Where there are no children, something keeps the place meanwhile: see www/element.js.
  return view ? [slot(true, null), frame(view)] : [slot(false, h("div", "place"))];
};

/**
 * What stands beside the merchant's children: the fields that a browser fills in by itself only there.
 *
 * @param {State} state @param {number} serial @param {number} now
 * @returns {Child[]}
 */
export const light = (state, serial, now) => {
  const view = viewOf(state, serial, now);
  return view && state.session.screen === "request" ? lightFields(view) : [];
};

/** What screens are made from, once it is there. @param {State} state @param {number} serial @param {number} now @returns {View | null} */
const viewOf = (state, serial, now) => {
  const { strings, format, policy, case: current, locale, policyLocale } = state;
  if (!strings || !policy || !current) return null;
  return {
    state: /** @type {import("./state.js").Ready} */ (state),
    strings,
    format,
    policy,
    case: current,
    now,
    serial,
    lang: locale === policyLocale ? undefined : policyLocale,
    t: (key) => strings.get(key),
    fill: (key, fields) => strings.fill(key, fields),
  };
};

/** @param {State} state @param {...Child} children */
const root = ({ locale }, ...children) => h("div", { key: "root", class: "root", part: "root", lang: locale }, children);

/** @param {State} state @param {import("./strings.js").Strings} strings @param {string} code @param {boolean} hasChildren */
const failed = (state, strings, code, hasChildren) =>
  root(
    state,
    h(
      "section",
      { class: "notice error", part: "error", role: "alert" },
      h("h2", "notice-title", icon("cross"), strings.get("error.heading")),
      h("p", "", strings.find(`error.${code}`) ?? strings.get("error.policy_invalid")),
      hasChildren && h("p", "", strings.get("error.form")),
      button("secondary", strings.get("error.retry"), { type: "reload" }, { id: "retry" }),
    ),
  );

/** @param {View} view */
const frame = (view) => {
  const { state } = view;
  const live = h("p", { key: "live", class: "unseen", role: "status" }, state.live);
  return root(state, head(view), live, restored(view), rejected(view), SCREENS[state.session.screen](view), foot(view));
};

/** @param {View} view */
const head = (view) => {
  const { policy, lang } = view;
  return h(
    "header",
    { class: "head", part: "head" },
    h("p", { class: "merchant", "data-copy": true }, policy.merchant),
    h("h2", { class: "title", part: "title", "data-copy": true, lang }, policy.say(policy.document.title)),
    progress(view),
  );
};

/** @param {View} view */
const progress = ({ t, state }) => {
  const here = STEPS.indexOf(state.session.screen);
  const step = (/** @type {string} */ key, /** @type {number} */ index) => {
    const isPast = here < 0 || index < here;
    return h("li", { class: isPast ? "past" : "", "aria-current": index === here && "step" }, h("span", "", t(key)));
  };
  const steps = ["progress.case", "progress.answer", "progress.request"].map(step);
  return h("ol", { class: "progress", part: "progress", "aria-label": t("progress.label") }, steps);
};

/** That something was found on the device. @param {View} view */
const restored = ({ state, fill, format }) =>
  state.restored !== null &&
  ["questions", "answer"].includes(state.session.screen) &&
  h("p", { key: "restored", class: "quiet" }, fill("store.restored", { date: format.date("date_time", state.restored) }));

/** What the merchant gave in vain, until the shopper has answered it. @param {View} view */
const rejected = (view) => {
  const { state, policy } = view;
  const { rejected, facts } = view.case;
  const isOpen = (/** @type {string} */ id) => !Object.hasOwn(facts, id) && !state.session.unknown.includes(id);
  const inVain = Object.keys(state.given).filter((id) => isOpen(id) && rejected.some((problem) => names(problem, id)));
  return inVain.map((id) => {
    const fact = policy.fact(id);
    const label = fact ? labelOf(view, fact) : id;
    return h("p", { key: `given-${id}`, class: "notice" }, icon("info"), h("span", "", view.fill("problem.given", { label })));
  });
};

/** What is kept, and how to forget it. @param {View} view */
const foot = ({ state, strings, format, t }) => {
  if (isEmpty(state.session) || state.session.screen === "receipt") return null;
  const kept = () => strings.plural("store.kept", format.plural(DAYS), format.number("count", DAYS));
  const text = state.keeps ? kept() : t("store.not_kept");
  return h("footer", "foot", h("span", "", text), " ", button("link", t("store.forget"), { type: "forget" }));
};
