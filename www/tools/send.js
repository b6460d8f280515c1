// Posting a request. Without a header of its own and without a listener to the upload a multipart form needs no preflight,
// which many contact endpoints do not answer; on the page's own origin there are none, so there it may have both.

/** How long nothing may happen: neither bytes going out nor an answer coming in. */
const IDLE = 30_000;
/** Where the upload cannot be watched, a slow connection gets this much more for each byte. */
const MILLIS_A_BYTE = 1 / 20;

/**
 * What came back, or why nothing did: `timeout`, `offline`, `network`, or `elsewhere` while another tab is sending it;
 * `isUnsent` where it cannot have arrived, because it has not gone out in full.
 *
 * @typedef {{status: number, retryAfter: string | null, body: string}} Answer
 * @typedef {{failed: "timeout" | "offline" | "network" | "elsewhere", isUnsent?: boolean}} Failure
 */

/**
 * @param {string} endpoint
 * @param {string} id the request's UUID
 * @param {string} body the request as JSON
 * @param {[string, File][]} files each under its hash
 * @param {import("./listen.js").Hear} hear is told how much has gone out, from 0 to 1
 * @returns {Promise<Answer | Failure>}
 */
export const send = (endpoint, id, body, files, hear) => {
  const form = new FormData();
  form.append("request", body);
  for (const [hash, file] of files) form.append(hash, file, file.name);
  const size = files.reduce((sum, [, file]) => sum + file.size, 0);
  return alone(id, () => exchange(endpoint, id, form, size, hear));
};

/**
 * One tab at a time. Where there are no locks (plain HTTP), the same id is what keeps a request single.
 *
 * @param {string} id @param {() => Promise<Answer | Failure>} act
 * @returns {Promise<Answer | Failure>}
 */
const alone = async (id, act) => {
  try {
    /** @param {Lock | null} lock @returns {Promise<Answer | Failure>} */
    const mine = async (lock) => (lock ? act() : { failed: "elsewhere" });
    return await navigator.locks.request(`refund-widget:${id}`, { ifAvailable: true }, mine);
  } catch {
    return act();
  }
};

/**
 * @param {string} endpoint @param {string} id @param {FormData} form @param {number} size
 * @param {import("./listen.js").Hear} hear
 * @returns {Promise<Answer | Failure>}
 */
const exchange = (endpoint, id, form, size, hear) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", endpoint);
    request.setRequestHeader("Accept", "application/json");
    let isLate = false;
    let timer = 0;
    const patience = (/** @type {number} */ millis) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isLate = true;
        request.abort();
      }, millis);
    };
    const isWatched = new URL(endpoint, document.baseURI).origin === location.origin;
    // Where nobody watches, what was sent with a connection may have arrived.
    let isUnsent = isWatched || !navigator.onLine;
    if (isWatched) {
      request.setRequestHeader("Idempotency-Key", id);
      request.upload.onprogress = ({ loaded, total }) => {
        patience(IDLE);
        hear("progress", loaded / total);
      };
      request.upload.onload = () => {
        isUnsent = false;
      };
    }
    request.onloadend = () => {
      clearTimeout(timer);
      const { status, responseText: body } = request;
      if (status) return resolve({ status, retryAfter: retryAfter(request), body });
      if (isLate) return resolve({ failed: "timeout" });
      resolve({ failed: navigator.onLine ? "network" : "offline", isUnsent });
    };
    patience(isWatched ? IDLE : IDLE + size * MILLIS_A_BYTE);
    request.send(form);
  });

/** Asked for only where it means something: another origin may not have exposed it, which the console would tell. @param {XMLHttpRequest} request */
const retryAfter = (request) => (request.status === 429 || request.status === 503 ? request.getResponseHeader("Retry-After") : null);
