//! What follows from each thing that happens: the only place where the state changes.
//!
//! What has to be done outside (load, send, store, tell the page) comes back as effects, which `browser` carries out.

mod answering;
mod export;
mod filling;
mod questions;
mod sending;
mod storage;

use refund_policy::{Json, Policy};

pub use sending::current_request;

use crate::effect::Effect;
use crate::endpoint::Endpoint;
use crate::message::{Action, LoadError, Message};
use crate::session::Screen;
use crate::state::{Context, State};

/// Takes in what happened, and says what has to be done.
pub fn update(state: &mut State, message: Message, context: &Context<'_>) -> Vec<Effect> {
    let before = state.place();
    let is_forward = matches!(message, Message::Do(_));
    let stores = is_stored_after(state, &message);
    let mut effects = take_in(state, message, context);
    // The receipt takes the place of the request, to which nobody can go back.
    if is_forward && state.case.is_some() && state.receipt.is_none() && state.place() != before {
        effects.push(Effect::PushPlace(state.place()));
    }
    if stores || effects.iter().any(|effect| matches!(effect, Effect::Submit { .. })) {
        effects.extend(storage::store(state, context));
    }
    effects
}

/// Whether something may have been typed: time alone stores nothing, and tabs that answered each other's record with one of their own
/// would never end.
fn is_stored_after(state: &State, message: &Message) -> bool {
    match message {
        Message::Tick | Message::Woken | Message::Progress(_) | Message::Saved(_) => false,
        Message::Record { .. } => state.is_opening,
        _ => true,
    }
}

fn take_in(state: &mut State, message: Message, context: &Context<'_>) -> Vec<Effect> {
    match message {
        Message::Do(action) => act(state, action, context),
        Message::Typed(field, text) => filling::typed(state, &field, text, context),
        Message::Incomplete(field) => filling::incomplete(state, &field, context),
        Message::Offered { evidence, files } => filling::offered(state, &evidence, files),
        Message::FileRead { evidence, name, result } => {
            filling::read(state, &evidence, &name, result, context)
        }
        Message::FileFound { sha256, found } => filling::found(state, &sha256, found, context),
        Message::Languages { locale, policy_locale } => {
            // The words of the language before stay until those of the new one are there.
            (state.locale, state.policy_locale) = (locale, policy_locale);
            state.evaluate(context.now);
            Vec::new()
        }
        Message::Strings(table) => {
            state.table = Some(table);
            speak(state, context)
        }
        Message::Words(words) => {
            state.words.retain(|known| known.locale() != words.locale());
            state.words.push(words);
            begin_or_evaluate(state, context)
        }
        Message::OwnStrings(own) => {
            state.own_strings = own;
            speak(state, context)
        }
        Message::Policy(policy) => arrived(state, policy, context),
        Message::Progress(part) => {
            state.progress = Some(part);
            Vec::new()
        }
        Message::Answered(outcome) => sending::answered(state, outcome, context),
        Message::Copied(is_copied) => {
            state.copied = Some(is_copied);
            state.say(if is_copied { "ways.copied" } else { "ways.not_copied" });
            Vec::new()
        }
        Message::Record { key, text } => storage::record(state, &key, text, context),
        Message::Saved(is_stored) => {
            storage::stored(state, is_stored);
            Vec::new()
        }
        Message::Tick => {
            state.evaluate(context.now);
            sending::due(state, context)
        }
        Message::Woken => sending::woken(state, context),
        Message::Navigated(place) => answering::navigated(state, &place, context),
        Message::Submit => sending::send(state, context),
        Message::Reset => {
            // Who did not press a button keeps the focus.
            let mut effects = storage::forget_all(state, context);
            effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
            effects
        }
        Message::Given(facts) => {
            state.given = facts;
            questions::evaluated(state, context)
        }
        Message::OrderId(order) => {
            state.given_order = order;
            storage::open(state, context)
        }
        Message::Endpoint(address) => {
            state.endpoint = address;
            match state.way() {
                Endpoint::Unusable(address) => {
                    vec![tell_error(
                        "endpoint_unusable",
                        &format!("nothing can be sent to `{address}`"),
                        "/endpoint",
                    )]
                }
                _ => Vec::new(),
            }
        }
        Message::SupportUrl(url) => {
            state.support_url = url;
            Vec::new()
        }
    }
}

fn act(state: &mut State, action: Action, context: &Context<'_>) -> Vec<Effect> {
    match action {
        Action::Continue => answering::proceed(state, context),
        Action::Answer(fact, answer) => answering::answer(state, &fact, &answer, context),
        Action::Unknown => answering::leave_open(state, context),
        Action::NotAtAll => answering::not_at_all(state, context),
        Action::Skip => answering::go(state, Screen::Answer, context),
        Action::Cancel => answering::next_question(state, context),
        Action::Change(fact) => answering::change(state, &fact, context),
        Action::Go(screen) => answering::go(state, screen, context),
        Action::Choose(wish) => {
            state.session.wish = wish;
            answering::go(state, Screen::Request, context)
        }
        Action::RemoveFile(index) => filling::remove_file(state, index),
        Action::Send => sending::send(state, context),
        Action::Stop => sending::stop(state),
        Action::Forget => {
            state.is_forgetting = true;
            vec![focus("forgetting")]
        }
        Action::ForgetCancelled => {
            state.is_forgetting = false;
            vec![focus("forget")]
        }
        Action::ForgetConfirmed => storage::forget_all(state, context),
        Action::Reload => {
            (state.policy, state.case, state.error, state.is_reloading) = (None, None, None, true);
            vec![Effect::LoadPolicy]
        }
        Action::RestoreMessage => {
            (state.session.subject, state.session.message) = (None, None);
            filling::forget_complaints(state, &["subject", "message", "words"]);
            vec![focus("message")]
        }
        Action::CopyMessage => export::copy(state, context),
        Action::CopyVerdict => vec![Effect::CopyShown],
        Action::Calendar => export::calendar(state),
        Action::Print => vec![Effect::Print],
        Action::Save => export::save(state, context),
    }
}

/// Puts the merchant's words over those that were loaded, and tells which have no place there.
fn speak(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let Some(table) = &state.table else { return Vec::new() };
    let (strings, unfit) = table.with(&state.own_strings);
    // What does not fit is told once, and not in each language.
    if let Json::Object(members) = &mut state.own_strings {
        members.retain(|(key, _)| !unfit.contains(key));
    }
    state.strings = Some(strings);
    state.evaluate(context.now);
    let told = unfit.iter().map(|key| {
        let message = format!("`{key}` is no string of the widget, or has another form");
        tell_error("unknown_string", &message, &format!("/{key}"))
    });
    told.collect()
}

/// Evaluates anew; for the first time, with all that follows from it.
fn begin_or_evaluate(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    if state.case.is_some() {
        state.evaluate(context.now);
        return Vec::new();
    }
    let effects = questions::evaluated(state, context);
    effects.into_iter().chain(questions::follow_if_awaited(state)).collect()
}

/// The policy has come, or will not.
fn arrived(state: &mut State, policy: Result<Box<Policy>, LoadError>, context: &Context<'_>) -> Vec<Effect> {
    match policy {
        Ok(policy) => {
            (state.policy, state.error) = (Some(policy), None);
            let mut effects = storage::open(state, context);
            effects.extend(questions::evaluated(state, context));
            effects.extend(questions::follow_if_awaited(state));
            effects
        }
        Err(error) => {
            let told = tell_error(&error.code, &error.message, &error.pointer);
            let follow = state.is_reloading.then(|| Effect::Follow("retry".to_owned()));
            (state.policy, state.case, state.error, state.is_reloading) = (None, None, Some(error), false);
            [told].into_iter().chain(follow).collect()
        }
    }
}

fn focus(id: &str) -> Effect {
    Effect::Focus(id.to_owned())
}

fn tell_error(code: &str, message: &str, pointer: &str) -> Effect {
    Effect::TellError { code: code.to_owned(), message: message.to_owned(), pointer: pointer.to_owned() }
}
