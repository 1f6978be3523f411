//! Looks at one page: its picture, and everything that is wrong with it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::log::EventEntryAdded;
use chromiumoxide::cdp::browser_protocol::network::{EventLoadingFailed, EventResponseReceived, ResourceType};
use chromiumoxide::cdp::js_protocol::runtime::{ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown};
use chromiumoxide::page::{Page, ScreenshotParams};
use futures::StreamExt;
use serde::Deserialize;

use crate::Outcome;
use crate::screens::plan::Shot;

/// The accessibility checker; see `xtask/vendor/LIST.toml`.
const AXE: &str = include_str!("../../vendor/axe.min.js");

/// The longest a page may take to be there.
const PATIENCE: Duration = Duration::from_mins(1);

/// What axe is asked: the rules of WCAG 2.1 A and AA, among them contrast.
const ASK_AXE: &str = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: \
    ['violations']}).then((found) => found.violations.map((one) => ({id: one.id, impact: one.impact, nodes: \
    one.nodes.slice(0, 3).map((node) => node.target.join(' ') + ': ' + (node.any[0]?.message ?? node.failureSummary))})))";

/// What stands out sideways: nothing may, but what scrolls inside itself.
const ASK_WIDTH: &str = "(() => { const room = document.documentElement.clientWidth; const wide = \
    document.documentElement.scrollWidth; if (wide <= room) return ''; const first = \
    [...document.querySelectorAll('main *, header *')].find((one) => one.getBoundingClientRect().right > room + 1 && \
    !one.closest('.yh-scroll')); return `${wide} px in ${room}: ${first?.tagName} ${first?.className}`; })()";

#[derive(Deserialize)]
struct Violation {
    id: String,
    impact: Option<String>,
    nodes: Vec<String>,
}

type Faults = Arc<Mutex<Vec<String>>>;

fn note(faults: &Faults, fault: String) {
    faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
}

/// Opens `address` and gives its picture and its faults.
pub(crate) async fn at(page: &Page, address: &str, shot: &Shot) -> Outcome<(Vec<u8>, Vec<String>)> {
    let faults = listen(page, address, shot.status).await?;
    tokio::time::timeout(PATIENCE, page.goto(address)).await.map_err(|_| "did not load in a minute")??;
    // Scripts are deferred and charts are drawn before `load`; a moment later all is painted. (A tab behind another
    // gets no animation frames to wait for.)
    let settled = "new Promise((done) => setTimeout(done, 120))";
    page.evaluate(settled).await?;
    let wide: String = page.evaluate(ASK_WIDTH).await?.into_value()?;
    if !wide.is_empty() {
        note(&faults, format!("stands out sideways: {wide}"));
    }
    let whole = ScreenshotParams::builder().full_page(true).build();
    let picture = page.screenshot(whole).await?;
    page.evaluate(AXE).await?;
    let violations: Vec<Violation> = page.evaluate(ASK_AXE).await?.into_value()?;
    for one in violations {
        let impact = one.impact.unwrap_or_default();
        if matches!(impact.as_str(), "serious" | "critical") {
            note(&faults, format!("{} ({impact}): {}", one.id, one.nodes.join(" | ")));
        }
    }
    let found = faults.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((picture, found))
}

/// Notes whatever the browser complains of from now on.
async fn listen(page: &Page, address: &str, status: i64) -> Outcome<Faults> {
    let faults = Faults::default();
    page.enable_log().await?;
    page.enable_runtime().await?;
    let own = address.to_owned();

    let (mut logged, to) = (page.event_listener::<EventEntryAdded>().await?, Arc::clone(&faults));
    let of = own.clone();
    tokio::spawn(async move {
        while let Some(event) = logged.next().await {
            let entry = &event.entry;
            // That an error page is answered with its status is as it should be.
            let expected = status >= 400 && entry.url.as_deref() == Some(of.as_str());
            if entry.level.as_ref() == "error" && !expected {
                note(&to, format!("console: {}", entry.text));
            }
        }
    });
    let (mut called, to) = (page.event_listener::<EventConsoleApiCalled>().await?, Arc::clone(&faults));
    tokio::spawn(async move {
        while let Some(event) = called.next().await {
            if matches!(event.r#type, ConsoleApiCalledType::Error | ConsoleApiCalledType::Assert) {
                let said: Vec<_> = event.args.iter().filter_map(|one| one.description.clone()).collect();
                note(&to, format!("console: {}", said.join(" ")));
            }
        }
    });
    let (mut thrown, to) = (page.event_listener::<EventExceptionThrown>().await?, Arc::clone(&faults));
    tokio::spawn(async move {
        while let Some(event) = thrown.next().await {
            note(&to, format!("script: {}", event.exception_details.text));
        }
    });
    let (mut failed, to) = (page.event_listener::<EventLoadingFailed>().await?, Arc::clone(&faults));
    tokio::spawn(async move {
        while let Some(event) = failed.next().await {
            note(&to, format!("failed request: {}", event.error_text));
        }
    });
    let (mut answered, to) = (page.event_listener::<EventResponseReceived>().await?, Arc::clone(&faults));
    tokio::spawn(async move {
        while let Some(event) = answered.next().await {
            let (found, url) = (event.response.status, &event.response.url);
            let expected = if event.r#type == ResourceType::Document { status } else { 200 };
            if found != expected && url.starts_with("http") {
                note(&to, format!("{url} is answered with {found}, not {expected}"));
            }
        }
    });
    Ok(faults)
}
