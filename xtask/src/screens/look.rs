//! Looks at one page: its picture, and everything that is wrong with it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::log::EventEntryAdded;
use chromiumoxide::cdp::browser_protocol::network::{
    CookieParam, EventLoadingFailed, EventResponseReceived, ResourceType,
};
use chromiumoxide::cdp::js_protocol::runtime::{ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown};
use chromiumoxide::page::{Page, ScreenshotParams};
use futures::StreamExt;
use serde::Deserialize;

use crate::Outcome;
use crate::browser::{self, Browser};
use crate::screens::plan::Shot;
use crate::server;

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

/// What is being looked at, and what was found wrong with it so far.
#[derive(Default)]
struct Looking {
    address: String,
    /// The status that the page itself is to be answered with.
    status: i64,
    faults: Vec<String>,
}

/// A browser whose one tab looks at one page after the other: a new tab for each would cost a process each time, and of
/// two tabs in one window only the one in front is painted.
pub(crate) struct Tab {
    browser: Browser,
    page: Page,
    looking: Arc<Mutex<Looking>>,
}

impl Tab {
    /// A new one, listening to whatever the browser complains of.
    pub(crate) async fn open() -> Outcome<Self> {
        let browser = Browser::start().await?;
        let tab = Self { page: browser.open().await?, browser, looking: Arc::default() };
        tab.page.enable_log().await?;
        tab.page.enable_runtime().await?;
        tab.hear(|event: &EventEntryAdded, looking| {
            let entry = &event.entry;
            // That an error page is answered with its status is as it should be.
            let expected = looking.status >= 400 && entry.url.as_ref() == Some(&looking.address);
            (entry.level.as_ref() == "error" && !expected).then(|| format!("console: {}", entry.text))
        })
        .await?;
        tab.hear(|event: &EventConsoleApiCalled, _| {
            let said: Vec<_> = event.args.iter().filter_map(|one| one.description.clone()).collect();
            let wrong = matches!(event.r#type, ConsoleApiCalledType::Error | ConsoleApiCalledType::Assert);
            wrong.then(|| format!("console: {}", said.join(" ")))
        })
        .await?;
        tab.hear(|event: &EventExceptionThrown, _| Some(format!("script: {}", event.exception_details.text))).await?;
        tab.hear(|event: &EventLoadingFailed, _| Some(format!("failed request: {}", event.error_text))).await?;
        tab.hear(|event: &EventResponseReceived, looking| {
            let (found, url) = (event.response.status, &event.response.url);
            let expected = if event.r#type == ResourceType::Document { looking.status } else { 200 };
            let wrong = found != expected && url.starts_with("http");
            wrong.then(|| format!("{url} is answered with {found}, not {expected}"))
        })
        .await?;
        Ok(tab)
    }

    /// Notes what `wrong` makes of each event of a kind.
    async fn hear<E: IntoEventKind + Unpin>(
        &self,
        wrong: impl Fn(&E, &Looking) -> Option<String> + Send + 'static,
    ) -> Outcome<()> {
        let (mut events, looking) = (self.page.event_listener::<E>().await?, Arc::clone(&self.looking));
        tokio::spawn(async move {
            while let Some(event) = events.next().await {
                let mut looking = looking.lock().unwrap_or_else(PoisonError::into_inner);
                let fault = wrong(&event, &looking);
                looking.faults.extend(fault);
            }
        });
        Ok(())
    }

    pub(crate) async fn close(self) {
        self.browser.close().await;
    }

    fn looking(&self) -> MutexGuard<'_, Looking> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at a page of the site: its picture and its faults.
    pub(crate) async fn look(&self, site: &str, shot: &Shot) -> Outcome<(Vec<u8>, Vec<String>)> {
        let address = format!("{site}{}", shot.address());
        *self.looking() = Looking { address: address.clone(), status: shot.status, faults: Vec::new() };
        browser::wide(&self.page, shot.width).await?;
        // Pages are seen by somebody who acts; nobody is seen in an empty home.
        let person = if shot.state == "empty" { "" } else { server::PERSON };
        self.page.set_cookie(CookieParam::builder().name("person").value(person).url(site).build()?).await?;
        tokio::time::timeout(PATIENCE, self.page.goto(address)).await.map_err(|_| "did not load in a minute")??;
        // Scripts are deferred and charts are drawn before `load`; a moment later all is painted. (A tab behind another
        // gets no animation frames to wait for.)
        self.page.evaluate("new Promise((done) => setTimeout(done, 120))").await?;
        let wide: String = self.page.evaluate(ASK_WIDTH).await?.into_value()?;
        if !wide.is_empty() {
            self.looking().faults.push(format!("stands out sideways: {wide}"));
        }
        let mut whole = ScreenshotParams::builder().full_page(true).build();
        whole.cdp_params.optimize_for_speed = Some(true);
        let picture = self.page.screenshot(whole).await?;
        let mut violations: Vec<Violation> = Vec::new();
        if shot.is_checked() {
            self.page.evaluate(AXE).await?;
            violations = self.page.evaluate(ASK_AXE).await?.into_value()?;
        }
        let mut faults = std::mem::take(&mut self.looking().faults);
        for one in violations {
            let impact = one.impact.unwrap_or_default();
            if matches!(impact.as_str(), "serious" | "critical") {
                faults.push(format!("{} ({impact}): {}", one.id, one.nodes.join(" | ")));
            }
        }
        Ok((picture, faults))
    }
}
