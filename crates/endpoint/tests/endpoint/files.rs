//! Files: hashes, sizes, types, counts.

use axum::http::StatusCode;
use refund_endpoint::limits;
use refund_policy::Json;

use crate::support::{Endpoint, ID, PDF, PNG, request, request_with, sha256};

const FACTS: &str = r#"{"reason": "changed_mind", "purchased_at": "2026-11-19T04:00:00Z"}"#;

fn with_files(files: &[(&str, &str, &[u8])]) -> Json {
    request_with(FACTS, files)
}

#[tokio::test]
async fn files_are_stored_with_their_request_in_the_order_of_the_attachments() {
    let endpoint = Endpoint::new();
    let request = with_files(&[("écran.png", "image/png", PNG), ("facture.pdf", "application/pdf", PDF)]);
    // By hash or by any other name, in any order.
    let answer = endpoint.post_form(&request, &[("file-1", PDF), (&sha256(PNG), PNG)]).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let files = endpoint.store().find(ID).unwrap().unwrap().files;
    let names: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.media_type.as_str())).collect();
    assert_eq!(names, [("écran.png", "image/png"), ("facture.pdf", "application/pdf")]);
    assert_eq!(files[0].content, PNG);
    assert_eq!(files[1].evidence.as_deref(), Some("screenshot"));
}

#[tokio::test]
async fn a_repetition_with_files_gets_the_same_answer() {
    let endpoint = Endpoint::new();
    let request = with_files(&[("a.png", "image/png", PNG)]);
    let first = endpoint.post_form(&request, &[("a", PNG)]).await;
    let second = endpoint.post_form(&request, &[("a", PNG)]).await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(endpoint.counts(), (1, 1));
}

#[tokio::test]
async fn the_same_file_may_come_twice() {
    let endpoint = Endpoint::new();
    let request = with_files(&[("a.png", "image/png", PNG), ("b.png", "image/png", PNG)]);
    assert_eq!(endpoint.post_form(&request, &[("a", PNG), ("a", PNG)]).await.status, StatusCode::CREATED);
    assert_eq!(endpoint.counts(), (1, 2));
}

#[tokio::test]
async fn every_attachment_must_come_and_nothing_else() {
    let endpoint = Endpoint::new();
    let request = with_files(&[("a.png", "image/png", PNG)]);
    endpoint.post(&request).await.refuses(422, "invalid", &["/attachments/0 file_missing"]);
    endpoint.post_form(&request, &[]).await.refuses(422, "invalid", &["/attachments/0 file_missing"]);
    let answer = endpoint.post_form(&request, &[("a", PNG), ("b", PDF)]).await;
    answer.refuses(422, "invalid", &["/attachments file_unannounced"]);
    assert_eq!(endpoint.counts(), (0, 0));
}

#[tokio::test]
async fn a_file_that_was_changed_on_its_way_is_refused() {
    let endpoint = Endpoint::new();
    let request = with_files(&[("a.png", "image/png", PNG)]);
    let answer = endpoint.post_form(&request, &[(&sha256(PNG), PDF)]).await;
    answer.refuses(422, "invalid", &["/attachments/0/sha256 hash_mismatch"]);
}

#[tokio::test]
async fn a_wrong_size_is_refused() {
    let endpoint = Endpoint::new();
    let mut request = with_files(&[("a.png", "image/png", PNG)]);
    let Some(Json::List(mut attachments)) = request.get("attachments").cloned() else { panic!("a list") };
    attachments[0].set("size", 7.into());
    request.set("attachments", Json::List(attachments));
    let answer = endpoint.post_form(&request, &[("a", PNG)]).await;
    answer.refuses(422, "invalid", &["/attachments/0/size size_mismatch"]);
}

#[tokio::test]
async fn an_empty_file_is_refused() {
    let endpoint = Endpoint::new();
    let request = with_files(&[("a.txt", "text/plain", b"")]);
    let answer = endpoint.post_form(&request, &[("a", b"")]).await;
    answer.refuses(422, "invalid", &["/attachments/0/size file_empty"]);
}

#[tokio::test]
async fn a_type_is_judged_by_content() {
    let endpoint = Endpoint::new();
    let program = b"MZ\x90\0\x03\0\0\0";
    let request = with_files(&[("photo.png", "image/png", program), ("b.png", "image/png", PNG)]);
    let answer = endpoint.post_form(&request, &[("a", program), ("b", PNG)]).await;
    answer.refuses(415, "unsupported_type", &["/attachments/0/type unsupported_file"]);
    assert_eq!(endpoint.counts(), (0, 0));

    // A wrong ending is no fault of the shopper's.
    let request = with_files(&[("photo.jpg", "image/jpeg", PNG)]);
    assert_eq!(endpoint.post_form(&request, &[("a", PNG)]).await.status, StatusCode::CREATED);
    assert_eq!(endpoint.store().find(ID).unwrap().unwrap().files[0].media_type, "image/png");
}

/// What the page takes, by the same rule; its own tests are the rule's (`request::files`).
#[tokio::test]
async fn what_the_page_takes_is_taken() {
    let files: [(&str, &str, &[u8], &str); 6] = [
        ("factura.pdf", "application/pdf", b"\r\n%PDF-1.4\n1 0 obj\n<< >>\nendobj\n", "application/pdf"),
        ("print.pdf", "application/pdf", b"\x1b%-12345X@PJL\r\n%PDF-1.4\n", "application/pdf"),
        ("IMG_1.HEIC", "image/heif", b"\0\0\0\x18ftypheim\0\0\0\0mif1heim\0\0\0\x08meta", "image/heif"),
        ("IMG_2.HEIC", "image/heif", b"\0\0\0\x14ftypmsf1\0\0\0\0msf1\0\0\0\x08meta", "image/heif"),
        ("car.txt", "text/plain", b"BMW 320d, bought in May", "text/plain"),
        ("log.TXT", "", b"MZ is a module", "text/plain"),
    ];
    for (name, announced, content, stored) in files {
        let endpoint = Endpoint::new();
        let announced = if announced.is_empty() { "application/octet-stream" } else { announced };
        let answer = endpoint.post_form(&with_files(&[(name, announced, content)]), &[("a", content)]).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{name}: {}", answer.text());
        assert_eq!(endpoint.store().find(ID).unwrap().unwrap().files[0].media_type, stored, "{name}");
    }
}

#[tokio::test]
async fn what_the_page_refuses_is_refused() {
    let files: [(&str, &str, &[u8]); 5] = [
        ("a.avif", "image/avif", b"\0\0\0\x14ftypavif\0\0\0\0mif1\0\0\0\x08meta"),
        ("a.bmp", "image/bmp", b"BM\x36\0\0\0\0\0\0\0"),
        ("a.pdf", "application/pdf", b"PK\x03\x04%PDF-1.4"),
        ("page.txt", "text/plain", b"\n<HTML><script>x()</script>"),
        ("notes", "application/octet-stream", b"some text"),
    ];
    for (name, announced, content) in files {
        let endpoint = Endpoint::new();
        let answer = endpoint.post_form(&with_files(&[(name, announced, content)]), &[("a", content)]).await;
        answer.refuses(415, "unsupported_type", &["/attachments/0/type unsupported_file"]);
    }
}

#[tokio::test]
async fn scripts_in_pictures_are_refused() {
    let endpoint = Endpoint::new();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let request = with_files(&[("a.svg", "image/svg+xml", svg)]);
    let answer = endpoint.post_form(&request, &[("a", svg)]).await;
    answer.refuses(415, "unsupported_type", &["/attachments/0/type unsupported_file"]);
}

#[tokio::test]
async fn too_many_files_are_refused() {
    let endpoint = Endpoint::new();
    let files = vec![("a.png", "image/png", PNG); limits::FILES + 1];
    let parts = vec![("a", PNG); limits::FILES + 1];
    let answer = endpoint.post_form(&with_files(&files), &parts).await;
    answer.refuses(422, "invalid", &["/attachments too_many_files"]);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let endpoint = Endpoint::new();
    let mut large = PNG.to_vec();
    large.resize(limits::FILE_BYTES + 1, 0);
    let request = with_files(&[("a.png", "image/png", &large)]);
    endpoint.post_form(&request, &[("a", &large)]).await.refuses(413, "too_large", &[]);
    large.truncate(limits::FILE_BYTES);
    let request = with_files(&[("a.png", "image/png", &large)]);
    assert_eq!(endpoint.post_form(&request, &[("a", &large)]).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn files_that_are_too_large_together_are_refused() {
    let endpoint = Endpoint::new();
    let mut large = PNG.to_vec();
    large.resize(limits::FILES_BYTES / 3 + 1, 0);
    let files = [("a.png", "image/png", large.as_slice()); 3];
    let answer = endpoint.post_form(&with_files(&files), &[("a", large.as_slice()); 3]).await;
    answer.refuses(413, "too_large", &[]);
}

#[tokio::test]
async fn nothing_is_stored_where_one_file_cannot_be() {
    let endpoint = Endpoint::new();
    let connection = rusqlite::Connection::open(endpoint.database()).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON files WHEN NEW.position = 1
                BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
    connection.execute_batch(full).unwrap();
    let files = with_files(&[("a.png", "image/png", PNG), ("b.pdf", "application/pdf", PDF)]);
    let answer = endpoint.post_form(&files, &[("a", PNG), ("b", PDF)]).await;
    answer.refuses(503, "unavailable", &[]);
    assert!(!answer.text().contains("disk"), "the cause is not for strangers");
    assert_eq!(endpoint.counts(), (0, 0));

    connection.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(endpoint.post_form(&files, &[("a", PNG), ("b", PDF)]).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_form_without_files_is_a_request_too() {
    let endpoint = Endpoint::new();
    assert_eq!(endpoint.post_form(&request(), &[]).await.status, StatusCode::CREATED);
}
