// Options are checked by name: one that is misspelt would do nothing, without a word.
import { RefundError } from "./error.js";

/** Whether options, if there are any, have no other names than these. */
export const areKnown = (options = {}, names) => isObject(options) && unknown(options, names).length === 0;

/** The options, which have no other names than these. `nearest` is the evaluator's: it finds the name that was meant. */
export const checked = (options = {}, names, nearest) => {
  if (!isObject(options)) {
    throw new RefundError([{ code: "wrong_type", message: `the options are not an object: \`${String(options)}\``, pointer: "" }]);
  }
  const problems = unknown(options, names).map((name) => problem(name, names, nearest));
  if (problems.length) throw new RefundError(problems);
  return options;
};

const isObject = (options) => options !== null && typeof options === "object";

const unknown = (options, names) => Object.keys(options).filter((name) => !names.includes(name));

const problem = (name, names, nearest) => {
  const near = nearest(name, names);
  const hint = near ? `did you mean \`${near}\`?` : `there are ${names.map((known) => `\`${known}\``).join(", ")}`;
  return { code: "unknown_option", message: `there is no option \`${name}\``, pointer: `/${name}`, hint };
};
