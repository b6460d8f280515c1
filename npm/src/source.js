// Where a policy comes from: an address, a file, an answer of a server, a JSON text, a module, or the document itself.
import { RefundError } from "./error.js";

/**
 * A policy's document, and the text that it stands in, if it does.
 *
 * @param {{signal?: AbortSignal, fetch?: typeof fetch, headers?: HeadersInit}} options
 * @param {(file: URL, encoding: "utf8") => Promise<string>} [readFile] where there are files
 */
export const sourceOf = async (source, options, readFile) => {
  const given = await source; // `fetch(…)` and `import(…)` are promises
  if (isResponse(given)) return answered(given, given.url || "(a response)");
  if (isUrl(given)) return fetched(given.href, options, readFile);
  if (typeof given !== "string") return { document: copied(given) };
  return /^\ufeff?\s*[{[]/.test(given) ? parsed("(a text)", given, "JSON was expected") : fetched(given, options, readFile);
};

// By what they have and not by their class: that of another realm (an iframe, jsdom) is another one.
const isResponse = (value) => typeof value?.text === "function" && typeof value.ok === "boolean";
const isUrl = (value) => typeof value?.href === "string" && typeof value.protocol === "string";

const refuse = (code, message, { cause, hint } = {}) => {
  throw new RefundError([{ code, message, pointer: "", ...(hint && { hint }) }], { cause });
};

/** A copy, so that what is changed later does not part from what is evaluated. */
const copied = (given) => {
  const isModule = given !== null && typeof given === "object" && typeof given.default === "object";
  // Jest gives jsdom's window to what it tests, and that has no `structuredClone`.
  const copy = globalThis.structuredClone ?? ((value) => JSON.parse(JSON.stringify(value)));
  try {
    return copy(isModule ? given.default : given);
  } catch (cause) {
    return refuse("not_json", "the policy that was given is not JSON", { cause, hint: "give its address or its document" });
  }
};

const fetched = async (address, { signal, headers, fetch = globalThis.fetch }, readFile) => {
  const unreachable = (cause, hint) => {
    if (signal?.aborted) throw signal.reason; // who gave up knows
    return refuse("policy_unreachable", `the policy ${address} cannot be had: ${cause.message}`, { cause, hint });
  };
  const url = absolute(address);
  if (!url) {
    const hint = "a relative address has no base here: give `new URL(address, import.meta.url)`, or the text of the file";
    return unreachable(new Error("it is relative"), hint);
  }
  if (url.protocol === "file:" && readFile) return parsed(address, await readFile(url, "utf8").catch(unreachable), "so says its file");
  if (!fetch) return unreachable(new Error("there is no `fetch`"), "give one as an option, or the policy's document");
  const hint = url.protocol === "file:" ? "files are read in Node, Deno and Bun: serve it, or give its text" : undefined;
  // Called as the function that it is, and not as a method of the options.
  const response = await fetch(address, { signal, headers }).catch((cause) => unreachable(cause, hint));
  return answered(response, address, unreachable);
};

const answered = async (response, address, unreachable) => {
  const told = `${response.status} ${response.headers.get("content-type")}`;
  if ([404, 410].includes(response.status)) refuse("policy_not_found", `the policy ${address} is not there: ${told}`);
  if (!response.ok) refuse("policy_unreachable", `the policy ${address} cannot be had: ${told}`);
  const failed = (cause) => refuse("policy_unreachable", `the policy ${address} cannot be had: ${cause.message}`, { cause });
  return parsed(address, await response.text().catch(unreachable ?? failed), told);
};

/** The address as a URL; none where it is relative and there is no page or worker that it could be relative to. */
const absolute = (address) => {
  try {
    return new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
  } catch {
    return undefined;
  }
};

const parsed = (address, text, told) => {
  try {
    // Before a file's text an editor's byte order mark may stand; `fetch` has taken it away.
    return { document: JSON.parse(text.replace(/^\ufeff/, "")), text };
  } catch (cause) {
    return refuse("policy_unreadable", `the policy ${address} is not JSON: ${told}`, { cause });
  }
};
