// Contact sheets of the gallery: a page for each look, with all of its pictures side by side.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";

export const GALLERY = new URL("../../target/gallery/", import.meta.url);

/** Begins with an empty folder; what it gives is called once the pictures are there. */
export default async () => {
  await rm(GALLERY, { recursive: true, force: true });
  await mkdir(GALLERY, { recursive: true });
  return writeSheets;
};

const writeSheets = async () => {
  const looks = (await readdir(GALLERY)).sort();
  for (const look of looks) {
    const pictures = (await readdir(new URL(look, GALLERY))).sort();
    await write(look, pictures.map((picture) => figure(`${look}/${picture}`, picture.replace(".png", ""))));
  }
  await write("index", [`<ul>${looks.map((look) => `<li><a href="${look}.html">${look}</a></li>`).join("")}</ul>`]);
};

const figure = (path, name) => `<figure><figcaption>${name}</figcaption><a href="${path}"><img src="${path}" alt="" loading="lazy"></a></figure>`;

const STYLE = `
  body { font-family: system-ui; background: #d8d8dc; display: flex; flex-wrap: wrap; align-items: start; gap: 1rem; }
  h1 { inline-size: 100%; margin: 0; font-size: 1.25rem; }
  figure { margin: 0; inline-size: 24rem; }
  img { inline-size: 100%; }`;

const write = (name, body) =>
  writeFile(new URL(`${name}.html`, GALLERY), `<!doctype html><meta charset="utf-8"><title>${name}</title><style>${STYLE}</style><h1>${name}</h1>${body.join("\n")}\n`);
