//! A small pack, and a small release for it.
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod firms;

use policy::{Pack, PackFiles};

pub use firms::*;

const PACK: &str = r#"
id = "test-2022"
title = "测试办法"
issuer = "测试"
jurisdiction = "测试"
source = "为测试而写"
"#;

const INDICATORS: &str = r#"
[[indicator]]
code = "tax"
title = "税收"
unit = "wan_yuan"
subject = "firm"
cite = "一"

[[indicator]]
code = "land"
title = "用地"
unit = "mu"
subject = "firm"
cite = "一"

[[indicator]]
code = "tax_per_mu"
title = "亩均税收"
unit = "wan_yuan/mu"
subject = "firm"
formula = "ratio(tax, land)"
cite = "二"

[[indicator]]
code = "energy"
title = "单位能耗税收"
unit = "wan_yuan/tce"
subject = "firm"
cite = "三"

[[indicator]]
code = "accidents"
title = "安全事故"
unit = "ci"
subject = "firm"
direction = "lower"
cite = "四"

[[indicator]]
code = "honour"
title = "荣誉加分"
unit = "point"
subject = "firm"
cite = "五"
"#;

const SCHEMES: &str = r#"
[[scheme]]
id = "firms"
title = "亩均评价"
subject = "firm"
decimals = 2
cite = "六"

[[scheme.population]]
id = "above"
title = "规上企业"
where = { scale = "规上" }
cite = "六/（一）"

[[scheme.population.item]]
indicator = "tax_per_mu"
weight = 60
function = "ratio_capped"
benchmark = { by_year = { 2022 = 24 } }
cite = "六/（二）"

[[scheme.population.item]]
indicator = "energy"
weight = 40
function = "min_max_floor"
floor = 20
missing = "mean_of_others"
cite = "六/（三）"

[[scheme.population.adjustment]]
id = "honour"
title = "荣誉"
points = "honour"
at_most = 2
cite = "七"

[[scheme.population.veto]]
id = "safety"
title = "发生安全事故"
when = "accidents > 0"
effect = "grade_ceiling"
grade = "C"
cite = "八"

[scheme.population.grading]
method = "quota"
rounding = "half_up"
boundary = "better"
cite = "九"

[[scheme.population.grading.grade]]
code = "A"
up_to = 25

[[scheme.population.grading.grade]]
code = "B"
up_to = 75

[[scheme.population.grading.grade]]
code = "C"
"#;

const TARGETS: &str = r#"
[[target]]
id = "t1"
title = "2025年每家企业亩均税收达到20万元"
indicator = "tax_per_mu"
where = { scale = "规上" }
from = 2021
by = 2025
comparator = "at_least"
goal = 200000
unit = "yuan/mu"
cite = "十"

[[target]]
id = "t2"
title = "丁公司2022年税收1亿元"
indicator = "tax"
subjects = ["丁公司"]
by = 2022
comparator = "at_least"
goal = 1
unit = "yi_yuan"
cite = "十"

[[target]]
id = "t3"
title = "不在数据中的企业"
indicator = "tax"
subjects = ["戊公司"]
comparator = "at_least"
goal = 1
unit = "yi_yuan"
cite = "十"
"#;

/// The pack.
pub fn pack() -> Pack {
    with_targets(TARGETS)
}

/// The pack with other targets.
pub fn with_targets(targets: &str) -> Pack {
    let files =
        [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", SCHEMES), ("targets.toml", targets)];
    let files = PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    match policy::check(&files, &()) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:#?}"),
    }
}
