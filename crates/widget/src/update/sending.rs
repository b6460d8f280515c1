//! Sending: the request as it stands, what the endpoint made of it, attempts that nobody asks for.

use refund_policy::{Instant, Json, Problem, clock};

use super::answering::go;
use super::filling::find_files;
use super::storage::drop_files;
use super::{focus, tell_error};
use crate::effect::Effect;
use crate::letter;
use crate::outcome::{Failure, Outcome, Receipt, Retry};
use crate::session::Screen;
use crate::state::{Complaint, Context, State};
use crate::validate::{complaints, of_endpoint, of_problems};

/// The request, composed for the instant of the one before where nothing has changed since: the same bytes again.
fn compose(state: &State, now: Instant) -> Result<Json, Vec<Problem>> {
    let sent = state.session.sent.as_ref();
    let sent_at = sent.and_then(|sent| Instant::parse(sent.get("sent_at")?.as_str()?));
    let again = sent_at.and_then(|at| letter::request(state, at).ok()).filter(|again| Some(again) == sent);
    let at = state.policy.as_deref().map_or(now, |policy| clock::not_before_given(policy, &state.given, now));
    again.map_or_else(|| letter::request(state, at), Ok)
}

/// The request as it was received, or else as it would be sent.
pub fn current_request(state: &State, context: &Context<'_>) -> Option<Json> {
    match &state.receipt {
        Some(_) => state.session.sent.clone(),
        None => compose(state, context.now).ok(),
    }
}

/// The shopper, or a script of the page, wants the request to be sent.
pub(super) fn send(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    if state.case.is_none() || state.receipt.is_some() {
        return Vec::new();
    }
    if state.is_sending {
        state.say("send.sending");
        return Vec::new();
    }
    let retry_at = state.failure.as_ref().and_then(|failure| failure.retry_at);
    if retry_at.is_some_and(|at| context.now < at) {
        state.say("failure.busy");
        return Vec::new();
    }
    state.evaluate(context.now);
    state.session.screen = Screen::Request;
    let request = match compose(state, context.now) {
        Ok(request) => request,
        Err(problems) => {
            let wrong = of_problems(state, &problems);
            return point_out(state, wrong);
        }
    };
    let wrong = complaints(state, &request, context);
    if !wrong.is_empty() {
        return point_out(state, wrong);
    }
    state.complaints.clear();
    if state.is_preparing() {
        state.say("evidence.reading");
        return find_files(state);
    }
    if !state.way().is_post() {
        state.say("send.no_endpoint");
        return vec![tell_error(
            "no_endpoint",
            "there is no endpoint that the request could be posted to",
            "",
        )];
    }
    (state.failure, state.attempts) = (None, Some(0));
    state.say("send.sending");
    post(state, request)
}

/// Points out what is wrong, and goes to the first of it.
fn point_out(state: &mut State, wrong: Vec<Complaint>) -> Vec<Effect> {
    let effects = unfolded(&wrong).chain(wrong.first().map(|complaint| focus(&complaint.field))).collect();
    (state.complaints, state.is_excused) = (wrong, true);
    state.say("send.check");
    effects
}

/// Every field with a complaint is seen, also one within the folded letter.
fn unfolded(complaints: &[Complaint]) -> impl Iterator<Item = Effect> {
    complaints.iter().map(|complaint| Effect::Unfold(complaint.field.clone()))
}

/// Makes the attempt that is due.
pub(super) fn due(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    match state.retry {
        Some(Retry::At(at)) if at <= context.now && !state.is_sending => {}
        _ => return Vec::new(),
    }
    if !context.is_online {
        state.retry = Some(Retry::Online);
        return Vec::new();
    }
    state.attempts = state.attempts.map(|attempts| attempts + 1);
    compose(state, context.now).map(|request| post(state, request)).unwrap_or_default()
}

/// Something has changed outside: a connection is there again, perhaps.
pub(super) fn woken(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    if state.retry == Some(Retry::Online) && context.is_online {
        state.retry = Failure::new("network").retry(0, context.now, context.random);
    }
    due(state, context)
}

fn post(state: &mut State, request: Json) -> Vec<Effect> {
    let before = state.session.sent.replace(request.clone());
    if before.as_ref().is_some_and(|before| *before != request) {
        state.earlier = before;
    }
    (state.is_sending, state.retry, state.progress) = (true, None, None);
    let files = state.files.iter().map(|file| (file.attachment.sha256.clone(), file.handle));
    vec![Effect::Submit {
        endpoint: state.endpoint.trim().to_owned(),
        id: state.session.id.clone(),
        body: request.compact(),
        files: files.collect(),
        request,
    }]
}

/// What the endpoint, or the page that sends by itself, made of the request.
pub(super) fn answered(state: &mut State, outcome: Outcome, context: &Context<'_>) -> Vec<Effect> {
    // Forgotten meanwhile, or another tab has the receipt already.
    if !state.is_sending {
        return Vec::new();
    }
    state.is_sending = false;
    state.live.clear();
    match outcome {
        Outcome::Received(receipt) => received(state, receipt, context),
        Outcome::Failed(failure) => failed(state, failure, context),
    }
}

fn received(state: &mut State, receipt: Receipt, context: &Context<'_>) -> Vec<Effect> {
    let json = receipt.json.clone();
    if let Some(earlier) = state.earlier.take().filter(|_| receipt.is_earlier) {
        state.session.sent = Some(earlier);
    }
    let dropped = drop_files(state, None).filter(|_| !state.session.files.is_empty());
    state.session.receipt = Some(json.clone());
    state.session.files.clear();
    state.files.clear();
    state.receipt = Some(receipt);
    // The focus follows, unless the shopper is busy elsewhere by now.
    go(state, Screen::Receipt, context);
    [Effect::Follow("receipt".to_owned()), Effect::TellSent(json)].into_iter().chain(dropped).collect()
}

fn failed(state: &mut State, mut failure: Failure, context: &Context<'_>) -> Vec<Effect> {
    state.complaints = of_endpoint(state, &failure);
    if failure.code == "fields" && state.complaints.is_empty() {
        // Nothing that the shopper could mend at a field of this screen.
        failure.code = "refused";
        failure.detail = failure.detail.or_else(|| failure.errors.first().map(|error| error.detail.clone()));
    }
    if !failure.is_unclear() {
        // What arrived before it, if anything.
        state.session.sent = state.earlier.clone();
    } else if !failure.is_unsent {
        state.may_have_arrived = true;
    }
    state.retry = state.attempts.and_then(|attempts| failure.retry(attempts, context.now, context.random));
    let told = tell_error(failure.code, failure.detail.as_deref().unwrap_or_default(), "");
    state.failure = Some(Failure { is_unsent: !state.may_have_arrived, ..failure });
    let unfolded: Vec<Effect> = unfolded(&state.complaints).collect();
    unfolded.into_iter().chain(failure_focus(state)).chain([told]).collect()
}

/// A failure is pointed out where the shopper waits for it, or has to do something about it; who is busy with something else by now only
/// hears of it.
fn failure_focus(state: &mut State) -> Option<Effect> {
    match state.attempts {
        None => {
            let heading = state.failure.as_ref().map(Failure::heading)?;
            state.say(heading);
            None
        }
        Some(attempts) if attempts > 0 && state.retry.is_some() => None,
        Some(_) => {
            let field = state.complaints.first().map_or("failure", |first| first.field.as_str());
            Some(Effect::Follow(field.to_owned()))
        }
    }
}

/// Makes no more attempts.
pub(super) fn stop(state: &mut State) -> Vec<Effect> {
    state.take_over();
    state.say("failure.stopped");
    vec![focus("send")]
}
