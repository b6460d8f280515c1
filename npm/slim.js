// For bundlers that read no `exports`, such as Parcel.
export * from "./dist/slim.js";
