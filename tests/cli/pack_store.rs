//! `yuanheng pack upload`, `approve`, `force`, `history`, `compare`: from a folder to a version in force.

use std::path::PathBuf;

use super::{Scratch, done, root, stderr, text, yuanheng};

/// A shipped pack in a folder of its own, with one weight another.
fn changed(scratch: &Scratch, old: &str, new: &str) -> PathBuf {
    let folder = scratch.path("changed");
    std::fs::create_dir_all(folder.join("tests")).unwrap();
    let shipped = root().join("packs/huangyan-2022");
    for name in ["pack.toml", "indicators.toml", "schemes.toml"] {
        let source = std::fs::read_to_string(shipped.join(name)).unwrap();
        std::fs::write(folder.join(name), source.replacen(old, new, 1)).unwrap();
    }
    for example in std::fs::read_dir(shipped.join("tests")).unwrap().map(Result::unwrap) {
        std::fs::copy(example.path(), folder.join("tests").join(example.file_name())).unwrap();
    }
    folder
}

#[test]
fn a_pack_is_uploaded_approved_by_another_person_and_put_in_force() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let at = ["--home", text(&home)];
    let run = |arguments: &[&str]| yuanheng(&[arguments, &at].concat());
    let first = run(&["pack", "upload", "huangyan-2022", "--as", "zhang"]);
    assert!(first.status.success(), "{}", stderr(&first));
    let version = super::stdout(&first).trim().to_owned();
    let same = run(&["pack", "approve", &version, "--as", "zhang"]);
    assert_eq!(same.status.code(), Some(3));
    assert!(stderr(&same).contains("须由另一人审批"), "{}", stderr(&same));
    let early = run(&["pack", "force", "huangyan-2022", "--from", "2023-01-01", "--as", "zhang"]);
    assert!(stderr(&early).contains("还没有审批"), "{}", stderr(&early));
    assert!(run(&["pack", "approve", &version[..12], "--as", "li"]).status.success());
    assert!(run(&["pack", "force", "huangyan-2022", "--from", "2023-01-01", "--as", "li"]).status.success());
    let history = done(&["pack", "history", "huangyan-2022", "--json", "--home", text(&home)]);
    let history: serde_json::Value = serde_json::from_str(&history).unwrap();
    assert_eq!(history["in_force"][0]["sm3"], version.as_str());
    assert_eq!(history["in_force"][0]["from"], "2023-01-01");
    let steps: Vec<&str> =
        history["steps"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["uploaded", "checked", "approved", "in_force"]);
    let shown = done(&["pack", "history", "huangyan-2022", "--home", text(&home)]);
    assert!(shown.contains("已审批") && shown.contains("自 2023-01-01 起生效"), "{shown}");
    let missing = run(&["pack", "approve", "ffffffffffff", "--as", "li"]);
    assert_eq!(missing.status.code(), Some(4), "{}", stderr(&missing));
}

#[test]
fn a_broken_pack_is_kept_but_cannot_be_approved() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let folder = changed(&scratch, "ratio(tax_paid, land_mu)", "ratio(tax_paid, land_mo)");
    let at = ["--home", text(&home)];
    let kept = yuanheng(&[&["pack", "upload", text(&folder), "--as", "zhang"], &at[..]].concat());
    assert_eq!(kept.status.code(), Some(3));
    assert!(stderr(&kept).contains("land_mo") && stderr(&kept).contains("检查未通过"), "{}", stderr(&kept));
    let version = super::stdout(&kept).trim().to_owned();
    let refused = yuanheng(&[&["pack", "approve", &version, "--as", "li"], &at[..]].concat());
    assert_eq!(refused.status.code(), Some(3), "{}", stderr(&refused));
}

#[test]
fn two_versions_are_compared_in_words() {
    let scratch = Scratch::new();
    let schemes = std::fs::read_to_string(root().join("packs/huangyan-2022/schemes.toml")).unwrap();
    let weight = schemes.lines().find(|line| line.starts_with("weight")).unwrap();
    let folder = changed(&scratch, weight, &weight.replace("30", "35"));
    let told = done(&["pack", "compare", "huangyan-2022", text(&folder)]);
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("亩均税收 权重 30 → 35"), "{told}");
    let same = yuanheng(&["pack", "compare", "huangyan-2022", "huangyan-2022"]);
    assert!(same.status.success() && stderr(&same).contains("两版相同"), "{}", stderr(&same));
    let json = done(&["pack", "compare", "huangyan-2022", text(&folder), "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json[0]["kind"], &json[0]["what"]["is"]["zh"]), (&"item".into(), &"35".into()));
}

/// A home whose only release has two firms' tax and land.
fn home_with_tax(scratch: &Scratch) -> PathBuf {
    let home = scratch.path("home");
    let mapping = "form = \"tax\"\n[period]\nfixed = \"2022\"\n[subject]\nkind = \"firm\"\nname = \"企业\"\n\
        [[value]]\ncolumn = \"税收\"\nindicator = \"tax_paid\"\nunit = \"wan_yuan\"\n\
        [[value]]\ncolumn = \"用地\"\nindicator = \"land_mu\"\nunit = \"mu\"\n[[attribute]]\ncolumn = \"规模\"\nname = \"scale\"\n";
    let mapping = scratch.file("tax.mapping.toml", mapping);
    let file = scratch.file("tax.csv", "企业,税收,用地,规模\n甲,2409.7,100,规上\n乙,1204.85,100,规上\n");
    done(&["import", "--home", text(&home), "--mapping", text(&mapping), text(&file)]);
    home
}

#[test]
fn the_version_in_force_in_the_store_is_what_an_evaluation_runs_and_older_seals_still_verify() {
    let scratch = Scratch::new();
    let home = home_with_tax(&scratch);
    let evaluate = |out: &str, more: &[&str]| {
        let out = scratch.path(out);
        let args = ["evaluate", "--home", text(&home), "--pack", "huangyan-2022", "--out", text(&out), "--json"];
        let ran = yuanheng(&[&args[..], more].concat());
        assert!(ran.status.success(), "{}", stderr(&ran));
        let rows: Vec<serde_json::Value> = serde_json::from_str(&super::stdout(&ran)).unwrap();
        let scores: Vec<f64> = rows.iter().map(|row| row["score"].as_f64().unwrap()).collect();
        (scores, stderr(&ran))
    };
    // 2409.7 ÷ 100 ÷ 24.097 × 30 = 30; half of it 15; nothing else was reported.
    let (scores, said) = evaluate("old.xlsx", &[]);
    assert_eq!(scores, [30.0, 15.0]);
    assert!(said.contains("随程序附带的版本"), "{said}");

    let schemes = std::fs::read_to_string(root().join("packs/huangyan-2022/schemes.toml")).unwrap();
    let weight = schemes.lines().find(|line| line.starts_with("weight")).unwrap();
    let folder = changed(&scratch, weight, &weight.replace("30", "35"));
    let at = ["--home", text(&home)];
    let run = |arguments: &[&str]| done(&[arguments, &at].concat());
    let version = run(&["pack", "upload", text(&folder), "--as", "zhang"]).trim().to_owned();
    assert_eq!(evaluate("uploaded.xlsx", &[]).0, [30.0, 15.0], "what is only uploaded changes nothing");
    run(&["pack", "approve", &version, "--as", "li"]);
    run(&["pack", "force", &version, "--from", "2022-07-01", "--as", "li"]);

    let (scores, said) = evaluate("new.xlsx", &[]);
    assert_eq!(scores, [35.0, 17.5]);
    assert!(said.contains("自 2022-07-01 起生效") && said.contains(&version[..12]), "{said}");
    let (scores, said) = evaluate("before.xlsx", &["--on", "2022-06-30"]);
    assert_eq!(scores, [30.0, 15.0]);
    assert!(said.contains("随程序附带的版本"), "{said}");

    let listed = run(&["pack", "list"]);
    assert!(
        listed.lines().any(|line| line.starts_with("huangyan-2022\t") && line.contains("自 2022-07-01 起生效")),
        "{listed}"
    );
    for seal in ["old.xlsx.seal", "new.xlsx.seal"] {
        let verified = done(&["verify", text(&scratch.path(seal)), "--home", text(&home)]);
        assert!(verified.contains("核验通过"), "{verified}");
    }
}

#[test]
fn figures_go_out_as_a_spreadsheet_and_a_changed_one_becomes_a_version_or_is_marked() {
    let scratch = Scratch::new();
    let home = scratch.path("home");
    let out = scratch.path("figures.xlsx");
    let run = |more: &[&str]| yuanheng(&[&["pack", "figures", "huangyan-2022"], more].concat());
    assert!(run(&["--xlsx", text(&out)]).status.success() && out.is_file());
    let at = ["--home", text(&home), "--as", "zhang"];
    let unchanged = run(&[&["--from", text(&out)], &at[..]].concat());
    assert_eq!(unchanged.status.code(), Some(3));
    assert!(stderr(&unchanged).contains("没有改动"), "{}", stderr(&unchanged));

    let pack = library_pack();
    let weight = policy::value::values(&pack).into_iter().find(|value| value.key.ends_with("/weight")).unwrap();
    let sheet = |new: &str| format!("编号,现值,新值\n{},{},{new}\n", weight.key, weight.now.unwrap());
    let wrong = scratch.file("wrong.csv", sheet("三十五"));
    let marked = scratch.path("marked.xlsx");
    let refused = run(&[&["--from", text(&wrong), "--marked", text(&marked)], &at[..]].concat());
    assert_eq!(refused.status.code(), Some(3));
    assert!(stderr(&refused).contains("C2") && marked.is_file(), "{}", stderr(&refused));

    let changed = scratch.file("changed.csv", sheet("35"));
    let kept = run(&[&["--from", text(&changed)], &at[..]].concat());
    assert!(kept.status.success(), "{}", stderr(&kept));
    let version = super::stdout(&kept).trim().to_owned();
    let told = done(&["pack", "compare", "huangyan-2022", &version[..12], "--home", text(&home)]);
    assert!(told.starts_with("亩均税收 权重 30 → 35") && told.lines().count() == 1, "{told}");
}

fn library_pack() -> policy::Pack {
    let files = policy::PackFiles::read(&root().join("packs/huangyan-2022")).unwrap();
    policy::check(&files, &()).unwrap().0
}
