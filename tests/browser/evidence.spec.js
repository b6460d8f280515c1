// Files as evidence: by picker, drop, paste and camera; told by content, drawn anew, hashed, limited; nothing leaves before Send.
import { createHash } from "node:crypto";
import { test, expect, prepared } from "./faults.js";
import { euros, hoursAgo } from "./widget.js";

const MIB = 2 ** 20;
const file = (name, content, mimeType = "text/plain") => ({ name, mimeType, buffer: Buffer.from(content) });
const rows = (widget) => widget.root.locator(".file");
const wrong = (widget) => widget.root.locator(".wrong");
const names = (widget) => widget.root.locator(".file-name");

/** A picture from the browser's own canvas: noise does not compress, a plain one does. */
const picture = (page, { width = 40, height = 30, type = "image/jpeg", isNoise = false }) =>
  page.evaluate(async ({ width, height, type, isNoise }) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    context.fillStyle = "#c33";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#33c";
    context.fillRect(0, 0, width / 2, height / 2); // a corner by which to tell which way is up
    if (isNoise) {
      const image = context.getImageData(0, 0, width, height);
      for (let at = 0; at < image.data.length; at += 65_536) crypto.getRandomValues(image.data.subarray(at, at + 65_536));
      for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
      context.putImageData(image, 0, 0);
    }
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, 0.95));
    return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(""));
  }, { width, height, type, isNoise }).then((text) => Buffer.from(text, "base64"));

/** The metadata of a camera held upright (Exif 2.32, section 4.6): an orientation, a maker, and where it was. */
const exif = () => {
  const ascii = (text) => Buffer.from(`${text}\0`);
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    type === 3 ? bytes.writeUInt16BE(value, 8) : type === 2 && count <= 4 ? value.copy(bytes, 8) : bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const directory = (...entries) => Buffer.concat([Buffer.from([0, entries.length]), ...entries, Buffer.alloc(4)]);
  const maker = ascii("Secret Camera");
  const at = { maker: 8 + 2 + 3 * 12 + 4 };
  at.gps = at.maker + maker.length;
  at.latitude = at.gps + 2 + 2 * 12 + 4;
  const latitude = Buffer.alloc(24);
  [40, 1, 25, 1, 3737, 100].forEach((number, index) => latitude.writeUInt32BE(number, index * 4));
  const tiff = Buffer.concat([
    Buffer.from("MM\0\x2a\0\0\0\x08", "latin1"),
    directory(entry(0x010f, 2, maker.length, at.maker), entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, at.gps)),
    maker,
    directory(entry(1, 2, 2, ascii("N")), entry(2, 5, 3, at.latitude)),
    latitude,
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const withMetadata = (jpeg) => Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);

/** What arrived: the bytes, what the request says of them, and the picture they are. */
const arrived = async (page, endpoint) => {
  const { json, files } = endpoint.received.at(-1);
  return Promise.all(json.attachments.map(async (attachment) => {
    const bytes = files[attachment.sha256];
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(attachment.sha256);
    expect(bytes.length).toBe(attachment.size);
    const size = await page.evaluate(async ([type, text]) => {
      const blob = new Blob([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], { type });
      const bitmap = await createImageBitmap(blob, { imageOrientation: "none" }).catch(() => null);
      if (!bitmap) return null;
      const context = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height }).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      const isBlue = (x, y) => context.getImageData(x, y, 1, 1).data[2] > 128;
      const { width, height } = bitmap;
      return { width, height, blue: [isBlue(2, 2), isBlue(width - 3, 2), isBlue(width - 3, height - 3), isBlue(2, height - 3)] };
    }, [attachment.type, bytes.toString("base64")]);
    return { ...attachment, ...size, bytes };
  }));
};

/** Files as another program hands them over; a number is so many bytes more. */
const handed = (page, files, texts = {}) =>
  page.evaluateHandle(([files, texts]) => {
    const data = new DataTransfer();
    for (const [name, type, content, more = 0] of files) data.items.add(new File([content, new Uint8Array(more)], name, { type }));
    for (const [type, text] of Object.entries(texts)) data.setData(type, text);
    return data;
  }, [files, texts]);

test("a photograph is upright, smaller, and has lost what the camera wrote into it", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const photograph = withMetadata(await picture(page, { width: 4000, height: 3000 }));
  for (const secret of ["Exif", "Secret Camera"]) expect(photograph.includes(secret)).toBe(true);
  await widget.picker.setInputFiles({ name: "IMG_0001.JPG", mimeType: "image/jpeg", buffer: photograph });
  await expect(widget.root.locator("canvas.preview")).toBeVisible();
  expect(endpoint.received, "nothing leaves the device before Send").toHaveLength(0);
  await widget.send();
  const [{ bytes, name, type, width, height, blue }] = await arrived(page, endpoint);
  for (const secret of ["Exif", "Secret Camera", "GPS"]) expect(bytes.includes(secret)).toBe(false);
  expect({ name, type }).toEqual({ name: "IMG_0001.JPG", type: "image/jpeg" });
  // Turned by a quarter to the right: what was the corner at the top left is now at the top right.
  expect(width / height).toBeCloseTo(3 / 4, 2);
  expect(blue).toEqual([false, true, false, false]);
  expect(width * height).toBeLessThanOrEqual(4.01e6);
});

test("a heavy picture becomes a light one, of whatever kind it was", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const noise = await picture(page, { width: 1600, height: 1000, type: "image/png", isNoise: true });
  expect(noise.length).toBeGreaterThan(4 * MIB);
  await widget.picker.setInputFiles({ name: "scan.png", mimeType: "image/png", buffer: noise });
  await expect(names(widget)).toHaveText(["scan.jpg"]);
  await widget.send();
  const [{ type, size }] = await arrived(page, endpoint);
  expect(type).toBe("image/jpeg");
  expect(size).toBeLessThanOrEqual(2 * MIB);
});

test("a screenshot stays sharp, a long one keeps its letters, and other pictures become JPEG", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const files = [
    ["screen.png", "image/png", 1170, 2532],
    ["long.png", "image/png", 600, 5000],
    ["photo.webp", "image/webp", 800, 600],
  ];
  for (const [name, type, width, height] of files) {
    await widget.picker.setInputFiles({ name, mimeType: type, buffer: await picture(page, { width, height, type }) });
  }
  await expect(names(widget)).toHaveText(["screen.png", "long.png", "photo.jpg"]);
  await widget.send();
  const seen = await arrived(page, endpoint);
  expect(seen.map(({ type, width, height }) => [type, width, height])).toEqual([
    ["image/png", 1170, 2532],
    ["image/png", 600, 5000],
    ["image/jpeg", 800, 600],
  ]);
});

test("what cannot be drawn anew: an animation keeps moving, HEIC goes as it is and says so, a broken picture is refused", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const gif = Buffer.from("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=", "base64");
  const heic = Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), Buffer.alloc(100)]);
  const broken = (await picture(page, {})).subarray(0, 60);
  await widget.picker.setInputFiles([
    { name: "recording.gif", mimeType: "image/gif", buffer: gif },
    { name: "IMG_2.HEIC", mimeType: "image/heic", buffer: heic },
    { name: "broken.jpg", mimeType: "image/jpeg", buffer: broken },
  ]);
  await expect(names(widget)).toHaveText(["recording.gif", "IMG_2.HEIC"]);
  await expect(rows(widget).nth(1)).toContainText(widget.t["file.raw"]);
  await expect(rows(widget).nth(0)).not.toContainText(widget.t["file.raw"]);
  await expect(wrong(widget)).toHaveText(widget.t["file.unreadable"].replace("{name}", "broken.jpg"));
  await widget.send();
  const [first, second] = await arrived(page, endpoint);
  expect(first.bytes.equals(gif) && second.bytes.equals(heic)).toBe(true);
});

test("where a page may not read its canvas, a picture goes as it is and says so", async ({ page, endpoint }) => {
  await page.addInitScript(() => {
    CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) => new ImageData(width, height);
  });
  const widget = await prepared(page, endpoint);
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await widget.picker.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png });
  await expect(rows(widget)).toContainText(widget.t["file.raw"]);
});

test("wrong files are refused with a clear message, right ones stay", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint, { lang: "fr" });
  await widget.picker.setInputFiles([
    file("virus.exe", "MZ\x90\0"),
    file("vide.txt", ""),
    file("page.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    file("notes.txt", "bonjour"),
    file("encore.txt", "bonjour"),
    file("reçu.pdf", "%PDF-1.7", "application/pdf"),
  ]);
  await expect(names(widget)).toHaveText(["notes.txt", "reçu.pdf"]);
  const refused = [
    "« virus.exe » n’est ni une image, ni un PDF, ni un fichier texte.",
    "« vide.txt » est vide.",
    "« page.svg » n’est ni une image, ni un PDF, ni un fichier texte.",
    "« encore.txt » a déjà été ajouté.",
  ];
  await expect(wrong(widget)).toHaveText(refused);
  // Said once, when all of them have been read.
  await expect(widget.root.getByRole("status")).toHaveText(["2 fichiers ajoutés.", ...refused].join(" "));
  const large = await handed(page, [["gros.pdf", "application/pdf", "%PDF-", 10 * MIB]]);
  await widget.root.locator("[data-evidence]").dispatchEvent("drop", { dataTransfer: large });
  await expect(wrong(widget)).toHaveText(/^«\sgros\.pdf\s» dépasse 10/);
  await widget.root.getByRole("button", { name: "Retirer notes.txt" }).click();
  await expect(names(widget)).toHaveText(["reçu.pdf"]);
  await expect(widget.picker).toBeFocused();
  await widget.send();
  const [attachment] = await arrived(page, endpoint);
  expect(attachment).toMatchObject({ name: "reçu.pdf", type: "application/pdf", evidence: "screenshot" });
});

test("at most ten files, and 25 MB in all", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const heavy = ["1.pdf", "2.pdf", "3.pdf"].map((name) => [name, "application/pdf", `%PDF-${name}`, 9 * MIB]);
  await widget.root.locator("[data-evidence]").dispatchEvent("drop", { dataTransfer: await handed(page, heavy) });
  await expect(names(widget)).toHaveCount(2);
  await expect(wrong(widget)).toHaveText(/“3\.pdf” was not added/);
  await widget.picker.setInputFiles(Array.from({ length: 9 }, (_, index) => file(`${index}.txt`, `file ${index}`)));
  await expect(names(widget)).toHaveCount(10);
  await expect(wrong(widget)).toHaveText("At most 10 files can be sent. “8.txt” was not added.");
});

test("dropped: on its place or beside it, but nothing else", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const place = widget.root.locator("[data-evidence]");
  const dataTransfer = await handed(page, [["a.txt", "text/plain", "one"]]);
  await place.dispatchEvent("dragover", { dataTransfer });
  await expect(place).toHaveAttribute("data-over", "");
  await place.dispatchEvent("dragleave", { dataTransfer });
  await expect(place).not.toHaveAttribute("data-over");
  await place.dispatchEvent("drop", { dataTransfer });
  await expect(names(widget)).toHaveText(["a.txt"]);
  // Missed: it must not open in the place of the page.
  const other = await handed(page, [["b.txt", "text/plain", "two"]]);
  const isPrevented = await widget.root.locator("#send").evaluate(
    (element, dataTransfer) => !element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true })),
    other,
  );
  expect(isPrevented).toBe(true);
  await expect(names(widget)).toHaveText(["a.txt", "b.txt"]);
  const words = await handed(page, [], { "text/plain": "just words" });
  const isTaken = await widget.root.locator("#words").evaluate(
    (element, dataTransfer) => !element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true })),
    words,
  );
  expect(isTaken).toBe(false);
});

test("pasted: a screenshot anywhere in the widget, but no text that brings a picture along", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  const paste = (locator, data) => locator.evaluate(
    (element, clipboardData) => element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true })),
    data,
  );
  await paste(widget.root.locator("#words"), await handed(page, [["image.txt", "text/plain", "one"]], { "text/plain": "words" }));
  await paste(widget.root.locator("#words"), await handed(page, [["first.txt", "text/plain", "one"]]));
  await expect(names(widget)).toHaveText(["first.txt"]);
  // Where nothing has the focus.
  await paste(page.locator("body"), await handed(page, [["second.txt", "text/plain", "two"]]));
  await expect(names(widget)).toHaveText(["first.txt", "second.txt"]);
  // In a field of the merchant's.
  await page.evaluate(() => document.body.prepend(document.createElement("textarea")));
  await paste(page.locator("body > textarea"), await handed(page, [["third.txt", "text/plain", "three"]]));
  await widget.picker.setInputFiles(file("last.txt", "four"));
  await expect(names(widget)).toHaveText(["first.txt", "second.txt", "last.txt"]);
});

test("a screenshot from the clipboard, by the keyboard", async ({ page, endpoint, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = await prepared(page, endpoint);
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
    canvas.getContext("2d").fillRect(0, 0, 100, 100);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  });
  await widget.root.locator("#words").focus();
  await page.keyboard.press("Control+V");
  await expect(widget.root.locator("canvas.preview")).toBeVisible();
  await expect(names(widget)).toHaveText(["image.png"]);
});

test("on a desktop there is no camera to be chosen", async ({ page, endpoint }) => {
  const widget = await prepared(page, endpoint);
  await expect(widget.root.locator("input[capture]")).toBeHidden();
  await expect(widget.root.getByText(widget.t["evidence.photograph"], { exact: true })).toBeHidden();
  await expect(widget.root.getByText(widget.t["evidence.add"], { exact: true })).toBeVisible();
});

test.describe("held in the hand", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a photograph can be taken at once", async ({ page, endpoint }) => {
    const widget = await prepared(page, endpoint);
    const camera = widget.root.locator("input[capture=environment]");
    await expect(widget.root.getByText(widget.t["evidence.photograph"], { exact: true })).toBeVisible();
    await camera.setInputFiles({ name: "image.jpg", mimeType: "image/jpeg", buffer: await picture(page, {}) });
    await expect(names(widget)).toHaveText(["image.jpg"]);
  });
});

test("the evidence is of this very case, and a required file that is missing is pointed out once", async ({ page, endpoint }) => {
  const facts = { amount_paid: euros(100), reason: "not_as_described", purchased_at: hoursAgo(48).toISOString(), clear_evidence: true };
  const widget = await prepared(page, endpoint, { policy: "smm-services", facts });
  // Who has written may have said why there is none.
  await widget.root.locator("#words").fill("");
  const item = widget.root.locator("[data-evidence]", { hasText: widget.document.evidence.clear_proof.label.en });
  await expect(item).toContainText(widget.t["evidence.required_mark"]);
  await widget.button("send.button").click();
  await expect(widget.root.getByText(widget.t["evidence.missing"])).toBeVisible();
  await expect(widget.picker).toBeFocused();
  await widget.picker.setInputFiles(file("proof.txt", "seen"));
  await expect(item).toHaveAttribute("data-there", "true");
  await expect(widget.root.getByText(widget.t["evidence.missing"])).toHaveCount(0);
  await widget.send();
});
