//! What scoring refuses, in words: why, after where has been said.

use scoring::ScoringError;

use crate::figure::Figure;
use crate::words::Words;

fn shown(number: f64) -> String {
    Figure::of(number).map_or_else(|| "∞".to_owned(), |figure| figure.to_string())
}

/// The mean of that word, in Chinese.
fn mean(name: &str) -> &'static str {
    match name {
        "geometric" => "几何平均",
        "harmonic" => "调和平均",
        "power" => "幂平均",
        _ => "算术平均",
    }
}

/// Why it was refused.
pub(crate) fn words(source: &ScoringError) -> Words {
    match source {
        ScoringError::Mean { node, value, mean: name, .. } => {
            let value = shown(*value);
            Words::new(
                format!("值为 {value}，“{node}”的{}没有意义（须大于 0），可改为标准化到 1～100", mean(name)),
                format!(
                    "its value is {value}, which has no {name} mean under “{node}” (it must be above 0); normalise \
                     onto 1 to 100 instead"
                ),
            )
        }
        ScoringError::MissingFigure { .. } => Words::new(
            "这一方法要求数据齐全，而此处缺失；请先插补，或改用别的方法",
            "this method needs every figure, and one is missing here; impute it, or use another method",
        ),
        ScoringError::TooManySubjects { method, most, found } => Words::new(
            format!("{method} 法最多能为 {most} 个对象排序，这里有 {found} 个；请分成几类对象，或改用 borda、topsis"),
            format!(
                "{method} can rank {most} subjects at most, and there are {found}; split the population, or use borda or \
                 topsis"
            ),
        ),
        ScoringError::Method { method, why, .. } => Words::new(
            format!("这些数据不能用“{method}”得出结果（{why}）"),
            format!("{method} gives no result for these figures: {why}"),
        ),
        ScoringError::NodeWeight { weight, .. } => {
            let weight = shown(*weight);
            Words::new(
                format!("权重或其下权重之和为 {weight}"),
                format!("its weight, or the sum of the weights under it, is {weight}"),
            )
        }
        ScoringError::Framework { why, .. } => {
            Words::new(format!("层级结构不成立（{why}）"), format!("the structure does not hold: {why}"))
        }
        ScoringError::Parameter { parameter, value, expected, .. } => {
            let value = shown(*value);
            Words::new(
                format!("参数 {parameter} 为 {value}，应为 {expected}"),
                format!("{parameter} is {value} and must be {expected}"),
            )
        }
        ScoringError::NoSubjects => {
            Words::new("筛选之后没有剩下对象", "nobody is left once those with too little data are taken out")
        }
        ScoringError::Overflow { .. } | ScoringError::Infinite { .. } => {
            Words::new("数值过大，超出可以计算的范围", "the figures are too large")
        }
        _ => Words::new("权重或参数不成立", "a weight or parameter does not hold"),
    }
}
