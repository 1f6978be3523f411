//! An index of two items over the small release.

use evaluation::{Evaluated, EvaluationError};
use facts::Archive;
use policy::{Pack, PackFiles};

use crate::firms::{FIRMS, publish};

const PACK: &str = "id = \"index\"\ntitle = \"测试指数\"\nissuer = \"测试\"\njurisdiction = \"测试\"\nsource = \"测试\"\n\
                    demonstration = true\n";

const INDICATORS: &str = r#"
indicator = [
    { code = "tax", title = "税收", unit = "wan_yuan", subject = "firm" },
    { code = "land", title = "用地", unit = "mu", subject = "firm" },
    { code = "energy", title = "单位能耗税收", unit = "wan_yuan/tce", subject = "firm" },
    { code = "honour", title = "荣誉", unit = "point", subject = "firm" },
    { code = "accidents", title = "安全事故", unit = "ci", subject = "firm" },
]
"#;

/// On a scale of 0 to 100, tax ÷ land: 甲 60, 乙 20, 丙 100, 丁 0; energy: 0, 100, the mean 50 for 丙, 50.
const SCHEMES: &str = r#"
[[scheme]]
id = "firms"
title = "企业指数"
subject = "firm"
decimals = 2

[[scheme.population]]
id = "above"
title = "规上企业"
where = { scale = "规上" }
METHOD
node = [{ id = "index", title = "指数" }]

[[scheme.population.item]]
indicator = "tax"
under = "index"
weight = 1
per = "land"

[[scheme.population.item]]
indicator = "energy"
under = "index"
weight = 1
impute = "mean"
"#;

/// The schemes with this line for the method, and what follows after the items.
pub fn schemes_with(method: &str, rest: &str) -> String {
    let method = if method.is_empty() { "method = {}" } else { method };
    SCHEMES.replacen("METHOD", method, 1) + rest
}

/// The pack of these.
pub fn pack_with(method: &str, rest: &str) -> Pack {
    pack_of(&schemes_with(method, rest))
}

/// The pack with these schemes.
pub fn pack_of(schemes: &str) -> Pack {
    pack_and_test(schemes, None)
}

/// The pack with these schemes and this example.
pub fn pack_and_test(schemes: &str, test: Option<&str>) -> Pack {
    let files = [("pack.toml", PACK), ("indicators.toml", INDICATORS), ("schemes.toml", schemes)];
    let files = files.into_iter().chain(test.map(|test| ("tests/one.toml", test)));
    let files = PackFiles::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    match policy::check(&files, &()) {
        Ok((pack, _)) => pack,
        Err(findings) => panic!("{findings:#?}"),
    }
}

/// The small release by that pack.
pub fn evaluated(method: &str, rest: &str) -> Result<Evaluated, EvaluationError> {
    let archive = Archive::in_memory();
    evaluation::run(&pack_with(method, rest), None, &publish(&archive, &FIRMS), "2022".parse().unwrap())
}
