//! Asking: which question is next, and what is typed into it so far.

use refund_policy::Problem;

use super::tell_error;
use crate::effect::Effect;
use crate::entry::{Entry, names};
use crate::session::{Screen, StoredEntry};
use crate::state::{Context, State};

/// The entry of the next question.
pub(super) fn next_entry(state: &State, context: &Context<'_>) -> Option<Entry> {
    entry_of(state, state.questions().next()?, context)
}

/// An entry for a fact, filled with what was answered before.
pub(super) fn entry_of(state: &State, id: &str, context: &Context<'_>) -> Option<Entry> {
    let (policy, case) = (state.policy.as_deref()?, state.case.as_ref()?);
    let index = policy.document.fact(id)?;
    let fact = policy.document.facts.get(index)?;
    // An answer that another one has made needless is not in the case.
    let is_answered = state.session.answer(id).is_some() && case.json.get(id).is_some();
    let value = case.facts.get(index).filter(|_| is_answered);
    Some(Entry::new(fact, value, state.session.day_only.iter().any(|day_only| day_only == id), context))
}

/// Evaluates anew, tells the page what it gave in vain, and asks what is next.
pub(super) fn evaluated(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    state.evaluate(context.now);
    ask(state, context);
    let given = state.given.as_object().unwrap_or_default();
    let is_given =
        |problem: &&Problem| problem.pointer.is_empty() || given.iter().any(|(id, _)| names(problem, id));
    let told = state.case.iter().flat_map(|case| &case.rejected).filter(is_given);
    told.map(|problem| tell_error(problem.code, &problem.advice(), &problem.pointer)).collect()
}

/// Asks the next question. One that is being answered stays, as long as it is still one.
pub(super) fn ask(state: &mut State, context: &Context<'_>) {
    let is_still_asked = |entry: &Entry| state.questions().any(|fact| fact == entry.fact);
    if !state.is_change && !state.entry.as_ref().is_some_and(is_still_asked) {
        let (entry, is_change) = match stored_entry(state, context) {
            Some((entry, is_change)) => (Some(entry), is_change),
            None => (next_entry(state, context), false),
        };
        (state.entry, state.is_change) = (entry, is_change);
    }
    if state.session.screen == Screen::Questions && state.entry.is_none() && state.case.is_some() {
        state.session.screen = Screen::Answer;
    }
}

/// Moves the focus to where the shopper goes on who waited for the policy.
pub(super) fn follow_if_awaited(state: &mut State) -> Option<Effect> {
    state.case.as_ref()?;
    let was_awaited = std::mem::take(&mut state.is_reloading);
    was_awaited.then(|| Effect::Follow(heading(state.session.screen).to_owned()))
}

/// The node with which a screen begins.
pub(super) fn heading(screen: Screen) -> &'static str {
    match screen {
        Screen::Questions => "question",
        Screen::Answer => "answer",
        Screen::Request => "request",
        Screen::Receipt => "receipt",
    }
}

// A question that is half answered.

/// Notes what is typed into the question.
pub(super) fn note_entry(state: &mut State) {
    let Some(Entry { fact, first, second, .. }) = state.entry.clone() else { return };
    state.session.entry = Some(StoredEntry { fact, first, second, is_change: state.is_change });
}

/// The question that was half answered, if it is one still, and whether it had been answered before.
fn stored_entry(state: &State, context: &Context<'_>) -> Option<(Entry, bool)> {
    let StoredEntry { fact, first, second, is_change } = state.session.entry.clone()?;
    if !is_change && !state.questions().any(|id| id == fact) {
        return None;
    }
    Some((Entry { first, second, ..entry_of(state, &fact, context)? }, is_change))
}
