/** What is wrong with a policy, a fact, a request or an option: `code` is stable, `pointer` is a JSON pointer to it. */
export class RefundError extends Error {
  name = "RefundError";

  /** @param {{code: string, message: string, pointer?: string, hint?: string}[]} problems all of them, the first one leading */
  constructor(problems, options) {
    const [{ code, message, pointer = "", hint }] = problems;
    super(hint ? `${message} (${hint})` : message, options);
    this.code = code;
    this.pointer = pointer;
    this.problems = problems;
  }
}

/** Runs a call into the evaluator, which throws a list of problems. */
export const refusing = (call) => {
  try {
    return call();
  } catch (problems) {
    throw Array.isArray(problems) ? new RefundError(problems, {}) : problems;
  }
};
