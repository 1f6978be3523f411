//! `evaluate`, `explain`, `verify`: from a spreadsheet to ranks that can be defended, with or without a data folder.

use super::{Scratch, done, stderr, stdout, text, yuanheng};

fn lishui(scratch: &Scratch) -> (Vec<serde_json::Value>, String) {
    let out = scratch.path("result.xlsx");
    let printed = done(&[
        "evaluate",
        "--pack",
        "packs/mu-average-2019",
        "--data",
        "examples/lishui-2019.xlsx",
        "--out",
        text(&out),
        "--json",
    ]);
    (serde_json::from_str(&printed).unwrap(), format!("{}.seal", out.display()))
}

#[test]
fn one_command_gives_scores_ranks_workbook_and_seal() {
    let scratch = Scratch::new();
    let (rows, seal) = lishui(&scratch);
    assert_eq!(rows.len(), 10);
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["grade", "group", "name", "population", "rank", "reason", "score", "subject"]);
    assert_eq!(rows[0]["rank"], 1);
    assert!(rows[0]["score"].is_f64() && rows[0]["grade"].is_null(), "{}", rows[0]);
    let missing: Vec<&str> = rows
        .iter()
        .filter(|row| row["reason"].as_str().unwrap().contains("单位排放增加值"))
        .map(|row| row["subject"].as_str().unwrap())
        .collect();
    assert_eq!(missing.len(), 3, "the three areas without emission figures say so: {missing:?}");
    assert!(scratch.path("result.xlsx").is_file());

    let verified = done(&["verify", &seal]);
    assert!(verified.contains("核验通过"), "{verified}");
    let explained = done(&["explain", &seal, "莲都区"]);
    for part in ["亩均税收", "46.38", "lishui-2019.xlsx", "分"] {
        assert!(explained.contains(part), "{part} is not in:\n{explained}");
    }
    let unknown = yuanheng(&["explain", &seal, "莲都"]);
    assert_eq!(unknown.status.code(), Some(4));
    assert!(stderr(&unknown).contains("莲都区"), "the nearest is named: {}", stderr(&unknown));
}

#[test]
fn a_drafted_mapping_gives_the_same_scores_as_the_shipped_one() {
    let scratch = Scratch::new();
    let data = scratch.file("lishui.xlsx", std::fs::read(super::root().join("examples/lishui-2019.xlsx")).unwrap());
    let out = scratch.path("drafted.xlsx");
    let printed =
        done(&["evaluate", "--pack", "packs/mu-average-2019", "--data", text(&data), "--out", text(&out), "--json"]);
    let drafted: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap();
    assert_eq!(drafted, lishui(&scratch).0);
}

#[test]
fn a_seal_of_old_data_verifies_after_the_data_were_corrected() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let mapping = "form = \"tax\"\n[period]\nfixed = \"2022\"\n[subject]\nkind = \"firm\"\nname = \"企业\"\n\
        [[value]]\ncolumn = \"税收\"\nindicator = \"tax_paid\"\nunit = \"wan_yuan\"\n\
        [[value]]\ncolumn = \"用地\"\nindicator = \"land_mu\"\nunit = \"mu\"\n[[attribute]]\ncolumn = \"规模\"\nname = \"scale\"\n";
    let mapping = scratch.file("tax.mapping.toml", mapping);
    let import = |csv: &str| {
        let file = scratch.file("tax.csv", csv);
        done(&["import", "--home", text(&home), "--mapping", text(&mapping), text(&file)])
    };
    import("企业,税收,用地,规模\n甲,2409.7,100,规上\n乙,1204.85,100,规上\n");
    let evaluate = |release: &str, out: &str| {
        let printed = done(&[
            "evaluate",
            "--home",
            text(&home),
            "--pack",
            "huangyan-2022",
            "--release",
            release,
            "--out",
            text(&scratch.path(out)),
            "--json",
        ]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap();
        rows.iter().map(|row| row["score"].as_f64().unwrap()).collect::<Vec<_>>()
    };
    // 2409.7 ÷ 100 ÷ 24.097 × 30 = 30; half of it 15; nothing else was reported.
    assert_eq!(evaluate("r0001", "old.xlsx"), [30.0, 15.0]);
    let seal = scratch.path("old.xlsx.seal");
    let before = std::fs::read(&seal).unwrap();

    let corrected = import("企业,税收,用地,规模\n甲,2409.7,100,规上\n乙,4819.4,100,规上\n");
    assert!(corrected.contains("更正"), "{corrected}");
    assert_eq!(evaluate("r0002", "new.xlsx"), [60.0, 30.0]);

    assert!(done(&["verify", text(&seal), "--home", text(&home)]).contains("核验通过"));
    assert_eq!(evaluate("r0001", "again.xlsx"), [30.0, 15.0], "the old release is as it was");
    assert_eq!(std::fs::read(scratch.path("again.xlsx.seal")).unwrap(), before, "to the same bytes");
    assert!(done(&["facts", "rebuild", "--home", text(&home)]).contains("0 处不同"));
    assert!(done(&["facts", "check", "--home", text(&home)]).contains("2 个版本"));
}

#[test]
fn a_seal_with_one_byte_changed_does_not_verify() {
    let scratch = Scratch::new();
    let (_, seal) = lishui(&scratch);
    let sound = std::fs::read(&seal).unwrap();
    for part in 1..8 {
        let mut bytes = sound.clone();
        let at = bytes.len() * part / 8;
        bytes[at] ^= 1;
        std::fs::write(&seal, &bytes).unwrap();
        let output = yuanheng(&["verify", &seal]);
        assert_eq!(output.status.code(), Some(5), "byte {at}: {}{}", stdout(&output), stderr(&output));
    }
}
