//! Settings as a person writes them: what holds, where it came from, and what is wrong, before anything is run.

use super::{Scratch, command, done, stderr, stdout, text, yuanheng};

#[test]
fn settings_are_checked_and_each_fault_is_shown_in_its_text() {
    let scratch = Scratch::new();
    let file = scratch.file("a.toml", "[log]\nformat = \"json\"\n[jobs]\nat_once = 99\npol_ms = 1\n");
    for arguments in [&["config", "check", "--config", text(&file)][..], &["pack", "list", "--config", text(&file)]] {
        let output = yuanheng(arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert_eq!(stdout(&output), "", "nothing is run");
        for part in ["config::out_of_range", "a.toml:4:11", "at_once = 99", "1 到 16", "poll_ms", "没有运行"] {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
    }
    let sound = scratch.file("b.toml", "[jobs]\nat_once = 3\n");
    assert!(done(&["config", "check", "--config", text(&sound)]).contains("共设定 1 项"));
    let none = yuanheng(&["config", "check", "--config", "/no/such/file.toml"]);
    assert_eq!(none.status.code(), Some(3));
    assert!(stderr(&none).contains("没有这个文件"), "{}", stderr(&none));
}

#[test]
fn what_holds_is_listed_with_where_it_came_from_and_no_password() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    std::fs::create_dir(&home).unwrap();
    std::fs::write(home.join("yuanheng.toml"), "database = \"postgres://yh:s3cret@db/x\"\n[stop]\ngrace_seconds = 9\n")
        .unwrap();
    let arguments = ["config", "show", "--home", text(&home), "--json", "--set", "log.format=json", "-v"];
    let output = command(&arguments).env("YUANHENG_JOBS_AT_ONCE", "5").output().unwrap();
    let told = stdout(&output);
    assert!(output.status.success() && !told.contains("s3cret"), "{told}{}", stderr(&output));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let of = |name: &str| {
        let one = told["settings"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
        (one["value"].as_str().unwrap_or("—").to_owned(), one["from"].as_str().unwrap().to_owned())
    };
    let said = |value: &str, from: &str| (value.to_owned(), from.to_owned());
    assert_eq!(of("database"), said("postgres://yh@db/x", "file"));
    assert_eq!(of("stop.grace_seconds"), said("9", "file"));
    assert_eq!(of("jobs.at_once"), said("5", "environment"));
    assert_eq!(of("log.format"), said("json", "flag"));
    assert_eq!(of("log.filter"), said("info", "flag"));
    assert_eq!(of("audit.keep_days"), said("1096", "usual"));
    let page = done(&["config", "show", "--home", text(&home)]);
    assert!(page.contains("yuanheng.toml 第 3 行") && page.contains("缺省"), "{page}");
}

#[test]
fn commands_work_on_the_store_that_the_settings_of_the_data_folder_name() {
    let scratch = Scratch::new();
    let (home, other) = (scratch.path("home"), scratch.path("other.sqlite"));
    std::fs::create_dir(&home).unwrap();
    std::fs::write(home.join("address"), format!("sqlite:{}\n", other.display())).unwrap();
    std::fs::write(home.join("yuanheng.toml"), "database_file = \"address\"\n").unwrap();
    let table = scratch.file("f.csv", "代码,名称,工业总产值（亿元）\nG521001,甲开发区,3\n");
    done(&["import", "--home", text(&home), "--period", "2024", text(&table)]);
    assert!(other.is_file() && !home.join("store.sqlite").exists());
    assert!(done(&["facts", "releases", "--home", text(&home)]).contains("r0001"));
    let wrong = yuanheng(&["audit", "prune", "--home", text(&home), "--keep-days", "30"]);
    assert_eq!(wrong.status.code(), Some(3), "{}", stderr(&wrong));
    assert!(stderr(&wrong).contains("184 到 36500"), "{}", stderr(&wrong));
}

#[test]
fn a_password_in_a_setting_that_cannot_be_read_is_not_printed() {
    for (name, value) in [("YUANHENG_DATABASE", "postgres://yh:s3cret@h"), ("YUANHENG_DATABASE", "s3cret")] {
        let output = command(&["config", "check"]).env(name, value).output().unwrap();
        let said = stderr(&output) + &stdout(&output);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("YUANHENG_DATABASE") && !said.contains("s3cret"), "{said}");
    }
    let output = yuanheng(&["facts", "check", "--home", "x", "--database", "mysql://yh:s3cret@h/x"]);
    let said = stderr(&output);
    assert!(said.contains("--database") && !said.contains("s3cret"), "{said}");
}
