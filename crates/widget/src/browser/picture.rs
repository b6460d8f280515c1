//! Pictures, drawn anew: upright, of a size that can be mailed, and without what the camera wrote into them.

use gloo_utils::{document, window};
use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ImageOrientation,
};

/// A photograph of 4:3 gets 2309 × 1732 pixels, and a long screenshot keeps its letters.
const PIXELS: f64 = 4e6;
const EDGE: f64 = 6000.0;
const BYTES: f64 = 2.0 * 1024.0 * 1024.0;
/// How a picture gets light enough, one after the other: the part of its pixels that stays, and the quality of JPEG.
const TRIES: [(f64, f64); 4] = [(1.0, 0.86), (1.0, 0.7), (0.5, 0.7), (0.25, 0.6)];
/// The edge of a preview in device pixels.
const PREVIEW: u32 = 112;

/// A picture's pixels, upright; none where the browser cannot decode it.
pub(super) async fn decoded(file: &Blob) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let bitmap = window().create_image_bitmap_with_blob_and_image_bitmap_options(file, &options).ok()?;
    JsFuture::from(bitmap).await.ok()?.dyn_into().ok()
}

/// The picture's bytes drawn anew; none where the browser does not let a page read its canvas. What is sharp (a screenshot) stays
/// a PNG as long as it is light enough; everything else becomes a JPEG.
pub(super) async fn redrawn(bitmap: &ImageBitmap, is_sharp: bool) -> Option<Blob> {
    if !is_readable() {
        return None;
    }
    if is_sharp {
        let png = encoded(bitmap, 1.0, None).await;
        if let Some(png) = png.filter(|png| png.size() <= BYTES) {
            return Some(png);
        }
    }
    let mut jpeg = None;
    for (part, quality) in TRIES {
        jpeg = encoded(bitmap, part, Some(quality)).await;
        if jpeg.as_ref().is_some_and(|jpeg| jpeg.size() <= BYTES) {
            break;
        }
    }
    jpeg
}

/// The middle square, small. A canvas rather than an `img`, which a strict policy would keep from showing a local file.
pub(super) fn preview(bitmap: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let (canvas, context) = sheet(PREVIEW, PREVIEW)?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let side = width.min(height);
    let edge = f64::from(PREVIEW);
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            bitmap,
            (width - side) / 2.0,
            (height - side) / 2.0,
            side,
            side,
            0.0,
            0.0,
            edge,
            edge,
        )
        .ok()?;
    canvas.set_class_name("preview");
    // The name stands beside it.
    canvas.set_attribute("aria-hidden", "true").ok()?;
    Some(canvas)
}

/// Some browsers answer with noise, against fingerprinting.
fn is_readable() -> bool {
    let Some((_, context)) = sheet(1, 1) else { return false };
    context.set_fill_style_str("#369");
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let pixel = context.get_image_data(0.0, 0.0, 1.0, 1.0).map(|image| image.data().to_vec());
    pixel.is_ok_and(|pixel| pixel.starts_with(&[0x33, 0x66, 0x99]))
}

/// As JPEG of this quality, or as PNG.
async fn encoded(bitmap: &ImageBitmap, part: f64, quality: Option<f64>) -> Option<Blob> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = [1.0, EDGE / width, EDGE / height, (part * PIXELS / (width * height)).sqrt()];
    let scale = scale.into_iter().fold(f64::INFINITY, f64::min);
    let pixels = |length: f64| (length * scale).round().max(1.0);
    let (width, height) = (pixels(width), pixels(height));
    let (canvas, context) = sheet(width as u32, height as u32)?;
    if quality.is_some() {
        // JPEG has no transparency, and what is behind it would be black.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, width, height);
    }
    context.set_image_smoothing_enabled(true);
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height).ok()?;
    let blob = Promise::new(&mut |resolve, reject| {
        let take = Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::UNDEFINED, &blob));
        let media_type = if quality.is_some() { "image/jpeg" } else { "image/png" };
        let quality = quality.map_or(JsValue::UNDEFINED, JsValue::from);
        let asked = canvas.to_blob_with_type_and_encoder_options(take.unchecked_ref(), media_type, &quality);
        if let Err(error) = asked {
            // It has no reason to fail.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(blob).await.ok()?.dyn_into().ok()
}

fn sheet(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.unchecked_into();
    Some((canvas, context))
}
