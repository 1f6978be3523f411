//! What is uploaded: a folder, files, a zip; broken, hostile, or no pack at all.

use std::io::{Cursor, Write};

use axum::http::StatusCode;

use crate::common::{fill, site, texts};
use crate::posting::{again, changed, on_to, post_files, said, upload, wrong};

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_broken_pack_is_kept_and_each_finding_stands_in_the_text_with_the_change_that_mends_it() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let broken = changed("huangyan-2022", "indicators.toml", "ratio(tax_paid, land_mu)", "ratio(tax_paid, land_mo)");
    let version = upload(&site, "zhang", &broken).await;
    let page = crate::common::page(&site, &version).await;
    assert_eq!(texts(&page, "pre.yh-lines mark"), ["land_mo"]);
    let said = texts(&page, ".yh-finds").join(" ");
    assert!(said.contains("indicators.toml 第") && said.contains("land_mu"), "{said}");
    assert!(texts(&page, "main").join(" ").contains("处问题，不能使用"));
}

#[tokio::test]
async fn a_zip_and_loose_files_give_the_same_version_as_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let files = changed("mu-average-2019", "pack.toml", "\n", "\n# 一\n");
    let version = upload(&site, "zhang", &files).await;
    let all: Vec<(String, &[u8])> = files.iter().map(|(path, bytes)| (format!("p/{path}"), bytes)).collect();
    let all: Vec<(&str, &[u8])> = all.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let zip = zipped(&all);
    let sent = post_files(&site, "/packs/upload", "li", &[], &[("files", "p.zip", &zip)]).await;
    assert_eq!(on_to(sent).await, version);
    assert!(said(&site, "/packs/mu-average-2019/versions").await.contains("zhang"), "the first uploader stays the one");
}

#[tokio::test]
async fn what_is_no_pack_or_means_harm_is_refused_beside_the_field_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let before = said(&site, "/packs").await;
    let long = format!("{}/pack.toml", "目".repeat(300));
    let bomb = zipped(&[("pack.toml", b"id = \"a\""), ("a.md", &vec![b' '; 9 * 1024 * 1024])]);
    let two = zipped(&[("a/pack.toml", b"id = \"a\""), ("b/pack.toml", b"id = \"b\"")]);
    let cases: [(&str, &[u8], &str); 7] = [
        ("report.docx", b"x", "没有 pack.toml"),
        ("p.zip", b"PK\x03\x04", "无法读取"),
        ("p.zip", &bomb, "过多或过大"),
        ("p.zip", &two, "不止一个政策包"),
        ("../../../etc/pack.toml", b"id = \"a\"", "不能使用"),
        (&long, b"id = \"a\"", "不能使用"),
        ("pack.toml", b"id = \"\"\x00\xff", "读不出政策包的编号"),
    ];
    for (name, bytes, why) in cases {
        let page = again(post_files(&site, "/packs/upload", "zhang", &[], &[("files", name, bytes)]).await).await;
        assert!(wrong(&page).contains(why), "{name}: {}", wrong(&page));
    }
    let nothing = again(post_files(&site, "/packs/upload", "zhang", &[("note", "无")], &[]).await).await;
    assert!(wrong(&nothing).contains("没有 pack.toml"), "{}", wrong(&nothing));
    assert_eq!(texts(&nothing, "textarea[name='note']"), ["无"], "what was typed stays");
    assert_eq!(said(&site, "/packs").await, before);
    let large = vec![b'a'; 65 * 1024 * 1024];
    let refused = post_files(&site, "/packs/upload", "zhang", &[], &[("files", "a.md", &large)]).await;
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
