//! Filling in: what is typed into fields, which files are added and taken away.

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
        self.reading += files.len();
        files.into_iter().map(|file| Effect::Read(evidence.to_owned(), file)).collect()
    }

    pub(super) fn read(&mut self, picked: Picked) -> Vec<Effect> {
        if self.reading == 0 {
            // Forgotten meanwhile.
            return Vec::new();
        }
        self.reading -= 1;
        let Picked { evidence, name, file } = picked;
        let added = file.and_then(|(attachment, content)| {
            match evidence::refused(&attachment, &self.session.files) {
                Some(problem) => Err(problem.to_owned()),
                None => Ok((attachment, content)),
            }
        });
        match added {
            Ok((attachment, content)) => {
                let keep = Effect::Keep(content.sha256.clone(), content.taken.clone());
                self.session.files.push(attachment);
                self.files.push(content);
                self.say_added();
                vec![keep]
            }
            Err(problem) => {
                self.complaints.push(Complaint::of_file(evidence, problem, &name));
                Vec::new()
            }
        }
    }

    fn say_added(&mut self) {
        let added = self
            .strings
            .as_ref()
            .map(|strings| strings.plural("evidence.added", &self.format.plural(1), &self.format.count(1)));
        self.live = added.unwrap_or_default();
    }

    /// A file that is listed was looked for on the device.
    pub(super) fn found(&mut self, sha256: String, found: Result<JsValue, JsValue>) -> Vec<Effect> {
        let is_listed = self.session.files.iter().any(|file| file.sha256 == sha256);
        match found {
            Ok(taken) if taken.is_object() && is_listed && self.content(&sha256).is_none() => {
                self.files.push(Content::new(sha256, taken));
            }
            Ok(taken) if !taken.is_object() && self.content(&sha256).is_none() => self.lost(&sha256),
            // What could not be looked for is looked for again before it is sent.
            _ => {}
        }
        Vec::new()
    }

    /// The browser has kept the list and not the file.
    fn lost(&mut self, sha256: &str) {
        let Some(index) = self.session.files.iter().position(|file| file.sha256 == sha256) else { return };
        let gone = self.session.files.remove(index);
        let evidence = gone.evidence.unwrap_or_default();
        self.complaints.push(Complaint::of_file(evidence, "file.lost".to_owned(), &gone.name));
    }

    pub(super) fn remove_file(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.session.files.len() {
            return Vec::new();
        }
        let gone = self.session.files.remove(index);
        self.files.retain(|content| content.sha256 != gone.sha256);
        self.live = self
            .strings
            .as_ref()
            .map(|strings| strings.fill("evidence.removed", &[("name", &gone.name)]))
            .unwrap_or_default();
        let evidence = gone.evidence.unwrap_or_default();
        self.forget_complaint(&evidence);
        let focus = Effect::Focus(Field::Evidence(evidence).id());
        let drop = self.kept_under.clone().map(|key| Effect::Drop(key, Some(gone.sha256)));
        [Some(focus), drop].into_iter().flatten().collect()
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
        self.reading > 0 || self.session.files.iter().any(|file| self.content(&file.sha256).is_none())
    }
}
