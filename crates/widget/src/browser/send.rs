//! Posts a request. Without a header of its own and without a listener to the upload a multipart form needs no preflight, which
//! many contact endpoints do not answer; on the page's own origin there are none, so there it may have both.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::Request;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, window};
use js_sys::{Date, Promise};
use refund_policy::Instant;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, File, FormData, ProgressEvent, Url, XmlHttpRequest};

use super::running::now;

/// How long nothing may happen: neither bytes going out nor an answer coming in.
const IDLE_MILLIS: u32 = 30_000;
/// Where the upload cannot be watched, a slow connection gets a millisecond more for so many bytes.
const BYTES_A_MILLI: f64 = 20.0;

/// What came back, or why nothing did.
pub(super) enum Exchange {
    /// The endpoint answered.
    Answer { status: u16, retry_at: Option<Instant>, body: String },
    /// `timeout`, `offline`, `network`, or `elsewhere` while another tab is sending it.
    Failed {
        code: &'static str,
        /// Whether it cannot have arrived, because it has not gone out in full.
        is_unsent: bool,
    },
}

/// What is posted.
pub(super) struct Post {
    pub(super) endpoint: String,
    /// The request's UUID.
    pub(super) id: String,
    /// The request as JSON.
    pub(super) body: String,
    /// Each under its hash.
    pub(super) files: Vec<(String, File)>,
}

/// Posts a request; `progress` is told how much of it has gone out, from 0 to 1.
pub(super) async fn send(post: &Post, progress: impl Fn(f64) + 'static) -> Exchange {
    match form(post) {
        Ok(form) if is_same_origin(&post.endpoint) => watched(post, &form, progress).await,
        Ok(form) => unwatched(post, &form).await,
        Err(_) => network(true),
    }
}

fn form(post: &Post) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    form.append_with_str("request", &post.body)?;
    for (sha256, file) in &post.files {
        form.append_with_blob_and_filename(sha256, file, &file.name())?;
    }
    Ok(form)
}

/// By the origin of the document and not of its address: a sandboxed frame has none, and is asked for a preflight wherever it sends.
fn is_same_origin(endpoint: &str) -> bool {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(endpoint, &base).is_ok_and(|url| url.origin() == window().origin())
}

fn network(is_unsent: bool) -> Exchange {
    match window().navigator().on_line() {
        true => Exchange::Failed { code: "network", is_unsent },
        false => Exchange::Failed { code: "offline", is_unsent },
    }
}

/// To another origin. Nobody sees the bytes go out: what was sent with a connection may have arrived.
async fn unwatched(post: &Post, form: &FormData) -> Exchange {
    let was_offline = !window().navigator().on_line();
    let Ok(controller) = AbortController::new() else { return network(true) };
    let signal = controller.signal();
    let size: f64 = post.files.iter().map(|(_, file)| file.size()).sum();
    let patience = IDLE_MILLIS.saturating_add((size / BYTES_A_MILLI) as u32);
    let timeout = Timeout::new(patience, move || controller.abort());
    let request =
        Request::post(&post.endpoint).header("Accept", "application/json").abort_signal(Some(&signal));
    // An address that is none is told here, before anything goes out.
    let Ok(request) = request.body(form) else { return network(true) };
    let answer = match request.send().await {
        Ok(answer) => {
            let retry_at = retry_at(answer.status(), || answer.headers().get("Retry-After"));
            answer.text().await.map(|body| Exchange::Answer { status: answer.status(), retry_at, body })
        }
        Err(error) => Err(error),
    };
    drop(timeout);
    match answer {
        Ok(answer) => answer,
        Err(_) if signal.aborted() => Exchange::Failed { code: "timeout", is_unsent: false },
        Err(_) => network(was_offline),
    }
}

/// To the page's own origin. Only this tells how much has gone out.
async fn watched(post: &Post, form: &FormData, progress: impl Fn(f64) + 'static) -> Exchange {
    let Ok(request) = open(post) else { return network(true) };
    let is_late = Rc::new(Cell::new(false));
    let is_unsent = Rc::new(Cell::new(true));
    let timer = Rc::new(RefCell::new(None));
    let be_patient = {
        let (request, is_late, timer) = (request.clone(), is_late.clone(), timer.clone());
        move || {
            let (request, is_late) = (request.clone(), is_late.clone());
            let abort = move || {
                is_late.set(true);
                // What has ended already is not ended again.
                let _ = request.abort();
            };
            timer.replace(Some(Timeout::new(IDLE_MILLIS, abort)));
        }
    };
    be_patient();
    let (gone_out, watch) = (is_unsent.clone(), be_patient);
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        watch();
        progress(event.loaded() / event.total());
    });
    let on_sent = Closure::<dyn Fn()>::new(move || gone_out.set(false));
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        upload.set_onload(Some(on_sent.as_ref().unchecked_ref()));
    }
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onloadend(Some(&resolve));
        if let Err(error) = request.send_with_opt_form_data(Some(form)) {
            // It has no reason to fail.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    let ended = JsFuture::from(ended).await;
    timer.replace(None);
    match request.status() {
        Ok(status) if ended.is_ok() && status != 0 => {
            let retry_at = retry_at(status, || request.get_response_header("Retry-After").ok().flatten());
            let body = request.response_text().ok().flatten().unwrap_or_default();
            Exchange::Answer { status, retry_at, body }
        }
        _ if is_late.get() => Exchange::Failed { code: "timeout", is_unsent: is_unsent.get() },
        _ => network(is_unsent.get()),
    }
}

fn open(post: &Post) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", &post.endpoint)?;
    request.set_request_header("Accept", "application/json")?;
    request.set_request_header("Idempotency-Key", &post.id)?;
    Ok(request)
}

/// Until when the endpoint asks to wait. The header is asked for only where it means something: another origin may not have
/// exposed it, which the console would tell.
fn retry_at(status: u16, header: impl FnOnce() -> Option<String>) -> Option<Instant> {
    if matches!(status, 429 | 503) { waited_until(&header()?, now()) } else { None }
}

/// `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
fn waited_until(header: &str, now: Instant) -> Option<Instant> {
    let said = header.trim();
    let seconds = said.parse::<u32>().ok().map(|seconds| now.millis() + i64::from(seconds) * 1000);
    let date = || Some(Date::parse(said)).filter(|millis| !millis.is_nan()).map(|millis| millis as i64);
    seconds.or_else(date).map(Instant::from_millis)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use refund_policy::Instant;

    use super::{Exchange, Post, is_same_origin, send, waited_until};

    fn post(endpoint: &str) -> Post {
        Post { endpoint: endpoint.to_owned(), id: "1".to_owned(), body: "{}".to_owned(), files: Vec::new() }
    }

    #[wasm_bindgen_test]
    fn the_pages_own_origin_is_told_from_others() {
        assert!(is_same_origin("/contact") && is_same_origin("contact?a=1"));
        assert!(!is_same_origin("https://desk.example/contact"));
        assert!(!is_same_origin("https://"));
    }

    #[wasm_bindgen_test]
    fn a_wait_is_told_in_seconds_or_as_a_date() {
        let now = Instant::parse("2027-01-15T08:00:00Z").unwrap();
        let seconds = |header| waited_until(header, now).map(|at| (at.millis() - now.millis()) / 1000);
        assert_eq!(seconds("30"), Some(30));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("Fri, 15 Jan 2027 08:01:20 GMT"), Some(80));
        assert_eq!(seconds("Fri, 15 Jan 2027 07:00:00 GMT"), Some(-3600));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds(""), None);
    }

    #[wasm_bindgen_test]
    async fn whatever_answers_is_an_answer() {
        // The test's own server takes nothing.
        match send(&post("/contact"), |_| ()).await {
            Exchange::Answer { status, retry_at, .. } => {
                assert!(status >= 400 && retry_at.is_none(), "{status}")
            }
            Exchange::Failed { code, .. } => unreachable!("{code}"),
        }
        match send(&post("data:application/json,%7B%22reference%22:%22R%22%7D"), |_| ()).await {
            Exchange::Answer { status, body, .. } => {
                assert_eq!((status, body.as_str()), (200, "{\"reference\":\"R\"}"))
            }
            Exchange::Failed { code, .. } => unreachable!("{code}"),
        }
    }

    #[wasm_bindgen_test]
    async fn what_nobody_answers_is_told_and_may_have_arrived() {
        match send(&post("http://127.0.0.1:9/contact"), |_| ()).await {
            Exchange::Failed { code, is_unsent } => assert_eq!((code, is_unsent), ("network", false)),
            Exchange::Answer { status, .. } => unreachable!("{status}"),
        }
    }

    #[wasm_bindgen_test]
    async fn an_address_that_is_none_is_told_at_once() {
        match send(&post("https://"), |_| ()).await {
            Exchange::Failed { code, is_unsent } => assert_eq!((code, is_unsent), ("network", true)),
            Exchange::Answer { status, .. } => unreachable!("{status}"),
        }
    }
}
