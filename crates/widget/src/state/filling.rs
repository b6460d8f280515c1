//! Filling in: what is typed into fields, which files are added and taken away.

use refund_policy::Gather;
use web_sys::File;

use crate::evidence::{self, Picked};
use crate::message::Field;
use crate::state::{Effect, State};
use crate::validate::Complaint;

impl State {
    pub(super) fn typed(&mut self, field: Field, text: String) -> Vec<Effect> {
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
        let session = &mut self.session;
        match field {
            Field::First | Field::Second | Field::None => {}
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

    pub(super) fn chosen(&mut self, evidence: &str, files: Vec<File>) -> Vec<Effect> {
        self.forget_complaint(evidence);
        files.into_iter().map(|file| Effect::Read(evidence.to_owned(), file)).gather()
    }

    pub(super) fn read(&mut self, picked: Picked) -> Vec<Effect> {
        let Picked { evidence, name, file } = picked;
        let added = file.and_then(|file| {
            let is_twice = self.files.iter().any(|other| other.is.sha256 == file.is.sha256);
            let refused =
                if is_twice { Some("file.twice") } else { evidence::refused(&file.file, &self.files) };
            refused.map_or(Ok(file), Err)
        });
        match added {
            Ok(file) => {
                self.files.push(file);
                let added = self.strings.as_ref().map(|strings| {
                    strings.plural("evidence.added", &self.format.plural(1), &self.format.count(1))
                });
                self.live = added.unwrap_or_default();
            }
            Err(key) => {
                let complaint = Complaint::of_file(evidence, key, &name);
                self.complaints.push(complaint);
            }
        }
        Vec::new()
    }

    pub(super) fn remove_file(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.files.len() {
            return Vec::new();
        }
        let gone = self.files.remove(index);
        let name = &gone.is.name;
        self.live = self
            .strings
            .as_ref()
            .map(|strings| strings.fill("evidence.removed", &[("name", name)]))
            .unwrap_or_default();
        let evidence = gone.is.evidence.unwrap_or_default();
        self.forget_complaint(&evidence);
        vec![Effect::Focus(Field::Evidence(evidence).id())]
    }

    pub(super) fn forget_complaint(&mut self, evidence: &str) {
        let field = Field::Evidence(evidence.to_owned());
        self.complaints.retain(|complaint| complaint.field != field);
    }
}
