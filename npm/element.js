// For bundlers that read no `exports`, such as Parcel.
import "./dist/element.js";
