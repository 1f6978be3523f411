//! What a pack's tables may hold: one list of keys, from which files are checked and the JSON schema is made.

mod dynamic;
mod index;
mod scheme;
mod subsidy;
mod target;
mod task;

use declared::shape::{may, must};

use crate::conflict::Prevails;
use crate::pack::{Direction, Frequency};

pub use declared::shape::{Key, Kind, Shape};

pub use dynamic::{DYNAMIC, DYNAMICS};
pub use index::{
    BEND, COMPARISON, CONSTANT, EXPERT, FIRMNESS, GOALPOSTS, LAST_KNOWN, LINE, LINEAR, METHOD, MIN_MAX, NODE, POWER,
    TO_REFERENCE, TO_TARGET, TRIM, WEIGHT_SET, WINSORISE, Z_SCORE,
};
pub use scheme::{
    ADJUSTMENT, ADJUSTMENT_LIST, BENCHMARK_AGO, BENCHMARK_BASE_YEAR, BENCHMARK_BEST, BENCHMARK_MEAN, BENCHMARK_OWN,
    BENCHMARK_PERCENTILE, BENCHMARK_YEAR, CLASS, GRADE, GRADING, ITEM, MEMBER, PENALTY, POPULATION, SCHEME, SCHEMES,
    VETO,
};
pub use subsidy::{PAYER, PAYMENT_YEARS, STEP, SUBSIDIES, SUBSIDY, SUBSIDY_LIST};
pub use target::{TARGET, TARGETS, TERM};
pub use task::{TASK, TASKS};

const CITE: Key = may("cite", Kind::Text, "依据的条款，如 二/（四）/9");
const DEMONSTRATION: Key =
    may("demonstration", Kind::Text, "不出自文件、仅作演示的规则：写明演示什么（与 cite 二选一）");
const NOTE: Key = may("note", Kind::Text, "说明");
const YEARS_AGO: Kind = Kind::Whole(1, 50);

/// `pack.toml`.
pub static PACK: Shape = Shape {
    title: "政策包说明 pack.toml",
    keys: &[
        must("id", Kind::Code, "政策包编号，与文件夹同名"),
        must("title", Kind::Text, "文件标题"),
        must("issuer", Kind::Text, "发布机关"),
        may("number", Kind::Text, "文号"),
        may("issued", Kind::Day, "发布日期"),
        may("in_force_from", Kind::Day, "生效日期"),
        may("in_force_to", Kind::Day, "失效日期（该日起不再有效）"),
        must("jurisdiction", Kind::Text, "适用地区"),
        must("source", Kind::Text, "文本来源，以及应向发布机关核对的事项"),
        may("demonstration", Kind::Truth, "整个政策包仅作演示"),
        may("builds_on", Kind::Codes, "所依据的上级政策包"),
        may("conflict", Kind::Tables(&CONFLICT), "与上级政策包同名规则的取舍"),
    ],
};

/// `[[conflict]]` of `pack.toml`.
pub static CONFLICT: Shape = Shape {
    title: "规则取舍 [[conflict]]",
    keys: &[
        must(
            "rule",
            Kind::Text,
            "同名规则，如 indicator.tax_per_mu、scheme.firms、target.t01、task.k01、subsidy.m01、subsidy_list.l01、dynamic.d01",
        ),
        must("on_conflict", Kind::Word(Prevails::CODES), "取本办法 own、取上级 upper、从优 more_generous"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `indicators.toml`.
pub static INDICATORS: Shape =
    Shape { title: "指标 indicators.toml", keys: &[may("indicator", Kind::Tables(&INDICATOR), "指标")] };

/// `[[indicator]]`.
pub static INDICATOR: Shape = Shape {
    title: "指标 [[indicator]]",
    keys: &[
        must("code", Kind::Code, "指标代码，公式和考核项用它引用"),
        must("title", Kind::Text, "指标名称"),
        may("aliases", Kind::Texts, "表格中的其他叫法"),
        must("unit", Kind::Unit, "计量单位"),
        must("subject", Kind::Code, "对象种类：zone、firm、area、region …"),
        may("direction", Kind::Word(Direction::CODES), "方向；缺省 higher"),
        may("period", Kind::Word(Frequency::CODES), "报告期；缺省 year"),
        may("formula", Kind::Formula, "公式；没有公式的指标由报送取得"),
        NOTE,
        CITE,
        DEMONSTRATION,
    ],
};

/// `tests/*.toml`.
pub static TEST: Shape = Shape {
    title: "算例 tests/*.toml",
    keys: &[
        must("title", Kind::Text, "算例说明了什么，一句话"),
        may("scheme", Kind::Code, "方案编号；只有一个方案时可省"),
        must("period", Kind::Text, "报告期，如 2022"),
        must("given", Kind::TablesOfNumbers(&GIVEN), "已知"),
        must("expect", Kind::Tables(&EXPECT), "应得"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[given]]`; further keys are indicator codes with numbers.
pub static GIVEN: Shape = Shape {
    title: "已知 [[given]]",
    keys: &[
        must("subject", Kind::Text, "评价对象"),
        may("period", Kind::Text, "数据属于另一报告期时写明，如 2021；缺省同算例"),
        may("attributes", Kind::TextMap, "属性 → 值"),
    ],
};

/// `[[expect]]`.
pub static EXPECT: Shape = Shape {
    title: "应得 [[expect]]",
    keys: &[
        must("subject", Kind::Text, "评价对象"),
        may("score", Kind::NumberOrNone, "得分；不应有得分时写 \"none\""),
        may("rank", Kind::NumberOrNone, "名次；不应有名次时写 \"none\""),
        may("grade", Kind::TextOrNone, "等级；不应有等级时写 \"none\""),
        may("tolerance", Kind::Number, "得分允许的误差；缺省 0"),
    ],
};

/// Every file of a pack and its shape, for the schema and the reader.
pub static FILES: &[(&str, &Shape)] = &[
    ("pack.toml", &PACK),
    ("indicators.toml", &INDICATORS),
    ("schemes.toml", &SCHEMES),
    ("targets.toml", &TARGETS),
    ("tasks.toml", &TASKS),
    ("subsidies.toml", &SUBSIDIES),
    ("dynamics.toml", &DYNAMICS),
    ("tests/*.toml", &TEST),
];
