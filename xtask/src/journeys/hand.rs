//! A person at the browser: goes to pages, fills in fields by their labels, presses what has words, looks for words.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::dom::SetFileInputFilesParams;
use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use chromiumoxide::page::{Page, ScreenshotParams};
use serde::de::DeserializeOwned;

use crate::Outcome;
use crate::browser::{self, Browser};

/// How long a person waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(45);

/// After so long without an answer a person presses again.
const PRESSED_AGAIN: Duration = Duration::from_secs(10);

/// Marks the field that a label of these words belongs to; what kind it is.
const FIND_FIELD: &str = "(words) => { document.querySelectorAll('[data-hand]').forEach((one) => one.removeAttribute('data-hand')); \
    const plain = (one) => (one.firstChild?.nodeType === 3 ? one.firstChild.textContent : one.textContent).trim(); \
    const label = [...document.querySelectorAll('main label')].find((one) => plain(one).startsWith(words) || \
    one.textContent.trim().startsWith(words)); if (!label) return ''; \
    const field = label.control ?? label.querySelector('input, select, textarea'); if (!field) return ''; \
    field.setAttribute('data-hand', '1'); field.scrollIntoView({block: 'center', behavior: 'instant'}); \
    return field.tagName === 'SELECT' ? 'select' : field.type; }";

/// Marks the first button or link that is seen and says these words.
const FIND_WORDS: &str = "(words) => { document.querySelectorAll('[data-hand]').forEach((one) => one.removeAttribute('data-hand')); \
    const all = [...document.querySelectorAll('main button, main a, header a, nav a')].filter((one) => one.getClientRects().length > 0); \
    const said = (one) => one.textContent.trim(); \
    const one = all.find((one) => said(one) === words) ?? all.find((one) => said(one).includes(words)); if (!one) return ''; \
    one.setAttribute('data-hand', '1'); one.scrollIntoView({block: 'center', behavior: 'instant'}); window.handed = true; return one.tagName; }";

/// A person at the browser.
pub(crate) struct Hand {
    page: Page,
    site: String,
    name: String,
    folder: PathBuf,
}

impl Hand {
    pub(crate) async fn new(browser: &Browser, site: &str, name: &str, folder: &Path) -> Outcome<Self> {
        let page = browser.open().await?;
        browser::wide(&page, 1440).await?;
        // The browser's own language is that of the machine.
        page.goto(format!("{site}/?lang=zh-CN")).await?;
        Ok(Self { page, site: site.to_owned(), name: name.to_lowercase(), folder: folder.to_owned() })
    }

    pub(crate) async fn close(self) -> Outcome<()> {
        Ok(self.page.close().await?)
    }

    async fn ask<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        Ok(self.page.evaluate(script).await?.into_value()?)
    }

    /// Goes to an address of the site.
    pub(crate) async fn go(&self, address: &str) -> Outcome<()> {
        self.page.goto(format!("{}{address}", self.site)).await?;
        Ok(())
    }

    /// The address of the page that is shown, without the site.
    pub(crate) async fn here(&self) -> Outcome<String> {
        let here: String = self.ask("location.pathname + location.search").await?;
        Ok(here)
    }

    /// Fills in the field of this label.
    pub(crate) async fn fill(&self, label: &str, text: &str) -> Outcome<()> {
        let words = serde_json::to_string(label)?;
        let kind: String = self.ask(&format!("({FIND_FIELD})({words})")).await?;
        let value = serde_json::to_string(text)?;
        match kind.as_str() {
            "" => return Err(format!("no field is called “{label}”").into()),
            "select" => {
                let chosen: bool = self
                    .ask(&format!(
                        "(() => {{ const field = document.querySelector('[data-hand]'); const one = [...field.options].find((one) => \
                         one.textContent.trim().startsWith({value})); if (!one) return false; field.value = one.value; \
                         field.dispatchEvent(new Event('change', {{bubbles: true}})); return true; }})()"
                    ))
                    .await?;
                if !chosen {
                    return Err(format!("“{label}” does not offer “{text}”").into());
                }
            }
            // A browser's own picker of days takes no typing that is the same everywhere.
            "date" => {
                let _: String = self.ask(&format!("document.querySelector('[data-hand]').value = {value}")).await?;
            }
            "radio" => drop(self.page.find_element("[data-hand]").await?.click().await?),
            _ => {
                let field = self.page.find_element("[data-hand]").await?;
                let _: bool = self.ask("(document.querySelector('[data-hand]').select(), true)").await?;
                field.focus().await?;
                let _: bool = self.ask("(document.querySelector('[data-hand]').select(), true)").await?;
                field.press_key("Backspace").await?;
                self.page.execute(InsertTextParams::new(text)).await?;
            }
        }
        Ok(())
    }

    /// Chooses a file of these bytes for the field of this label.
    pub(crate) async fn choose(&self, label: &str, file: &str, bytes: &[u8]) -> Outcome<()> {
        let path = self.folder.join(file);
        std::fs::write(&path, bytes)?;
        let words = serde_json::to_string(label)?;
        let kind: String = self.ask(&format!("({FIND_FIELD})({words})")).await?;
        if kind != "file" {
            return Err(format!("no field for a file is called “{label}”").into());
        }
        let field = self.page.find_element("[data-hand]").await?;
        let mut files = SetFileInputFilesParams::new(vec![path.to_string_lossy().into_owned()]);
        files.backend_node_id = Some(field.backend_node_id);
        self.page.execute(files).await?;
        Ok(())
    }

    /// Presses the button or link of these words, and waits for the page that comes.
    pub(crate) async fn press(&self, words: &str) -> Outcome<()> {
        let quoted = serde_json::to_string(words)?;
        let found: String = self.ask(&format!("({FIND_WORDS})({quoted})")).await?;
        if found.is_empty() {
            return Err(format!("nothing to press says “{words}”").into());
        }
        self.page.find_element("[data-hand]").await?.click().await?;
        let begun = Instant::now();
        let mut pressed_again = false;
        while begun.elapsed() < PATIENCE {
            // The mark is gone with the page that had it.
            let gone = self.ask::<bool>("document.readyState === 'complete' && window.handed !== true").await;
            if gone.unwrap_or(false) {
                return Ok(());
            }
            // A click of the mouse that comes while the page is still being laid out is lost; a person presses again.
            if !pressed_again && begun.elapsed() > PRESSED_AGAIN {
                pressed_again = true;
                let _: bool = self.ask("(document.querySelector('[data-hand]')?.click(), true)").await.unwrap_or(false);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("no page came after “{words}” was pressed").into())
    }

    /// Presses a key where the focus is, once something of the list has it.
    pub(crate) async fn key(&self, key: &str) -> Outcome<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let ready = self.ask::<bool>("document.activeElement?.matches('main [tabindex=\"0\"]') === true && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')").await;
            if ready.unwrap_or(false) {
                self.page.find_element(":focus").await?.press_key(key).await?;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("nothing on the page has the focus for the key “{key}”").into())
    }

    /// Waits until a place of the text is marked as that of the item in hand, and lies where it is seen.
    pub(crate) async fn marked(&self) -> Outcome<()> {
        let script = "(() => { const mark = document.querySelector('.yh-text mark.is-on'); if (!mark) return false; const own = \
                      mark.getBoundingClientRect(), pane = document.querySelector('.yh-text').getBoundingClientRect(); \
                      return own.bottom > pane.top && own.top < pane.bottom; })()";
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.ask::<bool>(script).await.unwrap_or(false) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("no place of the text is marked where it is seen".into())
    }

    /// Waits until the page says these words.
    pub(crate) async fn see(&self, words: &str) -> Outcome<()> {
        let quoted = serde_json::to_string(words)?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let seen = self
                .ask::<bool>(&format!("document.querySelector('main')?.innerText.includes({quoted}) === true"))
                .await;
            if seen.unwrap_or(false) {
                println!("    {words}");
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(format!("the page does not say “{words}”").into())
    }

    /// The file behind the link of these words, as a person keeps it.
    pub(crate) async fn keep(&self, words: &str) -> Outcome<Vec<u8>> {
        let quoted = serde_json::to_string(words)?;
        let found: String = self.ask(&format!("({FIND_WORDS})({quoted})")).await?;
        if found != "A" {
            return Err(format!("no link says “{words}”").into());
        }
        let numbers: Vec<u8> = self
            .ask(
                "fetch(document.querySelector('[data-hand]').href).then((answer) => answer.arrayBuffer()).then((bytes) => \
                 [...new Uint8Array(bytes)])",
            )
            .await?;
        if numbers.is_empty() { Err(format!("the file behind “{words}” is empty").into()) } else { Ok(numbers) }
    }

    /// Chooses who acts, by name: from the list where it is offered, else typed.
    pub(crate) async fn act_as(&self, person: &str) -> Outcome<()> {
        self.go("/acting").await?;
        if self.fill("人员名录中的人员", person).await.is_err() {
            self.fill("姓名", person).await?;
        }
        self.press("以此人操作").await
    }

    /// Leaves a picture and the text of the page where the journey broke off.
    pub(crate) async fn leave_picture(&self) -> Outcome<()> {
        let folder = Path::new(super::FOLDER);
        let whole = ScreenshotParams::builder().full_page(true).build();
        std::fs::write(folder.join(format!("{}.png", self.name)), self.page.screenshot(whole).await?)?;
        let text: String = self.ask("location.href + '\\n' + document.body.innerText").await?;
        Ok(std::fs::write(folder.join(format!("{}.txt", self.name)), text)?)
    }
}
