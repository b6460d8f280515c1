//! Filling in: what is typed into fields, which files are added and taken away.

use refund_policy::request::Attachment;
use wasm_bindgen::JsValue;

use crate::evidence::{self, Content, Picked};
use crate::message::Field;
use crate::state::{Effect, State};
use crate::validate::Complaint;

impl State {
    pub(super) fn typed(&mut self, field: Field, text: String) -> Vec<Effect> {
        self.take_over();
        let is_on = text == "true";
        if let Some(entry) = &mut self.entry {
            match field {
                Field::First => entry.first = text.clone(),
                Field::Second => entry.second = text.clone(),
                Field::None => entry.none = is_on,
                _ => {}
            }
            entry.wrong = entry.wrong.take().filter(|wrong| wrong.field != field && field != Field::None);
        }
        self.complaints.retain(|complaint| complaint.field != field);
        // What was confirmed is what was read then.
        self.confirmed = self.confirmed && !field.is_letter();
        let session = &mut self.session;
        match field {
            Field::First | Field::Second | Field::None => self.keep_entry(),
            Field::Wish => session.wish = text,
            Field::Evidence(id) => session.evidence.set(&id, text.into()),
            Field::Words => session.words = text,
            Field::Name => session.name = text,
            Field::Email => session.email = text,
            Field::OrderId => session.order_id = Some(text),
            Field::Subject => session.subject = Some(text),
            Field::Message => session.message = Some(text),
            Field::Confirm => self.confirmed = is_on,
        }
        Vec::new()
    }

    // Files.

    pub(super) fn chosen(&mut self, evidence: &str, files: Vec<JsValue>) -> Vec<Effect> {
        self.take_over();
        self.forget_complaint(evidence);
        if self.reading == 0 {
            self.added = 0;
        }
        self.reading += files.len();
        files.into_iter().map(|file| Effect::Read(evidence.to_owned(), file)).collect()
    }

    pub(super) fn read(&mut self, picked: Picked) -> Vec<Effect> {
        let Picked { evidence, name, file } = picked;
        let was_forgotten = self.reading == 0;
        self.reading = self.reading.saturating_sub(1);
        let effects = match file {
            Ok((_, content)) if was_forgotten => self.drop_file(content.sha256),
            Ok((attachment, content)) => self.add_file(&evidence, attachment, content),
            Err(problem) => {
                self.complaints.push(Complaint::of_file(evidence.clone(), problem, &name));
                Vec::new()
            }
        };
        self.say_added(&evidence);
        effects
    }

    fn add_file(&mut self, evidence: &str, attachment: Attachment, content: Content) -> Vec<Effect> {
        let is_found_again = self.lost.contains(&content.sha256);
        if let Some(problem) = evidence::refused(&attachment, &self.session.files).filter(|_| !is_found_again)
        {
            let complaint = Complaint::of_file(evidence.to_owned(), problem.to_owned(), &attachment.name);
            self.complaints.push(complaint);
            // The same file is there already, and stays.
            let is_there = self.session.files.iter().any(|file| file.sha256 == content.sha256);
            return if is_there { Vec::new() } else { self.drop_file(content.sha256) };
        }
        self.added += 1;
        self.keeps_files = content.is_kept();
        self.lost.retain(|lost| *lost != content.sha256);
        if !is_found_again {
            self.session.files.push(attachment);
        }
        self.files.push(content);
        Vec::new()
    }

    fn drop_file(&self, sha256: String) -> Vec<Effect> {
        self.kept_under.clone().map(|key| Effect::Drop(key, Some(sha256))).into_iter().collect()
    }

    /// Says what became of files that were offered together, when the last of them has been read.
    fn say_added(&mut self, evidence: &str) {
        let Some(strings) = self.strings.as_ref().filter(|_| self.reading == 0) else { return };
        let mut said = Vec::new();
        if self.added > 0 {
            let category = self.format.plural(self.added);
            said.push(strings.plural("evidence.added", &category, &self.format.count(self.added)));
        }
        let field = Field::Evidence(evidence.to_owned());
        let refused = self.complaints.iter().filter(|complaint| complaint.field == field);
        said.extend(refused.map(|complaint| complaint.text(self)));
        self.live = said.join(" ");
    }

    /// A file that is listed was looked for on the device.
    ///
    /// One that is not there stays listed: another tab may have it.
    pub(super) fn found(&mut self, sha256: String, found: Result<JsValue, JsValue>) -> Vec<Effect> {
        let listed = self.session.files.iter().find(|file| file.sha256 == sha256);
        let (Some(file), None, Ok(taken)) = (listed, self.content(&sha256), found) else {
            // What could not be looked for is looked for again before it is sent.
            return Vec::new();
        };
        if taken.is_object() {
            self.files.push(Content::new(sha256, taken));
        } else if !self.lost.contains(&sha256) {
            self.complaints.push(Complaint::of_lost(file));
            self.lost.push(sha256);
        }
        Vec::new()
    }

    pub(super) fn remove_file(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.session.files.len() {
            return Vec::new();
        }
        let gone = self.session.files.remove(index);
        self.files.retain(|content| content.sha256 != gone.sha256);
        self.lost.retain(|lost| *lost != gone.sha256);
        self.live = self
            .strings
            .as_ref()
            .map(|strings| strings.fill("evidence.removed", &[("name", &gone.name)]))
            .unwrap_or_default();
        let evidence = gone.evidence.unwrap_or_default();
        self.forget_complaint(&evidence);
        let mut effects = self.drop_file(gone.sha256);
        effects.push(Effect::Focus(Field::Evidence(evidence).id()));
        effects
    }

    pub(super) fn forget_complaint(&mut self, evidence: &str) {
        let field = Field::Evidence(evidence.to_owned());
        self.complaints.retain(|complaint| complaint.field != field);
    }

    /// What a file holds, once it has been read or found.
    pub(crate) fn content(&self, sha256: &str) -> Option<&Content> {
        self.files.iter().find(|content| content.sha256 == sha256)
    }

    /// Whether files are still being read or looked for.
    pub(crate) fn is_preparing(&self) -> bool {
        let is_here = |hash: &String| self.content(hash).is_some() || self.lost.contains(hash);
        self.reading > 0 || self.session.files.iter().any(|file| !is_here(&file.sha256))
    }
}
