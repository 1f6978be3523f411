//! While pages are served: acts are linked, jobs are done, whoever watches is told, and the end comes in order.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::server::{Serving, answer};
use super::{Scratch, done, text};

/// A person who is no one in the register.
const PERSON: &str = "code%3Dzhang%26name%3D%E5%BC%A0%E4%B8%89";

fn home(scratch: &Scratch) -> PathBuf {
    let home = scratch.path("home");
    let table = scratch.file("f.csv", "代码,名称,工业总产值（亿元）\nG521001,甲开发区,3\n");
    done(&["import", "--home", text(&home), "--period", "2024", text(&table)]);
    home
}

fn waiting(home: &str) -> (u64, u64) {
    let told: serde_json::Value = serde_json::from_str(&done(&["audit", "verify", "--home", home, "--json"])).unwrap();
    (told["links"].as_u64().unwrap(), told["tail"].as_u64().unwrap())
}

#[test]
fn an_act_waits_five_seconds_at_most_for_its_link() {
    let scratch = Scratch::new();
    let home = home(&scratch);
    let (links, tail) = waiting(text(&home));
    assert!(links == 0 && tail > 0, "nothing links while nothing is served: {links}, {tail}");
    let _serving = Serving::start(&home, &scratch.path("log"), &[]);
    // Five seconds are the rule; a machine that is busy gets more before the test calls it broken.
    let begun = Instant::now();
    while waiting(text(&home)) != (tail, 0) {
        assert!(begun.elapsed() < Duration::from_mins(1), "not linked: {:?}", waiting(text(&home)));
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_job_that_is_asked_for_on_a_page_is_done_and_who_asked_is_told() {
    let scratch = Scratch::new();
    let serving = Serving::start(&home(&scratch), &scratch.path("log"), &[]);
    for (kind, outcome) in [("audit.verify", "审计链完好"), ("store.doctor", "库和数据目录完好")] {
        let asked = serving.post("/jobs", PERSON, &format!("kind={kind}"));
        assert_eq!(asked.status, 303, "{}", asked.body);
        let page = asked.head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap().to_owned();
        let ended = serving.until(&page, |answer| answer.body.contains(outcome));
        assert!(!ended.body.contains("hx-trigger=\"every"), "what has ended does not look again");
        let told = serving.send(&format!(
            "GET /messages HTTP/1.1\r\nHost: {{host}}\r\nCookie: person={PERSON}\r\nConnection: close\r\n\r\n"
        ));
        assert!(told.body.contains(outcome) && told.body.contains(&page), "{}", told.body);
        let again = serving.post(&format!("{page}/cancel"), PERSON, "");
        assert_eq!(again.status, 409, "what has ended is not cancelled: {}", again.body);
        assert!(again.body.contains("已经结束"), "{}", again.body);
    }
    assert_eq!(serving.post("/jobs", PERSON, "kind=import").status, 404, "no kind that anybody may ask for");
}

#[test]
fn whoever_watches_is_told_whether_it_is_alive_and_what_keeps_it_from_serving() {
    let scratch = Scratch::new();
    let home = home(&scratch);
    let serving = Serving::start(&home, &scratch.path("log"), &[]);
    let alive = serving.get("/health");
    assert_eq!((alive.status, alive.body.contains("\"alive\":true")), (200, true), "{}", alive.body);
    let ready = serving.until("/ready", |answer| answer.status == 200);
    let told: serde_json::Value = serde_json::from_str(&ready.body).unwrap();
    let checks: Vec<&str> =
        told["checks"].as_array().unwrap().iter().map(|one| one["check"].as_str().unwrap()).collect();
    assert_eq!((told["ready"].as_bool(), checks), (Some(true), vec!["store", "structure", "folder", "jobs"]));
    // A file where the folder for work in progress should be: nothing can be written there, not even by root.
    std::fs::remove_dir_all(home.join("tmp")).ok();
    std::fs::write(home.join("tmp"), "in the way").unwrap();
    let not = serving.get("/ready");
    let told: serde_json::Value = serde_json::from_str(&not.body).unwrap();
    assert_eq!((not.status, told["ready"].as_bool()), (503, Some(false)), "{}", not.body);
    let folder = told["checks"].as_array().unwrap().iter().find(|one| one["check"] == "folder").unwrap();
    assert!(folder["wrong"].as_str().unwrap().contains("不能写入"), "{folder}");
    assert_eq!(serving.get("/health").status, 200, "it is alive all the same");
}

#[test]
fn told_to_stop_it_takes_no_more_requests_lets_those_that_run_end_and_ends_with_zero() {
    let scratch = Scratch::new();
    let log = scratch.path("log");
    let mut serving = Serving::start(&home(&scratch), &log, &[]);
    let form = "name=%E6%9D%8E%E5%9B%9B&next=%2Fjobs";
    let head = format!(
        "POST /acting HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {1}\r\nConnection: close\r\n\r\n",
        serving.host(),
        form.len()
    );
    let mut running = serving.connect();
    running.write_all(head.as_bytes()).unwrap();
    running.write_all(&form.as_bytes()[..10]).unwrap();
    // The request has to have come in before the end is asked for.
    std::thread::sleep(Duration::from_millis(500));
    serving.terminate();
    let begun = Instant::now();
    while std::net::TcpStream::connect(serving.host()).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it still takes requests");
        std::thread::sleep(Duration::from_millis(20));
    }
    running.write_all(&form.as_bytes()[10..]).unwrap();
    let answered = answer(running);
    assert_eq!(answered.status, 303, "{}{}", answered.head, answered.body);
    assert_eq!(serving.ended().code(), Some(0));
    let log = std::fs::read_to_string(log).unwrap();
    let (stopping, stopped) = (log.find("stopping: no more requests").unwrap(), log.find(" stopped").unwrap());
    assert!(stopping < stopped, "{log}");
}

#[test]
fn a_request_that_does_not_end_is_broken_off_when_its_time_is_over() {
    let scratch = Scratch::new();
    let log = scratch.path("log");
    let mut serving = Serving::start(&home(&scratch), &log, &["--set", "stop.grace_seconds=1"]);
    let mut running = serving.connect();
    let head = format!(
        "POST /acting HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\n",
        serving.host()
    );
    running.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let begun = Instant::now();
    serving.terminate();
    assert_eq!(serving.ended().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("broken off"), "{log}");
}
