// Writes each file's compressed forms beside it, as servers look for them: `node compress.js FILE…`.
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

// Brotli's default is its best.
const FORMS = [
  [".br", promisify(brotliCompress), {}],
  [".gz", promisify(gzip), { level: constants.Z_BEST_COMPRESSION }],
];

const compress = async (file) => {
  const bytes = await readFile(file);
  await Promise.all(FORMS.map(async ([suffix, form, options]) => writeFile(file + suffix, await form(bytes, options))));
};

await Promise.all(process.argv.slice(2).map(compress));
