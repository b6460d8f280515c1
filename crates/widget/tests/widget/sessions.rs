//! What is stored on the device, as it is on the devices of those who were here before.

use refund_widget::session::{Attachment, DAYS, Screen, Session, StoredEntry, key};

use crate::support::{NOW, at, json};

const MEMBERS: [&str; 18] = [
    "saved_at", "id", "answers", "unknown", "day_only", "entry", "wish", "evidence", "files", "words",
    "name", "email", "order_id", "subject", "message", "screen", "sent", "receipt",
];

fn empty() -> Session {
    Session::new(at(NOW), [1; 16])
}

/// A record with some members changed.
fn parsed(changed: &str) -> Option<Session> {
    let mut record = json(&empty().to_text());
    for (key, value) in json(changed).as_object().expect("an object") {
        record.set(key, value.clone());
    }
    Session::parse(&record.compact(), at(NOW))
}

#[test]
fn its_record_has_the_members_that_it_always_had_in_their_order() {
    let record = json(&empty().to_text());
    let names: Vec<&str> =
        record.as_object().expect("an object").iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, MEMBERS);
    assert_eq!(record.get("saved_at"), Some(&NOW.into()));
    let later = Session { saved_at: at("2026-11-20T10:00:00.005Z"), ..empty() };
    assert!(later.to_text().contains(r#""saved_at":"2026-11-20T10:00:00.005Z""#));
}

#[test]
fn a_record_from_before_is_read_and_written_as_it_was() {
    let record = r#"{"saved_at":"2026-11-29T10:00:00Z","id":"0b9f2a34-5c11-4d7e-8a90-0123456789ab","answers":{"reason":"other","amount_paid":{"minor":4990,"currency":"EUR"},"usage_ratio":0.075,"support_contacted_at":null},"unknown":["usage_ratio"],"day_only":["purchased_at"],"entry":{"fact":"purchased_at","first":"2026-11-19","second":"","change":false},"wish":"cancellation/immediately","evidence":{"device":"TV"},"files":[{"name":"a.pdf","type":"application/pdf","size":3,"sha256":"00","evidence":"screenshot"}],"words":"línea 1\nlínea 2","name":"Ana","email":"ana@example.org","order_id":null,"subject":"Mine","message":null,"screen":"request","sent":{"b":1,"a":{"z":1.5,"y":[]}},"receipt":null}"#;
    let session = Session::parse(record, at(NOW)).expect("a session");
    assert_eq!(session.to_text(), record);
    assert_eq!(session.screen, Screen::Request);
    // The widget before this one also said of a question whether its answer was "I have not".
    let before = record.replace(r#""second":"","#, r#""second":"","none":false,"#);
    assert_eq!(Session::parse(&before, at(NOW)), Some(session));
}

#[test]
fn what_is_too_old_or_not_one_of_ours_is_not_read() {
    let day = 86_400_000;
    let old = refund_policy::Instant::from_millis(at(NOW).millis() - i64::from(DAYS) * day - 1);
    assert_eq!(parsed(&format!(r#"{{"saved_at": "{old}"}}"#)), None);
    for changed in [
        r#"{"saved_at": 5}"#,
        r#"{"saved_at": "x"}"#,
        r#"{"id": 1}"#,
        r#"{"answers": []}"#,
        r#"{"evidence": null}"#,
    ] {
        assert_eq!(parsed(changed), None, "{changed}");
    }
    for text in ["{", "null", "", "[]", "5", "\"x\""] {
        assert_eq!(Session::parse(text, at(NOW)), None, "{text}");
    }
    let nested = "[".repeat(5_000) + &"]".repeat(5_000);
    assert_eq!(
        Session::parse(&empty().to_text().replace("\"sent\":null", &format!("\"sent\":{nested}")), at(NOW)),
        None
    );
}

#[test]
fn a_member_that_is_not_of_its_type_is_empty() {
    let odd = parsed(
        r#"{"unknown": ["a", 1], "day_only": {"a": 1}, "words": 5, "screen": "x", "entry": "x", "order_id": 5, "sent": "x",
            "files": [{"name": "a"}, null, {"name": "b", "type": "t", "size": -1, "sha256": "0"}, {"name": "c", "type": "t", "size": 1, "sha256": "0", "evidence": 5}, {"name": "d", "type": "t", "size": 1, "sha256": "0"}],
            "evidence": {"a": 1, "b": "text"}, "receipt": []}"#,
    );
    let odd = odd.expect("the rest is a session");
    assert_eq!(odd.unknown, ["a"]);
    assert_eq!(
        (odd.day_only, odd.words, odd.screen, odd.entry),
        (Vec::new(), String::new(), Screen::Questions, None)
    );
    assert_eq!((odd.order_id, odd.sent, odd.receipt), (None, None, None));
    assert_eq!(odd.evidence.into_iter().collect::<Vec<_>>(), [("b".to_owned(), "text".to_owned())]);
    let names: Vec<&str> = odd.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["d"]);
    assert_eq!(odd.files[0].evidence, None);
}

#[test]
fn a_member_that_is_missing_is_empty_too() {
    let text = r#"{"saved_at": "2026-11-30T10:00:00Z", "id": "x", "answers": {}, "evidence": {}}"#;
    assert!(Session::parse(text, at(NOW)).expect("a session").is_empty());
}

#[test]
fn a_session_is_empty_until_something_is_typed() {
    assert!(empty().is_empty());
    let entry =
        StoredEntry { fact: "a".to_owned(), first: String::new(), second: String::new(), is_change: false };
    let file = Attachment {
        name: String::new(),
        media_type: String::new(),
        size: 0,
        sha256: String::new(),
        evidence: None,
    };
    for typed in [
        Session { words: "x".to_owned(), ..empty() },
        Session { answers: vec![("a".to_owned(), json("1"))], ..empty() },
        Session { unknown: vec!["a".to_owned()], ..empty() },
        Session { entry: Some(entry), ..empty() },
        Session { files: vec![file], ..empty() },
        Session { subject: Some(String::new()), ..empty() },
        Session { order_id: Some("1".to_owned()), ..empty() },
        Session { wish: "credit".to_owned(), ..empty() },
    ] {
        assert!(!typed.is_empty(), "{}", typed.to_text());
    }
}

#[test]
fn ids_are_random_uuids_of_version_4() {
    let id = |random| Session::new(at(NOW), random).id;
    assert_eq!(id([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    assert_eq!(id([0; 16]), "00000000-0000-4000-8000-000000000000");
    let counted: [u8; 16] = std::array::from_fn(|index| u8::try_from(index).expect("it is small"));
    assert_eq!(id(counted), "00010203-0405-4607-8809-0a0b0c0d0e0f");
}

#[test]
fn it_is_stored_under_the_policy_and_the_order() {
    assert_eq!(key("a-policy", "order 1"), "refund-widget:a-policy:order 1");
}
