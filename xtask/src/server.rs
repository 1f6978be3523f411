//! The real program, serving.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::Outcome;

/// A kind of page as the server lists it.
#[derive(Debug, Deserialize)]
pub(crate) struct PageKind {
    pub(crate) name: String,
    pub(crate) examples: Vec<String>,
}

/// A server on a home, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts serving `home` on a port that the system chooses.
    pub(crate) fn start(program: &Path, home: &Path) -> Outcome<Self> {
        Self::on(program, home, None)
    }

    /// The same, on the store at `database`.
    pub(crate) fn on(program: &Path, home: &Path, database: Option<&str>) -> Outcome<Self> {
        let mut serve = Command::new(program);
        serve.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--home"]).arg(home).stdout(Stdio::piped());
        if let Some(database) = database {
            serve.args(["--database", database]);
        }
        // What goes well is not of interest here.
        serve.env("YUANHENG_LOG_FILTER", "warn");
        let mut child = serve.spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(at) = line.find("http://") {
                    // The receiver is gone once it has an address.
                    let _ = send.send(line[at..].trim_end_matches('/').to_owned());
                }
            }
        });
        if let Ok(address) = receive.recv_timeout(Duration::from_mins(1)) {
            return Ok(Self { child, address });
        }
        child.kill()?;
        Err("the server printed no address within a minute".into())
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do about it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every kind of page of a server with its real addresses.
pub(crate) async fn pages(address: &str) -> Outcome<Vec<PageKind>> {
    let (head, body) = request(address, "GET", "/api/v1/pages", "", b"").await?;
    if !head.starts_with("HTTP/1.1 200") {
        return Err(format!("the list of pages: {}", head.lines().next().unwrap_or_default()).into());
    }
    Ok(serde_json::from_str(&body)?)
}

/// Who acts on the pages that are walked, as browsers keep it in the cookie `person`.
pub(crate) const PERSON: &str = "code%3Dzhao%26name%3D%25E8%25B5%25B5%25E6%2595%258F";

/// Sends a spreadsheet of zones to be imported, as a person on a page does, and waits until that has ended.
pub(crate) async fn import(address: &str, file: &str, sheet: &str) -> Outcome<()> {
    let mode = "--edge\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nimport\r\n";
    send(address, "/registers/zone/import", mode, file, sheet).await
}

/// Sends a policy document to be read, and waits until that has ended.
pub(crate) async fn read(address: &str, file: &str, text: &str) -> Outcome<()> {
    send(address, "/documents/upload", "", file, text).await
}

/// Sends a form with a file, after the fields that `before` holds.
async fn send(address: &str, path: &str, before: &str, file: &str, content: &str) -> Outcome<()> {
    let body = format!(
        "{before}--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\r\n{content}\r\n--edge--\r\n"
    );
    work(address, path, "multipart/form-data; boundary=edge", &body).await
}

/// Asks for a job of this kind, and waits until it has ended.
pub(crate) async fn ask(address: &str, kind: &str) -> Outcome<()> {
    work(address, "/jobs", "application/x-www-form-urlencoded", &format!("kind={kind}")).await
}

/// Sends a form that asks for work, and waits until the page that it leads to no longer says that it goes on.
async fn work(address: &str, path: &str, media: &str, body: &str) -> Outcome<()> {
    let headers = format!(
        "Origin: {address}\r\nCookie: person={PERSON}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n",
        body.len()
    );
    let (head, _) = request(address, "POST", path, &headers, body.as_bytes()).await?;
    let to = head.lines().find_map(|line| line.strip_prefix("location: ")).ok_or("the form was not taken")?.to_owned();
    for _ in 0..300 {
        if !request(address, "GET", &to, "", b"").await?.1.contains("yh-going") {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("what {path} asked for did not end within half a minute").into())
}

/// Asks a server; head and body of its answer.
async fn request(address: &str, method: &str, path: &str, headers: &str, body: &[u8]) -> Outcome<(String, String)> {
    let host = address.strip_prefix("http://").ok_or("an address begins with http://")?;
    let mut stream = tokio::net::TcpStream::connect(host).await?;
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8(answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    Ok((head.to_owned(), body.to_owned()))
}
