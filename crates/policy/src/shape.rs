//! What a pack's tables may hold: one list of keys, from which files are checked and the JSON schema is made.

use crate::firmness::{MISSING, SCALES, TREATMENTS};
use crate::index::{Among, Curve, Fill, Mean, Scale, ScreenWhen, Treatment};
use crate::members::MemberEffect;
use crate::pack::{Comparator, Direction, Frequency, Prevails};
use crate::scheme::{Boundary, Falling, HeadRounding, ItemFunction, MissingRule, Over, Ties, VetoEffect};

/// The keys of one kind of table.
#[derive(Debug)]
pub struct Shape {
    /// What the table is, in Chinese.
    pub title: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it says, in Chinese.
    pub doc: &'static str,
}

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// Text, not empty.
    Text,
    /// An id: lower-case ASCII letters, digits, `_`, `-`, `.`.
    Code,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A unit of measure.
    Unit,
    /// A formula.
    Formula,
    /// A decimal number.
    Number,
    /// A whole number between the two.
    Whole(i64, i64),
    /// A year, as `2025`.
    Year,
    /// A day, as `2021-05-31`.
    Day,
    /// True or false.
    Truth,
    /// A list of texts.
    Texts,
    /// A list of codes.
    Codes,
    /// A list of some of these words.
    Words(&'static [&'static str]),
    /// A table of attribute → text or list of texts.
    Filter,
    /// A table of year → number.
    ByYear,
    /// A number, or one of these tables.
    NumberOr(&'static [&'static Shape]),
    /// One of these words, or one of these tables.
    WordOr(&'static [&'static str], &'static [&'static Shape]),
    /// A number, or the word `"none"`.
    NumberOrNone,
    /// Text, or the word `"none"`.
    TextOrNone,
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A list of tables whose further keys are indicator codes with numbers.
    TablesOfNumbers(&'static Shape),
    /// A table of any key → text.
    TextMap,
}

impl Shape {
    /// The key of that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn must(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc }
}

const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc }
}

const CITE: Key = may("cite", Kind::Text, "依据的条款，如 二/（四）/9");
const DEMONSTRATION: Key =
    may("demonstration", Kind::Text, "不出自文件、仅作演示的规则：写明演示什么（与 cite 二选一）");
const NOTE: Key = may("note", Kind::Text, "说明");

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
        must("rule", Kind::Text, "同名规则，如 indicator.tax_per_mu、scheme.firms、target.t01"),
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
            Kind::NumberOr(&[&BENCHMARK_YEAR, &BENCHMARK_MEAN, &BENCHMARK_BEST, &BENCHMARK_PERCENTILE, &BENCHMARK_OWN]),
            "基准值：ratio、ratio_capped、inverse",
        ),
        may("cap", Kind::Number, "得分上限，权重的倍数；缺省 1"),
        may("floor", Kind::Number, "最小值得百分之几的分：min_max_floor；缺省 0"),
        may("over", Kind::Word(Over::CODES), "最大最小值的范围：min_max_floor；缺省 population"),
        may("base", Kind::NumberOr(&[&BENCHMARK_YEAR, &BENCHMARK_OWN]), "不得分的值：target"),
        may("target", Kind::NumberOr(&[&BENCHMARK_YEAR, &BENCHMARK_OWN]), "得满分的值：target"),
        may("base_indicator", Kind::Code, "基期数值的指标代码，计量单位相同：base_steps"),
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

const IMPUTE: Kind = Kind::WordOr(Fill::CODES, &[&CONSTANT]);
const TREAT: Kind = Kind::WordOr(Treatment::CODES, &[&WINSORISE, &BEND, &TRIM]);
const NORMALISE: Kind =
    Kind::WordOr(Scale::CODES, &[&MIN_MAX, &Z_SCORE, &TO_TARGET, &TO_REFERENCE, &GOALPOSTS, &LINEAR]);
const MEAN: Kind = Kind::WordOr(Mean::CODES, &[&POWER]);

/// `[[scheme.population.node]]`.
pub static NODE: Shape = Shape {
    title: "层级 [[scheme.population.node]]",
    keys: &[
        must("id", Kind::Code, "节点编号"),
        must("title", Kind::Text, "名称"),
        may("under", Kind::Code, "上级节点；最上一级不写"),
        may("weight", Kind::Number, "同一上级下的相对权重，缺省 1；计分时为其下各项分值之和，可不写"),
        may("mean", MEAN, "合成方法；缺省同 method：指数"),
        may("least", Kind::Number, "其下至少要有百分之几的数据，否则为缺失；缺省同 method：指数"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[scheme.population.method]`.
pub static METHOD: Shape = Shape {
    title: "编制方法 [scheme.population.method]",
    keys: &[
        may("groups", Kind::Code, "插补、标准化按组进行时所依据的属性；缺省同 group_by"),
        may("available", Kind::Number, "数据齐全率至少百分之几，低于它的对象不参加；缺省不筛选"),
        may("nonzero", Kind::Number, "非零率至少百分之几，低于它的对象不参加；缺省不筛选"),
        may("screen", Kind::Word(ScreenWhen::CODES), "齐全率在插补之后还是之前计算；缺省 imputed"),
        may("keep", Kind::Texts, "无论数据如何都参加的对象，写代码或名称"),
        may("drop", Kind::Texts, "无论数据如何都不参加的对象，写代码或名称"),
        may("impute", IMPUTE, "缺失值的插补；缺省 none"),
        may("treat", TREAT, "异常值的处理；缺省 none"),
        may("normalise", NORMALISE, "标准化；缺省 { low = 0, high = 100 }"),
        may("within", Kind::Word(Among::CODES), "标准化的范围；缺省 all"),
        may("otherwise", Kind::Number, "无法标准化时（如数值全部相同）的取值；缺省视为缺失"),
        may(
            "weights",
            Kind::Text,
            "权重来源：given、equal、entropy、critic、deviation、pca，或 weight_set 的编号；缺省 given",
        ),
        may("mean", MEAN, "合成方法；缺省 arithmetic"),
        may("least", Kind::Number, "每个节点下至少要有百分之几的数据，否则为缺失；缺省 0"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.weight_set]]`; further keys are node ids or indicator codes with weights.
pub static WEIGHT_SET: Shape = Shape {
    title: "另一套权重 [[scheme.population.weight_set]]",
    keys: &[must("id", Kind::Code, "编号"), must("title", Kind::Text, "名称，如“专家打分”"), CITE, DEMONSTRATION],
};

/// `[scheme.population.firmness]`.
pub static FIRMNESS: Shape = Shape {
    title: "名次稳健性 [scheme.population.firmness]",
    keys: &[
        may("runs", Kind::Whole(0, 100_000), "模拟次数；0 为不做；缺省 500"),
        may("seed", Kind::Whole(0, i64::MAX), "随机数种子；同一种子结果逐位相同；缺省 1"),
        may("weights", Kind::Number, "权重上下浮动百分之几；0 为不动；缺省 20"),
        may("sets", Kind::Truth, "改为在几套权重（weight_set 与规定的权重）中抽取；缺省 false"),
        may("removal", Kind::Truth, "每次去掉一项或不去；缺省 true"),
        may("impute", Kind::Words(Fill::CODES), "另外的插补方法：指数"),
        may("treat", Kind::Words(TREATMENTS), "另外的异常值处理：指数"),
        may("normalise", Kind::Words(SCALES), "另外的标准化方法：指数"),
        may("mean", Kind::Words(Mean::CODES), "另外的合成方法：指数"),
        may("missing", Kind::Words(MISSING), "另外的缺失规则：计分"),
        may("sensitivity", Kind::Whole(0, 4_096), "敏感度（Sobol 指数）的样本行数；0 为不做；缺省 128"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `{ constant = 0 }`.
pub static CONSTANT: Shape =
    Shape { title: "以固定值插补", keys: &[must("constant", Kind::Number, "固定值，单位同指标")] };

/// `{ winsorise = 5, then = "log_of_range" }`.
pub static WINSORISE: Shape = Shape {
    title: "缩尾",
    keys: &[
        must("winsorise", Kind::Whole(1, 1_000), "最多移动几个点"),
        may("skewness", Kind::Number, "偏度界限；缺省 2"),
        may("kurtosis", Kind::Number, "峰度界限；缺省 3.5"),
        may("then", Kind::Word(Curve::CODES), "仍不合格时改用的曲线"),
    ],
};

/// `{ curve = "box_cox" }`.
pub static BEND: Shape = Shape {
    title: "曲线变换",
    keys: &[
        must("curve", Kind::Word(Curve::CODES), "曲线"),
        may("skewness", Kind::Number, "偏度、峰度都达到界限才变换；都不写则总是变换"),
        may("kurtosis", Kind::Number, "峰度界限"),
    ],
};

/// `{ trim_low = 5, trim_high = 95 }`.
pub static TRIM: Shape = Shape {
    title: "按百分位截断",
    keys: &[must("trim_low", Kind::Number, "下侧百分位（%）"), must("trim_high", Kind::Number, "上侧百分位（%）")],
};

/// `{ low = 0, high = 100 }`.
pub static MIN_MAX: Shape = Shape {
    title: "极差标准化",
    keys: &[must("low", Kind::Number, "最差者的值"), must("high", Kind::Number, "最好者的值")],
};

/// `{ z_mean = 0, z_deviation = 1 }`.
pub static Z_SCORE: Shape = Shape {
    title: "Z 分数",
    keys: &[must("z_mean", Kind::Number, "标准化后的平均值"), must("z_deviation", Kind::Number, "标准化后的标准差")],
};

/// `{ target = 95 }`.
pub static TO_TARGET: Shape = Shape {
    title: "与目标值的距离",
    keys: &[
        must("target", Kind::Number, "目标值，单位同指标"),
        may("cap", Kind::Truth, "超过目标按目标计；缺省 false"),
    ],
};

/// `{ reference = "…" }`.
pub static TO_REFERENCE: Shape = Shape {
    title: "与参照对象的距离",
    keys: &[
        must("reference", Kind::Text, "参照对象，写代码或名称"),
        may("cap", Kind::Truth, "优于参照对象的按参照对象计；缺省 false"),
    ],
};

/// `{ from = 0, to = 80 }`.
pub static GOALPOSTS: Shape = Shape {
    title: "两端固定值之间",
    keys: &[
        must("from", Kind::Number, "下端，单位同指标"),
        must("to", Kind::Number, "上端，单位同指标"),
        may("scale", Kind::Number, "较好一端的值；缺省 100"),
        may("truncate", Kind::Truth, "超出两端按两端计；缺省 true"),
    ],
};

/// `{ factor = 2, offset = 1 }`.
pub static LINEAR: Shape = Shape {
    title: "固定直线",
    keys: &[must("factor", Kind::Number, "乘数"), may("offset", Kind::Number, "加数；缺省 0")],
};

/// `{ power = 0.5 }`.
pub static POWER: Shape = Shape { title: "幂平均", keys: &[must("power", Kind::Number, "幂次，不为 0")] };

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
    keys: &[must("own", Kind::Code, "指标代码，如本对象的年度目标、上年数，计量单位相同")],
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

/// `targets.toml`.
pub static TARGETS: Shape =
    Shape { title: "目标 targets.toml", keys: &[may("target", Kind::Tables(&TARGET), "目标")] };

/// `[[target]]`.
pub static TARGET: Shape = Shape {
    title: "目标 [[target]]",
    keys: &[
        must("id", Kind::Code, "目标编号"),
        must("title", Kind::Text, "目标内容"),
        must("indicator", Kind::Code, "指标代码"),
        may("whole", Kind::Text, "目标针对整体（全市、全部开发区）时，整体的名称"),
        may("subjects", Kind::Texts, "目标针对的开发区，写代码或名称"),
        may("where", Kind::Filter, "目标针对符合属性条件的每一个对象"),
        may("except", Kind::Texts, "除外的对象，写代码或名称"),
        may("from", Kind::Year, "起算年份"),
        may("by", Kind::Year, "完成年份；不写则为长期要求"),
        must("comparator", Kind::Word(Comparator::CODES), "比较方式"),
        must("goal", Kind::Number, "目标值"),
        may("goal_to", Kind::Number, "区间上限：between"),
        must("unit", Kind::Unit, "目标值的计量单位"),
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
    keys: &[must("subject", Kind::Text, "评价对象"), may("attributes", Kind::TextMap, "属性 → 值")],
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
    ("tests/*.toml", &TEST),
];
