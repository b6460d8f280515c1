// What is too old on this device: the sessions of every order, and not only of the one whose page is open.

/**
 * Forgets the sessions that were kept before an instant, with their files.
 *
 * @param {number} before in milliseconds since 1970
 * @param {(session: string) => void} drop forgets a session's files
 */
export const tidy = (before, drop) => {
  for (const [key, text] of stored()) {
    const session = read(text);
    if (!key.startsWith("refund-widget:") || Date.parse(session.saved_at) >= before) continue;
    localStorage.removeItem(key);
    if (session.files?.length) drop(key);
  }
};

/** @returns {[string, string][]} */
const stored = () => {
  try {
    return Object.entries(localStorage);
  } catch {
    return []; // reading the property alone is an exception where storage is not allowed
  }
};

/** An empty session, which is too old, where it is not the widget's. @param {string} text */
const read = (text) => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};
