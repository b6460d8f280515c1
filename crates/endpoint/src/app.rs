//! What the handlers share, and how they leave the threads that serve free.

use std::ops::Deref;
use std::sync::Arc;

use crate::Clock;
use crate::problem::Refusal;
use crate::shipped::Policies;
use crate::shop::Shops;
use crate::store::Store;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

/// Policies, shops, the store and the clock.
pub(crate) struct Shared {
    pub(crate) policies: Policies,
    pub(crate) shops: Shops,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
}

impl App {
    /// What the handlers of one endpoint share.
    pub(crate) fn new(shared: Shared) -> App {
        App(Arc::new(shared))
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Hashing and SQLite take a thread for a while; the threads that serve are few.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(Refusal::unavailable(&error)))
}
