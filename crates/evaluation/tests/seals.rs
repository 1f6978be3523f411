//! Seals: run again to the same bytes, also after the data were corrected; whatever was tampered with is named.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use common::{FIRMS, pack, publish};
use domain::say::{Lang, Say};
use evaluation::seal::PROGRAM;
use evaluation::{Seal, SealError, Verification, seal, verify};
use facts::Archive;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn sealed(archive: &Archive, carry: bool) -> Vec<u8> {
    let release = publish(archive, &FIRMS);
    let evaluated = evaluation::run(&pack(), None, &release, "2022".parse().unwrap()).unwrap();
    seal(&evaluated, &pack(), &release, carry).unwrap()
}

/// The files of a seal, `change`d and packed again as somebody would who knows what a zip is.
fn tampered(seal: &[u8], change: impl Fn(&mut BTreeMap<String, Vec<u8>>)) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(seal)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        let name = file.name().unwrap().into_owned();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    change(&mut files);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn replace(files: &mut BTreeMap<String, Vec<u8>>, name: &str, old: &str, new: &str) {
    let text = String::from_utf8(files[name].clone()).unwrap();
    assert!(text.contains(old), "{old} is not in {name}: {text}");
    files.insert(name.to_owned(), text.replacen(old, new, 1).into_bytes());
}

fn said(verification: &Verification) -> String {
    verification.say(Lang::Zh)
}

#[test]
fn a_seal_that_carries_its_release_is_verified_without_a_home_and_reads_back_what_was_said() {
    let bytes = sealed(&Archive::in_memory(), true);
    let verification = verify(&bytes, None).unwrap();
    assert!(verification.sound(), "{}", said(&verification));
    assert!(said(&verification).ends_with("核验通过。"));
    let seal = Seal::read(&bytes).unwrap();
    assert_eq!(seal.evaluation.find("丙公司").unwrap().1.rank, Some(1));
    assert_eq!(seal.sources().count(), 2);
}

#[test]
fn sealing_the_same_evaluation_again_gives_the_same_bytes() {
    assert_eq!(sealed(&Archive::in_memory(), true), sealed(&Archive::in_memory(), true));
}

#[test]
fn an_old_seal_still_verifies_to_the_byte_after_the_data_were_corrected() {
    let archive = Archive::in_memory();
    let bytes = sealed(&archive, false);
    let mut corrected = FIRMS;
    corrected[0].3[0] = "0.48";
    let release = publish(&archive, &corrected);
    let now = evaluation::run(&pack(), None, &release, "2022".parse().unwrap()).unwrap();
    assert_ne!(now.evaluation.manifest, Seal::read(&bytes).unwrap().evaluation.manifest);
    let verification = verify(&bytes, Some(&archive)).unwrap();
    assert!(verification.sound(), "{}", said(&verification));
}

#[test]
fn a_seal_without_data_and_without_a_home_says_what_it_needs() {
    let bytes = sealed(&Archive::in_memory(), false);
    assert!(said(&verify(&bytes, None).unwrap()).contains("请用 --home 指明数据目录"));
    let other = Archive::in_memory();
    publish(&other, &FIRMS[..2]);
    assert!(said(&verify(&bytes, Some(&other)).unwrap()).contains("数据目录中没有封存时的发布版本 r0001"));
}

#[test]
fn a_changed_result_is_named_by_file_and_by_subject() {
    let bytes = sealed(&Archive::in_memory(), true);
    let bad = tampered(&bytes, |files| replace(files, "results.json", "\"rank\":1,", "\"rank\":2,"));
    let said = said(&verify(&bad, None).unwrap());
    assert!(said.contains("results.json 被改动"), "{said}");
    assert!(said.contains("“丙公司”的排名：封存为 2，重新运行为 1"), "{said}");
    assert!(said.ends_with("核验未通过：此封存文件不可采信。"), "{said}");
}

#[test]
fn a_changed_pack_is_named_even_when_the_list_of_hashes_was_changed_with_it() {
    let bytes = sealed(&Archive::in_memory(), true);
    let bad = tampered(&bytes, |files| {
        let before = domain::hash::Sm3::of(&files["pack/schemes.toml"]).to_string();
        replace(files, "pack/schemes.toml", "weight = 60", "weight = 90");
        let after = domain::hash::Sm3::of(&files["pack/schemes.toml"]).to_string();
        replace(files, "seal.json", &before, &after);
    });
    let said = said(&verify(&bad, None).unwrap());
    assert!(said.contains("政策包的内容与封存时的 SM3 摘要不符"), "{said}");
}

#[test]
fn a_changed_part_is_named() {
    let bytes = sealed(&Archive::in_memory(), true);
    let bad = tampered(&bytes, |files| {
        let name = files.keys().find(|name| name.starts_with("parts/")).unwrap().clone();
        let part = files.get_mut(&name).unwrap();
        let middle = part.len() / 2;
        part[middle] ^= 1;
    });
    let said = said(&verify(&bad, None).unwrap());
    let parts = said.lines().filter(|line| line.contains("parts/")).count();
    assert!(parts >= 2, "{said}");
}

#[test]
fn a_file_that_is_missing_or_beside_the_list_is_named() {
    let bytes = sealed(&Archive::in_memory(), true);
    let bad = tampered(&bytes, |files| {
        files.remove("data.json");
        files.insert("extra.txt".into(), b"x".to_vec());
    });
    let said = said(&verify(&bad, None).unwrap());
    assert!(said.contains("缺少 data.json") && said.contains("extra.txt 不是封存时的文件"), "{said}");
}

#[test]
fn by_another_version_figures_are_compared_and_a_differing_rank_names_its_subject() {
    let bytes = sealed(&Archive::in_memory(), true);
    // The seal says that another version made it: its bytes need not come out again, its figures must.
    let program = PROGRAM;
    let other = tampered(&bytes, |files| replace(files, "seal.json", program, "yuanheng 0.0.1"));
    let verification = verify(&other, None).unwrap();
    assert!(verification.sound(), "{}", said(&verification));
    assert!(said(&verification).contains("12 位有效数字"));
    let differing = tampered(&other, |files| replace(files, "results.json", "\"grade\":\"B\"", "\"grade\":\"A\""));
    assert!(said(&verify(&differing, None).unwrap()).contains("“乙公司”的等级：封存为 A，重新运行为 B"));
}

#[test]
fn a_seal_by_a_newer_format_asks_for_a_newer_program() {
    let bytes = sealed(&Archive::in_memory(), true);
    let newer = tampered(&bytes, |files| replace(files, "seal.json", "\"format\":1", "\"format\":2"));
    assert!(Seal::read(&newer).unwrap_err().say(Lang::Zh).contains("请升级程序"));
}

#[test]
fn an_altered_seal_is_not_read_for_its_contents() {
    let bytes = sealed(&Archive::in_memory(), true);
    let bad = tampered(&bytes, |files| replace(files, "results.json", "\"rank\":1,", "\"rank\":2,"));
    assert!(matches!(Seal::read(&bad).unwrap_err(), SealError::Altered { name } if name == "results.json"));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(200))]
    #[test]
    fn damage_anywhere_is_refused_or_leaves_the_content_whole(at in 0.0..1.0_f64, with in 1_u8..=255, cut in proptest::bool::ANY) {
        static SEAL: LazyLock<Vec<u8>> = LazyLock::new(|| sealed(&Archive::in_memory(), true));
        let mut bytes = SEAL.clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in the file")]
        let place = (at * bytes.len() as f64) as usize;
        if cut {
            bytes.truncate(place);
        } else {
            bytes[place] ^= with;
        }
        // A changed time stamp in the zip changes nothing that is read; anything else must not pass.
        if let Ok(seal) = Seal::read(&bytes) {
            proptest::prop_assert_eq!(seal.evaluation, Seal::read(&SEAL).unwrap().evaluation);
        }
    }
}
