//! The keys of indices: nodes, method, steps, sets of weights, and how firm ranks are.

use super::{CITE, DEMONSTRATION, Kind, Shape, YEARS_AGO, may, must};
use crate::firmness::{MISSING, SCALES, TREATMENTS};
use crate::index::{Among, Curve, Fill, Mean, Ranking, Scale, ScreenWhen, Treatment};
use crate::weights::{Inconsistent, Times};

pub(super) const IMPUTE: Kind = Kind::WordOr(Fill::CODES, &[&CONSTANT, &LAST_KNOWN, &LINE]);
pub(super) const TREAT: Kind = Kind::WordOr(Treatment::CODES, &[&WINSORISE, &BEND, &TRIM]);
pub(super) const NORMALISE: Kind =
    Kind::WordOr(Scale::CODES, &[&MIN_MAX, &Z_SCORE, &TO_TARGET, &TO_REFERENCE, &GOALPOSTS, &LINEAR]);
pub(super) const MEAN: Kind = Kind::WordOr(Mean::CODES, &[&POWER]);

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
        may("years_before", Kind::Whole(0, 50), "连同以前几年的同期数据一起处理；缺省 0"),
        may("years_after", Kind::Whole(0, 50), "连同以后几年的同期数据一起处理（评价往年时）；缺省 0"),
        may("otherwise", Kind::Number, "无法标准化时（如数值全部相同）的取值；缺省视为缺失"),
        may(
            "weights",
            Kind::Text,
            "权重来源：given、equal、entropy、critic、deviation、pca，或 weight_set 的编号；缺省 given",
        ),
        may("mean", MEAN, "合成方法；缺省 arithmetic"),
        may("ranking", Kind::Word(Ranking::CODES), "不用平均，改按全部各项给对象排序的方法；节点只用来分配权重"),
        may("least", Kind::Number, "每个节点下至少要有百分之几的数据，否则为缺失；缺省 0"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.weight_set]]`; further keys are node ids or indicator codes with weights.
pub static WEIGHT_SET: Shape = Shape {
    title: "另一套权重 [[scheme.population.weight_set]]",
    keys: &[
        must("id", Kind::Code, "编号"),
        must("title", Kind::Text, "名称，如“专家打分”"),
        may("comparison", Kind::Tables(&COMPARISON), "层次分析法（AHP）：逐个节点的两两比较"),
        may("consistency", Kind::Number, "一致性比率的上限；缺省 0.1：comparison"),
        may(
            "inconsistent",
            Kind::Word(Inconsistent::CODES),
            "超过上限时不得使用 refuse、照用并注明 warn；缺省 refuse：comparison",
        ),
        may("expert", Kind::TablesOfNumbers(&EXPERT), "专家分配分数，一位专家一个节点写一段"),
        may("budget", Kind::Number, "每位专家在一个节点之下分配多少分；缺省 100：expert"),
        may("importance", Kind::Numbers, "目标重要性：节点编号或指标代码 → 数字，按比例计；权重按数据反求"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[scheme.population.weight_set.comparison]]`.
pub static COMPARISON: Shape = Shape {
    title: "两两比较 [[scheme.population.weight_set.comparison]]",
    keys: &[
        must("under", Kind::Code, "节点编号：比较它之下的各部分"),
        must("of", Kind::Codes, "它之下的节点编号、指标代码，按矩阵的行列次序"),
        must(
            "matrix",
            Kind::Matrix(is_times),
            "判断矩阵，逐行：行的部分是列的部分的几倍重要，如 [[1, 3], [\"1/3\", 1]]",
        ),
    ],
};

/// `[[scheme.population.weight_set.expert]]`; further keys are node ids or indicator codes with points.
pub static EXPERT: Shape = Shape {
    title: "专家分配分数 [[scheme.population.weight_set.expert]]",
    keys: &[must("name", Kind::Text, "专家"), must("under", Kind::Code, "节点编号：分配给它之下的各部分")],
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
        may("ranking", Kind::Words(Ranking::CODES), "另外的排序法：方法中写了 ranking 的指数"),
        may("missing", Kind::Words(MISSING), "另外的缺失规则：计分"),
        may("sensitivity", Kind::Whole(0, 4_096), "敏感度（Sobol 指数）的样本行数；0 为不做；缺省 128"),
        CITE,
        DEMONSTRATION,
    ],
};

/// `{ constant = 0 }`.
pub static CONSTANT: Shape =
    Shape { title: "以固定值插补", keys: &[must("constant", Kind::Number, "固定值，单位同指标")] };

/// `{ last_known = 2 }`.
pub static LAST_KNOWN: Shape =
    Shape { title: "取最近一年的数值", keys: &[must("last_known", YEARS_AGO, "最多几年以前的")] };

/// `{ linear = 3 }`.
pub static LINE: Shape = Shape {
    title: "前后两年之间线性插补",
    keys: &[must("linear", Kind::Whole(2, 50), "前后两年最多相隔几年")],
};

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

/// Whether a text says how many times as important one part is as another.
fn is_times(text: &str) -> bool {
    Times::read(text).is_some()
}
