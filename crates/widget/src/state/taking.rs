//! Taking along: the deadline for the shopper's calendar.

use crate::state::{Deadline, State};

impl State {
    /// The deadline, where something is lost after it.
    pub(super) fn for_calendar(&self) -> Option<Deadline> {
        let (policy, strings) = (self.ready()?, self.strings.as_ref()?);
        let until = self.case.as_ref()?.deadline()?;
        let document = &policy.document;
        let title = document.title.get(self.locale);
        let letter = self.letter()?;
        let order = letter.order_id();
        let number = if order.is_empty() { self.session.id.as_str() } else { order };
        let mut description = strings.fill("calendar.text", &[("merchant", &document.merchant)]);
        if !order.is_empty() {
            description = [&description, "\n", &strings.get("contact.order"), ": ", order].concat();
        }
        Some(Deadline {
            file: self.file_name(".ics")?,
            id: [&document.id, "-", number].concat(),
            until,
            summary: strings.fill("calendar.summary", &[("title", title)]),
            description,
        })
    }
}
