// Files as evidence: their type by content, their hash, and a picture of them. Nothing is sent from here.
import { decoded, preview, redrawn } from "./picture.js";
import * as kept from "./kept.js";

export { drop, sweep } from "./kept.js";

/** A picture is made smaller before its size counts; this only keeps a phone from running out of memory. */
const PICTURE_BYTES = 50 * 2 ** 20;

/** @type {[string, RegExp][]} */
const SIGNATURES = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
  ["image/heif", /^[^]{4}ftyp(hei[cx]|mif1|msf1)/],
  ["application/pdf", /^%PDF-/],
];

/**
 * What is sent, with a small picture of it; `raw` where a photograph could not be cleaned of what the camera wrote into it.
 *
 * @typedef {{name: string, type: string, size: number, sha256: string, raw: boolean, file: File, preview: HTMLCanvasElement | null}} Taken
 * @typedef {Taken & {isKept: boolean}} Read
 * @typedef {{name: string, problem: string}} Refused
 * @typedef {(bytes: Uint8Array) => string} Sha256
 */

/** Why a file cannot be used: the string that says it. */
class Problem extends Error {}

/** Files are read one after the other: several large photographs at once are too much for a phone. @type {Promise<unknown>} */
let before = Promise.resolve();

/**
 * Reads a file, and keeps it before anybody hears of it: another tab looks for what it finds listed.
 *
 * @param {File} file
 * @param {number} limit in bytes, for what is not made smaller
 * @param {string | undefined} session under which it is kept
 * @param {Sha256} sha256
 * @returns {Promise<Read | Refused>}
 */
export const read = (file, limit, session, sha256) => {
  // A name ends up in the headers of mails.
  const name = file.name.replace(/\p{Cc}/gu, "");
  // What the browser cannot read is an exception of its own.
  const refused = (/** @type {unknown} */ error) => ({ name, problem: error instanceof Problem ? error.message : "file.unreadable" });
  const read = before.then(() => take(file, name, limit, sha256)).then((taken) => withKept(taken, session)).catch(refused);
  before = read;
  return read;
};

/** @param {Taken} taken @param {string | undefined} session @returns {Promise<Read>} */
const withKept = async (taken, session) => ({ ...taken, isKept: session !== undefined && (await kept.keep(session, taken.sha256, taken)) });

/** @param {File} file @param {string} name @param {number} limit @param {Sha256} sha256 @returns {Promise<Taken>} */
const take = async (file, name, limit, sha256) => {
  if (!file.size) throw new Problem("file.empty");
  const type = await typeOf(file);
  const isDrawn = type.startsWith("image/") && type !== "image/gif"; // else it would stand still
  if (file.size > (isDrawn ? PICTURE_BYTES : limit)) throw new Problem("file.size");
  const bitmap = type.startsWith("image/") ? await decoded(file) : null;
  const drawn = isDrawn && bitmap ? await redrawn(bitmap, name, type === "image/png") : null;
  if (isDrawn && !drawn) mustBeKnown(type, !bitmap);
  // The bytes and not the file on the disk, which may be gone by the time it is sent.
  const own = drawn ?? new File([await file.arrayBuffer()], name, { type });
  const small = bitmap && preview(bitmap);
  bitmap?.close();
  return { name: own.name, type: own.type, size: own.size, sha256: await hash(own, sha256), raw: isDrawn && !drawn, file: own, preview: small };
};

/**
 * A picture that could not be drawn anew stays as it is where it is HEIC, which most browsers cannot decode, or where the
 * browser keeps a page from reading its canvas. Others are broken.
 *
 * @param {string} type @param {boolean} isUndecoded
 */
const mustBeKnown = (type, isUndecoded) => {
  if (!SIGNATURES.some(([known]) => known === type)) throw new Problem("file.type");
  if (isUndecoded && type !== "image/heif") throw new Problem("file.unreadable");
};

/** The type that the content shows. Text has no signature: it is believed where it was announced. @param {File} file */
const typeOf = async (file) => {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  const [known] = SIGNATURES.find(([, signature]) => signature.test(head)) ?? [];
  if (known) return known;
  // Another kind of picture will do, if the browser can decode it.
  if (/^image\/(?!svg)/.test(file.type)) return file.type;
  if ((/^text\/plain/.test(file.type) || /\.txt$/i.test(file.name)) && (await isText(file))) return "text/plain";
  throw new Problem("file.type");
};

/** UTF-8 without control characters other than those of lines and columns. @param {File} file */
const isText = async (file) => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return !/[^\P{Cc}\t\n\r]/u.test(text);
  } catch {
    return false;
  }
};

/** @param {File} file @param {Sha256} sha256 */
const hash = async (file, sha256) => {
  const bytes = await file.arrayBuffer();
  if (!crypto.subtle) return sha256(new Uint8Array(bytes));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** A file that was kept, with a small picture of it; nothing where it is gone. @param {string} session @param {string} sha256 */
export const find = async (session, sha256) => {
  const found = await kept.find(session, sha256);
  const bitmap = found?.file.type.startsWith("image/") ? await decoded(found.file) : null;
  const small = bitmap && preview(bitmap);
  bitmap?.close();
  return found && { ...found, preview: small };
};
