//! The reference contact endpoint, and the demo shop that it stands beside.
//!
//! `POST /contact` takes a request as JSON or as a multipart form with files, evaluates it again with its own copy
//! of the policy and its own clock, stores request, files, both verdicts and their differences in one transaction,
//! and answers with a receipt. It never believes the browser's verdict, and it sends nothing to anybody: reading
//! the requests is `refund requests`, answering them is the merchant's.
//!
//! The demo shop has one order page a policy, each with the widget, and with a plain form where no script runs.

// The modules stand in the order in which a request passes them.
mod error;
pub mod limits;
mod receipt;

mod problem;
mod shipped;

mod app;
mod headers;
mod rate;
mod router;

mod contact;
mod files;
mod receive;
mod reference;
mod store;
mod submission;

mod plain_form;
mod shop;

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use refund_policy::Instant;

pub use error::Error;
pub use files::File;
pub use receipt::Receipt;
pub use router::{router, serve};
pub use shipped::{SHIPPED, shipped};
pub use store::{Request, Source, Store, Stored};

/// What time it is. Tests give their own.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// How an endpoint is set up.
#[derive(Clone)]
pub struct Config {
    /// The SQLite file; created where there is none.
    pub database: PathBuf,
    /// The folder of the built widget, served as `/widget/`.
    pub widget: PathBuf,
    /// Other origins whose pages may post here, such as `https://shop.example`; none by default.
    pub origins: Vec<String>,
    /// How many requests an address may send at once.
    pub burst: NonZeroU32,
    /// The endpoint's own clock.
    pub clock: Clock,
}

impl Config {
    /// An endpoint for its own pages, with the system's clock.
    pub fn new(database: impl Into<PathBuf>, widget: impl Into<PathBuf>) -> Config {
        Config {
            database: database.into(),
            widget: widget.into(),
            origins: Vec::new(),
            burst: limits::BURST,
            clock: Arc::new(system_time),
        }
    }
}

/// The system's time in whole milliseconds. (A clock before 1970 counts as 1970.)
pub fn system_time() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
