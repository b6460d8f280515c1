//! Answering: what an answer changes, and where the shopper goes.

use refund_policy::{Json, Status};

use super::focus;
use super::questions::{entry_of, heading, next_entry};
use crate::effect::Effect;
use crate::entry::{self, Answer, Wrong};
use crate::session::{Place, Screen};
use crate::state::{Context, State};

/// Takes what is typed as the answer, and goes on.
pub(super) fn proceed(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let (Some(entry), Some(policy), Some(case)) = (&state.entry, &state.policy, &state.case) else {
        return Vec::new();
    };
    let (fact, read) = (entry.fact.clone(), entry.read(policy, &case.json, context));
    match read {
        Ok(answer) => {
            take(state, &fact, answer);
            go_on(state, context)
        }
        Err(wrong) => object(state, wrong),
    }
}

/// Takes one of a few answers, and goes on; where a question stands beside the verdict, the shopper stays there.
pub(super) fn answer(state: &mut State, id: &str, answer: &str, context: &Context<'_>) -> Vec<Effect> {
    let (Some(policy), Some(case), Some(fact)) = (&state.policy, &state.case, state.fact(id)) else {
        return Vec::new();
    };
    match entry::chosen(answer, policy, fact, &case.json, context) {
        Ok(answer) => {
            take(state, id, answer);
            if state.session.screen == Screen::Questions {
                return go_on(state, context);
            }
            state.evaluate(context.now);
            state.entry = None;
            vec![focus(heading(state.session.screen))]
        }
        Err(wrong) => {
            if state.entry.as_ref().is_none_or(|entry| entry.fact != id) {
                change(state, id, context);
            }
            object(state, wrong)
        }
    }
}

/// Leaves the question open. What is not known never stands for a value.
pub(super) fn leave_open(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let Some(fact) = state.entry.as_ref().map(|entry| entry.fact.clone()) else { return Vec::new() };
    state.session.remove_answer(&fact);
    state.session.unknown.push(fact);
    go_on(state, context)
}

/// The fact is known to be none.
pub(super) fn not_at_all(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let Some(id) = state.entry.as_ref().map(|entry| entry.fact.clone()) else { return Vec::new() };
    if state.fact(&id).is_none_or(|fact| fact.none.is_none()) {
        return Vec::new();
    }
    take(state, &id, Answer { value: Json::Null, is_day_only: false });
    go_on(state, context)
}

fn take(state: &mut State, fact: &str, Answer { value, is_day_only }: Answer) {
    let session = &mut state.session;
    session.unknown.retain(|id| id != fact);
    session.day_only.retain(|id| id != fact);
    if is_day_only {
        session.day_only.push(fact.to_owned());
    }
    session.set_answer(fact, value);
}

/// Says at its field what is wrong with what was typed.
fn object(state: &mut State, wrong: Wrong) -> Vec<Effect> {
    let field = wrong.field;
    if let Some(entry) = &mut state.entry {
        entry.wrong = Some(wrong);
    }
    vec![focus(field.id())]
}

/// Goes on, and says it when the answer has become certain.
fn go_on(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let was_open = is_open(state);
    state.live.clear();
    state.evaluate(context.now);
    let effects = next_question(state, context);
    let status = state.status().filter(|_| was_open && !is_open(state) && state.entry.is_some());
    if let (Some(status), Some(strings)) = (status, &state.strings) {
        state.live = strings.get(&format!("status.{}", status.name())).to_owned();
    }
    effects
}

fn is_open(state: &State) -> bool {
    state.status() == Some(Status::NeedsInformation)
}

/// Asks the next question, or shows the verdict where there is none.
pub(super) fn next_question(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    state.is_change = false;
    state.entry = next_entry(state, context);
    if state.entry.is_none() {
        return go(state, Screen::Answer, context);
    }
    state.session.screen = Screen::Questions;
    vec![focus("question")]
}

/// Asks a question again.
pub(super) fn change(state: &mut State, fact: &str, context: &Context<'_>) -> Vec<Effect> {
    let Some(entry) = entry_of(state, fact, context) else { return Vec::new() };
    (state.entry, state.is_change) = (Some(entry), true);
    leave_screen(state);
    state.session.screen = Screen::Questions;
    vec![focus("question")]
}

/// Goes to a screen.
pub(super) fn go(state: &mut State, screen: Screen, context: &Context<'_>) -> Vec<Effect> {
    leave_screen(state);
    state.session.screen = screen;
    match screen {
        Screen::Questions => {
            (state.entry, state.is_change) = (next_entry(state, context), false);
            if state.entry.is_none() {
                return match last_answered(state) {
                    Some(fact) => change(state, &fact, context),
                    None => go(state, Screen::Answer, context),
                };
            }
            vec![focus("question")]
        }
        Screen::Request => vec![focus("request"), Effect::SweepFiles],
        Screen::Answer | Screen::Receipt => vec![focus(heading(screen))],
    }
}

/// The last question that was answered, which is where Back leads from the verdict.
fn last_answered(state: &State) -> Option<String> {
    let is_question = |id: &&String| state.fact(id).is_some_and(|fact| !fact.context);
    let answered = state.session.answers.iter().map(|(id, _)| id);
    answered.chain(&state.session.unknown).rfind(is_question).cloned()
}

/// What belonged to the screen that is left.
fn leave_screen(state: &mut State) {
    state.take_over();
    state.complaints.clear();
    (state.failure, state.copied, state.is_forgetting) = (None, None, false);
}

/// The browser's Back or Forward led to a place: to one that makes sense as things are now.
pub(super) fn navigated(state: &mut State, place: &Place, context: &Context<'_>) -> Vec<Effect> {
    // What was received was received.
    if state.case.is_none() || state.receipt.is_some() || *place == state.place() {
        return Vec::new();
    }
    match (place.screen, &place.fact) {
        (Screen::Receipt, _) => Vec::new(),
        (Screen::Questions, Some(fact)) if state.questions().next() != Some(fact) => {
            let is_known = state.session.answer(fact).is_some() || state.session.unknown.contains(fact);
            let is_asked = state.questions().any(|asked| asked == fact);
            if is_known || is_asked {
                change(state, fact, context)
            } else {
                go(state, Screen::Questions, context)
            }
        }
        (screen, _) => go(state, screen, context),
    }
}
