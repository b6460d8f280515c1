//! Files as evidence: read on the device, told by their content, hashed and previewed. Nothing is sent here.

use js_sys::{ArrayBuffer, Uint8Array};
use refund_policy::Gather;
use refund_policy::request::Attachment;
use sha2::{Digest, Sha256};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// One file. A photograph of a phone's camera has 3 to 8 MiB.
pub(crate) const FILE_BYTES: f64 = 10.0 * 1_048_576.0;
/// All files together: what a mailbox takes in one message.
pub(crate) const ALL_BYTES: f64 = 25.0 * 1_048_576.0;
/// How many files.
pub(crate) const FILES: usize = 10;
/// What the picker offers.
pub(crate) const ACCEPT: &str =
    "image/png,image/jpeg,image/webp,image/gif,image/heic,image/heif,application/pdf,text/plain";

/// The edge of a preview in device pixels.
const PREVIEW: u32 = 112;

/// A file that has been read, or why it cannot be used.
pub(crate) struct Picked {
    /// The evidence that it is.
    pub(crate) evidence: String,
    /// Its name.
    pub(crate) name: String,
    /// The file, or the string that says what is wrong with it.
    pub(crate) file: Result<Attached, &'static str>,
}

/// A file that will be sent.
pub(crate) struct Attached {
    /// The file.
    pub(crate) file: File,
    /// What the request says of it.
    pub(crate) is: Attachment,
    /// A small picture of it.
    pub(crate) preview: Option<web_sys::Element>,
}

impl Attached {
    /// Its size in bytes.
    pub(crate) fn size(&self) -> f64 {
        self.file.size()
    }
}

/// Why a file may not be added to those that are there; the string's key.
pub(crate) fn refused(file: &File, added: &[Attached]) -> Option<&'static str> {
    let all: f64 = added.iter().map(Attached::size).sum();
    match file.size() {
        size if size > FILE_BYTES => Some("file.size"),
        _ if added.len() >= FILES => Some("file.count"),
        size if size + all > ALL_BYTES => Some("file.total"),
        0.0 => Some("file.empty"),
        _ => None,
    }
}

/// Reads a file: its type by content, its hash, its preview.
pub(crate) async fn read(evidence: String, file: File) -> Picked {
    let name = file.name();
    let file = match content(&file).await {
        None => Err("file.unreadable"),
        Some(bytes) => attach(&evidence, file, &bytes).await,
    };
    Picked { evidence, name, file }
}

async fn content(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(buffer.dyn_ref::<ArrayBuffer>()?).to_vec())
}

async fn attach(evidence: &str, file: File, bytes: &[u8]) -> Result<Attached, &'static str> {
    let media_type = media_type(bytes, &file.type_(), &file.name()).ok_or("file.type")?;
    let is = Attachment {
        name: file.name(),
        media_type: media_type.to_owned(),
        size: bytes.len() as u64,
        sha256: sha256(bytes).await,
        evidence: Some(evidence.to_owned()),
    };
    let preview = if media_type.starts_with("image/") { preview(&file).await } else { None };
    Ok(Attached { file, is, preview })
}

/// The media type that the content shows; text is only believed where it was announced.
fn media_type(bytes: &[u8], claimed: &str, name: &str) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 5] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"%PDF-", "application/pdf"),
    ];
    let at = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(found);
    }
    if at(0, 4) == b"RIFF" && at(8, 12) == b"WEBP" {
        return Some("image/webp");
    }
    if at(4, 8) == b"ftyp" && [&b"heic"[..], b"heix", b"mif1", b"msf1"].contains(&at(8, 12)) {
        return Some("image/heif");
    }
    let announced = claimed.starts_with("text/plain") || name.ends_with(".txt");
    (announced && is_text(bytes)).then_some("text/plain")
}

fn is_text(bytes: &[u8]) -> bool {
    let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(allowed))
}

/// By the browser, and where it does not (plain HTTP) by the evaluator's own hash.
async fn sha256(bytes: &[u8]) -> String {
    match digest(bytes).await {
        Some(hash) => hex(&hash),
        None => hex(&Sha256::digest(bytes)),
    }
}

async fn digest(bytes: &[u8]) -> Option<Vec<u8>> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let content = Uint8Array::from(bytes);
    let promise = subtle.digest_with_str_and_js_u8_array("SHA-256", &content).ok()?;
    let hash = JsFuture::from(promise).await.ok()?;
    Some(Uint8Array::new(&hash).to_vec())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A canvas rather than an `img`, which a strict policy would keep from showing a local file.
async fn preview(file: &File) -> Option<web_sys::Element> {
    let window = web_sys::window()?;
    let bitmap = JsFuture::from(window.create_image_bitmap_with_blob(file).ok()?).await.ok()?;
    let bitmap: ImageBitmap = bitmap.dyn_into().ok()?;
    let canvas: HtmlCanvasElement = window.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(PREVIEW);
    canvas.set_height(PREVIEW);
    draw(&canvas, &bitmap)?;
    bitmap.close();
    canvas.set_attribute("class", "preview").ok()?;
    // The name stands beside it.
    canvas.set_attribute("aria-hidden", "true").ok()?;
    Some(canvas.into())
}

/// Draws the middle square of a picture.
fn draw(canvas: &HtmlCanvasElement, bitmap: &ImageBitmap) -> Option<()> {
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (width, height, edge) = (f64::from(bitmap.width()), f64::from(bitmap.height()), f64::from(PREVIEW));
    let side = width.min(height);
    let (left, top) = ((width - side) / 2.0, (height - side) / 2.0);
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            bitmap, left, top, side, side, 0.0, 0.0, edge, edge,
        )
        .ok()
}

/// The files of a picker.
pub(crate) fn files(input: &JsValue) -> Vec<File> {
    let Some(input) = input.dyn_ref::<web_sys::HtmlInputElement>() else { return Vec::new() };
    let Some(list) = input.files() else { return Vec::new() };
    let files = (0..list.length()).filter_map(|index| list.get(index)).gather();
    // So that the same file can be chosen again after it was removed.
    input.set_value("");
    files
}

#[cfg(test)]
mod tests {
    use super::{hex, media_type};

    #[test]
    fn a_type_is_told_by_content() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n\0", "text/plain", "a.txt"), Some("image/png"));
        assert_eq!(media_type(b"%PDF-1.7", "", ""), Some("application/pdf"));
        assert_eq!(media_type(b"\0\0\0\x18ftypheic", "", "a.heic"), Some("image/heif"));
        assert_eq!(media_type("año".as_bytes(), "text/plain", "a"), Some("text/plain"));
        assert_eq!(media_type(b"<svg/>", "image/svg+xml", "a.svg"), None);
        assert_eq!(media_type(b"MZ\x90\0", "text/plain", "a.txt"), None);
    }

    #[test]
    fn hashes_are_written_in_hexadecimal() {
        assert_eq!(hex(&[0, 171, 255]), "00abff");
    }
}
