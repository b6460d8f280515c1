// Pictures, drawn anew: upright, of a size that can be mailed, and without what the camera wrote into them.

/** A photograph of 4:3 gets 2309 × 1732 pixels, and a long screenshot keeps its letters. */
const PIXELS = 4e6;
const EDGE = 6000;
const BYTES = 2 * 2 ** 20;
/** How a picture gets light enough, one after the other: the part of its pixels that stay, and the quality of JPEG. */
const TRIES = [
  [1, 0.86],
  [1, 0.7],
  [0.5, 0.7],
  [0.25, 0.6],
];
/** The edge of a preview in device pixels. */
const PREVIEW = 112;

/** @typedef {{type: string, quality?: number}} Format */

/** A picture's pixels, upright; null where the browser cannot decode it. @param {Blob} file */
export const decoded = (file) => createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);

/**
 * The picture as a new file, or null where the browser does not let a page read its canvas.
 * What is `sharp` (a screenshot) stays a PNG as long as it is light enough; everything else becomes a JPEG.
 *
 * @param {ImageBitmap} bitmap @param {string} name @param {boolean} sharp
 */
export const redrawn = async (bitmap, name, sharp) => {
  if (!isReadable()) return null;
  const png = sharp && (await encoded(bitmap, 1, { type: "image/png" }));
  if (png && png.size <= BYTES) return named(png, name, "png");
  let jpeg = null;
  for (const [part, quality] of TRIES) {
    jpeg = await encoded(bitmap, part, { type: "image/jpeg", quality });
    if (jpeg && jpeg.size <= BYTES) break;
  }
  return jpeg && named(jpeg, name, "jpg");
};

/** Some browsers answer with noise, against fingerprinting. */
const isReadable = () => {
  const [canvas, context] = sheet(1, 1);
  context.fillStyle = "#369";
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, canvas.width, canvas.height).data;
  return red === 0x33 && green === 0x66 && blue === 0x99;
};

/** @param {ImageBitmap} bitmap @param {number} part @param {Format} format @returns {Promise<Blob | null>} */
const encoded = (bitmap, part, { type, quality }) => {
  const { width, height } = bitmap;
  const scale = Math.min(1, EDGE / width, EDGE / height, Math.sqrt((part * PIXELS) / (width * height)));
  const [canvas, context] = sheet(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  if (quality) {
    // JPEG has no transparency, and what is behind it would be black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
};

/** @param {Blob} blob @param {string} name @param {string} extension */
const named = (blob, name, extension) => {
  const stem = name.replace(/\.\w+$/, "");
  const fits = new RegExp(`\\.${extension === "jpg" ? "jpe?g" : extension}$`, "i").test(name);
  return new File([blob], fits ? name : `${stem}.${extension}`, { type: blob.type });
};

/** The middle square, small. A canvas rather than an `img`, which a strict policy would keep from showing a local file. @param {ImageBitmap} bitmap */
export const preview = (bitmap) => {
  const [canvas, context] = sheet(PREVIEW, PREVIEW);
  const side = Math.min(bitmap.width, bitmap.height);
  context.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, PREVIEW, PREVIEW);
  canvas.className = "preview";
  canvas.ariaHidden = "true"; // the name stands beside it
  return canvas;
};

/** @param {number} width @param {number} height @returns {[HTMLCanvasElement, CanvasRenderingContext2D]} */
const sheet = (width, height) => {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  return [canvas, /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))];
};
