//! What is given by several ways is put together; what is wrong is told where it was given, and no secret is told.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use declared::{Diagnostic, Severity};
use domain::say::{Lang, Say};
use settings::{Flag, Format, Given, Origin, Settings, Unsound, read};

/// A data folder with settings in it.
struct Home(tempfile::TempDir);

impl Home {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("yuanheng.toml"), text).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("yuanheng.toml")
    }

    fn given(&self) -> Given<'_> {
        Given { home: Some(self.0.path()), ..Given::default() }
    }
}

fn flag(flag: &'static str, setting: Option<&'static str>, text: &str) -> Flag {
    Flag { flag, setting, text: text.to_owned() }
}

fn set(text: &str) -> Flag {
    flag("--set", None, text)
}

fn variable(name: &str, value: &str) -> (std::ffi::OsString, std::ffi::OsString) {
    (name.into(), value.into())
}

fn shown<'a>(settings: &'a Settings, name: &str) -> (&'a str, &'a Origin) {
    let one = settings.shown.iter().find(|one| one.name == name).unwrap();
    (one.value.as_deref().unwrap_or("—"), &one.origin)
}

fn wrong(given: &Given<'_>) -> Unsound {
    match read(given) {
        Ok(settings) => panic!("taken: {:?}", settings.shown),
        Err(unsound) => unsound,
    }
}

fn only(unsound: &Unsound) -> &Diagnostic {
    let [one] = unsound.found.as_slice() else { panic!("{:?}", unsound.found) };
    one
}

#[test]
fn flags_beat_variables_which_beat_the_file_which_beats_what_is_usual() {
    let home = Home::with("listen = \"127.0.0.1:1\"\n[jobs]\nat_once = 3\npoll_ms = 700\n[log]\nformat = \"json\"\n");
    let settings = read(&Given {
        variables: vec![
            variable("YUANHENG_LISTEN", "127.0.0.1:2"),
            variable("YUANHENG_JOBS_AT_ONCE", "4"),
            variable("PATH", "/bin"),
            variable("YUANHENG_LOG_FORMAT", ""),
        ],
        flags: vec![flag("--listen", Some("listen"), "127.0.0.1:4"), set("listen=127.0.0.1:3")],
        ..home.given()
    })
    .unwrap();
    assert_eq!(settings.listen, "127.0.0.1:3".parse().unwrap(), "the later flag");
    assert_eq!((settings.jobs.at_once, settings.jobs.poll), (4, Duration::from_millis(700)));
    assert_eq!(settings.log.format, Format::Json, "an empty variable sets nothing");
    let file = home.file().display().to_string();
    assert_eq!(shown(&settings, "listen"), ("127.0.0.1:3", &Origin::Flag("--set listen".to_owned())));
    assert_eq!(shown(&settings, "jobs.at_once"), ("4", &Origin::Variable("YUANHENG_JOBS_AT_ONCE".to_owned())));
    assert_eq!(shown(&settings, "jobs.poll_ms"), ("700", &Origin::File { file, line: 4 }));
    assert_eq!(shown(&settings, "stop.grace_seconds"), ("20", &Origin::Usual));
    assert_eq!(settings.warnings, Unsound::default());
}

#[test]
fn a_command_may_have_a_usual_of_its_own_and_every_setting_a_usual_that_is_taken() {
    let settings = read(&Given { usual: &[("log.filter", "\"info\"")], ..Given::default() }).unwrap();
    assert_eq!(settings.log.filter.to_string(), "info");
    let again: Vec<Flag> = read(&Given::default())
        .unwrap()
        .shown
        .iter()
        .filter_map(|one| Some(set(&format!("{}={}", one.name, one.value.as_ref()?))))
        .collect();
    assert!(again.len() >= 9, "{again:?}");
    read(&Given { flags: again, ..Given::default() }).unwrap();
}

#[test]
fn the_file_that_is_named_is_read_and_not_the_one_of_the_data_folder() {
    let (home, other) = (Home::with("nonsense"), Home::with("[jobs]\nat_once = 7\n"));
    let by_variable = vec![variable("YUANHENG_CONFIG", other.file().to_str().unwrap())];
    let settings = read(&Given { variables: by_variable.clone(), ..home.given() }).unwrap();
    assert_eq!(settings.jobs.at_once, 7);
    let by_flag =
        Given { config: Some(other.file()), variables: vec![variable("YUANHENG_CONFIG", "/none")], ..home.given() };
    assert_eq!(read(&by_flag).unwrap().jobs.at_once, 7);
    let none = wrong(&Given { config: Some("/no/such.toml".into()), ..home.given() });
    assert_eq!(
        (only(&none).code, only(&none).file.as_str(), only(&none).line),
        ("config::no_file", "/no/such.toml", 0)
    );
    let none = tempfile::tempdir().unwrap();
    assert_eq!(read(&Given { home: Some(none.path()), ..Given::default() }).unwrap().file, None);
}

#[test]
fn each_finding_stands_at_its_token_with_the_nearest_name_and_the_bounds() {
    let home = Home::with(
        "# 设置\nlisen = \"127.0.0.1:1\"\n[jobs]\nat_once = 17\npoll_ms = \"2\"\n[log]\nformat = \"jsno\"\nfilter = \"inof\"\n",
    );
    let unsound = wrong(&home.given());
    let told: Vec<_> = unsound.found.iter().map(|one| (one.code, one.line, one.column, one.token.as_str())).collect();
    assert_eq!(
        told,
        [
            ("config::unknown_key", 2, 1, "lisen"),
            ("config::out_of_range", 4, 11, "17"),
            ("config::wrong_kind", 5, 11, "\"2\""),
            ("config::unknown_word", 7, 10, "\"jsno\""),
            ("config::wrong_kind", 8, 10, "\"inof\""),
        ]
    );
    let said: Vec<String> = unsound.found.iter().map(|one| one.say(Lang::Zh)).collect();
    assert!(said[1].contains("应在 1 到 16 之间，这里是 17"), "{said:?}");
    assert!(said[0].contains("最接近的写法：listen"), "{said:?}");
    let mends: Vec<_> =
        unsound.found.iter().map(|one| one.mend.as_ref().map(|mend| mend.replacement.as_str())).collect();
    assert_eq!(mends, [Some("listen"), None, Some("2"), Some("\"json\""), None]);
}

#[test]
fn a_variable_and_a_flag_that_are_wrong_are_told_in_the_same_way() {
    let unsound = wrong(&Given {
        variables: vec![variable("YUANHENG_JOBS_AT_ONCE", "many"), variable("YUANHENG_LISTN", "127.0.0.1:1")],
        flags: vec![
            set("jobs.at_onec=4"),
            set("jobs.at_once"),
            set("log.format=jsn"),
            flag("--listen", Some("listen"), "7878"),
        ],
        ..Given::default()
    });
    let told: Vec<_> = unsound
        .found
        .iter()
        .map(|one| (one.code, one.file.as_str(), one.column, one.token.as_str(), unsound.text(&one.file)))
        .collect();
    assert_eq!(
        told,
        [
            ("config::wrong_kind", "YUANHENG_JOBS_AT_ONCE", 1, "many", "many"),
            ("config::unknown_variable", "YUANHENG_LISTN", 1, "YUANHENG_LISTN", "YUANHENG_LISTN"),
            ("config::unknown_key", "--set jobs.at_onec", 1, "jobs.at_onec", "jobs.at_onec=4"),
            ("config::no_value", "--set jobs.at_once", 1, "jobs.at_once", "jobs.at_once"),
            ("config::unknown_word", "--set log.format", 1, "jsn", "jsn"),
            ("config::wrong_kind", "--listen", 1, "7878", "7878"),
        ]
    );
    assert_eq!(unsound.found[1].severity, Severity::Warning);
    assert!(unsound.found[1].say(Lang::Zh).contains("YUANHENG_LISTEN"));
    assert_eq!(unsound.found[4].mend.as_ref().unwrap().replacement, "json", "no quotes on the command line");
}

#[test]
fn the_address_of_the_store_may_stand_in_a_file_of_its_own_beside_the_settings() {
    let home = Home::with("database_file = \"secret/address\"\n");
    let secret = home.0.path().join("secret");
    std::fs::create_dir(&secret).unwrap();
    let missing = wrong(&home.given());
    assert_eq!((only(&missing).code, only(&missing).line), ("config::database_file", 1));
    let file = secret.join("address");
    std::fs::write(&file, "postgres://yh:s3cret@h/x\n").unwrap();
    let settings = read(&home.given()).unwrap();
    assert_eq!(settings.database, Some("postgres://yh:s3cret@h/x".parse().unwrap()));
    assert_eq!(settings.warnings.found.len(), 1, "others can read it");
    assert_eq!(settings.warnings.found[0].code, "config::open_to_others");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(read(&home.given()).unwrap().warnings, Unsound::default());
    // What is said by a way that goes before is heard; what is said twice by one way is not.
    let flags = vec![flag("--database", Some("database"), "sqlite:other.sqlite")];
    let settings = read(&Given { flags, ..home.given() }).unwrap();
    assert_eq!(settings.database, Some("sqlite:other.sqlite".parse().unwrap()));
    let both = Home::with("database = \"sqlite:a\"\ndatabase_file = \"b\"\n");
    assert_eq!(only(&wrong(&both.given())).code, "config::twice");
    std::fs::write(&file, "mysql://yh:s3cret@h/x").unwrap();
    let unsound = wrong(&home.given());
    assert!(!format!("{:?}", unsound.found).contains("s3cret"), "{unsound:?}");
}

#[test]
fn no_finding_and_nothing_that_is_shown_tells_a_password() {
    for text in [
        "database = \"postgres://yh:s3cret@h/\"\n",
        "database = \"postgres://yh:s3cret@h/x\n",
        "databse = \"postgres://yh:s3cret@h/x\"\n",
        "database = [\"s3cret\"]\n",
        "database = \"postgres://yh:s3cret@h/x\"\nlisen = 1\n",
        "# database = \"postgres://yh:s3cret@h/x\"\nlisen = 1\n",
        "database = \"\"\"\ns3cret\n\"\"\"\n",
    ] {
        let unsound = wrong(&Home::with(text).given());
        let told: Vec<String> = unsound
            .found
            .iter()
            .map(|one| format!("{one:?} {} {} {}", one.say(Lang::Zh), one.to_json(), unsound.text(&one.file)))
            .collect();
        assert!(!told.concat().contains("s3cret"), "{told:?}");
    }
    for wrong_one in ["postgres://yh:s3cret@h/", "s3cret"] {
        let by_variable = Given { variables: vec![variable("YUANHENG_DATABASE", wrong_one)], ..Given::default() };
        let by_flag = Given { flags: vec![flag("--database", Some("database"), wrong_one)], ..Given::default() };
        for given in
            [by_variable, by_flag, Given { flags: vec![set(&format!("database={wrong_one}"))], ..Given::default() }]
        {
            let unsound = wrong(&given);
            assert!(!format!("{unsound:?}{given:?}").contains("s3cret"), "{unsound:?}");
        }
    }
    let flags = vec![flag("--database", Some("database"), "postgres://yh:s3cret@h/x?password=s3cret")];
    let settings = read(&Given { flags, ..Given::default() }).unwrap();
    assert!(!format!("{settings:?}").contains("s3cret"), "{settings:?}");
    assert_eq!(shown(&settings, "database").0, "postgres://yh@h/x?…");
}

#[test]
fn a_file_that_is_no_text_or_far_too_long_is_told() {
    let home = Home::with("");
    std::fs::write(home.file(), b"\xff\xfe").unwrap();
    assert_eq!(only(&wrong(&home.given())).code, "config::not_utf8");
    std::fs::write(home.file(), "#".repeat(300 * 1024)).unwrap();
    assert_eq!(only(&wrong(&home.given())).code, "config::too_long");
    std::fs::remove_file(home.file()).unwrap();
    std::fs::create_dir(home.file()).unwrap();
    assert_eq!(only(&wrong(&home.given())).code, "config::no_file", "a folder");
}

#[test]
fn the_reference_names_every_setting_with_its_variable() {
    let reference = settings::reference::reference();
    for setting in settings::list::Setting::all() {
        assert!(reference.contains(&format!("| `{}` | `{}` |", setting.name(), setting.variable())));
        assert!(!setting.key.doc.is_empty() && !setting.key.en.is_empty(), "{}", setting.name());
    }
}
