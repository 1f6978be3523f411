//! Processes of their own: this test program started again, to be killed or to write beside others.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use store::Address;

/// What the child is asked to do, and where.
const TASK: &str = "YUANHENG_TEST_CHILD";

/// Starts the test named `child` of this program in a process of its own.
pub fn start(task: &str, address: &Address, more: &str) -> Process {
    let address = match address {
        Address::Sqlite(path) => format!("sqlite:{}", path.display()),
        Address::Postgres(url) => url.clone(),
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(TASK, format!("{task}\n{address}\n{more}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    Process { child, lines }
}

/// What this process was asked to do, where it was started by [`start`]: task, address, and more.
pub fn asked() -> Option<(String, Address, String)> {
    let asked = std::env::var(TASK).ok()?;
    let mut parts = asked.splitn(3, '\n').map(str::to_owned);
    Some((parts.next()?, parts.next()?.parse().unwrap(), parts.next()?))
}

/// Says from the child that something is done.
pub fn tell(done: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n> {done}").unwrap();
    out.flush().unwrap();
}

/// A process that was started.
pub struct Process {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Process {
    /// Kills it by SIGKILL after a while; how many things it told before.
    pub fn kill_after(mut self, after: Duration) -> usize {
        std::thread::sleep(after);
        self.child.kill().unwrap();
        self.end().1
    }

    /// Waits for its end: whether it ended well, and how many things it told.
    pub fn end(mut self) -> (bool, usize) {
        let told = self.lines.by_ref().lines().map_while(Result::ok).filter(|line| line.starts_with("> ")).count();
        (self.child.wait().unwrap().success(), told)
    }

    /// Waits until it tells the first thing.
    pub fn wait_for_first(&mut self) {
        let first = self.lines.by_ref().lines().map_while(Result::ok).find(|line| line.starts_with("> "));
        assert!(first.is_some(), "the child ended before it told anything");
    }
}

use std::io::Read as _;

/// Waits that differ from round to round and are the same in every run: up to `most`.
pub fn waits(rounds: u64, most: Duration) -> impl Iterator<Item = Duration> {
    let mut state = 0x9e37_79b9_u64;
    (0..rounds).map(move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        most.mul_f64(f64::from(u32::try_from(state >> 33).unwrap()) / f64::from(1_u32 << 31))
    })
}
