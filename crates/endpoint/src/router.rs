//! The routes, and what stands before each of them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::app::{App, Shared};
use crate::error::Error;
use crate::problem::{Kind, Refusal};
use crate::rate::Rate;
use crate::shipped::{Policies, shipped};
use crate::shop::Shops;
use crate::store::Store;
use crate::{Config, contact, headers, limits, rate, shop};

/// The contact endpoint, the policies, the widget's files and the demo shop.
pub fn router(config: &Config) -> Result<Router, Error> {
    let policies = Policies::read()?;
    let shops = Shops::read(&policies)?;
    let store = Store::open(&config.database)?;
    let app = App::new(Shared { policies, shops, store, clock: config.clock.clone() });
    let router = Router::new()
        .merge(contact_routes(config)?)
        .merge(shop::routes())
        .route("/policies/{file}", get(policy))
        .nest_service("/widget", widget(config))
        .fallback(shop::lost)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CompressionLayer::new())
        .with_state(app);
    Ok(headers::everywhere().into_iter().fold(router, Router::layer))
}

/// Serves until the process is told to stop, and finishes what it has begun.
pub async fn serve(listener: TcpListener, router: Router) -> Result<(), Error> {
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    Ok(axum::serve(listener, service).with_graceful_shutdown(interrupted()).await?)
}

/// Ends on an interrupt. Without a handler for it the server serves on, and the signal's default ends the process.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The one route that changes anything: limited in size, rate and origin.
fn contact_routes(config: &Config) -> Result<Router<App>, Error> {
    let routes = Router::new()
        .route("/contact", post(contact::contact))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES))
        .layer(RequestBodyTimeoutLayer::new(limits::BODY_IDLE))
        .layer(from_fn_with_state(Rate::new(config.burst), rate::limit))
        .layer(own_pages(&config.origins)?.with_rejection_response(|_| cross_origin()));
    // Without an allow-list there is nothing to announce to other origins.
    Ok(if config.origins.is_empty() { routes } else { routes.layer(announce(&config.origins)?) })
}

/// Browsers say where a post comes from. A page of another origin is refused, also where it needs no preflight.
fn own_pages(origins: &[String]) -> Result<CsrfLayer, Error> {
    origins.iter().try_fold(CsrfLayer::new(), |layer, origin| {
        // An origin is compared as a whole: what stands for several would be taken and never match.
        if origin.contains('*') {
            return Err(Error::origin(origin));
        }
        layer.add_trusted_origin(as_sent(origin)).map_err(|_| Error::origin(origin))
    })
}

/// An origin as browsers send it: in small letters, without the port that goes without saying (RFC 6454, section 6.2).
fn as_sent(origin: &str) -> String {
    let origin = origin.to_ascii_lowercase();
    let port = match origin.split_once("://") {
        Some(("https", _)) => ":443",
        Some(("http", _)) => ":80",
        _ => "",
    };
    origin.strip_suffix(port).unwrap_or(&origin).to_owned()
}

fn announce(origins: &[String]) -> Result<CorsLayer, Error> {
    let value = |origin: &String| HeaderValue::from_str(&as_sent(origin)).map_err(|_| Error::origin(origin));
    let origins: Vec<HeaderValue> = origins.iter().map(value).collect::<Result<_, _>>()?;
    let allowed = [header::CONTENT_TYPE, header::ACCEPT, HeaderName::from_static("idempotency-key")];
    Ok(CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::POST])
        .allow_headers(allowed)
        .expose_headers([header::RETRY_AFTER]))
}

fn cross_origin() -> Response {
    Refusal::new(Kind::CrossOrigin, "a page of another origin may not post here").into_response()
}

/// The built files of the widget, compressed ahead where the build did so.
fn widget(config: &Config) -> Router {
    let files = ServeDir::new(&config.widget)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found.into_service());
    let revalidate = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, headers::REVALIDATE);
    Router::new().fallback_service(files).layer(revalidate)
}

/// `/policies/<id>.json`, as it is shipped.
async fn policy(
    State(app): State<App>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let id = file.strip_suffix(".json").unwrap_or_default();
    match (app.policies.find(id), shipped(id)) {
        (Some(policy), Some(document)) => {
            Ok(headers::tagged(&asked, "application/json", &policy.digest, document))
        }
        _ => Err(Refusal::new(Kind::NotFound, format!("there is no policy `{file}`"))),
    }
}

async fn not_found() -> Refusal {
    Refusal::new(Kind::NotFound, "there is no such file")
}

async fn method_not_allowed(method: Method) -> Refusal {
    Refusal::new(Kind::MethodNotAllowed, format!("{method} is not for this address"))
}
