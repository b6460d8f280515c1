//! Does what `update` wants done outside. What comes of it is a message.

use std::rc::Rc;

use gloo_utils::window;
use wasm_bindgen_futures::spawn_local;

use super::files::ToRead;
use super::running::{Running, now};
use super::send::Post;
use super::{clipboard, download, events, file_store, focus, print};
use crate::calendar::Deadline;
use crate::effect::Effect;
use crate::message::Message;

impl Running {
    /// Does one thing. What concerns records and the browser's history was done before anything was shown.
    pub(super) fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Unfold(id) => focus::unfold_to(&self.root, &id),
            Effect::Focus(id) => focus::move_to(&self.root, self.serial, &id),
            Effect::Follow(id) => {
                if focus::is_here(&self.host) {
                    focus::move_to(&self.root, self.serial, &id);
                }
            }
            Effect::ReadFile { evidence, file, key } => self.read_file(ToRead { evidence, file, key }),
            Effect::FindFile { key, sha256 } => self.find_file(key, sha256),
            Effect::DropFiles { key, sha256 } => forget_files(key, sha256),
            Effect::SweepFiles => spawn_local(async {
                // A browser that stores no files has none to forget.
                let _ = file_store::sweep().await;
            }),
            Effect::Submit { request, endpoint, id, body, files } => {
                let held = self.files.borrow();
                let files =
                    files.into_iter().filter_map(|(sha256, file)| Some((sha256, held.get(file)?.clone())));
                let post = Post { endpoint, id, body, files: files.collect() };
                drop(held);
                self.submit(&request, post);
            }
            Effect::TellError { code, message, pointer } => self.tell_error(&code, &message, &pointer),
            Effect::TellSent(receipt) => events::tell(&self.host, "refund-sent", &receipt),
            Effect::Copy(text) => self.copy(text),
            Effect::CopyShown => self.copy(clipboard::shown(&self.root)),
            Effect::SaveText { name, text } => download::offer(&name, "text/plain;charset=utf-8", &text),
            Effect::Calendar { name, id, until, summary, description } => {
                let location = window().location();
                let part = |part: Result<String, _>| part.unwrap_or_default();
                let url = part(location.origin()) + &part(location.pathname());
                let host = part(location.hostname());
                let deadline = Deadline {
                    id: &id,
                    until,
                    summary: &summary,
                    description: &description,
                    host: &host,
                    url: &url,
                };
                download::offer(&name, "text/calendar;charset=utf-8", &deadline.to_ics(now()));
            }
            Effect::Print => print::print(&self.host),
            Effect::LoadPolicy => self.load_policy(),
            Effect::LoadRecord(_)
            | Effect::SaveRecord { .. }
            | Effect::ForgetRecord(_)
            | Effect::PushPlace(_) => {}
        }
    }

    fn copy(self: &Rc<Self>, text: String) {
        let running = self.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            running.send(Message::Copied(is_copied));
        });
    }
}

/// Forgets a stored file, or all of a record's.
pub(super) fn forget_files(key: String, sha256: Option<String>) {
    spawn_local(async move {
        // A browser that stores no files has none to forget.
        let _ = file_store::forget(&key, sha256.as_deref()).await;
    });
}
