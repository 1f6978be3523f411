//! The real program, serving.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::Outcome;
use crate::screens::plan::PageKind;

/// A server on a home, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts serving `home` on a port that the system chooses.
    pub(crate) fn start(program: &Path, home: &Path) -> Outcome<Self> {
        let mut child = Command::new(program)
            .args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--home"])
            .arg(home)
            .stdout(Stdio::piped())
            .spawn()?;
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
    let host = address.strip_prefix("http://").ok_or("an address begins with http://")?;
    let mut stream = tokio::net::TcpStream::connect(host).await?;
    let request = format!("GET /api/v1/pages HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    if !head.starts_with("HTTP/1.1 200") {
        return Err(format!("the list of pages: {}", head.lines().next().unwrap_or_default()).into());
    }
    Ok(serde_json::from_str(body)?)
}
