// Files on their way into the widget: chosen, dropped or pasted. What an event offers has to be taken while it lasts.

/** The place that a file dragged over the widget would fall into. */
const MARK = "data-over";

/**
 * The evidence that an event offers files for, and the files; an element with `data-evidence` is where they fall.
 * A drop beside it counts for the first one, else it would cost the shopper the page.
 *
 * @param {Event} event
 * @param {ShadowRoot} root
 * @returns {[string, ...File[]] | []}
 */
export const offered = (event, root) => {
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-evidence]")]);
  const path = event.composedPath();
  const place = all.find((element) => path.includes(element)) ?? all[0];
  const files = place ? taken(event, path, place) : [];
  return files.length ? [place.dataset.evidence ?? "", ...files] : [];
};

/** @param {Event} event @param {EventTarget[]} path @param {HTMLElement} place @returns {File[]} */
const taken = (event, path, place) => {
  if (event.type === "change") return chosen(path[0]);
  if (event.type === "paste") return pasted(/** @type {ClipboardEvent} */ (event), path, place);
  return dragged(/** @type {DragEvent} */ (event), place);
};

/** A picker is emptied, so that the same file can be chosen again after it was removed. @param {EventTarget} picker */
const chosen = (picker) => {
  if (!(picker instanceof HTMLInputElement) || picker.type !== "file") return [];
  const files = [...(picker.files ?? [])];
  picker.value = "";
  return files;
};

/**
 * A picture in the clipboard. Text that brings a picture of itself along (from a word processor) is pasted as text, and
 * what is pasted into the merchant's own fields is theirs.
 *
 * @param {ClipboardEvent} event @param {EventTarget[]} path @param {HTMLElement} place
 */
const pasted = (event, path, place) => {
  const isOurs = path.includes(place.getRootNode()) || path[0] === document.body;
  const data = event.clipboardData;
  if (!isOurs || event.defaultPrevented || !data?.files.length || data.types.includes("text/plain")) return [];
  event.preventDefault();
  return [...data.files];
};

/** @param {DragEvent} event @param {HTMLElement} place */
const dragged = (event, place) => {
  if (!event.dataTransfer?.types.includes("Files")) return [];
  const { type, relatedTarget, dataTransfer } = event;
  event.preventDefault();
  const isStill = type === "dragleave" && relatedTarget instanceof Node && place.contains(relatedTarget);
  place.toggleAttribute(MARK, type === "dragover" || isStill);
  return type === "drop" ? [...dataTransfer.files] : [];
};
