//! The files that the shopper has offered, as long as the page stands, and their way into the state.

use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::file_store::{self, StoredFile};
use super::picture;
use super::read_file::{self, Read};
use super::running::Running;
use crate::message::{FileHandle, Message, ReadFile, StorageFailed};
use crate::session::Attachment;

/// Files by their handles.
#[derive(Default)]
pub(super) struct Files {
    /// A file's handle is its position; what is not needed any more leaves its place.
    held: Vec<Option<File>>,
    /// Files are read one after the other: several large photographs at once are too much for a phone.
    to_read: VecDeque<ToRead>,
    is_reading: bool,
}

/// A file that was offered.
pub(super) struct ToRead {
    pub(super) evidence: String,
    pub(super) file: FileHandle,
    /// The record's key under which it is to be stored, too.
    pub(super) key: Option<String>,
}

impl Files {
    /// Holds a file.
    pub(super) fn hold(&mut self, file: File) -> FileHandle {
        self.held.push(Some(file));
        FileHandle(self.held.len() - 1)
    }

    /// The file of a handle.
    pub(super) fn get(&self, handle: FileHandle) -> Option<&File> {
        self.held.get(handle.0)?.as_ref()
    }
}

impl Running {
    /// Reads a file as soon as those before it are read.
    pub(super) fn read_file(self: &Rc<Self>, file: ToRead) {
        let mut files = self.files.borrow_mut();
        files.to_read.push_back(file);
        if files.is_reading {
            return;
        }
        files.is_reading = true;
        let running = self.clone();
        spawn_local(async move {
            loop {
                let next = running.files.borrow_mut().to_read.pop_front();
                let Some(file) = next else { break };
                running.read_next(file).await;
            }
            running.files.borrow_mut().is_reading = false;
        });
    }

    async fn read_next(self: &Rc<Self>, ToRead { evidence, file, key }: ToRead) {
        let offered = self.files.borrow_mut().held.get_mut(file.0).and_then(Option::take);
        let Some(offered) = offered else { return };
        let name = read_file::clean_name(&offered.name());
        let result = match read_file::read(&offered).await {
            Ok(Read { file, attachment, is_raw, preview }) => {
                let stored = StoredFile { file, is_raw };
                // It is stored before anybody hears of it: another tab looks for what it finds listed.
                let is_stored = match key {
                    Some(key) => file_store::save(&key, &attachment.sha256, &stored).await.is_ok(),
                    None => false,
                };
                Ok(self.hold(stored, attachment, is_stored, preview))
            }
            Err(reason) => Err(reason),
        };
        self.send(Message::FileRead { evidence, name, result });
    }

    /// Looks for a file on the device.
    pub(super) fn find_file(self: &Rc<Self>, key: String, sha256: String) {
        let running = self.clone();
        spawn_local(async move {
            let found = match file_store::find(&key, &sha256).await {
                Ok(Some(stored)) => Ok(Some(running.found(stored, sha256.clone()).await)),
                Ok(None) => Ok(None),
                Err(_) => Err(StorageFailed),
            };
            running.send(Message::FileFound { sha256, found });
        });
    }

    async fn found(&self, stored: StoredFile, sha256: String) -> ReadFile {
        let file = &stored.file;
        let bitmap = if file.type_().starts_with("image/") { picture::decoded(file).await } else { None };
        let preview = bitmap.as_ref().and_then(picture::preview);
        bitmap.iter().for_each(web_sys::ImageBitmap::close);
        let (name, media_type, size) = (file.name(), file.type_(), file.size() as u64);
        let attachment = Attachment { name, media_type, size, sha256, evidence: None };
        self.hold(stored, attachment, true, preview)
    }

    fn hold(
        &self,
        stored: StoredFile,
        attachment: Attachment,
        is_stored: bool,
        preview: Option<web_sys::HtmlCanvasElement>,
    ) -> ReadFile {
        let has_preview = preview.is_some();
        if let Some(preview) = preview {
            self.add_preview(attachment.sha256.clone(), preview);
        }
        let handle = self.files.borrow_mut().hold(stored.file);
        ReadFile { attachment, handle, is_raw: stored.is_raw, is_stored, has_preview }
    }
}
