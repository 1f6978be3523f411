//! Tasks, money rules and dynamic management of a pack above: taken in, and settled where both rule.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use domain::id::PackId;
use domain::say::{Lang, Say};
use policy::{Diagnostic, Library, Pack, PackFiles, check};

const TASK: &str = "[[task]]\nid = \"k1\"\ntitle = \"省里的任务\"\ncite = \"一\"\n";
const DYNAMIC: &str = "[[dynamic]]\nid = \"d1\"\ntitle = \"末位约谈\"\ncondition = \"末位\"\nconsequence = \"约谈\"\nkind = \"talk\"\ncite = \"三\"\n";

fn subsidy(money: &str) -> String {
    format!(
        "[[subsidy]]\nid = \"s1\"\ntitle = \"奖励\"\ncondition = \"新认定\"\nkind = \"reward\"\n{money}\ncite = \"二\"\n\n\
         [[subsidy_list]]\nid = \"l1\"\ntitle = \"合计\"\nsubsidies = [\"s1\"]\nhighest_only = true\ncite = \"二\"\n"
    )
}

fn files(id: &str, more: &str, rest: &[(&str, &str)]) -> PackFiles {
    let pack = format!(
        "id = \"{id}\"\ntitle = \"办法\"\nissuer = \"示例\"\njurisdiction = \"示例\"\nsource = \"测试用\"\n{more}\n"
    );
    let rest = rest.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    PackFiles::new(std::iter::once(("pack.toml".to_owned(), pack.into_bytes())).chain(rest))
}

struct Upper;

impl Library for Upper {
    fn ids(&self) -> Vec<PackId> {
        vec![PackId::new("upper").unwrap()]
    }

    fn files(&self, _: &PackId) -> Option<PackFiles> {
        let money = subsidy("amount = 20\nunit = \"wan_yuan\"");
        Some(files("upper", "", &[("tasks.toml", TASK), ("subsidies.toml", &money), ("dynamics.toml", DYNAMIC)]))
    }
}

fn conflicts(rules: &[&str], prevails: &str) -> String {
    let one = |rule: &&str| format!("[[conflict]]\nrule = \"{rule}\"\non_conflict = \"{prevails}\"\ncite = \"附则\"\n");
    rules.iter().map(one).collect()
}

fn own(prevails: &str, money: &str) -> Result<Pack, Vec<Diagnostic>> {
    let more = format!("builds_on = [\"upper\"]\n{}", conflicts(&["subsidy.s1"], prevails));
    let money = money.split("[[subsidy_list]]").next().unwrap().to_owned();
    check(&files("own", &more, &[("subsidies.toml", &money)]), &Upper).map(|(pack, _)| pack)
}

#[test]
fn a_pack_that_builds_on_another_has_its_tasks_money_rules_and_dynamic_management() {
    let pack = check(&files("own", "builds_on = [\"upper\"]", &[]), &Upper).unwrap().0;
    assert_eq!((pack.tasks.len(), pack.subsidies.len()), (1, 1));
    assert_eq!((pack.subsidy_lists.len(), pack.dynamics.len()), (1, 1));
    assert_eq!(pack.tasks[0].pack.as_str(), "upper");
}

#[test]
fn the_same_rule_twice_needs_a_word_on_which_prevails() {
    let rest = [
        ("tasks.toml", TASK),
        ("dynamics.toml", DYNAMIC),
        ("subsidies.toml", &*subsidy("cap = 9\ncap_unit = \"wan_yuan\"")),
    ];
    let found = check(&files("own", "builds_on = [\"upper\"]", &rest), &Upper).unwrap_err();
    let files_of: Vec<_> =
        found.iter().filter(|one| one.code == "pack::silent_override").map(|one| &*one.file).collect();
    assert_eq!(files_of, ["dynamics.toml", "subsidies.toml", "subsidies.toml", "tasks.toml"]);
    let more = conflicts(&["task.k1", "subsidy.s1", "subsidy_list.l1", "dynamic.d1"], "own");
    let settled = check(&files("own", &format!("builds_on = [\"upper\"]\n{more}"), &rest), &Upper);
    let pack = settled.unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0;
    assert!(pack.tasks.iter().all(|task| task.pack.as_str() == "own"));
    assert_eq!(pack.conflicts.len(), 4);
}

#[test]
fn of_two_money_rules_the_one_that_pays_more_is_the_more_generous() {
    let pays = |money: &str| own("more_generous", &subsidy(money)).map(|pack| pack.subsidies[0].pack.to_string());
    assert_eq!(pays("amount = 0.3\nunit = \"bai_wan_yuan\""), Ok("own".to_owned()), "300,000 yuan against 200,000");
    assert_eq!(pays("amount = 19\nunit = \"wan_yuan\""), Ok("upper".to_owned()));
    // More for each, but capped: neither pays more throughout.
    let found = pays("amount = 30\nunit = \"wan_yuan\"\ntotal_cap = 90").unwrap_err();
    assert_eq!(found[0].code, "pack::not_comparable");
    assert_eq!(pays("rate = 3\nbase = \"投资额\"").unwrap_err()[0].code, "pack::not_comparable");
}
