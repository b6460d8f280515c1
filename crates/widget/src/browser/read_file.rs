//! Files as evidence: what they are by their content, their hash, and a picture of them. Nothing is sent from here.

use gloo_file::futures::read_as_bytes;
use refund_policy::request::files::{HEADER_BYTES, Kind, kind_of};
use sha2::{Digest, Sha256};
use web_sys::{Blob, File, FilePropertyBag, HtmlCanvasElement, ImageBitmap};

use super::picture;
use crate::session::Attachment;
use refund_policy::request::limits::FILE_BYTES;

/// A picture is made smaller before its size counts; this only keeps a phone from running out of memory.
const PICTURE_BYTES: f64 = 50.0 * 1024.0 * 1024.0;

/// A file as it will be sent.
pub(super) struct Read {
    pub(super) file: File,
    pub(super) attachment: Attachment,
    /// Whether a photograph still holds what the camera wrote into it.
    pub(super) is_raw: bool,
    pub(super) preview: Option<HtmlCanvasElement>,
}

/// A name as it is sent: it ends up in the headers of mails.
pub(super) fn clean_name(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).collect()
}

/// Reads a file, or gives the string that says why it cannot be used.
pub(super) async fn read(file: &File) -> Result<Read, &'static str> {
    if file.size() == 0.0 {
        return Err("file.empty");
    }
    let kind = kind(file).await?;
    let is_drawn = !matches!(kind, Some(Kind::Gif | Kind::Pdf | Kind::Text)); // a GIF would stand still
    if file.size() > if is_drawn { PICTURE_BYTES } else { FILE_BYTES as f64 } {
        return Err("file.size");
    }
    let is_picture = !matches!(kind, Some(Kind::Pdf | Kind::Text));
    let bitmap = if is_picture { picture::decoded(file).await } else { None };
    let redrawn = match &bitmap {
        Some(bitmap) if is_drawn => picture::redrawn(bitmap, kind == Some(Kind::Png)).await,
        _ => None,
    };
    let is_raw = is_drawn && redrawn.is_none();
    let preview = bitmap.as_ref().and_then(picture::preview);
    let is_decoded = bitmap.is_some();
    bitmap.iter().for_each(ImageBitmap::close);
    let kind = match (redrawn.as_ref().map(Blob::type_).as_deref(), kind) {
        (Some("image/png"), _) => Kind::Png,
        (Some(_), _) => Kind::Jpeg,
        (None, None) => return Err("file.type"),
        // One that could not be drawn anew stays as it is where it is HEIC, which most browsers cannot decode, or where the
        // browser keeps a page from reading its canvas. Others are broken.
        (None, Some(kind)) if is_drawn && !is_decoded && kind != Kind::Heif => return Err("file.unreadable"),
        (None, Some(kind)) => kind,
    };
    let name = named(&clean_name(&file.name()), kind, redrawn.is_some());
    let blob = redrawn.unwrap_or_else(|| file.clone().into());
    // The bytes and not the file on the disk, which may be gone by the time it is sent.
    let bytes = read_as_bytes(&blob.into()).await.map_err(|_| "file.unreadable")?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let size = bytes.len() as u64;
    let options = FilePropertyBag::new();
    options.set_type(kind.media_type());
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
    let file = File::new_with_u8_array_sequence_and_options(&parts, &name, &options)
        .map_err(|_| "file.unreadable")?;
    let attachment =
        Attachment { name, media_type: kind.media_type().to_owned(), size, sha256, evidence: None };
    Ok(Read { file, attachment, is_raw, preview })
}

/// What the content shows; none for another kind of picture, which will do where the browser can decode it.
async fn kind(file: &File) -> Result<Option<Kind>, &'static str> {
    let announced = file.type_();
    let is_text = announced.starts_with("text/") || file.name().to_ascii_lowercase().ends_with(".txt");
    let head = match is_text && file.size() <= FILE_BYTES as f64 {
        true => file.clone().into(),
        false => file.slice_with_i32_and_i32(0, HEADER_BYTES as i32).map_err(|_| "file.unreadable")?,
    };
    let head = read_as_bytes(&head.into()).await.map_err(|_| "file.unreadable")?;
    let is_picture = announced.starts_with("image/") && !announced.starts_with("image/svg");
    match kind_of(&head, &announced, &file.name()) {
        None if !is_picture => Err("file.type"),
        kind => Ok(kind),
    }
}

/// A picture that became one of another kind is named so.
fn named(name: &str, kind: Kind, is_redrawn: bool) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let fits = ending.eq_ignore_ascii_case(kind.ending())
        || kind == Kind::Jpeg && ending.eq_ignore_ascii_case("jpeg");
    if fits || !is_redrawn { name.to_owned() } else { format!("{stem}.{}", kind.ending()) }
}

#[cfg(test)]
mod tests {
    use gloo_file::futures::read_as_bytes;
    use gloo_utils::document;
    use refund_policy::request::files::Kind;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement};

    use super::{Read, named, read};

    fn file(bytes: &[u8], name: &str, media_type: &str) -> File {
        let options = FilePropertyBag::new();
        options.set_type(media_type);
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        File::new_with_u8_array_sequence_and_options(&parts, name, &options).unwrap()
    }

    /// A picture of this size, as a camera or a screenshot would leave it.
    async fn picture(width: u32, height: u32, media_type: &'static str) -> Vec<u8> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").unwrap().unchecked_into();
        canvas.set_width(width);
        canvas.set_height(height);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
        context.set_fill_style_str("#08c");
        context.fill_rect(0.0, 0.0, f64::from(width) / 2.0, f64::from(height));
        let blob = js_sys::Promise::new(&mut |resolve, _| {
            canvas.to_blob_with_type_and_encoder_options(&resolve, media_type, &JsValue::UNDEFINED).unwrap();
        });
        let blob: Blob = JsFuture::from(blob).await.unwrap().unchecked_into();
        read_as_bytes(&blob.into()).await.unwrap()
    }

    /// A JPEG with a comment in it, as cameras write where they were.
    fn with_comment(jpeg: &[u8]) -> Vec<u8> {
        let comment = b"GPS 40.4168 -3.7038";
        let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xff\xfe", &length, comment, &jpeg[2..]].concat()
    }

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|window| window == what)
    }

    #[wasm_bindgen_test]
    async fn a_photograph_is_sent_without_what_the_camera_wrote_into_it() {
        let photo = with_comment(&picture(40, 30, "image/jpeg").await);
        assert!(holds(&photo, b"GPS"));
        let Read { file, attachment, is_raw, preview } = read(&file(&photo, "IMG 1.JPG", "")).await.unwrap();
        let bytes = read_as_bytes(&file.into()).await.unwrap();
        assert!(!holds(&bytes, b"GPS") && bytes.starts_with(b"\xff\xd8\xff"));
        assert_eq!((attachment.name.as_str(), attachment.media_type.as_str()), ("IMG 1.JPG", "image/jpeg"));
        assert_eq!(attachment.size, bytes.len() as u64);
        assert!(!is_raw && preview.is_some());
    }

    #[wasm_bindgen_test]
    async fn a_screenshot_stays_sharp_and_a_large_photograph_becomes_light() {
        let png = picture(60, 40, "image/png").await;
        let read_png = read(&file(&png, "shot.png", "image/png")).await.unwrap();
        assert_eq!(read_png.attachment.media_type, "image/png");
        let webp = picture(3000, 2500, "image/webp").await;
        let read_webp = read(&file(&webp, "shot.webp", "image/webp")).await.unwrap();
        assert_eq!(
            (read_webp.attachment.name.as_str(), read_webp.attachment.media_type.as_str()),
            ("shot.jpg", "image/jpeg")
        );
        let bitmap = super::picture::decoded(&read_webp.file).await.unwrap();
        assert!(f64::from(bitmap.width()) * f64::from(bitmap.height()) <= 4.01e6);
    }

    #[wasm_bindgen_test]
    async fn documents_and_texts_are_sent_as_they_are() {
        let pdf = read(&file(b"\r\n%PDF-1.4\n1 0 obj", "invoice\u{7}.pdf", "")).await.unwrap();
        assert_eq!(
            (pdf.attachment.name.as_str(), pdf.attachment.media_type.as_str()),
            ("invoice.pdf", "application/pdf")
        );
        let text = read(&file("Pedido 1, año 2026\n".as_bytes(), "chat.txt", "text/plain")).await.unwrap();
        assert_eq!(text.attachment.media_type, "text/plain");
        let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assert_eq!(read(&file(b"hello", "a.txt", "")).await.unwrap().attachment.sha256, hash);
    }

    #[wasm_bindgen_test]
    async fn what_cannot_be_used_says_why() {
        let reason = async |bytes: &[u8], name: &str, media_type: &str| {
            read(&file(bytes, name, media_type)).await.err().unwrap_or("taken")
        };
        assert_eq!(reason(b"", "a.png", "image/png").await, "file.empty");
        assert_eq!(
            reason(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml").await,
            "file.type"
        );
        assert_eq!(reason(b"PK\x03\x04rest", "a.docx", "application/zip").await, "file.type");
        assert_eq!(reason(b"\x89PNG\r\n\x1a\nbroken", "a.png", "image/png").await, "file.unreadable");
        assert_eq!(reason(b"no picture", "a.bmp", "image/bmp").await, "file.type");
        assert_eq!(reason(&[b'a'; 10 * 1024 * 1024 + 1], "a.txt", "text/plain").await, "file.size");
    }

    #[wasm_bindgen_test]
    fn a_name_fits_what_the_picture_has_become() {
        assert_eq!(named("a.webp", Kind::Jpeg, true), "a.jpg");
        assert_eq!(named("a.JPEG", Kind::Jpeg, true), "a.JPEG");
        assert_eq!(named("photo", Kind::Jpeg, true), "photo.jpg");
        assert_eq!(named("a.pdf.txt", Kind::Text, false), "a.pdf.txt");
    }
}
