// Files as evidence: what may be added, and what is known of a file that was read.
//
// They are read, drawn anew, hashed and previewed by www/tools/files.js. Nothing is sent here.

/**
 * What the request says of a file.
 *
 * @typedef {{name: string, type: string, size: number, sha256: string, evidence: string | null}} Attachment
 */

/**
 * What a file holds, under its hash; `raw` where a photograph still holds what the camera wrote into it.
 *
 * @typedef {{sha256: string, file: File, raw: boolean, isKept?: boolean, preview: HTMLCanvasElement | null}} Content
 */

/**
 * A file that was offered and has been read, or the string that says why it cannot be used.
 *
 * @typedef {{evidence: string, name: string, problem: string}} Unusable
 * @typedef {{evidence: string, name: string, attachment: Attachment, content: Content}} Usable
 * @typedef {(Unusable | Usable)} Picked
 */

const MIB = 2 ** 20;
/** One file. Pictures are made smaller before they count. */
export const FILE_BYTES = 10 * MIB;
/** All files together: what a mailbox takes in one message. */
export const ALL_BYTES = 25 * MIB;
/** How many files. */
export const FILES = 10;
/** What the picker offers. */
export const ACCEPT = "image/png,image/jpeg,image/webp,image/gif,image/heic,image/heif,application/pdf,text/plain";

/**
 * What became of a file that was offered as evidence.
 *
 * @param {string} evidence
 * @param {File} offered
 * @param {import("../tools/files.js").Read | import("../tools/files.js").Refused | undefined} taken
 * @returns {Picked}
 */
export const picked = (evidence, offered, taken) => {
  if (!taken) return { evidence, name: offered.name, problem: "file.unreadable" };
  if ("problem" in taken) return { evidence, ...taken };
  const { name, type, size, sha256 } = taken;
  return { evidence, name, attachment: { name, type, size, sha256, evidence }, content: taken };
};

/** Why a file may not be added to those that are there: the string's key. @param {Attachment} file @param {Attachment[]} added */
export const refused = ({ size, sha256 }, added) => {
  if (size > FILE_BYTES) return "file.size";
  if (added.some((other) => other.sha256 === sha256)) return "file.twice";
  if (added.length >= FILES) return "file.count";
  return added.reduce((sum, other) => sum + other.size, size) > ALL_BYTES ? "file.total" : undefined;
};
