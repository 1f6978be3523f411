//! What is never logged: every thing of the list is driven with a mark through the real program at the most talkative
//! filter, and no mark is found in the log.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use settings::never::NEVER;

use super::server::Serving;
use super::{Scratch, command, stderr, text};

/// Marks by what they stand in for; those that were given out are remembered.
#[derive(Default)]
struct Marks(RefCell<BTreeSet<&'static str>>);

impl Marks {
    fn of(&self, code: &str) -> String {
        let never = NEVER.iter().find(|never| never.code == code).unwrap();
        self.0.borrow_mut().insert(never.code);
        format!("zq{code}qz")
    }
}

/// Every line of the log, and nothing that a command says to its person.
fn logged(output: &str) -> Vec<&str> {
    output.lines().filter(|line| line.starts_with("{\"timestamp\"")).collect()
}

fn holds_no_mark(log: &str, of: &str) {
    let log = log.to_lowercase();
    for never in NEVER {
        let mark = format!("zq{}qz", never.code);
        let line = log.lines().find(|line| line.contains(&mark));
        assert!(line.is_none(), "{of}: {} ({}) is in the log: {line:?}", never.code, never.en);
    }
}

const LOUD: [&str; 4] = ["--set", "log.filter=trace,hyper=trace,sqlx=trace,sea_orm=trace", "--set", "log.format=json"];

/// Runs a command at its most talkative; what it logs holds no mark.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let arguments: Vec<&str> = arguments.iter().copied().chain(LOUD).collect();
    let output = command(&arguments).envs(variables.iter().copied()).output().unwrap();
    let said = stderr(&output);
    holds_no_mark(&logged(&said).join("\n"), &format!("{arguments:?}"));
    output
}

fn commands(scratch: &Scratch, home: &Path, marks: &Marks) {
    let (cell, person, reason) = (marks.of("cell"), marks.of("person"), marks.of("reason"));
    let who = ["--as", person.as_str(), "--reason", reason.as_str()];
    let good = scratch.file("good.csv", format!("代码,名称,工业总产值（亿元）\nG521001,{cell},3\n"));
    let import = |file: &Path, more: &[&str]| {
        let head = ["import", "--home", text(home), "--period", "2024", text(file)];
        run(&head.into_iter().chain(more.iter().copied()).chain(who).collect::<Vec<_>>(), &[])
    };
    assert!(import(&good, &[]).status.success());
    let bad = scratch.file("bad.csv", format!("代码,名称,工业总产值（亿元）\nG521001,甲,{cell}\n"));
    import(&bad, &[]);
    // What no reader of these formats takes: its words end up in causes.
    for name in ["broken.xlsx", "broken.xls", "broken.ods"] {
        assert!(!import(&scratch.file(name, format!("PK\u{3}\u{4}{cell}")), &[]).status.success());
    }
    let mapping = scratch.file("m.toml", format!("form = {cell}\n\"{cell}\" = \"{cell}\"\n"));
    assert!(!import(&good, &["--mapping", text(&mapping)]).status.success());
    let seal = scratch.file("s.seal", format!("{{\"format\": \"{cell}\", \"results\": [\"{person}\"]}}"));
    assert!(!run(&["verify", text(&seal)], &[]).status.success());
    let pack = scratch.path("pack");
    std::fs::create_dir(&pack).unwrap();
    std::fs::write(pack.join("pack.toml"), format!("id = \"{cell}\"\ntitle = {cell}\n")).unwrap();
    assert!(!run(&["pack", "check", text(&pack)], &[]).status.success());
    let database = marks.of("database");
    let unreachable = format!("postgres://yh:{database}@127.0.0.1:1/x?application_name={database}");
    assert!(!run(&["facts", "check", "--home", text(home), "--database", &unreachable], &[]).status.success());
    assert!(!run(&["facts", "check", "--home", text(home)], &[("YUANHENG_DATABASE", &unreachable)]).status.success());
    let settings = marks.of("settings");
    let config = scratch.file("c.toml", format!("# {settings}\nlisten = \"{settings}\"\n{settings} = 1\n"));
    assert!(!run(&["config", "check", "--config", text(&config)], &[]).status.success());
    run(&["audit", "acts", "--home", text(home)], &[("YUANHENG_NONSENSE", &settings)]);
}

fn requests(serving: &Serving, marks: &Marks) {
    let get = |address: &str, headers: &str| {
        serving.send(&format!("GET {address} HTTP/1.1\r\nHost: {{host}}\r\n{headers}Connection: close\r\n\r\n"))
    };
    let header = marks.of("header");
    let headers = format!(
        "Cookie: lang=zh-CN; x={}\r\nAuthorization: Bearer {}\r\nX-Request-Id: {header}\r\nReferer: http://{header}/\r\n\
         User-Agent: {header}\r\nX-Forwarded-For: {header}\r\nAccept-Language: {header}\r\n",
        marks.of("cookie"),
        marks.of("authorization"),
    );
    let (query, path) = (marks.of("query"), marks.of("path"));
    for address in [
        format!("/search?q={query}"),
        format!("/registers/firm?q={query}&{query}={query}"),
        format!("/audit?from={query}"),
        format!("/jobs?state={query}"),
        format!("/subjects/{path}?{query}"),
        format!("/releases/{path}"),
        format!("/evaluations/{path}"),
        format!("/{path}"),
        format!("/api/v1/{path}?{query}"),
        format!("/assets/{path}/{path}.css"),
        "/ready".to_owned(),
        "/zones".to_owned(),
    ] {
        let answer = get(&address, &headers);
        assert!(answer.status >= 200, "{address}");
        assert!(!answer.head.contains(&header), "what a client sends as the number of a request is not its number");
    }
    for request in [
        format!("ZQ{header} / HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {header}.example\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {{host}}\r\nOrigin: http://{header}\r\nConnection: close\r\n\r\n"),
        format!("{header} nonsense\r\n\r\n"),
    ] {
        serving.send(&request);
    }
    let (person, body) = (marks.of("person"), marks.of("body"));
    let cookie = format!("code%3D{person}%26name%3D{person}");
    for (address, form) in [
        ("/acting", format!("name={}&next=%2F{body}&{body}=1", body.repeat(20))),
        ("/acting", format!("name={person}")),
        ("/jobs", format!("kind={body}")),
        ("/jobs", "kind=audit.verify".to_owned()),
        ("/jobs", "kind=store.doctor".to_owned()),
        ("/messages/read", format!("id={body}")),
        ("/jobs/1/cancel", body.clone()),
    ] {
        serving.post(address, &cookie, &form);
    }
    // A form that is larger than any, and one of parts.
    serving.post("/jobs", &cookie, &body.repeat(10_000));
    let parts = format!(
        "--{body}\r\nContent-Disposition: form-data; name=\"{body}\"; filename=\"{body}\"\r\n\r\n{body}\r\n--{body}--\r\n"
    );
    serving.send(&format!(
        "POST /jobs HTTP/1.1\r\nHost: {{host}}\r\nOrigin: http://{{host}}\r\nCookie: person={cookie}\r\nContent-Type: multipart/form-data; \
         boundary={body}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{parts}",
        parts.len()
    ));
}

#[test]
fn nothing_of_the_list_is_ever_in_the_log() {
    let (scratch, marks) = (Scratch::new(), Marks::default());
    let home = scratch.path("home");
    commands(&scratch, &home, &marks);
    // Files of the data folder that cannot be read, and that hold what is not for the log.
    let (cell, person) = (marks.of("cell"), marks.of("person"));
    std::fs::create_dir_all(home.join("seals")).unwrap();
    std::fs::write(home.join("seals").join(format!("{}.seal", "0".repeat(64))), format!("{{\"a\": \"{cell}\"}}"))
        .unwrap();
    std::fs::write(home.join("yuanheng.toml"), format!("# {} {person}\n[jobs]\npoll_ms = 100\n", marks.of("settings")))
        .unwrap();
    for (round, format) in ["json", "text"].into_iter().enumerate() {
        let log = scratch.path(format);
        let serving = Serving::start(&home, &log, &["--set", LOUD[1], "--set", &format!("log.format={format}")]);
        requests(&serving, &marks);
        serving.until("/jobs", |answer| answer.body.matches("is-done").count() >= 2 * (round + 1));
        for part in std::fs::read_dir(home.join("parts")).unwrap() {
            std::fs::write(part.unwrap().path(), format!("{cell} \"{cell}\"")).unwrap();
        }
        serving.get("/zones");
        drop(serving);
        let log = std::fs::read_to_string(&log).unwrap();
        holds_no_mark(&log, format);
        // It is a log all the same: by which route, how answered, how long, and the jobs.
        for part in [
            "/registers/{kind}",
            "/subjects/{id}",
            "404",
            "ms",
            "unregistered",
            "audit.verify",
            "a job ends",
            "answered",
        ] {
            assert!(log.contains(part), "{part} is not in the log:\n{log}");
        }
    }
    let driven = marks.0.into_inner();
    let listed: BTreeSet<&str> = NEVER.iter().map(|never| never.code).collect();
    assert_eq!(driven, listed, "each thing of the list is driven");
}

/// Every call that logs, in the program's own sources: file and text.
fn calls(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !matches!(path.file_name().and_then(|name| name.to_str()), Some("tests" | "target")) {
            calls(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for call in source.split("tracing::").skip(1).filter(|call| call.contains("!(")) {
                let end = call.find(");").unwrap_or(call.len());
                found.push((path.display().to_string(), call[..end].to_owned()));
            }
        }
    }
}

#[test]
fn no_error_is_logged_but_by_its_causes_without_what_they_quote() {
    let mut found = Vec::new();
    calls(&super::root().join("src"), &mut found);
    calls(&super::root().join("crates"), &mut found);
    assert!(found.len() > 15, "the calls are found");
    for (file, call) in found {
        let raw = ["%error,", "%error)", "?error", "%cause", "?cause", "%source", "dyn std::error", "dyn Error"];
        let raw = raw.iter().find(|raw| call.contains(**raw));
        assert!(raw.is_none(), "{file} logs an error as it is ({raw:?}): use domain::cause\n{call}");
    }
}

#[test]
fn a_line_of_the_log_says_what_was_asked_how_it_was_answered_and_by_whom() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let table = scratch.file("f.csv", "代码,名称,工业总产值（亿元）\nG521001,甲开发区,3\n");
    super::done(&["import", "--home", text(&home), "--period", "2024", text(&table)]);
    let log = scratch.path("log");
    let serving = Serving::start(&home, &log, &["--set", "log.format=json"]);
    let answer = serving.send(
        "GET /subjects/G521001?lang=en HTTP/1.1\r\nHost: {host}\r\nCookie: person=code%3DP-7%26name%3D%E5%BC%A0\r\nConnection: close\r\n\r\n",
    );
    let number = answer.head.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap().to_owned();
    drop(serving);
    let log = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<serde_json::Value> = logged(&log).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = lines.iter().find(|line| line["message"] == "answered").unwrap_or_else(|| panic!("{log}"));
    assert_eq!((line["status"].as_u64(), line["level"].as_str()), (Some(200), Some("INFO")), "{line}");
    assert!(line["ms"].is_u64(), "{line}");
    let span = &line["span"];
    assert_eq!(span["request"].as_str(), Some(number.as_str()), "{line}");
    assert_eq!(
        [&span["name"], &span["method"], &span["route"], &span["actor"]],
        ["request", "GET", "/subjects/{id}", "P-7"],
        "{line}"
    );
    assert!(
        lines.iter().all(|line| line["span"]["route"] != "/health"),
        "what machines ask is not logged at this level"
    );
}
