//! Filling in: what is typed into fields, which files are added and taken away.

use refund_policy::request::clean::clean_line;

use super::focus;
use super::questions::note_entry;
use super::storage::drop_files;
use crate::effect::Effect;
use crate::entry::{Answer, Entry, EntryField};
use crate::evidence::{self, refused};
use crate::letter;
use crate::message::{Field, FileHandle, ReadFile, StorageFailed};
use crate::state::{Context, State};
use crate::validate::too_long;

/// A field has a new value; a box that is ticked is `true`.
pub(super) fn typed(state: &mut State, field: &Field, text: String, context: &Context<'_>) -> Vec<Effect> {
    state.take_over();
    forget_complaints(state, &[&field.id()]);
    if matches!(field, Field::Evidence(_) | Field::Words | Field::OrderId | Field::Subject | Field::Message) {
        // What was confirmed is what was read then.
        state.is_confirmed = false;
    }
    let session = &mut state.session;
    match field {
        Field::Entry(part) => typed_entry(state, *part, text),
        Field::Context(id) => typed_context(state, id, text, context),
        Field::Words => typed_words(state, text),
        Field::Evidence(id) => typed_evidence(state, id, text),
        Field::Name => session.name = text,
        Field::Email => session.email = text,
        Field::OrderId => session.order_id = Some(text),
        Field::Subject => session.subject = Some(text),
        Field::Message => session.message = Some(text),
        Field::Wish => session.wish = text,
        Field::Confirm => state.is_confirmed = text == "true",
    }
    // A limit is never met in silence.
    state.complaints.extend(too_long(state, field, context));
    Vec::new()
}

fn typed_entry(state: &mut State, part: EntryField, text: String) {
    let Some(entry) = &mut state.entry else { return };
    match part {
        EntryField::First => entry.first = text,
        EntryField::Second => entry.second = text,
    }
    entry.incomplete.retain(|incomplete| *incomplete != part);
    if entry.wrong.as_ref().is_some_and(|wrong| wrong.field == part) {
        entry.wrong = None;
    }
    note_entry(state);
}

/// A field of the question holds something that its browser calls incomplete.
pub(super) fn incomplete(state: &mut State, field: &Field, context: &Context<'_>) -> Vec<Effect> {
    state.take_over();
    match (field, &mut state.entry) {
        (Field::Entry(part), Some(entry)) => {
            if !entry.incomplete.contains(part) {
                entry.incomplete.push(*part);
            }
            note_entry(state);
        }
        (Field::Context(id), _) => {
            state.session.remove_answer(id);
            // It is no date, and is told as that.
            state.context_typed.insert(id.clone(), "?".to_owned());
            state.evaluate(context.now);
        }
        _ => {}
    }
    Vec::new()
}

/// What is typed into an optional line is an answer as soon as it is whole.
fn typed_context(state: &mut State, id: &str, text: String, context: &Context<'_>) {
    let (Some(policy), Some(case), Some(fact)) = (&state.policy, &state.case, state.fact(id)) else { return };
    let read = Entry::of_line(fact, &text).read(policy, &case.json, context);
    state.session.remove_answer(id);
    state.context_typed.remove(id);
    match read {
        _ if text.trim().is_empty() => {}
        Ok(Answer { value, is_day_only }) => {
            state.session.set_answer(id, value);
            if is_day_only {
                state.session.day_only.push(id.to_owned());
            }
        }
        Err(_) => {
            state.context_typed.insert(id.to_owned(), text);
        }
    }
    state.evaluate(context.now);
}

/// The shopper's words are a part of the message, also of one that they have changed by hand.
fn typed_words(state: &mut State, text: String) {
    let session = &mut state.session;
    if let Some(message) = &session.message {
        session.message = Some(letter::with_words(message, &session.words, &text));
    }
    session.words = text;
}

fn typed_evidence(state: &mut State, id: &str, text: String) {
    if let Some(message) = &state.session.message {
        let before = state.session.evidence.get(id).map(String::as_str).unwrap_or_default();
        state.session.message = Some(letter::with_evidence(state, message, id, before, &text));
    }
    // A field that was emptied holds nothing any more.
    match text.is_empty() {
        true => state.session.evidence.remove(id),
        false => state.session.evidence.insert(id.to_owned(), text),
    };
}

/// Forgets what is wrong with fields.
pub(super) fn forget_complaints(state: &mut State, fields: &[&str]) {
    state.complaints.retain(|complaint| !fields.contains(&complaint.field.as_str()));
}

// Files.

/// Files were offered as evidence.
pub(super) fn offered(state: &mut State, evidence: &str, files: Vec<FileHandle>) -> Vec<Effect> {
    state.take_over();
    forget_complaints(state, &[&evidence::field(Some(evidence))]);
    if state.reading == 0 {
        state.added = 0;
    }
    state.reading += files.len();
    // Where the browser stores nothing, it need not try.
    let key = state.stored_under.clone().filter(|_| state.stores);
    let read = |file| Effect::ReadFile { evidence: evidence.to_owned(), file, key: key.clone() };
    files.into_iter().map(read).collect()
}

/// An offered file has been read, or cannot be used.
pub(super) fn read(
    state: &mut State,
    evidence: &str,
    name: &str,
    result: Result<ReadFile, &'static str>,
    context: &Context<'_>,
) -> Vec<Effect> {
    let was_forgotten = state.reading == 0;
    state.reading = state.reading.saturating_sub(1);
    let effects = match result {
        Err(problem) => {
            state.complaints.push(evidence::complaint(Some(evidence), problem, name, context));
            None
        }
        Ok(file) if was_forgotten => drop_files(state, Some(&file.attachment.sha256)),
        Ok(file) => add(state, evidence, file, context),
    };
    announce_added(state, evidence, context);
    effects.into_iter().collect()
}

fn add(state: &mut State, evidence: &str, mut file: ReadFile, context: &Context<'_>) -> Option<Effect> {
    file.attachment.evidence = Some(evidence.to_owned());
    file.attachment.name = clean_line(&file.attachment.name);
    let sha256 = file.attachment.sha256.clone();
    let is_found_again = state.lost.contains(&sha256);
    let problem = refused(&file.attachment, &state.session.files).filter(|_| !is_found_again);
    if let Some(problem) = problem {
        state.complaints.push(evidence::complaint(Some(evidence), problem, &file.attachment.name, context));
        // The same file is there already, and stays.
        let is_there = state.session.files.iter().any(|listed| listed.sha256 == sha256);
        return drop_files(state, Some(&sha256)).filter(|_| !is_there);
    }
    state.added += 1;
    state.stores_files = file.is_stored;
    if is_found_again {
        state.lost.retain(|lost| *lost != sha256);
    } else {
        state.session.files.push(file.attachment.clone());
    }
    state.files.push(file);
    None
}

/// Says what became of files offered together, when the last of them has been read.
fn announce_added(state: &mut State, evidence: &str, context: &Context<'_>) {
    let Some(strings) = state.strings.as_ref().filter(|_| state.reading == 0) else { return };
    let added = state.added;
    let number = context.format.number(i64::try_from(added).unwrap_or(i64::MAX).into());
    let news = strings.plural("evidence.added", context.format.plural(added), &number);
    let field = evidence::field(Some(evidence));
    let refusals = state.complaints.iter().filter(|complaint| complaint.field == field);
    let refusals = refusals.map(|complaint| complaint.text(strings));
    let said: Vec<String> = Some(news).filter(|_| added > 0).into_iter().chain(refusals).collect();
    state.announce(said.join(" "));
}

/// A file that is listed was looked for on the device. One that is not there stays listed: another tab may have it. What could not be
/// looked for is looked for again before it is sent.
pub(super) fn found(
    state: &mut State,
    sha256: &str,
    found: Result<Option<ReadFile>, StorageFailed>,
    context: &Context<'_>,
) -> Vec<Effect> {
    let listed = state.session.files.iter().find(|file| file.sha256 == sha256);
    let (Some(listed), None) = (listed, state.content(sha256)) else { return Vec::new() };
    match found {
        // A device may be slow to wake; one that does not let itself be asked again has nothing.
        Err(StorageFailed) if !state.asked_again.iter().any(|asked| asked == sha256) => {
            state.asked_again.push(sha256.to_owned());
            let key = state.stored_under.clone();
            let again = key.map(|key| Effect::FindFile { key, sha256: sha256.to_owned() });
            return again.into_iter().collect();
        }
        Ok(Some(file)) => {
            let attachment = listed.clone();
            state.files.push(ReadFile { attachment, ..file });
        }
        _ if state.lost.iter().any(|lost| lost == sha256) => {}
        Ok(None) | Err(StorageFailed) => {
            let complaint =
                evidence::complaint(listed.evidence.as_deref(), "file.lost", &listed.name, context);
            state.complaints.push(complaint);
            state.lost.push(sha256.to_owned());
        }
    }
    Vec::new()
}

/// Looks for the files that are listed and not here.
pub(super) fn find_files(state: &State) -> Vec<Effect> {
    let Some(key) = &state.stored_under else { return Vec::new() };
    let missing = state.session.files.iter().filter(|file| state.content(&file.sha256).is_none());
    missing.map(|file| Effect::FindFile { key: key.clone(), sha256: file.sha256.clone() }).collect()
}

/// Takes a file away again.
pub(super) fn remove_file(state: &mut State, index: usize) -> Vec<Effect> {
    if index >= state.session.files.len() {
        return Vec::new();
    }
    let gone = state.session.files.remove(index);
    state.files.retain(|file| file.attachment.sha256 != gone.sha256);
    state.lost.retain(|lost| *lost != gone.sha256);
    let said =
        state.strings.as_ref().map(|strings| strings.fill("evidence.removed", &[("name", &gone.name)]));
    state.announce(said.unwrap_or_default());
    let field = evidence::field(gone.evidence.as_deref());
    forget_complaints(state, &[&field]);
    drop_files(state, Some(&gone.sha256)).into_iter().chain([focus(&field)]).collect()
}
