// The message: the shopper's own words, the prepared letter that they become part of, and what it says in their language.
import { h } from "../dom.js";
import { draft, explanation, prepared } from "../letter.js";
import { looksSecret } from "../secret.js";
import { check, complaint, field, label, labelled, optional, wrong } from "./fields.js";
import { button, line, said, section } from "./shared.js";

/** From this width of the window there is room for two texts side by side. */
const WIDE = 900;

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("../policy.js").Draft} Draft
 */

/** The card with the letter, and a warning where it seems to hold a secret. @param {View} view */
export const letter = (view) => {
  const written = draft(view.state, view.now);
  const found = looksSecret(written.message) ?? looksSecret(written.subject);
  const { session } = view.state;
  const isPrepared = session.message === null;
  const parts = [ownWords(view), subject(view, written), isPrepared && edited(view), message(view, written), !isPrepared && edited(view)];
  return [section(view, "message", "message.heading", { class: "card", part: "card" }, parts), found && warning(view, found)];
};

/** @param {View} view */
const ownWords = (view) => {
  const { session } = view.state;
  const asked = session.message === null && explanation(view.state);
  if (!asked) return null;
  const name = label("words", said(view, asked.label), asked.need !== "required" && optional(view));
  const help = asked.help && said(view, asked.help);
  return labelled(view, "words", name, field(view, "words", "textarea", help, { rows: 4, value: session.words }), help);
};

/** @param {View} view @param {Draft} written */
const subject = (view, { subject }) => {
  const props = { type: "text", lang: view.policy.language, value: subject };
  return labelled(view, "subject", label("subject", view.t("message.subject")), field(view, "subject", "input", null, props));
};

/** @param {View} view @param {Draft} written */
const message = (view, { message }) => {
  const { language } = view.policy;
  const help = view.fill("message.language", { language: view.format.name("language", language) });
  const rows = Math.min(Math.max(message.split("\n").length, 8), 18);
  const input = field(view, "message", "textarea", help, { rows, lang: language, value: message });
  return h("div", "beside", labelled(view, "message", label("message", view.t("message.body")), input, help), translation(view));
};

/** @param {View} view */
const edited = ({ t, state: { session } }) =>
  (session.subject !== null || session.message !== null) &&
  h("p", "edited quiet", h("span", "", t("message.edited")), " ", button("link", t("message.restore"), { type: "restore" }));

/**
 * The same in the shopper's language, as far as the policy speaks it, to read; not of what they wrote by hand, which they
 * understand.
 *
 * @param {View} view
 */
const translation = (view) => {
  const { state, policy } = view;
  const { policyLocale, session } = state;
  if (policyLocale === policy.language || session.message !== null) return null;
  const { subject, message } = prepared(state, view.now, policyLocale);
  const title = session.subject === null && `${view.strings.line("message.subject", subject)}\n\n`;
  const summary = view.fill("message.translation", { language: view.format.name("language", policyLocale) });
  return h(
    "details",
    { key: "translation", class: "translation", open: innerWidth >= WIDE },
    h("summary", "summary", summary),
    h("p", { class: "translation-text", lang: view.lang }, title, message),
  );
};

/** @param {View} view @param {string} kind */
const warning = (view, kind) =>
  section(
    view,
    "secret",
    "secret.heading",
    { class: "notice warning", part: "warning" },
    line("", "shield", view.t(`secret.${kind}`)),
    check("confirm", view.state.confirmed, view.t("secret.confirm")),
    wrong("confirm-wrong", complaint(view, "confirm")),
  );
