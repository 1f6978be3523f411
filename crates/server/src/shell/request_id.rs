//! A number for every request, in the log and in the answer, so that a person's report finds its log line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderValue, Request};
use tower_http::request_id::{MakeRequestId, RequestId};

/// Counts requests from 1 since the program started.
#[derive(Clone, Debug, Default)]
pub struct Counter(Arc<AtomicU64>);

impl MakeRequestId for Counter {
    fn make_request_id<B>(&mut self, _request: &Request<B>) -> Option<RequestId> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        HeaderValue::from_str(&number.to_string()).ok().map(RequestId::new)
    }
}
