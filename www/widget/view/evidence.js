// The checklist of what belongs to this very request, with the files that are there.
import { h } from "../dom.js";
import { ACCEPT, FILES, FILE_BYTES } from "../evidence.js";
import { own, text } from "../json.js";
import { content } from "../state/filling.js";
import { fieldOf, has, said as complaintOf } from "../validate.js";
import { field, labelled, wrong } from "./fields.js";
import { icon } from "./icon.js";
import { button, said, section } from "./shared.js";

/**
 * @typedef {import("./shared.js").View} View
 * @typedef {import("./shared.js").Json} Json
 * @typedef {import("../evidence.js").Attachment} Attachment
 */

/** @param {View} view */
export const evidence = (view) => {
  /** @type {Json[]} */
  const all = view.case.verdict.evidence;
  if (!all.length) return null;
  const list = h("ul", "checklist", all.map((asked) => item(view, asked)));
  const takesFiles = all.some(({ kind }) => kind === "file");
  return section(view, "evidence", "evidence.heading", { class: "card", part: "card evidence" }, list, takesFiles && aboutFiles(view));
};

/** @param {View} view @param {Json} asked */
const item = (view, asked) => {
  const { id, kind, given_by: part, label, need } = asked;
  const { t, lang } = view;
  const isThere = has(view.state, asked);
  const isFile = kind === "file" && !part;
  const tag = isThere ? "steps.done" : need === "required" ? "evidence.required" : "evidence.recommended";
  const title = h("p", "asked-title", h("span", { lang }, label), " ", h("span", "tag", t(tag)));
  const below = part && !isThere && h("p", "quiet", t(part === "order_id" ? "evidence.in_order" : "evidence.in_message"));
  return h(
    "li",
    // Where files may be dropped: see www/tools/offered.js.
    { key: id, class: "asked", "data-there": String(isThere), "data-evidence": isFile && id },
    icon(isThere ? "check" : "file", { key: "icon" }),
    h("div", "asked-body", title, below ?? (isFile ? inFiles(view, asked) : inWords(view, asked))),
  );
};

/** @param {View} view @param {Json} asked */
const inWords = (view, { id, label, help }) => {
  const name = fieldOf(id);
  const value = text(own(view.state.session.evidence, id)) ?? "";
  const input = field(view, name, "input", null, { type: "text", "aria-label": label, value });
  return labelled(view, name, h("span", ""), input, help && said(view, help));
};

/** The files that are there, the pickers, and what is wrong. @param {View} view @param {Json} asked */
const inFiles = (view, asked) => {
  const { state, t, lang } = view;
  const rows = state.session.files.flatMap((attachment, index) => (attachment.evidence === asked.id ? file(view, attachment, index) : []));
  return [
    asked.help && h("p", { class: "quiet", lang }, asked.help),
    rows.length > 0 && h("ul", "files", rows),
    state.reading > 0 && h("p", { key: "reading", class: "reading quiet" }, t("evidence.reading")),
    h(
      "div",
      { key: "pickers", class: "actions pickers" },
      picker(view, asked, rows.length ? "evidence.add_more" : "evidence.add"),
      picker(view, asked, "evidence.photograph", "-camera"),
      h("span", "drop-hint quiet", t("evidence.drop")),
    ),
    wrongFiles(view, asked.id),
  ];
};

/**
 * An unseen input whose label is the button; with the camera only where the device is held in the hand.
 *
 * @param {View} view @param {Json} asked @param {string} key @param {string} [camera]
 */
const picker = (view, asked, key, camera = "") => {
  const field = fieldOf(asked.id);
  const id = field + camera;
  const action = view.t(key);
  const takes = camera ? { accept: "image/*", capture: "environment" } : { accept: ACCEPT, multiple: true };
  const name = view.fill("evidence.add_label", { action, label: asked.label });
  return h(
    "span",
    camera ? "pick-row camera" : "pick-row",
    h("input", { id, class: "picker unseen", type: "file", "aria-label": name, "aria-describedby": `${field}-wrong`, ...takes }),
    h("label", { class: "button secondary pick", part: "button", for: id }, action),
  );
};

/** @param {View} view @param {string} evidence */
const wrongFiles = ({ state }, evidence) => {
  const field = fieldOf(evidence);
  const all = state.complaints.map((complaint, index) => {
    return complaint.field === field && wrong(`wrong-${evidence}${index}`, complaintOf(state, complaint));
  });
  return h("div", { id: `${field}-wrong` }, all);
};

/** @param {View} view @param {Attachment} attachment @param {number} index */
const file = ({ state, t, fill, format }, { name, size, sha256 }, index) => {
  const found = content(state, sha256);
  const quiet = (/** @type {string} */ words) => h("p", "quiet", words);
  return h(
    "li",
    { key: sha256, class: "file", part: "file" },
    found?.preview ?? h("span", "preview", icon("file")),
    h(
      "div",
      "file-text",
      h("p", "file-name", name),
      quiet(format.size(size)),
      found?.raw && quiet(t("file.raw")),
      button("link", t("evidence.remove"), { type: "removeFile", index }, { "aria-label": fill("evidence.remove_label", { name }) }),
    ),
  );
};

/** What may be added, and what becomes of it. @param {View} view */
const aboutFiles = ({ state, format, fill, t }) => {
  const limits = fill("evidence.limits", { size: format.size(FILE_BYTES), count: format.number("count", FILES) });
  const isKept = state.keepsFiles || !state.session.files.length;
  return h("p", "help", [limits, t("evidence.cleaned"), ...(isKept ? [] : [t("evidence.not_kept")])].join(" "));
};
