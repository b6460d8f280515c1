// The clipboard and downloads.

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
