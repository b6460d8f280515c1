//! Storing: what is typed goes onto the device at once, and what another tab has stored comes from there.
//!
//! The tabs of an order share one record. Before a tab takes anything in, `browser` looks whether the record is still the one that was
//! read or written last, and what it finds instead is taken over. So whatever is added is added to the newest, and no tab overwrites
//! another. A record that is gone was forgotten, here as well.

use super::answering::go;
use super::filling::find_files;
use super::questions::{ask, evaluated, follow_if_awaited};
use crate::effect::Effect;
use crate::outcome::{Failure, Receipt};
use crate::session::{self, Screen, Session};
use crate::state::{Context, State};

/// Where the session is stored; nowhere as long as there is no policy.
fn key(state: &State) -> Option<String> {
    Some(session::key(&state.policy.as_ref()?.document.id, &state.given_order))
}

/// Opens what was stored for this policy and this order; what was typed for another stays with that one.
pub(super) fn open(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let Some(key) = key(state).filter(|key| state.stored_under.as_ref() != Some(key)) else {
        return Vec::new();
    };
    if state.stored_under.is_some() {
        state.begin(context);
    }
    (state.stored, state.stored_before, state.case) = (None, None, None);
    (state.stored_under, state.is_opening) = (Some(key.clone()), true);
    vec![Effect::LoadRecord(key)]
}

/// The record under a key was read.
pub(super) fn record(
    state: &mut State,
    key: &str,
    text: Option<String>,
    context: &Context<'_>,
) -> Vec<Effect> {
    match state.stored_under.as_deref() {
        Some(here) if here == key && state.is_opening => opened(state, text, context),
        Some(here) if here == key && state.stored != text => catch_up(state, text, context),
        _ => Vec::new(),
    }
}

fn opened(state: &mut State, text: Option<String>, context: &Context<'_>) -> Vec<Effect> {
    let session = text.as_deref().and_then(|text| Session::parse(text, context.now));
    (state.stored, state.is_opening) = (text, false);
    if let Some(session) = session {
        // An element that was away for a moment restores nothing.
        state.restored = state.session.is_empty().then_some(session.saved_at);
        state.session = session;
    }
    let mut effects = resume(state);
    if state.session.sent.is_some() && state.receipt.is_none() {
        (state.failure, state.may_have_arrived) = (Some(Failure::new("interrupted")), true);
    }
    effects.extend(evaluated(state, context));
    effects.extend(follow_if_awaited(state));
    effects
}

/// Takes over what another tab has stored since.
fn catch_up(state: &mut State, text: Option<String>, context: &Context<'_>) -> Vec<Effect> {
    match text.as_deref().and_then(|text| Session::parse(text, context.now)) {
        Some(session) => state.session = session,
        None => state.begin(context),
    }
    (state.stored, state.entry, state.is_change) = (text, None, false);
    state.context_typed.clear();
    let effects = resume(state);
    state.evaluate(context.now);
    ask(state, context);
    state.say("store.other_tab");
    effects
}

/// What follows from a session that was read.
fn resume(state: &mut State) -> Vec<Effect> {
    let session = &mut state.session;
    let is_listed = |sha256: &str| session.files.iter().any(|file| file.sha256 == sha256);
    state.files.retain(|file| is_listed(&file.attachment.sha256));
    state.lost.retain(|sha256| is_listed(sha256));
    state.receipt = session.receipt.as_ref().map(Receipt::of);
    if state.receipt.is_some() {
        session.screen = Screen::Receipt;
        state.rest();
    } else if session.screen == Screen::Receipt {
        session.screen = Screen::Request;
    }
    find_files(state)
}

/// Stores what has changed.
pub(super) fn store(state: &mut State, context: &Context<'_>) -> Option<Effect> {
    let key = state.stored_under.clone().filter(|_| !state.is_opening)?;
    let is_of_entry = |fact: &str| state.entry.as_ref().is_some_and(|entry| entry.fact == fact);
    if state.session.entry.as_ref().is_some_and(|stored| !is_of_entry(&stored.fact)) {
        state.session.entry = None;
    }
    if state.session.is_empty() {
        return state.stored.take().map(|_| Effect::ForgetRecord(key));
    }
    if state.stored.as_ref() == Some(&state.session.to_text()) {
        return None;
    }
    state.session.saved_at = context.now;
    let text = state.session.to_text();
    state.stored_before = state.stored.replace(text.clone());
    Some(Effect::SaveRecord { key, text })
}

/// Whether the browser has stored it.
pub(super) fn stored(state: &mut State, is_stored: bool) {
    state.stores = is_stored;
    if !is_stored {
        state.stored = state.stored_before.take();
    }
}

/// Forgets what was typed and begins anew, under a new id.
pub(super) fn forget_all(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let dropped = drop_files(state, None).filter(|_| !state.session.files.is_empty());
    state.begin(context);
    state.evaluate(context.now);
    ask(state, context);
    state.say("store.forgotten");
    let screen = if state.entry.is_some() { Screen::Questions } else { Screen::Answer };
    let mut effects = go(state, screen, context);
    effects.extend(dropped);
    effects
}

/// Forgets a stored file of the session, or all of them.
pub(super) fn drop_files(state: &State, sha256: Option<&str>) -> Option<Effect> {
    let key = state.stored_under.clone()?;
    Some(Effect::DropFiles { key, sha256: sha256.map(str::to_owned) })
}
