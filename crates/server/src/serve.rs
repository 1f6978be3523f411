//! Listening: on a loopback address, behind the guard, until told to stop.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::http::StatusCode;
use axum::{Router, middleware};
use domain::say::{Lang, Say};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::route;
use crate::shell::request_id::Counter;
use crate::shell::{error, guard, header, log, unread, viewer};

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// An address that other machines could reach.
    #[error("{0} 不是本机回环地址")]
    NotLoopback(SocketAddr),
    /// The address cannot be listened on.
    #[error("无法监听 {address}")]
    Taken {
        /// The address.
        address: SocketAddr,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
    /// The server stopped by itself.
    #[error("服务意外停止")]
    Stopped(#[source] std::io::Error),
}

impl Say for ServeError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotLoopback(address), Lang::Zh) => {
                format!("{address} 不是本机回环地址。尚无登录功能，只能在本机查看，请用 127.0.0.1。")
            }
            (Self::NotLoopback(address), Lang::En) => {
                format!(
                    "{address} is not a loopback address. There is no sign-in yet, so pages are shown on this machine only: use 127.0.0.1."
                )
            }
            (Self::Taken { address, .. }, Lang::Zh) => {
                format!("无法监听 {address}，端口可能已被占用。请用 --listen 换一个端口。")
            }
            (Self::Taken { address, .. }, Lang::En) => {
                format!("cannot listen on {address}; the port may be taken. Give another with --listen.")
            }
            (Self::Stopped(_), Lang::Zh) => "服务意外停止。请重新启动，并查看日志。".to_owned(),
            (Self::Stopped(_), Lang::En) => {
                "the server stopped unexpectedly. Start it again and look into the log.".to_owned()
            }
        }
    }
}

/// All routes behind everything that a request passes through.
pub fn router(app: App) -> Router {
    let (bounds, counter) = (app.bounds(), Counter::since(app.store().now()));
    // The last layer is the outermost. Errors are worded outside of whatever refuses.
    route::router(bounds.upload)
        .with_state(app.clone())
        .layer(middleware::from_fn_with_state(app, unread::count))
        .layer(middleware::from_fn(viewer::remember))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, bounds.page))
        .layer(middleware::from_fn(guard::check))
        .layer(middleware::from_fn(error::render))
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn(header::add))
        .layer(middleware::from_fn_with_state(counter, log::request))
}

/// An address that is being listened on.
#[derive(Debug)]
pub struct Bound(TcpListener);

impl Bound {
    /// The address, with the port that the system chose where 0 was asked for.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Listens on `address`, which must be a loopback one; port 0 lets the system choose.
///
/// # Errors
/// [`ServeError::NotLoopback`] and [`ServeError::Taken`].
pub async fn bind(address: SocketAddr) -> Result<Bound, ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    TcpListener::bind(address).await.map(Bound).map_err(|cause| ServeError::Taken { address, cause })
}

/// Serves `app` until `stop` comes; then takes no more requests, and lets those that run end for up to `grace`.
///
/// # Errors
/// [`ServeError::Stopped`].
pub async fn serve(
    app: App,
    bound: Bound,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> Result<(), ServeError> {
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let stop = async move {
        stop.await;
        tracing::info!("stopping: no more requests are taken");
        drop(stopping);
    };
    let late = async {
        // It comes when the sender is dropped.
        drop(stopped.await);
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        served = axum::serve(bound.0, service).with_graceful_shutdown(stop) => served.map_err(ServeError::Stopped),
        () = late => {
            tracing::warn!(seconds = grace.as_secs(), "requests that would not end were broken off");
            Ok(())
        }
    }
}
