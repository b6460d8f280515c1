// What is wrong with a request before it is sent, and what the endpoint found wrong with it, at which field.
//
// The codes are the evaluator's (src/request.rs) and the endpoint's; here they become the shopper's words.
import { ALL_BYTES, FILES, FILE_BYTES } from "./evidence.js";
import { own, text } from "./json.js";
import { orderId } from "./letter.js";
import { looksSecret } from "./secret.js";

/**
 * @typedef {import("./policy.js").Json} Json
 * @typedef {import("./evidence.js").Attachment} Attachment
 * @typedef {import("./outcome.js").Failure} Failure
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Ready} Ready
 */

/**
 * Something that is wrong with a field: the string that says it, with the name of a file or the endpoint's own words.
 *
 * @typedef {{field: string, key: string, name?: string, detail?: string}} Complaint
 */

/** The field of evidence. @param {string | null} evidence its id */
export const fieldOf = (evidence) => `evidence-${evidence ?? ""}`;

/** A file that cannot be used. @param {string | null} evidence @param {string} key @param {string} name @returns {Complaint} */
export const ofFile = (evidence, key, name) => ({ field: fieldOf(evidence), key, name });

/** A file that the browser has listed and not kept. @param {Attachment} file */
export const ofLost = ({ evidence, name }) => ofFile(evidence, "file.lost", name);

/** What a complaint says to the shopper. @param {State} state @param {Complaint} complaint */
export const said = ({ strings, format }, { key, name, detail }) => {
  const size = format.size(key === "file.total" ? ALL_BYTES : FILE_BYTES);
  return strings?.fill(key, { name, detail, size, count: format.number("count", FILES) }) ?? "";
};

/** What is wrong with a request, in the order in which the fields stand. @param {Ready} state @param {Json} request */
export const complaints = (state, request) => {
  const { session, lost, confirmed } = state;
  const all = [...missingEvidence(state), ...session.files.filter((file) => lost.includes(file.sha256)).map(ofLost), ...unfit(request)];
  const { subject, message } = request;
  if (!subject.trim()) all.push({ field: "subject", key: "message.subject_missing" });
  if (!confirmed && (looksSecret(message) ?? looksSecret(subject))) all.push({ field: "confirm", key: "secret.confirm_missing" });
  return inOrder(all);
};

/** What every endpoint would refuse. @param {Json} request @returns {Complaint[]} */
const unfit = ({ customer: { name, email }, message }) => {
  const all = [];
  if (!name) all.push({ field: "name", key: "contact.name_missing" });
  if (!email) all.push({ field: "email", key: "contact.email_missing" });
  else if (!isEmail(email)) all.push({ field: "email", key: "contact.email_wrong" });
  if (!message.trim()) all.push({ field: "message", key: "message.body_missing" });
  return all;
};

/** As `is_email` in src/request.rs has it: something before and after one `@`, the latter with a dot within. @param {string} email */
export const isEmail = (email) => /^[^\s\p{Cc}@]+@[^\s\p{Cc}@.][^\s\p{Cc}@]*\.[^\s\p{Cc}@]*[^\s\p{Cc}@.]$/u.test(email);

/** Required evidence that is not there. @param {Ready} state @returns {Complaint[]} */
const missingEvidence = (state) => {
  const required = state.case.verdict.evidence.filter((/** @type {Json} */ asked) => asked.need === "required" && !has(state, asked));
  return required.flatMap((/** @type {Json} */ asked) => missing(state, asked) ?? []);
};

/**
 * A missing file is pointed out once: who has none can still write.
 *
 * @param {State} state @param {Json} asked
 * @returns {Complaint | undefined}
 */
const missing = ({ excused }, { id, kind, given_by: part }) => {
  if (part === "order_id") return { field: "order-id", key: "contact.order_missing" };
  if (part === "message") return { field: "words", key: "evidence.text_missing" };
  if (kind === "text") return { field: fieldOf(id), key: "evidence.text_missing" };
  return excused ? undefined : { field: fieldOf(id), key: "evidence.missing" };
};

/** Whether evidence is there. @param {State} state @param {Json} asked evidence of the verdict */
export const has = (state, { id, kind, given_by: part }) => {
  const { session, lost } = state;
  const isSaid = (/** @type {unknown} */ typed) => Boolean(text(typed)?.trim());
  if (part === "order_id") return isSaid(orderId(state));
  if (part === "message") return session.message !== null || isSaid(session.words);
  if (kind === "text") return isSaid(own(session.evidence, id));
  return session.files.some(({ evidence, sha256 }) => evidence === id && !lost.includes(sha256));
};

/** What the endpoint found wrong, at the fields where the shopper can mend it. @param {State} state @param {Failure} failure */
export const ofEndpoint = (state, { errors }) =>
  inOrder(
    errors.flatMap(({ code, pointer, detail }) => {
      const isHere = (/** @type {string} */ where) => code !== "missing_key" || pointer === where;
      const known = KNOWN.find(([codes, where]) => codes.includes(code) && isHere(where));
      const field = known?.[2] ?? fieldAt(state, pointer);
      const key = known?.[3] ?? (code === "too_long" ? "problem.too_long" : "failure.detail");
      return field ? [{ field, key, detail }] : [];
    }),
  );

/** The codes for which there are words; a key that is missing is told by its place. @type {[string[], string, string, string][]} */
const KNOWN = [
  [["missing_name", "missing_key"], "/customer/name", "name", "contact.name_missing"],
  [["missing_key"], "/customer/email", "email", "contact.email_missing"],
  [["invalid_email"], "", "email", "contact.email_wrong"],
  [["missing_message", "missing_key"], "/message", "message", "message.body_missing"],
];

/** The field at which a part of the request is filled in. @param {State} state @param {string} pointer */
const fieldAt = ({ session }, pointer) => {
  const [, part, member] = pointer.split("/");
  switch (part) {
    case "customer":
      return ["name", "email"].find((field) => field === member);
    case "order_id":
      return "order-id";
    case "subject":
    case "message":
      return part;
    case "attachments": {
      const evidence = session.files[Number(member ?? 0)]?.evidence;
      return evidence ? fieldOf(evidence) : undefined;
    }
  }
};

/** Where the fields stand on the screen; evidence comes before them. */
const FIELDS = ["name", "email", "order-id", "words", "subject", "message", "confirm"];

/** @param {Complaint[]} all */
const inOrder = (all) => all.sort((one, other) => FIELDS.indexOf(one.field) - FIELDS.indexOf(other.field));
