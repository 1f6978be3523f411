//! The real program serving, and requests sent to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::{command, text};

/// A server that is stopped with the test, however that ends.
pub struct Serving {
    child: Child,
    host: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    /// Serves `home` on a port that the system chooses; its log goes to `log`.
    pub fn start(home: &Path, log: &Path, more: &[&str]) -> Self {
        let arguments: Vec<&str> = ["serve", "--home", text(home), "--listen", "127.0.0.1:0"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let log = std::fs::File::create(log).unwrap();
        let mut child = command(&arguments).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().trim_end_matches('/').rsplit("http://").next().unwrap().to_owned();
        assert!(host.starts_with("127.0.0.1:"), "no address: {line:?}");
        Self { child, host }
    }

    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    /// Sends a request as it is written, but for its host; the answer is all that comes until the connection closes.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.replace("{host}", &self.host).as_bytes()).unwrap();
        answer(stream)
    }

    pub fn get(&self, address: &str) -> Answer {
        self.send(&format!("GET {address} HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n"))
    }

    /// Sends a form as this person.
    pub fn post(&self, address: &str, person: &str, form: &str) -> Answer {
        self.send(&format!(
            "POST {address} HTTP/1.1\r\nHost: {{host}}\r\nOrigin: http://{{host}}\r\nCookie: person={person}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
            form.len()
        ))
    }

    /// Waits until what is at `address` is as wanted.
    pub fn until(&self, address: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(address);
            if wanted(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "{address}: {} {}", answer.status, answer.body);
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Asks the program to stop, as a service manager does.
    pub fn terminate(&self) {
        let sent = std::process::Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// How the program ended, waited for.
    pub fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Reads all that comes.
pub fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
