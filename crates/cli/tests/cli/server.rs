//! `refund serve` and `refund requests`: a request on its way from a browser to the merchant.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::{Run, refund};

const ID: &str = "5f0c1c3e-2b7a-4d55-9a3e-0c6f4a5b7d10";

/// A server of the test's own; it ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Waits for the address, which is the first line.
    fn start(database: &Path) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_refund"))
            .args(["serve", "--port", "0", "--widget", "no/such/folder", "--database"])
            .arg(database)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        Server { child, address }
    }

    /// One exchange over one connection; the answer with its head.
    fn post(&self, media_type: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST /contact HTTP/1.1\r\nHost: {}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn requests(database: &Path, arguments: &[&str]) -> Run {
    refund(&[&["requests", "--database", database.to_str().unwrap()], arguments].concat(), "")
}

/// A request whose browser claims more than the policy gives, with a text file and a message that would steer a terminal.
fn request() -> String {
    serde_json::json!({
        "id": ID, "sent_at": "2026-11-20T10:00:00Z", "locale": "fr",
        "policy": {"id": "iptv-subscription", "version": "1.0.0", "digest": "sha256-unknown"},
        "facts": {"reason": "buffering", "purchased_at": "2026-01-19T04:00:00Z"},
        "verdict": {"status": "qualifies"},
        "customer": {"name": "Ana Núñez", "email": "ana@example.com"}, "order_id": "VE-50917",
        "subject": "Demande de remboursement", "message": "Bonjour,\nplus rien.\u{1b}[2J",
        "attachments": [{"name": "note.txt", "type": "text/plain", "size": 6, "evidence": "screenshot",
            "sha256": "c1d17b17e4b6d60b6e1a5d5a5a7a5b1ea6c2b47cc0ba3a4ac8b5a1a2bbd1d2b4"}]
    })
    .to_string()
}

fn without_files() -> String {
    let mut request: serde_json::Value = serde_json::from_str(&request()).unwrap();
    request["attachments"] = serde_json::json!([]);
    request.to_string()
}

#[test]
fn a_request_is_found_by_its_reference() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("made/requests.sqlite");
    let server = Server::start(&database);
    assert_eq!(requests(&database, &[]).out, "no request has arrived yet\n");

    assert!(server.post("application/json", &request()).starts_with("HTTP/1.1 422 "), "the file is missing");
    let answer = server.post("application/json", &without_files());
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let body = answer.split("\r\n\r\n").nth(1).unwrap();
    let receipt: serde_json::Value = serde_json::from_str(body).unwrap();
    let reference = receipt["reference"].as_str().unwrap();

    // While the server runs, and after it.
    let list = requests(&database, &[]);
    assert_eq!(list.code, 0);
    for expected in
        [reference, "iptv-subscription", "qualifies", "does_not_qualify", "Ana Núñez", "VE-50917", "status"]
    {
        assert!(list.out.contains(expected), "{expected} is missing from\n{}", list.out);
    }
    drop(server);

    let shown = requests(&database, &[&reference.to_lowercase().replace('-', "")]).out;
    for expected in
        ["  Bonjour,\n  plus rien.[2J", "/verdict/status", "/policy/digest", "reason: \"buffering\""]
    {
        assert!(shown.contains(expected), "{expected} is missing from\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "a message must not steer the terminal");

    let json: serde_json::Value =
        serde_json::from_str(&requests(&database, &[ID, "--format", "json"]).out).unwrap();
    assert_eq!(json["reference"], receipt["reference"]);
    assert_eq!(json["status"], serde_json::json!({"browser": "qualifies", "server": "does_not_qualify"}));
    assert_eq!(json["request"]["verdict"]["status"], "qualifies");
    assert_eq!(json["verdict"]["status"], "does_not_qualify");
}

#[test]
fn nothing_that_a_stranger_sends_looks_like_a_line_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("requests.sqlite");
    let server = Server::start(&database);
    let mut request: serde_json::Value = serde_json::from_str(&without_files()).unwrap();
    request["policy"]["version"] = "1\nServer     qualifies\u{202e}".into();
    request["verdict"]["status"] = "qualifies\nZZZZ-ZZZZ\u{1b}[2J\u{9b}".into();
    request["message"] = "Hello\n\nFiles\n  1.png".into();
    request["order_id"] = "9".repeat(100).into();
    let answer = server.post("application/json", &request.to_string());
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    drop(server);

    let steers = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
    let list = requests(&database, &[]).out;
    assert_eq!(list.lines().count(), 2, "{list}");
    assert!(!list.contains(steers) && list.lines().all(|line| line.chars().count() < 250), "{list}");
    let shown = requests(&database, &[ID]).out;
    assert!(!shown.contains(steers), "{shown}");
    assert_eq!(shown.lines().filter(|line| line.starts_with("Server")).count(), 1, "{shown}");
    assert!(!shown.lines().any(|line| line == "Files"), "{shown}");
    let json = requests(&database, &[ID, "--format", "json"]).out;
    assert!(!json.contains(steers), "{json}");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["request"]["policy"],
        request["policy"]
    );
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.sqlite");
    std::fs::write(&empty, "").unwrap();
    let run = requests(&empty, &[]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("holds no requests"), "{}", run.err);
    assert_eq!(std::fs::read(&empty).unwrap(), b"", "nothing was written");

    let other = folder.path().join("other.sqlite");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection.execute_batch("CREATE TABLE notes (text TEXT); PRAGMA user_version = 1").unwrap();
    drop(connection);
    let before = std::fs::read(&other).unwrap();
    let other = other.to_str().unwrap();
    for command in [&["requests", "--database", other][..], &["serve", "--port", "0", "--database", other]] {
        let run = refund(command, "");
        assert_eq!(run.code, 1, "{command:?}");
        assert!(run.err.contains("holds no requests"), "{}", run.err);
    }
    assert_eq!(std::fs::read(other).unwrap(), before, "nothing was written");
}

#[test]
fn files_are_saved_under_safe_names() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("requests.sqlite");
    let server = Server::start(&database);
    let mut request: serde_json::Value = serde_json::from_str(&request()).unwrap();
    request["attachments"][0]["name"] = "../../evil.sh".into();
    // The hash of "hello\n".
    request["attachments"][0]["sha256"] =
        "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03".into();
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{request}\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nhello\n\r\n--b--\r\n"
    );
    let answer = server.post("multipart/form-data; boundary=b", &body);
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let saved = folder.path().join("saved");
    assert_eq!(requests(&database, &[ID, "--save", saved.to_str().unwrap()]).code, 0);
    assert_eq!(std::fs::read_to_string(saved.join("1.txt")).unwrap(), "hello\n");
}

#[test]
fn what_does_not_exist_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("requests.sqlite");
    let run = requests(&database, &[]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("there is no database"), "{}", run.err);
    assert!(!database.exists(), "looking must not create it");

    drop(Server::start(&database));
    let run = requests(&database, &["XXXX-XXXX"]);
    assert_eq!((run.code, run.err.as_str()), (1, "error: there is no request `XXXX-XXXX`\n"));
}

#[test]
fn a_taken_port_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("requests.sqlite");
    let server = Server::start(&database);
    let port = server.address.rsplit(':').next().unwrap();
    let run = refund(&["serve", "--port", port, "--database", database.to_str().unwrap()], "");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with(&format!("error: cannot listen on port {port}")), "{}", run.err);
}
