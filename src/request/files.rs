//! Which files are taken as evidence, and what a file is: by its content, as page and endpoint both see it.
//!
//! A claimed type or a file's name decides nothing, except that text is only taken where text was announced: text has
//! no signature. Markup and scripts are text too, and are not taken.

/// A kind of file that is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Portable Network Graphics.
    Png,
    /// A photograph.
    Jpeg,
    /// A picture of Google's format.
    WebP,
    /// A picture, perhaps one that moves.
    Gif,
    /// A photograph of an iPhone (HEIC) or another picture in that container.
    Heif,
    /// A document.
    Pdf,
    /// Plain text in UTF-8.
    Text,
}

/// All kinds that are taken: pictures and documents, as evidence is given.
pub const ACCEPTED: [Kind; 7] =
    [Kind::Png, Kind::Jpeg, Kind::WebP, Kind::Gif, Kind::Heif, Kind::Pdf, Kind::Text];

/// What a file picker offers: an `<input>`'s `accept`. HEIC is a name of its own there.
pub const ACCEPT: &str =
    "image/png,image/jpeg,image/webp,image/gif,image/heic,image/heif,application/pdf,text/plain";

/// Within so many bytes a PDF's header is looked for, as PDF's own readers do (ISO 32000-1, annex H, note 13).
pub const HEADER_BYTES: usize = 1024;

const PDF_HEADER: &[u8] = b"%PDF-";

impl Kind {
    /// The media type that it is sent and kept under.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
            Kind::WebP => "image/webp",
            Kind::Gif => "image/gif",
            Kind::Heif => "image/heif",
            Kind::Pdf => "application/pdf",
            Kind::Text => "text/plain",
        }
    }

    /// The usual ending of such a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
            Kind::WebP => "webp",
            Kind::Gif => "gif",
            Kind::Heif => "heic",
            Kind::Pdf => "pdf",
            Kind::Text => "txt",
        }
    }

    /// The kind of a media type.
    pub fn of_media_type(media_type: &str) -> Option<Kind> {
        ACCEPTED.into_iter().find(|kind| kind.media_type() == media_type)
    }
}

/// What a file is, if it is taken; `announced` is the media type that its sender claims, and `name` its name.
pub fn kind_of(content: &[u8], announced: &str, name: &str) -> Option<Kind> {
    if let Some(kind) = signed(content) {
        return Some(kind);
    }
    if announces_text(announced, name) && is_text(content) {
        return Some(Kind::Text);
    }
    has_late_pdf_header(content).then_some(Kind::Pdf)
}

/// The kind whose signature a file begins with.
fn signed(content: &[u8]) -> Option<Kind> {
    let begins = |signature: &[u8]| content.starts_with(signature);
    let holds = |at: usize, mark: &[u8]| content.get(at..).is_some_and(|rest| rest.starts_with(mark));
    if begins(b"\x89PNG\r\n\x1a\n") {
        Some(Kind::Png)
    } else if begins(b"\xff\xd8\xff") {
        Some(Kind::Jpeg)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Some(Kind::Gif)
    } else if begins(b"RIFF") && holds(8, b"WEBP") {
        Some(Kind::WebP)
    } else if begins(PDF_HEADER) {
        Some(Kind::Pdf)
    } else if is_heif(content) {
        Some(Kind::Heif)
    } else {
        None
    }
}

/// Brands of pictures that HEVC encodes (ISO/IEC 23008-12, annex B). `mif1` and `msf1` are any encoding's, AVIF's too.
const HEVC_BRANDS: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"];
const ANY_BRANDS: [&[u8]; 2] = [b"mif1", b"msf1"];
const AV1_BRANDS: [&[u8]; 2] = [b"avif", b"avis"];

/// Whether a file's first box is that of a HEIF picture: its size, `ftyp`, the main brand, a version, further brands.
fn is_heif(content: &[u8]) -> bool {
    let Some((size, rest)) = content.split_first_chunk::<4>() else { return false };
    let Some(rest) = rest.strip_prefix(b"ftyp") else { return false };
    // The box's own head has 8 bytes. Whatever size it claims, no real one has more than a few brands.
    let length = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX).saturating_sub(8);
    let rest = rest.get(..length.min(HEADER_BYTES)).unwrap_or(rest);
    let mut brands =
        rest.chunks_exact(4).enumerate().filter(|(index, _)| *index != 1).map(|(_, brand)| brand);
    let Some(main) = brands.next() else { return false };
    let others: Vec<&[u8]> = brands.collect();
    let is_av1 = AV1_BRANDS.contains(&main) || others.iter().any(|brand| AV1_BRANDS.contains(brand));
    HEVC_BRANDS.contains(&main)
        || ANY_BRANDS.contains(&main) && !is_av1
        || !is_av1 && others.iter().any(|brand| HEVC_BRANDS.contains(brand))
}

fn announces_text(announced: &str, name: &str) -> bool {
    let name = name.as_bytes();
    let ending = name.len().checked_sub(4).and_then(|at| name.get(at..));
    essence(announced) == "text/plain" || ending.is_some_and(|ending| ending.eq_ignore_ascii_case(b".txt"))
}

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// UTF-8 without control characters other than those of lines and columns, and neither markup nor a script.
fn is_text(content: &[u8]) -> bool {
    let allowed = |character: char| !character.is_control() || matches!(character, '\n' | '\r' | '\t');
    !content.is_empty()
        && str::from_utf8(content).is_ok_and(|text| text.chars().all(allowed))
        && !is_code(content)
}

/// What a browser or a shell would run, were the file named so; looked for where browsers look for it.
fn is_code(content: &[u8]) -> bool {
    const MARKUP: [&[u8]; 8] =
        [b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml"];
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start();
    let begins =
        |mark: &&[u8]| content.get(..mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark));
    content.starts_with(b"#!") || MARKUP.iter().any(begins)
}

/// Whether a PDF's header follows something else, such as a line break or the commands of a printer. A program or an
/// archive that only looks like a PDF as well is none.
fn has_late_pdf_header(content: &[u8]) -> bool {
    const OTHERS: [&[u8]; 6] =
        [b"MZ", b"\x7fELF", b"PK", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"];
    let head = content.get(..HEADER_BYTES).unwrap_or(content);
    head.windows(PDF_HEADER.len()).any(|window| window == PDF_HEADER)
        && !is_code(content)
        && !OTHERS.iter().any(|other| content.starts_with(other))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind_of};

    #[test]
    fn a_kind_is_told_by_content() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(kind_of(png, "image/jpeg", "photo.jpg"), Some(Kind::Png));
        assert_eq!(kind_of(b"\xff\xd8\xff\xe0\0\x10JFIF", "", ""), Some(Kind::Jpeg));
        assert_eq!(kind_of(b"GIF89a....", "", ""), Some(Kind::Gif));
        assert_eq!(kind_of(b"RIFF\0\0\0\0WEBPVP8 ", "", ""), Some(Kind::WebP));
        assert_eq!(kind_of(b"%PDF-1.7\n", "", ""), Some(Kind::Pdf));
    }

    #[test]
    fn photographs_of_every_phone_are_taken() {
        let brands = |main: &[u8; 4], others: &[u8]| {
            let size = u32::try_from(16 + others.len()).expect("a short box").to_be_bytes();
            [&size[..], b"ftyp", main, b"\0\0\0\0", others, b"\0\0\0\x08meta"].concat()
        };
        for main in [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"] {
            assert_eq!(kind_of(&brands(main, b"mif1heic"), "", ""), Some(Kind::Heif), "{main:?}");
        }
        assert_eq!(kind_of(&brands(b"miaf", b"heic"), "", ""), Some(Kind::Heif));
        assert_eq!(kind_of(&brands(b"avif", b"mif1miaf"), "", ""), None, "AVIF is drawn anew by the page");
        assert_eq!(kind_of(&brands(b"mif1", b"avifmif1"), "", ""), None);
        assert_eq!(kind_of(&brands(b"isom", b"mp41"), "", ""), None, "a film");
        assert_eq!(kind_of(b"\0\0\0\x0cftyp", "", ""), None);
    }

    #[test]
    fn a_pdf_may_begin_with_something_else() {
        assert_eq!(kind_of(b"\r\n%PDF-1.4\n", "application/pdf", "a.pdf"), Some(Kind::Pdf));
        assert_eq!(kind_of(b"\x1b%-12345X@PJL\r\n%PDF-1.4\n", "", ""), Some(Kind::Pdf));
        let late = [&[b' '; 1019][..], b"%PDF-1.4"].concat();
        assert_eq!(kind_of(&late, "", ""), Some(Kind::Pdf));
        let too_late = [&[b' '; 1020][..], b"%PDF-1.4"].concat();
        assert_eq!(kind_of(&too_late, "", ""), None);
        assert_eq!(kind_of(b"MZ\x90\0%PDF-1.4", "application/pdf", "a.pdf"), None);
        assert_eq!(kind_of(b"PK\x03\x04%PDF-1.4", "application/pdf", "a.pdf"), None);
        assert_eq!(kind_of(b"<svg>%PDF-1.4", "application/pdf", "a.pdf"), None);
        // A note about a PDF is a note.
        assert_eq!(kind_of(b"It says %PDF-1.4.", "text/plain", "a.txt"), Some(Kind::Text));
    }

    #[test]
    fn text_is_taken_where_text_was_announced() {
        let text = "Pedido 1, año 2026\n".as_bytes();
        assert_eq!(kind_of(text, "text/plain; charset=utf-8", ""), Some(Kind::Text));
        assert_eq!(kind_of(text, "Text/Plain", "log"), Some(Kind::Text));
        assert_eq!(kind_of(text, "", "LOG.TXT"), Some(Kind::Text));
        assert_eq!(kind_of(text, "", "log"), None);
        assert_eq!(kind_of(b"", "text/plain", "a.txt"), None);
        assert_eq!(kind_of(b"a\0b", "text/plain", ""), None);
        assert_eq!(kind_of(b"caf\xe9", "text/plain", ""), None);
        assert_eq!(kind_of(b"<svg onload='x()'>", "image/svg+xml", "a.svg"), None);
    }

    #[test]
    fn a_text_may_begin_as_other_files_do() {
        for text in ["BMW 320d, bought in May", "PK: paid, kept", "MZ is my name", "<Ana> hello", "ID3 tags"]
        {
            assert_eq!(kind_of(text.as_bytes(), "text/plain", "a.txt"), Some(Kind::Text), "{text}");
        }
    }

    #[test]
    fn programs_archives_and_pages_are_refused() {
        for content in [
            &b"MZ\x90\0"[..],
            b"\x7fELF\x02\x01",
            b"PK\x03\x04rest",
            b"<!DOCTYPE html><p>",
            b"\xef\xbb\xbf\n <HTML>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"#!/bin/sh\n",
        ] {
            assert_eq!(kind_of(content, "text/plain", "a.txt"), None);
        }
    }
}
