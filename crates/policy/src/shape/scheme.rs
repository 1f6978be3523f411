//! The keys of schemes: populations, items, benchmarks, and what comes after the score.

use super::index::{FIRMNESS, IMPUTE, METHOD, NODE, NORMALISE, TREAT, WEIGHT_SET};
use super::{CITE, DEMONSTRATION, Kind, Shape, YEARS_AGO, may, must};
use crate::index::Among;
use crate::members::MemberEffect;
use crate::pack::Frequency;
use crate::scheme::{Boundary, Falling, HeadRounding, ItemFunction, MissingRule, Over, Ties, VetoEffect};

/// `schemes.toml`.
pub static SCHEMES: Shape =
    Shape { title: "考核方案 schemes.toml", keys: &[may("scheme", Kind::Tables(&SCHEME), "考核方案")] };

/// `[[scheme]]`.
pub static SCHEME: Shape = Shape {
    title: "考核方案 [[scheme]]",
    keys: &[
        must("id", Kind::Code, "方案编号"),
        must("title", Kind::Text, "方案名称"),
        must("subject", Kind::Code, "评价对象种类"),
        may("period", Kind::Word(Frequency::CODES), "考核周期；缺省 year"),
        must("decimals", Kind::Whole(0, 9), "得分保留的小数位数（四舍五入，逢五远离零），名次与等级按保留后的得分"),
        may("ties", Kind::Word(Ties::CODES), "同分名次；缺省 competition"),
        must("population", Kind::Tables(&POPULATION), "评价对象类别"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population]]`.
pub static POPULATION: Shape = Shape {
    title: "评价对象类别 [[scheme.population]]",
    keys: &[
        must("id", Kind::Code, "类别编号"),
        must("title", Kind::Text, "类别名称"),
        may("where", Kind::Filter, "按属性筛选，如 { scale = \"above\" }"),
        may("when", Kind::Formula, "按指标筛选的条件，如 land_mu >= 3"),
        may("group_by", Kind::Code, "分组排名所依据的属性"),
        may("node", Kind::Tables(&NODE), "层级：指数、维度、分项"),
        must("item", Kind::Tables(&ITEM), "考核项"),
        may("method", Kind::Table(&METHOD), "综合指数的编制方法；不写则按考核项计分相加"),
        may("weight_set", Kind::TablesOfNumbers(&WEIGHT_SET), "另一套权重：节点编号或指标代码 → 权重"),
        may("firmness", Kind::Table(&FIRMNESS), "名次稳健性：方法变动时名次在什么范围；不写则按缺省"),
        may("adjustment", Kind::Tables(&ADJUSTMENT), "加分、扣分"),
        may("adjustment_list", Kind::Tables(&ADJUSTMENT_LIST), "几条加分、扣分合计的上下限"),
        may("member", Kind::Tables(&MEMBER), "不参评、不占名额、保底的对象"),
        may("veto", Kind::Tables(&VETO), "一票否决"),
        may("grading", Kind::Table(&GRADING), "等级划分"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.item]]`.
pub static ITEM: Shape = Shape {
    title: "考核项 [[scheme.population.item]]",
    keys: &[
        must("indicator", Kind::Code, "指标代码"),
        may("under", Kind::Code, "所属的节点；有 node 时必填"),
        must("weight", Kind::Number, "权重：计分时为分值，指数中为同一节点下的相对权重"),
        may("function", Kind::Word(ItemFunction::CODES), "计分函数；指数不写"),
        may(
            "benchmark",
            Kind::NumberOr(&[
                &BENCHMARK_YEAR,
                &BENCHMARK_MEAN,
                &BENCHMARK_BEST,
                &BENCHMARK_PERCENTILE,
                &BENCHMARK_OWN,
                &BENCHMARK_AGO,
                &BENCHMARK_BASE_YEAR,
            ]),
            "基准值：ratio、ratio_capped、inverse",
        ),
        may("cap", Kind::Number, "得分上限，权重的倍数；缺省 1"),
        may("floor", Kind::Number, "最小值得百分之几的分：min_max_floor；缺省 0"),
        may("over", Kind::Word(Over::CODES), "最大最小值的范围：min_max_floor；缺省 population"),
        may("base", FIXED_OR_OWN, "不得分的值：target"),
        may("target", FIXED_OR_OWN, "得满分的值：target"),
        may("base_indicator", Kind::Code, "基期数值的指标代码，计量单位相同；不写则为本指标：base_steps"),
        may("base_years_ago", YEARS_AGO, "基期为几年前的同期，如 1：base_steps"),
        may("base_year", Kind::Year, "基期为哪一年的同期，如 2020：base_steps"),
        may("base_share", Kind::Number, "达到基期水平得百分之几的分，如 80：base_steps"),
        may("growth", Kind::Number, "每增长百分之几为一步，如 5：base_steps"),
        may("step_points", Kind::Number, "每一步加多少分，如 1：base_steps"),
        may("steps", Kind::Word(&["whole", "part"]), "不足一步不计 whole、按比例计 part；缺省 whole：base_steps"),
        may("falling", Kind::Word(Falling::CODES), "低于基期时逐步扣分、按比例折算还是不得分：base_steps"),
        may("class", Kind::Tables(&CLASS), "档次，从优到劣：classes"),
        may("points_each", Kind::Number, "每个（家、项）计多少分：count"),
        may("missing", Kind::WordOr(MissingRule::CODES, &[&PENALTY]), "缺失时的规则；缺省 zero；指数用 impute"),
        may("per", Kind::Code, "分母的指标代码：指数"),
        may("per_times", Kind::Number, "除以分母后再乘的倍数；缺省 1：指数"),
        may("impute", IMPUTE, "缺失值的插补：指数；缺省同 method"),
        may("treat", TREAT, "异常值的处理：指数；缺省同 method"),
        may("normalise", NORMALISE, "标准化：指数；缺省同 method"),
        may("within", Kind::Word(Among::CODES), "标准化的范围：指数；缺省同 method"),
        may("otherwise", Kind::Number, "无法标准化时（如数值全部相同）的取值：指数；缺省视为缺失"),
        CITE,
        DEMONSTRATION,
    ],
};

const FIXED_OR_OWN: Kind = Kind::NumberOr(&[&BENCHMARK_YEAR, &BENCHMARK_OWN, &BENCHMARK_AGO, &BENCHMARK_BASE_YEAR]);

/// `{ by_year = { 2021 = 26.01 } }`.
pub static BENCHMARK_YEAR: Shape =
    Shape { title: "逐年基准值", keys: &[must("by_year", Kind::ByYear, "年份 → 基准值")] };

/// `{ mean = 2 }`.
pub static BENCHMARK_MEAN: Shape = Shape {
    title: "以平均值的倍数为基准",
    keys: &[
        must("mean", Kind::Number, "平均值的倍数"),
        may("over", Kind::Word(Over::CODES), "平均的范围；缺省 population"),
    ],
};

/// `{ best = "population" }`.
pub static BENCHMARK_BEST: Shape =
    Shape { title: "以最好值为基准", keys: &[must("best", Kind::Word(Over::CODES), "最好值的范围")] };

/// `{ percentile = 75 }`.
pub static BENCHMARK_PERCENTILE: Shape = Shape {
    title: "以百分位数为基准",
    keys: &[
        must("percentile", Kind::Number, "百分位（0 到 100），50 为中位数"),
        may("over", Kind::Word(Over::CODES), "取百分位的范围；缺省 population"),
    ],
};

/// `{ own = "tax_target" }`.
pub static BENCHMARK_OWN: Shape = Shape {
    title: "以本对象的另一指标为基准",
    keys: &[
        must("own", Kind::Code, "指标代码，如本对象的年度目标，计量单位相同"),
        may("years_ago", YEARS_AGO, "取几年前的同期，如 1；缺省取本期"),
        may("year", Kind::Year, "取哪一年的同期，如 2020；缺省取本期"),
    ],
};

/// `{ years_ago = 1 }`.
pub static BENCHMARK_AGO: Shape = Shape {
    title: "以本对象往年的同一指标为基准",
    keys: &[must("years_ago", YEARS_AGO, "几年前的同期，如 1")],
};

/// `{ year = 2020 }`.
pub static BENCHMARK_BASE_YEAR: Shape = Shape {
    title: "以本对象某一年的同一指标为基准",
    keys: &[must("year", Kind::Year, "哪一年的同期，如 2020")],
};

/// `[[scheme.population.item.class]]`.
pub static CLASS: Shape = Shape {
    title: "档次 [[scheme.population.item.class]]",
    keys: &[
        may("at_least", Kind::Number, "至少多少属于这一档（含）；越高越好时写，最后一档不写"),
        may("at_most", Kind::Number, "至多多少属于这一档（含）；越低越好时写，最后一档不写"),
        must("share", Kind::Number, "得百分之几的分，如 100、80、60、0"),
    ],
};

/// `{ penalty = -3 }`.
pub static PENALTY: Shape =
    Shape { title: "缺失扣分", keys: &[must("penalty", Kind::Number, "扣分，写负数")] };

/// `[[scheme.population.adjustment]]`.
pub static ADJUSTMENT: Shape = Shape {
    title: "加分、扣分 [[scheme.population.adjustment]]",
    keys: &[
        must("id", Kind::Code, "编号"),
        must("title", Kind::Text, "事由"),
        must("points", Kind::Formula, "分数公式，结果为分；缺失不加不扣"),
        may("at_most", Kind::Number, "最多加多少分"),
        may("at_least", Kind::Number, "最低为多少分（扣分上限，写负数）"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.adjustment_list]]`.
pub static ADJUSTMENT_LIST: Shape = Shape {
    title: "合计上下限 [[scheme.population.adjustment_list]]",
    keys: &[
        must("id", Kind::Code, "编号"),
        must("title", Kind::Text, "名称，如“加分合计”"),
        must("rules", Kind::Codes, "加分、扣分的编号；一条只能列入一处"),
        may("at_most", Kind::Number, "合计最多多少分"),
        may("at_least", Kind::Number, "合计最低多少分（扣分合计的上限，写负数）"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.member]]`.
pub static MEMBER: Shape = Shape {
    title: "不按一般办法定级的对象 [[scheme.population.member]]",
    keys: &[
        must("id", Kind::Code, "编号"),
        must("title", Kind::Text, "哪些对象，如“公用事业企业”“新投产企业”"),
        may("where", Kind::Filter, "按属性筛选，如 { star = \"是\" }；与 when 至少写一个"),
        may("when", Kind::Formula, "按指标筛选的条件，如 years_in_production < 2；缺失不算"),
        must("effect", Kind::Word(MemberEffect::CODES), "不参评 exempt、不占名额 quota_free、保底 protected"),
        may("grade", Kind::Text, "exempt：代替等级的字样，缺省 T；protected：不低于的等级"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.veto]]`.
pub static VETO: Shape = Shape {
    title: "一票否决 [[scheme.population.veto]]",
    keys: &[
        must("id", Kind::Code, "编号"),
        must("title", Kind::Text, "事由"),
        must("when", Kind::Formula, "条件，如 safety_accidents > 0；缺失不否决"),
        must("effect", Kind::Word(VetoEffect::CODES), "后果：等级上限、定为某等级、不参加排名、取消奖励"),
        may("grade", Kind::Text, "等级：grade_ceiling、forced_grade"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[scheme.population.grading]`.
pub static GRADING: Shape = Shape {
    title: "等级划分 [scheme.population.grading]",
    keys: &[
        must("method", Kind::Word(&["quota", "cut_off"]), "按比例 quota、按分数 cut_off"),
        may("rounding", Kind::Word(HeadRounding::CODES), "名额取整：quota 必填"),
        may("boundary", Kind::Word(Boundary::CODES), "跨界同分：quota 必填"),
        may("over", Kind::Word(Over::CODES), "名额在全体还是组内计算；缺省 group（无分组时即全体）"),
        must("grade", Kind::Tables(&GRADE), "等级，从优到劣"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.grading.grade]]`.
pub static GRADE: Shape = Shape {
    title: "等级",
    keys: &[
        must("code", Kind::Text, "等级，如 A"),
        may("title", Kind::Text, "等级名称"),
        may("up_to", Kind::Number, "累计占比上限（%），如 20、60、95；最后一级不写：quota"),
        may("at_least", Kind::Number, "最低得分；最后一级不写：cut_off"),
    ],
};
