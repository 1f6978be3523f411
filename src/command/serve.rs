//! `yuanheng serve`: the pages of a data folder, on this machine, and the work that goes on beside them.

use std::path::Path;
use std::time::Duration;

use domain::cause::causes;
use domain::say::Lang;
use server::{App, Bounds, ServeError, work};
use settings::Settings;
use store::Store;
use store::job::Pace;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{fail, words};
use crate::args::ServeArgs;
use crate::exit::Exit;
use crate::print;
use crate::truth::Home;

pub fn run(args: &ServeArgs, settings: &Settings, lang: Lang) -> Exit {
    serve(&args.home, settings, lang)
}

/// Serves until the process is told to stop.
pub fn serve(home: &Path, settings: &Settings, lang: Lang) -> Exit {
    for warning in &settings.warnings.found {
        tracing::warn!(code = warning.code, place = warning.file, "a setting should be looked at");
    }
    let opened = match Home::open(home, settings.database.as_ref()) {
        Ok(opened) => opened.opened,
        Err(error) => return fail(&error, Exit::NotFound, lang),
    };
    let bounds = Bounds { page: settings.pages.timeout, upload: settings.pages.upload };
    let app = App::bounded(home, opened.store.clone(), bounds);
    let served = opened.wait(serving(app, settings, lang));
    // What waits on a thread of its own for something that does not come is left behind.
    opened.end(Duration::from_secs(1));
    match served {
        Ok(()) => Exit::Done,
        Err(error) => fail(&error, Exit::Trouble, lang),
    }
}

async fn serving(app: App, settings: &Settings, lang: Lang) -> Result<(), ServeError> {
    let bound = server::bind(settings.listen).await?;
    let address = bound.address().unwrap_or(settings.listen);
    // Read ahead of the first request; what is wrong with the data is shown on the pages.
    if let Err(error) = app.warm().await {
        tracing::warn!(code = error.code(), causes = causes(&error), "the data folder could not be read ahead");
    }
    let beside = Beside::start(&app, settings);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), %address, store = app.store().address(), "serving");
    print::out(format_args!(
        "{} http://{address}/",
        words(lang, "已就绪，请用浏览器打开", "Ready, open in a browser:")
    ));
    print::note(words(lang, "按 Ctrl+C 停止。", "Ctrl+C stops it."));
    let store = app.store().clone();
    let served = server::serve(app, bound, stopped(), settings.stop.grace).await;
    beside.stop(&store).await;
    tracing::info!("stopped");
    served
}

/// What goes on while pages are served: jobs are done, and acts are linked into the chain of the audit.
struct Beside {
    jobs: (watch::Sender<()>, JoinHandle<()>),
    linking: (watch::Sender<()>, JoinHandle<()>),
}

impl Beside {
    fn start(app: &App, settings: &Settings) -> Self {
        let pace = Pace {
            poll: settings.jobs.poll,
            at_once: settings.jobs.at_once,
            grace: settings.stop.grace,
            ..Pace::default()
        };
        let runner = work::runner(app, &name(), pace);
        let (stop, mut ended) = watch::channel(());
        let jobs = tokio::spawn(async move { runner.run(async { drop(ended.changed().await) }).await });
        let jobs = (stop, jobs);
        let (stop, mut ended) = watch::channel(());
        let (store, every) = (app.store().clone(), settings.audit.link_every);
        let linking =
            tokio::spawn(async move { store.keep_linking(every, async { drop(ended.changed().await) }).await });
        Self { jobs, linking: (stop, linking) }
    }

    /// Jobs first, for they write acts; then what they wrote is linked, and the store is let go of.
    async fn stop(self, store: &Store) {
        for (what, (stop, going)) in [("jobs", self.jobs), ("linking", self.linking)] {
            drop(stop);
            if let Err(error) = going.await {
                tracing::error!(what, panicked = error.is_panic(), "broke off");
            }
        }
        if let Err(error) = store.link_acts(u64::MAX).await {
            tracing::warn!(causes = causes(&error), "the last acts were not linked; the next start does so");
        }
        if let Err(error) = store.close().await {
            tracing::warn!(causes = causes(&error), "the store was not let go of in order");
        }
    }
}

/// The runner's name, which no other bears at the same time.
fn name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| std::env::var("HOSTNAME").ok());
    let host = host.map(|host| host.trim().to_owned()).filter(|host| !host.is_empty());
    format!("{}-{}", host.as_deref().unwrap_or("host"), std::process::id())
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
