// The shipped policies and their cases. ROOT is the checkout.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (...path) => readFileSync(join(process.env.ROOT, "policies", ...path), "utf8");

export const IDS = ["iptv-subscription", "module-support", "passport-forms", "smm-services", "sms-and-payments"];

export const document = (id) => JSON.parse(read(id, "policy.json"));

export const cases = (id) => read(id, "cases.jsonl").trim().split("\n").map((line) => JSON.parse(line));
