//! A limit on how often one address may post.
//!
//! Per process and by the address of the connection. Behind a proxy that is the proxy's: let the proxy limit there.
//! `X-Forwarded-For` is not believed, since anybody can write it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::problem::Refusal;

/// One request a second in the long run, whatever the burst.
const PER_SECOND: NonZeroU32 = NonZeroU32::MIN;

/// Addresses remembered before those that have rested are forgotten.
const REMEMBERED: usize = 10_000;

/// Who has posted how often.
#[derive(Clone)]
pub(crate) struct Rate(Arc<RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>>);

impl Rate {
    /// So many at once, then one a second.
    pub(crate) fn new(burst: NonZeroU32) -> Rate {
        Rate(Arc::new(RateLimiter::hashmap(Quota::per_second(PER_SECOND).allow_burst(burst))))
    }

    fn check(&self, address: IpAddr) -> Result<(), Refusal> {
        if self.0.len() > REMEMBERED {
            self.0.retain_recent();
        }
        self.0.check_key(&address).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Refusal::too_many(wait.as_secs() + 1)
        })
    }
}

/// The middleware: a refusal, or what comes next.
pub(crate) async fn limit(
    State(rate): State<Rate>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    rate.check(address(&request))?;
    Ok(next.run(request).await)
}

/// The peer's address. Without one (a test, a Unix socket) everybody shares an allowance.
fn address(request: &Request) -> IpAddr {
    request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip())
}
