// Known by a registered symbol: `import` and `require` bring a class each into one program.
const BRAND = Symbol.for("refund-widget.RefundError");

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

  get [BRAND]() {
    return true;
  }

  static [Symbol.hasInstance](value) {
    return this === RefundError ? value?.[BRAND] === true : super[Symbol.hasInstance](value);
  }
}
