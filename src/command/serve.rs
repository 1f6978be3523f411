//! `yuanheng serve`: the pages of a data folder, on this machine.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use domain::say::Lang;
use facts::Archive;
use server::{App, ServeError};

use super::{fail, words};
use crate::args::ServeArgs;
use crate::exit::Exit;
use crate::library::Packs;
use crate::print;

pub fn run(args: &ServeArgs, lang: Lang) -> Exit {
    serve(&args.home, args.listen, lang)
}

/// Serves until the process is told to stop.
pub fn serve(home: &Path, listen: SocketAddr, lang: Lang) -> Exit {
    if let Err(error) = Archive::open(home) {
        return fail(&error, Exit::NotFound, lang);
    }
    let packs = Packs::of_home(Some(home)).sound().into_iter().map(Arc::new).collect();
    match serving(App::open(home, packs), listen, lang) {
        Ok(()) => Exit::Done,
        Err(error) => fail(&error, Exit::Trouble, lang),
    }
}

#[tokio::main]
async fn serving(app: App, listen: SocketAddr, lang: Lang) -> Result<(), ServeError> {
    let bound = server::bind(listen).await?;
    let address = bound.address().unwrap_or(listen);
    // Read ahead of the first request; what is wrong with the data is shown on the pages.
    if let Err(error) = app.warm().await {
        tracing::warn!(%error, "the data folder could not be read ahead");
    }
    print::out(format_args!(
        "{} http://{address}/",
        words(lang, "已就绪，请用浏览器打开", "Ready, open in a browser:")
    ));
    print::note(words(lang, "按 Ctrl+C 停止。", "Ctrl+C stops it."));
    server::serve(app, bound, stopped()).await
}

/// Ctrl+C, or the signal that service managers send.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
