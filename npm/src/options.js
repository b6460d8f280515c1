// Options are checked by name: one that is misspelt would do nothing, without a word.
import { RefundError } from "./error.js";

/** The options, which have no other names than these. */
export const checked = (options = {}, names) => {
  if (options === null || typeof options !== "object") {
    throw new RefundError([{ code: "wrong_type", message: `the options are not an object: \`${String(options)}\``, pointer: "" }]);
  }
  for (const name in options) if (!names.includes(name)) throw unknown(options, names);
  return options;
};

const unknown = (options, names) => {
  const wrong = Object.keys(options).filter((name) => !names.includes(name));
  return new RefundError(wrong.map((name) => problem(name, names)));
};

const problem = (name, names) => {
  const near = names.filter((known) => distance(name.toLowerCase(), known.toLowerCase()) <= 2)[0];
  const hint = near ? `did you mean \`${near}\`?` : `there are ${names.map((known) => `\`${known}\``).join(", ")}`;
  return { code: "unknown_option", message: `there is no option \`${name}\``, pointer: `/${name}`, hint };
};

/** How many letters have to be put in, left out or replaced to make one word of the other. */
const distance = (one, other) => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      next.push(Math.min(row[column + 1] + 1, next[column] + 1, row[column] + (letter === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
};
