//! The log: lines on standard error, as the settings say, and never what `settings::never` lists.

use std::io;

use settings::never::OWN;
use settings::{Filter, Format, Level, Log};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The most that crates of others write, whatever is asked for: what they say below a warning may hold addresses, headers
/// and statements.
const OTHERS: Level = Level::Warn;

/// Starts the log.
pub fn start(log: &Log) {
    let targets = targets(&log.filter);
    let registry = tracing_subscriber::registry();
    match log.format {
        Format::Text => {
            let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false);
            registry.with(lines.with_filter(targets)).init();
        }
        Format::Json => {
            let lines = tracing_subscriber::fmt::layer()
                .json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false)
                .with_writer(io::stderr);
            registry.with(lines.with_filter(targets)).init();
        }
    }
}

/// What is written of each part. Those of others are capped, also where the filter names them.
fn targets(filter: &Filter) -> Targets {
    let mut targets = Targets::new().with_default(level(filter.all.min(OTHERS)));
    for own in OWN {
        targets = targets.with_target(*own, level(filter.all));
    }
    for (part, wanted) in &filter.parts {
        let own = OWN.contains(&part.split("::").next().unwrap_or_default());
        targets = targets.with_target(part.clone(), level(if own { *wanted } else { (*wanted).min(OTHERS) }));
    }
    targets
}

const fn level(level: Level) -> LevelFilter {
    match level {
        Level::Off => LevelFilter::OFF,
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
        Level::Trace => LevelFilter::TRACE,
    }
}

#[cfg(test)]
mod tests {
    use tracing::Level as Of;

    use super::*;

    #[test]
    fn what_others_log_is_capped_even_where_they_are_named() {
        let targets = targets(&"trace,hyper=trace,store::job=error".parse().unwrap());
        for (target, level, written) in [
            ("server::serve", Of::TRACE, true),
            ("store::open", Of::TRACE, true),
            ("store::job::runner", Of::WARN, false),
            ("hyper::proto", Of::INFO, false),
            ("hyper::proto", Of::WARN, true),
            ("sqlx::query", Of::DEBUG, false),
            ("tower_http::trace", Of::DEBUG, false),
        ] {
            assert_eq!(targets.would_enable(target, &level), written, "{target} {level}");
        }
    }
}
