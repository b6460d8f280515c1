// A document from its address.

/**
 * The document, with the status of its address's answer; no document where that is no JSON, and nothing at all where there
 * is no answer. A document that is one already is handed on; without a source there is no status either.
 *
 * @param {unknown} source
 * @returns {Promise<{status?: number, document?: unknown} | undefined>}
 */
export const load = async (source) => {
  if (typeof source !== "string") return source && typeof source === "object" ? { status: 200, document: source } : {};
  if (!source.trim()) return {};
  try {
    const response = await fetch(source, { headers: { Accept: "application/json" } });
    const text = await response.text();
    return { status: response.status, document: parsed(text) };
  } catch {
    return undefined;
  }
};

/** @param {string} text */
const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
