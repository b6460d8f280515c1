//! Files as evidence.

use refund_policy::Locale;
use refund_widget::effect::Effect;
use refund_widget::evidence::refused;
use refund_widget::message::{Action, FileHandle, Message, StorageFailed};
use refund_widget::session::Attachment;

use crate::support::{Widget, focused, picture, strings};

const MIB: u64 = 1 << 20;
const KEY: &str = "refund-widget:smm-services:A-1";

fn attachment(sha256: &str, size: u64) -> Attachment {
    picture(sha256, size).attachment
}

fn offers(widget: &mut Widget, count: usize) -> Vec<Effect> {
    let files = (0..count).map(FileHandle).collect();
    widget.happens(Message::Offered { evidence: "clear_proof".to_owned(), files })
}

fn reads(widget: &mut Widget, sha256: &str) -> Vec<Effect> {
    widget.happens(Message::FileRead {
        evidence: "clear_proof".to_owned(),
        name: format!("{sha256}.png"),
        result: Ok(picture(sha256, 1)),
    })
}

fn start() -> Widget {
    Widget::start("smm-services", "{}")
}

fn dropped(sha256: Option<&str>) -> Effect {
    Effect::DropFiles { key: KEY.to_owned(), sha256: sha256.map(str::to_owned) }
}

#[test]
fn sizes_and_counts_are_limited() {
    let two = [attachment("a", 10 * MIB), attachment("b", 10 * MIB)];
    assert_eq!(refused(&attachment("a", 10 * MIB), &[]), None);
    assert_eq!(refused(&attachment("a", 10 * MIB + 1), &[]), Some("file.size"));
    assert_eq!(refused(&attachment("a", 1), &two), Some("file.twice"));
    assert_eq!(refused(&attachment("c", 5 * MIB), &two), None);
    assert_eq!(refused(&attachment("c", 6 * MIB), &two), Some("file.total"));
    let ten: Vec<Attachment> = (0..10).map(|index| attachment(&index.to_string(), 1)).collect();
    assert_eq!(refused(&attachment("a", 1), &ten), Some("file.count"));
}

#[test]
fn files_are_read_added_and_taken_away() {
    let mut widget = start();
    let read = Effect::ReadFile {
        evidence: "clear_proof".to_owned(),
        file: FileHandle(0),
        key: Some(KEY.to_owned()),
    };
    assert_eq!((offers(&mut widget, 1), widget.state.reading), (vec![read], 1));
    assert!(widget.state.is_preparing());
    assert_eq!(reads(&mut widget, "a"), []);
    assert!(!widget.state.is_preparing());
    assert_eq!(widget.state.session.files[0].evidence.as_deref(), Some("clear_proof"));
    assert_eq!(
        widget.state.live,
        strings(Locale::En).plural("evidence.added", refund_policy::Plural::One, "1")
    );
    let effects = widget.does(Action::RemoveFile(0));
    assert_eq!(effects, [dropped(Some("a")), Effect::Focus("evidence-clear_proof".to_owned())]);
    assert!(widget.state.files.is_empty() && widget.state.session.files.is_empty());
    assert_eq!(widget.does(Action::RemoveFile(0)), []);
}

#[test]
fn a_file_that_cannot_be_used_is_told_at_its_evidence() {
    let mut widget = start();
    offers(&mut widget, 2);
    let unusable = |key| Message::FileRead {
        evidence: "clear_proof".to_owned(),
        name: "b.exe".to_owned(),
        result: Err(key),
    };
    widget.happens(unusable("file.type"));
    reads(&mut widget, "a");
    assert_eq!(widget.complaints(), [("evidence-clear_proof", "file.type")]);
    assert!(widget.state.live.contains("b.exe"), "{}", widget.state.live);
    // Other files are a new try.
    offers(&mut widget, 1);
    assert_eq!(widget.complaints(), []);
}

#[test]
fn a_file_that_is_there_already_stays_and_one_that_was_forgotten_meanwhile_is_dropped() {
    let mut widget = start();
    offers(&mut widget, 2);
    reads(&mut widget, "a");
    assert_eq!(reads(&mut widget, "a"), []);
    assert_eq!(
        (widget.state.session.files.len(), widget.complaints()),
        (1, vec![("evidence-clear_proof", "file.twice")])
    );
    offers(&mut widget, 1);
    widget.does(Action::ForgetConfirmed);
    assert_eq!(reads(&mut widget, "b"), [dropped(Some("b"))]);
    assert!(widget.state.session.files.is_empty());
}

#[test]
fn a_file_that_is_gone_from_the_device_is_told_and_mended_by_adding_it_again() {
    let mut first = start();
    offers(&mut first, 1);
    reads(&mut first, "a");
    let mut widget = first.again("smm-services", "{}");
    let found = |found| Message::FileFound { sha256: "a".to_owned(), found };
    assert!(widget.state.is_preparing(), "it is looked for");
    widget.happens(found(Err(StorageFailed)));
    assert_eq!(widget.state.lost, [""; 0]);
    widget.happens(found(Ok(None)));
    widget.happens(found(Ok(None)));
    assert_eq!(
        (widget.state.lost.as_slice(), widget.complaints()),
        (&["a".to_owned()][..], vec![("evidence-clear_proof", "file.lost")])
    );
    offers(&mut widget, 1);
    reads(&mut widget, "a");
    assert_eq!(
        (widget.state.lost.len(), widget.complaints(), widget.state.session.files.len()),
        (0, vec![], 1)
    );
}

#[test]
fn a_file_that_is_found_again_is_the_one_that_was_listed() {
    let mut first = start();
    offers(&mut first, 1);
    reads(&mut first, "a");
    let mut widget = Widget::new(Locale::En);
    (widget.storage, widget.now) = (first.storage.clone(), first.now);
    widget.happens(Message::OrderId("A-1".to_owned()));
    let effects = widget.happens(Message::Policy(Ok(crate::support::policy("smm-services"))));
    assert!(
        effects.contains(&Effect::FindFile { key: KEY.to_owned(), sha256: "a".to_owned() }),
        "{effects:?}"
    );
    let file = refund_widget::message::ReadFile { attachment: attachment("other", 5), ..picture("a", 1) };
    widget.happens(Message::FileFound { sha256: "a".to_owned(), found: Ok(Some(file)) });
    assert_eq!(widget.state.files[0].attachment, widget.state.session.files[0]);
    assert!(!widget.state.is_preparing());
}

#[test]
fn files_are_swept_when_the_request_is_opened() {
    let mut widget = start();
    let effects = widget.does(Action::Go(refund_widget::session::Screen::Request));
    assert!(effects.contains(&Effect::SweepFiles));
    assert_eq!(focused(&effects), ["request"]);
}

#[test]
fn a_name_shows_what_it_is() {
    let mut widget = start();
    offers(&mut widget, 1);
    let mut file = picture("a", 1);
    file.attachment.name = "photo\u{202e}gpj.exe\n".to_owned();
    widget.happens(Message::FileRead {
        evidence: "clear_proof".to_owned(),
        name: String::new(),
        result: Ok(file),
    });
    assert_eq!(widget.state.session.files[0].name, "photogpj.exe");
}
