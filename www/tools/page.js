// The page around the element: its languages, the focus, events, what is shown as text, the clipboard, downloads.

/** What the element is told in its `lang` or that of what it stands in, and then what the browser speaks. @param {HTMLElement} host */
export const languages = (host) => [host.closest("[lang]")?.getAttribute("lang") ?? "", ...navigator.languages];

/** Moves the focus, and what is read next into view: to its top, where it is not well in view already. @param {HTMLElement} element */
export const focus = (element) => {
  element.focus({ preventScroll: true });
  const { top } = element.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.6) element.scrollIntoView({ block: "start", behavior: "auto" });
};

/** Whether the focus is on the element or nowhere: then it may be moved without being asked for. @param {HTMLElement} host */
export const hasFocus = (host) => {
  const active = document.activeElement;
  return !active || active === document.body || host.contains(active);
};

/** Dispatches an event that leaves shadow roots; false where it was canceled. @param {HTMLElement} host @param {string} name @param {object} detail */
export const dispatch = (host, name, detail) =>
  host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: name === "refund-submit", detail }));

/** Puts a text on the clipboard; false where that is not allowed. @param {string} text */
export const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text); // missing on plain HTTP
    return true;
  } catch {
    return false;
  }
};

/** Offers a text as a file. @param {string} name @param {string} type @param {string} text */
export const save = (name, type, text) => {
  const href = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 40_000); // Safari reads it a while after the click
};

/** What the widget says in words, of the parts that are worth taking along. @param {ShadowRoot} root */
export const text = (root) => {
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-copy]")]);
  return parts.map((part) => part.innerText.trim().replace(/\n{2,}/g, "\n")).join("\n\n");
};
