//! What was published stays: corrections, conflicts, damage, rebuilding.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{MAPPING, Sheet, publish, publish_as, tax};
use domain::day::Day;
use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, ReleaseName, SubjectId};
use domain::say::{Lang, Say};
use domain::table::MissingReason;
use facts::{After, Archive, ArchiveError, Damage, Difference, ReleaseView, TableFault};

fn home() -> (tempfile::TempDir, Archive) {
    let home = tempfile::tempdir().unwrap();
    let archive = common::create(home.path());
    (home, archive)
}

fn tax_of(view: &ReleaseView, form: &str, period: &str) -> String {
    let part = view.values(&FormId::new(form).unwrap(), period.parse().unwrap()).unwrap().unwrap();
    let row = part.row(&SubjectId::new("甲").unwrap(), &IndicatorCode::new("tax").unwrap()).unwrap();
    row.figure().map_or_else(|reason| reason.to_string(), |figure| figure.to_string())
}

#[test]
fn two_hundred_and_fifty_publications_each_read_back_to_their_first_hash() {
    let (home, archive) = home();
    let mut first = BTreeMap::new();
    for number in 0..250_u32 {
        // Four periods, each corrected again and again.
        let period = format!("{}", 2010 + number % 4);
        let (table, source) = tax("f", &period, &number.to_string());
        let published = publish(&archive, table, &source).unwrap();
        assert!(published.recorded);
        first.insert(published.release.name.clone(), (published.release.manifest, period, number.to_string()));
    }
    let archive = common::open(home.path());
    assert_eq!(archive.releases().unwrap().len(), 250);
    for (name, (hash, period, value)) in first {
        let view = archive.release(&name).unwrap();
        assert_eq!(view.manifest_hash(), hash);
        assert_eq!(tax_of(&view, "f", &period), value);
        for entry in &view.manifest().entries {
            assert!(view.values(&entry.form, entry.period).unwrap().is_some());
        }
        if name.as_str().ends_with('0') {
            let faults = view.check();
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
    }
}

#[test]
fn everything_of_a_table_reads_back() {
    let (_home, archive) = home();
    let sheet = Sheet {
        form: "firms",
        period: "2024",
        columns: &[("tax", "万元"), ("land", "亩")],
        rows: &[("乙", &["dash", "12.50"]), ("甲", &["-3.000000000000000001", "blank"]), ("丙", &["", "7"])],
        attributes: &[
            ("甲", "name", "甲厂", "", ""),
            ("甲", "level", "省级", "", "2020-01-01"),
            ("甲", "level", "国家级", "2020-01-01", ""),
        ],
    };
    let published = publish(&archive, sheet.table(), &sheet.source()).unwrap();
    let view = archive.release(&published.release.name).unwrap();
    let part = view.values(&FormId::new("firms").unwrap(), "2024".parse().unwrap()).unwrap().unwrap();
    let told: Vec<_> = part
        .rows
        .iter()
        .map(|row| {
            let figure = row.figure().map_or_else(|reason| reason.to_string(), |figure| figure.to_string());
            let subject = part.subjects[row.subject as usize].as_str();
            let indicator = part.indicators[usize::from(row.indicator)].as_str();
            format!(
                "{subject} {indicator} {figure} {} {}!{}",
                part.units[usize::from(row.unit)].code(),
                part.sheets[usize::from(row.cell.sheet)],
                row.cell.a1()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "丙 land 7 mu 数据!C4",
            "乙 land 12.5 mu 数据!C2",
            "乙 tax dash wan_yuan 数据!B2",
            "甲 land blank mu 数据!C3",
            "甲 tax -3.000000000000000001 wan_yuan 数据!B3",
        ]
    );
    assert_eq!(part.sources, [Sm3::of(sheet.source().as_bytes())]);
    assert_eq!(view.file_name(part.sources[0]), "甲.xlsx");
    assert_eq!(&archive.source(part.sources[0]).unwrap()[..], sheet.source().as_bytes());
    assert_eq!(&archive.source(Sm3::of(MAPPING)).unwrap()[..], MAPPING);

    let (subject, level) = (SubjectId::new("甲").unwrap(), AttributeName::new("level").unwrap());
    let on = |day: &str| view.register(day.parse().unwrap()).unwrap().text(&subject, &level).map(str::to_owned);
    assert_eq!(on("2019-12-31").as_deref(), Some("省级"));
    assert_eq!(on("2020-01-01").as_deref(), Some("国家级"));
    let register = view.register(Day::last_of("2024".parse().unwrap())).unwrap();
    let attributed = register.attribute(&subject, &level).unwrap();
    assert_eq!((attributed.file_name, attributed.sheet, attributed.cell.as_str()), ("甲.xlsx", "名录", "C4"));
    assert_eq!(
        register.attributes(&subject).map(|one| one.name.as_str().to_owned()).collect::<Vec<_>>(),
        ["level", "name"]
    );
}

#[test]
fn the_order_in_which_a_reader_lists_things_does_not_change_the_hash() {
    let sheet = Sheet {
        form: "f",
        period: "2024",
        columns: &[("tax", "万元"), ("land", "亩")],
        rows: &[("乙", &["1", "2"]), ("甲", &["3", "4"])],
        attributes: &[("甲", "name", "甲厂", "", ""), ("乙", "name", "乙厂", "", "")],
    };
    let table = sheet.table();
    let mut other = table.clone();
    other.values.reverse();
    other.attributes.reverse();
    other.subjects.reverse();
    other.subjects.push(SubjectId::new("无数据").unwrap());
    other.values.iter_mut().for_each(|value| value.subject = 1 - value.subject);
    other.attributes.iter_mut().for_each(|attribute| attribute.subject = 1 - attribute.subject);
    let hash = |table| {
        let archive = Archive::in_memory();
        publish(&archive, table, &sheet.source()).unwrap().release.manifest
    };
    assert_eq!(hash(table), hash(other));
}

#[test]
fn a_correction_makes_a_new_release_and_the_old_one_still_reads() {
    let (_home, archive) = home();
    let (table, source) = tax("f", "2024", "100");
    let old = publish(&archive, table, &source).unwrap();
    assert_eq!(old.added.len(), 1);
    let (table, source) = tax("f", "2024", "90");
    let new = publish(&archive, table, &source).unwrap();
    assert_eq!((new.replaced.len(), new.added.len()), (1, 0));
    assert_ne!(old.release.manifest, new.release.manifest);
    assert_eq!(tax_of(&archive.release(&old.release.name).unwrap(), "f", "2024"), "100");
    assert_eq!(tax_of(&archive.release(&new.release.name).unwrap(), "f", "2024"), "90");
}

#[test]
fn the_same_data_again_add_nothing_but_may_be_given_a_name() {
    let (_home, archive) = home();
    let (table, source) = tax("f", "2024", "100");
    let first = publish(&archive, table.clone(), &source).unwrap();
    let again = publish(&archive, table.clone(), &source).unwrap();
    assert!(!again.recorded);
    assert_eq!((again.release, again.unchanged.len()), (first.release.clone(), 1));

    let name = ReleaseName::new("final-2024").unwrap();
    let named = publish_as(&archive, std::slice::from_ref(&table), &[&source], Some(&name), After::Latest).unwrap();
    assert!(named.recorded);
    assert_eq!((named.release.name, named.release.manifest), (name.clone(), first.release.manifest));

    let (table, source) = tax("f", "2024", "1");
    let taken = publish_as(&archive, &[table], &[&source], Some(&name), After::Latest).unwrap_err();
    assert!(matches!(taken, ArchiveError::NameTaken { .. }), "{taken}");
    assert_eq!(archive.releases().unwrap().len(), 2);
}

#[test]
fn two_forms_that_give_one_figure_are_refused_naming_both_cells() {
    let (_home, archive) = home();
    let (table, source) = tax("tax-office", "2024", "100");
    publish(&archive, table, &source).unwrap();
    let sheet = Sheet {
        form: "statistics",
        period: "2024",
        columns: &[("land", "亩"), ("tax", "万元")],
        rows: &[("乙", &["1", "2"]), ("甲", &["3", "100"])],
        attributes: &[],
    };
    let error = publish(&archive, sheet.table(), &sheet.source()).unwrap_err();
    let ArchiveError::Conflict(conflict) = &error else { panic!("{error}") };
    assert_eq!((conflict.subject.as_str(), conflict.indicator.as_str(), conflict.count), ("甲", "tax", 1));
    let said = error.say(Lang::Zh);
    for word in ["甲", "tax", "2024年", "tax-office", "statistics", "B2", "C3", "甲.xlsx", "数据"] {
        assert!(said.contains(word), "{word} in {said}");
    }
    assert_eq!(archive.releases().unwrap().len(), 1, "nothing was published");

    let both = [tax("a", "2024", "1"), tax("b", "2024", "1")];
    let memory = Archive::in_memory();
    let error =
        publish_as(&memory, &[both[0].0.clone(), both[1].0.clone()], &[&both[0].1, &both[1].1], None, After::Latest);
    assert!(matches!(error, Err(ArchiveError::Conflict(_))), "{error:?}");
}

#[test]
fn another_period_or_another_subject_is_no_conflict() {
    let (_home, archive) = home();
    for (form, period) in [("a", "2023"), ("b", "2024")] {
        let (table, source) = tax(form, period, "1");
        publish(&archive, table, &source).unwrap();
    }
    let sheet =
        Sheet { form: "c", period: "2024", columns: &[("tax", "万元")], rows: &[("乙", &["2"])], attributes: &[] };
    publish(&archive, sheet.table(), &sheet.source()).unwrap();
    let view = archive.release(&archive.latest().unwrap().unwrap().name).unwrap();
    assert_eq!(view.manifest().entries.len(), 3);
    assert_eq!(view.values_of("2024".parse().unwrap()).unwrap().len(), 2);
}

#[test]
fn one_form_that_gives_a_figure_twice_is_refused_naming_both_cells() {
    let archive = Archive::in_memory();
    let sheet = Sheet {
        form: "f",
        period: "2024",
        columns: &[("tax", "万元")],
        rows: &[("甲", &["1"]), ("乙", &["2"])],
        attributes: &[],
    };
    let mut table = sheet.table();
    table.values[1].subject = 0;
    let error = publish(&archive, table, &sheet.source()).unwrap_err();
    let said = error.say(Lang::Zh);
    assert!(said.contains("B2") && said.contains("B3") && said.contains("tax"), "{said}");
}

#[test]
fn attributes_repeat_freely_but_do_not_contradict_each_other() {
    fn name(attributes: &[(&str, &str, &str, &str, &str)]) -> Result<facts::Published, ArchiveError> {
        let sheet =
            Sheet { form: "f", period: "2024", columns: &[("tax", "元")], rows: &[("甲", &["1"])], attributes };
        publish(&Archive::in_memory(), sheet.table(), &sheet.source())
    }
    name(&[("甲", "name", "甲厂", "", ""), ("甲", "name", "甲厂", "", "")]).unwrap();
    name(&[("甲", "name", "甲厂", "", "2020-01-01"), ("甲", "name", "甲公司", "2020-01-01", "")]).unwrap();
    let twice = name(&[("甲", "name", "甲厂", "", ""), ("甲", "name", "甲公司", "", "")]).unwrap_err();
    let said = twice.say(Lang::Zh);
    assert!(said.contains("甲厂") && said.contains("甲公司") && said.contains("C2") && said.contains("C3"), "{said}");
    for (from, to) in [("2020-02-30", ""), ("2020-01-01", "2020-01-01"), ("2020", "")] {
        let error = name(&[("甲", "name", "甲厂", from, to)]).unwrap_err();
        assert!(matches!(&error, ArchiveError::Table(fault) if matches!(**fault, TableFault::Day { .. })), "{error}");
    }
}

#[test]
fn positions_outside_their_lists_are_an_error_not_a_panic() {
    let (table, source) = tax("f", "2024", "1");
    let mut broken = vec![table.clone(); 6];
    broken[0].values[0].subject = 9;
    broken[1].values[0].indicator = 9;
    broken[2].values[0].unit = 9;
    broken[3].values[0].cell.sheet = 9;
    broken[4].attributes[0].subject = 9;
    broken[5].attributes[0].cell.sheet = 9;
    for table in broken {
        let error = publish(&Archive::in_memory(), table, &source).unwrap_err();
        assert!(
            matches!(&error, ArchiveError::Table(fault) if matches!(**fault, TableFault::OutOfList { .. })),
            "{error}"
        );
    }
}

#[test]
fn a_table_without_its_source_is_refused() {
    let archive = Archive::in_memory();
    let (table, _) = tax("f", "2024", "1");
    let error = publish(&archive, table, "another file").unwrap_err();
    assert!(matches!(error, ArchiveError::NoSource { .. }), "{error}");
    assert!(matches!(publish_as(&archive, &[], &[], None, After::Latest), Err(ArchiveError::NothingToPublish)));
}

#[test]
fn publishing_upon_a_release_that_is_no_longer_the_last_is_refused() {
    let archive = Archive::in_memory();
    let (table, source) = tax("f", "2024", "1");
    let first = publish_as(&archive, &[table], &[&source], None, After::Exactly(None)).unwrap().release.name;
    let (table, source) = tax("f", "2024", "2");
    let late = publish_as(&archive, std::slice::from_ref(&table), &[&source], None, After::Exactly(None)).unwrap_err();
    assert!(matches!(late, ArchiveError::Overtaken { .. }), "{late}");
    publish_as(&archive, &[table], &[&source], None, After::Exactly(Some(&first))).unwrap();
}

#[test]
fn a_damaged_or_missing_file_is_told_with_file_and_release() {
    let (home, archive) = home();
    let (table, source) = tax("f", "2024", "100");
    let release = publish(&archive, table, &source).unwrap().release;
    let part = archive.release(&release.name).unwrap().manifest().entries[0].values.unwrap();
    let path = home.path().join("parts").join(part.file());
    let bytes = fs::read(&path).unwrap();
    let read = || {
        let view = archive.release(&release.name)?;
        view.values(&FormId::new("f").unwrap(), "2024".parse().unwrap())
    };

    for at in (0..bytes.len()).step_by(11) {
        let mut altered = bytes.clone();
        altered[at] ^= 0x55;
        fs::write(&path, &altered).unwrap();
        // A byte that no row depends on may change; a row may not.
        match read() {
            Ok(part) => assert_eq!(part.unwrap().rows.len(), 1),
            Err(ArchiveError::Damaged { release: Some(name), path: told, damage: Damage::Altered, .. }) => {
                assert_eq!((name, told), (release.name.clone(), path.display().to_string()));
            }
            Err(other) => panic!("{other}"),
        }
    }
    fs::remove_file(&path).unwrap();
    let error = read().unwrap_err();
    assert!(matches!(&error, ArchiveError::Damaged { damage: Damage::Missing, .. }), "{error}");
    assert!(error.say(Lang::Zh).contains(release.name.as_str()));
    assert_eq!(archive.release(&release.name).unwrap().check().len(), 1);
}

#[test]
fn publishing_the_same_data_again_mends_a_damaged_part() {
    let (home, archive) = home();
    let (table, source) = tax("f", "2024", "100");
    let release = publish(&archive, table.clone(), &source).unwrap().release;
    let part = archive.release(&release.name).unwrap().manifest().entries[0].values.unwrap();
    fs::write(home.path().join("parts").join(part.file()), b"damage").unwrap();
    assert!(!publish(&archive, table, &source).unwrap().recorded);
    assert!(archive.release(&release.name).unwrap().check().is_empty());
}

#[test]
fn a_rebuild_from_kept_sources_gives_the_same_hashes_and_restores_lost_parts() {
    let (home, archive) = home();
    let sheets = [tax("a", "2023", "1"), tax("b", "2024", "2")];
    for (table, source) in &sheets {
        publish(&archive, table.clone(), source).unwrap();
    }
    let name = archive.latest().unwrap().unwrap().name;
    let reader = |file: &facts::InputFile<'_>| -> Result<_, String> {
        assert_eq!((file.mapping, file.name, file.accept_clean), (MAPPING, "甲.xlsx", false));
        let read = sheets.iter().filter(|(_, source)| source.as_bytes() == file.bytes);
        Ok(read.map(|(table, _)| table.clone()).collect())
    };
    let rebuilt = archive.rebuild(&name, reader).unwrap();
    assert_eq!((rebuilt.same, rebuilt.restored.len(), rebuilt.differences.len()), (4, 0, 0));

    let part = archive.release(&name).unwrap().manifest().entries[0].values.unwrap();
    fs::remove_file(home.path().join("parts").join(part.file())).unwrap();
    let rebuilt = archive.rebuild(&name, reader).unwrap();
    assert_eq!((rebuilt.same, rebuilt.restored.len(), rebuilt.differences.len()), (4, 1, 0));
    assert!(archive.release(&name).unwrap().check().is_empty());

    let other_reader = |_: &facts::InputFile<'_>| Ok::<_, String>(vec![tax("a", "2023", "9").0]);
    let rebuilt = archive.rebuild(&name, other_reader).unwrap();
    assert!(rebuilt.same < 4 && !rebuilt.differences.is_empty());
    let broken = |_: &facts::InputFile<'_>| Err("no".to_owned());
    let rebuilt = archive.rebuild(&name, broken).unwrap();
    assert_eq!(rebuilt.differences.iter().filter(|one| matches!(one, Difference::Unread { .. })).count(), 2);
}

#[test]
fn the_files_of_a_release_make_the_same_release_in_memory() {
    let (_home, archive) = home();
    let (table, source) = tax("f", "2024", "100");
    let release = publish(&archive, table, &source).unwrap().release;
    let files = archive.release(&release.name).unwrap().files().unwrap();
    assert_eq!(files.len(), 5, "manifest, two parts, source, mapping");
    let carried = Archive::of_files(&release, files.clone()).unwrap();
    let view = carried.release(&release.name).unwrap();
    assert!(view.check().is_empty());
    assert_eq!(tax_of(&view, "f", "2024"), "100");

    for path in files.keys() {
        let mut altered = files.clone();
        altered.insert(path.clone(), b"altered".to_vec().into());
        let sound = Archive::of_files(&release, altered)
            .is_ok_and(|archive| archive.release(&release.name).unwrap().check().is_empty());
        assert!(!sound, "{path}");
    }
    for path in ["../x", "parts/../../x", "sources/x", "/etc/passwd", "seals/x"] {
        let mut more = files.clone();
        more.insert(path.to_owned(), bytes::Bytes::new());
        assert!(matches!(Archive::of_files(&release, more), Err(ArchiveError::Damaged { .. })), "{path}");
    }
}

#[test]
fn attributes_are_those_of_the_latest_form_that_has_ended_by_the_day() {
    let (_home, archive) = home();
    for (period, name) in [("2022", "旧名"), ("2023", "中名"), ("2025", "新名")] {
        let attributes: &[(&str, &str, &str, &str, &str)] = &[("甲", "name", name, "", "")];
        let sheet = Sheet { form: "f", period, columns: &[], rows: &[], attributes };
        publish(&archive, sheet.table(), &sheet.source()).unwrap();
    }
    let view = archive.release(&archive.latest().unwrap().unwrap().name).unwrap();
    let on = |period: &str| {
        let register = view.register(Day::last_of(period.parse().unwrap())).unwrap();
        register.text(&SubjectId::new("甲").unwrap(), &AttributeName::new("name").unwrap()).unwrap().to_owned()
    };
    assert_eq!([on("2020"), on("2022"), on("2024"), on("2030")], ["旧名", "旧名", "中名", "新名"]);
}

#[test]
fn a_folder_that_is_no_home_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Archive::open(folder.path(), common::ledger(folder.path())), Err(ArchiveError::NotAHome { .. })));
    fs::write(folder.path().join("home.json"), b"{\"format\":2}").unwrap();
    assert!(matches!(
        Archive::open(folder.path(), common::ledger(folder.path())),
        Err(ArchiveError::Damaged { damage: Damage::Newer, .. })
    ));
}

#[test]
fn figures_missing_for_a_reason_are_kept_with_it() {
    for reason in MissingReason::ALL {
        let archive = Archive::in_memory();
        let (table, source) = tax("f", "2024", reason.code());
        let release = publish(&archive, table, &source).unwrap().release;
        assert_eq!(tax_of(&archive.release(&release.name).unwrap(), "f", "2024"), reason.code());
    }
}
