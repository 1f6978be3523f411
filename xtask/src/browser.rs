//! A headless Chromium and its tabs.

use chromiumoxide::browser::{Browser as Chromium, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::emulation::SetDeviceMetricsOverrideParams;
use chromiumoxide::page::Page;
use futures::StreamExt;
use tokio::task::JoinHandle;

use crate::Outcome;

/// A tab behind another one works as one in front.
const BEHIND: [&str; 3] = [
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
];

/// A running browser.
pub(crate) struct Browser {
    chromium: Chromium,
    handler: JoinHandle<()>,
    /// Its profile, thrown away with it.
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) async fn start() -> Outcome<Self> {
        let profile = tempfile::tempdir()?;
        // Containers run as root, where Chromium's own sandbox does not start; it opens our own pages only.
        let config = BrowserConfig::builder()
            .no_sandbox()
            .user_data_dir(profile.path())
            .args(["--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb", "--lang=zh-CN"])
            .args(BEHIND)
            .build()?;
        let (chromium, mut events) = Chromium::launch(config).await?;
        let handler = tokio::spawn(async move { while events.next().await.is_some() {} });
        Ok(Self { chromium, handler, _profile: profile })
    }

    /// An empty tab.
    pub(crate) async fn open(&self) -> Outcome<Page> {
        Ok(self.chromium.new_page("about:blank").await?)
    }

    pub(crate) async fn close(mut self) {
        // The walk is over; a browser that does not close by itself ends with its process.
        let _ = self.chromium.close().await;
        let _ = self.chromium.wait().await;
        self.handler.abort();
    }
}

/// Makes a tab so wide, with the height of such a screen.
pub(crate) async fn wide(page: &Page, width: u32) -> Outcome<()> {
    let height = if width < 600 { 844 } else { 900 };
    page.execute(SetDeviceMetricsOverrideParams::new(i64::from(width), height, 1.0, width < 600)).await?;
    Ok(())
}
